"""Write the evaluation as Markdown: one table a question, and every miss in a list of its own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from evaluation import scores
from evaluation.outcomes import ALARMS, ASKS, Outcome
from evaluation.scores import Share
from hearer.slips import mistype
from triage.disposition import Disposition
from triage.knowledge import load

EMERGENCIES = frozenset(
    flag.id
    for flag in load().red_flags.values()
    if flag.disposition and flag.disposition.urgency >= Disposition.EMERGENCY.urgency
)

STYLES: dict[str, Callable[[Outcome], bool]] = {
    "an emergency, not only urgent": lambda each: bool(each.signs & EMERGENCIES),
    "up to 8 words": lambda each: len(each.text.split()) <= 8,
    "9 to 25 words": lambda each: 8 < len(each.text.split()) <= 25,
    "longer": lambda each: len(each.text.split()) > 25,
    "about someone else": lambda each: each.about_other,
    "a sign denied": lambda each: "absent" in each.flags.values(),
    "a sign long over": lambda each: "past" in each.flags.values(),
    "a sign imagined": lambda each: "hypothetical" in each.flags.values(),
    "ends in a question mark": lambda each: each.text.rstrip().endswith("?"),
}


def mistyped(text: str) -> str:
    """``text`` with slips of the thumb, the same every time."""
    chance = random.Random(text)
    for _ in range(20):
        if (slipped := mistype(text, chance)) != text:
            return slipped
    return text


def write(outcomes: Sequence[Outcome], typos: Sequence[Outcome]) -> str:
    """The report.

    Args:
        outcomes: the held-out messages.
        typos: the same messages, mistyped.
    """
    authors = sorted({each.author for each in outcomes})
    by_author = [(author, [each for each in outcomes if each.author == author]) for author in authors]
    by_style = [(name, [each for each in outcomes if holds(each)]) for name, holds in STYLES.items()]
    return "\n".join(
        [
            "# Evaluation",
            "",
            "Written by `make evaluate`; not by hand. The messages of `tests/held_out` come from authors of whom nothing else",
            "was seen: no rule, no training message and no threshold was made from them. No clinician has checked the",
            "labels. Each look at these numbers is noted in [evaluation_log.md](evaluation_log.md).",
            "",
            f"{len(outcomes)} messages, {len(scores.dangerous(outcomes))} of them assert a sign of danger.",
            "",
            "## Danger",
            "",
            "*Heard*: alarmed, or asked about at once. *False*: on messages that assert no sign. In brackets the 95 % bound.",
            "",
            *_danger_table([("all", outcomes), *by_author, *by_style, ("all, mistyped", typos)]),
            "",
            f"Of the alarms that were right, {_percent(scores.named(outcomes))} named a right red flag.",
            "",
            "![Danger heard against false alarms](evaluation/trade_off.png)",
            "",
            "## Each red flag",
            "",
            *_flag_table(outcomes),
            "",
            "## Intents and topics",
            "",
            *_intent_table(outcomes, typos),
            "",
            "![Which intent was taken for which](evaluation/confusion.png)",
            "",
            "Topics most often taken for another: " + _confused_topics(outcomes) + ".",
            "",
            "## Danger that was not heard",
            "",
            "The number is the hearer's probability of danger; the worst come first, also below.",
            "",
            *_listed(
                (
                    (", ".join(sorted(each.signs)), each)
                    for each in scores.dangerous(outcomes)
                    if each.intent not in (ALARMS, ASKS)
                ),
                surest_danger_first=False,
            ),
            "",
            "## False alarms",
            "",
            *_listed((", ".join(sorted(each.named)), each) for each in scores.ordinary(outcomes) if each.intent == ALARMS),
            "",
            "## Needless questions",
            "",
            *_listed((each.meant, each) for each in scores.ordinary(outcomes) if each.intent == ASKS),
            "",
        ]
    )


def _danger_table(groups: Iterable[tuple[str, Sequence[Outcome]]]) -> list[str]:
    lines = [
        "| messages | with danger | alarmed | heard | without | false alarms | false questions |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, some in groups:
        alarmed, heard = scores.alarmed(some), scores.heard(some)
        false, asked = scores.false_alarms(some), scores.false_questions(some)
        lines.append(
            f"| {name} | {heard.whole} | {_percent(alarmed)} | {_percent(heard)} (at least {heard.lower:.1%}) "
            f"| {false.whole} | {_percent(false)} (at most {false.upper:.1%}) | {_percent(asked)} |"
        )
    return lines


def _flag_table(outcomes: Sequence[Outcome]) -> list[str]:
    lines = ["| red flag | asserted | heard | named in the alarm | named where not asserted |", "|---|---|---|---|---|"]
    for flag in sorted({flag for each in outcomes for flag in each.flags}):
        asserted = [each for each in scores.dangerous(outcomes) if each.flags.get(flag) == "present"]
        heard = scores.share(asserted, lambda each: each.intent in (ALARMS, ASKS))
        named = scores.share(asserted, lambda each, flag=flag: flag in each.named)  # type: ignore[misc]
        wrong = sum(flag in each.named for each in outcomes if each.flags.get(flag) != "present")
        lines.append(f"| {flag} | {len(asserted)} | {_percent(heard)} | {_percent(named)} | {wrong} |")
    return lines


def _intent_table(outcomes: Sequence[Outcome], typos: Sequence[Outcome]) -> list[str]:
    rows = [
        ("intent of an ordinary message right", scores.intents(outcomes)),
        ("... mistyped", scores.intents(typos)),
        (
            "... of those that were taken for no danger",
            scores.intents([each for each in outcomes if each.intent not in (ALARMS, ASKS)]),
        ),
        ("topic of a question right", scores.topics(outcomes)),
        ("... mistyped", scores.topics(typos)),
        ("out of scope declined", scores.out_of_scope_declined(outcomes)),
        ("in scope, but declined or not understood", scores.in_scope_lost(outcomes)),
    ]
    table = [f"| {name} | {each.whole} | {_percent(each)} |" for name, each in rows]
    return ["| what | messages | share |", "|---|---|---|", *table]


def _confused_topics(outcomes: Sequence[Outcome]) -> str:
    wrong = Counter((each.topic_meant, each.topic) for each in outcomes if each.topic_meant and each.topic != each.topic_meant)
    return "; ".join(f"{meant[4:]} for {taken[4:]} ({count})" for (meant, taken), count in wrong.most_common(12)) or "none"


def _listed(misses: Iterable[tuple[str, Outcome]], surest_danger_first: bool = True) -> list[str]:
    """One line a miss, the worst first, each with the hearer's probability of danger."""
    ordered = sorted(misses, key=lambda miss: miss[1].danger, reverse=surest_danger_first)
    return [f"- {each.danger:.2f} {label}: {' '.join(each.text.split())}" for label, each in ordered] or ["None."]


def _percent(each: Share) -> str:
    return f"{each.value:.1%}" if each.whole else "-"
