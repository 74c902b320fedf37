"""Without its secrets the channel is off, says why in one line, and harms nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest
from bot_api import TOKEN
from person import SECRET, Webhook, environment
from servers import ROOT, Server, free_port

from assistant.channels.telegram import Settings, TelegramInput


@pytest.fixture(scope="module")
def half_set(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose operator forgot two of the three variables. It has no model: only its channels are looked at."""
    folder = tmp_path_factory.mktemp("off")
    endpoints = folder / "endpoints.yml"
    endpoints.write_text("lock_store:\n  type: in_memory\n", encoding="utf-8")  # no database of the project's
    files = [f"--model={folder}", f"--endpoints={endpoints}", f"--credentials={ROOT / 'credentials.yml'}"]
    arguments = ["--interface=127.0.0.1", "--enable-api", *files]
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        for name in environment(""):
            patch.delenv(name, raising=False)
        patch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        url = f"http://127.0.0.1:{port}/"
        server = Server("The Rasa server", arguments, port, folder / "rasa.log", lambda: httpx.get(url).is_success)
    server.wait_until_ready()
    yield server
    server.stop()


def test_the_server_starts_and_its_other_channels_are_there(half_set: Server) -> None:
    assert httpx.get(f"{half_set.url}/webhooks/rest/").json() == {"status": "ok"}


def test_health_says_that_it_is_off(half_set: Server) -> None:
    assert httpx.get(f"{half_set.url}/webhooks/telegram/").json() == {"status": "off"}


@pytest.mark.parametrize("secret", [None, "", SECRET])
def test_the_webhook_is_not_there(half_set: Server, secret: str | None) -> None:
    assert Webhook(half_set.url).post({"update_id": 1}, secret).status_code == 404


def test_one_line_of_the_log_names_what_is_missing_and_no_secret(half_set: Server) -> None:
    (line,) = [line for line in half_set.output.splitlines() if "Telegram" in line]
    assert "TELEGRAM_WEBHOOK_SECRET and TELEGRAM_WEBHOOK_URL not set" in line
    assert "WARNING" in line
    assert TOKEN not in half_set.output


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_WEBHOOK_URL"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_each_variable_is_needed(name: str, value: str | None, caplog: pytest.LogCaptureFixture) -> None:
    given = {each: text for each, text in environment("").items() if each != name} | ({} if value is None else {name: value})
    assert Settings.read(given) is None
    assert name in caplog.text


def test_nobody_who_does_not_want_telegram_is_warned(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="assistant.channels.telegram"):
        assert Settings.read({}) is None
    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_a_secret_that_telegram_would_refuse_keeps_it_off(caplog: pytest.LogCaptureFixture) -> None:
    assert Settings.read({**environment(""), "TELEGRAM_WEBHOOK_SECRET": "two words"}) is None
    assert "two words" not in caplog.text


def test_settings_never_print_their_secrets() -> None:
    settings = Settings.read(environment(""))
    assert settings is not None
    assert TOKEN not in repr(settings)
    assert SECRET not in repr(settings)


def test_without_an_address_for_tests_the_real_telegram_is_called() -> None:
    settings = Settings.read(environment(""))
    assert settings is not None
    assert settings.api_base == "https://api.telegram.org"


def test_while_it_is_off_it_has_no_output_channel() -> None:
    assert TelegramInput(None).get_output_channel() is None
