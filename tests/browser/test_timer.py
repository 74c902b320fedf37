"""Ice and heat: right by the clock, spoken at five minutes and at the end."""

from __future__ import annotations

import pytest
from browsing import barriers
from chat_page import ChatPage
from playwright.sync_api import Page, expect

MINUTE = 60_000


@pytest.fixture
def timed(page: Page) -> ChatPage:
    """The page, with a clock of the test's own."""
    page.clock.install()
    return ChatPage(page).open()


def _begin(chat: ChatPage, name: str) -> None:
    chat.menu("Ice and heat timer")
    chat.page.get_by_role("button", name=name).click()


def test_it_says_when_to_look_at_the_skin_and_when_to_stop(timed: ChatPage, page: Page) -> None:
    _begin(timed, "Ice, 10 minutes")
    spoken = page.locator(".timer").get_by_role("status")
    expect(spoken).to_contain_text("Ice for 10 minutes.")
    page.clock.run_for(5 * MINUTE + 1000)
    expect(spoken).to_contain_text("Look at your skin now.")
    assert barriers(page) == []
    page.clock.run_for(5 * MINUTE)
    expect(spoken).to_contain_text("Time is up. Take the ice off now.")


def test_a_tab_that_slept_ends_in_time(timed: ChatPage, page: Page) -> None:
    _begin(timed, "Heat, 20 minutes")
    page.clock.fast_forward(25 * MINUTE)  # as a sleeping tab: no tick in between
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".timer")).to_contain_text("Time is up. Take the heat off now.")


def test_the_sound_is_played_at_the_end(timed: ChatPage, page: Page) -> None:
    page.evaluate(
        "() => { window.tones = 0; const start = OscillatorNode.prototype.start;"
        " OscillatorNode.prototype.start = function (...when) { window.tones++; return start.apply(this, when); }; }"
    )
    _begin(timed, "Heat, 15 minutes")
    page.clock.fast_forward(15 * MINUTE)
    expect(page.locator(".timer")).to_contain_text("Time is up.")
    assert page.evaluate("window.tones") == 2


def test_a_reload_keeps_it_running(timed: ChatPage, page: Page) -> None:
    _begin(timed, "Ice, 20 minutes")
    page.reload()
    expect(page.locator(".timer")).to_contain_text("left")


def test_it_can_be_stopped_and_put_away(timed: ChatPage, page: Page) -> None:
    _begin(timed, "Ice, 10 minutes")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".timer")).to_contain_text("The timer is stopped.")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".timer")).to_be_hidden()
    page.clock.fast_forward(15 * MINUTE)
    expect(page.locator(".timer")).to_be_hidden()
