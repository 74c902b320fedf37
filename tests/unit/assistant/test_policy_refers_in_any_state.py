"""A sign of danger is answered at once, whatever was going on, and without the action server."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import UserUttered
from talk import HARMLESS, OTHERS, QUESTIONS, Talk

from assistant.red_flag_policy import CHECK, FORM

LISTEN, LEAVE_FORM = ACTION_LISTEN_NAME, "action_deactivate_loop"
EMERGENCY = "my lower back hurts and i wet myself"


def greeted(talk: Talk) -> None:
    talk.says("hello", "greet")
    talk.does("utter_greet").does(LISTEN)


def checked(talk: Talk, place: str) -> None:
    talk.is_asked("place").says(place, "location")
    talk.does(FORM).does("utter_care_plan").does(LISTEN)


def rewound(talk: Talk) -> None:
    talk.says("qwertz")
    talk.does("action_default_fallback").does(LISTEN)


def left_half_way(talk: Talk) -> None:
    talk.is_asked(QUESTIONS[1]).says("bye", "goodbye")
    talk.does("utter_goodbye_unfinished").does(LEAVE_FORM).does(LISTEN)


def restarted(talk: Talk) -> None:
    talk.says("/restart")
    talk.does("action_restart").does(LISTEN)


def began_a_new_day(talk: Talk) -> None:
    left_half_way(talk)
    talk.does("action_session_start").does(LISTEN)


STATES = {
    "nothing was said": lambda talk: None,
    "they were greeted": greeted,
    **{f"the screening asks for {slot}": lambda talk, slot=slot: talk.is_asked(slot) for slot in [*QUESTIONS, *HARMLESS]},
    "a hedge was questioned": lambda talk: talk.is_asked(QUESTIONS[0]).says("not really"),
    "a doubt was questioned": lambda talk: talk.says("not sure about a fever"),
    "the screening ended in self-care": lambda talk: checked(talk, "in my lower back"),
    "the screening ended with a doctor": lambda talk: checked(talk, "below my knee"),
    "they were sent to a doctor today": lambda talk: talk.says("i have a fever"),
    "they were asked whether they take it back": lambda talk: talk.says("start again", "restart_screening"),
    "they left half-way": left_half_way,
    "they were not understood and the turn was rewound": rewound,
    "they restarted": restarted,
    "they left half-way and came back the next day": began_a_new_day,
}


@pytest.mark.parametrize("state", STATES)
def test_a_danger_sign_is_referred_at_once_when(talk, state):
    STATES[state](talk)
    was_in_form = talk.tracker.active_loop_name is not None
    leave = [LEAVE_FORM] if was_in_form else []
    assert talk.says(EMERGENCY, "location") == ["utter_emergency", CHECK, *leave, LISTEN]
    assert talk.tracker.active_loop_name is None
    assert talk.requested is None


@pytest.mark.parametrize("state", STATES)
def test_both_slots_survive_a_dead_action_server_when(talk, state):
    STATES[state](talk)
    talk.says(EMERGENCY, "location")
    assert talk.disposition == "emergency"
    assert "bladder_bowel" in talk.red_flags


def test_the_slots_are_set_by_the_prediction_that_refers(talk):
    talk.says(EMERGENCY)
    assert {event.key for event in talk.predictions[0].events} == {"disposition", "red_flags"}
    assert talk.policy_events == {"disposition": "emergency", "red_flags": ["bladder_bowel"]}


def test_a_danger_sign_is_referred_whatever_the_classifier_said(domain, policy):
    silent = [intent for intent in domain.intents if Talk(domain, policy).says(EMERGENCY, intent)[0] != "utter_emergency"]
    assert silent == []


@pytest.mark.parametrize("intent", ["thanks", "ask", "out_of_scope"])
def test_findings_count_even_where_the_intent_says_something_else(talk, intent):
    findings = [
        {"flag": "both_legs", "status": "present", "rule": "both_legs/legs_numb", "words": "x", "cue": "", "start": 0, "end": 1}
    ]
    data = {"intent": {"name": intent, "confidence": 1.0}, "entities": [], "text": "x", "red_flag_findings": findings}
    talk.tracker.update(UserUttered("x", data["intent"], [], data), talk.domain)
    chosen = talk.predict().probabilities
    assert chosen[talk.domain.index_for_action("utter_emergency")] == 1.0


def test_a_message_that_did_not_pass_the_detector_is_read_all_the_same(talk):
    talk.tracker.update(UserUttered(EMERGENCY, {"name": "thanks", "confidence": 1.0}), talk.domain)
    chosen = talk.predict().probabilities
    assert chosen[talk.domain.index_for_action("utter_emergency")] == 1.0


# --- the tiers and their own responses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "referral", "disposition"),
    [
        ("i have a fever and my back aches", "utter_urgent", "urgent"),
        ("i cant feel my legs", "utter_emergency", "emergency"),
        ("crushing chest pain and my back hurts", "utter_emergency_ambulance", "emergency_ambulance"),
        ("i took too many painkillers", "utter_emergency_overdose", "emergency"),
        ("i want to kill myself", "utter_emergency_crisis", "emergency_ambulance"),
    ],
)
def test_each_tier_is_referred_in_its_own_words(talk, text, referral, disposition):
    assert talk.says(text) == [referral, CHECK, LISTEN]
    assert talk.disposition == disposition


def test_signs_of_two_messages_are_counted_together(talk):
    talk.says("i have a fever")
    assert talk.says("and i have diabetes", "report_symptom")[0] == "utter_emergency"


def test_what_was_said_while_the_screening_went_on_still_counts_later(talk):
    talk.is_asked(QUESTIONS[1])
    talk.says("i am 3 months pregnant", "report_symptom")
    talk.does("utter_noted").does(FORM).does(LISTEN).is_asked(QUESTIONS[3])
    assert talk.says("i have a fever", "report_symptom")[0] == "utter_emergency"


def test_a_sign_that_can_wait_for_the_end_does_not_break_off_the_screening(talk):
    talk.is_asked(QUESTIONS[1])
    assert talk.says("i am pregnant", "report_symptom") == [OTHERS]
