"""Slack is on only with both secrets, which are never shown."""

from __future__ import annotations

import logging

import pytest
from sanic import Sanic

from assistant.channels.slack import SlackChannel

SECRETS = {"SLACK_BOT_TOKEN": "xoxb-a-token", "SLACK_SIGNING_SECRET": "a-secret"}


@pytest.mark.parametrize("missing", SECRETS)
@pytest.mark.parametrize("empty", ["", "  ", None])
def test_without_one_of_them_it_is_off_and_names_it(
    missing: str, empty: str | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(missing) if empty is None else monkeypatch.setenv(missing, empty)
    with caplog.at_level(logging.INFO, "assistant.channels.slack"):
        channel = SlackChannel.from_credentials(None)
    assert [record.getMessage() for record in caplog.records] == [f"Slack is off: {missing} not set."]
    assert channel.get_output_channel() is None


def test_its_routes_without_secrets_are_health_alone() -> None:
    app = Sanic("slack_is_off")
    app.blueprint(SlackChannel(None, None).blueprint(_never), url_prefix="/webhooks/slack")
    assert {route.path for route in app.router.routes} == {"webhooks/slack"}


async def _never(message: object) -> None:
    raise AssertionError


def test_the_objects_of_the_channel_do_not_show_the_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    channel = SlackChannel.from_credentials(None)
    assert not any(secret in f"{channel!r} {channel._api!r} {channel._verifier!r}" for secret in SECRETS.values())
