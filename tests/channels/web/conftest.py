"""The real servers, started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser import Browser
from servers import Servers

REST, WEB = "assistant.channels.rest.SafeRestInput", "assistant.channels.web.WebInput"
MANY = 100_000
UNLIMITED: dict[str, Any] = {
    REST: None,
    WEB: dict.fromkeys(["messages_per_minute", "conversations_per_minute", "requests_per_minute"], MANY),
}
"""All tests come from one address."""

WIDGETS = {"assistant.channels.socketio.SafeSocketIOInput": {"session_persistence": True}}


@pytest.fixture(scope="session")
def _started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Servers]]:
    started = [Servers(tmp_path_factory.mktemp("web"), credentials={**UNLIMITED, **WIDGETS})]
    yield started
    for servers in started:
        servers.stop()


@pytest.fixture
def servers(_started: list[Servers], tmp_path_factory: pytest.TempPathFactory) -> Servers:
    """Both servers; started anew where the test before ended one, so that only that test is blamed."""
    if not _started[-1].live:
        _started.append(Servers(tmp_path_factory.mktemp("web"), credentials={**UNLIMITED, **WIDGETS}))
    return _started[-1]


@pytest.fixture
def browser(servers: Servers) -> Browser:
    """A person who has not said anything yet."""
    return Browser(servers.rasa.url)
