"""The HTTP Bot API of Telegram: one call, tried again where that helps, and what its refusals mean."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any

import aiohttp

logger = logging.getLogger(__name__)

OFFICIAL = "https://api.telegram.org"
PATIENCE_SECONDS = 300.0
"""How long a message may wait for Telegram to come back. What is said later than that would only confuse."""

_LONGEST_PAUSE_SECONDS = 15.0
_CALL_TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
_CONNECTIONS = 30


class Refused(Exception):
    """Telegram will not do what was asked, now or later; the message is its description, which holds no secret."""


class Blocked(Refused):
    """The person blocked the bot, left, or the account is gone: nothing can be sent there."""


class Unreachable(Exception):
    """Telegram did not answer, or asked for too much patience."""


class BotApi:
    """A bot's calls to the Bot API. The token is part of every address, so no address and no error of the client is logged."""

    def __init__(self, token: str, base: str = OFFICIAL) -> None:
        self._url = f"{base.rstrip('/')}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, parameters: dict[str, Any], patience: float = PATIENCE_SECONDS) -> Any:
        """The result of ``method``.

        Args:
            method: as Telegram names it, ``sendMessage``.
            parameters: its parameters, as JSON.
            patience: seconds during which it is tried again after 429, 5xx and network faults; 0 for one attempt.

        Raises:
            Blocked: nothing can be sent to this chat.
            Refused: the call is wrong, or the token is.
            Unreachable: no answer within ``patience``.
        """
        deadline, pause = time.monotonic() + patience, 0.5
        while True:
            status, answer = await self._attempt(method, parameters)
            if answer.get("ok"):
                return answer.get("result")
            description = str(answer.get("description", status))
            if status == 403:
                raise Blocked(description)
            if status != 429 and 400 <= status < 500:
                raise Refused(description)
            asked = (answer.get("parameters") or {}).get("retry_after")
            wait = float(asked) if status == 429 and isinstance(asked, (int, float)) else pause
            if time.monotonic() + wait > deadline:
                raise Unreachable(description)
            await asyncio.sleep(wait)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    async def _attempt(self, method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and body of one attempt; status 0 and the kind of fault where there was no answer."""
        try:
            async with self._open_session().post(self._url + method, json=parameters) as response:
                body = await response.read()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            return 0, {"description": type(error).__name__}
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        return response.status, answer if isinstance(answer, dict) else {}

    def _open_session(self) -> aiohttp.ClientSession:
        """The session; made within the server's own event loop, at the first call."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=_CALL_TIMEOUT, connector=aiohttp.TCPConnector(limit=_CONNECTIONS))
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
