"""Delete my chat: asked once, and the truth about the result."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from browsing import Watched, barriers
from chat_page import ChatPage
from playwright.sync_api import Page, expect


def _rows(folder: Path, sender: str) -> int:
    with sqlite3.connect(f"file:{folder / 'conversations.db'}?mode=ro", uri=True) as database:
        return int(database.execute("select count(*) from events where sender_id = ?", [sender]).fetchone()[0])


def test_delete_empties_the_database_and_the_tab(chat: ChatPage, folder: Path) -> None:
    chat.start().say("should i use ice")
    sender = chat.sender
    assert _rows(folder, sender) > 0
    chat.menu("Delete my chat")
    dialog = chat.page.get_by_role("dialog", name="Delete my chat")
    assert barriers(chat.page) == []
    dialog.get_by_role("button", name="Delete it now").click()
    expect(chat.page.get_by_role("status").filter(has_text="Your chat is deleted.")).to_be_visible()
    assert _rows(folder, sender) == 0
    assert chat.remembered == {}
    expect(chat.begin).to_have_text("None of these: start")


def test_back_after_a_delete_leads_to_a_start_that_works(chat: ChatPage) -> None:
    chat.start().say("my back hurts since sunday")
    chat.menu("Delete my chat")
    chat.page.get_by_role("button", name="Delete it now").click()
    expect(chat.page.get_by_role("status").filter(has_text="Your chat is deleted.")).to_be_visible()
    assert "since sunday" not in chat.page.content()
    chat.page.go_back()
    chat.begin.click()
    expect(chat.words).to_be_visible()


def test_it_is_asked_first(chat: ChatPage, folder: Path) -> None:
    chat.start()
    chat.menu("Delete my chat")
    chat.page.get_by_role("button", name="Keep it").click()
    expect(chat.page.get_by_role("dialog")).to_have_count(0)
    assert _rows(folder, chat.sender) > 0


def test_a_delete_without_an_answer_is_not_called_done(chat: ChatPage, page: Page, watched: Watched) -> None:
    watched.expect("net::ERR")
    chat.start()
    page.route("**/webhooks/web/conversations/*", lambda route: route.abort(), times=1)
    chat.menu("Delete my chat")
    dialog = page.get_by_role("dialog", name="Delete my chat")
    dialog.get_by_role("button", name="Delete it now").click()
    expect(dialog.get_by_role("status")).to_contain_text("It is not deleted")
    assert "conversation" in chat.remembered
    dialog.get_by_role("button", name="Delete it now").click()
    expect(page.get_by_role("status").filter(has_text="Your chat is deleted.")).to_be_visible()


def test_without_a_chat_it_says_that_nothing_is_kept(chat: ChatPage) -> None:
    chat.menu("Delete my chat")
    chat.page.get_by_role("button", name="Delete it now").click()
    expect(chat.page.get_by_role("status").filter(has_text="There was no chat left to delete.")).to_be_visible()
