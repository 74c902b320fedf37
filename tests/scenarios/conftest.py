"""The real servers, started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scenario import Conversation
from servers import RasaServer, Servers


@pytest.fixture(scope="session")
def _started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Servers]]:
    started = [Servers(tmp_path_factory.mktemp("servers"))]
    yield started
    for servers in started:
        servers.stop()


@pytest.fixture
def servers(_started: list[Servers], tmp_path_factory: pytest.TempPathFactory) -> Servers:
    """Both servers; started anew where the test before ended one, so that only that test is blamed."""
    if not _started[-1].live:
        _started.append(Servers(tmp_path_factory.mktemp("servers")))
    return _started[-1]


@pytest.fixture
def rasa(servers: Servers) -> RasaServer:
    """The Rasa server, with the action server behind it."""
    return servers.rasa


@pytest.fixture
def conversation(rasa: RasaServer) -> Conversation:
    """A person who has not said anything yet."""
    return Conversation(rasa)
