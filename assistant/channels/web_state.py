"""Where a conversation stands, for the page: the outcome, the open question, the answers so far."""

from __future__ import annotations

from typing import Any, Optional

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels.web_messages import response_of
from triage.conversation import screening_slots
from triage.knowledge import load

FORM = "screening_form"


def state_of(tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """The state after the last event of ``tracker``."""
    knowledge = load()
    slots = screening_slots(knowledge)
    filled = {slot: tracker.get_slot(slot) for slot in slots if tracker.get_slot(slot) is not None}
    flags = [flag for flag in tracker.get_slot("red_flags") or [] if flag in knowledge.red_flags]
    return {
        "disposition": tracker.get_slot("disposition"),
        "getting_help": bool(tracker.get_slot("getting_help")),
        "red_flags": [{"id": flag, "name": knowledge.red_flags[flag].name} for flag in flags],
        "question": _open_question(tracker, domain),
        "answers": [_answer(slot, str(value), domain) for slot, value in filled.items()],
        "unasked": [slot for slot in slots if slot not in filled],
    }


def answered(tracker: DialogueStateTracker, slot: str) -> bool:
    """Whether there is an answer to change."""
    return tracker.get_slot(slot) is not None


def _open_question(tracker: DialogueStateTracker, domain: Domain) -> Optional[dict[str, Any]]:
    slot = tracker.get_slot(REQUESTED_SLOT)
    if tracker.active_loop_name != FORM or slot is None:
        return None
    asked = domain.required_slots_for_form(FORM)
    return {
        "slot": slot,
        "number": asked.index(slot) + 1,
        "of": len(asked),
        "why": _words(slot, domain)["why"],
        "scale": slot == "severity",
        "map": slot == "place",
    }


def _answer(slot: str, value: str, domain: Domain) -> dict[str, str]:
    """An answer in short words; a number stands in the place of ``{}``."""
    words = _words(slot, domain)
    answers = words["answers"]
    return {"slot": slot, "question": words["short"], "answer": answers.get(value) or answers["other"].format(value)}


def _words(slot: str, domain: Domain) -> dict[str, Any]:
    """``short``, ``why`` and ``answers`` that stand beside the question in the domain."""
    return dict(response_of(f"utter_ask_{slot}", domain)["metadata"])
