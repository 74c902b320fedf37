"""/back-spasm is acknowledged at once, seen only by who typed it, and answered in private."""

from __future__ import annotations

import pytest
from fake_slack import FakeSlack, wait_until
from member import Member, words_of
from workspace import Workspace


@pytest.mark.parametrize("text", ["", "start", " START "])
def test_the_bare_command_begins_in_private(member: Member, text: str) -> None:
    response = member.command(text)
    assert response.json()["response_type"] == "ephemeral"
    assert words_of("utter_channel_slack_look_in_private") in response.json()["text"]
    assert member.hears("utter_greet")["channel"] == member.channel


def test_the_answer_says_where_help_is_at_once(member: Member) -> None:
    assert "call your emergency number" in member.command("i wet myself").json()["text"]


def test_words_behind_the_command_are_answered_in_private(member: Member) -> None:
    member.command("my back hurts &amp; i wet myself")
    member.hears("utter_emergency")


def test_an_intent_behind_the_command_is_only_text(member: Member, workspace: Workspace) -> None:
    member.command("/report_red_flag")
    wait_until(lambda: member.messages, what="an answer")
    assert workspace.rasa.tracker(member.conversation)["slots"]["disposition"] is None


def test_help_says_what_can_be_typed(member: Member) -> None:
    response = member.command("help").json()
    assert words_of("utter_channel_slack_help") in response["text"]
    assert response["response_type"] == "ephemeral"


def test_a_command_sent_again_is_answered_once(member: Member) -> None:
    for _ in range(2):
        assert member.command(trigger_id=f"{member.user}.9").status_code == 200
    member.hears("utter_greet")
    member.hears("utter_channel_slack_first_chat")
    member.hears_nothing_more()


def test_delete_is_acknowledged_and_answered_when_it_is_done(member: Member, slack: FakeSlack, workspace: Workspace) -> None:
    member.write("my back hurts")
    member.hears("utter_channel_slack_first_chat")
    before = len(slack.calls)
    response = member.command("delete")
    assert (response.status_code, response.content) == (200, b"")
    told = wait_until(lambda: [each.body for each in slack.calls[before:] if each.method == "response_url"], what="an answer")[0]
    assert words_of("utter_channel_slack_deleted") in told["text"]
    assert told["response_type"] == "ephemeral"
    assert workspace.rows(member.conversation) == 0


def test_a_command_without_a_person_does_no_harm(member: Member) -> None:
    assert member.command(user_id="").status_code == 200
    assert member.command(ssl_check="1", command="").status_code == 200
