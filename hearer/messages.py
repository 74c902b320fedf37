"""The labelled messages that the hearer learns from, and those that validate it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "messages"
VALIDATION = Path(__file__).parent / "validation"
RED_FLAGS = Path(__file__).resolve().parents[1] / "triage" / "red_flags.yml"

STATUSES = ("present", "absent", "past", "hypothetical")
"""How a message can mean a red flag; a flag that it does not mention has no status."""

NO_DANGER_ALONE = frozenset({"pregnancy", "child_under_16"})
"""Flags that describe who the patient is; alone they are no sign of danger."""


@dataclass(frozen=True)
class LabelledMessage:
    """One message as its author meant it.

    Attributes:
        text: what was typed.
        flags: status of each red flag that the text mentions.
        intent: what the writer wants, '' where nothing can be made of it.
        author: name of the file it comes from; one author a file.
    """

    text: str
    flags: dict[str, str]
    intent: str
    author: str

    @property
    def danger(self) -> bool:
        """Whether the message asserts a sign of danger now; a pregnancy that bleeds is one, so the intent counts too."""
        return self.intent == "report_red_flag" or any(
            status == "present" and flag not in NO_DANGER_ALONE for flag, status in self.flags.items()
        )


def read_messages(folder: Path = FOLDER) -> list[LabelledMessage]:
    """Every labelled message of every author in ``folder`` (``*.jsonl``), in a stable order.

    Answers to a screening question are left out: "no" means nothing without the question.
    """
    messages = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "intent" in row:
                messages.append(LabelledMessage(row["text"], row["flags"], row["intent"], path.stem))
    return messages


def read_rule_examples(flags: Collection[str], path: Path = RED_FLAGS) -> list[LabelledMessage]:
    """What each rule must and must not fire on, as messages: the plainest ways to say a sign, and their twins.

    Args:
        flags: those that the hearer learns; examples of others are left out.
        path: the knowledge file, with ``fires`` and ``silent`` under each rule.
    """
    messages = []
    for flag in yaml.safe_load(path.read_text(encoding="utf-8"))["red_flags"]:
        if flag["id"] not in flags or flag["id"] in NO_DANGER_ALONE:
            continue
        for rule in flag["rules"]:
            fires = (LabelledMessage(text, {flag["id"]: "present"}, "report_red_flag", RED_FLAGS.stem) for text in rule["fires"])
            silent = (LabelledMessage(text, {}, "", RED_FLAGS.stem) for text in rule["silent"])
            messages += [*fires, *silent]
    return messages
