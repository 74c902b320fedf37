"""Find a browser, watch it for silent faults, and ask axe what a person with an aid could not use."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def find_browser() -> str | None:
    """Chromium of this machine, or None where Playwright brought its own.

    A missing browser fails the tests: they are never skipped.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    brought = list(Path.home().glob(".cache/ms-playwright/chromium*"))
    if not found and not brought:
        pytest.fail("No Chromium was found: run `make browser`.", pytrace=False)
    return found


class Watched:
    """Collects what a page complains of to its console, and where it sends requests."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.expected: tuple[str, ...] = ()
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"uncaught: {error.error}"))
        context.on("request", self._request)

    def expect(self, *parts: str) -> None:
        """Complaints with one of these in them are what the test is about."""
        self.expected += parts

    def must_be_quiet(self) -> None:
        """Fail on every other complaint. A refusal by the Content-Security-Policy is one."""
        unexpected = [each for each in self.complaints if not any(part in each for part in self.expected)]
        assert not unexpected, "\n".join(unexpected)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.hosts.add(urlsplit(request.url).netloc)


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it is now, one line a finding."""
    results = Axe().run(page, options=_RULES)
    return [f"{each['id']}: {node['html'][:200]}" for each in results.response["violations"] for node in each["nodes"]]
