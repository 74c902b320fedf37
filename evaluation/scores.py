"""Shares that say how well danger and intents are told, each with its bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from evaluation.outcomes import ALARMS, ASKS, Outcome


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0 for nothing out of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def lower(self) -> float:
        """Lower end of the 95 % interval (Wilson)."""
        return binomtest(self.part, self.whole).proportion_ci(0.95, "wilson").low if self.whole else 0.0

    @property
    def upper(self) -> float:
        """Upper end of the 95 % interval (Wilson)."""
        return binomtest(self.part, self.whole).proportion_ci(0.95, "wilson").high if self.whole else 0.0


def share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> Share:
    """Of how many outcomes something holds."""
    return Share(sum(map(holds, outcomes)), len(outcomes))


def dangerous(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Messages that assert a sign of danger."""
    return [each for each in outcomes if each.dangerous]


def ordinary(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Messages that assert none; their intent is the classifier's business."""
    return [each for each in outcomes if not each.dangerous]


def alarmed(outcomes: Sequence[Outcome]) -> Share:
    """Dangerous messages that raise the alarm."""
    return share(dangerous(outcomes), lambda each: each.intent == ALARMS)


def heard(outcomes: Sequence[Outcome]) -> Share:
    """Dangerous messages that raise the alarm or bring the question at once."""
    return share(dangerous(outcomes), lambda each: each.intent in (ALARMS, ASKS))


def false_alarms(outcomes: Sequence[Outcome]) -> Share:
    """Ordinary messages that raise the alarm."""
    return share(ordinary(outcomes), lambda each: each.intent == ALARMS)


def false_questions(outcomes: Sequence[Outcome]) -> Share:
    """Ordinary messages that bring a needless danger question."""
    return share(ordinary(outcomes), lambda each: each.intent == ASKS)


def named(outcomes: Sequence[Outcome]) -> Share:
    """Alarmed dangerous messages of which at least one right red flag was named."""
    told = [each for each in dangerous(outcomes) if each.intent == ALARMS and each.signs]
    return share(told, lambda each: bool(each.signs & each.named))


def intents(outcomes: Sequence[Outcome]) -> Share:
    """Ordinary messages whose intent is the one meant; all questions are one intent, ``ask``."""
    return share(ordinary(outcomes), intent_right)


def intent_right(each: Outcome) -> bool:
    """Whether the intent is the one meant; a hedged no is a kind of no."""
    meant = each.meant.split("/")[0]
    return each.intent == meant or (meant == "deny" and each.intent == "hedged_no")


def topics(outcomes: Sequence[Outcome]) -> Share:
    """Questions whose topic is the one meant."""
    return share([each for each in outcomes if each.topic_meant], lambda each: each.topic == each.topic_meant)


def out_of_scope_declined(outcomes: Sequence[Outcome]) -> Share:
    """Messages about something else that are declined or not understood."""
    meant = [each for each in ordinary(outcomes) if each.meant == "out_of_scope"]
    return share(meant, lambda each: each.intent in ("out_of_scope", "nlu_fallback"))


def in_scope_lost(outcomes: Sequence[Outcome]) -> Share:
    """Ordinary messages within scope that are declined or not understood."""
    meant = [each for each in ordinary(outcomes) if each.meant != "out_of_scope"]
    return share(meant, lambda each: each.intent in ("out_of_scope", "nlu_fallback"))
