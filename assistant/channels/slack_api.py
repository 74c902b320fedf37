"""Calls to Slack that outlast its pauses: slow, down and "too many requests" are waited for, in the background."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

logger = logging.getLogger(__name__)

API_BASE = "https://slack.com/api/"
TIMEOUT_SECONDS = 10.0
PATIENCE_SECONDS = 900.0
"""How long one call is tried; a referral that comes a quarter of an hour late still helps."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_PASSING = frozenset({"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Errors of Slack's that go away by themselves."""


class Refused(Exception):
    """Slack said no, and will say no again. Holds only Slack's word for it, never what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _NotNow(Exception):
    """It may work later."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class SlackApi:
    """Slack's Web API for one token. slack-sdk's own retries read only the first digit of Retry-After."""

    def __init__(self, token: str, base: str = API_BASE) -> None:
        self._token, self._base = token, base
        self._session: aiohttp.ClientSession | None = None
        self._answers = True
        self._private_channels: dict[str, str] = {}

    async def call(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Slack's answer to ``method``.

        Raises:
            Refused: the call is wrong, or Slack did not take it within ``PATIENCE_SECONDS``.
        """

        async def once() -> dict[str, Any]:
            client = AsyncWebClient(self._token, base_url=self._base, session=self._open(), retry_handlers=[])
            try:
                response = await client.api_call(method, json=dict(body))
            except SlackApiError as error:
                raise _judged(error.response) from None
            return dict(response.data) if isinstance(response.data, dict) else {}

        return await self._patiently(once)

    async def respond(self, response_url: str, body: Mapping[str, Any]) -> None:
        """Answer an interaction or a command under the address that Slack gave for it; raises like ``call``."""

        async def once() -> dict[str, Any]:
            response = await AsyncWebhookClient(response_url, session=self._open(), retry_handlers=[]).send_dict(dict(body))
            if response.status_code != 200:
                raise _by_status(response.status_code, response.headers, response.body)
            return {}

        await self._patiently(once)

    async def private_channel(self, user: str) -> str:
        """Id of the direct message channel with ``user``; raises like ``call``."""
        if user not in self._private_channels:
            opened = await self.call("conversations.open", {"users": user})
            self._private_channels[user] = str(opened["channel"]["id"])
        return self._private_channels[user]

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))
        return self._session

    async def _patiently(self, once: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        give_up, pause = time.monotonic() + PATIENCE_SECONDS, _FIRST_PAUSE
        while True:
            try:
                answer = await once()
                self._note(True)
                return answer
            except (_NotNow, aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
                wait = error.pause if isinstance(error, _NotNow) and error.pause is not None else pause
                self._note(False, str(error) if isinstance(error, _NotNow) else type(error).__name__)
                if time.monotonic() + wait > give_up:
                    raise Refused("no answer") from None
            await asyncio.sleep(wait + random.uniform(0, pause / 4))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _note(self, answers: bool, why: str = "") -> None:
        """One line when Slack falls silent and one when it is back, not one for each message."""
        if answers != self._answers:
            self._answers = answers
            logger.warning("Slack answers again." if answers else f"Slack does not take messages ({why}); they are sent again.")


def _judged(response: Any) -> Exception:
    """What Slack's answer means: try again or not. ``response`` is slack-sdk's or, for a body that is no JSON, aiohttp's."""
    status: int = response.status_code if hasattr(response, "status_code") else response.status
    data = getattr(response, "data", None)
    reason = data.get("error") if isinstance(data, dict) else None
    if reason and reason not in _PASSING:
        return Refused(str(reason))
    return _NotNow(str(reason)) if reason and status == 200 else _by_status(status, response.headers, str(reason or ""))


def _by_status(status: int, headers: Mapping[str, str], body: str) -> Exception:
    if status == 429:
        seconds = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
        return _NotNow("too many requests", pause=float(seconds) if seconds.isdecimal() else 1.0)
    if 400 <= status < 500:
        return Refused(body[:40] if body.replace("_", "").isalpha() else f"status {status}")
    return _NotNow(f"status {status}")
