"""The app's own page in Slack: when to call for help, at the top, and a button to begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.channels.slack_blocks import Block, button, plain, section

DANGER, START, PRIVACY, SURE = (
    "utter_channel_home_danger",
    "utter_channel_home_start",
    "utter_channel_home_privacy",
    "utter_channel_delete_sure",
)
HOME_WORDS = (DANGER, START, PRIVACY, SURE)
"""The responses of which the page is made."""

_DIALOG_TEXT_CHARACTERS = 300


def home_view(words: Mapping[str, Mapping[str, Any]], delete_payload: str) -> dict[str, Any]:
    """The page, from what ``words`` holds for each of ``HOME_WORDS``."""
    danger, start, privacy, sure = (words[name] for name in HOME_WORDS)
    blocks: list[Block] = [
        section(danger["text"]),
        {"type": "divider"},
        section(start["text"]),
        {"type": "actions", "elements": [_button(each, "start", "primary") for each in start.get("buttons") or ()]},
        {"type": "divider"},
        section(privacy["text"]),
        {
            "type": "actions",
            "elements": [
                {**_button(each, "delete", "danger"), "confirm": _confirm(sure, each["title"])}
                for each in privacy.get("buttons") or ()
                if each["payload"] == delete_payload
            ],
        },
    ]
    return {"type": "home", "blocks": [block for block in blocks if block.get("elements", True)]}


def _button(each: Mapping[str, Any], action: str, style: Any) -> Block:
    return button(each["title"], each["payload"], f"{action}:{each['payload']}", style)


def _confirm(sure: Mapping[str, Any], title: str) -> Block:
    """The question before something that cannot be undone; its two buttons are those of the response."""
    yes, no = (each["title"] for each in sure["buttons"])
    return {
        "title": plain(title, 100),
        "text": plain(sure["text"], _DIALOG_TEXT_CHARACTERS),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
        "style": "danger",
    }
