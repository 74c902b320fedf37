"""The parts of the channel alone: what must hold for any text, any payload and any fault."""

from __future__ import annotations

import asyncio
import logging

import pytest
from bot_api import TOKEN, parse
from bot_api import BotApi as StandIn
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from assistant.channels import telegram_commands as commands
from assistant.channels.inbound import SOMETHING_WENT_WRONG
from assistant.channels.lanes import Lanes
from assistant.channels.telegram_api import Blocked, BotApi, Refused, Unreachable
from assistant.channels.telegram_conversations import Conversations
from assistant.channels.telegram_formatting import split, to_html, to_plain
from assistant.channels.telegram_keyboards import Keyboards, digest, open_questions
from assistant.channels.telegram_output import Outbox, chat_of, conversation_id
from assistant.channels.telegram_updates import Arrivals

TEXTS = st.text(st.sampled_from("ab <>&*[]()._-\n🦵#\\\"'") | st.characters(blacklist_categories=["Cs"]), max_size=80)


@given(TEXTS)
def test_any_text_becomes_markup_that_telegram_accepts(text: str) -> None:
    parse({"text": to_html(text), "parse_mode": "HTML"}, "text")


@given(TEXTS.filter(lambda text: not any(mark in text for mark in "*-[")))
def test_a_text_without_markup_is_shown_as_it_is(text: str) -> None:
    assert parse({"text": to_html(text), "parse_mode": "HTML"}, "text") == text


@given(TEXTS, st.integers(2, 30))
def test_a_split_loses_no_word_and_keeps_the_limit(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and len(part.encode("utf-16-le")) // 2 <= limit for part in parts)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**[a](https://x.org)**", '<b><a href="https://x.org">a</a></b>'),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("**open", "**open"),
        ("[a](javascript:x)", "[a](javascript:x)"),
        ('[a](https://x.org/"onload=1)', '<a href="https://x.org/&quot;onload=1">a</a>'),
        ("5_10 minutes", "5_10 minutes"),
        ("- one\n  - two", "• one\n  • two"),
    ],
)
def test_only_bold_links_and_bullets_are_markup(text: str, shown: str) -> None:
    assert to_html(text) == shown


def test_bold_words_and_links_are_not_cut_through() -> None:
    text = "Go there today. **Do not wait until tomorrow morning.** [The page](https://example.org/a-long-address) says so."
    assert all(part.count("**") % 2 == 0 and part.count("[") == part.count("](") for part in split(text, 60))


def test_without_markup_a_link_shows_its_address() -> None:
    assert to_plain("**See** [this](https://example.org)") == "See this (https://example.org)"


def test_payloads_are_kept_for_a_limited_number_of_buttons_and_only_for_their_chat() -> None:
    keyboards = Keyboards(remembered=2)
    datas = [
        keyboards.keyboard(1, "?", [{"title": "x", "payload": f"{n} {'long ' * 20}"}])[0][0]["callback_data"] for n in range(3)
    ]
    assert [keyboards.read(1, data) is not None for data in datas] == [False, True, True]
    assert keyboards.read(2, datas[2]) is None
    keyboards.forget(1)
    assert keyboards.read(1, datas[2]) is None


def test_two_questions_with_the_same_buttons_can_be_told_apart() -> None:
    yes = [{"title": "Yes", "payload": "/affirm"}]
    first, second = (Keyboards().keyboard(1, question, yes)[0][0]["callback_data"] for question in ("One?", "Two?"))
    assert first != second


def test_a_question_is_open_until_the_person_says_something() -> None:
    asked = BotUttered("Yes?", {"buttons": [{"title": "Yes", "payload": "/affirm"}]})
    assert open_questions([UserUttered("hi"), asked]) == {digest("Yes?")}
    assert open_questions([asked, UserUttered("hi")]) == frozenset()
    assert open_questions([BotUttered("No buttons.")]) == frozenset()


@pytest.mark.parametrize("conversation", ["telegram:", "telegram:me", "web:1", "7", "telegram"])
def test_nothing_can_be_sent_to_what_is_no_chat(conversation: str) -> None:
    with pytest.raises(ValueError, match="not held over Telegram"):
        chat_of(conversation)


