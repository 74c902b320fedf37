"""A Slack that is slow, down or full holds up nobody, and loses no message."""

from __future__ import annotations

import time
import uuid

import pytest
from fake_slack import SECRET, TOKEN, FakeSlack, Fault, trouble, wait_until
from member import Member, elements, shown
from servers import RasaServer


def _rest_answers(rasa: RasaServer, within: float = 3.0) -> None:
    begun = time.monotonic()
    assert rasa.say(uuid.uuid4().hex, "hello")
    assert time.monotonic() - begun < within


def test_the_assistant_started_while_slack_was_down_and_signed_in_later(rasa: RasaServer) -> None:
    wait_until(lambda: "Slack is on." in rasa.output, within=40, what="a line in the log")
    assert rasa.output.count("Slack does not take messages (ClientConnectorError)") >= 1


def test_what_was_said_while_slack_was_down_arrives_in_order_when_it_is_back(
    member: Member, slack: FakeSlack, rasa: RasaServer
) -> None:
    slack.go_down()
    try:
        member.write("thanks")
        member.write("should i use ice or heat")
        _rest_answers(rasa)
    finally:
        slack.come_up()
    member.hears("utter_thanks")
    member.hears("utter_ask/ice_or_heat")


def test_a_slow_slack_delays_neither_its_own_acknowledgement_nor_other_channels(
    member: Member, slack: FakeSlack, rasa: RasaServer
) -> None:
    with trouble(slack, delay=4.0):
        member.write("hello")
        member.write("thanks")
        _rest_answers(rasa)
        member.hears("utter_greet")


def test_too_many_requests_are_sent_again_after_the_time_that_slack_names(member: Member, slack: FakeSlack) -> None:
    fault = Fault(status=429, body={"ok": False, "error": "ratelimited"}, headers={"Retry-After": "2"}, times=1)
    fault.channel = member.channel
    begun = time.monotonic()
    with trouble(slack, fault):
        member.write("thanks")
        member.hears("utter_thanks")
    assert time.monotonic() - begun >= 2
    member.hears("utter_channel_slack_first_chat")
    member.hears_nothing_more()


def test_while_one_waits_for_slack_another_is_answered(member: Member, slack: FakeSlack) -> None:
    other = Member(member.delivery)
    attempts = slack.attempts
    with trouble(slack, Fault(status=429, headers={"Retry-After": "3"}, times=1, channel=member.channel)):
        member.write("hello")
        wait_until(lambda: slack.attempts > attempts)
        other.write("hello")
        other.hears("utter_greet", within=3)
        assert member.messages == []
    member.hears("utter_greet")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503, body={"ok": False, "error": "service_unavailable"}),
        Fault(status=502, body="<html>Bad gateway</html>"),
        Fault(status=200, body={"ok": False, "error": "internal_error"}),
        Fault(status=200, body={"ok": False, "error": "ratelimited"}),
    ],
    ids=lambda fault: f"{fault.status} {fault.body}",
)
def test_a_passing_fault_is_outlasted(member: Member, slack: FakeSlack, fault: Fault) -> None:
    with trouble(slack, Fault(fault.status, fault.body, times=2)):
        member.write("hello")
        member.hears("utter_greet")


def test_words_whose_form_slack_refuses_are_sent_without_form(member: Member, slack: FakeSlack) -> None:
    with trouble(slack, Fault(body={"ok": False, "error": "invalid_blocks"}, times=1, channel=member.channel)):
        member.write("hello")
        bare = member.hears("utter_greet")
    assert elements(bare) == [] and "blocks" not in bare


@pytest.mark.parametrize("error", ["account_inactive", "channel_not_found", "not_authed"])
def test_a_refusal_for_good_is_told_to_the_operator_and_ends_nothing(
    member: Member, slack: FakeSlack, rasa: RasaServer, error: str
) -> None:
    with trouble(slack, Fault(body={"ok": False, "error": error}, channel=member.channel)):
        member.write("thanks")
        wait_until(lambda: f"Slack did not take a message: {error}" in rasa.output, what="a line in the log")
    member.write("hello")
    member.hears("utter_greet")


def test_neither_secrets_nor_words_are_logged(member: Member, slack: FakeSlack, rasa: RasaServer) -> None:
    with trouble(slack, Fault(status=500, times=1)):
        member.write("my back hurts since the zanzibar storm")
        member.hears("utter_ask_screen_bladder_bowel_saddle_numbness")
    assert [each for each in (TOKEN, SECRET, "zanzibar storm") if each in rasa.output] == []


def test_people_are_still_told_apart(member: Member) -> None:
    other = Member(member.delivery)
    member.write("i wet myself")
    member.hears("utter_emergency")
    other.write("thanks")
    assert "First:" not in shown(other.hears("utter_thanks"))
