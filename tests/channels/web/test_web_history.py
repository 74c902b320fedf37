"""A reload or a second tab sees the conversation as the first tab saw it."""

from __future__ import annotations

import httpx
from browser import Browser


def test_a_new_conversation_has_no_turns(browser: Browser) -> None:
    history = browser.history()
    assert history["turns"] == []
    assert history["state"]["disposition"] is None


def test_a_second_tab_sees_what_was_said_and_how_it_stands(browser: Browser) -> None:
    first = browser.say("my back hurts")
    second = browser.press("/deny")
    history = Browser(str(browser.client.base_url), (browser.conversation, browser.secret)).history()
    assert [turn["from"] for turn in history["turns"]] == ["person", "assistant"] * 2
    assert [turn["messages"] for turn in history["turns"][1::2]] == [first["messages"], second["messages"]]
    assert history["state"] == second["state"]


def test_a_pressed_button_is_shown_by_its_title_and_typed_words_as_typed(browser: Browser) -> None:
    browser.say("hello")
    browser.press("my back hurts")
    browser.press("/deny")
    browser.say("my back hurts")
    said = [turn["text"] for turn in browser.history()["turns"] if turn["from"] == "person"]
    assert said == ["hello", "My back hurts", "None of these", "my back hurts"]


def test_each_turn_of_the_person_has_the_id_of_its_message(browser: Browser) -> None:
    chosen = "11111111-2222-4333-8444-555555555555"
    browser.send(id=chosen, text="hello")
    assert browser.history()["turns"][0]["id"] == chosen


def test_two_tabs_talk_in_one_conversation(browser: Browser) -> None:
    other = Browser(str(browser.client.base_url), (browser.conversation, browser.secret))
    browser.say("my back hurts")
    other.press("/deny")
    assert browser.say("no")["state"]["question"]["number"] == 3


def test_answers_may_not_be_kept_by_caches_nor_read_by_other_sites(browser: Browser) -> None:
    headers = {**browser.headers, "Origin": "https://evil.example"}
    response = browser.client.get(browser.path, headers=headers)
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert not [name for name in response.headers if name.startswith("access-control-")]
    assert "set-cookie" not in response.headers


def test_another_site_may_not_ask_with_the_secret(browser: Browser) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    response: httpx.Response = browser.client.options(browser.path, headers=headers)
    assert "access-control-allow-origin" not in response.headers
