"""A frightened person in pain understands it: the US school grade of every text, by Flesch and Kincaid."""

from __future__ import annotations

import pytest
import textstat
from wording import ABROAD, URGENT, WORDINGS, Wording, by_name

EVERYWHERE = [*WORDINGS, *ABROAD]
LONGEST_SENTENCE = 30
"""Words; a list of numbers to call may be as long as that, nothing longer."""


def grade(wording) -> float:
    return textstat.flesch_kincaid_grade(" ".join(wording.sentences))


@pytest.mark.parametrize("wording", **by_name([each for each in EVERYWHERE if each.response in URGENT]))
def test_an_urgent_text_is_at_most_grade_5(wording):
    assert grade(wording) <= 5, wording.text


@pytest.mark.parametrize("wording", **by_name([each for each in EVERYWHERE if each.response not in URGENT]))
def test_a_text_is_at_most_grade_6(wording):
    assert grade(wording) <= 6, wording.text


@pytest.mark.parametrize("wording", **by_name(EVERYWHERE))
def test_no_sentence_is_too_long_to_hold_in_mind(wording):
    assert [sentence for sentence in wording.sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_a_long_sentence_would_be_found():
    wording = Wording("x", "Go. " + "and on " * LONGEST_SENTENCE)
    assert max(len(sentence.split()) for sentence in wording.sentences) > LONGEST_SENTENCE
