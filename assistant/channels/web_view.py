"""A conversation as the page shows it, read from the tracker: the same for the first answer, a retry and a reload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.changed_answers import CHANGE
from assistant.channels.web_messages import as_messages, response_of
from assistant.channels.web_state import state_of

NOTHING_SAID = "utter_default"
CHANGE_WORDS = "utter_change_answer"


@dataclass(frozen=True)
class Turn:
    """A message of the person, and what was said after it.

    Attributes:
        message: None for what the assistant said before the person did.
        replies: what the assistant said.
        end: how many events of the conversation there are up to the turn's end.
    """

    message: Optional[UserUttered]
    replies: tuple[BotUttered, ...]
    end: int


def turns_of(events: Sequence[Event]) -> list[Turn]:
    """The turns of a conversation in order."""
    starts = [number for number, event in enumerate(events) if isinstance(event, UserUttered)]
    turns = []
    for start, following in zip([None, *starts], [*starts, len(events)]):
        first = 0 if start is None else start + 1
        # a session that began later belongs to the next message
        sessions = (number for number in range(first, following) if isinstance(events[number], SessionStarted))
        end = following if start is None else next(sessions, following)
        replies = tuple(event for event in events[first:following] if isinstance(event, BotUttered))
        message = None if start is None else events[start]
        if message is not None or replies:
            turns.append(Turn(message, replies, end))
    return turns


def turn_with(message_id: str, tracker: DialogueStateTracker) -> Optional[Turn]:
    """The turn of the message with this id, if it was ever handled."""
    turns = reversed(turns_of(list(tracker.events)))
    return next((turn for turn in turns if turn.message is not None and turn.message.message_id == message_id), None)


def answer_of(turn: Turn, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """``messages`` and ``state`` as they were right after the turn, whatever was said later."""
    events = list(tracker.events)
    if turn.end < len(events):
        tracker = DialogueStateTracker.from_events(tracker.sender_id, events[: turn.end], domain.slots)
    return {"messages": _messages(turn, domain), "state": state_of(tracker, domain)}


def history_of(tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """``turns`` and ``state`` of the whole conversation."""
    shown: list[dict[str, Any]] = []
    titles: dict[str, str] = {}
    for turn in turns_of(list(tracker.events)):
        if turn.message is not None:
            shown.append(_of_person(turn.message, titles, domain))
        messages = _messages(turn, domain)
        shown.append({"from": "assistant", "messages": messages})
        titles |= {button["payload"]: button["title"] for button in _buttons(messages)}
    return {"turns": shown, "state": state_of(tracker, domain)}


def _messages(turn: Turn, domain: Domain) -> list[dict[str, Any]]:
    """What was said; never nothing."""
    said = [message for reply in turn.replies for message in as_messages(reply.text, reply.data, reply.metadata)]
    fallback = response_of(NOTHING_SAID, domain)
    return said or as_messages(fallback["text"], fallback, {"utter_action": NOTHING_SAID})


def _of_person(message: UserUttered, titles: Mapping[str, str], domain: Domain) -> dict[str, Any]:
    """What the person said, in the words that they saw on the button where they pressed one."""
    turn = {"from": "person", "text": message.text or "", "id": message.message_id}
    if slot := message.metadata.get(CHANGE):
        turn |= {"text": response_of(CHANGE_WORDS, domain)["text"], CHANGE: slot}
    elif message.metadata.get("pressed"):
        turn["text"] = titles.get(turn["text"], turn["text"].lstrip("/"))
    return turn


def _buttons(messages: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, str]]:
    for message in messages:
        yield from message.get("buttons", ())
