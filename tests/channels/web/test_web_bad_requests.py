"""Whatever comes in by HTTP: a clear status, words for who may be in danger, and the server lives."""

from __future__ import annotations

import json
import uuid

import pytest
from browser import API, Browser, words
from servers import Servers

WORD = "zanzibarine"
ID = str(uuid.uuid4())
BODIES = {
    "cut off": b'{"id": "',
    "no JSON": b"my back hurts",
    "no UTF-8": b'{"text": "\xff\xfe"}',
    "nested deeply": b"[" * 20_000 + b"]" * 20_000,
    "nested deeply in an object": b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
    "a huge number": b'{"id": ' + b"9" * 10_000 + b"}",
    "empty": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"3",
    "a string": b'"i wet myself"',
}
SHAPES = [
    {},
    {"id": ID},
    {"text": "hello"},
    {"id": 7, "text": "hello"},
    {"id": "", "text": "hello"},
    {"id": ID.upper(), "text": "hello"},
    {"id": f"{ID}\u0000", "text": "hello"},
    {"id": ID, "text": None},
    {"id": ID, "text": 3},
    {"id": ID, "text": ["hello"]},
    {"id": ID, "text": {"text": "hello"}},
    {"id": ID, "button": True},
    {"id": ID, "change": 1},
    {"id": ID, "change": "disposition"},
    {"id": ID, "change": "\ud800"},
    {"id": ID, "text": "hello", "button": "/deny"},
    {"id": ID, "payload": "/deny"},
]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_json_object_is_refused(browser: Browser, body: bytes) -> None:
    response = browser.post_raw(body)
    assert response.status_code == 400
    assert "emergency number" in response.json()["error"]


@pytest.mark.parametrize("body", SHAPES, ids=lambda body: json.dumps(body)[:60])
def test_a_message_of_another_shape_is_refused(browser: Browser, body: object) -> None:
    response = browser.post_raw(json.dumps(body))
    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_other_content_is_refused(browser: Browser, kind: str) -> None:
    assert browser.post_raw(json.dumps({"id": ID, "text": "hello"}), **{"Content-Type": kind}).status_code == 415


def test_json_with_a_charset_is_taken(browser: Browser) -> None:
    body = json.dumps({"id": str(uuid.uuid4()), "text": "hello"})
    assert browser.post_raw(body, **{"Content-Type": "application/json; charset=utf-8"}).status_code == 200


@pytest.mark.parametrize("size", [65 * 1024, 5_000_000])
def test_a_body_over_64_kb_is_refused_whatever_is_in_it(browser: Browser, size: int) -> None:
    assert browser.post_raw(b" " * size).status_code == 413
    assert words(browser.say("hello"))


@pytest.mark.parametrize("secret", ["", "Bearer", "Bearer x", "Basic {}", "{}", "Bearer {}x", "Bearer é"])
def test_without_the_secret_there_is_no_such_conversation(browser: Browser, secret: str) -> None:
    given = secret.format(browser.secret).encode()
    unknown = f"{API}/conversations/{uuid.uuid4()}"
    for method in ("GET", "DELETE"):
        wrong = browser.client.request(method, browser.path, headers={"Authorization": given})
        none = browser.client.request(method, unknown, headers=browser.headers)
        assert (wrong.status_code, wrong.content) == (none.status_code, none.content)
        assert wrong.status_code == 404
    assert browser.post_raw(json.dumps({"id": ID, "text": "i wet myself"}), Authorization=given).status_code == 404
    assert browser.history()["turns"] == []


@pytest.mark.parametrize(
    "name", ["x", "default", "web:x", "..%2F..", "%00", "a" * 300, str(uuid.uuid4()).upper(), "web:{}", "{}%00"]
)
def test_an_id_that_is_none_is_not_found(browser: Browser, name: str) -> None:
    path = f"{API}/conversations/{name.format(browser.conversation)}"
    assert browser.client.get(path, headers=browser.headers).status_code == 404


def test_other_channels_cannot_name_a_conversation_of_the_page(browser: Browser, servers: Servers) -> None:
    response = servers.rasa.post(json={"sender": f"web:{browser.conversation}", "message": "i wet myself"})
    assert response.status_code == 400
    assert browser.history()["turns"] == []


def test_an_answer_that_is_not_there_cannot_be_changed(browser: Browser) -> None:
    browser.say("my back hurts")
    assert browser.post(change="place").status_code == 409


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    assert browser.client.request(method, browser.path, headers=browser.headers).status_code in {404, 405}


def test_nothing_that_was_written_is_in_the_log(browser: Browser, servers: Servers) -> None:
    browser.say(f"my back hurts since the {WORD}")
    browser.press(f"{WORD} in my lower back")
    browser.post_raw(f'{{"id": "{ID}", "text": ["{WORD}"]}}')
    browser.post_raw(f'{{"id": "{ID}", "text": "{WORD}')
    browser.post(text=WORD * 1_000)
    browser.post(change=WORD)
    browser.history()
    browser.delete()
    assert WORD not in servers.rasa.output + servers.actions.output
    assert browser.secret not in servers.rasa.output


def test_no_stack_trace_is_written_or_sent(browser: Browser, servers: Servers) -> None:
    before = servers.rasa.output.count("Traceback")
    for body in BODIES.values():
        assert "Traceback" not in browser.post_raw(body).text
    assert servers.rasa.output.count("Traceback") == before


def test_the_server_says_that_it_is_well(browser: Browser) -> None:
    response = browser.client.get(f"{API}/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
