from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from triage.patterns import PatternError, PatternMatcher, Words, expand, parse

SETS = {
    "foot": ["foot", "feet", "toe"],
    "leg": ["leg", "legs"],
    "limb": ["{leg}", "{foot}", "arm*"],
    "numb": ["numb", "numbed"],
}
BARRIERS = ["no", "not", "never", "without", "but", "nor", "if", ".", ",", ";", "!", "?", "...", "\n", ":", "(", ")", "-"]


def found(pattern: str, text: str) -> list[str]:
    """What the pattern covers in ``text`` (words parted by one space), longest first."""
    words = text.split(" ")
    matches = PatternMatcher([("flag/rule", pattern)], SETS).find(words)
    assert {match.rule for match in matches} <= {"flag/rule"}
    return sorted({" ".join(words[match.start : match.end]) for match in matches}, key=len, reverse=True)


# --- the language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern,text,covered",
    [
        ("numb", "my leg is numb today", "numb"),
        ("numb leg", "a numb leg", "numb leg"),
        ("numb|dead leg", "a dead leg", "dead leg"),
        ("leak*", "it leakages", "leakages"),
        ("leak*", "i leak", "leak"),
        ("{numb} {foot}", "numb toe", "numb toe"),
        ("{numb}|dead {foot}|hand", "dead hand", "dead hand"),
        ("{limb}", "both legs", "legs"),
        ("{limb}", "my toe", "toe"),
        ("{limb}", "armpit", "armpit"),
        ("a b? c", "a c", "a c"),
        ("a b? c", "a b c", "a b c"),
        ("a ~2 c", "a c", "a c"),
        ("a ~2 c", "a x c", "a x c"),
        ("a ~2 c", "a x y c", "a x y c"),
        ("a <~2> c", "a x c", "a x c"),
        ("a <~2> c", "c x a", "c x a"),
        ("a <~0> c", "c a", "c a"),
        ("a b <~1> c d", "c d x a b", "c d x a b"),
        ("don't", "i don't", "don't"),
        ("+|&", "a + b", "+"),
    ],
)
def test_a_pattern_covers_what_its_language_says(pattern, text, covered):
    assert found(pattern, text)[0] == covered


@pytest.mark.parametrize(
    "pattern,text",
    [
        ("numb leg", "leg numb"),
        ("numb leg", "numb my leg"),
        ("numb", "number"),
        ("leak*", "bleak"),
        ("{foot}", "football"),
        ("a b? c", "a x c"),
        ("a ~2 c", "a x y z c"),
        ("a ~2 c", "c a"),
        ("a <~2> c", "a x y z c"),
        ("a <~2> c", "c x y z a"),
        ("Numb", "numb"),
        ("a.c", "abc"),
        ("a", ""),
    ],
)
def test_a_pattern_does_not_cover_what_its_language_excludes(pattern, text):
    assert found(pattern, text) == []


@pytest.mark.parametrize("barrier", BARRIERS)
def test_a_gap_does_not_cross_a_denial_or_a_clause(barrier):
    assert found("leg ~3 numb", f"leg is {barrier} numb") == []
    assert found("leg <~3> numb", f"numb {barrier} my leg") == []


@pytest.mark.parametrize("barrier", ["not", "no", ","])
def test_a_denial_that_a_pattern_names_is_matched(barrier):
    assert found(f"can {barrier} ~2 pee", f"can {barrier} really pee") == [f"can {barrier} really pee"]


def test_words_that_no_pattern_knows_fill_a_gap():
    assert found("leg ~3 numb", "leg żółć 😀 42 numb") == ["leg żółć 😀 42 numb"]


def test_two_rules_are_found_side_by_side():
    matcher = PatternMatcher([("a/1", "numb ~2 leg"), ("b/1", "leg")], SETS)
    assert {match.rule for match in matcher.find(["numb", "left", "leg"])} == {"a/1", "b/1"}


def test_every_place_a_pattern_matches_is_reported():
    assert len(PatternMatcher([("a/1", "numb")], SETS).find(["numb", "x", "numb"])) == 2


