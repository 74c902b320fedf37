"""A frightened person in pain understands it: the US school grade of every text, by Flesch and Kincaid."""

from __future__ import annotations

import pytest
import textstat
from wording import ABROAD, URGENT, WORDINGS, by_name

EVERYWHERE = [*WORDINGS, *ABROAD]


def grade(wording) -> float:
    return textstat.flesch_kincaid_grade(" ".join(wording.sentences))


@pytest.mark.parametrize("wording", **by_name([each for each in EVERYWHERE if each.response in URGENT]))
def test_an_urgent_text_is_at_most_grade_5(wording):
    assert grade(wording) <= 5, wording.text


@pytest.mark.parametrize("wording", **by_name([each for each in EVERYWHERE if each.response not in URGENT]))
def test_a_text_is_at_most_grade_6(wording):
    assert grade(wording) <= 6, wording.text
