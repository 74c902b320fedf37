"""Names of the responses that refer a person, and of those that repeat it."""

from __future__ import annotations

from collections.abc import Iterable

from triage.disposition import Disposition
from triage.knowledge import load


def referral(disposition: Disposition, red_flags: Iterable[str]) -> str:
    """The response that sends a person to ``disposition``.

    A flag with a response of its own (thoughts of self-harm, an overdose) is answered with that, where
    nothing more urgent was found.
    """
    flags = load().red_flags
    own = (flags[each].response for each in red_flags if each in flags and flags[each].disposition is disposition)
    return next((response for response in own if response), f"utter_{disposition.value}")


def reminder(disposition: Disposition, red_flags: Iterable[str]) -> str:
    """The one-line response that repeats it."""
    return referral(disposition, red_flags).replace("utter_", "utter_still_", 1)


def all_referrals() -> frozenset[str]:
    """Every response that may open a referral."""
    own = {flag.response for flag in load().red_flags.values() if flag.response}
    return frozenset(own | {f"utter_{each.value}" for each in Disposition if each.interrupts})
