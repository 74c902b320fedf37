"""Commands that a person can type or pick from Telegram's menu, and what each stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

START, HELP, DELETE = "start", "help", "delete"

_TURNS = {START: "/greet", "stop": "/goodbye"}
"""Commands that are an intent."""

_QUESTIONS = {"ice": "utter_suggest_ice", "heat": "utter_suggest_heat"}
"""Commands that ask a question: the one that stands behind this response's button."""

_HELP_TOO = "settings"
"""Telegram asks every bot for it. There is nothing to set, so it is help."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_LINE = re.compile(r"^/([a-z0-9_]{1,32}) - (.{1,256})$", re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """A command of ours."""

    name: str


def read(text: str) -> Command | str:
    """The command that ``text`` is, or else what the person says.

    Words behind a command are what the person wants to say; only one word behind ``/start`` is what a link carries. A
    slash word that is no command of ours is plain text: nobody can call an intent by typing its name.
    """
    text = text.strip()
    match = _COMMAND.fullmatch(text)
    name = match[1].lower() if match else ""
    name = HELP if name == _HELP_TOO else name
    if match is None or name not in {START, HELP, DELETE, *_TURNS, *_QUESTIONS}:
        return re.sub(r"^/+\s*(\w+)@\w+", r"\1", text).lstrip("/ ")
    said = (match[2] or "").strip()
    return said if said and not (name == START and " " not in said) else Command(name)


def message_of(command: Command, responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> str | None:
    """What the command says to the assistant; None for those that the channel itself answers."""
    if command.name in _QUESTIONS:
        return str(responses[_QUESTIONS[command.name]][0]["buttons"][0]["payload"])
    return _TURNS.get(command.name)


def menu(text: str) -> list[dict[str, str]]:
    """Telegram's list of commands, from lines such as ``/ice - How to use ice``."""
    return [{"command": command, "description": description.strip()} for command, description in _LINE.findall(text)]
