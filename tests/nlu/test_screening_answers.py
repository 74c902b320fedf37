"""Answers to the danger questions, by an author of whom no rule and no example was made."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from evaluation.outcomes import HELD_OUT
from triage.knowledge import load

ROWS = [json.loads(line) for line in (HELD_OUT / "screening_answers.jsonl").read_text(encoding="utf-8").splitlines()]
TO_DANGER_QUESTIONS = [row for row in ROWS if row["question"] in load().red_flags or row["question"] == "checklist"]
NOT_A_NO = [row for row in TO_DANGER_QUESTIONS if row["answer"] in {"yes", "unsure", "which", "symptom", "question"}]


def test_there_are_enough_of_them() -> None:
    assert len(NOT_A_NO) > 40


@pytest.mark.parametrize("row", NOT_A_NO, ids=lambda row: row["text"][:60])
def test_only_a_no_is_read_as_no(parse: Callable[[str], dict[str, Any]], row: dict[str, Any]) -> None:
    assert parse(row["text"])["intent"]["name"] != "deny"
