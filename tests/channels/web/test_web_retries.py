"""A message that is sent again is heard once and answered as the first time; turns keep their order."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from browser import PATIENCE_SECONDS, Browser
from conftest import UNLIMITED
from servers import RasaServer, free_port


def heard(browser: Browser) -> list[str]:
    """What the assistant heard, in order."""
    return [turn["text"] for turn in browser.history()["turns"] if turn["from"] == "person"]


def test_a_retry_gets_the_first_answer_and_is_heard_once(browser: Browser) -> None:
    chosen = str(uuid.uuid4())
    first = browser.send(id=chosen, text="my back hurts")
    assert browser.send(id=chosen, text="my back hurts") == first
    assert heard(browser) == ["my back hurts"]


def test_a_late_retry_gets_the_answer_and_the_state_of_its_own_time(browser: Browser) -> None:
    chosen = str(uuid.uuid4())
    first = browser.send(id=chosen, text="my back hurts")
    browser.press("/deny")
    assert browser.send(id=chosen, text="my back hurts") == first
    assert browser.history()["state"]["question"]["number"] == 2


def test_retries_at_the_same_time_wait_and_get_the_same(browser: Browser) -> None:
    chosen = str(uuid.uuid4())
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: browser.send(id=chosen, text="my back hurts " * 100), range(5)))
    assert answers.count(answers[0]) == 5
    assert len(heard(browser)) == 1


def test_a_browser_that_hangs_up_finds_the_answer_with_its_retry(browser: Browser) -> None:
    chosen = str(uuid.uuid4())
    hasty = httpx.Client(base_url=browser.client.base_url, timeout=httpx.Timeout(PATIENCE_SECONDS, read=0.05))
    with pytest.raises(httpx.ReadTimeout):
        hasty.post(f"{browser.path}/messages", json={"id": chosen, "text": "i wet myself " * 300}, headers=browser.headers)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not heard(browser):
        assert time.monotonic() < deadline, "the turn ended with the connection"
        time.sleep(0.1)
    assert browser.history()["state"]["disposition"] == "emergency"
    assert browser.send(id=chosen, text="i wet myself " * 300)["state"]["disposition"] == "emergency"


def test_an_id_cannot_be_used_for_another_message(browser: Browser) -> None:
    chosen = str(uuid.uuid4())
    browser.send(id=chosen, text="hello")
    response = browser.post(id=chosen, text="i wet myself")
    assert response.status_code == 409
    assert "emergency number" in response.json()["error"]
    assert heard(browser) == ["hello"]


def test_the_same_id_in_two_conversations_is_two_messages(browser: Browser) -> None:
    chosen = str(uuid.uuid4())
    other = Browser(str(browser.client.base_url))
    browser.send(id=chosen, text="hello")
    other.send(id=chosen, text="my back hurts")
    assert (heard(browser), heard(other)) == (["hello"], ["my back hurts"])


def test_messages_sent_one_after_the_other_are_heard_in_that_order(browser: Browser) -> None:
    texts = [f"number {number}" for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        waiting = []
        for text in texts:
            waiting.append(pool.submit(browser.say, text))
            time.sleep(0.2)
    assert heard(browser) == texts
    assert all(each.result()["messages"] for each in waiting)


def test_secret_answers_and_retries_outlive_a_restart(tmp_path: Path) -> None:
    chosen = str(uuid.uuid4())
    server = RasaServer(tmp_path, free_port(), credentials=UNLIMITED)
    try:
        server.wait_until_ready()
        browser = Browser(server.url)
        first = browser.send(id=chosen, text="my back hurts")
    finally:
        server.kill()
    server = RasaServer(tmp_path, free_port(), credentials=UNLIMITED)
    try:
        server.wait_until_ready()
        again = Browser(server.url, (browser.conversation, browser.secret))
        assert again.send(id=chosen, text="my back hurts") == first
        assert heard(again) == ["my back hurts"]
        assert again.press("/deny")["state"]["question"]["number"] == 2
    finally:
        server.stop()
