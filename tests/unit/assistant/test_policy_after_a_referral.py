"""Once referred: the tier never falls, the referral comes again, and only the button takes it back."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from talk import OTHERS, QUESTIONS

from assistant.red_flag_policy import CHECK, FORM
from triage.conversation import screening_slots
from triage.disposition import Disposition
from triage.knowledge import load

LISTEN = ACTION_LISTEN_NAME
SIGNS = {
    Disposition.URGENT: "i have a fever and my back aches",
    Disposition.EMERGENCY: "i wet myself",
    Disposition.EMERGENCY_AMBULANCE: "i have crushing chest pain",
}
MAKES_LIGHT_OF_IT = [
    ("it's nothing, forget it", "deny"),
    ("i was only joking", "nlu_fallback"),
    ("no", "deny"),
    ("i can pee fine now and i have no fever", "report_symptom"),
    ("actually it was wrong", "correction"),
    ("/report_symptom", ""),
    ("/affirm", ""),
    ("start again", "restart_screening"),
    ("/restart", ""),
    ("thanks, bye", "goodbye"),
    ("/getting_help", ""),
    ("i am 3 months pregnant", "report_symptom"),
]
EACH_TIER = pytest.mark.parametrize("told", SIGNS, ids=lambda told: told.value)
EMERGENCIES = pytest.mark.parametrize(
    "told", [Disposition.EMERGENCY, Disposition.EMERGENCY_AMBULANCE], ids=lambda told: told.value
)


@EACH_TIER
@pytest.mark.parametrize(("text", "intent"), MAKES_LIGHT_OF_IT)
def test_the_tier_does_not_fall_by_words(talk, told, text, intent):
    talk.says(SIGNS[told])
    talk.says(text, intent)
    assert Disposition(talk.disposition).urgency >= told.urgency


def test_a_sign_of_a_lower_tier_does_not_lower_it(talk):
    talk.says(SIGNS[Disposition.EMERGENCY_AMBULANCE])
    talk.says(SIGNS[Disposition.URGENT])
    assert talk.disposition == "emergency_ambulance"


def test_a_sign_of_a_higher_tier_raises_it_and_is_referred(talk):
    talk.says(SIGNS[Disposition.URGENT])
    assert talk.says(SIGNS[Disposition.EMERGENCY]) == ["utter_emergency", CHECK, LISTEN]
    assert talk.says(SIGNS[Disposition.EMERGENCY_AMBULANCE]) == ["utter_emergency_ambulance", CHECK, LISTEN]


def test_another_sign_of_the_same_tier_is_referred_and_remembered(talk):
    talk.says("i wet myself")
    assert talk.says("i cant feel my legs") == ["utter_emergency", CHECK, LISTEN]
    assert set(talk.red_flags) == {"bladder_bowel", "severe_numbness", "both_legs"}


@EACH_TIER
def test_the_same_sign_again_brings_the_reminder_and_the_check(talk, told):
    talk.says(SIGNS[told])
    assert talk.says(SIGNS[told]) == [f"utter_still_{told.value}", CHECK, LISTEN]


def test_the_same_sign_again_is_heard_after_help_was_said_to_come(talk):
    talk.says("i wet myself")
    talk.says("/getting_help")
    assert talk.says("i wet myself again") == ["utter_still_emergency", CHECK, LISTEN]


def test_a_new_referral_starts_the_reminders_again_for_who_was_getting_help(talk):
    talk.says(SIGNS[Disposition.URGENT])
    talk.says("/getting_help")
    assert talk.tracker.get_slot("getting_help") is True
    talk.says(SIGNS[Disposition.EMERGENCY])
    assert talk.tracker.get_slot("getting_help") is None


@EMERGENCIES
@pytest.mark.parametrize("intent", ["report_symptom", "affirm", "deny", "unsure", "hedged_no", "onset", "severity", "location"])
def test_an_answer_or_a_symptom_brings_the_reminder_not_more_questions(talk, told, intent):
    talk.says(SIGNS[told])
    assert talk.says(f"/{intent}") == [f"utter_still_{told.value}", LISTEN]


@EMERGENCIES
def test_what_is_not_understood_brings_the_reminder(talk, told):
    talk.says(SIGNS[told])
    assert talk.says("qwertz", "nlu_fallback") == [f"utter_still_{told.value}", LISTEN]


@pytest.mark.parametrize(
    ("text", "reminder"),
    [
        ("i want to kill myself", "utter_still_emergency_crisis"),
        ("i took too many painkillers", "utter_still_emergency_overdose"),
    ],
)
def test_a_referral_of_its_own_is_repeated_in_its_own_words(talk, text, reminder):
    talk.says(text)
    assert talk.says("my back hurts", "report_symptom") == [reminder, LISTEN]


@EACH_TIER
@pytest.mark.parametrize("intent", ["ask", "greet", "thanks", "goodbye", "human_handoff", "getting_help", "out_of_scope"])
def test_talk_and_questions_go_on_after_a_referral(talk, told, intent):
    talk.says(SIGNS[told])
    assert talk.says("words", intent) == [OTHERS]


# --- taking it back --------------------------------------------------------------------------------------


@EACH_TIER
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("sorry that was wrong", "correction"),
        ("/correction", ""),
        ("start over", "restart"),
        ("/restart", ""),
        ("/back", ""),
        ("/session_start", ""),
        ("check me again", "restart_screening"),
    ],
)
def test_wanting_it_back_asks_whether_the_sign_is_true(talk, told, text, intent):
    talk.says(SIGNS[told])
    assert talk.says(text, intent) == ["utter_ask_take_back", LISTEN]


@EACH_TIER
def test_the_button_empties_every_answer_and_finding(talk, told):
    talk.is_asked("severity")
    talk.says(SIGNS[told])
    talk.says("/correction")
    assert talk.says("/restart_screening") == [OTHERS]
    talk.does(FORM)
    emptied = [*screening_slots(load()), "disposition", "red_flags", "getting_help"]
    assert {slot: talk.tracker.get_slot(slot) for slot in emptied} == dict.fromkeys(emptied)


@EACH_TIER
def test_after_the_button_the_screening_asks_from_the_start(talk, told):
    talk.says(SIGNS[told])
    talk.goes_on("/restart_screening")
    assert talk.requested == QUESTIONS[0]


@EACH_TIER
def test_after_the_button_the_sign_counts_when_it_is_said_again(talk, told):
    talk.says(SIGNS[told])
    talk.goes_on("/restart_screening")
    assert talk.says(SIGNS[told])[:2] == [f"utter_{told.value}", CHECK]


def test_after_the_button_a_harmless_screening_ends_harmless(talk):
    talk.says(SIGNS[Disposition.EMERGENCY])
    talk.goes_on("/restart_screening")
    talk.is_asked("place").says("in my lower back", "location")
    assert talk.policy_events == {"disposition": "self_care"}


def test_pressing_that_it_is_true_brings_the_referral_again(talk):
    talk.says(SIGNS[Disposition.EMERGENCY])
    talk.says("/correction")
    assert talk.says("/report_symptom") == ["utter_still_emergency", LISTEN]


# --- a doctor today: the search for something worse goes on ----------------------------------------------


def test_urgent_lets_the_screening_begin(talk):
    talk.says(SIGNS[Disposition.URGENT])
    talk.goes_on("/report_symptom")
    assert talk.requested == QUESTIONS[0]


def test_urgent_lets_the_screening_go_on_to_its_end(talk):
    talk.says(SIGNS[Disposition.URGENT])
    assert talk.is_asked("place").requested == "place"


def test_urgent_is_not_forgotten_by_a_restart_in_the_screening(talk):
    talk.says(SIGNS[Disposition.URGENT])
    talk.is_asked(QUESTIONS[2])
    assert talk.says("/restart") == ["utter_ask_take_back", LISTEN]


def test_urgent_is_said_again_when_the_screening_finds_nothing_worse(talk):
    talk.says(SIGNS[Disposition.URGENT])
    talk.is_asked("place")
    assert talk.says("in my lower back", "location") == ["utter_urgent", CHECK, "action_deactivate_loop", LISTEN]


def test_urgent_rises_when_the_screening_finds_something_worse(talk):
    talk.says(SIGNS[Disposition.URGENT])
    talk.is_asked(QUESTIONS[0])
    assert talk.says("/affirm")[0] == "utter_emergency"


def test_urgent_with_every_danger_question_answered_brings_the_reminder(talk):
    talk.is_asked(QUESTIONS[-1]).says("/affirm")
    assert talk.says("/report_symptom") == ["utter_still_urgent", LISTEN]


def test_urgent_is_the_end_of_the_screening_also_when_the_answer_behind_it_was_changed(talk):
    talk.says("not sure about a fever")
    talk.says("/affirm")
    talk.goes_on("/report_symptom")
    talk.says("i pressed the wrong one", "correction")
    talk.does(FORM).does(LISTEN).is_asked("place")
    assert talk.says("in my lower back", "location")[0] == "utter_urgent"
