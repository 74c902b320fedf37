"""What every channel of ours lets in: clean text, known button payloads, sound conversation ids."""

from __future__ import annotations

import re

MAX_CHARACTERS = 30_000
"""Longer messages keep their beginning and their end, where the worst is often said."""

BUTTONS = frozenset(
    {
        "affirm",
        "deny",
        "unsure",
        "correction",
        "restart_screening",
        "getting_help",
        "report_symptom",
        "greet",
        "restart",
        "goodbye",
    }
)
"""Intents that a button may send as ``/intent``. Anything else behind a slash is read as plain text."""

NAMESPACES = ("telegram:", "slack:", "web:")
"""How the conversation ids of our other channels begin. Those channels make them; nobody may name one."""

SOMETHING_WENT_WRONG = "Something went wrong here. In danger, call your emergency number."
"""The last resort, for when not even the responses of the domain can be said."""

_BUTTON = re.compile(r"/([a-z_]+)")
_SENDER = re.compile(r"[A-Za-z0-9_.:@-]{1,64}")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text as the assistant may read it, from a channel where a button's payload comes like typed words.

    As :func:`typed_text`, but a payload of one of our buttons keeps its slash.
    """
    payload = text.strip()
    return payload if is_button(payload) else typed_text(text)


def typed_text(text: str) -> str:
    """What a person typed, as the assistant may read it.

    Control characters and halves of broken characters become spaces, a huge text is cut in the middle, and
    a slash command loses its slash: nobody can call an intent, or fill a slot, by typing its name.
    """
    text = _UNWRITABLE.sub(" ", text).strip()
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]} ... {text[-half:]}"
    return text.lstrip("/ ") if text.startswith("/") else text


def is_button(payload: str) -> bool:
    """Whether ``payload`` is the command of one of our buttons."""
    button = _BUTTON.fullmatch(payload)
    return button is not None and button[1] in BUTTONS


def is_sound_sender(sender: object) -> bool:
    """Whether a client may name ``sender`` as its conversation: 1 to 64 letters, digits and ``_ . : @ -``.

    An id of another channel's conversations is refused: who could guess one would read, and answer for, somebody else.
    """
    return isinstance(sender, str) and _SENDER.fullmatch(sender) is not None and not sender.lower().startswith(NAMESPACES)
