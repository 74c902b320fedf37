"""Read the clinical knowledge from YAML and refuse it, with a reason, when it is not sound."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triage.disposition import Disposition
from triage.files import KnowledgeError, checked, read_file

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """One way in which a sign is put into words.

    Attributes:
        id: ``<flag id>/<rule>``; it is what a finding gives as its reason.
        disposition: the rule's own urgency where it differs from its flag's, else None.
        patterns: see :mod:`triage.patterns`.
        unless: patterns whose presence in the same sentence makes the sign harmless.
        history_counts: long ago still counts (a past cancer).
        fires: messages that must raise it.  silent: messages that must not. Both are run by a test.
    """

    id: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    disposition: Disposition | None = None
    history_counts: bool = False
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class RedFlag:
    """A red flag, or a risk factor (``disposition`` None) that counts only in a pair.

    Attributes:
        name: plain words for what the person described, to complete "You told me about ...".
        question: the plain question that asks for it.  why: why it is asked, in one sentence.
        source: ids of ``sources.yml``.
        response: the response that refers in place of the disposition's usual one, or ''.
        counts_when_over: a sign that has passed still counts (a passing stroke is a stroke).
        harmless_when_unchanged: who has always had it ("leak when i sneeze, always have") tells of no danger by it.
        counts_when_imagined: wondering about it is a sign of it (self-harm).
        waits_for_screening: too common in plain strains to break off the questions for; it counts at their end.
    """

    id: str
    name: str
    disposition: Disposition | None
    source: tuple[str, ...]
    review_due: str
    reviewed_by: str
    rules: tuple[Rule, ...]
    question: str = ""
    why: str = ""
    response: str = ""
    counts_when_over: bool = False
    harmless_when_unchanged: bool = False
    counts_when_imagined: bool = False
    waits_for_screening: bool = False


@dataclass(frozen=True)
class Pair:
    """Findings that together are more urgent than each alone."""

    id: str
    all_of: tuple[str, ...]
    disposition: Disposition
    source: tuple[str, ...]
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A screening question: a checklist of red flags answered by none of these, yes, or not sure."""

    slot: str
    flags: tuple[str, ...]
    disposition: Disposition


@dataclass(frozen=True)
class Limit:
    """An answer after the danger questions that makes a doctor's look necessary."""

    slot: str
    values: tuple[str, ...]
    at_least: float | None
    disposition: Disposition
    reason: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class Knowledge:
    """All clinical knowledge, indexed by id and in the order of the files."""

    red_flags: Mapping[str, RedFlag]
    pairs: tuple[Pair, ...]
    questions: tuple[Question, ...]
    limits: tuple[Limit, ...]
    sources: Mapping[str, Mapping[str, Any]]
    word_sets: Mapping[str, tuple[str, ...]]
    slang: Mapping[str, tuple[str, ...]]
    phrases: Mapping[tuple[str, ...], str]
    cues: Mapping[str, Any] = field(default_factory=dict)

    def cited(self, source: str) -> str:
        """How a source is named to a reader: publisher, title and year, without the address of a copy."""
        entry = self.sources[source]
        title, publisher = (re.sub(r"\s*\([^)]*\)", "", entry.get(key, "")).strip() for key in ("title", "publisher"))
        year = str(entry.get("year", ""))
        named = f"{publisher}: {title}" if publisher and publisher not in title else title
        return f"{named}, {year}" if year and year not in named else named

    def flags_in_slot_order(self) -> list[str]:
        """Ids of the flags that some question asks about, in the order they are asked."""
        return [flag for question in self.questions for flag in question.flags]


