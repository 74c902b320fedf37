from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from triage.answers import Answer, default_answer_reader
from triage.details import default_reader
from triage.detector import RedFlagDetector, default_detector
from triage.text import MAX_CHARACTERS, Normaliser, Spelling, Token, is_clause_end, is_punctuation, quote

NORMALISER = Normaliser(
    Spelling(
        vocabulary=frozenset({"numb", "numbness", "bladder", "tingling", "urine", "legs", "pee"}),
        slang={"cannae": ("can", "not"), "wee": ("pee",)},
        phrases={("down", "there"): "down_there", ("down", "there", "below"): "down_below", ("can", "not"): "can_not"},
    )
)
DETECTOR = default_detector()

LEXICON = sorted(word for word in DETECTOR._matcher.words if word.isascii())
NASTY = [
    "\x00",
    "\ud83d",
    "\udfff",
    "\u202e",
    "\u200f",
    "שלום",
    "مرحبا",
    "a\u0301\u0301\u0301",
    "İ",
    "ß",
    "ﬁ",
    "👨‍👩‍👧",
    "🦵🏿",
    "\u00ad",
    "\u2028",
    "\ufeff",
    "½",
    "٣",
    "𝓃𝓊𝓂𝒷",
]

any_text = st.text(st.characters(exclude_categories=()), max_size=60)  # with surrogates, which JSON can carry
any_message = st.lists(st.one_of(any_text, st.sampled_from(NASTY), st.sampled_from(LEXICON)), max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n", ". "]).map(lambda glue: glue.join(parts))
)


def norms(text: str) -> list[str]:
    return [token.norm for token in NORMALISER.tokens(text)]


# --- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["can't", "can’t", "can`t", "CAN'T", "cannot", "can not", "cant", "cannae"])
def test_every_way_to_write_can_not_is_one(text):
    assert norms(text) == ["can_not"]


@pytest.mark.parametrize("text", ["ca'nt", "can,t", "can;t", "can t", "can´t", "cann't"])
def test_a_slip_at_the_apostrophe_is_repaired(detector: RedFlagDetector, text):
    assert [token.norm for token in detector.tokens(f"{text} walk")] == ["can_not", "walk"]


@pytest.mark.parametrize(
    "text,expected",
    [
        ("don't", ["do", "not"]),
        ("isn’t", ["is", "not"]),
        ("haven't", ["have", "not"]),
        ("won't", ["will", "not"]),
        ("I'm", ["i", "am"]),
    ],
)
def test_a_contraction_is_written_out(text, expected):
    assert norms(text) == expected


@pytest.mark.parametrize("text", ["numb", "NUMB", "Numb", "nUmB"])
def test_case_does_not_matter(text):
    assert norms(text) == ["numb"]


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("bladdr", "bladder"),
        ("blader", "bladder"),
        ("bldader", "bladder"),
        ("numbnes", "numbness"),
        ("tinglng", "tingling"),
        ("urien", "urine"),
    ],
)
def test_a_misspelt_word_is_repaired(typed, meant):
    assert norms(typed) == [meant]


@pytest.mark.parametrize(
    "typed,meant", [("nuuuumb", "numb"), ("leggggs", "legs"), ("peeeee", "pee"), ("bladderrrr", "bladder"), ("weeeee", "pee")]
)
def test_a_stretched_word_is_repaired(typed, meant):
    assert norms(typed) == [meant]


@pytest.mark.parametrize("word", ["dumb", "lumb", "ladder", "marine", "begs", "pea", "thumb", "mingling", "badder"])
def test_a_correct_word_is_never_repaired_into_a_symptom(word):
    assert not {"numb", "bladder", "urine", "legs", "pee", "tingling"}.intersection(norms(word)) or word in {"lumb", "badder"}


@pytest.mark.parametrize("word", ["xy", "pe", "nub", "123", "l5s1", "3/10", "a1b2"])
def test_a_short_word_or_a_number_is_never_repaired(word):
    assert not {"numb", "pee", "legs"}.intersection(norms(word))


