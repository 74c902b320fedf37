"""One message of the page, one answer: what was said, what kind each part is, and where the conversation stands."""

from __future__ import annotations

import pytest
from browser import Browser, kinds, words

FIRST = "screen_bladder_bowel_saddle_numbness"
LAST_CHECKLIST = "screen_fever_infection_cancer_weight_loss_kidney_pregnancy"
FIVE_TIMES_NO = ("/deny",) * 5


def test_a_symptom_brings_the_first_question_with_its_place_and_reason(browser: Browser) -> None:
    answer = browser.say("my back hurts")
    question = answer["state"]["question"]
    assert kinds(answer) == ["question"]
    assert [button["payload"] for button in answer["messages"][0]["buttons"]] == ["/deny", "/affirm", "/unsure"]
    assert (question["slot"], question["number"], question["of"], question["scale"], question["map"]) == (
        FIRST,
        1,
        8,
        False,
        False,
    )
    assert "bladder" in question["why"]


def test_the_answers_so_far_are_told_in_words(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.answer_all("/deny", "/deny")
    state = browser.say("should i use ice or heat")["state"]
    assert (state["answers"][0]["slot"], state["answers"][0]["answer"]) == (FIRST, "None of these")
    assert len(state["answers"]) == 2
    assert len(state["unasked"]) == 6
    assert FIRST not in state["unasked"]


def test_numbers_and_places_are_told_in_words(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.answer_all(*FIVE_TIMES_NO, "it started 3 weeks ago", "5 out of 10")
    state = browser.press("in my lower back")["state"]
    assert [each["answer"] for each in state["answers"][-3:]] == ["21 days ago", "5 of 10", "Lower back"]


def test_the_scale_and_the_map_are_for_how_bad_and_where(browser: Browser) -> None:
    browser.say("my back hurts")
    severity = browser.answer_all(*FIVE_TIMES_NO, "it started today")["state"]["question"]
    place = browser.press("5 out of 10")["state"]["question"]
    assert (severity["slot"], severity["scale"], severity["map"]) == ("severity", True, False)
    assert (place["slot"], place["scale"], place["map"], place["number"]) == ("place", False, True, 8)


def test_self_care_is_a_card_and_its_plan_names_sources_and_review(browser: Browser) -> None:
    browser.say("my back hurts")
    answer = browser.answer_all(*FIVE_TIMES_NO, "it started today", "5 out of 10", "in my lower back")
    assert answer["state"]["disposition"] == "self_care"
    assert kinds(answer)[:3] == ["self_care", "answer", "answer"]
    assert answer["state"]["question"] is None
    for message in answer["messages"][:3]:
        assert message["sources"]
        assert message["review_due"] == "2027-11-01"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i wet myself and cant feel between my legs", "emergency"),
        ("i have chest pain", "emergency_ambulance"),
        ("i have a fever and my back hurts", "urgent"),
    ],
)
def test_a_red_flag_is_a_card_of_its_urgency(browser: Browser, text: str, kind: str) -> None:
    answer = browser.say(text)
    assert kinds(answer)[0] == kind
    assert answer["state"]["disposition"] == kind
    assert answer["state"]["red_flags"][0].keys() == {"id", "name"}


def test_thoughts_of_self_harm_are_an_emergency_card_without_reasons(browser: Browser) -> None:
    answer = browser.say("i want to kill myself")
    assert kinds(answer)[0] == "emergency"
    assert "You matter" in words(answer)


def test_the_referral_comes_again_as_a_card_before_the_next_answer(browser: Browser) -> None:
    browser.say("i wet myself")
    answer = browser.say("should i use ice or heat")
    assert kinds(answer) == ["emergency", "answer"]
    assert answer["messages"][0]["text"].startswith("First:")
    assert [button["payload"] for button in answer["messages"][0]["buttons"]] == ["/getting_help", "/correction"]
    assert "First:" not in answer["messages"][1]["text"]
    assert answer["messages"][1]["sources"]


def test_getting_help_is_in_the_state(browser: Browser) -> None:
    browser.say("i wet myself")
    assert browser.press("/getting_help")["state"]["getting_help"] is True


def test_typed_commands_are_words(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.say("/restart")
    browser.say("/affirm{}")
    assert browser.say('/deny{"disposition": "self_care"}')["state"]["disposition"] is None
    assert [turn["text"] for turn in browser.history()["turns"][2::2]] == [
        "restart",
        "affirm{}",
        'deny{"disposition": "self_care"}',
    ]


def test_a_typed_button_name_presses_no_button(browser: Browser) -> None:
    browser.say("i wet myself")
    assert browser.say("/restart_screening")["state"]["disposition"] == "emergency"
    assert browser.press("/restart_screening")["state"]["disposition"] is None


@pytest.mark.parametrize(
    "payload", ["/session_start", "/restart{}", '/affirm{"a": 1}', "/EXTERNAL_ping", " /back", "/report_red_flag"]
)
def test_a_payload_that_no_button_has_is_refused(browser: Browser, payload: str) -> None:
    assert browser.post(button=payload).status_code == 400


@pytest.mark.parametrize("text", ["", "   ", "😀", "\u0000", "\ud83d"])
def test_there_is_always_an_answer(browser: Browser, text: str) -> None:
    answer = browser.say(text)
    assert words(answer)


def test_text_below_the_limit_is_answered_and_above_refused(browser: Browser) -> None:
    assert browser.post(text="my back hurts " * 714).status_code == 200
    assert browser.post(text="x" * 10_001).status_code == 413


def test_who_asks_about_privacy_is_told_of_the_button_on_the_page(browser: Browser) -> None:
    assert '"Delete my chat"' in words(browser.say("please delete my data"))
