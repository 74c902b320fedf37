"""Scores of the held-out messages, by intent and by red flag, with every miss, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from held_out import Heard

ASKS = "maybe_red_flag"
ALARMS = "report_red_flag"


HEAD = [
    "# Held-out messages",
    "",
    "| author | messages | danger alarmed | alarmed or asked | false alarms | false questions | intent right |",
    "|---|---|---|---|---|---|---|",
]


def share(part: int, whole: int) -> float:
    """``part / whole``, 0 for nothing out of nothing."""
    return part / whole if whole else 0.0


def danger_heard(heard: Sequence[Heard]) -> float:
    """Share of messages asserting a red flag that raise the alarm or bring the question at once."""
    danger = [each for each in heard if each.danger]
    return share(sum(each.intent in (ALARMS, ASKS) for each in danger), len(danger))


def danger_alarmed(heard: Sequence[Heard]) -> float:
    """Share of messages asserting a red flag that raise the alarm."""
    danger = [each for each in heard if each.danger]
    return share(sum(each.intent == ALARMS for each in danger), len(danger))


def false_alarms(heard: Sequence[Heard]) -> float:
    """Share of messages without an asserted red flag that raise the alarm."""
    harmless = [each for each in heard if not each.danger and each.meant != ALARMS]
    return share(sum(each.intent == ALARMS for each in harmless), len(harmless))


def false_questions(heard: Sequence[Heard]) -> float:
    """Share of messages without an asserted red flag that bring an unneeded danger question."""
    harmless = [each for each in heard if not each.danger and each.meant != ALARMS]
    return share(sum(each.intent == ASKS for each in harmless), len(harmless))


def ordinary(heard: Sequence[Heard]) -> list[Heard]:
    """Messages whose intent the classifier decides: no red flag is asserted."""
    return [each for each in heard if not each.danger and each.meant != ALARMS]


def intent_right(each: Heard) -> bool:
    """Whether the intent is the one meant; a hedged no is a kind of no."""
    meant = each.meant.split("/")[0]
    return each.intent == meant or (meant == "deny" and each.intent == "hedged_no")


def topics_right(heard: Sequence[Heard]) -> float:
    """Share of questions whose topic is the one meant."""
    topics = [each for each in heard if each.topic_meant]
    return share(sum(each.topic == each.topic_meant for each in topics), len(topics))


def write(heard: Sequence[Heard], path: Path) -> None:
    """Write the report; the folder is made where it is missing."""
    lines = [*HEAD]
    for author in [*sorted({each.author for each in heard}), "all"]:
        some = [each for each in heard if author in (each.author, "all")]
        right = share(sum(map(intent_right, ordinary(some))), len(ordinary(some)))
        lines.append(
            f"| {author} | {len(some)} | {danger_alarmed(some):.3f} | {danger_heard(some):.3f} "
            f"| {false_alarms(some):.3f} | {false_questions(some):.3f} | {right:.3f} |"
        )
    lines += ["", "| red flag | asserted | named | false |", "|---|---|---|---|"]
    for flag in sorted({flag for each in heard for flag in each.flags}):
        asserted = [each for each in heard if each.flags.get(flag) == "present"]
        named = sum(flag in each.alarmed for each in asserted)
        false = sum(flag in each.alarmed for each in heard if each.flags.get(flag) != "present")
        lines.append(f"| {flag} | {len(asserted)} | {share(named, len(asserted)):.2f} | {false} |")
    lines += ["", "| intent | messages | right | mostly taken for |", "|---|---|---|---|"]
    for meant in sorted({each.meant.split("/")[0] for each in ordinary(heard)}):
        some = [each for each in ordinary(heard) if each.meant.split("/")[0] == meant]
        right = share(sum(map(intent_right, some)), len(some))
        wrong = Counter(each.intent for each in some if not intent_right(each)).most_common(3)
        taken_for = ", ".join(f"{name} {count}" for name, count in wrong)
        lines.append(f"| {meant} | {len(some)} | {right:.2f} | {taken_for} |")
    topics = [each for each in heard if each.topic_meant]
    lines += [
        "",
        f"Topic right, of {len(topics)} questions: {topics_right(heard):.3f}",
        "",
        "## Danger not heard",
        "",
    ]
    lines += [
        f"- {', '.join(sorted(each.danger))}: {each.text}" for each in heard if each.danger and each.intent not in (ALARMS, ASKS)
    ]
    lines += ["", "## False alarms", ""]
    lines += [f"- {', '.join(sorted(each.alarmed))}: {each.text}" for each in ordinary(heard) if each.intent == ALARMS]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