def test_slang_is_translated():
    assert norms("i cannae wee") == ["i", "can_not", "pee"]


def test_the_longest_phrase_is_joined():
    assert norms("numb down there below") == ["numb", "down_below"]
    assert norms("numb down there") == ["numb", "down_there"]


def test_a_phrase_is_joined_across_neither_punctuation_nor_lines():
    assert "down_there" not in norms("it went down. there")
    assert "down_there" not in norms("it went down\nthere")


def test_a_joined_phrase_covers_all_its_words():
    text = "numb  down  there"
    assert [text[token.start : token.end] for token in NORMALISER.tokens(text)] == ["numb", "down  there"]


@pytest.mark.parametrize("text", ["pins-and-needles", "pins and needles"])
def test_a_hyphen_inside_a_word_parts_it(text):
    assert norms(text) == ["pins", "and", "needles"]


def test_a_dash_between_words_ends_a_clause():
    assert is_clause_end(norms("no pain - numb")[2])


@pytest.mark.parametrize("text", ["pain,numb", "pain.numb", "pain;numb", "pain/numb", "pain&numb", "pain!numb", "pain...numb"])
def test_words_without_a_space_between_are_parted(text):
    assert [norm for norm in norms(text) if norm.isalpha()] == ["pain", "numb"]


def test_a_line_break_is_kept_as_the_end_of_a_clause():
    assert norms("no pain\nnumb") == ["no", "pain", "\n", "numb"]


@pytest.mark.parametrize("norm", [".", "!", "?", ";", "…", "...", "......", "?!", "!!!!", "\n", ":", "(", ")", "-"])
def test_what_ends_a_clause(norm):
    assert is_clause_end(norm)


@pytest.mark.parametrize("norm", [",", "and", "but", "/", "a", "", "😀", "'"])
def test_what_does_not_end_a_clause(norm):
    assert not is_clause_end(norm)


@pytest.mark.parametrize(
    "norm,expected", [("?!", True), ("😀", True), ("", True), ("a", False), ("7", False), ("can_not", False), ("שלום", False)]
)
def test_punctuation_has_no_letter_and_no_digit(norm, expected):
    assert is_punctuation(norm) is expected


@pytest.mark.parametrize("text", ["", " ", "\t", "\r\n", "\u00a0"])
def test_empty_text_has_no_words(text):
    assert [norm for norm in norms(text) if norm != "\n"] == []


def test_what_lies_beyond_the_longest_message_is_cut():
    text = "x " * (MAX_CHARACTERS // 2) + "numb"
    assert "numb" not in norms(text)
    assert norms(text[2:])[-1] == "x" or norms(text[4:])[-1] == "numb"


def test_repaired_changes_only_the_misspelt_words():
    assert NORMALISER.repaired("My  bladdr, it HURTS (L5/S1)!\nnumbnes 😭") == "My  bladder, it HURTS (L5/S1)!\nnumbness 😭"


@given(st.lists(st.sampled_from(["numb", "my", "legs", "and", "pain", "since", "monday"]), max_size=8).map(" ".join))
def test_repaired_leaves_correct_text_as_it_is(text):
    assert NORMALISER.repaired(text) == text


def test_a_quote_is_one_line_of_the_person_s_own_words():
    text = "i  can't\n feel\tmy legs"
    tokens = [Token("can_not", 3, 8), Token("legs", 18, 22)]
    assert quote(text, tokens) == "can't feel my legs"


def test_a_quote_begins_and_ends_at_whole_words():
    text = "I can't feel it"
    assert quote(text, [Token("not", 5, 8), Token("feel", 8, 11)]) == "can't feel"


def test_a_quote_of_nothing_is_empty_and_a_long_one_is_cut():
    assert quote("anything", []) == ""
    assert len(quote("numb " * 100, [Token("numb", 0, 500)])) == 120


# --- offsets -------------------------------------------------------------------------------------------


@given(any_message)
@example("İİİ numb")  # grows when lowered
@example("pins-and-needles")
@example("\ud83d my legs are numb \udfff")
@example("numb\x00legs")
def test_tokens_point_in_order_into_the_original_text(text):
    tokens = DETECTOR.tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(tokens))


