"""Whatever is said fits into Slack's limits."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_limits import check_blocks

from assistant.channels.slack_blocks import button_messages, card_messages, pressed_message, text_messages

TEXT = st.text(max_size=200) | st.text(alphabet="ab &<>*_\n[]().", max_size=200).map(lambda text: text * 40)
BUTTONS = st.lists(
    st.fixed_dictionaries({"title": TEXT, "payload": TEXT, "url": st.just("") | st.just("https://x.org")}), max_size=130
)


def _check(messages: list[dict[str, Any]]) -> None:
    for message in messages:
        check_blocks(message["blocks"])
        assert len(message["text"]) <= 4000


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_any_text_fits(text: str) -> None:
    _check(text_messages(text))


@settings(max_examples=60, deadline=None)
@given(TEXT, BUTTONS)
def test_any_buttons_fit(text: str, buttons: list[dict[str, str]]) -> None:
    messages = button_messages(text, buttons, "Ev1", "Choose one")
    _check(messages)
    assert all(message["text"] for message in messages)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {"title": TEXT, "subtitle": TEXT, "image_url": st.just("https://x.org/a.png") | TEXT, "buttons": BUTTONS}
    )
)
def test_any_card_fits(card: dict[str, Any]) -> None:
    _check(card_messages(card, "Ev1", "Choose one"))


@settings(max_examples=60, deadline=None)
@given(TEXT, BUTTONS)
def test_any_message_fits_after_a_press(text: str, buttons: list[dict[str, str]]) -> None:
    for message in button_messages(text, buttons, "Ev1", "Choose one"):
        _check([pressed_message(message, "You chose: **this**")])


def test_many_lines_of_menus_make_more_than_one_message() -> None:
    many = [{"title": f"{n}", "payload": f"{n}"} for n in range(6000)]
    messages = button_messages("Which?", many, "Ev1", "Choose one")
    assert [len(message["blocks"]) for message in messages] == [50, 11]
