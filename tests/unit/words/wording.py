"""Every sentence that the assistant can say, as people see it: with the numbers of their country in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.referrals import all_referrals, reminder
from assistant.response_generator import IF_IT_COMES_TRUE
from triage.disposition import Disposition
from triage.emergency_numbers import load_numbers
from triage.files import read_yaml
from triage.knowledge import load

ROOT = Path(__file__).resolve().parents[3]
ANSWER_FILES = sorted((ROOT / "data" / "answers").glob("*.yml"))
DOMAIN = read_yaml(ROOT / "domain.yml")


@dataclass(frozen=True)
class Wording:
    """One variant of a response; for a known country the name says which."""

    name: str
    text: str
    buttons: tuple[dict[str, Any], ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    channel: str | None = None
    """The only channel that says it, if there is one."""

    @property
    def response(self) -> str:
        """The name of the response, whatever the country."""
        return self.name.partition(" ")[0]

    @property
    def sentences(self) -> list[str]:
        """The text without its naming of sources; a line of a list is a sentence."""
        spoken = re.sub(r"\s*Sources?: .*$", "", self.text, flags=re.DOTALL)
        lines = [re.sub(r"^\s*(?:-|\d+\.)\s+", "", line).strip() for line in spoken.splitlines()]
        ended = [line if line.endswith((".", "?", "!")) else f"{line.rstrip(':')}." for line in lines if line]
        return [each for line in ended for each in re.split(r"(?<=[.!?])\s+", line)]


def raw_texts() -> dict[str, list[str]]:
    """Every response with its wordings as the YAML files hold them, blanks and all."""
    return {name: [variant.get("text", "") for variant in variants] for name, variants in _responses()}


def fill(text: str, country: str | None, told: bool) -> str:
    """The text as someone in ``country`` reads it; blanks for the action to fill stay."""
    for blank, words in load_numbers().words(country, told).items():
        text = text.replace(f"{{{blank}}}", words)
    return text


def _responses() -> list[tuple[str, list[dict[str, Any]]]]:
    return [item for path in (ROOT / "domain.yml", *ANSWER_FILES) for item in read_yaml(path).get("responses", {}).items()]


def _wordings(country: str | None, told: bool) -> list[Wording]:
    return [
        Wording(
            name if country is None else f"{name} in {country}{'' if told else ', guessed'}",
            fill(variant.get("text", ""), country, told),
            tuple(variant.get("buttons", ())),
            variant.get("metadata", {}),
            variant.get("channel"),
        )
        for name, variants in _responses()
        for variant in variants
        if country is None or fill(variant.get("text", ""), country, told) != fill(variant.get("text", ""), None, True)
    ]


WORDINGS = _wordings(None, True)
"""What is read while the country is unknown."""

ABROAD = [each for told in (True, False) for country in load_numbers().countries for each in _wordings(country, told)]
"""What is read in each country, told or guessed, where it differs."""

NAMES = {each.name for each in WORDINGS}
INTENTS = {each if isinstance(each, str) else next(iter(each)) for each in DOMAIN["intents"]}
REMINDERS = {
    reminder(tier, [flag.id]) for tier in Disposition if tier.interrupts for flag in load().red_flags.values() if flag.disposition
}
URGENT = all_referrals() | REMINDERS | {IF_IT_COMES_TRUE, "utter_ask_take_back"}
"""Responses that someone in danger reads first."""


def by_name(wordings: list[Wording]) -> dict[str, Any]:
    """Arguments that parametrise a test over wordings."""
    return {"argvalues": wordings, "ids": lambda wording: wording.name}
