"""What stands on the screen before anyone has pressed anything."""

from __future__ import annotations

import pytest
from browsing import Watched
from chat_page import ChatPage
from playwright.sync_api import Browser, BrowserContext, Page, expect
from servers import RasaServer


def test_danger_signs_come_before_the_start_button(chat: ChatPage) -> None:
    card = chat.page.locator("#start .card.emergency")
    for sign in ("cannot pee", "between your legs", "both legs", "One side of your body", "lost your balance", "Chest pain"):
        expect(card).to_contain_text(sign)
    assert card.bounding_box()["y"] < chat.begin.bounding_box()["y"]  # type: ignore[index]


def test_the_emergency_number_is_in_view_in_every_part_of_the_page(chat: ChatPage) -> None:
    number = chat.page.locator("header").get_by_role("link", name="999")
    expect(number).to_have_attribute("href", "tel:999")
    for go in ("I have one of these", "Back to the list", "What helps now, without a chat"):
        chat.page.get_by_role("link", name=go).locator("visible=true").click()
        chat.page.mouse.wheel(0, 5000)
        expect(number).to_be_in_viewport()
    chat.page.goto("/")
    chat.start()
    expect(number).to_be_in_viewport()


def test_one_of_the_signs_leads_to_the_emergency_card(chat: ChatPage) -> None:
    chat.page.get_by_role("link", name="I have one of these").click()
    card = chat.page.locator("#emergency")
    expect(card.get_by_role("heading", name="Emergency: get help now")).to_be_visible()
    expect(card.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    expect(card).to_contain_text("Do not drive yourself")
    expect(chat.begin).to_be_hidden()


def test_who_needs_help_can_still_talk(chat: ChatPage) -> None:
    chat.page.get_by_role("link", name="I have one of these").click()
    chat.page.get_by_role("button", name="Chat while I wait for help").click()
    expect(chat.replies.first).to_be_visible()
    expect(chat.turns.first).to_contain_text("I have one of these")


def test_privacy_is_told_in_three_lines(chat: ChatPage) -> None:
    lines = chat.page.locator(".privacy li")
    expect(lines).to_have_count(3)
    for line, word in enumerate(("What is kept", "Where", "Delete it")):
        expect(lines.nth(line)).to_contain_text(word)


def test_nothing_is_sent_or_kept_before_start(chat: ChatPage, context: BrowserContext, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1000)
    assert not [url for url in asked if "/webhooks/" in url]
    assert chat.remembered == {}
    assert context.cookies() == []


def test_a_whole_chat_sets_no_cookie_and_asks_no_other_host(
    chat: ChatPage, context: BrowserContext, watched: Watched, rasa: RasaServer
) -> None:
    chat.start().press("My back hurts").say("should i use ice")
    assert context.cookies() == []
    assert chat.page.evaluate("localStorage.length") == 0
    assert watched.hosts == {rasa.url.removeprefix("http://")}


@pytest.mark.parametrize(
    ("locale", "clock", "numbers"),
    [
        ("en-GB", "Europe/London", ["999"]),
        ("en-US", "America/New_York", ["911"]),
        ("de-DE", "Europe/Berlin", ["112"]),
        ("en-AU", "Australia/Sydney", ["000"]),
        ("en-US", "Europe/Berlin", ["999", "112", "911"]),
        ("pt-BR", "America/Sao_Paulo", ["999", "112", "911"]),
        ("en", "UTC", ["999", "112", "911"]),
    ],
)
def test_one_number_is_shown_only_where_language_and_clock_agree_on_the_country(
    browser: Browser, rasa: RasaServer, locale: str, clock: str, numbers: list[str]
) -> None:
    with browser.new_context(locale=locale, timezone_id=clock) as person:
        page = person.new_page()
        page.goto(rasa.url)
        expect(page.locator("#begin")).to_be_visible()
        assert [link.get_attribute("href") for link in page.locator("#call a").all()] == [f"tel:{each}" for each in numbers]


def test_another_country_can_be_chosen_and_stays(chat: ChatPage) -> None:
    chat.page.locator("#menu > summary").click()
    chat.page.get_by_label("Where are you?").select_option("NZ")
    number = chat.page.locator("#call").get_by_role("link", name="111")
    expect(number).to_be_visible()
    chat.page.reload()
    expect(number).to_be_visible()


def test_the_country_that_was_chosen_is_the_one_the_assistant_names(chat: ChatPage) -> None:
    chat.page.locator("#menu > summary").click()
    chat.page.get_by_label("Where are you?").select_option("NZ")
    chat.start().say("my speech is slurred")
    expect(chat.log).to_contain_text("111 in New Zealand")
