"""The shipped hearer: whole, the same everywhere, deaf to nothing, and able to show its words."""

from __future__ import annotations

import json

import numpy as np
import pytest

from assistant.hearer import MODEL_FOLDER, shared_hearer, weights_hash
from triage.knowledge import load

HEARER = shared_hearer()
WEIGHTS_SHA256 = "3c19f05a469dbaa8d8f502c343297361d40360848df4fecb99f3a09ac1b0d6af"

SIGN = "since tuesday i cant feel the paper when i wipe myself"
PLAIN = "my lower back went into spasm when i picked up the shopping"
FILLER = "I bent down to tie my shoes and it grabbed me. I put a hot water bottle on it and watched the match. "


def test_the_weights_are_those_of_the_model_card():
    assert weights_hash() == WEIGHTS_SHA256


def test_the_shipped_files_are_small():
    assert sum(file.stat().st_size for file in MODEL_FOLDER.iterdir()) <= 25_000_000


def test_it_knows_only_flags_of_the_knowledge():
    assert set(HEARER.flags) <= load().red_flags.keys()
    assert len(set(HEARER.flags)) == len(HEARER.flags) == 20


def test_a_sign_is_heard_and_a_spasm_is_not():
    heard, plain = HEARER.hear(SIGN), HEARER.hear(PLAIN)
    assert heard.danger > 0.9
    assert max(heard.present, key=lambda flag: heard.present[flag]) == "saddle_numbness"
    assert plain.danger < 0.1


@pytest.mark.parametrize(
    ("sign", "twin"),
    [
        ("not really, only my groin is numb", "not really, only my back is stiff"),
        ("no problems except i fell from a horse", "no problems, i did not fall"),
        ("no but my legs are both weak", "no but my back is weak and tired"),
        ("lol i pooed myself in bed", "lol i pooed, all normal"),
        ("can i swim, i wee myself now", "can i swim with a back spasm"),
    ],
)
def test_a_short_sign_behind_a_no_a_question_or_a_joke_is_heard_and_its_twin_is_not(sign, twin):
    assert HEARER.hear(sign).danger > 0.5 > HEARER.hear(twin).danger


def test_a_text_is_heard_the_same_every_time():
    first, second = HEARER.hear(SIGN), HEARER.hear(SIGN)
    assert np.array_equal(first.vector, second.vector)
    assert first.danger == second.danger


@pytest.mark.parametrize("text", ["", "👍", "🦵🦵🦵"])
def test_without_a_known_word_nothing_is_heard(text):
    heard = HEARER.hear(text)
    assert not heard.vector.any()
    assert heard.danger == 0.0
    assert set(heard.present.values()) == {0.0}


def test_the_vector_has_length_one():
    assert HEARER.hear(PLAIN).vector.shape == (384,)
    assert np.linalg.norm(HEARER.hear(PLAIN).vector) == pytest.approx(1.0, abs=1e-5)


def test_like_meanings_lie_closer_than_unlike_ones():
    heat, pad, drive = (HEARER.hear(text).vector for text in ("is heat ok", "can i use a heating pad", "may i drive the car"))
    assert heat @ pad > heat @ drive


# --- long and odd texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [0, 8, 20, 40])
def test_a_sign_is_heard_wherever_it_stands_in_a_long_text(before):
    text = FILLER * before + SIGN + ". " + FILLER * (40 - before)
    assert HEARER.hear(text).danger > 0.5


def test_a_long_ordinary_text_is_not_danger():
    assert HEARER.hear(FILLER * 40).danger < 0.5


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "🦵" * 500, "a" * 30_000, "\ud800", "\n" * 100, "٣٣٣"], ids=lambda text: repr(text)[:12]
)
def test_odd_text_is_read_without_danger(text):
    heard = HEARER.hear(text)
    assert np.isfinite(heard.vector).all()
    assert heard.danger < 0.5


# --- the words that moved it -----------------------------------------------------------------------------


def moved(text: str, flag: str) -> str:
    start, end = HEARER.words_that_moved(text, flag)
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "flag", "word"),
    [
        (
            "i lifted a crate at work. now i cant feel the paper when i wipe. can i still play on sunday?",
            "saddle_numbness",
            "wipe",
        ),
        (
            "Great bot. My trousers were wet again this morning and I never noticed it run. Should I use ice?",
            "bladder_bowel",
            "wet",
        ),
        ("my back is stiff and the left foot slaps the floor at each step, what shoes are best", "progressive_weakness", "foot"),
    ],
)
def test_the_words_of_the_sign_are_shown(text, flag, word):
    assert word in moved(text, flag)


def test_the_words_are_found_in_a_long_text_too():
    assert "cant feel the paper" in moved(FILLER * 20 + SIGN + ". " + FILLER * 20, "saddle_numbness")


@pytest.mark.parametrize("before", [0, 13, 30, 55])
def test_the_words_of_a_long_text_are_found_with_few_readings(before, monkeypatch):
    """A reading of a whole window costs 20 ms or so, and everybody else waits meanwhile."""
    text = FILLER * before + SIGN + ". " + FILLER * (55 - before)
    read = []
    run = HEARER._run
    monkeypatch.setattr(HEARER, "_run", lambda ids: read.append(len(ids)) or run(ids))
    assert "feel the paper" in moved(text, "saddle_numbness")
    assert sum(read) < 2 * len(HEARER._tokenizer.encode(text).ids) + 10_000


@pytest.mark.parametrize("text", ["", "a", "...", "numb", "\n\n"], ids=repr)
def test_the_shortest_text_has_words_too(text):
    start, end = HEARER.words_that_moved(text, "severe_numbness")
    assert 0 <= start <= end <= len(text)


def test_the_flags_of_a_known_message_are_plain_numbers():
    assert json.loads(json.dumps(HEARER.hear(SIGN).present)).keys() == set(HEARER.flags)
