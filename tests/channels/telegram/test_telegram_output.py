"""What a response of any kind looks like on Telegram: after a referral, what a stand-in for the action server says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bot_api import BotApi, Shown
from person import Person
from saying import saying

Says = Callable[..., list[Shown]]


@pytest.fixture
def says(person: Person, action_port: int) -> Says:
    """Let the assistant say responses after a referral, and wait for this many messages."""

    def say(*responses: dict[str, Any], messages: int = 1) -> list[Shown]:
        with saying(action_port, *responses):
            referral, *others = person.says("i wet myself", 1 + messages)
        assert "emergency department now" in referral.text
        return others

    return say


def test_bold_words_links_and_lists_are_shown_as_such(says: Says) -> None:
    text = "**Now:**\n- Ice & rest, if fever is < 38 and pain > 5\n- Read [the page](https://example.org/a?b=1&c=2)"
    (message,) = says({"text": text})
    link = '<a href="https://example.org/a?b=1&amp;c=2">the page</a>'
    assert message.raw == f"<b>Now:</b>\n• Ice &amp; rest, if fever is &lt; 38 and pain &gt; 5\n• Read {link}"
    assert message.text == "Now:\n• Ice & rest, if fever is < 38 and pain > 5\n• Read the page"


def test_html_that_a_person_wrote_is_shown_as_written(says: Says) -> None:
    (message,) = says({"text": "Your words were: <script>alert(1)</script> </b> &amp;"})
    assert message.text == "Your words were: <script>alert(1)</script> </b> &amp;"


def test_should_telegram_refuse_the_markup_the_words_are_sent_without(says: Says, api: BotApi, person: Person) -> None:
    person.says("hello")
    api.fail_next("sendMessage", 400)
    assert person.says("is it serious")[0].raw == person.texts[-1]


def test_a_long_text_is_split_between_paragraphs_in_order_with_its_buttons_last(says: Says) -> None:
    paragraphs = [f"Paragraph {number}. " + "Move a little. " * 120 for number in range(5)]
    buttons = [{"title": "Go on", "payload": "is it serious"}]
    messages = says({"text": "\n\n".join(paragraphs), "buttons": buttons}, messages=3)
    assert [message.text.split(".")[0] for message in messages] == ["Paragraph 0", "Paragraph 2", "Paragraph 4"]
    assert [message.titles for message in messages] == [[], [], ["Go on"]]
    assert " ".join(message.text for message in messages).split() == " ".join(paragraphs).split()


def test_a_text_of_one_endless_word_and_of_emoji_is_split_too(says: Says) -> None:
    messages = says({"text": "a" * 5000 + "\n\n" + "🦵" * 3000}, messages=4)
    assert "".join(message.text for message in messages) == "a" * 5000 + "🦵" * 3000


def test_a_blank_line_does_not_tear_a_message_in_two(person: Person) -> None:
    person.says("i wet myself")
    (message,) = person.says("should i use ice or heat")
    assert message.text.startswith("First: please go to the emergency department now.")
    assert "\n\n" in message.text


def test_a_payload_too_long_for_telegram_is_kept_here_and_works(says: Says, person: Person) -> None:
    payload = "is it serious, and what can i do about it tonight, because it hurts when i lie down"
    assert len(payload) > 64
    (message,) = says({"text": "Which?", "buttons": [{"title": "Is it serious?", "payload": payload}]})
    assert person.chooses(message, "Is it serious?")[0].text


def test_a_picture_has_its_words_as_caption(says: Says) -> None:
    message, _ = says(
        {"image": "https://example.org/stretch.png", "alt": "Knees **slowly** to the chest"}, {"text": "."}, messages=2
    )
    assert (message.photo, message.text) == ("https://example.org/stretch.png", "Knees slowly to the chest")


def test_a_picture_of_the_web_page_is_fetched_from_its_public_address(says: Says) -> None:
    (message,) = says({"image": "/assets/stretch.png", "metadata": {"alt": "Knees to the chest"}})
    assert message.photo == "https://backs.example.org/assets/stretch.png"
    assert message.text == "Knees to the chest"


def test_a_picture_that_telegram_cannot_show_leaves_its_words(says: Says) -> None:
    (message,) = says({"image": "http://example.org/stretch.png", "alt": "Knees to the chest"})
    assert (message.photo, message.text) == ("", "Knees to the chest")


def test_a_long_description_of_a_picture_goes_on_below_it(says: Says) -> None:
    alt = "Bend slowly. " * 150
    picture, below = says({"image": "https://example.org/a.png", "alt": alt}, messages=2)
    assert (picture.photo != "", below.photo) == (True, "")
    assert f"{picture.text} {below.text}".split() == alt.split()


def test_a_carousel_becomes_pictures_and_words_with_buttons(says: Says) -> None:
    buttons = [
        {"title": "How?", "payload": "show me a stretch"},
        {"title": "Page", "type": "web_url", "url": "https://example.org"},
    ]
    element = {"title": "Stretch", "subtitle": "Gently", "image_url": "https://example.org/s.png", "buttons": buttons}
    picture, words = says({"elements": [element]}, messages=2)
    assert picture.photo == "https://example.org/s.png"
    assert words.text == "Stretch\nGently"
    assert words.titles == ["How?", "Page"]


def test_quick_replies_are_buttons(says: Says) -> None:
    (message,) = says({"text": "Well?", "quick_replies": [{"title": "Is it serious?", "payload": "is it serious"}]})
    assert message.titles == ["Is it serious?"]


@pytest.mark.parametrize(
    "response",
    [
        {"custom": {"blocks": [{"type": "section"}]}},
        {"custom": {"chat_id": 1, "photo": "x"}},
        {"attachment": {"type": "video", "payload": {"src": "x"}}},
        {"attachment": {"payload": None}},
        {"text": "", "buttons": []},
        {"text": "  \n "},
        {"text": "Well?", "buttons": [{"title": "", "payload": "x"}, {"title": "Nothing"}]},
    ],
    ids=str,
)
def test_what_is_not_for_people_is_not_printed(says: Says, response: dict[str, Any]) -> None:
    messages = says(response, {"text": "The end."}, messages=1)
    shown = [message.text for message in messages if message.text != "The end."]
    assert not any(sign in text for text in shown for sign in "{}[]")
    assert all(message.keyboard == [] for message in messages)


def test_the_words_of_a_custom_payload_are_said(says: Says) -> None:
    assert says({"custom": {"text": "In words.", "blocks": []}})[0].text == "In words."
