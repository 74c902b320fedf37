"""From the first press to each of the five ends, as a person goes there."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import barriers
from chat_page import NONE, TO_SELF_CARE, ChatPage
from playwright.sync_api import expect

ENDS = {
    "self-care": (TO_SELF_CARE, "Self-care: look after it at home"),
    "doctor within days": ([*TO_SELF_CARE[:7], "8", "Lower back"], "See a doctor within days"),
    "doctor today": (["My back hurts", *[NONE] * 4, "Yes"], "Urgent: speak to a doctor today"),
    "emergency department": (["My back hurts", "Not sure"], "Emergency: go to the emergency department now"),
    "ambulance": (["My back hurts", NONE, NONE, "Yes"], "Emergency: call an ambulance now"),
}


@pytest.mark.parametrize("end", ENDS)
def test_it_leads_to(chat: ChatPage, end: str, screenshots: Path) -> None:
    pressed, heading = ENDS[end]
    chat.start().press(*pressed)
    card = chat.card(heading)
    expect(card).to_be_visible()
    expect(card.get_by_text("Where this comes from")).to_be_visible()
    chat.page.screenshot(path=screenshots / "page.png")
    assert barriers(chat.page) == []


def test_the_end_is_spoken_by_the_live_region(chat: ChatPage) -> None:
    chat.start().press("My back hurts", "Not sure")
    expect(
        chat.page.get_by_role("log").get_by_role("heading", name="Emergency: go to the emergency department now")
    ).to_be_visible()
    assert chat.log.get_attribute("aria-live") is None  # the role's own: polite


def test_a_card_of_an_emergency_calls_for_help(chat: ChatPage) -> None:
    chat.start().say("my lower back hurts and i wet myself")
    call = chat.card("Emergency: go to the emergency department now").get_by_role("link", name="Call 999")
    expect(call).to_have_attribute("href", "tel:999")


def test_the_reminder_keeps_its_own_buttons_beside_those_of_an_answer(chat: ChatPage) -> None:
    chat.start().say("i wet myself").say("should i use ice")
    reminder = chat.card("Emergency: go to the emergency department now").last
    expect(reminder.get_by_role("button", name="I am getting help")).to_be_visible()
    expect(chat.choices.get_by_role("button", name="What about heat?")).to_be_visible()
    chat.press("I am getting help")
    expect(chat.replies.last).to_contain_text("Good. That is the right thing to do.")
    expect(chat.log.get_by_role("button")).to_have_count(0)


def test_sources_and_review_date_open_on_demand(chat: ChatPage) -> None:
    chat.start().say("should i use ice")
    source = chat.log.get_by_text("Where this comes from").last
    source.click()
    expect(chat.log.get_by_text("To be checked again by 1 November 2027.")).to_be_visible()
    expect(chat.log.locator(".sources li").last).to_be_visible()


def test_after_the_end_summary_and_timer_are_at_hand(chat: ChatPage) -> None:
    chat.start().press(*TO_SELF_CARE)
    for tool in ("Summary for a doctor", "Ice and heat timer"):
        expect(chat.choices.get_by_role("button", name=tool)).to_be_visible()