@pytest.mark.parametrize("chat", [5, -100])
def test_a_conversation_names_its_chat(chat: int) -> None:
    assert chat_of(conversation_id(chat)) == chat


def test_a_menu_has_only_lines_that_are_commands() -> None:
    assert commands.menu("Hello\n/ice - How to use ice\nice - no") == [{"command": "ice", "description": "How to use ice"}]


async def test_a_gap_in_the_numbers_is_waited_for_only_for_a_moment() -> None:
    arrivals = Arrivals()
    assert [arrivals.is_new(number) for number in (1, 5, 5)] == [True, True, False]
    await asyncio.wait_for(arrivals.settle(5), 1.0)
    await asyncio.wait_for(arrivals.settle(5), 0.01)


async def test_a_failing_piece_of_work_ends_neither_its_lane_nor_is_its_text_logged(caplog: pytest.LogCaptureFixture) -> None:
    lanes, done = Lanes(longest=10), []

    async def fail() -> None:
        raise ValueError("words of a person")

    async def succeed() -> None:
        done.append(True)

    lanes.put("a", fail)
    lanes.put("a", succeed)
    await lanes.finish(1.0)
    assert done == [True]
    assert "ValueError" in caplog.text
    assert "words of a person" not in caplog.text


async def test_a_full_lane_takes_no_more_and_others_are_not_touched() -> None:
    lanes = Lanes(longest=2)

    async def wait() -> None:
        await asyncio.sleep(0)

    assert [lanes.put("a", wait) for _ in range(3)] == [True, True, False]
    assert lanes.put("b", wait)
    await lanes.finish(1.0)
    assert lanes.put("a", wait)
    await lanes.finish(1.0)


@pytest.fixture
def stand_in() -> StandIn:
    api = StandIn()
    api.start()
    return api


@pytest.mark.parametrize(
    ("token", "status", "error"), [("wrong", 0, Refused), (TOKEN, 403, Blocked), (TOKEN, 400, Refused), (TOKEN, 500, Unreachable)]
)
async def test_a_refusal_says_what_it_means_and_never_the_token(
    stand_in: StandIn, token: str, status: int, error: type[Exception]
) -> None:
    api = BotApi(token, stand_in.base)
    if status:
        stand_in.fail_next("sendMessage", status)
    with pytest.raises(error) as raised:
        await api.call("sendMessage", {"chat_id": 1, "text": "hello"}, patience=0)
    await api.close()
    assert token not in str(raised.value)


async def test_an_address_where_nobody_is_brings_no_token_into_the_error() -> None:
    api = BotApi(TOKEN, "http://127.0.0.1:9")
    with pytest.raises(Unreachable) as raised:
        await api.call("sendMessage", {}, patience=0)
    await api.close()
    assert str(raised.value) == "ClientConnectorError"


@pytest.mark.parametrize("fault", [True, False], ids=["fails", "says nothing"])
async def test_a_turn_that_fails_or_says_nothing_still_brings_an_answer(
    stand_in: StandIn, caplog: pytest.LogCaptureFixture, fault: bool
) -> None:
    async def answer(message: UserMessage) -> None:
        if fault:
            raise RuntimeError(message.text)

    api = BotApi(TOKEN, stand_in.base)
    conversations = Conversations(api, Outbox(api), "https://example.org", answer, lambda: None)
    with caplog.at_level(logging.DEBUG, logger="assistant"):
        chat = {"id": 1, "type": "private"}
        conversations.receive({"update_id": 1, "message": {"chat": chat, "text": "i wet myself"}})
        await conversations.finish(5.0)
    await api.close()
    assert [each.text for each in stand_in.chats[1]] == [SOMETHING_WENT_WRONG]
    assert "wet" not in caplog.text


async def test_a_chat_that_cannot_be_deleted_is_not_said_to_be(stand_in: StandIn) -> None:
    async def answer(message: UserMessage) -> None:
        raise AssertionError("a command is no turn")

    api = BotApi(TOKEN, stand_in.base)
    conversations = Conversations(api, Outbox(api), "https://example.org", answer, lambda: None)
    conversations.receive({"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "text": "/delete"}})
    await conversations.finish(5.0)
    await api.close()
    assert "deleted" not in stand_in.chats[1][0].text
