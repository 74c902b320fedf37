"""Health is not talked about where others read along."""

from __future__ import annotations

import httpx
import pytest
from fake_slack import BOT, FakeSlack, wait_until
from member import Member, all_titles, shown, words_of
from servers import RasaServer

CHANNEL = "C0PUBLIC"
SIGN = "i wet myself"


def _ephemerals(slack: FakeSlack, member: Member) -> list[dict]:
    return [each.body for each in slack.calls if each.method == "chat.postEphemeral" and each.body["user"] == member.user]


def _mention(member: Member) -> dict:
    return {**member.message_event(f"<@{BOT}> {SIGN}"), "type": "app_mention", "channel": CHANNEL, "channel_type": "channel"}


def _in_channel(member: Member, kind: str = "channel") -> dict:
    return member.message_event(SIGN, channel=CHANNEL, channel_type=kind)


@pytest.fixture
def invitation(member: Member, slack: FakeSlack) -> dict:
    member.delivery.event(_mention(member))
    return wait_until(lambda: _ephemerals(slack, member), what="an invitation")[0]


def test_a_mention_is_answered_only_to_who_wrote_it(member: Member, slack: FakeSlack, invitation: dict) -> None:
    assert (invitation["user"], invitation["channel"]) == (member.user, CHANNEL)
    assert words_of("utter_channel_slack_in_private") in shown(invitation)
    assert [each for each in slack.calls if each.method == "chat.postMessage" and each.body["channel"] == CHANNEL] == []


def test_the_invitation_says_where_help_is(invitation: dict) -> None:
    assert "call your emergency number" in shown(invitation)


def test_what_was_written_in_public_reaches_neither_assistant_nor_store(
    member: Member, rasa: RasaServer, invitation: dict
) -> None:
    url = f"{rasa.url}/conversations/{member.conversation}/tracker"
    assert httpx.get(url, params={"token": rasa.token, "include_events": "ALL"}).json()["latest_message"]["text"] is None
    assert member.messages == []


def test_start_under_the_invitation_begins_in_private(member: Member, invitation: dict) -> None:
    member.press({**invitation, "channel": CHANNEL}, "Start", message=None)
    assert member.hears("utter_greet")["channel"] == member.channel


@pytest.mark.parametrize("kind", ["channel", "group", "mpim"])
def test_a_message_without_a_mention_is_answered_once_and_only_to_who_wrote_it(
    member: Member, slack: FakeSlack, kind: str
) -> None:
    for _ in range(3):
        member.delivery.event(_in_channel(member, kind))
    member.write("hello")
    member.hears("utter_greet")
    assert len(_ephemerals(slack, member)) == 1


def test_a_mention_that_comes_as_two_events_is_answered_once(member: Member, slack: FakeSlack) -> None:
    mention = _mention(member)
    member.delivery.event(mention)
    member.delivery.event({**mention, "type": "message"})
    member.write("hello")
    member.hears("utter_greet")
    assert len(_ephemerals(slack, member)) == 1


def test_what_was_said_in_private_is_not_carried_into_a_channel(member: Member, slack: FakeSlack) -> None:
    member.write("my back hurts")
    member.hears("utter_ask_screen_bladder_bowel_saddle_numbness")
    member.delivery.event({**_mention(member), "text": f"<@{BOT}> yes"})
    wait_until(lambda: _ephemerals(slack, member))
    member.write("no")
    member.hears("utter_ask_screen_both_legs_progressive_weakness_severe_numbness_coordination_balance")


def test_buttons_of_the_invitation_name_no_health(invitation: dict) -> None:
    assert all_titles(invitation) == ["Start"]
