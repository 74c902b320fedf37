"""An answer that is changed by name is asked again; the outcome falls only where the new facts say so."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from talk import HARMLESS, OTHERS, QUESTIONS

from assistant.red_flag_policy import CHECK, FORM
from triage.knowledge import load

LISTEN = ACTION_LISTEN_NAME
BLADDER, LEGS, STROKE, INJURY, FEVER = QUESTIONS
EACH = pytest.mark.parametrize("slot", [*QUESTIONS, *HARMLESS])
EACH_EMERGENCY = pytest.mark.parametrize(
    "question", [each for each in load().questions if each.disposition.value != "urgent"], ids=lambda each: each.slot
)


def finished(talk, **answers):
    """The screening answered to its end, all harmless but ``answers``."""
    talk.is_asked(BLADDER)
    while talk.requested is not None:
        text = answers.get(talk.requested) or HARMLESS.get(talk.requested, "/deny")
        talk.says(text, "onset")
        talk.does(FORM).does(LISTEN)
    return talk


# --- the question is asked again -------------------------------------------------------------------------


@EACH
def test_an_answer_is_emptied_and_its_question_opened_at_once(talk, slot):
    finished(talk)
    assert talk.changes(slot) == ["utter_correction", f"utter_ask_{slot}", LISTEN]
    assert (talk.tracker.active_loop_name, talk.requested, talk.tracker.get_slot(slot)) == (FORM, slot, None)


@EACH
def test_after_the_end_no_outcome_stands_while_the_question_is_open(talk, slot):
    finished(talk)
    assert talk.disposition == "self_care"
    talk.changes(slot)
    assert talk.disposition is None


def test_in_the_middle_the_open_question_waits(talk):
    talk.is_asked(FEVER).changes(BLADDER)
    talk.goes_on("/deny")
    assert talk.requested == FEVER


def test_a_new_answer_counts(talk):
    finished(talk).changes(BLADDER)
    assert talk.says("/affirm")[:2] == ["utter_emergency", CHECK]
    assert talk.disposition == "emergency"


def test_a_new_answer_that_is_not_sure_counts_too(talk):
    talk.is_asked(FEVER).changes(BLADDER)
    talk.says("/unsure")
    assert talk.disposition == "emergency"


def test_the_same_answer_again_ends_the_screening_as_before(talk):
    finished(talk).changes(BLADDER)
    talk.goes_on("/deny")
    assert (talk.disposition, talk.tracker.active_loop_name) == ("self_care", None)


def test_a_milder_detail_lowers_what_was_no_referral(talk):
    finished(talk, severity="9 out of 10")
    assert talk.disposition == "see_doctor"
    talk.changes("severity")
    talk.goes_on("3 out of 10", "severity")
    assert talk.disposition == "self_care"


@pytest.mark.parametrize("slot", [LEGS, "place", "disposition", "no_slot", 7, None])
def test_what_has_no_answer_is_not_opened(talk, slot):
    talk.is_asked(LEGS).changes(slot)
    assert talk.requested == LEGS


# --- a referral that rests on a list answered with yes ----------------------------------------------------


@EACH_EMERGENCY
def test_the_referral_stands_while_the_question_is_open(talk, question):
    talk.is_asked(question.slot).says("/affirm")
    talk.changes(question.slot)
    assert talk.disposition == question.disposition.value
    talk.says("should i use ice", "ask")
    assert talk.disposition == question.disposition.value


@EACH_EMERGENCY
@pytest.mark.parametrize("wrong", ["/affirm", "/unsure"])
def test_no_to_the_question_asked_again_takes_the_referral_back_and_goes_on(talk, question, wrong):
    talk.is_asked(question.slot).says(wrong)
    talk.changes(question.slot)
    assert talk.says("/deny") == ["utter_answer_changed", OTHERS]
    assert (talk.disposition, talk.red_flags) == (None, [])
    talk.does(FORM)
    assert talk.requested == [*QUESTIONS, *HARMLESS][QUESTIONS.index(question.slot) + 1]


@EACH_EMERGENCY
@pytest.mark.parametrize("again", ["/affirm", "/unsure"])
def test_yes_to_the_question_asked_again_refers_again(talk, question, again):
    talk.is_asked(question.slot).says("/affirm")
    talk.changes(question.slot)
    assert talk.says(again)[0] == f"utter_{question.disposition.value}"
    assert (talk.disposition, talk.tracker.active_loop_name) == (question.disposition.value, None)


def test_a_hedge_to_the_question_asked_again_takes_nothing_back(talk):
    talk.is_asked(BLADDER).says("/affirm")
    talk.changes(BLADDER)
    assert talk.says("not really") == ["utter_clarify_hedge", LISTEN]
    assert talk.disposition == "emergency"
    talk.says("i don't think so")
    assert talk.disposition == "emergency"


def test_getting_help_is_forgotten_with_the_referral(talk):
    talk.is_asked(BLADDER).says("/affirm")
    talk.says("/getting_help")
    talk.changes(BLADDER)
    talk.says("/deny")
    assert talk.tracker.get_slot("getting_help") is None


def test_of_two_lists_the_other_still_counts(talk):
    talk.is_asked(FEVER).says("/affirm")
    assert talk.disposition == "urgent"
    talk.changes(BLADDER)
    talk.says("/affirm")
    assert talk.disposition == "emergency"
    talk.changes(BLADDER)
    assert talk.says("/deny")[0] == "utter_urgent"
    assert talk.disposition == "urgent"


def test_with_two_answers_open_the_first_one_still_counts(talk):
    talk.is_asked(INJURY).says("/affirm")
    talk.changes(INJURY)
    talk.changes(BLADDER)
    talk.says("/deny")
    assert talk.disposition == "emergency"


def test_an_urgent_place_that_is_changed_takes_the_referral_back(talk):
    finished(talk, place="in my upper back")
    assert talk.disposition == "urgent"
    talk.changes("place")
    assert talk.disposition == "urgent"
    assert talk.says("in my lower back", "location") == ["utter_answer_changed", OTHERS]
    assert talk.disposition == "self_care"


# --- a sign put in words ---------------------------------------------------------------------------------


def test_a_sign_put_in_words_is_never_taken_back_by_an_answer(talk):
    talk.is_asked(BLADDER).says("/affirm")
    talk.says("i can not pee properly")
    talk.changes(BLADDER)
    assert talk.says("/deny") == ["utter_still_emergency", LISTEN]
    assert (talk.disposition, talk.tracker.active_loop_name, talk.requested) == ("emergency", None, None)


@pytest.mark.parametrize("slot", [BLADDER, LEGS])
def test_a_harmless_answer_given_again_does_not_touch_a_sign_put_in_words(talk, slot):
    talk.is_asked(STROKE).says("i wet myself")
    talk.changes(slot)
    talk.says("/deny")
    assert (talk.disposition, talk.red_flags) == ("emergency", ["bladder_bowel"])


def test_a_referral_that_something_else_led_to_does_not_fall(talk):
    finished(talk, place="in my upper back")
    talk.says("in my lower back", "location")
    assert (talk.disposition, talk.tracker.get_slot("place")) == ("urgent", "lower_back")
    talk.changes(BLADDER)
    talk.says("/deny")
    assert talk.disposition == "urgent"


def test_a_plain_correction_after_a_referral_still_asks_whether_it_is_true(talk):
    talk.is_asked(BLADDER).says("/affirm")
    assert talk.says("/correction") == ["utter_ask_take_back", LISTEN]
