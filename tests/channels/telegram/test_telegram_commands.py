"""Commands: those that Telegram asks every bot for, and ours; each does what the menu says."""

from __future__ import annotations

from pathlib import Path

import pytest
from bot_api import BotApi
from person import Person
from servers import RasaServer

NOT_PRIVATE = "not end-to-end encrypted"


def test_the_menu_lists_every_command(rasa: RasaServer, api: BotApi) -> None:
    assert [each["command"] for each in api.commands] == ["start", "help", "ice", "heat", "stop", "delete"]
    assert all(each["description"] for each in api.commands)


@pytest.mark.parametrize("text", ["/start", "/START", "/start@back_spasm_bot", "/start web_page"])
def test_start_greets_and_says_what_telegram_can_read(person: Person, text: str) -> None:
    greeting, note = person.says(text, 2)
    assert "not a diagnosis" in greeting.text
    assert "emergency department now" in greeting.text
    assert NOT_PRIVATE in note.text
    assert "web page is more private" in note.text


@pytest.mark.parametrize("text", ["/help", "/settings"])
def test_help_names_the_emergency_numbers_first_and_then_every_command(person: Person, api: BotApi, text: str) -> None:
    helped, listed = person.says(text, 2)
    assert helped.text.startswith("In danger?")
    assert NOT_PRIVATE in helped.text
    assert [line.split(" - ")[0] for line in listed.text.splitlines()] == [f"/{each['command']}" for each in api.commands]


@pytest.mark.parametrize(("text", "answer"), [("/ice", "Use ice"), ("/heat@back_spasm_bot", "heat")])
def test_ice_and_heat_bring_their_answers(person: Person, text: str, answer: str) -> None:
    (reply,) = person.says(text)
    assert answer in reply.text
    assert "Source" in reply.text


def test_stop_in_the_middle_of_the_questions_warns_that_they_are_not_finished(person: Person) -> None:
    person.says("my back hurts")
    assert "not finished the danger questions" in person.says("/stop")[0].text


@pytest.mark.parametrize("text", ["/ice i wet myself", "/help i wet myself", "/stop i wet myself", "/start i wet myself"])
def test_danger_told_behind_a_command_is_heard(person: Person, text: str) -> None:
    assert "emergency department now" in person.says(text)[0].text


@pytest.mark.parametrize("text", ["/report_red_flag", "/restart_screening", "/affirm", "/back", '/affirm{"severity": "1"}'])
def test_a_typed_intent_is_plain_text(person: Person, rasa: RasaServer, text: str) -> None:
    person.says(text)
    last = [event for event in rasa.tracker(person.conversation)["events"] if event["event"] == "user"][-1]
    assert last["text"] == text.lstrip("/")


def test_delete_removes_the_conversation_and_says_so(person: Person, rasa: RasaServer, folder: Path) -> None:
    person.says("my zanzibarian back hurts")
    assert b"zanzibarian" in (folder / "conversations.db").read_bytes()
    (reply,) = person.says("/delete")
    assert reply.text.startswith("Done. I have deleted")
    assert b"zanzibarian" not in (folder / "conversations.db").read_bytes()
    assert [event for event in rasa.tracker(person.conversation)["events"] if event["event"] == "user"] == []


def test_delete_keeps_the_conversations_of_others(person: Person, webhook, api: BotApi, rasa: RasaServer) -> None:
    other = Person(webhook, api)
    other.says("my back hurts")
    person.says("my back hurts")
    person.says("/delete")
    assert rasa.tracker(other.conversation)["slots"]["requested_slot"]
    assert "emergency department now" in other.says("i wet myself")[0].text


def test_who_asks_what_is_kept_is_told_of_delete(person: Person) -> None:
    assert "/delete" in person.says("delete my data")[0].text
