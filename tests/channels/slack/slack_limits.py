"""What Slack refuses in a message or a page: the limits of its Block Kit reference, by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

MOST_BLOCKS = {"message": 50, "home": 100}
MOST_ELEMENTS = 25
_BLOCK_KEYS = {
    "section": {"type", "block_id", "text", "fields", "accessory", "expand"},
    "actions": {"type", "block_id", "elements"},
    "image": {"type", "block_id", "image_url", "slack_file", "alt_text", "title"},
    "context": {"type", "block_id", "elements"},
    "divider": {"type", "block_id"},
    "header": {"type", "block_id", "text"},
}
_BUTTON_KEYS = {"type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"}
_MENU_KEYS = {"type", "action_id", "options", "option_groups", "initial_option", "confirm", "focus_on_load", "placeholder"}


class TooMuch(Exception):
    """The error that Slack would answer with, and why."""


def check_blocks(blocks: Any, surface: str = "message") -> None:
    """Raise where Slack would answer ``invalid_blocks``."""
    _need(isinstance(blocks, list), "blocks is a list")
    _need(len(blocks) <= MOST_BLOCKS[surface], f"at most {MOST_BLOCKS[surface]} blocks")
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    _need(all(count == 1 for count in ids.values()), "block_id is unique")
    _need(all(1 <= len(each) <= 255 for each in ids), "block_id has up to 255 characters")
    for block in blocks:
        kind = block.get("type")
        _need(kind in _BLOCK_KEYS and set(block) <= _BLOCK_KEYS[kind], f"a block that is known: {block}")
        {"section": _section, "actions": _actions, "image": _image, "context": _context}.get(kind, lambda _: None)(block)
    _need(_length(blocks) <= 13_000, "all blocks together are not too long")


def _section(block: dict[str, Any]) -> None:
    _text(block["text"], 3000, {"mrkdwn", "plain_text"})
    if "accessory" in block:
        _image(block["accessory"])


def _actions(block: dict[str, Any]) -> None:
    elements = block["elements"]
    _need(1 <= len(elements) <= MOST_ELEMENTS, "1 to 25 elements")
    actions = [each["action_id"] for each in elements]
    _need(len(set(actions)) == len(actions) and all(len(each) <= 255 for each in actions), "action_id is unique in its block")
    for each in elements:
        _need(each["type"] in ("button", "static_select"), "a button or a menu")
        (_button if each["type"] == "button" else _menu)(each)


def _button(element: dict[str, Any]) -> None:
    _need(set(element) <= _BUTTON_KEYS, f"a button with known fields: {set(element)}")
    _text(element["text"], 75, {"plain_text"})
    _need(len(element.get("value", "")) <= 2000 and len(element.get("url", "")) <= 3000, "value up to 2000 characters")
    _need(element.get("style", "primary") in ("primary", "danger"), "a known style")
    if "confirm" in element:
        _confirm(element["confirm"])


def _menu(element: dict[str, Any]) -> None:
    _need(set(element) <= _MENU_KEYS, "a menu with known fields")
    _text(element["placeholder"], 150, {"plain_text"})
    _need(1 <= len(element["options"]) <= 100, "1 to 100 options")
    for option in element["options"]:
        _text(option["text"], 75, {"plain_text", "mrkdwn"})
        _need(1 <= len(option["value"]) <= 150, "an option's value has up to 150 characters")


def _confirm(dialog: dict[str, Any]) -> None:
    for key, limit in {"title": 100, "text": 300, "confirm": 30, "deny": 30}.items():
        _text(dialog[key], limit, {"plain_text"} if key != "text" else {"plain_text", "mrkdwn"})


def _image(block: dict[str, Any]) -> None:
    _need(1 <= len(block.get("alt_text", "")) <= 2000, "alt_text is required")
    _need(str(block.get("image_url", "")).startswith("https://"), "an image that Slack can fetch")
    _need(len(block["image_url"]) <= 3000, "image_url up to 3000 characters")


def _context(block: dict[str, Any]) -> None:
    _need(1 <= len(block["elements"]) <= 10, "1 to 10 elements")
    for element in block["elements"]:
        _text(element, 3000, {"mrkdwn", "plain_text"}) if element["type"] != "image" else _image(element)


def _text(found: dict[str, Any], limit: int, kinds: set[str]) -> None:
    _need(found["type"] in kinds, f"text of the kind {kinds}")
    _need(1 <= len(found["text"]) <= limit, f"text of 1 to {limit} characters, not {len(found['text'])}")
    allowed = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}[found["type"]]
    _need(set(found) <= allowed, f"text with the fields {allowed}")


def _length(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_length(each) for key, each in value.items() if key in {"text", "elements", "options", "fields"})
    return sum(map(_length, value)) if isinstance(value, list) else len(value) if isinstance(value, str) else 0


def _need(holds: bool, what: str) -> None:
    if not holds:
        raise TooMuch(what)
