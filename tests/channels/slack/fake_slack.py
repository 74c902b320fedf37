"""Slack on this machine: its Web API with its real refusals, and its way of sending events to an app."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import os
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web
from slack_limits import TooMuch, check_blocks

TOKEN = "xoxb-0000-a-token-of-the-tests"
SECRET = "a-signing-secret-of-the-tests"
TEAM = "T0TEST"
BOT = "U0BOT"
ACKNOWLEDGED_WITHIN = 3.0
RESPONSE_URL_USES = 5


@dataclass
class Call:
    """One call that came in and was taken."""

    method: str
    body: dict[str, Any]
    at: float


@dataclass
class Fault:
    """What Slack does to calls instead of taking them."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1_000_000
    method: str | None = None
    channel: str | None = None


class FakeSlack:
    """The vendor's side. Use ``calls`` for what it took, ``refused`` for what it did not."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []
        self.attempts = 0
        self.fault: Fault | None = None
        self.delay = 0.0
        self._stamps = itertools.count(1)
        self._uses: dict[str, int] = {}
        self._channels: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.come_up()

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def response_url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/{name}"

    def channel_of(self, user: str) -> str:
        """The private chat with a user."""
        return self._channels.setdefault(user, user.replace("U", "D", 1))

    def come_up(self) -> None:
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()

    def go_down(self) -> None:
        """Nothing listens any more: connections are refused."""
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result()

    def close(self) -> None:
        self.go_down()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def to(self, user: str) -> list[dict[str, Any]]:
        """Messages in a user's private chat, oldest first."""
        return [
            each.body
            for each in list(self.calls)
            if each.method == "chat.postMessage" and each.body["channel"] == self.channel_of(user)
        ]

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_post("/api/{method}", self._api)
        app.router.add_post("/hooks/{name}", self._hook)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()

    async def _troubled(self, method: str, request: web.Request) -> web.Response | None:
        self.attempts += 1
        await asyncio.sleep(self.delay)
        fault = self.fault
        if fault is None or fault.times <= 0 or fault.method not in (None, method):
            return None
        if fault.channel and fault.channel != (await request.json()).get("channel"):
            return None
        fault.times -= 1
        if isinstance(fault.body, dict):
            return web.json_response(fault.body, status=fault.status, headers=fault.headers)
        return web.Response(text=fault.body or "", status=fault.status, headers=fault.headers)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if trouble := await self._troubled(method, request):
            return trouble
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._no(method, "invalid_auth")
        if not request.headers.get("Content-Type", "").startswith("application/json"):
            return self._no(method, "invalid_post_type")
        body = await request.json()
        handler: Callable[[dict[str, Any]], dict[str, Any]] | None = {
            "auth.test": lambda body: {"team_id": TEAM, "user_id": BOT},
            "conversations.open": lambda body: {"channel": {"id": self.channel_of(body["users"])}},
            "chat.postMessage": self._message,
            "chat.postEphemeral": self._message,
            "chat.update": self._message,
            "views.publish": self._home,
        }.get(method)
        if handler is None:
            return self._no(method, "unknown_method")
        try:
            answer = handler(body)
        except TooMuch as error:
            return self._no(method, "invalid_blocks", str(error))
        self.calls.append(Call(method, {**answer, **body}, time.monotonic()))
        return web.json_response({"ok": True, **answer})

    def _no(self, method: str, error: str, why: str = "") -> web.Response:
        self.refused.append((method, why or error))
        return web.json_response({"ok": False, "error": error})

    def _message(self, body: dict[str, Any]) -> dict[str, Any]:
        known = {"channel", "text", "blocks", "thread_ts", "unfurl_links", "unfurl_media", "user", "ts", "mrkdwn"}
        if not set(body) <= known or not body.get("text"):
            raise TooMuch(f"fields {set(body) - known}, text {body.get('text')!r}")
        if len(body["text"]) > 4000:
            raise TooMuch("a text above 4000 characters, which Slack would cut")
        check_blocks(body.get("blocks", []))
        return {"ts": f"1700000000.{next(self._stamps):06d}", "channel": body["channel"]}

    def _home(self, body: dict[str, Any]) -> dict[str, Any]:
        if set(body) != {"user_id", "view"} or set(body["view"]) != {"type", "blocks"} or body["view"]["type"] != "home":
            raise TooMuch("a view of the type home")
        check_blocks(body["view"]["blocks"], "home")
        return {}

    async def _hook(self, request: web.Request) -> web.Response:
        if trouble := await self._troubled("response_url", request):
            return trouble
        name = request.match_info["name"]
        self._uses[name] = self._uses.get(name, 0) + 1
        if self._uses[name] > RESPONSE_URL_USES or name.startswith("expired"):
            return web.Response(status=404, text="used_url" if self._uses[name] > RESPONSE_URL_USES else "expired_url")
        body = await request.json()
        try:
            check_blocks(body.get("blocks", []))
        except TooMuch as error:
            self.refused.append(("response_url", str(error)))
            return web.Response(status=400, text="invalid_blocks")
        self.calls.append(Call("response_url", {**body, "name": name}, time.monotonic()))
        return web.Response(text="ok")


class Delivery:
    """Slack's requests to the app, signed, with the time it took to answer."""

    def __init__(self, webhook: str, slack: FakeSlack) -> None:
        self.slack = slack
        self._webhook = webhook
        self._client = httpx.Client(timeout=30)
        self._numbers = itertools.count(1)
        self.slowest = 0.0

    def close(self) -> None:
        self._client.close()

    def number(self) -> int:
        return next(self._numbers)

    def send(
        self, body: bytes, kind: str, headers: dict[str, str] | None = None, at: float | None = None, secret: str = SECRET
    ) -> httpx.Response:
        """One signed request."""
        stamp = str(int(time.time() if at is None else at))
        digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": kind}
        begun = time.monotonic()
        response = self._client.post(self._webhook, content=body, headers={**signed, **(headers or {})})
        self.slowest = max(self.slowest, time.monotonic() - begun)
        assert time.monotonic() - begun < patience(), "Slack would send it again"
        return response

    def json(self, body: Any, kind: str = "application/json", **more: Any) -> httpx.Response:
        return self.send(json.dumps(body).encode(), kind, **more)

    def form(self, fields: dict[str, str], **more: Any) -> httpx.Response:
        return self.send(urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded", **more)

    def event(self, event: dict[str, Any], event_id: str | None = None, **more: Any) -> httpx.Response:
        envelope = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0TEST",
            "event_id": event_id or f"Ev{self.number():09d}",
            "event": event,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        response = self.json(envelope, **more)
        return response


def patience() -> float:
    """Slack's 3 seconds; more only where other programs keep this machine busy."""
    return ACKNOWLEDGED_WITHIN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def wait_until(holds: Callable[[], Any], within: float = 20.0, what: str = "") -> Any:
    """What ``holds`` returns, as soon as it is true; fails after ``within`` seconds."""
    deadline = time.monotonic() + within
    while not (found := holds()):
        assert time.monotonic() < deadline, f"not within {within} s: {what}"
        time.sleep(0.02)
    return found


@contextmanager
def trouble(slack: FakeSlack, fault: Fault | None = None, delay: float = 0.0) -> Iterator[None]:
    """Slack in a bad hour."""
    slack.fault, slack.delay = fault, delay
    try:
        yield
    finally:
        slack.fault, slack.delay = None, 0.0
