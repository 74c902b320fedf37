"""Typing slips put into training messages, so that the hearer meets every word also misspelt."""

from __future__ import annotations

import random
import string

_CHARACTERS_A_SLIP = 40


def mistype(text: str, chance: random.Random) -> str:
    """``text`` as a hurried thumb might have typed it; about a third of all texts stay as they are."""
    if chance.random() < 0.35:
        return text
    if chance.random() < 0.25:
        text = text.lower()
    if chance.random() < 0.2:
        text = "".join(character for character in text if character.isalnum() or character.isspace())
    if chance.random() < 0.05:
        text = text.upper()
    return _slip(text, chance) if chance.random() < 0.5 else text


def _slip(text: str, chance: random.Random) -> str:
    characters = list(text)
    for _ in range(max(1, len(characters) // _CHARACTERS_A_SLIP)):
        if len(characters) < 4:
            break
        at, kind = chance.randrange(len(characters) - 1), chance.random()
        if kind < 0.35:
            characters[at], characters[at + 1] = characters[at + 1], characters[at]
        elif kind < 0.7:
            del characters[at]
        elif kind < 0.85:
            characters.insert(at, characters[at])
        else:
            characters[at] = chance.choice(string.ascii_lowercase + " ")
    return "".join(characters)
