"""One Rasa server and one stand-in for Telegram, for the whole folder. The action server is down unless a test needs it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from bot_api import BotApi, wait_until
from person import Person, Webhook, environment
from servers import RasaServer, free_port


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("telegram")


@pytest.fixture(scope="session")
def action_port() -> int:
    """Where the server looks for actions; nothing listens there unless a test lets it."""
    return free_port()


@pytest.fixture(scope="session")
def api() -> Iterator[BotApi]:
    """Telegram; away until a test lets it come up."""
    api = BotApi()
    yield api
    api.stop()


@pytest.fixture(scope="session")
def started_without_telegram(folder: Path, api: BotApi, action_port: int) -> Iterator[RasaServer]:
    """A server that came up while Telegram was away."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(api.base).items():
            patch.setenv(name, value)
        server = RasaServer(folder, action_port)
    server.wait_until_ready()
    yield server
    server.stop()


@dataclass(frozen=True)
class Away:
    """What the server was like while Telegram was away."""

    health: dict[str, str]
    replies: list[dict[str, Any]]
    seconds: float


@pytest.fixture(scope="session")
def away(started_without_telegram: RasaServer) -> Away:
    """Asked before Telegram comes up, whichever test runs first."""
    began = time.monotonic()
    replies = started_without_telegram.say("someone", "hello")
    seconds = time.monotonic() - began
    return Away(httpx.get(f"{started_without_telegram.url}/webhooks/telegram/").json(), replies, seconds)


@pytest.fixture(scope="session")
def rasa(started_without_telegram: RasaServer, away: Away, api: BotApi) -> RasaServer:
    """The server, with Telegram there."""
    api.start()
    wait_until(lambda: api.commands, "the webhook and the commands are registered", 90)
    return started_without_telegram


@pytest.fixture(scope="session")
def webhook(rasa: RasaServer) -> Webhook:
    return Webhook(rasa.url)


@pytest.fixture
def person(webhook: Webhook, api: BotApi) -> Person:
    """A person who has not written before."""
    return Person(webhook, api)
