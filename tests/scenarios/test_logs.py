"""What people write stays out of both servers' output at the default log level: it is health data."""

from __future__ import annotations

import uuid

import pytest
from scenario import Conversation
from servers import Servers

WORD = "zanzibarine"
MESSAGES = {
    "a symptom": f"my back hurts since the {WORD}",
    "a red flag": f"i wet myself, {WORD}",
    "a question": f"should i use ice or heat, {WORD}",
    "not understood": f"{WORD} {WORD}",
    "a payload": f'/report_symptom{{"place": "{WORD}"}}',
    "a payload of no intent": f'/{WORD}{{"place": "{WORD}"}}',
    "a very long message": f"my back hurts {WORD} " * 1_000,
}
BODIES = {
    "half a character": f'{{"sender": "{{sender}}", "message": "{WORD} \\ud800"}}',
    "a list": f'{{"sender": "{{sender}}", "message": ["{WORD}"]}}',
    "an object": f'{{"sender": "{{sender}}", "message": {{"text": "{WORD}"}}}}',
    "a broken body": f'{{"sender": "{{sender}}", "message": "{WORD}',
    "odd metadata": f'{{"sender": "{{sender}}", "message": "{WORD}", "metadata": 3}}',
}


def test_the_output_of_both_servers_is_captured(servers: Servers) -> None:
    assert "Loading model" in servers.rasa.output
    assert "Action endpoint is up and running" in servers.actions.output


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_no_word_of_a_message_is_logged(servers: Servers, message: str) -> None:
    before = _count(servers)
    assert Conversation(servers.rasa).say(message).names
    assert _count(servers) == before


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_no_word_of_a_bad_request_is_logged(servers: Servers, body: str) -> None:
    before = _count(servers)
    servers.rasa.post(content=body.replace("{sender}", uuid.uuid4().hex), headers={"content-type": "application/json"})
    assert _count(servers) == before


def _count(servers: Servers) -> int:
    return servers.rasa.output.count(WORD) + servers.actions.output.count(WORD)
