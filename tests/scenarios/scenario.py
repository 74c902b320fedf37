"""Play a conversation from a YAML file against the running servers and compare every reply.

A file is a list of turns. A turn is what the person does and what must follow::

    - after: asked_about_legs           # all turns of fragments/asked_about_legs.yml
    - user: should i use ice or heat    # typed words
      bot: [utter_ask/ice_or_heat, utter_ask_onset]
    - press: I got that wrong           # a button of the last reply, by its title
      bot: [utter_still_emergency + utter_thanks, ...]
      slots: {disposition: emergency, red_flags: [bladder_bowel]}

``bot`` holds the names of the responses in their order, so that wording may change. The reminder that
stands in front of another response is written with a plus. ``...`` is one or more responses of any name,
``*`` any part of a name. ``slots`` are compared after the turn; the order in a list does not matter.
"""

from __future__ import annotations

import fnmatch
import functools
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from servers import ROOT, RasaServer

FOLDER = Path(__file__).parent
FRAGMENTS = FOLDER / "fragments"
REMINDERS = ("utter_still_", "utter_mind_")
FALLBACK = ("utter_getting_help_crisis", "utter_did_you_mean", "utter_not_understood_again", "utter_question_stays_open")
"""Said instead of the response that was asked for; see ``assistant/fallback.py`` and ``assistant/referrals.py``."""
_KEYS = {"user", "press", "bot", "slots"}


@dataclass(frozen=True)
class Reply:
    """What followed one message: names of the responses, their buttons (title to payload), all slots."""

    names: tuple[str, ...]
    buttons: dict[str, str]
    slots: dict[str, Any]


class Conversation:
    """One person talking to the assistant, under an id of their own."""

    def __init__(self, server: RasaServer) -> None:
        self._server = server
        self.sender = uuid.uuid4().hex
        self._events_seen = 0
        self._buttons: dict[str, str] = {}
        self._transcript: list[str] = []

    def say(self, text: str) -> Reply:
        """Send ``text`` and read from the tracker what followed."""
        self._server.say(self.sender, text)
        return self.read(text)

    def press(self, title: str) -> Reply:
        """Press a button of the last reply."""
        if title not in self._buttons:
            self.fail(f"there is no button {title!r}, only {list(self._buttons)}")
        return self.say(self._buttons[title])

    def read(self, text: str) -> Reply:
        """What the tracker holds since it was last read; ``text`` is for the transcript."""
        tracker = self._server.tracker(self.sender)
        said = [event for event in tracker["events"][self._events_seen :] if event["event"] == "bot"]
        self._events_seen = len(tracker["events"])
        buttons = [button for event in said for button in event["data"].get("buttons") or []]
        self._buttons = {button["title"]: button["payload"] for button in buttons}
        names = tuple(_name(event) for event in said)
        self._transcript.append(f"> {text[:200]!r}\n  {', '.join(names) or '(silence)'}")
        return Reply(names, self._buttons, tracker["slots"])

    def play(self, turns: Sequence[dict[str, Any]]) -> None:
        """Do every turn and compare what follows."""
        for turn in turns:
            reply = self.press(turn["press"]) if "press" in turn else self.say(turn["user"])
            if not matches(turn["bot"], reply.names):
                self.fail(f"expected: {', '.join(turn['bot'])}")
            for slot, wanted in turn.get("slots", {}).items():
                if _unordered(reply.slots[slot]) != _unordered(wanted):
                    self.fail(f"slot {slot} is {reply.slots[slot]!r}, expected {wanted!r}")

    def fail(self, what: str) -> None:
        """Fail with the whole conversation so far."""
        pytest.fail("\n".join([*self._transcript, f"  ^ {what}"]), pytrace=False)


def read_scenario(path: Path) -> list[dict[str, Any]]:
    """The turns of a file, with its fragments in place of their names."""
    return list(_turns(path))


def _turns(path: Path) -> Iterator[dict[str, Any]]:
    for turn in yaml.safe_load(path.read_text(encoding="utf-8")):
        if set(turn) == {"after"}:
            yield from _turns(FRAGMENTS / f"{turn['after']}.yml")
        elif set(turn) <= _KEYS and "bot" in turn and ("user" in turn) != ("press" in turn):
            yield turn
        else:
            raise ValueError(f"{path.name}: a turn is `after`, or `user` or `press` with `bot` and maybe `slots`, not {turn}")


def matches(expected: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the responses are the expected ones."""
    pattern = "\n".join("?*" if each == "..." else each for each in expected)
    return fnmatch.fnmatchcase("\n".join(names), pattern)


def _name(event: dict[str, Any]) -> str:
    asked_for = str(event["metadata"]["utter_action"])
    name = next((each for each, text in _texts(FALLBACK).items() if re.search(rf"{text}$", event["text"])), asked_for)
    first = next((each for each, text in _texts(REMINDERS).items() if each != name and re.match(text, event["text"])), None)
    return f"{first} + {name}" if first else name


@functools.cache
def _texts(beginnings: tuple[str, ...]) -> dict[str, str]:
    """Patterns of the texts of responses, whatever fills their blanks."""
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    named = {name: variants[0]["text"].strip() for name, variants in responses.items() if name.startswith(beginnings)}
    return {name: re.sub(r"\\{\w+\\}", ".+?", re.escape(text)) for name, text in named.items()}


def _unordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
