"""Light, dark, forced colours, narrow, large text, right to left: no barrier that a machine can find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import barriers
from chat_page import TO_SELF_CARE, ChatPage
from playwright.sync_api import Browser, Page, expect
from servers import RasaServer

MODES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "moving": {"reduced_motion": "no-preference"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "zoomed in by four": {"viewport": {"width": 320, "height": 256}},
    "wide": {"viewport": {"width": 1920, "height": 1080}},
}
SMALLEST_TARGET = 48


@pytest.fixture(params=MODES)
def somebody(request: pytest.FixtureRequest, browser: Browser, rasa: RasaServer) -> Iterator[Page]:
    mode = {"reduced_motion": "reduce", **MODES[request.param]}
    with browser.new_context(base_url=rasa.url, locale="en-GB", timezone_id="Europe/London", **mode) as person:
        person.set_default_timeout(20_000)
        yield person.new_page()


def _is_usable(page: Page, screenshots: Path, name: str) -> None:
    page.screenshot(path=screenshots / f"{name}.png")
    assert barriers(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
    assert _small_targets(page) == [], name


def _small_targets(page: Page) -> list[str]:
    targets = page.locator("button, summary, select, textarea, label.place, a.button, header a").locator("visible=true")
    boxes = [(target.inner_text(), target.bounding_box()) for target in targets.all()]
    return [f"{text}: {box}" for text, box in boxes if box and min(box["width"], box["height"]) < SMALLEST_TARGET - 0.5]


def test_every_state_of_the_page_is_usable(somebody: Page, screenshots: Path) -> None:
    page, chat = somebody, ChatPage(somebody).open()
    _is_usable(page, screenshots, "start")
    for part in ("emergency", "basics"):
        page.goto(f"/#{part}")
        _is_usable(page, screenshots, part)
    page.goto("/#start")
    chat.start()
    _is_usable(page, screenshots, "greeting")
    for number, step in enumerate(TO_SELF_CARE):
        chat.press(step)
        if number in (0, 5, 6, 7, 8):
            _is_usable(page, screenshots, f"after {number} {step}")
    page.locator("#danger > summary").click()
    _is_usable(page, screenshots, "danger signs")
    page.keyboard.press("Escape")
    page.locator("#menu > summary").click()
    _is_usable(page, screenshots, "menu")
    page.keyboard.press("Escape")
    for tool in ("My answers", "Summary for a doctor", "Ice and heat timer", "Delete my chat"):
        chat.menu(tool)
        _is_usable(page, screenshots, tool)
        page.get_by_role("button", name="Close").click()


@pytest.fixture
def large(chat: ChatPage) -> ChatPage:
    """Text at twice its size on a phone."""
    chat.page.set_viewport_size({"width": 390, "height": 844})
    chat.page.evaluate("document.documentElement.style.fontSize = '200%'")
    return chat


def test_text_of_twice_the_size_fits(large: ChatPage, screenshots: Path) -> None:
    large.start().press(*TO_SELF_CARE[:7])
    _is_usable(large.page, screenshots, "scale")
    large.press("5")
    _is_usable(large.page, screenshots, "map")


def test_right_to_left_fits(chat: ChatPage, screenshots: Path) -> None:
    chat.page.set_viewport_size({"width": 320, "height": 640})
    chat.page.evaluate("document.documentElement.dir = 'rtl'")
    chat.start().press(*TO_SELF_CARE[:8])
    _is_usable(chat.page, screenshots, "map")
    person = chat.page.locator(".person .bubble").last.bounding_box()
    assert person and person["x"] < 160  # the person's words stand at the end of the line, which is the left


def test_new_messages_and_notices_are_live_regions(chat: ChatPage, page: Page) -> None:
    chat.start()
    expect(page.get_by_role("log", name="Chat")).to_have_count(1)
    assert page.locator("#notice").get_attribute("role") == "status"
    assert page.locator("#log").evaluate("log => log.localName") == "div"


def test_with_reduced_motion_nothing_moves(chat: ChatPage, page: Page) -> None:
    chat.start().press("My back hurts")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
