"""What the assistant says as Slack's blocks, within Slack's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urljoin

from typing_extensions import TypeGuard

from assistant.channels.slack_text import cut, escaped, mrkdwn, pieces, unmarked

Block = dict[str, Any]
Message = dict[str, Any]
"""What ``chat.postMessage`` takes, without the channel."""

SECTION_CHARACTERS = 3_000
BUTTON_CHARACTERS, BUTTON_VALUE_CHARACTERS = 75, 2_000
OPTION_CHARACTERS, OPTION_VALUE_CHARACTERS, OPTIONS_PER_MENU = 75, 150, 100
ALT_CHARACTERS = 2_000
FALLBACK_CHARACTERS = 4_000
"""Of the plain text that stands for the blocks in notifications and screen readers."""

BLOCKS_PER_MESSAGE = 50
SECTIONS_PER_MESSAGE = 4
"""Slack counts the characters of all blocks too, without saying how many it takes; this many always fit."""

BUTTONS_PER_ROW = 5
MOST_BUTTONS = 25
"""More than this become a menu."""

ADDRESS_CHARACTERS = 3_000
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif)$", re.IGNORECASE)
_ROW = re.compile(r"turn:([^:]*):\d+")


def text_messages(text: str) -> list[Message]:
    """``text`` in one or more messages."""
    sections = [_section(piece) for piece in pieces(text, SECTION_CHARACTERS)]
    parts = [sections[start : start + SECTIONS_PER_MESSAGE] for start in range(0, len(sections), SECTIONS_PER_MESSAGE)]
    return [_message(part, "\n\n".join(block["text"]["text"] for block in part)) for part in parts]


def button_messages(text: str, buttons: Sequence[Mapping[str, Any]], turn: str, menu_words: str) -> list[Message]:
    """``text`` with buttons under its end.

    Args:
        text: in Markdown.
        buttons: each with ``title`` and ``payload``, or with ``url``.
        turn: id of the person's message that this answers; a press of a button tells it again.
        menu_words: what a menu says before something is chosen.
    """
    messages = text_messages(text) or [_message([], menu_words)]
    rows = list(_rows(buttons, turn, menu_words))
    room = BLOCKS_PER_MESSAGE - len(messages[-1]["blocks"])
    messages[-1]["blocks"] += rows[:room]
    more = [_message(rows[at : at + BLOCKS_PER_MESSAGE], menu_words) for at in range(room, len(rows), BLOCKS_PER_MESSAGE)]
    return [message for message in [*messages, *more] if message["blocks"]]


def turn_of(block_id: str) -> str | None:
    """The turn in which a row of buttons was made; None for a row without one."""
    row = _ROW.fullmatch(block_id)
    return row[1] if row else None


def image_message(address: str, alt: str) -> Message:
    """A picture with its description, which screen readers speak."""
    block = {"type": "image", "image_url": address, "alt_text": cut(unmarked(alt), ALT_CHARACTERS)}
    return _message([block], escaped(block["alt_text"]))


def card_messages(card: Mapping[str, Any], turn: str, menu_words: str) -> list[Message]:
    """One card of a carousel: its title in bold, what it says, its picture and its buttons."""
    title, subtitle = str(card.get("title") or ""), str(card.get("subtitle") or "")
    text = "\n".join(part for part in (f"**{title}**" if title else "", subtitle) if part)
    buttons = [button for button in card.get("buttons") or () if isinstance(button, Mapping)]
    messages = button_messages(text, buttons, turn, menu_words)
    address = picture_address(card.get("image_url"), "")
    if address and messages and messages[0]["blocks"][0]["type"] == "section":
        alt = str(card.get("alt") or title or subtitle)
        messages[0]["blocks"][0]["accessory"] = {"type": "image", "image_url": address, "alt_text": cut(alt, ALT_CHARACTERS)}
    return messages


def is_public(address: object) -> TypeGuard[str]:
    """Whether Slack, or a person's browser, can open it."""
    return isinstance(address, str) and address.startswith("https://") and " " not in address


