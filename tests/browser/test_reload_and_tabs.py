"""Reload, the back button and a second tab: the chat is where the server says it is."""

from __future__ import annotations

from browsing import Watched
from chat_page import NONE, ChatPage
from playwright.sync_api import BrowserContext, Page, Route, expect
from servers import RasaServer


def test_reload_keeps_words_and_context(chat: ChatPage, page: Page) -> None:
    chat.start().press("My back hurts", NONE)
    before = chat.log.inner_text()
    page.reload()
    expect(chat.replies.last).to_contain_text("Question 2 of about 8")
    assert _without_progress(chat.log.inner_text()) == _without_progress(before)
    chat.press(NONE)
    expect(chat.replies.last).to_contain_text("Question 3 of about 8")


def test_reload_while_an_answer_is_on_its_way_asks_once(chat: ChatPage, page: Page, rasa: RasaServer) -> None:
    chat.start()
    held: list[Route] = []
    page.route("**/messages", lambda route: held.append(route), times=1)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("The assistant is writing")
    page.reload()
    expect(chat.replies.last).to_contain_text("Use ice as soon as it happens")
    said = [event["text"] for event in rasa.tracker(chat.sender)["events"] if event["event"] == "user"]
    assert said.count("should i use ice") == 1


def test_a_tab_that_is_looked_at_again_is_left_as_it_was(chat: ChatPage, page: Page, context: BrowserContext) -> None:
    chat.start().say("should i use ice")
    chat.log.get_by_text("Where this comes from").last.click()
    with page.expect_response("**/webhooks/web/conversations/*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(chat.log.locator("details[open]")).to_have_count(1)
    expect(chat.log).not_to_have_attribute("aria-live", "off")


def test_a_reload_does_not_read_the_whole_chat_aloud(chat: ChatPage, page: Page) -> None:
    chat.start()
    page.reload()
    expect(chat.log).to_have_attribute("aria-live", "off")
    expect(chat.log).not_to_have_attribute("aria-live", "off")


def test_back_and_forward_do_not_lose_the_chat(chat: ChatPage, page: Page) -> None:
    chat.start().press("My back hurts")
    page.go_back()
    expect(chat.begin).to_have_text("Go on with my chat")
    page.go_forward()
    expect(chat.replies.last).to_contain_text("Question 1 of about 8")
    page.go_back()
    chat.begin.click()
    chat.press(NONE)
    expect(chat.replies.last).to_contain_text("Question 2 of about 8")


def test_a_second_tab_shows_the_same_chat_and_each_follows_the_other(chat: ChatPage, page: Page, context: BrowserContext) -> None:
    chat.start().press("My back hurts")
    with context.expect_page() as opened:
        page.evaluate("open(location.href)")  # a tab opened by this one starts with a copy of what it keeps
    other = ChatPage(opened.value)
    expect(other.replies.last).to_contain_text("Question 1 of about 8")
    other.press(NONE)
    expect(chat.replies.last).to_contain_text("Question 2 of about 8")
    chat.press(NONE)
    expect(other.replies.last).to_contain_text("Question 3 of about 8")


def test_another_tab_knows_nothing_of_the_chat(chat: ChatPage, context: BrowserContext) -> None:
    chat.start()
    other = ChatPage(context.new_page()).open()
    assert other.remembered == {}
    expect(other.begin).to_have_text("None of these: start")


def test_a_chat_deleted_in_one_tab_is_gone_in_the_other(
    chat: ChatPage, page: Page, context: BrowserContext, watched: Watched
) -> None:
    watched.expect("404")
    chat.start()
    with context.expect_page() as opened:
        page.evaluate("open(location.href)")
    other = ChatPage(opened.value)
    expect(other.replies).to_have_count(1)
    other.menu("Delete my chat")
    other.page.get_by_role("button", name="Delete it now").click()
    expect(chat.notice).to_contain_text("This chat is no longer kept here.")
    expect(chat.turns).to_have_count(0)
    page.get_by_role("button", name="Start a new chat").click()
    chat.start()


def _without_progress(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("Question")]
