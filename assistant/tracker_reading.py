"""What a tracker tells about the conversation so far, read the same way by the policy and the reminder."""

from __future__ import annotations

from collections.abc import Container
from typing import List, Optional, Tuple

from rasa.shared.core.events import ActionExecuted, Event, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from triage.context import Status
from triage.conversation import findings_of
from triage.countries import country_of_metadata
from triage.decision import UNSURE, YES
from triage.knowledge import load

FORM = "screening_form"


def this_session(tracker: DialogueStateTracker) -> List[Event]:
    """Every event since the conversation began or was started over.

    Not ``tracker.applied_events()``: that leaves out the messages which a form consumed.
    """
    events = list(tracker.events)
    start = next((i for i in range(len(events) - 1, -1, -1) if isinstance(events[i], (Restarted, SessionStarted))), 0)
    return events[start:]


def signs_latest_first(tracker: DialogueStateTracker) -> List[str]:
    """Ids of the red flags that the person put into words, the newest first."""
    messages = [event.parse_data for event in this_session(tracker) if isinstance(event, UserUttered)]
    return [each.flag for each in reversed(findings_of(messages)) if each.status is Status.PRESENT]


def signs_said_now(tracker: DialogueStateTracker) -> List[str]:
    """Ids of the red flags in the last message that call for a doctor today or more."""
    flags = load().red_flags
    now = findings_of([tracker.latest_message.parse_data]) if tracker.latest_message else []
    present = [each.flag for each in now if each.status is Status.PRESENT and each.flag in flags]
    return [flag for flag in present if (usual := flags[flag].disposition) and usual.interrupts]


def actions_this_turn(tracker: DialogueStateTracker) -> List[str]:
    """Names of the actions run since the person's last message, oldest first."""
    done: List[str] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, ActionExecuted) and event.action_name:
            done.append(event.action_name)
    return done[::-1]


def last_filled(tracker: DialogueStateTracker, slots: Container[str]) -> Optional[str]:
    """The one of ``slots`` that was filled last and still is."""
    for event in reversed(this_session(tracker)):
        if isinstance(event, SlotSet) and event.key in slots and event.value is not None:
            return event.key if tracker.get_slot(event.key) is not None else None
    return None


def checklist_answered(tracker: DialogueStateTracker) -> Optional[str]:
    """The danger question that the last message answered with yes or not sure, without saying which sign."""
    questions = {question.slot for question in load().questions}
    answered: Optional[str] = None
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            named = any(finding.status is Status.PRESENT for finding in findings_of([event.parse_data]))
            return None if named else answered
        if isinstance(event, SlotSet) and event.key in questions and event.value in (YES, UNSURE):
            answered = event.key
    return None


def asked_to_be_sure(tracker: DialogueStateTracker) -> bool:
    """Whether the assistant's last turn already asked to be sure after a hedge."""
    return "utter_clarify_hedge" in actions_of_last_turn(tracker)


def actions_of_last_turn(tracker: DialogueStateTracker) -> List[str]:
    """Names of the actions run between the person's last message and the one before it, newest first."""
    done: List[str] = []
    messages = 0
    for event in reversed(tracker.events):
        messages += isinstance(event, UserUttered)
        if messages > 1:
            break
        if messages == 1 and isinstance(event, ActionExecuted) and event.action_name:
            done.append(event.action_name)
    return done


def country(tracker: DialogueStateTracker) -> Tuple[Optional[str], bool]:
    """Code of the country in which the person is, and whether it is told; what they say counts before what the channel says."""
    said = tracker.get_slot("country")
    if said:
        return said, True
    metadata = (event.metadata for event in reversed(tracker.events) if isinstance(event, (UserUttered, SessionStarted)))
    known = next((found for found in map(country_of_metadata, metadata) if found), None)
    return known or (None, False)
