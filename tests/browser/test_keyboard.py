"""Everything with the keyboard alone, and the focus never lost."""

from __future__ import annotations

from chat_page import ChatPage
from playwright.sync_api import Page, expect


def _tab_to(page: Page, name: str, limit: int = 40) -> None:
    """Press Tab until the element with these words has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in (focused.get_attribute("aria-label") or focused.inner_text()):
            return
    raise AssertionError(f"{name!r} was not reached by {limit} presses of Tab")


def test_a_screening_from_the_start_to_an_outcome(chat: ChatPage, page: Page) -> None:
    _tab_to(page, "None of these: start")
    page.keyboard.press("Enter")
    expect(chat.replies).to_have_count(1)
    for number, name in enumerate(("My back hurts", "None of these", "None of these", "Yes"), start=2):
        _tab_to(page, name)
        page.keyboard.press("Enter")
        expect(chat.replies).to_have_count(number)
        expect(page.locator("#answering")).to_be_focused()
    expect(chat.card("Emergency: call an ambulance now")).to_be_visible()


def test_the_first_stop_skips_to_the_content(chat: ChatPage, page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    expect(page.locator(":focus")).to_be_in_viewport()


def test_the_map_is_driven_by_arrows(chat: ChatPage, page: Page) -> None:
    chat.start().press("My back hurts", *["None of these"] * 5, "Today", "5")
    page.get_by_role("radio", name="Neck").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Lower back")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".person").last).to_contain_text("Lower back")


def test_menu_and_dialogs_open_and_close_and_give_the_focus_back(chat: ChatPage, page: Page) -> None:
    menu = page.locator("#menu > summary")
    menu.focus()
    page.keyboard.press("Enter")
    _tab_to(page, "Summary for a doctor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Summary for a doctor")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(menu).to_be_focused()


def test_escape_closes_the_menu(chat: ChatPage, page: Page) -> None:
    page.locator("#menu > summary").click()
    page.keyboard.press("Escape")
    expect(page.locator("#menu .sheet")).to_be_hidden()
    expect(page.locator("#menu > summary")).to_be_focused()


def test_typing_keeps_the_focus_in_the_text_box(chat: ChatPage) -> None:
    chat.start().say("should i use ice")
    expect(chat.words).to_be_focused()
