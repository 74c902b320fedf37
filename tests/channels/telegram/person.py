"""A person with Telegram on their phone: writes, presses, and sees what stands in the chat."""

from __future__ import annotations

import itertools
from typing import Any

import httpx
from bot_api import TOKEN, BotApi, Shown, wait_until

SECRET = "a-secret_that-only-Telegram-knows"
PUBLIC_URL = "https://backs.example.org"
_UPDATES = itertools.count(1000)
_CHATS = itertools.count(70_001)


def environment(api_base: str) -> dict[str, str]:
    """What an operator sets."""
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_WEBHOOK_URL": PUBLIC_URL,
        "TELEGRAM_API_BASE": api_base,
    }


def next_update() -> int:
    """The number of the next update, as Telegram counts them."""
    return next(_UPDATES)


class Webhook:
    """What Telegram does with the address that the channel gave it."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/webhooks/telegram/webhook"
        self._client = httpx.Client(timeout=30)

    def post(self, update: Any, secret: str | None = SECRET) -> httpx.Response:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        return self._client.post(self._url, json=update, headers=headers)


class Person:
    """One private chat."""

    def __init__(self, webhook: Webhook, api: BotApi, chat: int | None = None) -> None:
        self.chat = chat or next(_CHATS)
        self._webhook, self._api = webhook, api

    @property
    def conversation(self) -> str:
        return f"telegram:{self.chat}"

    @property
    def screen(self) -> list[Shown]:
        """Every message of the assistant in this chat, the oldest first."""
        return self._api.chats[self.chat]

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.screen]

    def sends(self, number: int | None = None, kind: str = "message", **content: Any) -> httpx.Response:
        """One update with this content, as Telegram would send it."""
        chat = {"id": self.chat, "type": "private", "first_name": "Zanzibara"}
        message = {"message_id": next_update(), "date": 1, "chat": chat, "from": {"id": self.chat, "is_bot": False}, **content}
        return self._webhook.post({"update_id": number or next_update(), kind: message})

    def presses(self, message: Shown, title: str, number: int | None = None) -> httpx.Response:
        """Tap the button ``title`` under ``message`` as it stands there now."""
        return self.taps(message.as_telegram_sends_it(), message.button(title)["callback_data"], number)

    def taps(self, message: dict[str, Any], data: str, number: int | None = None) -> httpx.Response:
        query = f"query-{next_update()}"
        self._api.queries.add(query)
        update = {"id": query, "from": {"id": self.chat, "is_bot": False}, "data": data, "message": message}
        return self._webhook.post({"update_id": number or next_update(), "callback_query": update})

    def says(self, text: str, answers: int = 1) -> list[Shown]:
        """Write, and wait for at least this many messages."""
        before = len(self.screen)
        assert self.sends(text=text).status_code == 200
        return self.sees(before + answers)[before:]

    def chooses(self, message: Shown, title: str, answers: int = 1) -> list[Shown]:
        """Tap a button, and wait for at least this many messages."""
        before = len(self.screen)
        assert self.presses(message, title).status_code == 200
        return self.sees(before + answers)[before:]

    def sees(self, count: int, seconds: float = 20.0) -> list[Shown]:
        """The screen, once it holds at least ``count`` messages."""
        wait_until(lambda: len(self.screen) >= count, f"{count} messages in the chat, now: {self.texts}", seconds)
        return list(self.screen)

    def hears_nothing_else(self) -> list[Shown]:
        """What was said, once everything sent so far has been worked off: a chat's answers come in order."""
        before = len(self.screen)
        self.sends(text="thanks")
        wait_until(lambda: any("You are welcome" in each.text for each in self.screen[before:]), "an answer to thanks")
        return [each for each in self.screen[before:] if "You are welcome" not in each.text]