def picture_address(address: object, public_url: str) -> str | None:
    """Where Slack can fetch a picture, of this server too; None where it cannot or does not show that kind."""
    whole = urljoin(f"{public_url}/", address) if isinstance(address, str) and public_url else address
    if is_public(whole) and len(whole) <= ADDRESS_CHARACTERS and _PICTURE.search(whole.partition("?")[0]):
        return whole
    return None


def pressed_message(message: Mapping[str, Any], note: str) -> Message:
    """The pressed message anew: what it said, and ``note``, in Markdown, in place of its buttons."""
    kept = [block for block in message.get("blocks") or () if block.get("type") != "actions"]
    text = cut(f"{message.get('text') or ''}\n{mrkdwn(note)}".strip(), FALLBACK_CHARACTERS)
    return {"text": text, "blocks": [*kept, {"type": "context", "elements": [_marked(mrkdwn(note))]}]}


def without_blocks(message: Message) -> Message:
    """The bare words of a message, for when Slack does not take its blocks."""
    return {"text": message["text"]}


def button(title: str, payload: str, action: str, style: Literal["primary", "danger"] | None = None) -> Block:
    """One button; ``action`` must be unlike that of its neighbours."""
    made = {
        "type": "button",
        "action_id": action,
        "text": plain(title or payload, BUTTON_CHARACTERS),
        "value": cut(payload, BUTTON_VALUE_CHARACTERS),
    }
    return {**made, "style": style} if style else made


def plain(text: str, limit: int) -> Block:
    """A text object that Slack shows as it is."""
    return {"type": "plain_text", "text": cut(unmarked(text), limit), "emoji": True}


def _rows(buttons: Sequence[Mapping[str, Any]], turn: str, menu_words: str) -> Iterator[Block]:
    elements = [made for number, each in enumerate(buttons) if (made := _element(each, number))]
    if len(elements) <= MOST_BUTTONS:
        for number, start in enumerate(range(0, len(elements), BUTTONS_PER_ROW)):
            yield {"type": "actions", "block_id": f"turn:{turn}:{number}", "elements": elements[start : start + BUTTONS_PER_ROW]}
        return
    options = [
        {"text": plain(each["text"]["text"], OPTION_CHARACTERS), "value": cut(each["value"], OPTION_VALUE_CHARACTERS)}
        for each in elements
        if "value" in each
    ]
    for number, start in enumerate(range(0, len(options), OPTIONS_PER_MENU)):
        menu = {
            "type": "static_select",
            "action_id": f"reply:{number}",
            "placeholder": plain(menu_words, BUTTON_CHARACTERS),
            "options": options[start : start + OPTIONS_PER_MENU],
        }
        yield {"type": "actions", "block_id": f"turn:{turn}:{number}", "elements": [menu]}


def _element(each: Mapping[str, Any], number: int) -> Block | None:
    title, payload, url = (str(each.get(key) or "").strip() for key in ("title", "payload", "url"))
    if is_public(url) and len(url) <= ADDRESS_CHARACTERS:
        return {"type": "button", "action_id": f"link:{number}", "text": plain(title or url, BUTTON_CHARACTERS), "url": url}
    return button(title, payload, f"reply:{number}") if payload else None


def _section(piece: str) -> Block:
    return {"type": "section", "text": _marked(piece)}


def _marked(piece: str) -> Block:
    # verbatim: Slack looks for no names of people and channels in what a person wrote and we quote
    return {"type": "mrkdwn", "text": piece, "verbatim": True}


def section(text: str) -> Block:
    """A short text in Markdown as one block."""
    return _section(pieces(text, SECTION_CHARACTERS)[0])


def _message(blocks: list[Block], text: str) -> Message:
    return {"text": cut(text, FALLBACK_CHARACTERS), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def notice(text: str) -> Message:
    """A short text without blocks, as commands and addresses for answers take it."""
    return {"text": cut(mrkdwn(text), FALLBACK_CHARACTERS)}
