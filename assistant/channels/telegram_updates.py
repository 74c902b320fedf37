"""What Telegram sends: read into what it means for us, each once, and in order."""

from __future__ import annotations

import asyncio
import enum
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

SUBSCRIBED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The only kinds of update that Telegram is asked for."""

_REMEMBERED = 10_000
_GAP_SECONDS = 0.5
"""How long a message waits for an earlier one that is missing."""

_HEARD = ("voice", "audio", "video_note")
_SEEN = ("photo", "video", "animation", "document", "sticker", "paid_media", "story")
_PLACES = ("location", "venue")
_SERVICE = (
    "auto_delete_timer_changed",
    "boost_added",
    "chat_background_set",
    "chat_shared",
    "connected_website",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "gift",
    "message_auto_delete_timer_changed",
    "passport_data",
    "pinned_message",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "unique_gift",
    "users_shared",
    "web_app_data",
    "write_access_allowed",
)
"""Notes of Telegram's own that stand where a message would; nobody said anything."""


class Kind(enum.Enum):
    """What a person did."""

    TEXT = enum.auto()
    PRESS = enum.auto()
    EDIT = enum.auto()
    HEARD = enum.auto()
    SEEN = enum.auto()
    PLACE = enum.auto()
    OTHER = enum.auto()
    GROUP = enum.auto()
    LEFT = enum.auto()


@dataclass(frozen=True)
class Incoming:
    """One update: its number, its chat, and what the person did."""

    number: int
    chat: int
    kind: Kind
    text: str = ""
    """What was typed, the caption, or the ``callback_data`` of a pressed button."""
    query: str = ""
    """Id of the press, which Telegram wants answered."""
    message: dict[str, Any] = field(default_factory=dict)
    """The message under which a button was pressed."""


def read(update: Any) -> Incoming | None:
    """The update as one of our kinds; None where it asks for nothing, or is not an update at all."""
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    number = update["update_id"]
    if isinstance(query := update.get("callback_query"), dict):
        return _press(number, query)
    if isinstance(change := update.get("my_chat_member"), dict):
        chat, status = _chat(change), (change.get("new_chat_member") or {}).get("status")
        return Incoming(number, chat[0], Kind.LEFT) if chat and status in ("kicked", "left") else None
    edited = isinstance(update.get("edited_message"), dict)
    message = update.get("edited_message") if edited else update.get("message")
    chat = _chat(message)
    if not isinstance(message, dict) or chat is None or (message.get("from") or {}).get("is_bot"):
        return None
    if not chat[1]:
        return None if edited else Incoming(number, chat[0], Kind.GROUP)
    text = message.get("text") or message.get("caption") or ""
    if edited:
        return Incoming(number, chat[0], Kind.EDIT) if text else None  # a live location is edited every few seconds
    kind = _kind(message)
    return Incoming(number, chat[0], kind, str(text)) if kind else None


def _press(number: int, query: dict[str, Any]) -> Incoming | None:
    message = query.get("message")
    chat = _chat(message)
    if not isinstance(message, dict) or chat is None:
        return None
    kind = Kind.PRESS if chat[1] else Kind.GROUP
    return Incoming(number, chat[0], kind, str(query.get("data") or ""), str(query.get("id") or ""), message)


def _chat(part: Any) -> tuple[int, bool] | None:
    """Id of the chat, and whether it is between one person and the bot."""
    chat = part.get("chat") if isinstance(part, dict) else None
    if not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
        return None
    return chat["id"], chat.get("type") == "private"


def _kind(message: dict[str, Any]) -> Kind | None:
    if message.get("text"):
        return Kind.TEXT
    for kind, fields in ((Kind.HEARD, _HEARD), (Kind.SEEN, _SEEN), (Kind.PLACE, _PLACES)):
        if any(name in message for name in fields):
            return kind
    return None if any(name in message for name in _SERVICE) else Kind.OTHER


class Arrivals:
    """Which updates came, to take each once and to see when an earlier one is missing."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._complete_to: int | None = None

    def is_new(self, number: int) -> bool:
        """Note the update; False where it came before."""
        if number in self._seen:
            return False
        self._seen[number] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        if self._complete_to is None:
            self._complete_to = number
        self._advance()
        return True

    def _advance(self) -> None:
        while self._complete_to is not None and self._complete_to + 1 in self._seen:
            self._complete_to += 1

    async def settle(self, number: int) -> None:
        """Return when every earlier update is here, or when waiting longer would only keep a person waiting.

        Telegram numbers updates one by one and may deliver several at once, over connections of different speed.
        """
        deadline = time.monotonic() + _GAP_SECONDS
        while self._complete_to is not None and self._complete_to < number - 1:
            if time.monotonic() > deadline:
                self._complete_to = number
                self._advance()
                return
            await asyncio.sleep(0.02)
