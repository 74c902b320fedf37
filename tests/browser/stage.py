"""The real servers and a real browser for a while: for the tests, the pictures and the measurement of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browsing import find_browser
from playwright.sync_api import Browser, sync_playwright
from servers import ActionServer, RasaServer, free_port

_MANY = 100_000
_LIMITS = dict.fromkeys(["messages_per_minute", "conversations_per_minute", "requests_per_minute"], _MANY)


@contextmanager
def running_servers(folder: Path, frame_ancestors: str = "'self'") -> Iterator[RasaServer]:
    """Rasa with the page and the action server behind it; database and logs in ``folder``.

    Args:
        folder: empty.
        frame_ancestors: who may show the page in a frame.
    """
    action_port = free_port()
    credentials = {
        "assistant.channels.rest.SafeRestInput": None,
        "assistant.channels.web.WebInput": {**_LIMITS, "frame_ancestors": frame_ancestors},  # all tests have one address
    }
    actions = ActionServer(folder, action_port)
    rasa = RasaServer(folder, action_port, credentials=credentials)
    try:
        rasa.wait_until_ready()
        actions.wait_until_ready()
        yield rasa
    finally:
        rasa.stop()
        actions.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()
