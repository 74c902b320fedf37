"""The channel of the chat page: JSON over HTTP under ``/webhooks/web``, and the page itself at ``/``.

Every conversation has an id and a secret that only its browser knows. What was said is read from the tracker,
so a retry, a reload and a second tab see the same; no answer is kept anywhere else. Addresses and bodies:
docs/channels.md.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockError
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from assistant.channels.rate_limits import RateLimit, network
from assistant.channels.web_conversations import WebConversations, sender_of
from assistant.channels.web_files import ASSETS, LAUNCHER, PAGE, WebFiles
from assistant.channels.web_requests import HEADERS, Message, Refusal, bearer, json_object, message_of, whereabouts_of
from assistant.channels.web_settings import WebSettings
from assistant.channels.web_state import answered
from assistant.channels.web_view import answer_of, history_of, turn_with

logger = logging.getLogger(__name__)

_LOCK_POLL_SECONDS = 0.05
_Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class WebOutput(OutputChannel):
    """Sends nothing: the page gets what the tracker holds after the turn. Its name picks ``channel: web`` variations."""

    @classmethod
    def name(cls) -> str:
        """The name in ``domain.yml``."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Nothing to send."""


class WebInput(InputChannel):
    """Conversations with ids and secrets, and the files of the page."""

    @classmethod
    def name(cls) -> str:
        """The name in the address."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> WebInput:
        """The channel with the settings of ``credentials.yml``; see :class:`WebSettings`."""
        return cls(WebSettings.of(credentials))

    def __init__(self, settings: WebSettings) -> None:
        self._files = WebFiles(settings.frame_ancestors)
        self._messages = RateLimit(settings.messages_per_minute)
        self._conversations = RateLimit(settings.conversations_per_minute)
        self._requests = RateLimit(settings.requests_per_minute)
        self._running: set[asyncio.Task[dict[str, Any]]] = set()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The routes of the API; the page's files are added where the blueprint is registered."""
        web = _Site("web_webhook", self._files)

        @web.get("/")
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @web.post("/conversations", stream=True)
        @self._guarded
        async def create(request: Request) -> HTTPResponse:
            _take(self._conversations, network(_address(request)))
            whereabouts = whereabouts_of(await json_object(request))
            conversation, secret = await WebConversations(_agent(request)).create(whereabouts)
            return _json({"conversation": conversation, "secret": secret}, status=201)

        @web.post("/conversations/<conversation>/messages", stream=True)
        @self._guarded
        async def send(request: Request, conversation: str) -> HTTPResponse:
            message = message_of(await json_object(request))
            agent, secret = _agent(request), bearer(request)
            await WebConversations(agent).open(conversation, secret)
            _take(self._messages, conversation)
            turn = asyncio.ensure_future(_turn(agent, conversation, secret, message))
            self._running.add(turn)
            turn.add_done_callback(self._ended)
            # a browser that hangs up does not end the turn: its retry finds the answer
            return _json(await asyncio.shield(turn))

        @web.get("/conversations/<conversation>")
        @self._guarded
        async def history(request: Request, conversation: str) -> HTTPResponse:
            agent = _agent(request)
            conversations = WebConversations(agent)
            await conversations.open(conversation, bearer(request))
            return _json(history_of(await conversations.read(conversation), agent.domain))

        @web.delete("/conversations/<conversation>")
        @self._guarded
        async def delete(request: Request, conversation: str) -> HTTPResponse:
            agent = _agent(request)
            conversations = WebConversations(agent)
            await conversations.open(conversation, bearer(request))
            await conversations.delete(conversation)
            self._messages.forget(conversation)
            return _json({"deleted": True})

        return web

    def _guarded(self, handler: _Handler) -> _Handler:
        """Limit each address, and answer every failure in words."""

        @functools.wraps(handler)
        async def answer(request: Request, **names: str) -> HTTPResponse:
            try:
                _take(self._requests, network(_address(request)))
                return await handler(request, **names)
            except Refusal as refusal:
                return refusal.response()
            except SanicException:
                raise
            except Exception as error:
                # the traceback would carry the message's text in its local variables
                logger.error("A request of the web page failed: %s", type(error).__name__)
                return Refusal(503).response()

        return answer

    def _ended(self, turn: asyncio.Task[dict[str, Any]]) -> None:
        self._running.discard(turn)
        if not turn.cancelled():
            turn.exception()  # else asyncio logs it, with what it worked on, where nobody waited for the turn


async def _turn(agent: Agent, conversation: str, secret: str, message: Message) -> dict[str, Any]:
    """Handle a message once, and return what was said after it.

    Rasa's lock keeps the turns of a conversation in order, over several processes too. A retry waits for it and
    then finds the answer in the tracker; a message that waited behind a delete finds no conversation.
    """
    conversations = WebConversations(agent)
    async with agent.lock_store.lock(sender_of(conversation), wait_time_in_seconds=_LOCK_POLL_SECONDS):
        await conversations.open(conversation, secret)
        tracker = await conversations.read(conversation)
        turn = turn_with(message.id, tracker)
        if turn is None:
            if message.change and not answered(tracker, message.change):
                raise Refusal(409)
            # not agent.handle_message: that would wait for the lock we hold
            await agent.processor.handle_message(message.for_rasa(sender_of(conversation), WebOutput()))
            tracker = await conversations.read(conversation)
            turn = turn_with(message.id, tracker)
    if turn is None:
        raise LockError("The turn was not stored.")
    if not message.is_same_as(turn.message):
        raise Refusal(409, "That id belongs to another message.")
    return answer_of(turn, tracker, agent.domain)


class _Site(Blueprint):
    """The API with the page's files, which stand at the top of the server and not under the API's address."""

    def __init__(self, name: str, files: WebFiles) -> None:
        super().__init__(name)
        self.ctx.files = files

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Add the routes; called by Sanic."""
        super().register(app, options)
        files: WebFiles = self.ctx.files

        async def file(request: Request, path: str = "") -> HTTPResponse:
            return files.answer(request)

        async def page(request: Request) -> Optional[HTTPResponse]:
            # Rasa has a greeting of its own at "/", and no way to leave it out
            return files.answer(request) if request.path == PAGE and files.has_page else None

        app.add_route(file, f"{ASSETS}<path:path>", methods=["GET", "HEAD"], name="web_assets")
        app.add_route(file, LAUNCHER, methods=["GET", "HEAD"], name="web_launcher")
        app.add_route(file, PAGE, methods=["HEAD"], name="web_page_head")
        app.register_middleware(page, "request")


def _agent(request: Request) -> Agent:
    """Rasa's agent, once it has its model."""
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise Refusal(503)
    return agent


def _take(limit: RateLimit, key: str) -> None:
    if seconds := limit.wait(key):
        raise Refusal(429, retry_after=seconds)


def _address(request: Request) -> str:
    """The client's address: behind a proxy only where Sanic was told of the proxy (``SANIC_PROXIES_COUNT``)."""
    return str(request.remote_addr or request.ip)


def _json(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    return json_response(body, status=status, headers=HEADERS)
