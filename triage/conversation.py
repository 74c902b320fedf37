"""Collect what a whole conversation said: the same reading for Rasa's tracker and the action server's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from triage.decision import Decision, decide
from triage.detector import Finding, default_detector
from triage.knowledge import Knowledge

FINDINGS = "red_flag_findings"
"""Key of a parsed message under which the detector leaves its findings."""

START_AGAIN = "restart_screening"
"""Intent of the button by which a person takes back what was heard; only what follows it counts."""


def findings_of(messages: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """All findings since the person last took back what was heard.

    Args:
        messages: parsed user messages in order, each with ``intent``, ``text`` and ``red_flag_findings``.
            Where the findings are missing (a message that did not come through the NLU pipeline) the
            text is read here, so that no message goes unchecked.
    """
    findings: list[Finding] = []
    for message in messages:
        if takes_back(message):
            findings = []
        if message.get(FINDINGS) is not None:
            findings += [Finding.from_dict(each) for each in message[FINDINGS]]
        else:
            findings += default_detector().detect(str(message.get("text") or ""))
    return findings


def takes_back(message: Mapping[str, Any]) -> bool:
    """Whether the person pressed the button that takes back what was heard.

    Only the button counts: a model that reads it into typed words must not clear a red flag.
    """
    return str(message.get("text", "")).strip() == f"/{START_AGAIN}"


def decide_conversation(
    messages: Iterable[Mapping[str, Any]], slots: Mapping[str, Any], knowledge: Knowledge
) -> tuple[list[Finding], Decision]:
    """Findings and decision of a conversation from its parsed messages and its slot values."""
    findings = findings_of(messages)
    wanted = screening_slots(knowledge)
    answers = {slot: None if slots.get(slot) is None else str(slots[slot]) for slot in wanted}
    return findings, decide(findings, answers, knowledge)


def screening_slots(knowledge: Knowledge) -> list[str]:
    """Names of the slots that the screening fills, danger questions first."""
    details = dict.fromkeys(limit.slot for limit in knowledge.limits)
    return [*(question.slot for question in knowledge.questions), *details]
