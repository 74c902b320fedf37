"""Slack: private chats with people of a workspace. Set up in docs/channels.md; secrets come from the environment."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.signature import SignatureVerifier

from assistant.channels.seen import Seen
from assistant.channels.slack_api import API_BASE, Refused, SlackApi
from assistant.channels.slack_mail import SlackMail
from assistant.channels.slack_output import NAME, SlackOutput
from assistant.channels.slack_requests import HomeOpened, InPublic, Written, read_command, read_event, read_interaction
from assistant.channels.slack_turns import SlackTurns

logger = logging.getLogger(__name__)

TOKEN, SECRET = "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"
BASE, PUBLIC_URL = "SLACK_API_BASE", "SLACK_PUBLIC_URL"
MAX_BODY_BYTES = 1_000_000
_FAREWELL_SECONDS = 5.0
"""At a stop, what is being said is still said for so long."""


class SlackChannel(InputChannel):
    """Takes Slack's events, presses and commands at ``/webhooks/slack/webhook``; off while a secret is missing."""

    @classmethod
    def name(cls) -> str:
        """The name in the address and in ``channel:`` variations."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackChannel:
        """The channel with the secrets of the environment; ``credentials.yml`` holds none."""
        missing = [name for name in (TOKEN, SECRET) if not os.environ.get(name, "").strip()]
        if missing:
            logger.info("Slack is off: %s not set.", " and ".join(missing))
            return cls(None, None)
        base, public_url = (os.environ.get(name, "").strip() for name in (BASE, PUBLIC_URL))
        return cls(os.environ[TOKEN].strip(), os.environ[SECRET].strip(), base or API_BASE, public_url.rstrip("/"))

    def __init__(self, token: str | None, secret: str | None, api_base: str = API_BASE, public_url: str = "") -> None:
        self._api = SlackApi(token, api_base) if token and secret else None
        self._verifier = SignatureVerifier(secret) if token and secret else None
        self._public_url = public_url
        self._seen = Seen()
        self._mail: SlackMail | None = None
        self._turns: SlackTurns | None = None
        self._sign_in: asyncio.Task[None] | None = None

    def get_output_channel(self) -> SlackOutput | None:
        """Where the assistant speaks first, for example a reminder; None, which Rasa collects in a list, while Slack is off."""
        return self._turns.output() if self._turns else None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Health and webhook."""
        webhook = Blueprint("slack_webhook")

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok" if self._api else "off"})

        if self._api is None:
            return webhook

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if len(request.body) > MAX_BODY_BYTES:
                return response.text("Too large.", status=413)
            if not self._is_from_slack(request):
                return response.text("Not signed by Slack.", status=401)
            if self._turns is None or not request.app.ctx.agent.is_ready():
                return response.text("Not ready.", status=503)  # Slack sends it again
            return await self._answer(request, self._turns)

        @webhook.listener("after_server_start")
        async def begin(app: Sanic, loop: object) -> None:
            assert self._api is not None
            self._mail = SlackMail(self._api)
            self._turns = SlackTurns(lambda: app.ctx.agent, on_new_message, self._mail, self._public_url)
            self._sign_in = asyncio.create_task(self._check_token())

        @webhook.listener("before_server_stop")
        async def end(app: Sanic, loop: object) -> None:
            if self._sign_in:
                self._sign_in.cancel()
            if self._turns and self._mail and self._api:
                await self._turns.finish(_FAREWELL_SECONDS)
                await self._mail.finish(_FAREWELL_SECONDS)
                await self._api.close()

        return webhook

    async def _check_token(self) -> None:
        """One line that tells the operator whether Slack takes the token; the server does not wait for it."""
        assert self._api is not None
        try:
            await self._api.call("auth.test", {})
            logger.info("Slack is on.")
        except Refused as refused:
            logger.error("Slack does not take %s: %s", TOKEN, refused.reason)

    def _is_from_slack(self, request: Request) -> bool:
        """Whether the signature is right and at most five minutes old."""
        assert self._verifier is not None
        try:
            return self._verifier.is_valid_request(request.body, request.headers)
        except (ValueError, TypeError):
            return False  # a time that is no number, a body or a signature that is no text

    async def _answer(self, request: Request, turns: SlackTurns) -> HTTPResponse:
        """Take a signed request in and answer at once; the work is done in the background."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            if kind == "application/json":
                return self._take_event(_object(request.body), request.headers, turns)
            if kind == "application/x-www-form-urlencoded":
                form = {name: values[0] for name, values in (request.form or {}).items()}
                if "payload" in form:
                    return self._take_press(_object(form["payload"]), turns)
                return await self._take_command(form, turns)
        except ValueError:
            return response.text("Not in the form that Slack documents.", status=400)
        return response.text("JSON or a form, please.", status=415)

    def _take_event(self, body: Mapping[str, Any], headers: Mapping[str, str], turns: SlackTurns) -> HTTPResponse:
        if body.get("type") == "url_verification":
            return response.json({"challenge": str(body.get("challenge") or "")})
        again = "x-slack-retry-num" in {name.lower() for name in headers}
        event, identity = read_event(body), body.get("event_id")
        if event is None or (identity and not self._seen.first_time(f"event {identity}")):
            return _received()
        if isinstance(event, HomeOpened):
            turns.open_home(event)
        elif not self._seen.first_time(event.key):  # a mention comes as two events
            return _received()
        elif isinstance(event, Written):
            turns.write(event, again)
        elif isinstance(event, InPublic) and (
            event.mentioned or self._seen.first_time(f"invited {event.person} {event.channel}")
        ):
            turns.speak_in_public(event)
        return _received()

    def _take_press(self, body: Mapping[str, Any], turns: SlackTurns) -> HTTPResponse:
        pressed = read_interaction(body)
        if pressed is not None and self._seen.first_time(pressed.key):
            turns.press(pressed)
        return _received()

    async def _take_command(self, form: Mapping[str, str], turns: SlackTurns) -> HTTPResponse:
        commanded = read_command(form)
        if commanded is None or not self._seen.first_time(f"command {commanded.id}"):
            return _received()
        told = await turns.command(commanded)
        return response.json({"response_type": "ephemeral", **told}) if told else _received()


def _object(text: str | bytes) -> dict[str, Any]:
    """The JSON object in ``text``.

    Raises:
        ValueError: it is none.
    """
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("not an object")
    return body


def _received() -> HTTPResponse:
    """Slack need not send it again."""
    return response.empty(status=200, headers={"X-Slack-No-Retry": "1"})
