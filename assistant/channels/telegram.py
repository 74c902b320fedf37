"""Telegram, over its HTTP Bot API: the webhook, its registration, and the switch that keeps it off without its secrets.

Rasa's own channel needs aiogram, whose session is tied to the event loop of the start; it ends the whole server when
Telegram cannot be reached, answers forged requests, and waits with its 200 for the whole turn. Each difference stands in
``docs/channels.md``.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import telegram_commands as commands
from assistant.channels.telegram_api import OFFICIAL, BotApi, Refused, Unreachable
from assistant.channels.telegram_conversations import Conversations
from assistant.channels.telegram_output import NAME, Outbox, TelegramOutput
from assistant.channels.telegram_updates import SUBSCRIBED
from assistant.channels.words import words

logger = logging.getLogger(__name__)

TOKEN, SECRET, URL = "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_WEBHOOK_URL"
API_BASE = "TELEGRAM_API_BASE"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_ALLOWED_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST_PAUSE_SECONDS = 60.0
_FAREWELL_SECONDS = 5.0


@dataclass(frozen=True)
class Settings:
    """What the channel needs, from the environment only. Nothing of it is ever printed."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    public_url: str
    api_base: str = OFFICIAL

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings | None:
        """The settings; None, with one line in the log that says why, where the channel must stay off."""
        given = {name: environment.get(name, "").strip() for name in (TOKEN, SECRET, URL)}
        missing = [name for name, value in given.items() if not value]
        if missing:
            level = logging.INFO if len(missing) == len(given) else logging.WARNING
            logger.log(level, "Telegram is off: %s not set.", " and ".join(missing))
            return None
        if not _ALLOWED_SECRET.fullmatch(given[SECRET]):
            logger.warning("Telegram is off: %s may hold only letters, digits, _ and -, at most 256.", SECRET)
            return None
        return cls(given[TOKEN], given[SECRET], given[URL].rstrip("/"), environment.get(API_BASE, "").strip() or OFFICIAL)


class TelegramInput(InputChannel):
    """The channel ``telegram``: on where its three variables are set, else off and harmless."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings
        self._conversations: Conversations | None = None
        self._registered = False

    @classmethod
    def name(cls) -> str:
        """The name in the address, and of the output channel."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramInput:
        """The channel as the environment has it; ``credentials.yml`` holds no secret, only its name."""
        return cls(Settings.read(os.environ))

    def get_output_channel(self) -> TelegramOutput | None:
        """For messages that the assistant begins, such as Rasa's ``trigger_intent``; None while the channel is off."""
        return self._conversations.output() if self._conversations else None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes: health and webhook; and what begins and ends with the server."""
        webhook = Blueprint("telegram_channel")
        if self._settings is not None:
            self._turn_on(webhook, self._settings, on_new_message)

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            if self._settings is None:
                return response.json({"status": "off"})
            return response.json({"status": "ok", "webhook": "registered" if self._registered else "waiting for Telegram"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if self._settings is None or self._conversations is None:
                return response.empty(status=404)
            shown = request.headers.get(_SECRET_HEADER, "")
            if not hmac.compare_digest(shown.encode(errors="surrogateescape"), self._settings.secret.encode()):
                return response.empty(status=403)
            self._conversations.receive(request.json)
            return response.empty(status=200)

        return webhook

    def _turn_on(self, webhook: Blueprint, settings: Settings, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        app: list[Sanic] = []
        api = BotApi(settings.token, settings.api_base)
        conversations = Conversations(
            api, Outbox(api), settings.public_url, on_new_message, lambda: getattr(app[0].ctx, "agent", None) if app else None
        )
        self._conversations = conversations
        registration: list[asyncio.Task[None]] = []

        @webhook.listener("after_server_start")
        async def begin(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            app.append(running)
            registration.append(asyncio.create_task(self._register(api, settings, running)))

        @webhook.listener("before_server_stop")
        async def end(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            for task in registration:
                task.cancel()
            await conversations.finish(_FAREWELL_SECONDS)
            await api.close()

    async def _register(self, api: BotApi, settings: Settings, app: Sanic) -> None:
        """Tell Telegram where we are and what our commands are, as often as it takes. The server does not wait for it."""
        menu = commands.menu((await words(app.ctx.agent, "utter_channel_commands", NAME))["text"])
        hook = {
            "url": f"{settings.public_url}{app.url_for('telegram_channel.receive')}",
            "secret_token": settings.secret,
            "allowed_updates": SUBSCRIBED,
        }
        pause = 1.0
        while not self._registered:
            try:
                await api.call("setWebhook", hook, patience=0)
                await api.call("setMyCommands", {"commands": menu}, patience=0)
            except (Refused, Unreachable) as fault:
                logger.warning("Telegram did not take the webhook (%s); next try in %.0f s.", fault, pause)
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
            else:
                self._registered = True
                logger.info("Telegram's webhook is registered.")
