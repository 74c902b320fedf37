"""Answers of the screening that the person asked to change by name, as the chat page lets them.

The channel sends the correction button's command with the slot in the message's metadata. Until the question is
answered again, the old answer still counts for what was told; see ``RedFlagPolicy``.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Dict, Optional

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.tracker_reading import this_session

CHANGE = "change"
"""Key of a message's metadata; the value is a slot."""


def wanted_change(tracker: DialogueStateTracker, slots: Container[str]) -> Optional[str]:
    """The one of ``slots`` that the last message asks to change, if it has an answer."""
    message = tracker.latest_message
    slot = message.metadata.get(CHANGE) if message else None
    return slot if isinstance(slot, str) and slot in slots and tracker.get_slot(slot) is not None else None


def changes_the_open_question(tracker: DialogueStateTracker) -> bool:
    """Whether the last message asked to change the answer to the question that is open now."""
    message = tracker.latest_message
    requested = tracker.get_slot(REQUESTED_SLOT)
    return message is not None and requested is not None and message.metadata.get(CHANGE) == requested


def changed_answers(tracker: DialogueStateTracker, slots: Container[str]) -> Dict[str, str]:
    """The slots changed by name since the outcome was last told, each with the answer that it had then."""
    answers: Dict[str, Optional[str]] = {}
    changed: Dict[str, str] = {}
    told: Optional[str] = None
    wanted: Optional[str] = None
    for event in this_session(tracker):
        if isinstance(event, UserUttered):
            wanted = event.metadata.get(CHANGE)
        elif isinstance(event, SlotSet) and event.key == "disposition":
            if event.value != told:
                changed = {}
            told = event.value
        elif isinstance(event, SlotSet) and event.key in slots:
            before = answers.get(event.key)
            if event.value is None and event.key == wanted and before is not None:
                changed.setdefault(event.key, before)
            answers[event.key] = event.value
    return changed