@given(st.lists(st.sampled_from(["numb", "leg", "my", "x", "not", "."]), max_size=9))
def test_a_gap_means_what_it_says_over_all_short_texts(words):
    """Against the definition: both words, in this order, at most two others between, none a barrier."""
    expected = {
        (i, j + 1)
        for i, j in itertools.combinations(range(len(words)), 2)
        if words[i] == "numb" and words[j] == "leg" and j - i <= 3 and not {"not", "."}.intersection(words[i + 1 : j])
    }
    matches = PatternMatcher([("a/1", "numb ~2 leg")], SETS).find(words)
    assert {(match.start, match.end) for match in matches} == expected


def by_spacy(pattern: str, words: list[str]) -> set[tuple[int, int]]:
    """What spaCy's matcher, another author's work, finds for the same pattern."""

    def token(place: Words | int) -> dict[str, object]:
        if isinstance(place, int):
            return {"ORTH": {"NOT_IN": BARRIERS}, "OP": f"{{0,{place}}}"}
        beginnings = "|".join([*place.exact, *(f"{beginning}\\w*" for beginning in place.prefixes)])
        return {"ORTH": {"REGEX": f"^(?:{beginnings})$"}, **({"OP": "?"} if place.optional else {})}

    matcher = Matcher(vocab := Vocab())
    matcher.add("rule", [[token(place) for place in places] for places in parse(pattern, SETS)])
    return {(start, end) for _, start, end in matcher(Doc(vocab, words=words))}


@pytest.mark.parametrize(
    "pattern",
    [
        "numb leg",
        "my? numb leg?",
        "numb ~2 leg",
        "numb <~3> my? leg",
        "x? my? leg ~1 numb*",
        "~1 numb my|x?",
        "numb ~2",
        "my leg ~1 x? ~2 numb",
        "not ~2 {limb}",
    ],
)
@given(words=st.lists(st.sampled_from(["numb", "numbed", "numb'd", "leg", "my", "x", "arms", "not", ","]), max_size=9))
def test_a_pattern_finds_what_another_matcher_finds(pattern, words):
    found_here = {(match.start, match.end) for match in PatternMatcher([("a/1", pattern)], SETS).find(words)}
    assert found_here == by_spacy(pattern, words)


@given(st.lists(st.sampled_from(["numb", "leg", "my", "x", "not", ",", "can"]), max_size=9))
def test_more_rules_never_change_what_one_rule_finds(words):
    """The matcher tries only patterns whose words all occur; that must not lose or add a match."""
    alone = PatternMatcher([("a/1", "numb <~2> leg")], SETS).find(words)
    among = PatternMatcher([("b/1", "x ~1 my"), ("a/1", "numb <~2> leg"), ("c/1", "can not"), ("d/1", "my|x? leg")], SETS).find(
        words
    )
    assert {(each.start, each.end) for each in alone} == {(each.start, each.end) for each in among if each.rule == "a/1"}


# --- parsing -------------------------------------------------------------------------------------------


def test_both_orders_are_two_lists_of_places():
    a, c = Words(frozenset({"a"}), ()), Words(frozenset({"c"}), ())
    assert parse("a <~2> c", {}) == [[a, 2, c], [c, 2, a]]


def test_one_order_is_one_list_of_places():
    assert parse("a|b* ~3 c?", {}) == [[Words(frozenset({"a"}), ("b",)), 3, Words(frozenset({"c"}), (), optional=True)]]


def test_sets_may_name_sets():
    assert expand(["{limb}", "hip"], SETS, "here") == (frozenset({"leg", "legs", "foot", "feet", "toe", "hip"}), ("arm",))


@pytest.mark.parametrize(
    "pattern,part",
    [
        ("warm {hand}", "{hand}"),
        ("a <~1> b <~1> c", "only one"),
        ("a?", "must be there"),
        ("~3", "must be there"),
        ("", "must be there"),
        ("a ~b c", "~b"),
        ("a ~12 c", "~12"),
        ("a <~x> c", "~x"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_by_name(pattern, part):
    with pytest.raises(PatternError) as refusal:
        parse(pattern, SETS)
    assert repr(pattern) in str(refusal.value)
    assert part in str(refusal.value)


def test_an_unknown_set_inside_a_set_is_refused():
    with pytest.raises(PatternError, match=r"\{ghost\}"):
        parse("{outer}", {"outer": ["{ghost}"]})


def test_sets_that_name_each_other_in_a_circle_are_refused():
    with pytest.raises(PatternError):
        parse("{a}", {"a": ["{b}"], "b": ["{a}"]})
