"""Whatever comes in by HTTP: the server lives, and a red flag in it is still heard."""

from __future__ import annotations

import json
import time
import uuid

import pytest
from scenario import Conversation
from servers import RasaServer

LONGEST_TURN_SECONDS = 10.0
JSON = {"content-type": "application/json"}
SURROGATE = "\\ud800"  # half a character: legal in JSON, not in UTF-8


@pytest.mark.parametrize(
    "body",
    [b'{"sender": "x", "message": ', b"my back hurts", b'{"message": "\xff\xfe"}', b"[" * 50_000 + b"]" * 50_000, b""],
    ids=["cut off", "no JSON", "no UTF-8", "nested deeply", "empty"],
)
def test_a_body_that_is_no_json_is_refused(rasa: RasaServer, body: bytes) -> None:
    assert 400 <= rasa.post(content=body, headers=JSON).status_code < 500
    assert rasa.say(uuid.uuid4().hex, "hello")


@pytest.mark.parametrize(
    "body",
    [
        "null",
        "[]",
        "3",
        '"i wet myself"',
        '{"sender": "x"}',
        '{"sender": "x", "message": null}',
        '{"sender": "x", "message": 3}',
        '{"sender": "x", "message": {"text": "hello"}}',
        '{"sender": "x", "message": ["hello"]}',
        '{"sender": "x", "message": "hello", "metadata": 3}',
        '{"sender": {"a": 1}, "message": "hello"}',
        '{"sender": "a\\u0000b", "message": "hello"}',
        f'{{"sender": "{SURROGATE}", "message": "hello"}}',
    ],
)
def test_a_body_of_the_wrong_shape_does_not_end_the_server(rasa: RasaServer, body: str) -> None:
    try:
        rasa.post(content=body, headers=JSON)
    finally:
        assert rasa.lives
    assert rasa.say(uuid.uuid4().hex, "hello")


@pytest.mark.parametrize("text", ["my back hurts {} i wet myself", "{}i wet myself"], ids=["between", "before"])
def test_a_red_flag_beside_half_a_character_is_heard(rasa: RasaServer, conversation: Conversation, text: str) -> None:
    body = json.dumps({"sender": conversation.sender, "message": "text"}).replace('"text"', f'"{text.format(SURROGATE)}"')
    rasa.post(content=body, headers=JSON)
    assert conversation.read(text).slots["disposition"] == "emergency"


@pytest.mark.parametrize("words", [358, 2_000], ids=["5,000 characters", "30 kB"])
@pytest.mark.parametrize(
    "text", ["i wet myself. {}", "{} and i wet myself", "{} i wet myself. {}"], ids=["first", "last", "in the middle"]
)
def test_a_red_flag_in_a_long_message_is_heard(conversation: Conversation, text: str, words: int) -> None:
    filler = "my back hurts " * (words // text.count("{}"))
    assert conversation.say(text.format(filler, filler)).slots["disposition"] == "emergency"


LONG = {
    "5,000 characters": "my back hurts " * 358,
    "30 kB": "my back hurts " * 2_150,
    "one word": "a" * 30_000,
    "question marks": "?" * 5_000,
    "emoji": "😀" * 5_000,
    "numbers": "1 2 3 " * 5_000,
    "brackets": "((((" * 1_250,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_message_gets_an_answer_in_time_and_no_referral(conversation: Conversation, text: str) -> None:
    began = time.monotonic()
    reply = conversation.say(text)
    assert time.monotonic() - began < LONGEST_TURN_SECONDS  # the server is one process: all others wait for it
    assert reply.names
    assert reply.slots["disposition"] is None
