"""Nothing held out may stand in what the assistant learns from."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _held_out() -> set[str]:
    lines = (
        line for path in (ROOT / "tests" / "held_out").glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
    )
    return {plain for line in lines if len((plain := _plain(json.loads(line)["text"])).split()) > 3}


def test_no_held_out_message_stands_in_the_training_data_or_the_lexicon() -> None:
    held_out = _held_out()
    assert len(held_out) > 1500
    learnt_from = [*(ROOT / "data").rglob("*.yml"), *(ROOT / "triage").glob("*.yml")]
    found = {
        f"{path.name}: {line.strip()}"
        for path in learnt_from
        for line in path.read_text(encoding="utf-8").splitlines()
        if _plain(line.strip().lstrip("- ")) in held_out
    }
    assert not found
