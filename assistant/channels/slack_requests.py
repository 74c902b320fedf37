"""What Slack sends, read: events, presses of buttons and commands. Nothing here trusts a shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.channels.slack_blocks import turn_of
from assistant.channels.slack_text import typed

_ID = re.compile(r"[A-Z0-9]{1,24}")
_READ_SUBTYPES = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Kinds of message that a person wrote just now; all others are changes, deletions, notices and bots."""


@dataclass(frozen=True)
class Person:
    """Somebody in a workspace."""

    team: str
    user: str

    @property
    def conversation(self) -> str:
        """Rasa's id of their conversation; no other channel's ids begin so."""
        return f"slack:{self.team}:{self.user}"


@dataclass(frozen=True)
class Written:
    """A message in the private chat."""

    person: Person
    id: str
    text: str
    channel: str
    thread: str | None
    has_files: bool
    key: str


@dataclass(frozen=True)
class InPublic:
    """A message where others read along. Its words are not kept."""

    person: Person
    channel: str
    mentioned: bool
    key: str


@dataclass(frozen=True)
class HomeOpened:
    """Somebody looks at the app's own page, or opens the private chat there."""

    person: Person
    tab: str


@dataclass(frozen=True)
class Pressed:
    """A button or a line of a menu."""

    person: Person
    id: str
    payload: str
    title: str
    turn: str | None
    channel: str | None
    thread: str | None
    stamp: str | None
    message: Mapping[str, Any]
    response_url: str | None

    @property
    def key(self) -> str:
        """The same for every press on the same message, so that only the first counts."""
        return f"pressed {self.channel} {self.stamp}" if self.stamp else f"pressed {self.id}"


@dataclass(frozen=True)
class Commanded:
    """A command behind a slash; only the person sees it."""

    person: Person
    id: str
    text: str
    response_url: str | None


def read_event(body: Mapping[str, Any]) -> Written | InPublic | HomeOpened | None:
    """The event in a request; None for those that need no answer."""
    event = _mapping(body.get("event"))
    person = _person(body.get("team_id"), event.get("user"))
    if person is None:
        return None
    if event.get("type") == "app_home_opened":
        return HomeOpened(person, str(event.get("tab")))
    mentioned = event.get("type") == "app_mention"
    if not (mentioned or event.get("type") == "message") or _is_not_a_persons(event, body):
        return None
    channel, stamp = str(event.get("channel") or ""), str(event.get("ts") or "")
    key = f"message {channel} {stamp}"
    if event.get("channel_type") != "im" and not channel.startswith("D"):
        return InPublic(person, channel, mentioned, key)
    identity = str(body.get("event_id") or stamp)
    text = typed(str(event.get("text") or ""))
    return Written(person, identity, text, channel, _text(event.get("thread_ts")), bool(event.get("files")), key)


def _is_not_a_persons(event: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Whether a bot wrote it, this one perhaps, or it only tells of a change."""
    authorizations = body.get("authorizations")
    first = _mapping(authorizations[0]) if isinstance(authorizations, list) and authorizations else {}
    own = first.get("user_id") if first.get("is_bot") else None
    by_bot = event.get("bot_id") or event.get("bot_profile") or event["user"] in (own, "USLACKBOT")
    return bool(by_bot or event.get("hidden")) or event.get("subtype") not in _READ_SUBTYPES


def read_interaction(body: Mapping[str, Any]) -> Pressed | None:
    """The pressed button in a request; None for links and for what is not made here."""
    actions = body.get("actions")
    if body.get("type") != "block_actions" or not isinstance(actions, list) or not actions:
        return None
    action, user = _mapping(actions[0]), _mapping(body.get("user"))
    person = _person(_mapping(body.get("team")).get("id") or user.get("team_id"), user.get("id"))
    option = _mapping(action.get("selected_option"))
    payload = option.get("value") or action.get("value")
    if person is None or not isinstance(payload, str):
        return None
    message, container = _mapping(body.get("message")), _mapping(body.get("container"))
    return Pressed(
        person,
        str(body.get("trigger_id") or action.get("action_ts")),
        payload,
        str(_mapping(option.get("text") or action.get("text")).get("text") or payload),
        turn_of(str(action.get("block_id"))),
        _text(_mapping(body.get("channel")).get("id")),
        _text(message.get("thread_ts")),
        _text(message.get("ts") or container.get("message_ts")),
        message,
        _text(body.get("response_url")),
    )


def read_command(form: Mapping[str, Any]) -> Commanded | None:
    """The command in a form."""
    person = _person(form.get("team_id"), form.get("user_id"))
    if person is None or not form.get("command"):
        return None
    return Commanded(
        person, str(form.get("trigger_id") or ""), typed(str(form.get("text") or "")), _text(form.get("response_url"))
    )


def person_of(conversation: str) -> Person | None:
    """The person with whom a conversation is held; None for one of another channel."""
    channel, _, ids = conversation.partition(":")
    team, _, user = ids.partition(":")
    return _person(team, user) if channel == "slack" else None


def _person(team: object, user: object) -> Person | None:
    sound = isinstance(team, str) and isinstance(user, str) and _ID.fullmatch(team) and _ID.fullmatch(user)
    return Person(str(team), str(user)) if sound else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
