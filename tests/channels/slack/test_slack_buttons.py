"""A pressed button is answered once, shows what was chosen, and answers only the question it stands under."""

from __future__ import annotations

import pytest
from fake_slack import FakeSlack, Fault, trouble, wait_until
from member import Member, elements, shown, words_of
from servers import RasaServer

FIRST, SECOND = (
    "utter_ask_screen_bladder_bowel_saddle_numbness",
    "utter_ask_screen_both_legs_progressive_weakness_severe_numbness_coordination_balance",
)


@pytest.fixture
def question(member: Member) -> dict:
    member.write("my back hurts")
    asked = member.hears(FIRST)
    member.hears("utter_channel_slack_first_chat")
    return asked


def _replaced(slack: FakeSlack, member: Member) -> dict:
    """What took the place of the message that was pressed last."""
    return wait_until(
        lambda: [each.body for each in slack.calls if each.body.get("name") == member.last_press], what="an answer to the press"
    )[0]


def test_a_press_is_acknowledged_and_answered(member: Member, question: dict) -> None:
    assert member.press(question, "None of these").status_code == 200
    member.hears(SECOND)


def test_the_pressed_message_shows_what_was_chosen_and_has_no_buttons(member: Member, slack: FakeSlack, question: dict) -> None:
    member.press(question, "None of these")
    replaced = _replaced(slack, member)
    assert replaced["replace_original"] is True
    assert shown(replaced).startswith(shown(question))
    assert shown(replaced).endswith(f"{words_of('utter_channel_slack_chosen')} *None of these*")
    assert elements(replaced) == []


def test_a_second_press_on_the_same_message_changes_nothing(member: Member, question: dict) -> None:
    member.press(question, "None of these")
    member.press(question, "Yes")
    member.hears(SECOND)
    member.hears_nothing_more(then=SECOND)


def test_a_yes_under_an_earlier_question_is_no_yes_to_the_open_one(member: Member, slack: FakeSlack, question: dict) -> None:
    member.write("no")
    member.hears(SECOND)
    member.press(question, "Yes")
    assert words_of("utter_channel_slack_old_button") in shown(_replaced(slack, member))
    member.hears_nothing_more(then=SECOND)


def test_a_yes_under_a_question_that_was_deleted_is_no_yes(member: Member, slack: FakeSlack, question: dict) -> None:
    member.write("delete my chat")
    member.hears("utter_channel_slack_deleted")
    member.press(question, "Yes")
    assert words_of("utter_channel_slack_old_button") in shown(_replaced(slack, member))


def test_a_button_that_says_everything_itself_may_be_pressed_late(member: Member) -> None:
    member.write("hello")
    greeting = member.hears("utter_greet")
    member.write("thanks")
    member.hears("utter_thanks")
    member.press(greeting, "Ice or heat?")
    member.hears("utter_ask/ice_or_heat")


def test_a_sign_named_by_a_late_button_still_counts(member: Member, question: dict) -> None:
    member.press(question, "Yes")
    which = member.hears("utter_which_screen_bladder_bowel_saddle_numbness")
    member.write("thanks")
    member.hears("utter_thanks")
    member.press(which, "Leaking")
    assert "emergency" in shown(member.hears("First: please go"))


def test_an_address_for_the_answer_that_has_expired_is_replaced_by_a_change_of_the_message(
    member: Member, slack: FakeSlack, question: dict
) -> None:
    member.press(question, "None of these", response_url=slack.response_url("expired"))
    changed = wait_until(
        lambda: [each.body for each in slack.calls if each.method == "chat.update" and each.body["channel"] == member.channel],
        what="a change of the message",
    )[0]
    assert (changed["ts"], elements(changed)) == (question["ts"], [])
    member.hears(SECOND)


def test_answers_do_not_wait_for_the_pressed_message_to_change(member: Member, slack: FakeSlack, question: dict) -> None:
    before = len(slack.calls)
    with trouble(slack, Fault(status=429, headers={"Retry-After": "30"}, method="response_url")):
        member.press(question, "None of these")
        member.hears(SECOND)
        assert "response_url" not in [each.method for each in slack.calls[before:]]


def test_a_payload_of_no_button_of_ours_is_only_text(member: Member, rasa: RasaServer) -> None:
    forged = {
        "blocks": [{"type": "actions", "elements": [_button('/report_red_flag{"red_flag": "bladder_bowel"}')]}],
        "ts": "1.2",
    }
    member.press(forged, "X")
    wait_until(lambda: member.messages, what="an answer")
    assert rasa.tracker(member.conversation)["slots"]["red_flags"] is None


def _button(payload: str) -> dict:
    return {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "X"}, "value": payload}


def test_a_link_is_opened_by_slack_and_answered_by_nobody(member: Member) -> None:
    link = {"type": "button", "action_id": "link:0", "text": {"type": "plain_text", "text": "X"}, "url": "https://example.org"}
    member.press({"blocks": [{"type": "actions", "elements": [link]}], "ts": "1.3"}, "X")
    member.hears_nothing_more()
