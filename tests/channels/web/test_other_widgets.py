"""A widget that speaks socket.io, with sessions that outlive the connection."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import socketio
from servers import Servers

PATIENCE_SECONDS = 60
FIRST_QUESTION = "First the things that must not be missed"


class Widget:
    """A client that keeps what it is told."""

    def __init__(self) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.session = ""
        self._told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._confirmed: asyncio.Queue[str] = asyncio.Queue()
        self.client.on("bot_uttered", self._told.put)
        self.client.on("session_confirm", self._confirmed.put)

    async def begin(self, data: Any) -> str:
        await self.client.emit("session_request", data)
        self.session = await asyncio.wait_for(self._confirmed.get(), PATIENCE_SECONDS)
        return self.session

    async def say(self, text: Any, **data: Any) -> dict[str, Any]:
        """The first thing that is answered."""
        await self.client.emit("user_uttered", {"message": text, "session_id": self.session, **data})
        return await self.told()

    async def told(self, beginning: str = "") -> dict[str, Any]:
        """The next thing that is said, or the next that begins so."""
        while True:
            said = await asyncio.wait_for(self._told.get(), PATIENCE_SECONDS)
            if said["text"].startswith(beginning):
                return said


@pytest.fixture
async def widget(servers: Servers) -> AsyncIterator[Callable[..., Awaitable[Widget]]]:
    """Connect a widget, with a session of its own or a given one."""
    connected = []

    async def connect(data: Any = None) -> Widget:
        widget = Widget()
        await widget.client.connect(servers.rasa.url, transports=["websocket"])
        connected.append(widget)
        await widget.begin(data)
        return widget

    yield connect
    for each in connected:
        await each.client.disconnect()


async def test_a_message_is_answered(widget) -> None:
    one = await widget({})
    answer = await one.say("my back hurts")
    assert answer["text"].startswith(FIRST_QUESTION)
    assert [reply["payload"] for reply in answer["quick_replies"]] == ["/deny", "/affirm", "/unsure"]


async def test_the_conversation_goes_on_after_the_connection_broke(widget) -> None:
    before = await widget({})
    await before.say("my back hurts")
    await before.client.disconnect()
    after = await widget({"session_id": before.session})
    assert after.session == before.session
    assert (await after.say("/deny"))["text"].startswith("Is any of this new?")


async def test_an_answer_goes_to_no_other_session(widget) -> None:
    one, other = await widget({}), await widget({})
    await one.say("i wet myself")
    assert (await other.say("my back hurts"))["text"].startswith(FIRST_QUESTION)


async def test_a_typed_command_is_words(widget) -> None:
    one = await widget({})
    await one.say("i wet myself")
    await one.say('/restart_screening{"disposition": null}')
    assert await one.told("First: please go to the emergency department")


@pytest.mark.parametrize("wanted", [None, "x", 7, "1234", "a b" * 10, "web:" + "0" * 36, {"a": 1}])
async def test_a_session_id_that_could_be_guessed_is_replaced(widget, wanted: Any) -> None:
    one = await widget({"session_id": wanted})
    assert uuid.UUID(hex=one.session)


@pytest.mark.parametrize("data", [None, "x", 3, ["session_id"]])
async def test_a_session_request_of_another_shape_brings_a_new_session(widget, data: Any) -> None:
    assert uuid.UUID(hex=(await widget(data)).session)


@pytest.mark.parametrize("text", [None, 3, ["i wet myself"], {"text": "i wet myself"}])
async def test_a_message_of_another_shape_is_told_so_and_the_next_is_heard(widget, text: Any) -> None:
    one = await widget({})
    assert "emergency number" in (await one.say(text))["text"]
    assert (await one.say("my back hurts"))["text"].startswith(FIRST_QUESTION)


async def test_a_message_without_a_session_is_told_so(widget) -> None:
    one = await widget({})
    await one.client.emit("user_uttered", "i wet myself")
    assert "emergency number" in (await one.told())["text"]


async def test_half_a_character_does_not_end_the_connection(widget) -> None:
    one = await widget({})
    assert (await one.say("my back \u0000hurts"))["text"].startswith(FIRST_QUESTION)
