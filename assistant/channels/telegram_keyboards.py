"""Buttons under a message: rows, what fits into 64 bytes, and whether a pressed one still belongs to the open question."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

MAX_DATA_BYTES = 64
"""Longest ``callback_data``: a limit of the Bot API."""

REMEMBERED_PAYLOADS = 10_000
_PER_SCALE_ROW = 6
_STORED = "#"
_ASKED = "?"


@dataclass(frozen=True)
class Pressed:
    """What a pressed button stands for."""

    payload: str
    question: str | None
    """Digest of the question that the button answers; None where the payload says everything itself."""


class Keyboards:
    """Makes keyboards and reads what comes back from them.

    A payload that begins with a slash, such as a yes, means something only together with its question, so the
    button carries a digest of that question: an old yes pressed later must not answer another question.
    """

    def __init__(self, remembered: int = REMEMBERED_PAYLOADS) -> None:
        self._payloads: OrderedDict[tuple[int, str], str] = OrderedDict()
        self._remembered = remembered

    def keyboard(self, chat: int, question: str, buttons: Iterable[dict[str, Any]]) -> list[list[dict[str, str]]]:
        """Telegram's ``inline_keyboard``: one button a row, the numbers of a scale in rows of six."""
        rows: list[list[dict[str, str]]] = []
        for button in buttons:
            shown = self._button(chat, question, button)
            if shown is None:
                continue
            scale_goes_on = rows and shown["text"].isdigit() and rows[-1][-1]["text"].isdigit()
            if scale_goes_on and len(rows[-1]) < _PER_SCALE_ROW:
                rows[-1].append(shown)
            else:
                rows.append([shown])
        return rows

    def _button(self, chat: int, question: str, button: dict[str, Any]) -> dict[str, str] | None:
        """One button as Telegram wants it; None where it has no title or does nothing."""
        title, payload, url = (str(button.get(key) or "").strip() for key in ("title", "payload", "url"))
        if title and url.startswith(("https://", "http://")):
            return {"text": title, "url": url}
        if not title or not payload:
            return None
        return {
            "text": title,
            "callback_data": self._data(chat, f"{payload}{_ASKED}{digest(question)}" if payload[0] == "/" else payload),
        }

    def _data(self, chat: int, data: str) -> str:
        if len(data.encode()) <= MAX_DATA_BYTES and data[0] != _STORED:
            return data
        key = digest(data)
        self._payloads[chat, key] = data
        self._payloads.move_to_end((chat, key))
        while len(self._payloads) > self._remembered:
            self._payloads.popitem(last=False)
        return _STORED + key

    def read(self, chat: int, data: str) -> Pressed | None:
        """What the button with this ``callback_data`` stands for; None where the server has forgotten it."""
        if data.startswith(_STORED):
            stored = self._payloads.get((chat, data[1:]))
            if stored is None:
                return None
            data = stored
        if not data.startswith("/"):
            return Pressed(data, None)
        payload, _, question = data.rpartition(_ASKED)
        return Pressed(payload or data, question)

    def forget(self, chat: int) -> None:
        """Drop what is kept for a chat."""
        for key in [each for each in self._payloads if each[0] == chat]:
            del self._payloads[key]


def digest(text: str) -> str:
    """Twelve characters that stand for ``text``."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def without_lead(text: str, lead: Mapping[str, Any] | None) -> str:
    """``text`` without what was put in front of it: a question stays the same question behind a reminder."""
    return text.removeprefix(str(lead["text"])) if lead else text


def open_questions(events: Sequence[Event]) -> frozenset[str]:
    """Digests of the texts with buttons that the assistant said since the person's last message."""
    found = set()
    for event in reversed(events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered) and event.text and (event.data.get("buttons") or event.data.get("quick_replies")):
            found.add(digest(without_lead(event.text, event.metadata.get("lead"))))
    return frozenset(found)


def title_of(message: dict[str, Any], data: str) -> str | None:
    """The words on the button of ``message`` that has this ``callback_data``."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    return next((str(button["text"]) for row in rows for button in row if button.get("callback_data") == data), None)
