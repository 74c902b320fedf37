"""Rasa's REST channel, ``POST /webhooks/rest/webhook``, that answers bad requests in words and logs no message."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from rasa.utils.endpoints import bool_arg
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, ResponseStream

from assistant.channels.inbound import NAMESPACES, SOMETHING_WENT_WRONG, clean_text, is_sound_sender

logger = logging.getLogger(__name__)


class SafeRestInput(RestInput):
    """Takes ``{"sender": str, "message": str}`` and returns the list of replies.

    Anything else is refused with status 400 and a sentence that says what is wrong. Rasa's own channel
    answers such bodies with 500, puts everyone without a sender into one conversation, runs any typed
    ``/intent`` and writes the text of a message that failed into the log.
    """

    @classmethod
    def name(cls) -> str:
        """The name in the address."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The two routes: health and webhook."""
        webhook = Blueprint("safe_rest_webhook")

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse | ResponseStream:
            sender, text = _read(request)
            if bool_arg(request, "stream", default=False):
                stream = self.stream_response(on_new_message, text, sender, self.name(), self.get_metadata(request))
                return response.stream(stream, content_type="text/event-stream")
            replies = CollectingOutputChannel()
            message = UserMessage(text, replies, sender, input_channel=self.name(), metadata=self.get_metadata(request))
            try:
                await on_new_message(message)
            except Exception as error:
                # the traceback would carry the message's text in its local variables
                logger.error("A message could not be handled: %s", type(error).__name__)
                return response.json({"error": SOMETHING_WENT_WRONG}, status=500)
            return response.json(replies.messages)

        return webhook


def _read(request: Request) -> tuple[str, str]:
    """Sender and text of a request.

    Raises:
        InvalidUsage: the body is not as documented; its words go back to the caller with status 400.
    """
    body: Any = request.json
    if not isinstance(body, dict):
        raise InvalidUsage('The body must be a JSON object: {"sender": "...", "message": "..."}.')
    if not is_sound_sender(body.get("sender")):
        others = ", ".join(NAMESPACES)
        raise InvalidUsage(f"sender must be a string of 1 to 64 letters, digits or _ . : @ - and not begin with {others}")
    if not isinstance(body.get("message"), str):
        raise InvalidUsage("message must be a string.")
    return body["sender"], clean_text(body["message"])
