"""The launcher on somebody else's site."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Watched, barriers
from chat_page import ChatPage
from host_site import HostSite
from playwright.sync_api import FrameLocator, Locator, Page, expect
from servers import RasaServer


@pytest.fixture
def host(page: Page, host_site: HostSite, rasa: RasaServer) -> Page:
    """A page of the other site, with the launcher on it."""
    host_site.embeds(rasa.url)
    page.goto(host_site.url)
    return page


@pytest.fixture
def launcher(host: Page) -> Locator:
    return host.get_by_role("button", name="Back pain? Check it here")


@pytest.fixture
def frame(host: Page) -> FrameLocator:
    return host.frame_locator("iframe[title='Back spasm assistant']")


def test_a_chat_goes_on_in_the_frame(host: Page, launcher: Locator, frame: FrameLocator, screenshots: Path) -> None:
    launcher.click()
    frame.locator("#begin").click()
    frame.get_by_role("button", name="My back hurts").click()
    expect(frame.get_by_text("Question 1 of about 8")).to_be_visible()
    host.screenshot(path=screenshots / "embedded.png")
    assert barriers(host) == []


def test_it_is_reached_opened_and_closed_by_keyboard(host: Page, launcher: Locator, frame: FrameLocator) -> None:
    host.keyboard.press("Tab")
    host.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    host.keyboard.press("Enter")
    expect(frame.locator("#begin")).to_be_visible()
    expect(host.locator("iframe")).to_be_focused()
    host.keyboard.press("Tab")
    host.keyboard.press("Escape")  # pressed inside the frame
    expect(host.locator("iframe")).to_be_hidden()
    expect(launcher).to_be_focused()


def test_closing_keeps_the_chat(host: Page, launcher: Locator, frame: FrameLocator) -> None:
    launcher.click()
    frame.locator("#begin").click()
    expect(frame.get_by_role("button", name="My back hurts")).to_be_visible()
    host.get_by_role("button", name="Close the chat").click()
    launcher.click()
    expect(frame.get_by_role("button", name="My back hurts")).to_be_visible()


def test_nothing_is_loaded_before_it_is_opened(host: Page, launcher: Locator, watched: Watched) -> None:
    expect(launcher).to_be_visible()
    expect(host.locator("iframe")).to_have_count(0)


def test_colour_side_and_words_are_the_hosts_choice(page: Page, host_site: HostSite, rasa: RasaServer) -> None:
    host_site.embeds(rasa.url, 'data-label="Rückenschmerz?" data-colour="#5b1260" data-side="left"')
    page.goto(host_site.url)
    button = page.get_by_role("button", name="Rückenschmerz?")
    box = button.bounding_box()
    assert box and box["x"] < 40 and box["height"] >= 48
    assert button.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(91, 18, 96)"


def test_the_host_cannot_read_the_chat(host: Page, launcher: Locator, frame: FrameLocator) -> None:
    launcher.click()
    expect(frame.locator("#begin")).to_be_visible()
    assert host.evaluate("document.querySelector('iframe').contentDocument") is None


def test_a_site_that_is_not_allowed_shows_no_chat(page: Page, rasa: RasaServer, watched: Watched) -> None:
    watched.expect("frame-ancestors", "ERR_BLOCKED_BY_RESPONSE")
    other = HostSite()
    other.embeds(rasa.url)
    page.goto(other.url)
    page.get_by_role("button", name="Back pain? Check it here").click()
    page.wait_for_timeout(1000)
    expect(page.frame_locator("iframe").locator("#begin")).to_have_count(0)
    other.stop()


def test_the_demonstration_works(page: Page) -> None:
    page.goto("/assets/demo.html")
    page.get_by_role("button", name="Back pain? Check it here").click()
    expect(page.frame_locator("iframe").locator("#begin")).to_be_visible()
    assert barriers(page) == []


def test_on_a_narrow_screen_the_frame_fits(host: Page, launcher: Locator, frame: FrameLocator) -> None:
    host.set_viewport_size({"width": 320, "height": 640})
    launcher.click()
    expect(frame.locator("#begin")).to_be_visible()
    box = host.locator("iframe").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
    chat = ChatPage(host)
    assert chat.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
