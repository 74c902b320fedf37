from __future__ import annotations

import pytest
from rasa.shared.core.events import Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.recap import recap


@pytest.fixture
def told(domain):
    return lambda *events: recap(DialogueStateTracker.from_events("person", [*events], domain.slots))


def tried(*things: str) -> Event:
    return UserUttered("...", {"name": "report_symptom"}, [{"entity": "tried", "value": thing} for thing in things])


def test_nothing_told_is_nothing_said_back(told):
    assert told() == ""


def test_everything_told_is_said_back_in_words(told):
    events = [SlotSet("place", "lower_back"), SlotSet("severity", "6"), SlotSet("onset", "21"), tried("ice", "tablets")]
    assert told(*events) == "pain in your lower back, 6 out of 10, for about 3 weeks, you have tried ice and tablets"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("0", "since today"),
        ("1", "since yesterday"),
        ("3", "for about 3 days"),
        ("60", "for about 9 weeks"),
        ("90", "for about 3 months"),
        ("730", "for about 2 years"),
    ],
)
def test_days_are_said_as_people_say_them(told, days, words):
    assert told(SlotSet("onset", days)) == words


def test_what_is_not_known_is_left_out(told):
    assert told(SlotSet("onset", "unknown"), SlotSet("place", "unknown")) == ""


def test_what_was_tried_adds_up_over_messages(told):
    assert told(tried("ice"), tried("heat"), tried("ice")) == "you have tried ice and heat"


def test_an_earlier_session_is_not_spoken_of(told):
    assert told(tried("ice"), SessionStarted()) == ""
