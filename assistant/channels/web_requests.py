"""What the web channel takes, and the words with which it refuses the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import UserUttered
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from assistant.changed_answers import CHANGE
from assistant.channels.inbound import clean_text, is_button, typed_text
from triage.conversation import screening_slots
from triage.knowledge import load

MOST_BYTES = 64 * 1024
MOST_CHARACTERS = 10_000
CHANGE_COMMAND = "/correction"
"""What the assistant hears when an answer is to be changed; which one stands in the metadata."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_KINDS = ("text", "button", CHANGE)
WHEREABOUTS = ("locale", "country")
_LONGEST_LOCALE = 35
"""Characters; the longest that the standard for language tags (BCP 47) asks systems to take."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer of the API."""

# Not in domain.yml: these must be said also while no model, and so no domain, is loaded.
_IN_DANGER = "In danger, do not wait for me: call your emergency number."
_WORDS = {
    404: "This chat is not there any more. Please start a new one.",
    409: "That answer cannot be changed now.",
    413: "That message is too long. Please send it in smaller parts.",
    415: "The body must be JSON, sent as application/json.",
    429: "That was a lot at once. Please wait a moment, then send it again.",
    503: "Something is wrong here, and your message may not have been read. Please send it again.",
}


class Refusal(Exception):
    """An answer with an error status and a sentence that a person may read."""

    def __init__(self, status: int, words: Optional[str] = None, retry_after: int = 0) -> None:
        super().__init__(status)
        self._status = status
        self._words = words or _WORDS[status]
        self._retry_after = retry_after

    def response(self) -> HTTPResponse:
        """The answer."""
        headers = {**HEADERS, **({"Retry-After": str(self._retry_after)} if self._retry_after else {})}
        return json_response({"error": f"{self._words} {_IN_DANGER}"}, status=self._status, headers=headers)


@dataclass(frozen=True)
class Message:
    """One message of a person.

    Attributes:
        id: made by the browser; the same for every try at sending it.
        text: what the assistant reads.
        metadata: ``{"pressed": True}`` for a button, ``{"change": slot}`` for an answer to be changed.
    """

    id: str
    text: str
    metadata: Mapping[str, Any]

    @property
    def change(self) -> Optional[str]:
        """The slot whose answer is to be changed."""
        return self.metadata.get(CHANGE)

    def for_rasa(self, sender: str, output: OutputChannel) -> UserMessage:
        """The message as Rasa takes it."""
        return UserMessage(
            self.text, output, sender, input_channel=output.name(), message_id=self.id, metadata=dict(self.metadata)
        )

    def is_same_as(self, heard: Optional[UserUttered]) -> bool:
        """Whether ``heard`` was this message."""
        return heard is not None and heard.text == self.text and heard.metadata.get(CHANGE) == self.change


async def json_object(request: Request) -> dict[str, Any]:
    """The body, read no further than it may be long.

    Raises:
        Refusal: 415 other content, 413 too long, 400 no JSON object.
    """
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refusal(415)
    body = bytearray()
    assert request.stream is not None
    async for part in request.stream:
        body += part
        if len(body) > MOST_BYTES:
            raise Refusal(413)
    try:
        value = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):  # also bytes that are no UTF-8, and numbers of thousands of digits
        raise Refusal(400, "The body is not JSON that can be read.") from None
    if not isinstance(value, dict):
        raise Refusal(400, "The body must be a JSON object.")
    return value


def whereabouts_of(body: Mapping[str, Any]) -> dict[str, str]:
    """``locale`` and ``country`` of a body that opens a conversation; what is no short string is left out."""
    return {key: body[key] for key in WHEREABOUTS if isinstance(body.get(key), str) and len(body[key]) <= _LONGEST_LOCALE}


def message_of(body: Mapping[str, Any]) -> Message:
    """The message in a body with ``id`` and one of ``text``, ``button``, ``change``.

    Raises:
        Refusal: 400 another shape, 413 too long a text.
    """
    if not is_uuid(body.get("id")):
        raise Refusal(400, "id must be a UUID in small letters.")
    given = [kind for kind in _KINDS if kind in body]
    if len(given) != 1:
        raise Refusal(400, "A message has one of text, button, change.")
    kind, value = given[0], body[given[0]]
    if not isinstance(value, str):
        raise Refusal(400, f"{kind} must be a string.")
    if len(value) > MOST_CHARACTERS:
        raise Refusal(413)
    if kind == "text":
        return Message(body["id"], typed_text(value), {})
    if kind == "button":
        if value.lstrip().startswith("/") and not is_button(value.strip()):
            raise Refusal(400, "No button sends that.")
        return Message(body["id"], clean_text(value), {"pressed": True})
    if value not in screening_slots(load()):
        raise Refusal(400, "change must name a question of the screening.")
    return Message(body["id"], CHANGE_COMMAND, {CHANGE: value})


def is_uuid(value: object) -> bool:
    """Whether ``value`` is a UUID written as ``str(uuid.uuid4())`` writes it."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def bearer(request: Request) -> str:
    """The secret in the header ``Authorization: Bearer ...``, or ''."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return str(secret.strip()) if scheme.lower() == "bearer" else ""
