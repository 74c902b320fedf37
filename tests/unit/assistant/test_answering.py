"""Which answers a message calls for: several questions at once, and follow-ups to what was said before."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.answering import (
    FEAR_AND_CHECK,
    NO_SOURCE,
    NOTHING_MORE,
    SOURCES,
    WHICH_QUESTION,
    WHY_ASKING,
    answered_this_turn,
    answers_due,
    sources_said_before,
)
from assistant.tracker_reading import FORM

FIRST_QUESTION = "screen_bladder_bowel_saddle_numbness"
IN_SCREENING = [ActiveLoop(FORM), SlotSet("requested_slot", FIRST_QUESTION)]


def part(intent: str, topic: str | None = None, confidence: float = 0.9, topic_confidence: float = 0.9) -> dict:
    return {"intent": intent, "topic": topic, "confidence": confidence, "topic_confidence": topic_confidence}


def says(intent: str = "ask", parts=(), heard=("work", "driving", "heat"), sure: float = 0.8, **data) -> UserUttered:
    ranking = [{"intent_response_key": f"ask/{topic}", "confidence": sure} for topic in heard]
    understood = {"parts": parts, "response_selector": {"ask": {"ranking": ranking}}, **data}
    return UserUttered("...", {"name": intent, "confidence": 0.9}, [], understood)


def bot(name: str, sources: tuple[str, ...] = ()) -> list[Event]:
    return [ActionExecuted(name), BotUttered("...", metadata={"utter_action": name, "metadata": {"sources": list(sources)}})]


PREGNANCY = {
    "flag": "pregnancy",
    "status": "present",
    "rule": "pregnancy/x",
    "words": "pregnant",
    "cue": "",
    "start": 0,
    "end": 8,
}
ICE = [says(), *bot("utter_ask/ice", ("SEED", "S49"))]


@pytest.fixture
def due(domain):
    """The answers due after these events, the last of them a message."""

    def answers(*events: Event) -> list[str]:
        return answers_due(DialogueStateTracker.from_events("person", [*events], domain.slots), domain.responses)

    return answers


# --- several things at once ------------------------------------------------------------------------------


def test_two_questions_get_two_answers(due):
    assert due(says(parts=[part("ask", "work"), part("ask", "driving")])) == ["utter_ask/work", "utter_ask/driving"]


def test_the_same_question_twice_is_left_to_the_rule(due):
    assert due(says(parts=[part("ask", "work"), part("ask", "work")])) == []


def test_a_part_that_is_hardly_understood_is_no_question(due):
    assert due(says(parts=[part("ask", "work"), part("ask", "driving", confidence=0.4)])) == []


def test_a_part_whose_topic_is_a_guess_is_no_question(due):
    assert due(says(parts=[part("ask", "work"), part("ask", "driving", topic_confidence=0.2)])) == []


def test_a_part_whose_topic_the_whole_message_does_not_hold_is_no_question(due):
    assert due(says(parts=[part("ask", "work"), part("ask", "rest")])) == []


def test_a_symptom_beside_a_question_starts_the_screening_behind_the_answer(due):
    assert due(says(parts=[part("report_symptom"), part("ask", "heat")])) == ["utter_ask/heat", FORM]


def test_who_was_screened_is_not_screened_again(due):
    parts = [part("report_symptom"), part("ask", "heat")]
    assert due(SlotSet("disposition", "self_care"), says(parts=parts)) == ["utter_ask/heat"]


def test_in_the_screening_the_open_question_follows_the_answers(due):
    parts = [part("ask", "work"), part("ask", "driving")]
    assert due(*IN_SCREENING, says(parts=parts))[-1] == f"utter_ask_{FIRST_QUESTION}"


def test_the_screening_that_began_this_turn_asks_by_itself(due):
    began = [ActionExecuted(FORM), ActiveLoop(FORM), SlotSet("requested_slot", FIRST_QUESTION)]
    parts = [part("report_symptom"), part("ask", "heat")]
    assert f"utter_ask_{FIRST_QUESTION}" not in due(says(parts=parts), *bot("utter_ask/heat"), *began)


@pytest.mark.parametrize(("flag", "answer"), [("pregnancy", "utter_ask/pregnancy"), ("child_under_16", "utter_ask/child")])
def test_who_is_pregnant_or_asks_for_a_child_gets_the_answer_made_for_them(due, flag, answer):
    question = says()
    question.entities = [{"entity": "red_flag", "value": flag}]
    assert due(question) == [answer]


def test_the_answer_made_for_them_is_given_once(due):
    pregnant = says("report_symptom", red_flag_findings=[PREGNANCY])
    assert due(pregnant, says()) == ["utter_ask/pregnancy"]
    assert due(pregnant, says(), *bot("utter_ask/pregnancy")) == ["utter_ask/pregnancy"]  # what is left to do in the same turn
    assert due(pregnant, *bot("utter_ask/pregnancy"), says()) == []


def test_a_question_whose_topic_is_a_guess_is_asked_back(due):
    assert due(says(sure=0.4)) == [WHICH_QUESTION]


def test_in_the_screening_the_open_question_follows_what_is_asked_back(due):
    assert due(*IN_SCREENING, says(sure=0.4)) == [WHICH_QUESTION, f"utter_ask_{FIRST_QUESTION}"]


def test_one_thing_is_left_to_the_rules(due):
    assert due(says()) == []


def test_fear_is_met_and_the_check_begins(due):
    assert due(says("emotion")) == [FEAR_AND_CHECK, FORM]


def test_fear_in_the_screening_is_left_to_its_rule(due):
    assert due(*IN_SCREENING, says("emotion")) == []


def test_fear_after_the_check_does_not_begin_it_again(due):
    assert due(SlotSet("disposition", "self_care"), says("emotion")) == []


# --- follow-ups ------------------------------------------------------------------------------------------


def test_how_long_means_the_last_topic(due):
    assert due(*ICE, says(follow_up="how_long")) == ["utter_follow_up_ice_how_long"]


def test_a_follow_up_to_a_follow_up_means_the_same_topic(due):
    assert due(*ICE, says(), *bot("utter_follow_up_ice_why"), says(follow_up="how_often")) == ["utter_follow_up_ice_how_often"]


def test_thanks_between_does_not_change_the_topic(due):
    assert due(*ICE, says(), *bot("utter_thanks"), says(follow_up="why")) == ["utter_follow_up_ice_why"]


def test_long_after_the_answer_it_is_a_new_question(due):
    talk = [event for _ in range(3) for event in (says(), *bot("utter_thanks"))]
    assert due(*ICE, *talk, says(follow_up="why")) == []


def test_without_an_answer_before_it_it_is_a_new_question(due):
    assert due(says(follow_up="how_long")) == []


def test_what_no_source_tells_is_not_made_up(due):
    assert due(says(), *bot("utter_ask/disc"), says(follow_up="how_often")) == [NOTHING_MORE]


def test_more_brings_what_was_not_said_yet(due):
    heard = [*ICE, says(), *bot("utter_follow_up_ice_how")]
    assert due(*heard, says(follow_up="more")) == ["utter_follow_up_ice_why"]


def test_the_care_plan_can_be_asked_about(due):
    assert due(says(), *bot("utter_care_plan"), says(follow_up="why")) == ["utter_follow_up_care_plan_why"]


def test_again_repeats_what_was_said(due):
    assert due(says(), *bot("utter_safety_net"), says(follow_up="again")) == ["utter_safety_net"]


def test_again_repeats_an_answer_that_the_rule_gave_under_its_short_name(due):
    said = BotUttered("...", metadata={"utter_action": "utter_ask/ice"})
    assert due(says(), ActionExecuted("utter_ask"), said, says(follow_up="again")) == ["utter_ask/ice"]


def test_what_the_action_server_said_is_not_repeated_without_its_words(due):
    said = BotUttered("...", metadata={"utter_action": "utter_explain_red_flags"})
    assert due(says(), ActionExecuted("action_check_red_flags"), said, says(follow_up="again")) == []


def test_a_source_is_named_where_the_answer_has_one(due):
    assert due(*ICE, says(follow_up="source")) == [SOURCES]


def test_no_source_is_named_where_there_is_none(due):
    assert due(says(), *bot("utter_greet"), says(follow_up="source")) == [NO_SOURCE]


def test_in_the_screening_why_means_the_open_question(due):
    asked = [says(), *bot(f"utter_ask_{FIRST_QUESTION}"), *IN_SCREENING]
    assert due(*asked, says(follow_up="why")) == [WHY_ASKING, f"utter_ask_{FIRST_QUESTION}"]


def test_in_the_screening_why_behind_an_answer_means_the_answer(due):
    events = [*IN_SCREENING, *ICE, says(follow_up="why")]
    assert due(*events) == ["utter_follow_up_ice_why", f"utter_ask_{FIRST_QUESTION}"]


# --- what was said before --------------------------------------------------------------------------------


def test_the_sources_are_those_of_the_latest_sourced_reply(domain):
    events = [*ICE, says(), *bot("utter_thanks"), says(follow_up="source")]
    assert sources_said_before(DialogueStateTracker.from_events("person", events, domain.slots)) == ["SEED", "S49"]


@pytest.mark.parametrize(
    ("name", "is_one"), [("utter_ask/ice", True), ("utter_follow_up_ice_why", True), ("utter_thanks", False)]
)
def test_an_answer_of_this_turn_is_seen(domain, name, is_one):
    tracker = DialogueStateTracker.from_events("person", [says(), *bot(name)], domain.slots)
    assert answered_this_turn(tracker) is is_one


# --- after a referral ------------------------------------------------------------------------------------

REFERRED = [SlotSet("disposition", "emergency")]


def test_nothing_that_plays_danger_down_is_said_after_a_referral(due):
    serious = says(response_selector={"ask": {"response": {"utter_action": "utter_ask/is_it_serious"}}})
    assert due(*REFERRED, serious) == ["utter_still_emergency"]


def test_other_questions_are_answered_after_a_referral(due):
    heat = says(response_selector={"ask": {"response": {"utter_action": "utter_ask/heat"}}})
    assert due(*REFERRED, heat) == []


def test_why_after_a_referral_brings_its_reason(due):
    assert due(*REFERRED, says(follow_up="why")) == ["utter_still_emergency", "action_check_red_flags"]
