"""Decide where a person is led, from what they said and answered. A pure function; one flag is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.context import Status
from triage.detector import Finding
from triage.disposition import Disposition, most_urgent
from triage.knowledge import Knowledge, Limit

YES, NO, UNSURE = "yes", "no", "unsure"


@dataclass(frozen=True)
class Decision:
    """The outcome so far.

    Attributes:
        disposition: None while nothing urgent is known and the screening is unfinished.
        red_flags: ids found present, in the order of the knowledge files. A yes to a checklist counts
            for all its flags until the person says which.
        named: those of them that the person put into words.
        reasons: rule ids, question slots, pair ids and limit slots that led to the disposition.
        unasked: screening questions without an answer. Unasked is never read as no.
        finished: whether every question, also when, how bad and where, has been answered.
    """

    disposition: Disposition | None
    red_flags: tuple[str, ...]
    named: tuple[str, ...]
    reasons: tuple[str, ...]
    unasked: tuple[str, ...]
    finished: bool


def decide(findings: Iterable[Finding], answers: Mapping[str, str | None], knowledge: Knowledge) -> Decision:
    """Merge all findings and answers of a conversation into one decision.

    Args:
        findings: what every message said; only ``present`` ones count here.
        answers: screening slots to ``yes | no | unsure``, and ``onset``, ``severity``, ``place`` as given.
        knowledge: the clinical knowledge with its sources.

    Returns:
        The most urgent disposition that any flag, pair, answer or limit asks for. With every danger
        question answered no and the rest given: self-care or a doctor's look.
    """
    present = [finding for finding in findings if finding.status is Status.PRESENT]
    said = {finding.flag for finding in present}
    now: list[tuple[Disposition, str]] = []
    at_the_end: list[tuple[Disposition, str]] = []
    for finding in present:
        flag = knowledge.red_flags.get(finding.flag)
        if flag is None:
            continue  # from a conversation older than the knowledge
        own = next((rule.disposition for rule in flag.rules if rule.id == finding.rule), None)
        if disposition := own or flag.disposition:
            waits = flag.waits_for_screening or not disposition.interrupts
            (at_the_end if waits else now).append((disposition, finding.rule))
    for pair in knowledge.pairs:
        if said.issuperset(pair.all_of) and (not pair.any_of or said.intersection(pair.any_of)):
            now.append((pair.disposition, pair.id))
    implied: set[str] = set()
    for question in knowledge.questions:
        if answers.get(question.slot) in (YES, UNSURE):
            now.append((question.disposition, question.slot))
            implied.update(said.intersection(question.flags) or question.flags)
    unasked = tuple(question.slot for question in knowledge.questions if answers.get(question.slot) not in (YES, NO, UNSURE))
    finished = not unasked and all(answers.get(limit.slot) is not None for limit in knowledge.limits)
    at_the_end += [(limit.disposition, limit.slot) for limit in knowledge.limits if reaches(limit, answers.get(limit.slot))]
    counted = [*now, *at_the_end] if now or finished else []
    disposition = most_urgent([each for each, _ in counted]) or (Disposition.SELF_CARE if finished else None)
    return Decision(
        disposition=disposition,
        red_flags=tuple(flag.id for flag in knowledge.red_flags.values() if flag.disposition and flag.id in said | implied),
        named=tuple(flag.id for flag in knowledge.red_flags.values() if flag.disposition and flag.id in said),
        reasons=tuple(reason for each, reason in counted if each is disposition),
        unasked=unasked,
        finished=finished,
    )


def standing(decided: Disposition | None, told: Disposition | None) -> Disposition | None:
    """The disposition that holds: a referral once told never falls because a later answer is milder.

    Only taking the sign back lowers it, and that empties ``told``; or changing, by name, the answer that led to it.
    """
    if told is not None and told.interrupts and (decided is None or decided.urgency < told.urgency):
        return told
    return decided


def reaches(limit: Limit, answer: str | None) -> bool:
    """Whether an answer lies in the range that the limit names; "unknown" lies in none."""
    if answer is None:
        return False
    if limit.at_least is None:
        return answer in limit.values
    try:
        return float(answer) >= limit.at_least
    except ValueError:
        return False
