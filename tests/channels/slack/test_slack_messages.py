"""What a person writes in the private chat is answered there, and nothing else is."""

from __future__ import annotations

import pytest
from fake_slack import BOT
from member import Member, all_titles, shown


def test_a_message_is_answered_in_the_private_chat(member: Member) -> None:
    member.write("hello")
    assert member.hears("utter_greet")["channel"] == member.channel


def test_an_emergency_is_answered_with_the_referral(member: Member) -> None:
    member.write("my back hurts and i wet myself")
    member.hears("utter_emergency")


def test_the_first_answer_is_followed_by_who_can_read_the_chat_and_only_the_first(member: Member) -> None:
    member.write("hello")
    member.hears("utter_greet")
    member.hears("utter_channel_slack_first_chat")
    member.hears_nothing_more()


def test_a_whole_screening_ends_in_self_care(member: Member) -> None:
    member.write("my back hurts")
    for _ in range(5):
        member.press(member.hears("\n• "), "None of these")
    member.press(member.hears("utter_ask_onset"), "Today")
    member.press(member.hears("utter_ask_severity"), "2")
    member.press(member.hears("utter_ask_place"), "Lower back")
    member.hears("utter_self_care")


def test_an_answer_to_a_message_in_a_thread_stays_in_the_thread(member: Member) -> None:
    member.write("hello", thread_ts="1700000000.000001")
    assert member.hears("utter_greet")["thread_ts"] == "1700000000.000001"


def test_no_message_is_sent_as_a_user_which_only_classic_apps_may(member: Member) -> None:
    member.write("hello")
    assert "as_user" not in member.hears("utter_greet")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
def test_json_is_read_with_any_character_set_in_its_type(member: Member, kind: str) -> None:
    assert member.delivery.event(member.message_event("hello"), kind=kind).status_code == 200
    member.hears("utter_greet")


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed", "message": {"text": "i wet myself"}},
        {"subtype": "message_deleted", "previous_message": {"text": "i wet myself"}},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"user": None},
    ],
    ids=lambda fields: "-".join(f"{key}_{value}" for key, value in fields.items() if not isinstance(value, dict)),
)
def test_what_a_bot_wrote_and_what_was_only_changed_is_not_answered(member: Member, fields: dict) -> None:
    assert member.delivery.event(member.message_event("i wet myself", **fields)).status_code == 200
    member.hears_nothing_more()


def test_a_file_without_words_is_answered_with_please_type_and_the_emergency_number(member: Member) -> None:
    member.write("", subtype="file_share", files=[{"id": "F1", "mimetype": "audio/mp4", "subtype": "slack_audio"}])
    assert "call your emergency number" in shown(member.hears("utter_channel_slack_words_only"))
    member.hears_nothing_more()


def test_a_file_with_words_is_told_that_it_is_not_seen_and_the_words_are_answered(member: Member) -> None:
    member.write("i wet myself", subtype="file_share", files=[{"id": "F1", "mimetype": "image/png"}])
    member.hears("utter_channel_slack_words_only")
    member.hears("utter_emergency")


def test_nothing_but_a_mention_is_answered_too(member: Member) -> None:
    member.write(f"<@{BOT}>")
    member.hears("utter_please_rephrase")


def test_an_intent_that_is_typed_is_only_text(member: Member) -> None:
    member.write("my back hurts")
    member.hears("utter_ask_screen_bladder_bowel_saddle_numbness")
    member.hears("utter_channel_slack_first_chat")
    member.write(" /report_red_flag")
    assert "Please go to the emergency" not in shown(member.hears(""))


def test_words_that_slack_marked_are_still_heard(member: Member) -> None:
    member.write("I _wet_ *myself*")
    member.hears("utter_emergency")


def test_a_thumb_up_is_a_yes(member: Member) -> None:
    member.write("my back hurts")
    member.hears("utter_ask_screen_bladder_bowel_saddle_numbness")
    member.write(":+1::skin-tone-3:")
    member.hears("utter_emergency")


def test_a_scale_from_0_to_10_has_all_its_buttons(member: Member) -> None:
    member.write("my back hurts")
    for _ in range(5):
        member.press(member.hears("\n• "), "None of these")
    member.press(member.hears("utter_ask_onset"), "Today")
    scale = member.hears("utter_ask_severity")
    assert all_titles(scale) == [*map(str, range(11)), "Not sure"]
    assert [len(block["elements"]) for block in scale["blocks"] if block["type"] == "actions"] == [5, 5, 2]
