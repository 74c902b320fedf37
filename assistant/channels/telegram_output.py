"""What the assistant says, on its way to Telegram: each response as calls of the Bot API, delivered in order for each chat."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from rasa.core.channels.channel import OutputChannel

from assistant.channels.lanes import Lanes
from assistant.channels.telegram_api import Blocked, BotApi, Refused, Unreachable
from assistant.channels.telegram_formatting import MAX_CAPTION, split, to_html, to_plain
from assistant.channels.telegram_keyboards import Keyboards, without_lead

logger = logging.getLogger(__name__)

NAME = "telegram"
_WAITING_MESSAGES = 300
_NO_PREVIEW = {"is_disabled": True}
_NO_WORDS = "…"
"""Stands over buttons that came without a text: Telegram sends no keyboard alone."""


def conversation_id(chat: int) -> str:
    """The id of a chat's conversation. No other channel can name it, see ``inbound.NAMESPACES``."""
    return f"{NAME}:{chat}"


def chat_of(conversation: str) -> int:
    """The chat of a conversation.

    Raises:
        ValueError: the conversation is not one of Telegram's, so nothing can be sent there.
    """
    name, _, chat = conversation.partition(":")
    if name != NAME or not chat.lstrip("-").isdigit():
        raise ValueError("This conversation is not held over Telegram.")
    return int(chat)


@dataclass(frozen=True)
class Call:
    """One call of the Bot API, and what is called instead where Telegram refuses it."""

    method: str
    parameters: dict[str, Any]
    otherwise: Call | None = None


class Outbox:
    """Delivers calls, those of one chat in order. A slow or absent Telegram keeps only its own messages waiting."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._lanes = Lanes(longest=_WAITING_MESSAGES)

    def post(self, chat: int, call: Call) -> None:
        """Deliver ``call`` after all that was posted to this chat before."""
        if not self._lanes.put(chat, functools.partial(self._deliver, chat, call)):
            logger.warning("A Telegram message was dropped: too many wait for the same chat.")

    async def _deliver(self, chat: int, call: Call) -> None:
        try:
            await self._api.call(call.method, call.parameters)
        except Blocked:
            logger.info("A person has blocked the Telegram bot; what waited for them is dropped.")
            self._lanes.clear(chat)
        except Refused as refusal:
            if call.otherwise:
                await self._deliver(chat, call.otherwise)
            elif "not modified" not in str(refusal):
                logger.warning("Telegram refused %s: %s", call.method, refusal)
        except Unreachable as fault:
            logger.warning("Telegram cannot be reached (%s): a message was dropped.", fault)

    def drop(self, chat: int) -> None:
        """Forget what waits for a chat."""
        self._lanes.clear(chat)

    async def finish(self, seconds: float) -> None:
        """Deliver what waits, for at most ``seconds``."""
        await self._lanes.finish(seconds)


class TelegramOutput(OutputChannel):
    """Says Rasa's responses in a chat. It returns at once: delivery is the outbox's, and its faults never end a turn."""

    def __init__(self, outbox: Outbox, keyboards: Keyboards, public_url: str) -> None:
        self._outbox, self._keyboards, self._public_url = outbox, keyboards, public_url
        self.said = 0
        """Messages handed over so far."""

    @classmethod
    def name(cls) -> str:
        """The name that ``channel:`` variations of responses match."""
        return NAME

    def _post(self, recipient_id: str, call: Call) -> None:
        self._outbox.post(chat_of(recipient_id), call)
        self.said += 1

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """The text, in as few messages as it fits."""
        for call in _texts(chat_of(recipient_id), text):
            self._post(recipient_id, call)

    async def send_text_with_buttons(self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any) -> None:
        """The text, with the buttons under its last part."""
        chat = chat_of(recipient_id)
        keyboard = self._keyboards.keyboard(chat, without_lead(text or "", kwargs.get("lead")), buttons)
        for call in _texts(chat, text or _NO_WORDS, keyboard):
            self._post(recipient_id, call)

    async def send_quick_replies(self, recipient_id: str, text: str, quick_replies: list[dict[str, Any]], **kwargs: Any) -> None:
        """As buttons."""
        await self.send_text_with_buttons(recipient_id, text, quick_replies)

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """A photo with its alternative text as the caption; the text alone where Telegram cannot show the picture.

        The alternative text is the response's ``alt``, or ``alt`` of its metadata.
        """
        chat = chat_of(recipient_id)
        alt = str(kwargs.get("alt") or (kwargs.get("metadata") or {}).get("alt") or "").strip()
        url = urljoin(f"{self._public_url}/", image)
        first, *others = split(alt, MAX_CAPTION) or [""]
        photo = {"chat_id": chat, "photo": url, "caption": to_html(first), "parse_mode": "HTML"}
        instead = _texts(chat, first or url)[0]
        self._post(recipient_id, Call("sendPhoto", photo, instead))
        for other in others:
            await self.send_text_message(recipient_id, other)

    async def send_attachment(self, recipient_id: str, attachment: Any, **kwargs: Any) -> None:
        """A link as it is; the elements of a template as messages; nothing else, so that no one reads program data."""
        if isinstance(attachment, str):
            await self.send_text_message(recipient_id, attachment)
        elif isinstance(attachment, dict):
            await self.send_elements(recipient_id, (attachment.get("payload") or {}).get("elements") or [])

    async def send_elements(self, recipient_id: str, elements: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        """A carousel, one message an element: its picture, then its words with its buttons."""
        for element in elements:
            title, subtitle = str(element.get("title") or ""), str(element.get("subtitle") or "")
            if element.get("image_url"):
                await self.send_image_url(recipient_id, str(element["image_url"]), alt=title)
            text = "\n".join(part for part in (f"**{title}**" if title else "", subtitle) if part)
            if text or element.get("buttons"):
                await self.send_text_with_buttons(recipient_id, text, element.get("buttons") or [])

    async def send_custom_json(self, recipient_id: str, json_message: Any, **kwargs: Any) -> None:
        """The ``text`` of a custom payload, where it has one; what is made for other channels is not shown."""
        text = json_message.get("text") if isinstance(json_message, dict) else None
        if isinstance(text, str) and text.strip():
            await self.send_text_message(recipient_id, text)


def _texts(chat: int, text: str, keyboard: list[list[dict[str, str]]] | None = None) -> list[Call]:
    """The text as calls. Should Telegram refuse our markup, the same words are sent without any."""
    calls = []
    parts = split(text)
    for part in parts:
        common: dict[str, Any] = {"chat_id": chat, "link_preview_options": _NO_PREVIEW}
        if keyboard and part is parts[-1]:
            common["reply_markup"] = {"inline_keyboard": keyboard}
        plain = Call("sendMessage", {**common, "text": to_plain(part)})
        calls.append(Call("sendMessage", {**common, "text": to_html(part), "parse_mode": "HTML"}, plain))
    return calls
