"""Offline, slow, lost, too many, down: said in plain words, and nothing is ever sent twice."""

from __future__ import annotations

from browsing import Watched, barriers
from chat_page import ChatPage
from door import Door
from playwright.sync_api import BrowserContext, Page, Route, expect
from servers import RasaServer

MESSAGES = "**/webhooks/web/conversations/*/messages"


def _heard(rasa: RasaServer, chat: ChatPage, text: str) -> int:
    events = rasa.tracker(chat.sender)["events"]
    return sum(event["event"] == "user" and event["text"] == text for event in events)


def test_offline_keeps_the_message_and_sends_it_once_when_the_line_is_back(
    chat: ChatPage, context: BrowserContext, watched: Watched, rasa: RasaServer
) -> None:
    watched.expect("ERR_INTERNET_DISCONNECTED")
    chat.start()
    context.set_offline(True)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("You are offline. Your message is kept")
    expect(chat.notice).to_contain_text("999")
    expect(chat.turns.last).to_contain_text("Not sent yet")
    assert barriers(chat.page) == []
    context.set_offline(False)
    expect(chat.replies.last).to_contain_text("Use ice as soon as it happens")
    expect(chat.notice).to_be_empty()
    expect(chat.page.get_by_text("Not sent yet")).to_have_count(0)
    assert _heard(rasa, chat, "should i use ice") == 1


def test_an_answer_that_got_lost_is_fetched_by_try_again_and_the_assistant_hears_it_once(
    chat: ChatPage, page: Page, watched: Watched, rasa: RasaServer
) -> None:
    watched.expect("ERR_FAILED", "net::ERR")
    chat.start()
    tries: list[str] = []

    def lose(route: Route) -> None:
        tries.append(str(route.request.post_data))
        route.fetch()
        route.abort()

    page.route(MESSAGES, lose, times=1)
    chat.send("should i use heat")
    expect(chat.notice).to_contain_text("No answer came")
    assert _heard(rasa, chat, "should i use heat") == 1
    page.on("request", lambda request: tries.append(str(request.post_data)) if request.method == "POST" else None)
    page.get_by_role("button", name="Try again").click()
    expect(chat.replies).to_have_count(2)
    assert tries[0] == tries[1]
    assert _heard(rasa, chat, "should i use heat") == 1


def test_a_slow_answer_is_said_to_be_slow(chat: ChatPage, page: Page, context: BrowserContext) -> None:
    chat.start()
    page.clock.install()
    held: list[Route] = []
    page.route(MESSAGES, lambda route: held.append(route), times=1)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("The assistant is writing")
    page.clock.fast_forward(4100)
    expect(chat.notice).to_contain_text("This takes longer than usual")
    assert barriers(page) == []
    held[0].continue_()
    expect(chat.replies).to_have_count(2)
    expect(chat.notice).to_be_empty()


def test_too_many_messages_are_tried_again_by_themselves(chat: ChatPage, page: Page, watched: Watched) -> None:
    watched.expect("429")
    chat.start()
    page.route(MESSAGES, lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}, json={"error": "x"}), times=1)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("That was a lot of messages. I try again in 1 seconds.")
    expect(chat.replies).to_have_count(2)
    expect(chat.notice).to_be_empty()


def test_a_server_that_is_down_leaves_the_danger_signs_and_goes_on_when_it_is_back(
    page: Page, door: Door, watched: Watched
) -> None:
    watched.expect("net::ERR")
    page.goto(door.url)
    chat = ChatPage(page)
    chat.start()
    door.shut()
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("No answer came")
    expect(chat.notice).to_contain_text("call 999")
    assert barriers(page) == []
    page.locator("#danger > summary").click()
    expect(page.locator("#danger")).to_contain_text("You cannot pee")
    page.keyboard.press("Escape")
    chat.notice.get_by_role("link", name="What helps, without a chat").click()
    expect(page.get_by_role("heading", name="Look after it at home")).to_be_visible()
    page.go_back()
    door.open()
    page.get_by_role("button", name="Try again").click()
    expect(chat.replies).to_have_count(2)


def test_a_fault_of_the_server_is_told_without_its_words(chat: ChatPage, page: Page, watched: Watched) -> None:
    watched.expect("500")
    chat.start()
    page.route(MESSAGES, lambda route: route.fulfill(status=500, body="Traceback (most recent call last)"), times=1)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("Something went wrong here, not with you.")
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_what_the_server_refuses_does_not_stop_the_next_message(chat: ChatPage, page: Page, watched: Watched) -> None:
    watched.expect("409")
    chat.start()
    page.route(MESSAGES, lambda route: route.fulfill(status=409, json={"error": "x"}), times=1)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("That cannot be done now.")
    chat.say("should i use heat")


def test_a_message_typed_while_another_waits_goes_out_after_it(chat: ChatPage, page: Page, rasa: RasaServer) -> None:
    chat.start()
    held: list[Route] = []
    page.route(MESSAGES, lambda route: held.append(route), times=1)
    chat.send("should i use ice")
    expect(chat.notice).to_contain_text("The assistant is writing")
    chat.send("i wet myself")
    held[0].continue_()
    expect(chat.card("Emergency: go to the emergency department now")).to_be_visible()
    assert _heard(rasa, chat, "should i use ice") == _heard(rasa, chat, "i wet myself") == 1
