"""Every button fits every channel and does something."""

from __future__ import annotations

import pytest
from wording import INTENTS, WORDINGS, Wording, by_name

from assistant.channels.inbound import BUTTONS, clean_text
from triage.context import Status
from triage.detector import default_detector
from triage.knowledge import load

WITH_BUTTONS = [each for each in WORDINGS if each.buttons]
EACH = pytest.mark.parametrize("wording", **by_name(WITH_BUTTONS))


def payloads(wording: Wording, slash: bool) -> list[str]:
    return [button["payload"] for button in wording.buttons if button["payload"].startswith("/") is slash]


@EACH
def test_a_response_has_at_most_five_buttons_beside_the_numbers_of_a_scale(wording):
    assert len([button for button in wording.buttons if not button["title"].isdigit()]) <= 5


@pytest.mark.parametrize("wording", **by_name([each for each in WITH_BUTTONS if each.channel is None]))
def test_what_every_channel_says_has_at_most_five_buttons_because_rasas_own_slack_drops_all_of_six(wording):
    assert len(wording.buttons) <= 5


@EACH
def test_the_title_of_a_button_fits_on_a_small_screen(wording):
    assert [button["title"] for button in wording.buttons if not 1 <= len(button["title"]) <= 20] == []


@EACH
def test_the_payload_of_a_button_fits_into_telegrams_64_bytes(wording):
    assert [button["payload"] for button in wording.buttons if not 1 <= len(button["payload"].encode()) <= 64] == []


@EACH
def test_no_two_buttons_of_a_response_look_or_do_the_same(wording):
    assert len({button["title"] for button in wording.buttons}) == len(wording.buttons)
    assert len({button["payload"] for button in wording.buttons}) == len(wording.buttons)


@EACH
def test_a_button_with_a_slash_names_an_intent_and_nothing_else(wording):
    assert {payload[1:] for payload in payloads(wording, slash=True)} <= INTENTS


@EACH
def test_a_button_with_a_slash_is_let_in_by_the_channel(wording):
    assert {payload[1:] for payload in payloads(wording, slash=True)} <= BUTTONS


@EACH
def test_a_button_with_words_reaches_the_assistant_unchanged(wording):
    words = payloads(wording, slash=False)
    assert [clean_text(each) for each in words] == words


@pytest.mark.parametrize("wording", **by_name([each for each in WORDINGS if each.name.startswith("utter_ask_screen_")]))
def test_a_checklist_is_answered_by_none_yes_or_not_sure(wording):
    assert [button["payload"] for button in wording.buttons] == ["/deny", "/affirm", "/unsure"]


@pytest.mark.parametrize("wording", **by_name([each for each in WORDINGS if each.name.startswith("utter_still_")]))
def test_a_reminder_can_be_answered_with_getting_help_or_with_a_mistake(wording):
    assert [button["payload"] for button in wording.buttons] == ["/getting_help", "/correction"]


@pytest.mark.parametrize("question", load().questions, ids=lambda question: question.slot)
def test_every_which_one_is_heard_as_a_sign_of_its_checklist(question):
    wording = next(each for each in WORDINGS if each.name == f"utter_which_{question.slot}")
    heard = {text: default_detector().detect(text) for text in payloads(wording, slash=False)}
    present = {text: {each.flag for each in findings if each.status is Status.PRESENT} for text, findings in heard.items()}
    assert [text for text, flags in present.items() if not flags.intersection(question.flags)] == []
