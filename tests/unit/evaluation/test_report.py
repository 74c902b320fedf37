"""The evaluation counts right, lists what was missed, and keeps its budgets, on a handful of made-up outcomes."""

from __future__ import annotations

import pytest

from evaluation import pictures, report, scores
from evaluation.outcomes import Outcome
from evaluation.scores import Share
from evaluation.thresholds import ALARMS_DOUBTED, Reading, choose


def outcome(text: str, meant: str, intent: str, danger: float = 0.5, named: str = "", **flags: str) -> Outcome:
    names = frozenset(named.split())
    return Outcome(text, flags, "someone", "plain", meant, False, intent, "ask/ice", names, names, danger)


OUTCOMES = [
    outcome("wet myself", "report_red_flag", "report_red_flag", 0.9, "bladder_bowel", bladder_bowel="present"),
    outcome("cannot feel it", "report_red_flag", "maybe_red_flag", 0.4, saddle_numbness="present"),
    outcome("missed by a little", "report_red_flag", "ask", 0.2, kidney="present"),
    outcome("missed by far", "report_red_flag", "ask", 0.01, tetanus="present"),
    outcome("no fever", "report_symptom", "report_red_flag", 0.8, "fever_infection", fever_infection="absent"),
    outcome("my son is 9", "ask/child", "ask", 0.1, child_under_16="present"),
    outcome("use ice?", "ask/ice", "ask", 0.0),
    outcome("pizza", "out_of_scope", "nlu_fallback", 0.0),
]


def test_danger_is_heard_by_alarm_or_question():
    assert (scores.alarmed(OUTCOMES), scores.heard(OUTCOMES)) == (Share(1, 4), Share(2, 4))


def test_a_child_alone_is_no_danger():
    assert scores.false_alarms(OUTCOMES) == Share(1, 4)
    assert scores.false_questions(OUTCOMES) == Share(0, 4)


def test_an_alarm_names_the_right_sign_or_not():
    wrong = outcome("fits", "report_red_flag", "report_red_flag", named="kidney", tetanus="present")
    assert scores.named([*OUTCOMES, wrong]) == Share(1, 2)


def test_intents_and_topics_are_counted_on_ordinary_messages():
    assert scores.intents(OUTCOMES) == Share(2, 4)
    assert scores.topics(OUTCOMES) == Share(1, 2)
    assert scores.out_of_scope_declined(OUTCOMES) == Share(1, 1)


def test_the_bounds_hold_the_share_between_them():
    share = Share(96, 100)
    assert 0.90 < share.lower < 0.96 < share.upper < 0.99
    assert (Share(0, 0).value, Share(0, 0).lower) == (0.0, 0.0)


def test_emergencies_are_counted_apart_from_what_is_only_urgent():
    row = next(line for line in report.write(OUTCOMES, OUTCOMES).splitlines() if line.startswith("| an emergency"))
    assert row.startswith("| an emergency, not only urgent | 3 | 33.3% | 66.7%")


def test_every_miss_is_listed_the_worst_first():
    text = report.write(OUTCOMES, OUTCOMES)
    assert text.index("missed by far") < text.index("missed by a little")
    assert "- 0.80 fever_infection: no fever" in text


@pytest.mark.parametrize("text", ["my back hurts since monday", "i cant feel my leg", "is ice ok"])
def test_a_mistyped_text_differs_and_is_the_same_every_time(text):
    assert report.mistyped(text) != text
    assert report.mistyped(text) == report.mistyped(text)


@pytest.mark.parametrize("draw", [pictures.trade_off, pictures.confusion], ids=lambda draw: draw.__name__)
def test_a_picture_is_drawn(draw, tmp_path):
    draw(OUTCOMES, tmp_path / "new" / "picture.png")
    assert (tmp_path / "new" / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_the_thresholds_just_keep_their_budgets():
    ordinary = [Reading(False, False, i / 1000) for i in range(1000)]
    right = [Reading(True, True, 0.2 + i / 1000) for i in range(500)]
    chosen = choose([*ordinary, *right])
    assert sum(each.danger >= chosen["alarm_above"] for each in ordinary) == pytest.approx(20, abs=1)
    assert sum(each.danger >= chosen["ask_above"] for each in ordinary) == pytest.approx(65, abs=1)
    assert sum(each.danger < chosen["doubt_below"] for each in right) <= ALARMS_DOUBTED * len(right)
