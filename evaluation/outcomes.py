"""Labelled messages and what the trained pipeline made of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearer.messages import NO_DANGER_ALONE

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "held_out"
MODEL = ROOT / "models" / "back-spasm.tar.gz"

ALARMS, ASKS = "report_red_flag", "maybe_red_flag"


@dataclass(frozen=True)
class Outcome:
    """One labelled message and what the pipeline made of it.

    Attributes:
        text, flags, author, style: as its author wrote it; ``author`` is the name of the file.
        meant: the intent that its author meant.
        about_other: whether the patient is somebody else.
        intent, topic: what the pipeline understood.
        named: red flags that it named as present.
        by_rule: those of them that a rule found.
        danger: the hearer's probability that danger is asserted.
    """

    text: str
    flags: dict[str, str]
    author: str
    style: str
    meant: str
    about_other: bool
    intent: str
    topic: str
    named: frozenset[str]
    by_rule: frozenset[str]
    danger: float

    @property
    def signs(self) -> set[str]:
        """Flags asserted now that are a danger by themselves."""
        return {flag for flag, status in self.flags.items() if status == "present"} - NO_DANGER_ALONE

    @property
    def dangerous(self) -> bool:
        """Whether an alarm or a question is right."""
        return is_dangerous({"flags": self.flags, "intent": self.meant})

    @property
    def topic_meant(self) -> str:
        """``ask/<topic>`` where the author asked a question, else ''."""
        return self.meant if self.meant.startswith("ask/") else ""


def is_dangerous(row: dict[str, Any]) -> bool:
    """Whether a labelled message asserts a danger: a pregnancy that bleeds is one, so the intent counts too."""
    present = {flag for flag, status in row["flags"].items() if status == "present"}
    return bool(present - NO_DANGER_ALONE) or row["intent"] == ALARMS


def read_outcomes(folder: Path, parse: Callable[[str], dict[str, Any]]) -> list[Outcome]:
    """Every message of ``folder`` through the pipeline."""
    return [_outcome(row, parse(row["text"])) for row in labelled(folder)]


def labelled(folder: Path) -> Iterator[dict[str, Any]]:
    """Every labelled message of ``folder`` with its author's name; answers to a question are left out."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "intent" in row:
                yield {**row, "author": path.stem}


def _outcome(row: dict[str, Any], parsed: dict[str, Any]) -> Outcome:
    entities = [each for each in parsed["entities"] if each["entity"] == "red_flag"]
    return Outcome(
        text=row["text"],
        flags=row["flags"],
        author=row["author"],
        style=row["style"],
        meant=row["intent"],
        about_other=row["who"] == "other",
        intent=parsed["intent"]["name"],
        topic=parsed["response_selector"]["ask"]["response"]["intent_response_key"],
        named=frozenset(each["value"] for each in entities),
        by_rule=frozenset(each["value"] for each in entities if not each["rule"].endswith("/heard")),
        danger=parsed["danger_heard"],
    )


def load_pipeline() -> Callable[[str], dict[str, Any]]:
    """The NLU pipeline of the trained model: text to parse data.

    Raises:
        FileNotFoundError: there is no trained model.
    """
    if not MODEL.exists():
        raise FileNotFoundError("No trained model: run `make train` first.")
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    from rasa.core.channels.channel import UserMessage
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.core.processor import MessageProcessor
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker

    processor = MessageProcessor(
        str(MODEL), InMemoryTrackerStore(Domain.empty()), InMemoryLockStore(), TemplatedNaturalLanguageGenerator({})
    )

    def parse(text: str) -> dict[str, Any]:
        return processor._parse_message_with_graph(UserMessage(text), DialogueStateTracker.from_events("evaluation", []))

    return parse
