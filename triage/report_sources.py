"""Write ``docs/clinical_sources.md`` from the data, so that a reviewer reads what the assistant really uses.

Run as ``python -m triage.report_sources > docs/clinical_sources.md``; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.disposition import Disposition
from triage.emergency_numbers import load_numbers
from triage.files import read_yaml
from triage.knowledge import FOLDER, Knowledge, RedFlag, load

PROJECT = FOLDER.parent

TOLD = {
    Disposition.EMERGENCY_AMBULANCE: "call the emergency number now",
    Disposition.EMERGENCY: "go to the emergency department now",
    Disposition.URGENT: "speak to a doctor today",
    Disposition.SEE_DOCTOR: "book a doctor or physiotherapist within days",
    Disposition.SELF_CARE: "look after yourself, and still let a doctor have a look",
}

HOW_READ = {
    "file": "read in full",
    "excerpt": "only an excerpt was read",
    "memory": "**recalled, not opened: to be checked**",
}

KINDS = {
    "link": "only a link to a page that is not part of this project",
    "aside": "an aside, neither fact nor advice",
}


@dataclass(frozen=True)
class Response:
    """A response of the chat: all its wordings as one text, and where it comes from."""

    text: str
    sources: tuple[str, ...]
    review_due: str
    reviewed_by: str


def responses(project: Path = PROJECT) -> dict[str, Response]:
    """Every response of ``domain.yml`` and ``data/answers``, by name."""
    found: dict[str, Response] = {}
    for path in (project / "domain.yml", *answer_files(project)):
        for name, variants in read_yaml(path).get("responses", {}).items():
            origin: Mapping[str, Any] = next((each["metadata"] for each in variants if each.get("metadata")), {})
            found[name] = Response(
                text="\n".join(each.get("text", "") for each in variants),
                sources=tuple(origin.get("sources", ())),
                review_due=str(origin.get("review_due", "")),
                reviewed_by=str(origin.get("reviewed_by", "")),
            )
    return found


def answer_files(project: Path = PROJECT) -> list[Path]:
    """The files of ``data/answers``, one topic each, in alphabetical order."""
    return sorted((project / "data" / "answers").glob("*.yml"))


def statements(project: Path = PROJECT) -> list[dict[str, Any]]:
    """The statements of the founding article from ``docs/seed_map.yml``, each with the name of its ``part``."""
    parts = read_yaml(project / "docs" / "seed_map.yml")
    return [{**statement, "part": part["part"]} for part in parts for statement in part["statements"]]


def report(project: Path = PROJECT) -> str:
    """The whole document as Markdown."""
    knowledge = load(project / "triage")
    said = responses(project)
    lines = [
        *_head(knowledge, said),
        *_red_flags(knowledge),
        *_pairs(knowledge),
        *_questions_and_limits(knowledge),
        *_answers(said, knowledge),
        *_numbers(project),
        *_article(project),
        *_sources(knowledge, said, project),
    ]
    return "\n".join(lines) + "\n"


def _head(knowledge: Knowledge, said: Mapping[str, Response]) -> Iterator[str]:
    flags = knowledge.red_flags.values()
    alarms = sum(flag.disposition is not None for flag in flags)
    reviewers = {flag.reviewed_by for flag in flags} | {each.reviewed_by for each in said.values() if each.sources}
    yield "# Clinical sources"
    yield ""
    yield "**No clinician has checked any of this.** Most sources were read only as excerpts or copies, and some are recalled"
    yield "and still to be checked; each says which. The list lets a clinician, or you, check it line by line."
    yield ""
    yield "Made from the data by `python -m triage.report_sources > docs/clinical_sources.md`. Do not edit by hand."
    yield ""
    yield f"- Red flags: {alarms}. Risk factors that count only together with something else: {len(flags) - alarms}."
    yield f"- Pairs: {len(knowledge.pairs)}. Screening questions: {len(knowledge.questions)}. Limits: {len(knowledge.limits)}."
    yield f"- Responses with sources: {sum(bool(each.sources) for each in said.values())}."
    yield f"- Reviewed by: {', '.join(sorted(reviewers))}."
    yield ""


def _red_flags(knowledge: Knowledge) -> Iterator[str]:
    yield "## Red flags"
    yield ""
    yield "From `triage/red_flags.yml`, in its order. One is enough."
    yield ""
    for flag in knowledge.red_flags.values():
        if flag.disposition:
            yield from _red_flag(flag, knowledge)
    yield "## Risk factors"
    yield ""
    yield "Never an alarm alone; they count in the pairs below."
    yield ""
    for flag in knowledge.red_flags.values():
        if not flag.disposition:
            yield from _red_flag(flag, knowledge)


def _red_flag(flag: RedFlag, knowledge: Knowledge) -> Iterator[str]:
    yield f"### `{flag.id}`: {flag.name}"
    yield ""
    if flag.question:
        yield f"- Question: {flag.question}"
    if flag.why:
        yield f"- Why it is asked: {flag.why}"
    if flag.disposition:
        yield f"- The person is told to: {_told(flag.disposition)}"
    for rule in flag.rules:
        if rule.disposition and rule.disposition is not flag.disposition:
            yield f"- But `{rule.id}`: {_told(rule.disposition)}"
    yield "- Sources:"
    yield from (f"  - {_title(source, knowledge)}" for source in flag.source)
    yield f"- Review due {flag.review_due}. Reviewed by: {flag.reviewed_by}."
    yield ""


def _pairs(knowledge: Knowledge) -> Iterator[str]:
    yield "## Pairs"
    yield ""
    yield "Signs that together are more urgent than each alone."
    yield ""
    for pair in knowledge.pairs:
        together = " and ".join(f"`{each}`" for each in pair.all_of)
        one_of = " or ".join(f"`{each}`" for each in pair.any_of)
        yield f"### `{pair.id}`"
        yield ""
        yield f"- Signs: {together}{f', with {one_of}' if one_of else ''}"
        yield f"- The person is told to: {_told(pair.disposition)}"
        yield "- Sources:"
        yield from (f"  - {_title(source, knowledge)}" for source in pair.source)
        yield ""


def _questions_and_limits(knowledge: Knowledge) -> Iterator[str]:
    yield "## Screening questions"
    yield ""
    yield "Asked of everyone who reports a symptom. Yes and not sure lead to what stands here; a sign in words may lead higher."
    yield ""
    yield from _table(
        ("Question (slot)", "About", "The person is told to"),
        (
            (f"`{each.slot}`", ", ".join(f"`{flag}`" for flag in each.flags), _told(each.disposition))
            for each in knowledge.questions
        ),
    )
    yield "## Screening limits"
    yield ""
    yield "Answers after the danger questions that make self-care the wrong end."
    yield ""
    for limit in knowledge.limits:
        reached = ", ".join(f"`{each}`" for each in limit.values) or f"{limit.at_least:g} or more"
        yield f"- `{limit.slot}` is {reached}: {limit.reason}. The person is told to: {_told(limit.disposition)}"
        yield from (f"  - {_title(source, knowledge)}" for source in limit.source)
    yield ""


def _answers(said: Mapping[str, Response], knowledge: Knowledge) -> Iterator[str]:
    topics = {name: each for name, each in said.items() if name.startswith("utter_ask/")}
    others = {name: each for name, each in said.items() if each.sources and name not in topics}
    for title, origin, chosen in (
        ("Answers", "From `data/answers`, one topic a file.", topics),
        ("Referrals and advice", "From `domain.yml`: what is said without being asked.", others),
    ):
        yield f"## {title}"
        yield ""
        yield origin
        yield ""
        for name, each in sorted(chosen.items()):
            yield f"### `{name}`"
            yield ""
            yield "- Sources:"
            yield from (f"  - {_title(source, knowledge)}" for source in each.sources)
            yield f"- Review due {each.review_due}. Reviewed by: {each.reviewed_by}."
            yield ""


def _numbers(project: Path) -> Iterator[str]:
    numbers = load_numbers(project / "triage")
    yield "## Numbers to call"
    yield ""
    yield f"From `triage/emergency_numbers.yml`. Review due {numbers.review_due}. Reviewed by: {numbers.reviewed_by}."
    yield ""
    yield from _table(
        ("Country", "Ambulance", "Advice", "Crisis line", "Sources"),
        (
            (f"{each.place} (`{each.code}`)", each.ambulance, each.advice, each.crisis, ", ".join(each.source))
            for each in numbers.countries.values()
        ),
    )


def _article(project: Path) -> Iterator[str]:
    yield "## The founding article, sentence by sentence"
    yield ""
    yield "In our own short words, from `docs/seed_map.yml`. A test checks that each response exists and still holds these words."
    yield ""
    yield from _table(
        ("Part", "What it says", "Carried by", "Words that must stand there"),
        (
            (
                each["part"],
                " ".join([each["says"], *(f"*({note})*" for kind, note in KINDS.items() if each.get(kind))]),
                ", ".join([*(f"`{name}`" for name in each["in"]), *_listens(each)]),
                "; ".join(each["words"]),
            )
            for each in statements(project)
        ),
    )


def _listens(statement: Mapping[str, Any]) -> list[str]:
    return [f"red flag `{statement['red_flag']}`"] if "red_flag" in statement else []


def _sources(knowledge: Knowledge, said: Mapping[str, Response], project: Path) -> Iterator[str]:
    used = {source for flag in knowledge.red_flags.values() for source in flag.source}
    used |= {source for pair in knowledge.pairs for source in pair.source}
    used |= {source for limit in knowledge.limits for source in limit.source}
    used |= {source for each in said.values() for source in each.sources}
    used |= {source for each in load_numbers(project / "triage").countries.values() for source in each.source}
    yield "## Sources used"
    yield ""
    yield from _table(
        ("Id", "Title", "Publisher", "Year", "How it was read"),
        (
            (
                source,
                entry["title"],
                entry.get("publisher", ""),
                str(entry.get("year", "")),
                _how_read(source, knowledge),
            )
            for source, entry in knowledge.sources.items()
            if source in used
        ),
    )


def _told(disposition: Disposition) -> str:
    return f"{TOLD[disposition]} (`{disposition.value}`)"


def _title(source: str, knowledge: Knowledge) -> str:
    return f"{source}: {knowledge.sources[source]['title']} ({_how_read(source, knowledge)})"


def _how_read(source: str, knowledge: Knowledge) -> str:
    if source.startswith("REC-"):
        return "our own, no outside source"
    return HOW_READ[knowledge.sources[source]["opened"]]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


if __name__ == "__main__":
    print(report(), end="")
