"""Only Slack itself is let in, and only with what it said in the last five minutes."""

from __future__ import annotations

import json
import time

import httpx
import pytest
from fake_slack import Delivery
from member import Member
from workspace import Workspace

OLD = 5 * 60 + 10


def _body(member: Member) -> bytes:
    return json.dumps({"type": "event_callback", "team_id": "T0TEST", "event": member.message_event("i wet myself")}).encode()


def test_a_signed_request_is_taken(member: Member) -> None:
    assert member.delivery.send(_body(member), "application/json").status_code == 200
    member.hears("utter_emergency")


def test_a_forged_signature_is_401_and_not_answered(member: Member) -> None:
    assert member.delivery.send(_body(member), "application/json", secret="guessed").status_code == 401
    member.hears_nothing_more()


@pytest.mark.parametrize("shift", [-OLD, OLD], ids=["old", "from the future"])
def test_a_signature_more_than_five_minutes_away_is_401_and_not_answered(member: Member, shift: float) -> None:
    assert member.delivery.send(_body(member), "application/json", at=time.time() + shift).status_code == 401
    member.hears_nothing_more()


def test_a_signature_four_minutes_old_is_taken(member: Member) -> None:
    assert member.delivery.send(_body(member), "application/json", at=time.time() - 240).status_code == 200
    member.hears("utter_emergency")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0="},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "99999999999999999999"},
    ],
    ids=str,
)
def test_a_broken_signature_is_401(member: Member, headers: dict[str, str]) -> None:
    encoded = {name: value.encode() for name, value in headers.items()}
    assert member.delivery.send(_body(member), "application/json", headers=encoded).status_code == 401


def test_a_request_without_a_signature_is_401(workspace: Workspace) -> None:
    assert httpx.post(f"{workspace.rasa.url}/webhooks/slack/webhook", json={"type": "url_verification"}).status_code == 401


def test_a_body_changed_on_the_way_is_401(workspace: Workspace, member: Member) -> None:
    signed = Delivery(f"{workspace.rasa.url}/webhooks/slack/webhook", workspace.slack)
    signed._client.event_hooks["request"] = [_change_the_body]
    assert signed.send(_body(member), "application/json").status_code == 401


def _change_the_body(request: httpx.Request) -> None:
    request.stream = httpx.ByteStream(request.content.replace(b"wet", b"WET"))


def test_slacks_question_whether_the_address_is_ours_is_answered_with_its_challenge(delivery: Delivery) -> None:
    response = delivery.json({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "old"})
    assert (response.status_code, response.json()) == (200, {"challenge": "3eZbrw1aB"})


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"null", b'"text"'], ids=repr)
def test_a_signed_body_that_is_no_object_is_400(delivery: Delivery, body: bytes) -> None:
    assert delivery.send(body, "application/json").status_code == 400


def test_a_body_that_is_no_text_is_401_because_slack_signs_text(delivery: Delivery) -> None:
    assert delivery.send(b"\xff\xfe", "application/json").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "event_callback"},
        {"type": "event_callback", "event": "text"},
        {"type": "event_callback", "team_id": 7, "event": {"type": "message", "user": ["U1"], "text": {}}},
        {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": 9,
            "event": {"type": "message", "user": "U1"},
            "authorizations": "x",
        },
        {"type": "app_rate_limited", "team_id": "T1"},
    ],
    ids=str,
)
def test_an_event_of_an_unknown_shape_does_no_harm(delivery: Delivery, body: dict) -> None:
    assert delivery.json(body).status_code == 200


@pytest.mark.parametrize(
    "payload",
    ["{", "[]", '{"type": "block_actions"}', '{"type": "view_submission"}', '{"type": "block_actions", "actions": [3]}'],
)
def test_an_interaction_of_an_unknown_shape_does_no_harm(delivery: Delivery, payload: str) -> None:
    assert delivery.form({"payload": payload}).status_code in (200, 400)


def test_another_kind_of_body_is_415(delivery: Delivery) -> None:
    assert delivery.send(b"<xml/>", "application/xml").status_code == 415


def test_a_huge_body_is_413(delivery: Delivery) -> None:
    assert delivery.send(b" " * 1_000_001, "application/json").status_code == 413


def test_health_says_that_slack_is_on(workspace: Workspace) -> None:
    assert httpx.get(f"{workspace.rasa.url}/webhooks/slack/").json() == {"status": "ok"}
