"""Names of the responses that refer a person, and of those that repeat it."""

from __future__ import annotations

from collections.abc import Sequence

from triage.disposition import Disposition
from triage.knowledge import load


def referrals(disposition: Disposition, said_now: Sequence[str]) -> list[str]:
    """The responses to a message that sends a person to ``disposition``, in order.

    A flag with a response of its own (thoughts of self-harm, an overdose) is answered with that. Any other
    sign in the same message is answered too: tablets swallowed after such thoughts, or legs gone numb after
    an overdose, must not be lost behind the earlier text.

    Args:
        disposition: where the person is sent.
        said_now: ids of the signs in this message; none after a yes to a checklist.
    """
    flags = load().red_flags
    own = list(dict.fromkeys(flags[each].response for each in said_now if flags[each].response))
    ordinary = not own or any(not flags[each].response for each in said_now)
    return [*([f"utter_{disposition.value}"] if ordinary else []), *own]


def reminder(disposition: Disposition, signs: Sequence[str]) -> str:
    """The one-line response that repeats the referral.

    Args:
        disposition: what was told.
        signs: ids of the signs put into words, the newest first: the newest emergency is the one repeated.
    """
    flags = load().red_flags
    emergencies = (
        flags[each]
        for each in signs
        if each in flags and (usual := flags[each].disposition) and usual.urgency >= Disposition.EMERGENCY.urgency
    )
    newest = next(emergencies, None)
    return (newest.response if newest and newest.response else f"utter_{disposition.value}").replace("utter_", "utter_still_", 1)


def all_referrals() -> frozenset[str]:
    """Every response that may open a referral."""
    own = {flag.response for flag in load().red_flags.values() if flag.response}
    return frozenset(own | {f"utter_{each.value}" for each in Disposition if each.interrupts})
