"""The country that the browser tells when a conversation begins decides which number is named in it."""

from __future__ import annotations

from typing import Any

import pytest
from browser import Browser
from servers import Servers


def first_words(servers: Servers, **whereabouts: Any) -> str:
    return str(Browser(servers.rasa.url, **whereabouts).say("my speech is slurred")["messages"][0]["text"])


def test_the_country_chosen_on_the_page_names_the_number(servers: Servers) -> None:
    assert "000 in Australia." in first_words(servers, country="AU")


def test_a_guess_from_the_browsers_language_leaves_the_way_open(servers: Servers) -> None:
    assert "000 in Australia, elsewhere 112" in first_words(servers, locale="en-AU")


@pytest.mark.parametrize("whereabouts", [{"locale": "en"}, {"country": 44}, {"locale": "x" * 500}, {"country": {"a": 1}}])
def test_what_tells_no_country_leaves_the_list_that_fits_everywhere(servers: Servers, whereabouts: dict[str, Any]) -> None:
    assert "999 in the UK, 112 in Europe, 911 in North America." in first_words(servers, **whereabouts)
