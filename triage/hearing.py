"""Join what the rules found with what a trained hearer heard. Pure; it knows no model, only probabilities.

The hearer may add an alarm or a question. It never silences a rule: where a rule asserts a sign and the
hearer is sure that the message means nothing, the alarm becomes a question.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from triage.context import Status
from triage.detector import Finding
from triage.files import read_yaml
from triage.knowledge import FOLDER

HEARD = "heard"
"""Name of the rule in a finding that the hearer made; its id is ``<flag>/heard``."""

_LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Thresholds:
    """Probabilities at which the hearer counts; see ``hearing.yml`` for how they were set.

    Attributes:
        alarm_above: a sign that no rule found is present.
        named_above: in a message that alarms, other signs from here on are named too. High: one of them may be more
            urgent than the sign that was told.
        ask_above: a sign that no rule found brings a question.
        doubt_below: an alarm that only rules raise becomes a question.
    """

    alarm_above: float
    named_above: float
    ask_above: float
    doubt_below: float


@functools.cache
def default_thresholds() -> Thresholds:
    """The thresholds of ``hearing.yml``."""
    return Thresholds(**read_yaml(FOLDER / "hearing.yml"))


def join(
    findings: Sequence[Finding],
    present: Mapping[str, float],
    danger: float,
    thresholds: Thresholds,
    is_urgent: Callable[[Finding], bool],
    words_of: Callable[[str], tuple[int, int]],
    text: str,
) -> list[Finding]:
    """Findings of a message after both were heard.

    Args:
        findings: what the rules found, at most one a flag.
        present: the hearer's probability for each flag that it knows.
        danger: its probability that any sign of danger is asserted.
        is_urgent: whether a finding, if present, must be answered at once.
        words_of: where the words stand that made the hearer hear a flag; called only for alarms it adds.
        text: the message.
    """
    by_flag = {finding.flag: finding for finding in findings}
    told = {flag for flag, finding in by_flag.items() if finding.status is Status.PRESENT}
    denied = {each.flag for each in findings if each.status is Status.ABSENT}
    settled = {flag for flag in told if is_urgent(by_flag[flag])} | {
        each.flag for each in findings if each.status is Status.UNKNOWN
    }
    alarmed = settled & told
    for flag in alarmed & present.keys():
        if danger < thresholds.doubt_below:
            by_flag[flag] = replace(by_flag[flag], status=Status.UNKNOWN, cue=HEARD)
    if danger < min(thresholds.ask_above, thresholds.alarm_above):
        return list(by_flag.values())
    # a child is told of, or a plain pregnancy: no danger by itself, so not what the hearer is alarmed by
    strongest = max(
        (flag for flag in present if flag not in told - settled and is_urgent(_heard(flag))),
        key=lambda flag: present[flag],
        default=None,
    )
    for flag in (each for each in present if each not in settled):
        if danger >= thresholds.alarm_above and (present[flag] >= thresholds.named_above or (flag == strongest and not alarmed)):
            status = Status.PRESENT
        elif danger >= thresholds.ask_above and flag == strongest and not settled and flag not in denied:
            status = Status.UNKNOWN
        else:
            continue
        # finding the words costs many readings, and a question quotes none
        start, end = words_of(flag) if status is Status.PRESENT else (0, 0)
        by_flag[flag] = replace(
            _heard(flag), status=status, words=" ".join(text[start:end].split())[:_LONGEST_QUOTE], start=start, end=end
        )
    return list(by_flag.values())


def _heard(flag: str) -> Finding:
    return Finding(flag, Status.PRESENT, f"{flag}/{HEARD}", "", "", 0, 0)
