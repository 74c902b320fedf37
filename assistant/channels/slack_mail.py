"""Everything that goes to Slack, delivered in the background and in order for each person."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from assistant.channels.lanes import Lanes
from assistant.channels.slack_api import Refused, SlackApi
from assistant.channels.slack_blocks import Message, without_blocks
from assistant.channels.slack_requests import Person

logger = logging.getLogger(__name__)

_WAITING = 300
_FORM_REFUSED = ("invalid_blocks", "invalid_attachments", "msg_blocks_too_long", "msg_too_long")


class SlackMail:
    """Takes what is to be sent and returns at once: a slow Slack holds up no turn and no other channel."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._lanes = Lanes(longest=_WAITING)

    def post(self, person: Person, message: Message, channel: str | None = None, thread: str | None = None) -> None:
        """A message in the private chat, which is opened when ``channel`` is not known."""
        self._put(person.conversation, functools.partial(self._post, person, message, channel, thread))

    def show_only_to(self, person: Person, channel: str, message: Message) -> None:
        """A message in a channel that nobody else there can see."""
        body = {"channel": channel, "user": person.user, **message}
        self._put(person.conversation, functools.partial(self._api.call, "chat.postEphemeral", body))

    def show_home(self, person: Person, view: Mapping[str, Any]) -> None:
        """The app's own page."""
        body = {"user_id": person.user, "view": view}
        self._put(f"home {person.conversation}", functools.partial(self._api.call, "views.publish", body))

    def replace(self, response_url: str | None, channel: str | None, stamp: str | None, message: Message) -> None:
        """Put ``message`` in place of the one whose button was pressed; a lane of its own, so that no answer waits for it."""
        self._put(f"replace {channel} {stamp}", functools.partial(self._replace, response_url, channel, stamp, message))

    def respond(self, person: Person, response_url: str, message: Message) -> None:
        """The late answer to a command, seen only by the person."""
        body = {"response_type": "ephemeral", **message}
        self._put(person.conversation, functools.partial(self._api.respond, response_url, body))

    async def finish(self, seconds: float) -> None:
        """Deliver what waits, for at most ``seconds``."""
        await self._lanes.finish(seconds)

    def _put(self, lane: str, send: Callable[[], Awaitable[object]]) -> None:
        async def job() -> None:
            try:
                await send()
            except Refused as refused:
                logger.error("Slack did not take a message: %s", refused.reason)

        if not self._lanes.put(lane, job):
            logger.error("A message to Slack was dropped: too many wait for the same person.")

    async def _post(self, person: Person, message: Message, channel: str | None, thread: str | None) -> None:
        body = {"channel": channel or await self._api.private_channel(person.user), **({"thread_ts": thread} if thread else {})}
        try:
            await self._api.call("chat.postMessage", {**body, **message})
        except Refused as refused:
            if not refused.reason.startswith(_FORM_REFUSED):
                raise
            logger.error("Slack refused the form of a message (%s); its words are sent alone.", refused.reason)
            await self._api.call("chat.postMessage", {**body, **without_blocks(message)})

    async def _replace(self, response_url: str | None, channel: str | None, stamp: str | None, message: Message) -> None:
        if response_url:
            try:
                await self._api.respond(response_url, {"replace_original": True, **message})
                return
            except Refused:
                logger.info("The address for the answer to a press is no longer valid; the message is changed by its id.")
        if channel and stamp:
            await self._api.call("chat.update", {"channel": channel, "ts": stamp, **message})
