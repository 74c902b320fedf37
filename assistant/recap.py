"""What the person told, said back in a few words, so that they see it was heard and can mend it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any, Dict

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.tracker_reading import this_session
from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.tried import KIND, default_tried_reader


def recap(tracker: DialogueStateTracker) -> str:
    """Place, severity, duration and what was tried, as far as they were told; empty where nothing was."""
    return ", ".join(_told(tracker))


def _told(tracker: DialogueStateTracker) -> Iterator[str]:
    words = _words()
    if place := words["place_in_words"].get(tracker.get_slot("place")):
        yield place
    if (severity := _number(tracker.get_slot("severity"))) is not None:
        yield words["severity_in_words"].format(count=f"{severity:g}")
    if (days := _number(tracker.get_slot("onset"))) is not None:
        span = next(each for each in words["duration_in_words"] if days <= each["up_to"])
        yield span["words"].format(count=round(days / span["days"]))
    tried = [default_tried_reader().in_words[each] for each in _tried(tracker)]
    if tried:
        yield words["tried_in_words"].format(list=_listed(tried))


def _tried(tracker: DialogueStateTracker) -> Sequence[str]:
    """Everything that the person said they tried in this session, in the order it was told."""
    messages = (event for event in this_session(tracker) if isinstance(event, UserUttered))
    return list(dict.fromkeys(each["value"] for event in messages for each in event.entities if each["entity"] == KIND))


def _listed(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None  # not told, or "unknown"


@functools.cache
def _words() -> Dict[str, Any]:
    return dict(read_yaml(FOLDER / "details.yml"))
