"""The app's own page: when to call for help comes first, then a way to begin and a way to delete."""

from __future__ import annotations

import pytest
from fake_slack import FakeSlack, wait_until
from member import Member, all_titles, elements, words_of
from workspace import Workspace


def _open(member: Member, tab: str) -> None:
    event = {"type": "app_home_opened", "user": member.user, "channel": member.channel, "tab": tab, "event_ts": "1.1"}
    assert member.delivery.event(event).status_code == 200


@pytest.fixture
def home(member: Member, slack: FakeSlack) -> dict:
    _open(member, "home")
    published = wait_until(
        lambda: [each.body for each in slack.calls if each.method == "views.publish" and each.body["user_id"] == member.user],
        what="a page",
    )
    return published[0]["view"]


def test_the_page_begins_with_the_signs_that_mean_call_now(home: dict) -> None:
    first = home["blocks"][0]["text"]["text"]
    assert words_of("utter_channel_home_danger") in first
    for sign in ("chest", "Slurred speech", "cannot pee", "Numb between your legs", "Weak or numb legs", "lose your balance"):
        assert sign in first


def test_the_page_names_the_emergency_numbers(home: dict) -> None:
    assert all(number in home["blocks"][0]["text"]["text"] for number in ("999", "112", "911"))


def test_the_page_says_who_can_read_the_chat(home: dict) -> None:
    assert any("run your workspace may be able to read it" in block.get("text", {}).get("text", "") for block in home["blocks"])


def test_start_begins_in_the_private_chat(member: Member, home: dict) -> None:
    member.press_in_home(home, "Start")
    assert member.hears("utter_greet")["channel"] == member.channel


def test_start_can_be_pressed_again_another_day(member: Member, home: dict) -> None:
    for _ in range(2):
        member.press_in_home(home, "Start")
        member.hears("utter_greet")


def test_delete_asks_whether_that_is_meant(home: dict) -> None:
    dialog = next(element for _, element in elements(home) if element["text"]["text"] == "Delete my chat")["confirm"]
    assert (dialog["confirm"]["text"], dialog["deny"]["text"]) == ("Delete it", "Keep it")


def test_delete_on_the_page_deletes_and_says_so(member: Member, workspace: Workspace, home: dict) -> None:
    member.write("my back hurts")
    member.hears("utter_channel_slack_first_chat")
    assert workspace.rows(member.conversation) > 0
    member.press_in_home(home, "Delete my chat")
    member.hears("utter_channel_slack_deleted")
    assert workspace.rows(member.conversation) == 0


def test_the_page_has_no_other_buttons(home: dict) -> None:
    assert all_titles(home) == ["Start", "Delete my chat"]


def test_who_opens_the_private_chat_for_the_first_time_is_welcomed_once(member: Member) -> None:
    for _ in range(2):
        _open(member, "messages")
    member.hears("utter_greet")
    member.hears("utter_channel_slack_first_chat")
    member.hears_nothing_more()


def test_who_has_written_before_is_not_welcomed_again(member: Member) -> None:
    member.write("my back hurts")
    member.hears("utter_channel_slack_first_chat")
    _open(member, "messages")
    member.hears_nothing_more(then="utter_ask_screen_bladder_bowel_saddle_numbness")
