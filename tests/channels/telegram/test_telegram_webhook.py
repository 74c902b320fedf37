"""The webhook: registered whenever Telegram is there, safe from forgers, quick, and each update once and in order."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from bot_api import TOKEN, BotApi, wait_until
from person import PUBLIC_URL, SECRET, Person, Webhook, next_update
from servers import RasaServer


def test_a_server_that_cannot_reach_telegram_starts_and_serves_its_other_channels(away: Any) -> None:
    assert "back" in away.replies[0]["text"]
    assert away.seconds < 2.0


def test_it_says_that_it_waits_for_telegram(away: Any) -> None:
    assert away.health == {"status": "ok", "webhook": "waiting for Telegram"}


def test_the_webhook_is_registered_as_soon_as_telegram_is_there(rasa: RasaServer, api: BotApi) -> None:
    assert api.webhook["url"] == f"{PUBLIC_URL}/webhooks/telegram/webhook"
    assert api.webhook["secret_token"] == SECRET
    wait_until(lambda: "registered" in httpx.get(f"{rasa.url}/webhooks/telegram/").json()["webhook"], "health says so")


def test_only_the_updates_that_it_can_handle_are_asked_for(rasa: RasaServer, api: BotApi) -> None:
    assert set(api.webhook["allowed_updates"]) == {"message", "edited_message", "callback_query", "my_chat_member"}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ü"])
def test_a_forged_update_is_refused_and_not_answered(person: Person, webhook: Webhook, secret: str | None) -> None:
    message = {"message_id": 1, "chat": {"id": person.chat, "type": "private"}, "text": "hello"}
    forged = {"update_id": next_update(), "message": message}
    assert webhook.post(forged, secret.encode("latin-1") if secret else secret).status_code == 403  # type: ignore[arg-type]
    assert person.hears_nothing_else() == []


@pytest.mark.parametrize(
    "body", [{}, [], "hello", 7, {"update_id": "x"}, {"update_id": 5}, {"update_id": 6, "message": {"chat": 1}}]
)
def test_a_body_that_is_no_update_is_taken_and_brings_nothing_down(person: Person, webhook: Webhook, body: object) -> None:
    assert webhook.post(body).status_code == 200
    assert person.hears_nothing_else() == []


def test_the_webhook_answers_before_the_work_is_done(person: Person, api: BotApi) -> None:
    with api.slow(2.0):
        began = time.monotonic()
        assert person.sends(text="hello").status_code == 200
        assert time.monotonic() - began < 1.0
        assert person.screen == []
        person.sees(1)


def test_an_update_that_comes_twice_is_answered_once(person: Person) -> None:
    number = next_update()
    assert [person.sends(number, text="hello").status_code for _ in range(3)] == [200, 200, 200]
    assert person.hears_nothing_else() == []
    assert len([text for text in person.texts if text.startswith("Hello")]) == 1


def test_updates_that_overtook_each_other_are_put_in_order_again(person: Person, rasa: RasaServer) -> None:
    first, second, third = next_update(), next_update(), next_update()
    person.sends(third, text="what is sciatica anyway")
    person.sends(second, text="will it come back")
    person.sends(first, text="is it serious")
    person.sees(3)
    assert _typed(rasa, person) == ["is it serious", "will it come back", "what is sciatica anyway"]


def test_a_late_update_is_answered_all_the_same(person: Person) -> None:
    late, early = next_update(), next_update()
    person.sends(early, text="hello")
    person.sees(1)
    person.sends(late, text="i wet myself")
    assert "emergency department now" in person.sees(2)[1].text


def test_what_is_written_while_an_answer_is_being_sent_is_answered_in_turn(person: Person, rasa: RasaServer, api: BotApi) -> None:
    asked = [f"will it come back {number}" for number in range(5)]
    with api.slow(0.2):
        for text in asked:
            person.sends(text=text)
        person.sees(5)
    assert _typed(rasa, person) == asked


def test_the_token_is_in_no_log(rasa: RasaServer) -> None:
    assert TOKEN not in rasa.output
    assert TOKEN.split(":")[1] not in rasa.output
    assert SECRET not in rasa.output


def _typed(rasa: RasaServer, person: Person) -> list[str]:
    return [event["text"] for event in rasa.tracker(person.conversation)["events"] if event["event"] == "user"]
