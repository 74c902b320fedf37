"""What is not typed text: answered kindly, with the way to help; and groups, edits and blocked bots."""

from __future__ import annotations

import pytest
from bot_api import BotApi, wait_until
from person import Person, Webhook, next_update
from servers import RasaServer

EMERGENCY = "emergency number"
FILE = {"file_id": "f"}


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"voice": FILE}, "cannot hear"),
        ({"audio": FILE}, "cannot hear"),
        ({"video_note": FILE}, "cannot hear"),
        ({"sticker": FILE}, "cannot see"),
        ({"photo": [FILE]}, "cannot see"),
        ({"document": FILE}, "cannot see"),
        ({"video": FILE}, "cannot see"),
        ({"animation": FILE, "document": FILE}, "cannot see"),
        ({"location": {"latitude": 1, "longitude": 2}}, "cannot send anyone"),
        ({"contact": {"phone_number": "1"}}, "only read words"),
        ({"poll": {}}, "only read words"),
        ({"dice": {"value": 6}}, "only read words"),
        ({"something_of_next_year": {}}, "only read words"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_it_cannot_take_is_said_with_the_emergency_line(person: Person, content: dict, answer: str) -> None:
    person.sends(**content)
    reply = person.sees(1)[0].text
    assert answer in reply
    assert EMERGENCY in reply


def test_a_caption_is_read_as_text_first(person: Person) -> None:
    person.sends(photo=[FILE], caption="i wet myself")
    first, last = person.sees(2)[0].text, None
    wait_until(lambda: any("cannot see" in text for text in person.texts), "the picture is answered too")
    last = person.texts[-1]
    assert "emergency department now" in first
    assert "cannot see" in last


def test_a_note_of_telegrams_own_is_not_answered(person: Person) -> None:
    person.sends(pinned_message={"message_id": 1})
    assert person.hears_nothing_else() == []


def test_an_edited_message_is_no_new_turn_but_is_not_met_with_silence(person: Person, rasa: RasaServer) -> None:
    person.says("hello")
    person.sends(kind="edited_message", text="i wet myself")
    reply = person.sees(2)[1].text
    assert "cannot see the change" in reply
    assert EMERGENCY in reply
    typed = [event["text"] for event in rasa.tracker(person.conversation)["events"] if event["event"] == "user"]
    assert typed == ["hello"]


def test_a_live_location_that_moves_is_not_answered_each_time(person: Person) -> None:
    person.sends(kind="edited_message", location={"latitude": 1, "longitude": 2})
    assert person.hears_nothing_else() == []


def test_a_group_is_asked_once_to_write_in_private_and_nothing_said_there_reaches_the_assistant(
    webhook: Webhook, api: BotApi, rasa: RasaServer
) -> None:
    group = -100_200_300
    for text in ("i wet myself", "/start", "hello"):
        message = {"message_id": 1, "chat": {"id": group, "type": "supergroup"}, "from": {"id": 5}, "text": text}
        webhook.post({"update_id": next_update(), "message": message})
    wait_until(lambda: api.chats[group], "the group is answered")
    Person(webhook, api).says("hello")
    assert len(api.chats[group]) == 1
    assert "private chat" in api.chats[group][0].text
    assert EMERGENCY in api.chats[group][0].text
    assert rasa.tracker(f"telegram:{group}")["latest_message"]["text"] is None


def test_a_button_pressed_in_a_group_only_ends_its_spinner(webhook: Webhook, api: BotApi) -> None:
    group = -100_200_301
    api.queries.add("in-a-group")
    message = {"message_id": 1, "chat": {"id": group, "type": "group"}, "text": "x"}
    webhook.post({"update_id": next_update(), "callback_query": {"id": "in-a-group", "data": "/affirm", "message": message}})
    wait_until(lambda: "in-a-group" not in api.queries, "the press is answered")
    assert api.chats[group] == []


def test_another_bot_is_not_answered(person: Person, webhook: Webhook) -> None:
    chat = {"id": person.chat, "type": "private"}
    webhook.post({"update_id": next_update(), "message": {"chat": chat, "from": {"id": 1, "is_bot": True}, "text": "hello"}})
    assert person.hears_nothing_else() == []


def test_a_person_who_blocked_the_bot_is_left_alone_quietly(person: Person, api: BotApi, rasa: RasaServer) -> None:
    api.blocked.add(person.chat)
    logged = len(rasa.output)
    person.sends(text="hello")
    wait_until(lambda: api.count("sendMessage", person.chat), "the answer is tried")
    api.blocked.discard(person.chat)
    assert "not a diagnosis" in person.says("hello")[0].text
    assert api.count("sendMessage", person.chat) == 2, "nothing was tried again while they had blocked it"
    news = rasa.output[logged:]
    assert "has blocked the Telegram bot" in news
    assert not any(word in news for word in ("WARNING", "ERROR", "Traceback", str(person.chat)))


@pytest.mark.parametrize("status", ["kicked", "member"])
def test_news_of_blocking_and_unblocking_is_taken_quietly(person: Person, webhook: Webhook, status: str) -> None:
    change = {"chat": {"id": person.chat, "type": "private"}, "new_chat_member": {"status": status}}
    assert webhook.post({"update_id": next_update(), "my_chat_member": change}).status_code == 200
    assert person.hears_nothing_else() == []
