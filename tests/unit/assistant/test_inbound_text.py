"""What a channel lets in: clean text, the payloads of our buttons, sound conversation ids."""

from __future__ import annotations

import pytest

from assistant.channels.inbound import BUTTONS, MAX_CHARACTERS, clean_text, is_sound_sender


@pytest.mark.parametrize("text", ["my back hurts", "it's 7/10, ok?", "two\nlines", "🦵 taub, çok kötü", ""])
def test_ordinary_text_is_let_in_as_it_is(text):
    assert clean_text(text) == text


@pytest.mark.parametrize("text", ["i wet\x00myself", "i wet\ud800myself", "i wet\x1bmyself", "\x07i wet myself\x7f"])
def test_what_cannot_be_stored_becomes_space_and_the_words_around_it_stay(text):
    assert clean_text(text) == "i wet myself"


@pytest.mark.parametrize("intent", sorted(BUTTONS))
def test_a_button_is_let_in(intent):
    assert clean_text(f" /{intent} ") == f"/{intent}"


def test_the_buttons_are_intents_of_the_domain(domain):
    assert set(domain.intents) >= BUTTONS


@pytest.mark.parametrize(
    "text",
    [
        "/report_red_flag",
        "/session_start",
        "/back",
        "/EXTERNAL_ping",
        '/affirm{"disposition": "self_care"}',
        "/deny@0.1",
        "//affirm",
        "/ /restart_screening",
        "/restart_screening i cant feel my legs",
        "/",
    ],
)
def test_any_other_command_is_plain_text(text):
    assert not clean_text(text).startswith("/")


def test_the_words_behind_a_slash_are_still_heard():
    assert clean_text("/i wet myself") == "i wet myself"


def test_a_huge_text_keeps_its_beginning_and_its_end():
    text = clean_text("my back hurts " + "x " * 50_000 + "and i wet myself")
    assert len(text) <= MAX_CHARACTERS + len(" ... ")
    assert text.startswith("my back hurts")
    assert text.endswith("and i wet myself")


@pytest.mark.parametrize("sender", ["me", "a" * 64, "a.b-c_d@e:f", "telegram", "my.telegram:42"])
def test_a_sound_sender_is_let_in(sender):
    assert is_sound_sender(sender)


@pytest.mark.parametrize("sender", ["", "a" * 65, "two words", "../etc", "me\n", "é", None, 7, ["me"], {"a": 1}])
def test_an_unsound_sender_is_refused(sender):
    assert not is_sound_sender(sender)


@pytest.mark.parametrize("sender", ["telegram:42", "slack:T1:U2", "web:0a", "Telegram:42", "WEB:0a", "telegram:"])
def test_nobody_can_name_a_conversation_of_another_channel(sender):
    assert not is_sound_sender(sender)
