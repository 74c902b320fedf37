"""A turn that fails or says nothing is never silence: silence could be taken for an all-clear."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain

from assistant.channels.slack_requests import Person, Pressed, Written
from assistant.channels.slack_turns import SlackTurns

PERSON = Person("T1", "U1")
MESSAGE = Written(PERSON, "Ev1", "my back hurts", "D1", None, False, "message D1 1")
DOMAIN = Domain.load("domain.yml")


class Mail:
    """Keeps what was to be sent."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def post(self, person: Person, message: dict[str, Any], channel: str | None = None, thread: str | None = None) -> None:
        assert person == PERSON
        self.texts.append(message["text"])


class Undeletable(InMemoryTrackerStore):
    """A store that cannot be read just now."""

    def __getattribute__(self, name: str) -> Any:
        if name == "store":
            raise OSError("the disk is gone")
        return super().__getattribute__(name)


def _turns(handle: Any, store: TrackerStore | None = None) -> tuple[SlackTurns, Mail]:
    agent: Any = SimpleNamespace(
        domain=DOMAIN,
        nlg=TemplatedNaturalLanguageGenerator(DOMAIN.responses),
        tracker_store=store or InMemoryTrackerStore(DOMAIN),
        lock_store=InMemoryLockStore(),
    )
    mail = Mail()
    return SlackTurns(lambda: agent, handle, mail), mail  # type: ignore[arg-type]


def _says(mail: Mail, name: str) -> bool:
    return any(DOMAIN.responses[name][0]["text"][:50] in text for text in mail.texts)


async def test_a_turn_that_fails_is_told_with_the_way_to_help(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(message: Any) -> None:
        raise RuntimeError(message.text)

    turns, mail = _turns(fails)
    turns.write(MESSAGE, again=False)
    await turns.finish(5)
    assert _says(mail, "utter_channel_slack_trouble")
    assert "emergency number" in mail.texts[0]
    assert "RuntimeError" in caplog.text and MESSAGE.text not in caplog.text


async def test_a_press_that_cannot_be_judged_is_told_too() -> None:
    async def never(message: Any) -> None:
        raise AssertionError

    turns, mail = _turns(never, Undeletable(DOMAIN))
    turns.press(Pressed(PERSON, "1.1", "/affirm", "Yes", "Ev0", "D1", None, None, {}, None))
    await turns.finish(5)
    assert _says(mail, "utter_channel_slack_trouble")


async def test_after_a_turn_that_fails_the_next_is_answered() -> None:
    heard: list[str] = []

    async def fails_once(message: Any) -> None:
        heard.append(message.text)
        if len(heard) == 1:
            raise RuntimeError

    turns, _ = _turns(fails_once)
    for _ in range(2):
        turns.write(MESSAGE, again=False)
    await turns.finish(5)
    assert len(heard) == 2


async def test_a_turn_that_says_nothing_is_answered_with_a_way_on() -> None:
    async def says_nothing(message: Any) -> None: ...

    turns, mail = _turns(says_nothing)
    turns.write(MESSAGE, again=False)
    await turns.finish(5)
    assert _says(mail, "utter_default")


async def test_a_chat_that_could_not_be_deleted_is_not_said_to_be() -> None:
    async def never(message: Any) -> None:
        raise AssertionError

    turns, mail = _turns(never, Undeletable(DOMAIN))
    turns.write(Written(PERSON, "Ev2", "delete my chat", "D1", None, False, "message D1 2"), again=False)
    await turns.finish(5)
    assert _says(mail, "utter_channel_slack_not_deleted")
    assert not _says(mail, "utter_channel_slack_deleted")