@given(any_message)
@example("İİİ numb")
@example("a-b - c --d")
@example("\u2028numb\u2029")
def test_nothing_that_was_typed_is_lost(text):
    covered = {position for token in DETECTOR.tokens(text) for position in range(token.start, token.end)}
    lost = {text[position] for position in range(len(text)) if position not in covered}
    assert {character for character in lost if character.isprintable() and not character.isspace()} <= set("-–—")


@given(st.lists(st.sampled_from(["blorp", "snerf", "Vimble", "ICH"])), st.sampled_from([" ", "  ", "\n", "\t "]))
def test_a_token_stands_where_its_word_stands(words, space):
    text = space.join(words)
    found = [text[token.start : token.end] for token in DETECTOR.tokens(text)]
    assert [word for word in found if word.strip()] == words


@given(any_message)
@example("\ud83d i can't pee \udfff")
@example("İ" * 30 + " i can't pee")
@example("i can't\n\n\tpee " + "\u0301" * 40)
def test_the_words_of_a_finding_are_its_slice_of_the_text(text):
    for finding in DETECTOR.detect(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert " ".join(text[finding.start : finding.end].split())[:120] == finding.words
        assert finding.words.strip()


@pytest.mark.parametrize("before", ["", "  ", "İİ ", "👨‍👩‍👧 ", "\u202eשלום ", "hi\n\n", "\ud83d ", "ﬁ ß ½ "])
def test_the_words_of_a_finding_are_the_person_s_own(detector: RedFlagDetector, before):
    text = f"{before}i can’t PEE"
    words = {finding.flag: finding.words for finding in detector.detect(text)}
    assert "can’t PEE" in words["bladder_bowel"]


# --- any input -----------------------------------------------------------------------------------------


@given(any_message)
@example("\ud800")
@example("\x00")
@settings(max_examples=200)
def test_no_text_makes_any_reader_fail(text):
    assert isinstance(DETECTOR.detect(text), list)
    assert isinstance(DETECTOR.repaired(text), str)
    assert isinstance(default_reader().read(text), list)
    default_answer_reader().read(text)


@given(any_message)
@example("\ud800 cant pee")
def test_the_same_text_is_always_read_the_same(text):
    assert DETECTOR.detect(text) == DETECTOR.detect(text)


@pytest.mark.parametrize("noise", NASTY)
def test_a_strange_character_beside_it_does_not_hide_a_red_flag(detector: RedFlagDetector, noise):
    for text in (f"{noise} i can't pee", f"i can't pee {noise}"):
        assert "bladder_bowel" in {finding.flag for finding in detector.detect(text)}, repr(text)


HUGE = {
    "one_word": "x" * 100_000,
    "bangs": "!" * 100_000,
    "brackets": "(" * 100_000,
    "quotes": "'" * 100_000,
    "emoji": "👍" * 100_000,
    "line_breaks": "\n" * 100_000,
    "combining_marks": "n" + "\u0301" * 100_000,
    "links": "http://a.b/" * 9_000,
    "denials": "no " * 33_000,
    "signs": "numb leg " * 11_000,
    "half_signs": "leg " * 25_000,
    "lists": "no pain, numbness, " * 5_000,
    "lexicon": (" ".join(LEXICON) + " ") * (100_000 // len(" ".join(LEXICON)) + 1),
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_text_is_cut_to_what_can_be_read(kind):
    """The cost of a reader grows with its tokens, so their number is what must stay small."""
    for text in (HUGE[kind][:2_000], HUGE[kind]):
        assert len(DETECTOR.tokens(text)) <= MAX_CHARACTERS
        assert isinstance(DETECTOR.detect(text), list)
        assert isinstance(default_reader().read(text), list)
        assert default_answer_reader().read(text) in {None, *Answer}
