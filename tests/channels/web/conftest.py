"""The real servers, started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from servers import Servers

REST, WEB = "assistant.channels.rest.SafeRestInput", "assistant.channels.web.WebInput"
SOCKETIO = "assistant.channels.socketio.SafeSocketIOInput"
MANY = 100_000
UNLIMITED: dict[str, Any] = {
    REST: None,
    WEB: dict.fromkeys(["messages_per_minute", "conversations_per_minute", "requests_per_minute"], MANY),
}
"""All tests come from one address."""


PAGE = {
    "index.html": "<!doctype html><html lang='en'><title>Page</title><script src='/assets/main.js'></script></html>",
    "embed.js": "// launcher",
    "main.js": "// main",
    "parts/picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "notes.md": "not for anybody",
    ".hidden.js": "not for anybody",
}


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page like the project's own."""
    folder = tmp_path_factory.mktemp("page")
    for name, content in PAGE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def _settings(page: Path) -> dict[str, Any]:
    return {**UNLIMITED, WEB: {**UNLIMITED[WEB], "folder": str(page)}, SOCKETIO: {"session_persistence": True}}


@pytest.fixture(scope="session")
def _started(_settings: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Servers]]:
    started = [Servers(tmp_path_factory.mktemp("web"), credentials=_settings)]
    yield started
    for servers in started:
        servers.stop()


@pytest.fixture
def servers(_started: list[Servers], _settings: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Servers:
    """Both servers; started anew where the test before ended one, so that only that test is blamed."""
    if not _started[-1].live:
        _started.append(Servers(tmp_path_factory.mktemp("web"), credentials=_settings))
    return _started[-1]


@pytest.fixture
def browser(servers: Servers) -> Browser:
    """A person who has not said anything yet."""
    return Browser(servers.rasa.url)
