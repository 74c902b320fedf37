"""Names of the responses that refer a person, and of those that repeat it."""

from __future__ import annotations

from collections.abc import Sequence

from triage.disposition import Disposition
from triage.knowledge import load

HELP_COMES = "utter_getting_help"
HELP_AFTER = {"utter_emergency_crisis": "utter_getting_help_crisis"}
"""Where "tell them when it began" would be the wrong thing to say to someone who is getting help."""


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


def help_comes(signs: Sequence[str]) -> str:
    """The response to a person who is getting help; one with a referral of its own may have one here too.

    Args:
        signs: ids of the signs put into words, the newest first.
    """
    flags = load().red_flags
    own = flags[signs[0]].response if signs and signs[0] in flags else None
    return HELP_AFTER.get(own or "", HELP_COMES)


def all_referrals() -> frozenset[str]:
    """Every response that may open a referral."""
    own = {flag.response for flag in load().red_flags.values() if flag.response}
    return frozenset(own | {f"utter_{each.value}" for each in Disposition if each.interrupts})
