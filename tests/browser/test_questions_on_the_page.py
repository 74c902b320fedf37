"""One question at a time: how it looks, what can be pressed, and how an answer is taken back."""

from __future__ import annotations

import pytest
from chat_page import NONE, TO_SELF_CARE, ChatPage
from playwright.sync_api import expect
from servers import RasaServer


def test_progress_counts_the_questions(chat: ChatPage) -> None:
    chat.start().press("My back hurts")
    expect(chat.replies.last).to_contain_text("Question 1 of about 8")
    chat.press(NONE)
    expect(chat.replies.last).to_contain_text("Question 2 of about 8")


def test_every_question_can_be_answered_with_not_sure_and_says_why_it_is_asked(chat: ChatPage) -> None:
    chat.start().press("My back hurts")
    for step in TO_SELF_CARE[1:]:
        expect(chat.choices.get_by_role("button", name="Not sure", exact=True)).to_have_count(1)
        why = chat.choices.locator(".why")
        why.get_by_text("Why are you asking?").click()
        expect(why.locator("p")).not_to_be_empty()
        chat.press(step)
    expect(chat.card("Self-care: look after it at home")).to_be_visible()


@pytest.mark.parametrize("score", [0, 10])
def test_the_scale_sends_its_number(chat: ChatPage, rasa: RasaServer, score: int) -> None:
    chat.start().press(*TO_SELF_CARE[:7], str(score))
    assert rasa.tracker(chat.sender)["slots"]["severity"] == str(score)


def test_each_number_of_the_scale_is_named_with_words_of_daily_life(chat: ChatPage) -> None:
    chat.start().press(*TO_SELF_CARE[:7])
    scale = chat.choices.get_by_role("group", name="How bad is the pain, from 0 to 10?")
    expect(scale.get_by_role("button")).to_have_count(11)
    expect(scale.get_by_role("button", name="2 of 10: It is there, but I get on with my day")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "slot"),
    [
        ("Neck", "neck"),
        ("Upper back", "upper_back"),
        ("Lower back", "lower_back"),
        ("Hip or thigh", "buttock_hip_thigh"),
        ("Below the knee", "below_knee"),
    ],
)
def test_the_map_sends_its_place(chat: ChatPage, rasa: RasaServer, place: str, slot: str) -> None:
    chat.start().press(*TO_SELF_CARE[:8], place)
    assert rasa.tracker(chat.sender)["slots"]["place"] == slot


def test_the_map_without_a_choice_says_so_and_sends_nothing(chat: ChatPage) -> None:
    chat.start().press(*TO_SELF_CARE[:8])
    turns = chat.turns.count()
    chat.page.get_by_role("button", name="Use this place").click()
    expect(chat.page.get_by_role("alert")).to_have_text("Choose a place first.")
    expect(chat.turns).to_have_count(turns)


def test_an_earlier_answer_is_changed_from_the_list(chat: ChatPage, rasa: RasaServer) -> None:
    chat.start().press(*TO_SELF_CARE[:8])
    chat.menu("My answers")
    dialog = chat.page.get_by_role("dialog", name="My answers")
    expect(dialog.get_by_role("listitem")).to_have_count(7)
    dialog.get_by_role("button", name="Change: When it started").click()
    expect(chat.choices.get_by_role("button", name="Over 2 weeks ago")).to_be_visible()
    expect(dialog).to_be_hidden()
    chat.press("Over 2 weeks ago")
    assert int(rasa.tracker(chat.sender)["slots"]["onset"]) > 14


def test_a_person_can_type_at_every_question(chat: ChatPage) -> None:
    chat.start().press("My back hurts").say("no none").say("i have chest pain")
    expect(chat.card("Emergency: call an ambulance now")).to_be_visible()


def test_shift_and_enter_make_a_new_line(chat: ChatPage) -> None:
    chat.start()
    chat.words.press_sequentially("one")
    chat.words.press("Shift+Enter")
    chat.words.press_sequentially("two")
    expect(chat.words).to_have_value("one\ntwo")


def test_typed_slash_is_text(chat: ChatPage, rasa: RasaServer) -> None:
    chat.start().press("My back hurts").say("/deny")
    said = [event["text"] for event in rasa.tracker(chat.sender)["events"] if event["event"] == "user"]
    assert said[-1] == "deny"
    expect(chat.turns.nth(-2)).to_contain_text("/deny")
