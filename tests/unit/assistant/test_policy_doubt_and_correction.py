"""Doubt brings the right question at once; a hedge is never a no; a correction asks again."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from talk import HARMLESS, OTHERS, QUESTIONS

from assistant.red_flag_policy import CHECK, FORM
from triage.knowledge import load

LISTEN = ACTION_LISTEN_NAME
EACH_QUESTION = pytest.mark.parametrize("question", load().questions, ids=lambda question: question.slot)

# --- a hedge on an open danger question ------------------------------------------------------------------


@EACH_QUESTION
def test_a_hedge_is_asked_about_once(talk, question):
    talk.is_asked(question.slot)
    assert talk.says("not really") == ["utter_clarify_hedge", LISTEN]


def test_a_hedge_leaves_the_question_open_and_unanswered(talk):
    talk.is_asked(QUESTIONS[1]).says("not really")
    assert (talk.requested, talk.tracker.get_slot(QUESTIONS[1]), talk.disposition) == (QUESTIONS[1], None, None)


@EACH_QUESTION
def test_a_second_hedge_counts_as_yes(talk, question):
    talk.is_asked(question.slot).says("not really")
    assert talk.says("i don't think so")[1] == CHECK
    assert talk.tracker.get_slot(question.slot) == "yes"
    assert talk.disposition == question.disposition.value


def test_the_second_hedge_is_set_as_yes_by_the_prediction(talk):
    talk.is_asked(QUESTIONS[0]).says("not really")
    talk.says("not really")
    assert talk.policy_events[QUESTIONS[0]] == "yes"


def test_a_plain_no_after_a_hedge_is_a_no(talk):
    talk.is_asked(QUESTIONS[0]).says("not really")
    assert talk.says("none at all", "deny") == [OTHERS]
    assert talk.tracker.get_slot(QUESTIONS[0]) == "no"


def test_a_yes_after_a_hedge_refers(talk):
    talk.is_asked(QUESTIONS[0]).says("not really")
    assert talk.says("a little", "affirm")[0] == "utter_emergency"


def test_a_hedge_on_the_next_question_is_a_first_hedge(talk):
    talk.is_asked(QUESTIONS[0]).says("not really")
    talk.goes_on("/deny")
    assert talk.says("not really") == ["utter_clarify_hedge", LISTEN]


@pytest.mark.parametrize("slot", HARMLESS)
def test_a_hedge_on_a_question_without_danger_is_left_to_the_rules(talk, slot):
    talk.is_asked(slot)
    assert talk.says("not really") == [OTHERS]


# --- a doubtful sign -------------------------------------------------------------------------------------

DOUBTS = [
    ("not sure i am numb down there", "saddle_numbness"),
    ("not sure if my leg is weaker", "progressive_weakness"),
    ("not sure about chest pain", "chest_breathing"),
    ("not sure about a fever", "fever_infection"),
]


def slot_asking_about(flag: str) -> str:
    return next(question.slot for question in load().questions if flag in question.flags)


@pytest.mark.parametrize(("text", "flag"), DOUBTS)
def test_a_doubtful_sign_is_asked_about_at_once_with_its_own_question(talk, text, flag):
    assert talk.says(text, "report_symptom") == ["utter_clarify", f"utter_ask_{slot_asking_about(flag)}", LISTEN]


@pytest.mark.parametrize(("text", "flag"), DOUBTS)
def test_a_doubtful_sign_opens_its_question_so_that_the_answer_is_understood(talk, text, flag):
    talk.says(text, "report_symptom")
    assert (talk.tracker.active_loop_name, talk.requested) == (FORM, slot_asking_about(flag))


@pytest.mark.parametrize("answer", ["/affirm", "/unsure"])
@pytest.mark.parametrize(("text", "flag"), DOUBTS)
def test_yes_and_not_sure_to_the_question_about_a_doubtful_sign_refer(talk, text, flag, answer):
    talk.says(text, "report_symptom")
    assert talk.says(answer)[1] == CHECK


def test_no_to_the_question_about_a_doubtful_sign_goes_on_with_the_screening(talk):
    talk.says("not sure about chest pain")
    talk.goes_on("/deny")
    assert talk.requested == QUESTIONS[0]


def test_a_doubtful_sign_reopens_a_question_that_was_answered_no(talk):
    talk.is_asked(QUESTIONS[2]).says("not sure i am numb down there")
    assert talk.requested == QUESTIONS[0]
    assert talk.tracker.get_slot(QUESTIONS[0]) is None


def test_an_emergency_that_only_the_classifier_heard_asks_the_first_open_danger_question(talk):
    talk.is_asked(QUESTIONS[1]).says("bye", "goodbye")
    talk.does("action_deactivate_loop").does(LISTEN)
    assert talk.says("something is wrong", "report_red_flag") == ["utter_clarify", f"utter_ask_{QUESTIONS[1]}", LISTEN]


def test_an_emergency_that_only_the_classifier_heard_repeats_the_open_danger_question(talk):
    talk.is_asked(QUESTIONS[3])
    assert talk.says("something is wrong", "report_red_flag") == ["utter_clarify", f"utter_ask_{QUESTIONS[3]}", LISTEN]


def test_help_called_before_any_referral_is_asked_about_and_not_taken_for_help_on_its_way(talk):
    assert talk.says("i am on my way to the hospital", "getting_help") == ["utter_clarify", f"utter_ask_{QUESTIONS[0]}", LISTEN]
    assert talk.tracker.get_slot("getting_help") is None


def test_with_every_danger_question_answered_a_vague_doubt_is_left_to_the_rules(talk):
    talk.is_asked("onset")
    assert talk.says("something is wrong", "report_red_flag") == [OTHERS]


def test_after_an_emergency_a_doubt_brings_the_reminder_not_a_question(talk):
    talk.says("i wet myself")
    assert talk.says("not sure about chest pain") == ["utter_still_emergency", LISTEN]


# --- a correction in the screening -----------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "answered"), list(zip([*QUESTIONS[1:], *HARMLESS], [*QUESTIONS, *list(HARMLESS)[:-1]])))
def test_a_correction_takes_back_the_last_answer_and_lets_it_be_asked_again(talk, asked, answered):
    talk.is_asked(asked)
    assert talk.says("sorry, i meant something else", "correction") == ["utter_correction", OTHERS]
    assert talk.tracker.get_slot(answered) is None
    talk.does(FORM)
    assert talk.requested == answered


def test_a_correction_leaves_the_answers_before_it(talk):
    talk.is_asked(QUESTIONS[3]).says("/correction")
    assert [talk.tracker.get_slot(slot) for slot in QUESTIONS[:3]] == ["no", "no", None]


def test_a_correction_before_any_answer_is_left_to_the_rules(talk):
    talk.is_asked(QUESTIONS[0])
    assert talk.says("/correction") == [OTHERS]


def test_a_typed_wish_to_start_again_is_asked_back(talk):
    assert talk.says("check me again", "restart_screening") == ["utter_ask_take_back", LISTEN]


def test_the_button_in_the_screening_asks_every_question_again(talk):
    talk.is_asked("severity").goes_on("/restart_screening")
    assert talk.requested == QUESTIONS[0]
    assert [talk.tracker.get_slot(slot) for slot in [*QUESTIONS, *HARMLESS]] == [None] * 8
