"""A member of the workspace, who writes, presses and reads."""

from __future__ import annotations

import functools
import itertools
import json
from typing import Any

import httpx
import yaml
from fake_slack import TEAM, Delivery, wait_until
from servers import ROOT

_NUMBERS = itertools.count(1)


class Member:
    """One person, new in every test."""

    def __init__(self, delivery: Delivery) -> None:
        self.user = f"U{next(_NUMBERS):05d}X"
        self.delivery, self.slack = delivery, delivery.slack
        self.channel = self.slack.channel_of(self.user)
        self.conversation = f"slack:{TEAM}:{self.user}"
        self._read = 0
        self.last_press = ""
        """Name of the address for the answer to the last press."""

    def message_event(self, text: str, **fields: Any) -> dict[str, Any]:
        stamp = f"17000000{self.delivery.number():02d}.000100"
        return {
            "type": "message",
            "channel_type": "im",
            "channel": self.channel,
            "user": self.user,
            "text": text,
            "ts": stamp,
            **fields,
        }

    def write(self, text: str, **fields: Any) -> None:
        """Write in the private chat."""
        assert self.delivery.event(self.message_event(text, **fields)).status_code == 200

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.slack.to(self.user)

    def hears(self, what: str, within: float = 20.0) -> dict[str, Any]:
        """The first message, not heard before, that holds ``what``: a response's name or words."""
        wanted = words_of(what) if what.startswith("utter_") else what

        def found() -> dict[str, Any] | None:
            for number, message in enumerate(self.messages[self._read :], self._read + 1):
                if wanted in shown(message):
                    self._read = number
                    return message
            return None

        return wait_until(found, within, f"{wanted!r} in {[shown(each)[:90] for each in self.messages[self._read :]]}")

    def hears_nothing_more(self, then: str = "utter_thanks") -> None:
        """Write something harmless; the answer to it must be the next thing heard."""
        seen = self._read
        self.write("thanks")
        self.hears("utter_thanks")
        assert words_of("utter_thanks") in shown(self.messages[seen]), shown(self.messages[seen])
        if then != "utter_thanks":
            self.hears(then)

    def press(self, on: dict[str, Any], title: str, response_url: str | None = "fresh", **fields: Any) -> httpx.Response:
        """Press the button, or choose the line of the menu, with that title."""
        block, element = next(pair for pair in elements(on) if title in titles(pair[1]))
        number = self.delivery.number()
        action: dict[str, Any] = {"type": element["type"], "action_id": element["action_id"], "action_ts": str(number)}
        action["block_id"] = block.get("block_id", "made-by-slack")
        if element["type"] == "button":
            action |= {"text": element["text"], "value": element.get("value")}
        else:
            action["selected_option"] = next(each for each in element["options"] if each["text"]["text"] == title)
        url = self.slack.response_url(f"press{number}") if response_url == "fresh" else response_url
        self.last_press = str(url).rpartition("/")[2]
        payload = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": self.user, "team_id": TEAM},
            "trigger_id": f"{number}.1.abc",
            "channel": {"id": on.get("channel", self.channel)},
            "container": {"type": "message", "message_ts": on.get("ts"), "channel_id": on.get("channel")},
            "message": {"ts": on.get("ts"), "text": on.get("text"), "blocks": on.get("blocks")},
            "response_url": url,
            "actions": [action],
            **fields,
        }
        return self.delivery.form({"payload": json.dumps({key: value for key, value in payload.items() if value is not None})})

    def press_in_home(self, view: dict[str, Any], title: str) -> httpx.Response:
        """Press a button of the app's page: there is no message, no channel and no address for an answer."""
        container = {"type": "view", "view_id": "V1"}
        return self.press({"blocks": view["blocks"]}, title, None, container=container, channel=None, message=None)

    def command(self, text: str = "", **fields: str) -> httpx.Response:
        """Type /back-spasm."""
        number = self.delivery.number()
        form = {
            "command": "/back-spasm",
            "text": text,
            "team_id": TEAM,
            "user_id": self.user,
            "channel_id": "C0PUBLIC",
            "channel_name": "general",
            "trigger_id": f"{number}.2.abc",
            "response_url": self.slack.response_url(f"command{number}"),
            **fields,
        }
        return self.delivery.form(form)


def elements(message: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every button and menu with its block."""
    return [(block, each) for block in message.get("blocks", []) if block["type"] == "actions" for each in block["elements"]]


def titles(element: dict[str, Any]) -> list[str]:
    return [each["text"]["text"] for each in element["options"]] if "options" in element else [element["text"]["text"]]


def all_titles(message: dict[str, Any]) -> list[str]:
    return [title for _, element in elements(message) for title in titles(element)]


def shown(message: dict[str, Any]) -> str:
    """What a person reads, without the buttons."""
    parts = []
    for block in message.get("blocks", []):
        parts += [block["text"]["text"]] if "text" in block else []
        parts += [each["text"] for each in block.get("elements", []) if block["type"] == "context"]
    return "\n".join(parts) or message.get("text", "")


@functools.cache
def words_of(name: str) -> str:
    """The first words of a response, in Slack's variation where it has one."""
    variants = _responses()[name]
    text = next((each["text"] for each in variants if each.get("channel") == "slack"), variants[0]["text"])
    return str(text).strip().split("\n")[0].replace("**", "")[:60].strip()


@functools.cache
def _responses() -> dict[str, Any]:
    files = [ROOT / "domain.yml", *sorted((ROOT / "data" / "answers").glob("*.yml"))]
    return {
        name: value
        for path in files
        for name, value in yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {}).items()
    }
