"""Whom to call is named for the country of the person, as far as it is known, and no blank is ever left unfilled."""

from __future__ import annotations

import re

import pytest
from rasa.shared.core.events import BotUttered, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from talk import UNKNOWN_COUNTRY, hear, text_of

from assistant.response_generator import ResponseGenerator

FILLED_BY_THE_ACTION = {"red_flag_names": "a numb leg", "red_flag_words": "my {emergency_number} is numb", "limit_reasons": "x"}
AMBULANCE = "utter_emergency_ambulance"


@pytest.fixture
def say(domain):
    """The text of a response after these events."""

    async def reply(name: str, *events, **kwargs) -> str:
        tracker = DialogueStateTracker.from_events("person", list(events), domain.slots)
        response = await ResponseGenerator(EndpointConfig(), domain).generate(name, tracker, "rest", **kwargs)
        return response["text"]

    return reply


def message(text: str = "hello", **metadata) -> UserUttered:
    return UserUttered(text, {"name": "greet"}, metadata=metadata)


@pytest.mark.parametrize(
    ("metadata", "ambulance"),
    [
        ({"country": "AU"}, "000 in Australia."),
        ({"country": "au"}, "000 in Australia."),
        ({"locale": "en-AU"}, "000 in Australia, elsewhere 112 or the local number."),
        ({"locale": "de_DE"}, "112 in Germany, elsewhere 112 or the local number."),
        ({"country": "IE", "locale": "en-GB"}, "112 or 999 in Ireland."),
    ],
)
async def test_the_channel_tells_the_country(say, metadata, ambulance):
    assert f"Call your emergency number now: {ambulance}" in await say(AMBULANCE, message(**metadata))


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"locale": "en"},
        {"locale": "es-419"},
        {"locale": "xx-XX"},
        {"country": "JP"},
        {"country": None},
        {"country": ["GB"]},
        {"country": "{place}"},
        {"locale": 7},
    ],
)
async def test_what_tells_no_known_country_leaves_the_words_that_fit_everywhere(say, domain, metadata):
    assert await say(AMBULANCE, message(**metadata)) == text_of(AMBULANCE, domain)


async def test_the_list_that_fits_everywhere_is_the_one_it_always_was(domain):
    assert "999 in the UK, 112 in Europe, 911 in North America." in text_of(AMBULANCE, domain)


async def test_the_newest_message_that_tells_the_country_counts(say):
    text = await say(AMBULANCE, message(country="GB"), message(country="NZ"), message())
    assert "111 in New Zealand." in text


async def test_what_the_person_says_counts_before_what_the_channel_says(say):
    assert "112 in Spain." in await say(AMBULANCE, SlotSet("country", "ES"), message(country="GB"))


async def test_a_country_without_checked_numbers_takes_an_earlier_guess_away(say, domain):
    text = await say(AMBULANCE, message(locale="en-GB"), SlotSet("country", "ZZ"))
    assert text == text_of(AMBULANCE, domain)


async def test_a_country_said_is_forgotten_with_all_else(say, domain):
    assert await say(AMBULANCE, SlotSet("country", "ES"), Restarted()) == text_of(AMBULANCE, domain)


async def test_the_reminder_in_front_of_a_reply_names_the_number_too(say, domain):
    data = hear("my speech is slurred", "report_red_flag", domain)
    sign = UserUttered("my speech is slurred", data["intent"], data["entities"], data, metadata={"country": "NZ"})
    text = await say("utter_thanks", sign, SlotSet("disposition", "emergency_ambulance"))
    assert text.startswith("First: please call your emergency number (111 in New Zealand) now.")


@pytest.mark.parametrize("country", [None, "ZZ", "not a code", "AU", "IE", "US", "ES"])
@pytest.mark.parametrize("told", [True, False])
async def test_no_blank_is_left_unfilled(say, domain, country, told):
    known = SlotSet("country", country) if told else message(locale=f"en-{country}")
    said_by_the_assistant = [name for name in domain.responses if not name.startswith("utter_channel_")]
    for name in said_by_the_assistant:
        text = await say(name, known, **FILLED_BY_THE_ACTION)
        assert not re.search(r"{(?!emergency_number} is numb)|\bNone\b(?! of| at all)|\(\)", text), text


def test_a_country_in_plain_words_fills_the_slot(talk):
    talk.says("i'm in australia", "ask")
    assert talk.tracker.get_slot("country") == "AU"
    talk.says("hello", "greet")
    assert talk.tracker.get_slot("country") == "AU"


def test_a_sign_and_a_country_in_one_message_bring_the_number_of_that_country_at_once(talk):
    talk.says("i'm in australia and my speech is slurred", "report_symptom")
    said = [event.text for event in talk.tracker.events if isinstance(event, BotUttered)]
    assert "000 in Australia." in said[0]


@pytest.mark.parametrize("text", ["i hurt it on holiday in spain last year", "im in pain", "my mum is in italy"])
def test_a_country_where_the_person_is_not_now_leaves_the_slot_empty(talk, text):
    talk.says(text, "report_symptom")
    assert talk.tracker.get_slot("country") is None


def test_the_words_for_an_unknown_country_name_no_blank():
    assert not any("{" in words for words in UNKNOWN_COUNTRY.values())
