"""Delete means gone from the database."""

from __future__ import annotations

from member import Member, all_titles
from workspace import Workspace


def _talk(member: Member, words: str = "my back hurts") -> None:
    member.write(words)
    member.hears("utter_channel_slack_first_chat")


def test_who_asks_to_delete_is_offered_a_button_that_does(member: Member, workspace: Workspace) -> None:
    member.write("delete my data")
    offer = member.hears("utter_privacy_delete")
    member.hears("utter_channel_slack_first_chat")
    assert all_titles(offer) == ["Delete my chat"]
    member.press(offer, "Delete my chat")
    member.hears("utter_channel_slack_deleted")
    assert workspace.rows(member.conversation) == 0


def test_the_words_themselves_are_gone_from_the_file(member: Member, workspace: Workspace) -> None:
    _talk(member, "my back hurts since the zanzibarine")
    assert b"zanzibarine" in workspace.database.read_bytes()
    member.write("delete my chat")
    member.hears("utter_channel_slack_deleted")
    assert b"zanzibarine" not in workspace.database.read_bytes()


def test_the_chats_of_others_stay(member: Member, workspace: Workspace) -> None:
    other = Member(member.delivery)
    _talk(other)
    _talk(member)
    stored = workspace.rows(other.conversation)
    member.write("Delete my chat.")
    member.hears("utter_channel_slack_deleted")
    assert workspace.rows(other.conversation) == stored > 0


def test_what_was_said_before_is_forgotten(member: Member) -> None:
    _talk(member)
    member.write("delete my chat")
    member.hears("utter_channel_slack_deleted")
    member.write("yes")
    member.hears("utter_what_next")


def test_who_has_no_chat_is_told_that_there_is_nothing_to_delete(member: Member) -> None:
    member.write("delete my chat")
    member.hears("utter_channel_slack_nothing_to_delete")


def test_a_message_on_its_way_is_deleted_too(member: Member, workspace: Workspace) -> None:
    member.write("my back hurts")
    member.write("delete my chat")
    member.hears("utter_channel_slack_deleted")
    assert workspace.rows(member.conversation) == 0
