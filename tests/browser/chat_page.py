"""The chat page as a person uses it: by what is written on it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

NONE = "None of these"
TO_SELF_CARE = ["My back hurts", *[NONE] * 5, "Today", "5", "Lower back"]
"""What is pressed, one after the other, by someone whose back is in spasm and who has no danger sign."""


class ChatPage:
    """One tab with the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.locator("#log")
        self.choices = page.get_by_role("group", name="Answers to choose from")
        self.notice = page.locator("#notice")
        self.words = page.get_by_role("textbox", name="Or say it in your own words")
        self.turns = self.log.locator(".turn")
        self.replies = self.log.locator(".turn:not(.person)")

    def open(self) -> ChatPage:
        self.page.goto("/")
        expect(self.begin).to_be_visible()
        return self

    @property
    def begin(self) -> Locator:
        return self.page.locator("#begin")

    def start(self) -> ChatPage:
        """Press start and wait for the greeting."""
        return self._answered(lambda: self.begin.click())

    def press(self, *titles: str) -> ChatPage:
        """Press one button after the other, each when the assistant has answered the one before."""
        for title in titles:
            self._answered(lambda title=title: self._press(title))
        return self

    def say(self, text: str) -> ChatPage:
        """Type, send, and wait for the answer."""
        return self._answered(lambda: self.send(text))

    def send(self, text: str) -> None:
        """Type and send; do not wait."""
        self.words.fill(text)
        self.words.press("Enter")

    def card(self, heading: str) -> Locator:
        """A care card in the chat, by the words of its heading."""
        return self.log.locator(".card").filter(has=self.page.get_by_role("heading", name=heading))

    def menu(self, item: str) -> None:
        """Choose from the menu."""
        self.page.locator("#menu > summary").click()
        self.page.locator("#menu").get_by_role("button", name=item).click()

    @property
    def remembered(self) -> dict[str, Any]:
        """What the tab keeps."""
        return dict(json.loads(self.page.evaluate("sessionStorage.getItem('back-spasm')") or "{}"))

    @property
    def sender(self) -> str:
        """Rasa's id of the conversation."""
        return f"web:{self.remembered['conversation']}"

    def _press(self, title: str) -> None:
        place = self.choices.get_by_role("radio", name=title)
        if self.choices.get_by_role("radio").count() and place.count():
            place.check()
            title = "Use this place"
        score = self.choices.get_by_role("button", name=re.compile(rf"^{re.escape(title)} of 10"))
        exact = self.page.locator("#chat").get_by_role("button", name=title, exact=True)
        (score if title.isdigit() else exact).last.click()

    def _answered(self, act: Callable[[], None]) -> ChatPage:
        before = self.replies.count()
        act()
        expect(self.replies).to_have_count(before + 1)
        expect(self.page.locator(".typing")).to_have_count(0)
        return self
