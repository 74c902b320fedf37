"""A real browser on the real servers, each started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, find_browser
from chat_page import ChatPage
from door import Door
from host_site import HostSite
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from servers import ActionServer, RasaServer, free_port

SCREENSHOTS = Path(__file__).parents[2] / ".cache" / "screenshots"
FAST = {"messages_per_minute": 600, "conversations_per_minute": 600, "requests_per_minute": 6000}


@pytest.fixture(scope="session")
def host_site() -> Iterator[HostSite]:
    """Somebody else's website, under another host name and port, that carries the launcher."""
    site = HostSite()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the servers keep their database and write their logs."""
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def rasa(folder: Path, host_site: HostSite) -> Iterator[RasaServer]:
    """Rasa with the page, the action server behind it, and limits that a test of a minute does not meet."""
    action_port = free_port()
    settings = {**FAST, "frame_ancestors": f"'self' {host_site.url}"}
    actions = ActionServer(folder, action_port)
    server = RasaServer(
        folder,
        action_port,
        credentials={"assistant.channels.rest.SafeRestInput": None, "assistant.channels.web.WebInput": settings},
    )
    try:
        server.wait_until_ready()
        actions.wait_until_ready()
        host_site.embeds(server.url)
        yield server
    finally:
        server.stop()
        actions.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, rasa: RasaServer) -> Iterator[BrowserContext]:
    """A person in London who has never been here."""
    person = browser.new_context(locale="en-GB", timezone_id="Europe/London", base_url=rasa.url, reduced_motion="reduce")
    person.set_default_timeout(20_000)
    yield person
    person.close()


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Watched]:
    """What goes wrong without anyone seeing it: errors of scripts, refusals by the policy, requests to other hosts."""
    watched = Watched(context)
    yield watched
    watched.must_be_quiet()


@pytest.fixture
def page(context: BrowserContext, watched: Watched) -> Page:
    """An empty tab."""
    return context.new_page()


@pytest.fixture
def chat(page: Page) -> ChatPage:
    """The page, opened."""
    return ChatPage(page).open()


@pytest.fixture
def door(rasa: RasaServer) -> Iterator[Door]:
    """A way to the server that can be shut."""
    door = Door(rasa.url)
    yield door
    door.shut()


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path:
    """Where pictures of the test are kept."""
    folder = SCREENSHOTS / request.node.name.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
