"""Examples of signs in context. The sign stands in [brackets]; words are as the normaliser leaves them."""

from __future__ import annotations

import re

from triage.context import ContextRules, Status
from triage.detector import RedFlagDetector
from triage.knowledge import load

CONTEXT = ContextRules(load().cues)


def read(marked: str) -> tuple[Status, str]:
    words = re.findall(r"\[|\]|\n|\.{2,}|[\w']+|[^\w\s]", marked)
    start, end = words.index("["), words.index("]") - 1
    return CONTEXT.status([word for word in words if word not in "[]"], start, end)


def status_of(detector: RedFlagDetector, flag: str, text: str) -> Status | None:
    return next((finding.status for finding in detector.detect(text) if finding.flag == flag), None)
