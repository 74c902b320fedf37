"""A yes, or not sure, to a danger question refers; only then is it asked which sign it was."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from talk import OTHERS, QUESTIONS

from assistant.red_flag_policy import CHECK
from triage.knowledge import load

LISTEN, LEAVE_FORM = ACTION_LISTEN_NAME, "action_deactivate_loop"
EACH_QUESTION = pytest.mark.parametrize("question", load().questions, ids=lambda question: question.slot)


@pytest.mark.parametrize("answer", ["/affirm", "/unsure", "yes", "not sure"])
@EACH_QUESTION
def test_yes_and_not_sure_to_a_checklist_refer_and_then_ask_which(talk, question, answer):
    talk.is_asked(question.slot)
    referral = f"utter_{question.disposition.value}"
    assert talk.says(answer) == [referral, CHECK, LEAVE_FORM, f"utter_which_{question.slot}", LISTEN]


@EACH_QUESTION
def test_a_yes_to_a_checklist_counts_for_all_its_flags(talk, question):
    talk.is_asked(question.slot).says("/affirm")
    assert set(talk.red_flags) == set(question.flags)


def test_saying_which_one_narrows_the_flags_to_it(talk):
    talk.is_asked(QUESTIONS[0]).says("/affirm")
    talk.says("i am numb between my legs")
    assert talk.red_flags == ["saddle_numbness"]


def test_a_yes_that_says_which_is_not_asked_which(talk):
    talk.is_asked(QUESTIONS[0])
    assert talk.says("yes i wet myself") == ["utter_emergency", CHECK, LEAVE_FORM, LISTEN]


@EACH_QUESTION
def test_none_of_these_is_left_to_the_screening(talk, question):
    talk.is_asked(question.slot)
    assert talk.says("/deny") == [OTHERS]
    assert talk.tracker.get_slot(question.slot) == "no"


def test_upper_back_pain_sends_to_a_doctor_when_the_screening_ends(talk):
    talk.is_asked("place")
    assert talk.says("between my shoulder blades", "location") == ["utter_urgent", CHECK, LEAVE_FORM, LISTEN]


@pytest.mark.parametrize(
    ("slot", "text", "disposition"),
    [("place", "in my lower back", "self_care"), ("place", "below my knee", "see_doctor")],
)
def test_an_end_without_danger_is_left_to_the_rules_with_its_outcome_set(talk, slot, text, disposition):
    talk.is_asked(slot)
    assert talk.says(text, "location") == [OTHERS]
    assert talk.policy_events == {"disposition": disposition}
