"""Slack sends an event again when our answer was late or lost; it is answered once."""

from __future__ import annotations

import httpx
import pytest
from member import Member
from servers import RasaServer

REASONS = ["http_timeout", "http_error", "connection_failed", "ssl_error", "too_many_redirects", "unknown_error"]


@pytest.mark.parametrize("reason", REASONS)
def test_an_event_sent_again_is_answered_once(member: Member, reason: str) -> None:
    event = member.message_event("hello")
    identity = f"Ev{member.user}"
    member.delivery.event(event, identity)
    member.hears("utter_greet")
    member.hears("utter_channel_slack_first_chat")
    for number in "123":
        response = member.delivery.event(event, identity, headers={"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": reason})
        assert response.status_code == 200
        assert response.headers["X-Slack-No-Retry"] == "1"
    member.hears_nothing_more()


def test_an_event_that_is_sent_twice_at_the_same_time_is_answered_once(member: Member) -> None:
    event = member.message_event("hello")
    for _ in range(2):
        member.delivery.event(event, f"Ev{member.user}")
    member.hears("utter_greet")
    member.hears("utter_channel_slack_first_chat")
    member.hears_nothing_more()


def test_an_event_of_which_only_the_repetition_arrives_is_answered(member: Member) -> None:
    headers = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}
    member.delivery.event(member.message_event("hello"), headers=headers)
    member.hears("utter_greet")


def test_an_event_that_was_answered_before_a_restart_is_not_answered_again(member: Member, rasa: RasaServer) -> None:
    member.write("thanks")
    member.hears("utter_channel_slack_first_chat")
    answered = {"event": "user", "text": "hello", "parse_data": {"intent": {"name": "greet"}}, "message_id": f"Ev{member.user}"}
    url = f"{rasa.url}/conversations/{member.conversation}/tracker/events"
    httpx.post(url, params={"token": rasa.token}, json=[answered]).raise_for_status()
    headers = {"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "http_timeout"}
    member.delivery.event(member.message_event("hello"), f"Ev{member.user}", headers=headers)
    member.hears_nothing_more()


def test_the_same_words_written_twice_are_two_messages(member: Member) -> None:
    member.write("thanks")
    member.write("thanks")
    member.hears("utter_thanks")
    member.hears("utter_thanks")
