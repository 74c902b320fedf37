"""What the assistant says without being spoken to, and forms of speech that our own responses do not use."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fake_slack import wait_until
from member import Member, all_titles, elements, shown
from servers import RasaServer

SECTION, BUTTON, VALUE, OPTION_VALUE = 3000, 75, 2000, 150


@pytest.fixture
def say(member: Member, rasa: RasaServer) -> Any:
    """Say something to the member, as a reminder or another server would; returns the messages that arrived."""

    def _say(count: int = 1, channel: str = "slack", **message: Any) -> list[dict[str, Any]]:
        event = {"event": "bot", "text": message.pop("text", None), "metadata": message.pop("metadata", {}), "data": message}
        parameters = {"token": rasa.token, "output_channel": channel, "execute_side_effects": "true"}
        url = f"{rasa.url}/conversations/{member.conversation}/tracker/events"
        before = len(member.messages)
        httpx.post(url, params=parameters, json=[event], timeout=30).raise_for_status()
        wait_until(lambda: len(member.messages) >= before + count, what=f"{count} messages")
        return member.messages[before:]

    return _say


def _buttons(number: int) -> list[dict[str, str]]:
    return [{"title": f"Choice {n}", "payload": f"i choose number {n}"} for n in range(number)]


def test_an_intent_can_be_triggered_from_outside(member: Member, rasa: RasaServer) -> None:
    url = f"{rasa.url}/conversations/{member.conversation}/trigger_intent"
    response = httpx.post(url, params={"token": rasa.token, "output_channel": "slack"}, json={"name": "greet"}, timeout=30)
    assert response.is_success
    member.hears("utter_greet")


def test_the_latest_channel_of_a_conversation_is_slack(member: Member, rasa: RasaServer) -> None:
    member.write("hello")
    member.hears("utter_channel_slack_first_chat")
    url = f"{rasa.url}/conversations/{member.conversation}/trigger_intent"
    httpx.post(
        url, params={"token": rasa.token, "output_channel": "latest"}, json={"name": "thanks"}, timeout=30
    ).raise_for_status()
    member.hears("utter_thanks")


def test_a_message_for_another_channels_conversation_is_not_sent_to_slack(member: Member, rasa: RasaServer) -> None:
    url = f"{rasa.url}/conversations/{member.user}/trigger_intent"
    httpx.post(
        url, params={"token": rasa.token, "output_channel": "slack"}, json={"name": "greet"}, timeout=30
    ).raise_for_status()
    assert "for a conversation of another channel" in rasa.output
    assert member.messages == []


def test_a_button_of_a_message_of_its_own_can_be_pressed(member: Member, say: Any) -> None:
    member.write("my back hurts")
    member.hears("utter_channel_slack_first_chat")
    reminder = say(text="Are you there?", buttons=[{"title": "Yes", "payload": "/affirm"}])[0]
    member.press(reminder, "Yes")
    member.hears("utter_emergency")


@pytest.mark.parametrize("number", [6, 11, 25])
def test_up_to_25_buttons_stand_in_rows_of_five(say: Any, number: int) -> None:
    message = say(text="Which?", buttons=_buttons(number))[0]
    assert all_titles(message) == [button["title"] for button in _buttons(number)]
    rows = [len(block["elements"]) for block in message["blocks"] if block["type"] == "actions"]
    assert max(rows) == 5 and sum(rows) == number


@pytest.mark.parametrize("number", [26, 100, 250])
def test_more_buttons_are_lines_of_a_menu(say: Any, number: int) -> None:
    message = say(text="Which?", buttons=_buttons(number))[0]
    assert all_titles(message) == [button["title"] for button in _buttons(number)]
    assert {element["type"] for _, element in elements(message)} == {"static_select"}


def test_a_line_of_a_menu_can_be_chosen(member: Member, say: Any) -> None:
    many = [*_buttons(30), {"title": "Ice or heat?", "payload": "should i use ice or heat"}]
    member.press(say(text="Which?", buttons=many)[0], "Ice or heat?")
    member.hears("utter_ask/ice_or_heat")


def test_long_titles_and_payloads_are_cut(say: Any) -> None:
    message = say(text="Which?", buttons=[{"title": "t" * 200, "payload": "p" * 5000}])[0]
    ((_, button),) = elements(message)
    assert (len(button["text"]["text"]), len(button["value"])) == (BUTTON, VALUE)
    menu = say(text="Which?", buttons=[{"title": f"{n}" + "t" * 200, "payload": f"{n}" + "p" * 5000} for n in range(30)])[0]
    assert {len(option["value"]) for option in elements(menu)[0][1]["options"]} == {OPTION_VALUE}


def test_buttons_of_the_same_name_do_not_spoil_the_message(say: Any) -> None:
    assert all_titles(say(text="Which?", buttons=[{"title": "A", "payload": "x"}] * 7)[0]) == ["A"] * 7


def test_a_long_text_comes_whole_in_parts_that_slack_takes(say: Any) -> None:
    words = [f"word{n}<&>" for n in range(2000)]
    heard = "\n".join(shown(message) for message in say(4, text=" ".join(words)))
    assert [each for each in words if each.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") not in heard] == []


def test_a_picture_has_the_description_of_its_response(say: Any) -> None:
    picture = say(image="https://example.org/ice.png", metadata={"metadata": {"alt": "Ice, wrapped in a cloth"}})[0]
    assert picture["blocks"] == [
        {"type": "image", "image_url": "https://example.org/ice.png", "alt_text": "Ice, wrapped in a cloth"}
    ]


def test_a_picture_of_this_server_is_fetched_from_its_public_address(say: Any) -> None:
    picture = say(image="/assets/ice.png", metadata={"metadata": {"alt": "Ice, wrapped in a cloth"}})[0]
    assert picture["blocks"][0]["image_url"] == "https://backs.example.org/assets/ice.png"


@pytest.mark.parametrize("address", ["http://example.org/ice.png", "https://example.org/ice.svg", "data:image/png;base64,AA=="])
def test_a_picture_that_slack_cannot_show_is_described(say: Any, address: str) -> None:
    picture = say(image=address, metadata={"metadata": {"alt": "Ice, wrapped in a cloth"}})[0]
    assert shown(picture) == "Ice, wrapped in a cloth"


CARDS = [
    {
        "title": "Ice <first>",
        "subtitle": "10 to 20 minutes",
        "image_url": "https://example.org/ice.png",
        "buttons": [
            {"title": "How?", "payload": "how do i use ice"},
            {"title": "Read", "type": "web_url", "url": "https://example.org"},
        ],
    },
    {"title": "Heat", "subtitle": "Then heat", "buttons": []},
]


@pytest.mark.parametrize(
    "form",
    [{"elements": CARDS}, {"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": CARDS}}}],
    ids=["elements", "attachment"],
)
def test_a_carousel_is_shown_as_blocks(say: Any, form: dict) -> None:
    ice, heat = say(2, **form)
    assert shown(ice) == "*Ice &lt;first&gt;*\n10 to 20 minutes"
    assert ice["blocks"][0]["accessory"]["alt_text"] == "Ice <first>"
    assert all_titles(ice) == ["How?", "Read"]
    assert shown(heat) == "*Heat*\nThen heat"


def test_data_for_other_channels_is_never_printed(member: Member, say: Any) -> None:
    heard = say(text="Why?", custom={"why": "because", "list": [{"a": 1}]}, attachment={"type": "file", "payload": {"src": "x"}})
    heard += say(custom={"text": "Only this.", "blocks": [{"type": "rich"}]})
    assert [shown(each) for each in heard] == ["Why?", "Only this."]
