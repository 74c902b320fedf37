"""Rasa's socket.io channel, for who has a widget that speaks it: heard again, and let in as clean as elsewhere.

With ``session_persistence: true`` Rasa 3.6.21 is silent: it calls ``enter_room`` without awaiting it, and since
python-socketio 5.10 that does nothing. Here the two handlers that take what a client sends are replaced. Not
enabled by itself: docs/channels.md, "Other widgets".
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketIOInput, SocketIOOutput
from sanic import Blueprint

from assistant.channels.inbound import SOMETHING_WENT_WRONG, clean_text

logger = logging.getLogger(__name__)

_SESSION = re.compile(r"[A-Za-z0-9_-]{20,64}")
"""Who knows a session's id can join it, so one that is short enough to guess is not taken from a client."""


class SafeSocketIOInput(SocketIOInput):
    """Takes ``session_request`` and the user's messages, in Rasa's own form and with its settings."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa's blueprint with our handlers in the place of its own."""
        blueprint = super().blueprint(on_new_message)
        assert self.sio is not None
        self.sio.on("session_request", self._session_request, namespace=self.namespace)

        async def heard(socket: str, data: Any = None) -> None:
            await self._hear(socket, data, on_new_message)

        self.sio.on(self.user_message_evt, heard, namespace=self.namespace)
        return blueprint

    async def _session_request(self, socket: str, data: Any = None) -> None:
        session = _session_in(data) or uuid.uuid4().hex
        if self.session_persistence:
            await self.sio.enter_room(socket, _conversation(session))
        await self.sio.emit("session_confirm", session, room=socket)

    async def _hear(self, socket: str, data: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        text = data.get("message") if isinstance(data, dict) else None
        session = _session_in(data)
        if not isinstance(text, str) or (self.session_persistence and session is None):
            await self._say_that_it_failed(socket)
            return
        sender = _conversation(session) if self.session_persistence and session else socket
        output = SocketIOOutput(self.sio, self.bot_message_evt)
        try:
            await on_new_message(UserMessage(clean_text(text), output, sender, input_channel=self.name()))
        except Exception as error:
            # the traceback would carry the message's text in its local variables
            logger.error("A message could not be handled: %s", type(error).__name__)
            await self._say_that_it_failed(socket)

    async def _say_that_it_failed(self, socket: str) -> None:
        await self.sio.emit(self.bot_message_evt, {"text": SOMETHING_WENT_WRONG}, room=socket)


def _session_in(data: Any) -> Optional[str]:
    session = data.get("session_id") if isinstance(data, dict) else None
    return session if isinstance(session, str) and _SESSION.fullmatch(session) else None


def _conversation(session: str) -> str:
    """Rasa's id of the conversation, and the room of the sockets that take part: no other channel's conversation."""
    return f"socketio:{session}"
