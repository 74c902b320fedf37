"""Understanding of messages that neither the rules nor the training data ever saw.

The gates are a little below what was measured when they were set, so that a change for the
worse fails here. Every miss is listed in ``.cache/held_out.md``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import report
from held_out import ROOT, Heard


@pytest.fixture(scope="session", autouse=True)
def written_report(heard: list[Heard]) -> Path:
    path = ROOT / ".cache" / "held_out.md"
    report.write(heard, path)
    return path


def test_danger_is_alarmed_or_asked_about_at_once(heard: list[Heard]) -> None:
    assert report.danger_heard(heard) >= 0.79


def test_ordinary_messages_raise_few_false_alarms(heard: list[Heard]) -> None:
    assert report.false_alarms(heard) <= 0.15


def test_ordinary_messages_bring_few_needless_danger_questions(heard: list[Heard]) -> None:
    assert report.false_questions(heard) <= 0.05


def test_plain_statements_of_danger_raise_the_alarm(heard: list[Heard]) -> None:
    assert report.danger_alarmed([each for each in heard if each.author == "plain_statements"]) >= 0.94


def test_intents_are_understood(heard: list[Heard]) -> None:
    right = [report.intent_right(each) for each in report.ordinary(heard)]
    assert sum(right) / len(right) >= 0.49


def test_topics_of_questions_are_understood(heard: list[Heard]) -> None:
    assert report.topics_right(heard) >= 0.60


def test_ordinary_talk_about_backs_raises_hardly_an_alarm(heard: list[Heard]) -> None:
    talk = [each for each in heard if each.author.startswith("ordinary_talk")]
    assert report.false_alarms(talk) <= 0.02
