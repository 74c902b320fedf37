"""Buttons: shown in rows, answered, taken away when pressed, and harmless when they are old."""

from __future__ import annotations

import pytest
from bot_api import BotApi, Shown, wait_until
from person import Person
from servers import RasaServer

from assistant.channels.telegram_keyboards import digest

FIRST, SECOND = "must not be missed", "Pain, tingling or weakness in both legs"


@pytest.fixture
def first_list(person: Person) -> Shown:
    """The first checklist of the screening."""
    (question,) = person.says("my back hurts")
    assert FIRST in question.text
    return question


def test_each_button_has_a_row_of_its_own(first_list: Shown) -> None:
    assert [[button["text"] for button in row] for row in first_list.keyboard] == [["None of these"], ["Yes"], ["Not sure"]]


def test_the_numbers_of_a_scale_stand_in_rows_of_six(person: Person, first_list: Shown) -> None:
    question = first_list
    while "from 0 to 10" not in question.text:
        title = next(each for each in question.titles if each in ("None of these", "Today"))
        (question,) = person.chooses(question, title)
    rows = [[button["text"] for button in row] for row in question.keyboard]
    assert rows == [["0", "1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"], ["Not sure"]]
    assert "where does it hurt" in person.chooses(question, "7")[0].text


def test_a_press_is_answered_so_that_the_spinner_ends(person: Person, first_list: Shown, api: BotApi) -> None:
    person.chooses(first_list, "None of these")
    wait_until(lambda: not api.queries, "every press is answered")


def test_the_message_shows_what_was_chosen_and_has_no_buttons_left(person: Person, first_list: Shown) -> None:
    question = first_list.text
    (second,) = person.chooses(first_list, "None of these")
    assert SECOND in second.text
    assert first_list.text == f"{question}\n\nYou chose: None of these"
    assert first_list.keyboard == []


def test_bold_words_stay_bold_when_the_choice_is_shown(person: Person, first_list: Shown, api: BotApi) -> None:
    bold = [{"type": "bold", "offset": 0, "length": 5}]
    message = {**first_list.as_telegram_sends_it(), "entities": bold}
    person.taps(message, first_list.button("None of these")["callback_data"])
    wait_until(lambda: first_list.edits, "the message is edited")
    edits = [parameters for method, parameters in api.calls if method == "editMessageText"]
    assert edits[-1]["entities"] == bold


def test_a_button_with_words_says_them(person: Person, rasa: RasaServer) -> None:
    (greeting,) = person.says("hello")
    assert "ice" in person.chooses(greeting, "Ice or heat?")[0].text
    typed = [event for event in rasa.tracker(person.conversation)["events"] if event["event"] == "user"]
    assert typed[-1]["text"] == "should i use ice or heat"


def test_a_second_tap_counts_as_nothing(person: Person, first_list: Shown) -> None:
    shown, data = first_list.as_telegram_sends_it(), first_list.button("None of these")["callback_data"]
    person.taps(shown, data)
    person.taps(shown, data)
    person.sees(2)
    later = person.hears_nothing_else()
    assert [each.text for each in later if SECOND not in each.text] == []
    assert person.screen[1].keyboard != []


def test_an_old_none_of_these_does_not_answer_the_question_that_is_open_now(
    person: Person, first_list: Shown, rasa: RasaServer
) -> None:
    shown, data = first_list.as_telegram_sends_it(), first_list.button("None of these")["callback_data"]
    person.says("none of them")
    person.taps(shown, data)
    assert "earlier question" in person.sees(3)[2].text
    assert first_list.keyboard == []
    tracker = rasa.tracker(person.conversation)
    assert "both_legs" in tracker["slots"]["requested_slot"]
    assert tracker["slots"][tracker["slots"]["requested_slot"]] is None


def test_an_old_yes_to_a_danger_list_is_asked_for_in_words(person: Person, first_list: Shown) -> None:
    person.says("none of them")
    person.presses(first_list, "Yes")
    reply = person.sees(3)[2].text
    assert "write it in your own words now" in reply
    assert "emergency number" in reply


def test_an_old_i_am_getting_help_does_not_end_the_reminder_of_a_newer_danger(person: Person, rasa: RasaServer) -> None:
    person.says("i have a fever and my back hurts")
    person.says("thanks")
    reminder = person.screen[-1]
    person.says("i wet myself")
    before = len(person.screen)
    person.taps(reminder.as_telegram_sends_it(), f"/getting_help?{digest('First: please speak to a doctor today.')}")
    assert "earlier question" in person.sees(before + 1)[-1].text
    assert not rasa.tracker(person.conversation)["slots"]["getting_help"]


def test_a_question_asked_again_can_be_answered_under_either_copy(person: Person, first_list: Shown) -> None:
    person.says("should i use ice or heat", 2)
    assert FIRST in person.screen[-1].text
    assert SECOND in person.chooses(first_list, "None of these")[0].text


def test_a_button_that_the_server_has_forgotten_brings_help(person: Person, first_list: Shown) -> None:
    person.taps(first_list.as_telegram_sends_it(), "#0123456789ab")
    reply = person.sees(2)[1].text
    assert "Please type what you wanted to say" in reply
    assert "emergency number" in reply


@pytest.mark.parametrize("data", ["/report_red_flag", "/session_start", '/affirm{"disposition": "self_care"}', "/affirm", ""])
def test_a_forged_press_calls_no_intent(person: Person, first_list: Shown, rasa: RasaServer, data: str) -> None:
    person.taps(first_list.as_telegram_sends_it(), data)
    person.sees(2)
    slots = rasa.tracker(person.conversation)["slots"]
    assert (slots["disposition"], slots["screen_bladder_bowel_saddle_numbness"]) == (None, None)


def test_a_press_under_a_message_too_old_to_be_shown_still_counts(person: Person, first_list: Shown) -> None:
    inaccessible = {"message_id": first_list.number, "chat": {"id": person.chat, "type": "private"}, "date": 0}
    person.taps(inaccessible, first_list.button("None of these")["callback_data"])
    assert SECOND in person.sees(2)[1].text
    assert first_list.keyboard == []
