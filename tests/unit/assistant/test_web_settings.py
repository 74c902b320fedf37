"""Settings of the web channel: sound ones are taken, unsound ones stop the start with a reason."""

from __future__ import annotations

import pytest
from rasa.shared.exceptions import RasaException

from assistant.channels.web import WebInput
from assistant.channels.web_files import WebFiles
from assistant.channels.web_settings import WebSettings


@pytest.mark.parametrize("credentials", [None, {}])
def test_nothing_needs_to_be_set(credentials):
    assert WebSettings.of(credentials, {}) == WebSettings()


def test_settings_are_taken_from_the_credentials():
    settings = WebSettings.of({"frame_ancestors": "https://a.example", "messages_per_minute": 5}, {})
    assert (settings.frame_ancestors, settings.messages_per_minute) == ("https://a.example", 5)


def test_the_environment_says_who_may_frame_the_page():
    settings = WebSettings.of({"frame_ancestors": "'self'"}, {"WEB_FRAME_ANCESTORS": "https://clinic.example"})
    assert settings.frame_ancestors == "https://clinic.example"


@pytest.mark.parametrize("limit", [0, -1, 1.5, "30", True, None])
def test_a_limit_that_is_none_stops_the_start(limit):
    with pytest.raises(RasaException):
        WebSettings.of({"messages_per_minute": limit}, {})


def test_a_setting_that_does_not_exist_stops_the_start():
    with pytest.raises(RasaException, match="frame_ancestor"):
        WebSettings.of({"frame_ancestor": "'self'"}, {})


@pytest.mark.parametrize("ancestors", ["'none'", "'self' https://a.example https://*.b.example:8443", "http://localhost:*", "*"])
def test_hosts_may_be_named(ancestors: str):
    WebFiles(ancestors)


@pytest.mark.parametrize(
    "ancestors", ["", "self", "https://a.example; script-src *", "https://a.example,https://b.example", "a\r\nX: 1"]
)
def test_what_could_break_the_policy_stops_the_start(ancestors: str):
    with pytest.raises(RasaException):
        WebFiles(ancestors)


def test_the_channel_is_called_web_in_addresses_and_variations():
    assert WebInput.name() == "web"
