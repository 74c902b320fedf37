"""Changing an earlier answer from the page, against the trained model: asked again, counted anew, ended rightly."""

from __future__ import annotations

from browser import Browser, kinds, words

BLADDER = "screen_bladder_bowel_saddle_numbness"
LEGS = "screen_both_legs_progressive_weakness_severe_numbness_coordination_balance"
FIVE_TIMES_NO = ("/deny",) * 5
ALL_HARMLESS = (*FIVE_TIMES_NO, "it started today", "5 out of 10", "in my lower back")


def test_an_answer_in_the_middle_is_asked_again_and_then_the_open_question(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.answer_all("/deny", "/deny")
    answer = browser.change(BLADDER)
    assert answer["state"]["question"]["slot"] == BLADDER
    assert BLADDER in answer["state"]["unasked"]
    assert kinds(answer)[-1] == "question"
    state = browser.press("/deny")["state"]
    assert (state["question"]["number"], len(state["answers"])) == (3, 2)


def test_after_self_care_a_changed_answer_can_lead_to_the_emergency_department(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.answer_all(*ALL_HARMLESS)
    assert browser.change(LEGS)["state"]["disposition"] is None
    answer = browser.press("/affirm")
    assert (kinds(answer)[0], answer["state"]["disposition"]) == ("emergency", "emergency")


def test_after_self_care_the_same_answer_leads_to_self_care_again(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.answer_all(*ALL_HARMLESS)
    browser.change("severity")
    answer = browser.press("2 out of 10")
    assert (kinds(answer)[0], answer["state"]["disposition"]) == ("self_care", "self_care")


def test_a_yes_pressed_by_mistake_is_taken_back_and_the_screening_goes_on(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.press("/affirm")
    asked = browser.change(BLADDER)
    assert asked["state"]["disposition"] == "emergency"
    assert kinds(asked)[0] == "emergency"
    answer = browser.press("/deny")
    assert "take back" in words(answer)
    assert (answer["state"]["disposition"], answer["state"]["red_flags"]) == (None, [])
    assert answer["state"]["question"]["slot"] == LEGS


def test_the_last_list_taken_back_after_everything_else_was_answered_ends_in_self_care(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.answer_all(*ALL_HARMLESS)
    browser.change(LEGS)
    browser.press("/affirm")
    browser.change(LEGS)
    answer = browser.press("/deny")
    assert answer["state"]["disposition"] == "self_care"
    assert "self_care" in kinds(answer)
    assert "take back" in words(answer)


def test_a_sign_in_words_stands_whatever_is_pressed(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.press("/affirm")
    browser.press("i am numb between my legs")
    browser.change(BLADDER)
    answer = browser.press("/deny")
    assert (kinds(answer)[0], answer["state"]["disposition"]) == ("emergency", "emergency")
    assert [flag["id"] for flag in answer["state"]["red_flags"]] == ["saddle_numbness"]


def test_the_history_shows_what_was_changed(browser: Browser) -> None:
    browser.say("my back hurts")
    browser.press("/deny")
    browser.change(BLADDER)
    turn = browser.history()["turns"][4]
    assert turn["change"] == BLADDER
    assert turn["text"] and not turn["text"].startswith("/")