@functools.cache
def load(folder: Path = FOLDER) -> Knowledge:
    """Read the five files of ``folder`` once.

    Raises:
        KnowledgeError: a missing field, an unknown id, a disposition that does not exist.
    """
    flags_file, screening = read_file(folder, "red_flags"), read_file(folder, "screening")
    words, sources = read_file(folder, "words"), read_file(folder, "sources")
    flags = {
        entry["id"]: _red_flag(entry, sources)
        for entry in (
            *checked(flags_file["red_flags"], "red flag", "red_flags.yml"),
            *checked(flags_file["risk_factors"], "risk factor", "red_flags.yml"),
        )
    }
    if both := {entry["id"] for entry in flags_file["red_flags"]}.intersection(
        entry["id"] for entry in flags_file["risk_factors"]
    ):
        raise KnowledgeError(f"red_flags.yml: {', '.join(sorted(both))}: id stands twice")
    pairs = tuple(
        Pair(
            id=entry["id"],
            all_of=_known(entry["all_of"], flags, entry["id"]),
            any_of=_known(entry.get("any_of", ()), flags, entry["id"]),
            disposition=_disposition(entry["tier"], entry["id"]),
            source=_known(entry["source"], sources, entry["id"]),
        )
        for entry in checked(flags_file["pairs"], "pair", "red_flags.yml")
    )
    questions = tuple(
        Question(entry["slot"], _known(entry["flags"], flags, entry["slot"]), _disposition(entry["tier"], entry["slot"]))
        for entry in checked(screening["questions"], "question", "screening.yml", once="slot")
    )
    limits = tuple(
        Limit(
            slot=entry["slot"],
            values=tuple(entry.get("values", ())),
            at_least=entry.get("at_least"),
            disposition=_disposition(entry["tier"], entry["slot"]),
            reason=entry["reason"],
            source=_known(entry["source"], sources, entry["slot"]),
        )
        for entry in checked(screening["limits"], "limit", "screening.yml", once="")
    )
    for limit in limits:
        if not limit.values and limit.at_least is None:
            raise KnowledgeError(f"{limit.slot}: a limit needs at_least or values")
    return Knowledge(
        red_flags=flags,
        pairs=pairs,
        questions=questions,
        limits=limits,
        sources=sources,
        word_sets={name: tuple(words) for name, words in words["sets"].items()},
        slang={word: tuple(meaning.split()) for word, meaning in words["slang"].items()},
        phrases={tuple(phrase.split()): name for name, phrases in words["phrases"].items() for phrase in phrases},
        cues=read_file(folder, "context"),
    )


def _red_flag(entry: Mapping[str, Any], sources: Mapping[str, Any]) -> RedFlag:
    try:
        datetime.date.fromisoformat(str(entry["review_due"]))
    except ValueError:
        raise KnowledgeError(f"{entry['id']}: review_due {entry['review_due']!r} is no date") from None
    shared_unless = tuple(entry.get("unless", ()))
    rules = tuple(
        Rule(
            id=f"{entry['id']}/{rule['id']}",
            patterns=tuple(rule["patterns"]),
            unless=(*shared_unless, *rule.get("unless", ())),
            disposition=_disposition(rule["tier"], rule["id"]) if "tier" in rule else None,
            history_counts=bool(rule.get("history_counts")),
            fires=tuple(rule.get("fires", ())),
            silent=tuple(rule.get("silent", ())),
        )
        for rule in checked(entry["rules"], "rule", entry["id"])
    )
    return RedFlag(
        id=entry["id"],
        name=entry["name"],
        disposition=_disposition(entry["tier"], entry["id"]) if "tier" in entry else None,
        source=_known(entry["source"], sources, entry["id"]),
        review_due=str(entry["review_due"]),
        reviewed_by=entry["reviewed_by"],
        rules=rules,
        question=entry.get("question", ""),
        why=entry.get("why", ""),
        response=entry.get("response", ""),
        counts_when_over=bool(entry.get("counts_when_over")),
        harmless_when_unchanged=bool(entry.get("harmless_when_unchanged")),
        counts_when_imagined=bool(entry.get("counts_when_imagined")),
        waits_for_screening=bool(entry.get("waits_for_screening")),
    )


def _disposition(value: str, where: str) -> Disposition:
    try:
        return Disposition(value)
    except ValueError:
        raise KnowledgeError(f"{where}: no disposition is called {value!r}") from None


def _known(ids: Iterable[str], known: Mapping[str, Any], where: str) -> tuple[str, ...]:
    for each in ids:
        if each not in known:
            raise KnowledgeError(f"{where}: {each!r} is not known")
    return tuple(ids)
