"""One page for a doctor: on the screen, copied, printed."""

from __future__ import annotations

import re
from pathlib import Path

from browsing import barriers
from chat_page import NONE, TO_SELF_CARE, ChatPage
from playwright.sync_api import BrowserContext, Page, expect


def _finished(chat: ChatPage) -> list[str]:
    """Have a chat to its end; return every line that the summary must have."""
    chat.start().press(*TO_SELF_CARE).say("it began when i tied my shoes")
    return [
        "Self-care: look after it at home",
        "None found so far",
        "Peeing, pooing and feeling between your legs: None of these",
        "Fever, cancer, kidneys, pregnancy: None of these",
        "When it started: Today",
        "How bad it is: 5 of 10",
        "Where it hurts most: Lower back",
        "All questions were asked.",
        "it began when i tied my shoes",
        "Information, not a diagnosis",
    ]


def test_it_has_every_answer_the_advice_the_times_and_the_persons_own_words(chat: ChatPage) -> None:
    lines = _finished(chat)
    chat.menu("Summary for a doctor")
    dialog = chat.page.get_by_role("dialog", name="Summary for a doctor")
    for line in lines:
        expect(dialog).to_contain_text(line)
    assert re.search(r"Made on \d+ \w+ 20\d\d, \d\d:\d\d\. The chat began on", dialog.inner_text())
    assert re.search(r"\d\d:\d\d: it began when", dialog.inner_text())
    assert barriers(chat.page) == []


def test_it_says_what_was_found_and_what_was_not_asked(chat: ChatPage) -> None:
    chat.start().press("My back hurts", NONE).say("i wet myself")
    chat.menu("Summary for a doctor")
    dialog = chat.page.get_by_role("dialog", name="Summary for a doctor")
    for line in (
        "Emergency: go to the emergency department now",
        "trouble with your bladder or bowels",
        "When it started",
        "Where it hurts most",
    ):
        expect(dialog).to_contain_text(line)


def test_it_is_copied_as_text(chat: ChatPage, context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines = _finished(chat)
    chat.menu("Summary for a doctor")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied. You can paste it now.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert [line for line in lines if line not in copied] == []


def test_a_refused_copy_is_told(chat: ChatPage, page: Page) -> None:
    chat.start()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    chat.menu("Summary for a doctor")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copying did not work.")).to_be_visible()


def test_paper_holds_the_summary_and_nothing_else(chat: ChatPage, page: Page, screenshots: Path) -> None:
    lines = _finished(chat)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator("body").inner_text()
    assert [line for line in lines if line not in printed] == []
    assert "Or say it in your own words" not in printed
    page.screenshot(path=screenshots / "paper.png", full_page=True)


def test_a_pdf_is_one_page_made_of_text(chat: ChatPage, page: Page, screenshots: Path) -> None:
    _finished(chat)
    pdf = page.pdf(path=screenshots / "summary.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert b"/Font" in pdf
    expect(page.locator("#printout")).to_be_empty()


def test_without_a_chat_the_advice_of_the_page_is_printed(chat: ChatPage, page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Emergency: get help now if you have any of these")).to_be_visible()
