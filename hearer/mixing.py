"""Join two messages into one, so that the hearer learns to find a sign in the middle of other talk."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hearer.messages import STATUSES, LabelledMessage

MIXED = "mixed"
"""Intent of a joined message that asserts no danger: two were meant, so none is taught."""

_SHARE = 0.2
_LONGEST_WORDS = 60
_BETWEEN = (". ", " ", ", ", "\n", "... ", "! ", " and ", " also ", " anyway ", "? ", " - ")


def sometimes_joined(message: LabelledMessage, others: Sequence[LabelledMessage], chance: random.Random) -> LabelledMessage:
    """``message``, or one time in five, if it is short, ``message`` with another one before or behind it."""
    other = chance.choice(others)
    long = len(message.text.split()) + len(other.text.split()) > _LONGEST_WORDS
    if chance.random() >= _SHARE or long:
        return message
    parts = [message, other] if chance.random() < 0.5 else [other, message]
    text = chance.choice(_BETWEEN).join(part.text.rstrip(" .") for part in parts)
    # of two statuses of one flag the stronger holds: asserted once is asserted
    flags = {
        flag: min((part.flags[flag] for part in parts if flag in part.flags), key=STATUSES.index)
        for flag in (*message.flags, *other.flags)
    }
    intent = "report_red_flag" if message.danger or other.danger else MIXED
    return LabelledMessage(text, flags, intent, message.author)
