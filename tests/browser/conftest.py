"""A real browser on the real servers, each started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched
from chat_page import ChatPage
from door import Door
from host_site import HostSite
from playwright.sync_api import Browser, BrowserContext, Page
from servers import RasaServer
from stage import chromium, running_servers

FOLDER = Path(__file__).parent
SCREENSHOTS = FOLDER.parents[1] / ".cache" / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests last: the browser's driver keeps an event loop running in which no asynchronous test could start."""
    items.sort(key=lambda item: FOLDER in item.path.parents)


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
    """Rasa with the page, and the action server behind it."""
    with running_servers(folder, f"'self' {host_site.url}") as rasa:
        yield rasa


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium() as browser:
        yield browser


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
