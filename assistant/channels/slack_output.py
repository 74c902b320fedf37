"""What the assistant says, as messages for a private chat in Slack."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel

from assistant.channels.slack_blocks import (
    Message,
    button_messages,
    card_messages,
    image_message,
    is_public,
    picture_address,
    text_messages,
)
from assistant.channels.slack_mail import SlackMail
from assistant.channels.slack_requests import Person, person_of

logger = logging.getLogger(__name__)

NAME = "slack"
MENU = "utter_channel_menu"
"""What a menu says before something is chosen."""


@dataclass(frozen=True)
class Place:
    """Where the answers go: the private chat, opened when it is not known, and maybe a thread in it."""

    channel: str | None = None
    thread: str | None = None


ANYWHERE = Place()


class SlackOutput(OutputChannel):
    """Hands messages over for delivery and returns at once.

    Args:
        mail: delivers them.
        turn_of: id of the person's last message; the buttons carry it, so that a late press can be told from one in time.
        say: the text of a response of the domain.
        place: where to.
        public_url: where Slack can fetch the pictures of this server; empty where it cannot.
    """

    def __init__(
        self,
        mail: SlackMail,
        turn_of: Callable[[Person], Awaitable[str]],
        say: Callable[[str], Awaitable[str]],
        place: Place = ANYWHERE,
        public_url: str = "",
    ) -> None:
        self._mail, self._turn_of, self._say, self._place, self._public_url = mail, turn_of, say, place, public_url
        self.said = 0
        """Messages handed over so far."""

    @classmethod
    def name(cls) -> str:
        """Variations of responses with ``channel: slack`` are for here."""
        return NAME

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Words alone."""
        self._send(recipient_id, text_messages(text))

    async def send_text_with_buttons(self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any) -> None:
        """Words with buttons under them, or with a menu where there are very many."""
        if person := _addressee(recipient_id):
            turn, menu = await self._turn_of(person), await self._say(MENU)
            self._send(recipient_id, button_messages(text or "", buttons, turn, menu))

    async def send_quick_replies(self, recipient_id: str, text: str, quick_replies: list[dict[str, Any]], **kwargs: Any) -> None:
        """Quick replies are buttons here."""
        await self.send_text_with_buttons(recipient_id, text, quick_replies, **kwargs)

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """A picture with its description, ``alt`` of the response's metadata; only that where Slack cannot show the picture."""
        metadata = kwargs.get("metadata")
        alt = str((metadata.get("alt") if isinstance(metadata, Mapping) else None) or "").strip()
        address = picture_address(image, self._public_url)
        if not alt:
            logger.warning("A picture without a description was left out.")
        else:
            self._send(recipient_id, [image_message(address, alt)] if address else text_messages(alt))

    async def send_elements(self, recipient_id: str, elements: Iterable[Any], **kwargs: Any) -> None:
        """The cards of a carousel, one under the other."""
        cards = [card for card in elements if isinstance(card, Mapping)]
        if person := _addressee(recipient_id):
            turn, menu = await self._turn_of(person), await self._say(MENU)
            self._send(recipient_id, [message for card in cards for message in card_messages(card, turn, menu)])

    async def send_attachment(self, recipient_id: str, attachment: Any, **kwargs: Any) -> None:
        """A carousel in Rasa's form, or a link."""
        payload = attachment.get("payload") if isinstance(attachment, Mapping) else None
        if isinstance(payload, Mapping) and isinstance(payload.get("elements"), list):
            await self.send_elements(recipient_id, payload["elements"])
        elif is_public(attachment):
            self._send(recipient_id, text_messages(attachment))
        else:
            logger.warning("An attachment that Slack has no form for was left out.")

    async def send_custom_json(self, recipient_id: str, json_message: Any, **kwargs: Any) -> None:
        """Data for other channels: only its ``text`` is for people."""
        text = json_message.get("text") if isinstance(json_message, Mapping) else None
        if isinstance(text, str):
            self._send(recipient_id, text_messages(text))

    def _send(self, conversation: str, messages: Sequence[Message]) -> None:
        if person := _addressee(conversation):
            for message in messages:
                self._mail.post(person, message, self._place.channel, self._place.thread)
                self.said += 1


def _addressee(conversation: str) -> Person | None:
    person = person_of(conversation)
    if person is None:
        logger.error("A message for a conversation of another channel was not sent to Slack.")
    return person
