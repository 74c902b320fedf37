"""Nothing held out may stand in what the assistant learns from, nor in what its thresholds are set on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from evaluation.outcomes import HELD_OUT, ROOT
from hearer.messages import FOLDER, VALIDATION

SHARED_RUN = 8
"""So many words in a row in common are no chance."""


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def labelled(folder: Path) -> dict[str, str]:
    """Plain text of every message of a folder, and its file."""
    lines = ((path.name, line) for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines())
    return {plain(json.loads(line)["text"]): name for name, line in lines}


def runs(text: str) -> Iterator[str]:
    words = text.split()
    yield from (" ".join(words[i : i + SHARED_RUN]) for i in range(len(words) - SHARED_RUN + 1))


HELD = labelled(HELD_OUT)
LEARNT = labelled(FOLDER)
VALIDATED = labelled(VALIDATION)
WRITTEN = {
    plain(line.strip().lstrip("- ")): path.name
    for path in [*(ROOT / "data").rglob("*.yml"), *(ROOT / "triage").glob("*.yml")]
    for line in path.read_text(encoding="utf-8").splitlines()
}


def common(first: dict[str, str], second: dict[str, str]) -> list[str]:
    return [f"{second[text]}: {text}" for text in first if text in second and len(text.split()) > 3]


def test_there_is_something_to_compare() -> None:
    assert min(map(len, (HELD, VALIDATED))) > 500
    assert len(LEARNT) > 10_000


def test_no_held_out_message_is_learnt_from() -> None:
    assert common(HELD, LEARNT) == []


def test_no_held_out_message_sets_a_threshold() -> None:
    assert common(HELD, VALIDATED) == []


def test_no_held_out_message_stands_in_the_data_or_the_lexicon() -> None:
    assert common(HELD, WRITTEN) == []


def test_no_message_that_sets_a_threshold_is_learnt_from() -> None:
    assert common(VALIDATED, LEARNT) == []


def test_no_held_out_message_shares_a_run_of_words_with_one_that_is_learnt() -> None:
    learnt = {run: text for text in (*LEARNT, *VALIDATED) for run in runs(text)}
    assert [f"{text} <- {learnt[run]}" for text in HELD for run in runs(text) if run in learnt] == []
