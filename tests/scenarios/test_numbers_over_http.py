"""Over HTTP: the country that came with a message, or that the person said, decides which number is named."""

from __future__ import annotations

import uuid

import pytest
from servers import RasaServer


def first_words(rasa: RasaServer, message: str, **more: object) -> str:
    response = rasa.post(json={"sender": uuid.uuid4().hex, "message": message, **more})
    response.raise_for_status()
    return str(response.json()[0]["text"])


def test_the_country_that_comes_with_the_message_names_the_number(rasa: RasaServer) -> None:
    assert "000 in Australia." in first_words(rasa, "my speech is slurred", metadata={"country": "AU"})


@pytest.mark.parametrize("metadata", [None, "GB", [], {"country": {"a": 1}}, {"locale": "en"}])
def test_metadata_that_tells_no_country_leaves_the_list_that_fits_everywhere(rasa: RasaServer, metadata: object) -> None:
    words = first_words(rasa, "my speech is slurred", metadata=metadata)
    assert "999 in the UK, 112 in Europe, 911 in North America." in words


def test_a_country_said_in_words_is_kept_for_later(rasa: RasaServer) -> None:
    sender = uuid.uuid4().hex
    answer = rasa.say(sender, "i am in ireland, which number do i call")
    assert "112 or 999 in Ireland" in answer[0]["text"]
    assert "112 or 999 in Ireland." in rasa.say(sender, "my speech is slurred")[0]["text"]
