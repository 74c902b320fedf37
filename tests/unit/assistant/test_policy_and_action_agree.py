"""The Rasa server and the action server reach the same decision from the same conversation."""

from __future__ import annotations

import json

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.trackers import EventVerbosity
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from talk import QUESTIONS, Talk

from actions.check_red_flags import ActionCheckRedFlags
from assistant.red_flag_policy import FORM

LISTEN = ACTION_LISTEN_NAME


def set_by_action(talk: Talk) -> dict:
    """The slots that the custom action would set, from what Rasa sends it over the wire."""
    sent = json.loads(json.dumps(talk.tracker.current_state(EventVerbosity.ALL)))
    events = ActionCheckRedFlags().run(CollectingDispatcher(), Tracker.from_dict(sent), {})
    return {event["name"]: event["value"] for event in events}


def typed_in_the_screening(talk: Talk) -> None:
    talk.is_asked(QUESTIONS[2]).says("i wet myself", "location")


def answered_yes(talk: Talk) -> None:
    talk.is_asked(QUESTIONS[3]).says("/affirm")


def hedged_twice(talk: Talk) -> None:
    talk.is_asked(QUESTIONS[1]).says("not really")
    talk.says("not really")


def ended_with_upper_back_pain(talk: Talk) -> None:
    talk.is_asked("place").says("between my shoulder blades", "location")


def rose_over_two_messages(talk: Talk) -> None:
    talk.says("i have a fever")
    talk.says("and i have diabetes")


def sank_into_the_screening(talk: Talk) -> None:
    talk.says("i am 3 months pregnant and my back hurts", "report_symptom")
    talk.is_asked(QUESTIONS[3]).says("i have a fever", "report_symptom")


def was_taken_back_and_said_anew(talk: Talk) -> None:
    talk.says("i wet myself")
    talk.goes_on("/restart_screening")
    talk.says("i have a fever", "report_symptom")


def started_over(talk: Talk) -> None:
    talk.says("i am 3 months pregnant", "report_symptom")
    talk.does("action_restart").does(LISTEN)
    talk.says("i have a fever", "report_symptom")


def changed_an_answer(talk: Talk) -> None:
    talk.says("not sure about a fever")
    talk.says("/affirm")
    talk.goes_on("/report_symptom")
    talk.says("i pressed the wrong one", "correction")
    talk.does(FORM).does(LISTEN).says("i have a fever", "report_symptom")


CONVERSATIONS = [
    typed_in_the_screening,
    answered_yes,
    hedged_twice,
    ended_with_upper_back_pain,
    rose_over_two_messages,
    sank_into_the_screening,
    was_taken_back_and_said_anew,
    started_over,
    changed_an_answer,
]


@pytest.mark.parametrize("person", CONVERSATIONS, ids=lambda person: person.__name__)
def test_the_action_sets_what_the_policy_has_set(talk, person):
    person(talk)
    assert talk.disposition is not None
    assert set_by_action(talk) == {"disposition": talk.disposition, "red_flags": talk.red_flags}
