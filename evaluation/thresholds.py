"""``make thresholds``: set ``triage/hearing.yml`` on validation messages, each threshold by a budget of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.hearer import shared_hearer
from evaluation.outcomes import ROOT, is_dangerous, labelled
from hearer.messages import VALIDATION
from triage.decision import decide
from triage.detector import default_detector
from triage.knowledge import load

ADDED_FALSE_ALARMS = 0.02
"""Share of ordinary messages in which the hearer may raise a false alarm that no rule raises."""

ADDED_FALSE_QUESTIONS = 0.045
"""Share of ordinary messages in which it may bring a needless question."""

ALARMS_DOUBTED = 0.01
"""Share of the rules' right alarms that it may turn into a question, to spare many a false one."""

FILE = ROOT / "triage" / "hearing.yml"


@dataclass(frozen=True)
class Reading:
    """One validation message as both readers take it."""

    dangerous: bool
    by_rule: bool
    danger: float


def readings() -> list[Reading]:
    """Every validation message, read by the rules and by the hearer."""
    detector, hearer, knowledge = default_detector(), shared_hearer(), load()
    result = []
    for row in labelled(VALIDATION):
        found = detector.detect(row["text"])
        by_rule = decide(found, {}, knowledge).disposition is not None
        result.append(Reading(is_dangerous(row), by_rule, hearer.hear(detector.repaired(row["text"])).danger))
    return result


def choose(all_readings: Sequence[Reading]) -> dict[str, float]:
    """The thresholds that just keep the budgets."""
    ordinary = [each for each in all_readings if not each.dangerous]
    right = sorted(each.danger for each in all_readings if each.dangerous and each.by_rule)
    silent = sorted((each.danger for each in ordinary if not each.by_rule), reverse=True)

    def above(share: float) -> float:
        """The lowest threshold that so many of the ordinary messages without a rule's alarm pass."""
        return silent[min(int(share * len(ordinary)), len(silent) - 1)]

    return {
        "alarm_above": round(above(ADDED_FALSE_ALARMS), 3),
        "ask_above": round(above(ADDED_FALSE_ALARMS + ADDED_FALSE_QUESTIONS), 3),
        "doubt_below": round(right[int(ALARMS_DOUBTED * len(right))], 4),
    }


def main() -> None:
    """Print what the thresholds do on the validation messages, and write them."""
    all_readings = readings()
    chosen = choose(all_readings)
    text = FILE.read_text(encoding="utf-8")
    for name, value in chosen.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, flags=re.MULTILINE)
    FILE.write_text(text, encoding="utf-8")
    dangerous = [each for each in all_readings if each.dangerous]
    ordinary = [each for each in all_readings if not each.dangerous]
    for name, some in (("dangerous", dangerous), ("ordinary", ordinary)):
        alarm = sum(_alarms(each, chosen) for each in some) / len(some)
        ask = sum(not _alarms(each, chosen) and (each.by_rule or each.danger >= chosen["ask_above"]) for each in some) / len(some)
        rules = sum(each.by_rule for each in some) / len(some)
        print(f"{name}: {len(some)} messages, alarm {alarm:.3f}, question {ask:.3f} (rules alone: alarm {rules:.3f})")
    print(", ".join(f"{name} {value}" for name, value in chosen.items()))


def _alarms(each: Reading, chosen: dict[str, float]) -> bool:
    return each.danger >= chosen["alarm_above"] or (each.by_rule and each.danger >= chosen["doubt_below"])


if __name__ == "__main__":
    main()
