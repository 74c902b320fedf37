"""Where the person is: only what says so now, in exact names; pain is not Spain."""

from __future__ import annotations

import time

import pytest

from triage.countries import country_of_metadata, default_country_reader

READER = default_country_reader()


def country(text: str) -> str | None:
    return next((detail.value for detail in READER.read(text)), None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("i'm in australia", "AU"),
        ("I live in Ireland", "IE"),
        ("which number do i call in france", "FR"),
        ("what's the ambulance number for south africa", "ZA"),
        ("I’m in New Zealand", "NZ"),
        ("im on holiday in spain and hurt my back last week", "ES"),
        ("i'm in the U.S. and my back hurts", "US"),
        ("I am in India, back pain since monday", "IN"),
        ("here in malaysia we dial what", "MY"),
        ("we are currently in northern ireland", "GB-NIR"),
        ("i'm writing from canada", "CA"),
        ("my country is germany", "DE"),
        ("and in germany?", "DE"),
        ("what about india", "IN"),
        ("im actually in new zealand now", "NZ"),
        ("Australia!", "AU"),
        ("in the netherlands please", "NL"),
    ],
)
def test_a_country_said_plainly_is_read(text, code):
    assert country(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "i hurt it on holiday in spain last year",
        "im in pain",
        "i was in france when it went",
        "we had been in italy",
        "i'm not in the uk",
        "when i'm in france it hurts",
        "my mum is in italy",
        "i'm going in spain soon",
        "i'm from the uk",
        "the number of spasms in spain was high",
        "let us know what number for us",
        "my leg is like turkey",
        "is china clay good for a bad back",
        "i called an ambulance in spain",
        "",
    ],
)
def test_a_country_where_the_person_is_not_or_that_is_none_is_not_read(text):
    assert country(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("i live in the uk but i'm in spain now", "ES"),
        ("i'm in spain now, i live in the uk", "ES"),
        ("i'm in spain. sorry, i'm in france", "FR"),
        ("i'm in the uk. moved from spain last year", "GB"),
    ],
)
def test_being_there_counts_before_living_there_and_the_last_word_counts(text, code):
    assert country(text) == code


def test_a_country_without_numbers_is_read_as_such():
    assert country("i'm in japan") == "ZZ"


@pytest.mark.parametrize("text", ["so yes, i'm in New Zealand today", "which number do i call in the UK"])
def test_the_words_of_the_country_are_marked(text):
    detail = READER.read(text)[0]
    assert text[detail.start : detail.end] in {"New Zealand", "UK"}


@pytest.mark.parametrize("text", ["what number " * 2700, "i'm here " * 3500, "do i call in " * 2500, ", " * 15_000])
def test_a_huge_message_takes_no_longer_than_a_blink(text):
    begun = time.perf_counter()
    READER.read(text)
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("metadata", "known"),
    [
        ({"country": "gb"}, ("GB", True)),
        ({"country": "GB-NIR"}, ("GB-NIR", True)),
        ({"locale": "en-AU"}, ("AU", False)),
        ({"locale": "zh-Hant-TW"}, ("TW", False)),
        ({"locale": "en_US.UTF-8"}, ("US", False)),
        ({"locale": "en"}, None),
        ({"locale": "es-419"}, None),
        ({"country": "Britain"}, None),
        ({"country": 44, "locale": None}, None),
        (["GB"], None),
        ("GB", None),
        (None, None),
    ],
)
def test_metadata_tells_a_country_by_its_code_or_by_the_region_of_a_locale(metadata, known):
    assert country_of_metadata(metadata) == known
