"""Delivery: Telegram busy, broken, slow or away; many people at once; and messages that the assistant begins."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from bot_api import METHODS, BotApi, wait_until
from person import Person, Webhook
from saying import saying
from servers import RasaServer

AT_ONCE_SECONDS = 2.0
REPLIES = {
    "hello": "Hello.",
    "will it come back": "It often does",
    "what is a back spasm": "A back spasm",
    "thanks": "You are welcome",
}


def test_the_referral_comes_at_once_and_a_person_sees_that_more_is_being_written(
    person: Person, api: BotApi, action_port: int
) -> None:
    with saying(action_port, {"text": "That is why."}, after=1.5):
        person.says("i wet myself")
        assert api.count("sendChatAction", person.chat) <= 1
        person.sees(2)
    assert api.count("sendChatAction", person.chat) == 1
    assert person.texts[1] == "That is why."


def test_nothing_is_called_that_costs_time_on_every_update(person: Person, api: BotApi) -> None:
    person.says("hello")
    assert {method for method, _ in api.calls} <= set(METHODS)


def test_when_told_to_slow_down_it_waits_as_long_as_told_and_keeps_the_order(
    person: Person, webhook: Webhook, api: BotApi
) -> None:
    api.fail_next("sendMessage", 429, retry_after=4)
    began = time.monotonic()
    person.sends(text="hello")
    person.sends(text="thanks")
    Person(webhook, api).says("hello")
    assert time.monotonic() - began < 3.5, "another chat must not wait"
    person.sees(2)
    assert time.monotonic() - began > 4.0
    assert [text.split(".")[0] for text in person.texts] == ["Hello", "You are welcome"]


def test_a_fault_of_telegrams_is_tried_again(person: Person, api: BotApi) -> None:
    api.fail_next("sendMessage", 502, times=2)
    assert len(person.says("hello")) == 1


def test_what_is_said_while_telegram_is_away_arrives_when_it_is_back(person: Person, rasa: RasaServer, api: BotApi) -> None:
    api.stop()
    try:
        person.sends(text="i wet myself")
        began = time.monotonic()
        assert rasa.say("someone-else", "hello")
        assert time.monotonic() - began < AT_ONCE_SECONDS, "the other channels must not wait"
        wait_until(lambda: rasa.tracker(person.conversation)["slots"]["disposition"] == "emergency", "the turn is done and kept")
    finally:
        api.start()
    assert "emergency department now" in person.sees(1)[0].text


def test_a_slow_telegram_slows_nobody_else(person: Person, rasa: RasaServer, api: BotApi) -> None:
    with api.slow(3.0):
        person.sends(text="hello")
        began = time.monotonic()
        rasa.say("someone", "hello")
        assert time.monotonic() - began < AT_ONCE_SECONDS
        person.sees(1)


@pytest.mark.parametrize("channel", ["telegram", "latest"])
def test_the_assistant_can_begin(person: Person, rasa: RasaServer, channel: str) -> None:
    person.says("hello")
    assert _trigger(rasa, person.conversation, "goodbye", channel).status_code == 200
    assert "Take care of your back" in person.sees(2)[1].text


def test_a_message_to_a_conversation_of_another_channel_is_refused_and_not_lost_in_silence(rasa: RasaServer) -> None:
    rasa.say("a-rest-client", "hello")
    assert _trigger(rasa, "a-rest-client", "goodbye", "telegram").status_code == 500


def test_no_other_channel_can_name_a_telegram_conversation(person: Person, rasa: RasaServer) -> None:
    person.says("hello")
    refused = rasa.post(json={"sender": person.conversation, "message": "i wet myself"})
    assert refused.status_code == 400
    assert "telegram:" in refused.json()["message"]
    assert rasa.tracker(person.conversation)["slots"]["disposition"] is None


def test_two_hundred_updates_of_fifty_people_are_all_answered_each_in_order(
    webhook: Webhook, api: BotApi, rasa: RasaServer
) -> None:
    people = [Person(webhook, api) for _ in range(50)]

    def write(person: Person) -> None:
        for text in REPLIES:
            assert person.sends(text=text).status_code == 200

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(write, people))
    for person in people:
        person.sees(len(REPLIES), seconds=90)
        assert [text.startswith(begin) for text, begin in zip(person.texts, REPLIES.values())] == [True] * len(REPLIES)
        assert len(person.texts) == len(REPLIES)


def _trigger(rasa: RasaServer, conversation: str, intent: str, channel: str) -> httpx.Response:
    url = f"{rasa.url}/conversations/{conversation}/trigger_intent"
    return httpx.post(url, params={"token": rasa.token, "output_channel": channel}, json={"name": intent}, timeout=30)
