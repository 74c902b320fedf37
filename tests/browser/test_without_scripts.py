"""Scripts are off, blocked or broken: the advice stands in the page itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import barriers
from playwright.sync_api import Browser, Page, expect
from servers import RasaServer


@pytest.fixture
def plain(browser: Browser, rasa: RasaServer) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as person:
        page = person.new_page()
        page.goto(rasa.url)
        yield page


def test_danger_signs_numbers_and_self_care_are_all_there(plain: Page) -> None:
    for words in ("Emergency: get help now if you have any of these", "Look after it at home", "Speak to a doctor today"):
        expect(plain.get_by_role("heading", name=words)).to_be_visible()
    for number in ("999", "112", "911"):
        expect(plain.locator("header").get_by_role("link", name=number)).to_have_attribute("href", f"tel:{number}")
    expect(plain.get_by_text("It needs scripts.")).to_be_visible()


def test_nothing_is_offered_that_cannot_work(plain: Page) -> None:
    expect(plain.get_by_role("button").locator("visible=true")).to_have_count(0)
    expect(plain.get_by_role("textbox").locator("visible=true")).to_have_count(0)


def test_the_emergency_card_is_reached_by_a_plain_link(plain: Page) -> None:
    plain.get_by_role("link", name="I have one of these").click()
    expect(plain.get_by_role("heading", name="Emergency: get help now", exact=True)).to_be_in_viewport()


def test_the_page_without_its_script_has_no_barrier(page: Page) -> None:
    page.route("**/assets/page.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/")
    expect(page.locator("#basics")).to_be_visible()
    assert barriers(page) == []
