"""Beside each screening question stand its name, why it is asked, and words for every answer."""

from __future__ import annotations

import pytest
import textstat
from wording import DOMAIN

from triage.conversation import screening_slots
from triage.knowledge import load

HIGHEST_GRADE = 8.0
EACH = pytest.mark.parametrize("slot", screening_slots(load()))


def beside(slot: str) -> dict:
    return DOMAIN["responses"][f"utter_ask_{slot}"][0]["metadata"]


@EACH
def test_its_name_fits_on_a_line(slot):
    assert 0 < len(beside(slot)["short"]) <= 50


@EACH
def test_why_it_is_asked_is_one_or_two_short_sentences(slot):
    why = beside(slot)["why"]
    assert why.endswith(".")
    assert len(why) <= 120
    assert textstat.flesch_kincaid_grade(why) <= HIGHEST_GRADE


@EACH
def test_every_answer_that_its_buttons_give_has_words(slot):
    answers = beside(slot)["answers"]
    values = DOMAIN["slots"][slot].get("values") or ["unknown"]
    assert all(answers[value] for value in values)
