"""Understanding of messages by authors of whom nothing else was ever seen.

The gates lie a little below what was measured when they were set, so that a change for the worse fails here.
``make evaluate`` writes the whole report.
"""

from __future__ import annotations

from evaluation import scores
from evaluation.outcomes import Outcome


def test_danger_is_alarmed_or_asked_about_at_once(outcomes: list[Outcome]) -> None:
    assert scores.heard(outcomes).value >= 0.96


def test_danger_raises_the_alarm(outcomes: list[Outcome]) -> None:
    assert scores.alarmed(outcomes).value >= 0.93


def test_an_alarm_names_the_right_sign(outcomes: list[Outcome]) -> None:
    assert scores.named(outcomes).value >= 0.93


def test_ordinary_messages_raise_few_false_alarms(outcomes: list[Outcome]) -> None:
    assert scores.false_alarms(outcomes).value <= 0.04


def test_ordinary_messages_bring_few_needless_danger_questions(outcomes: list[Outcome]) -> None:
    assert scores.false_questions(outcomes).value <= 0.09


def test_intents_are_understood(outcomes: list[Outcome]) -> None:
    assert scores.intents(outcomes).value >= 0.76


def test_topics_of_questions_are_understood(outcomes: list[Outcome]) -> None:
    assert scores.topics(outcomes).value >= 0.81
