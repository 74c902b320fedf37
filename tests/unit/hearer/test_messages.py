"""Labelled messages: what counts as danger; and that the shipped labels hold together."""

from __future__ import annotations

import json

import pytest

from hearer.messages import STATUSES, VALIDATION, LabelledMessage, read_messages, read_rule_examples
from triage.knowledge import load

MESSAGES = [*read_messages(), *read_messages(VALIDATION)]


def message(intent: str = "report_symptom", text: str = "my back hurts", **flags: str) -> LabelledMessage:
    return LabelledMessage(text, flags, intent, "someone")


@pytest.mark.parametrize(
    ("labelled", "danger"),
    [
        (message(), False),
        (message(kidney="present"), True),
        (message(kidney="absent"), False),
        (message(kidney="past"), False),
        (message(kidney="hypothetical"), False),
        (message(pregnancy="present"), False),
        (message(child_under_16="present"), False),
        (message("report_red_flag", pregnancy="present"), True),
    ],
    ids=str,
)
def test_danger_is_a_sign_asserted_now(labelled, danger):
    assert labelled.danger is danger


def test_answers_to_a_question_are_left_out(tmp_path):
    rows = [{"question": "numb?", "text": "a bit"}, {"text": "hello", "flags": {}, "intent": "greet"}]
    (tmp_path / "someone.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_messages(tmp_path) == [LabelledMessage("hello", {}, "greet", "someone")]


def test_the_examples_of_the_rules_are_messages_too():
    examples = read_rule_examples({"kidney", "pregnancy"})
    assert {flag for each in examples for flag in each.flags} == {"kidney"}
    assert any(each.danger for each in examples)
    assert any(not each.danger for each in examples)


# --- the shipped messages --------------------------------------------------------------------------------


def test_every_flag_and_status_is_known():
    known = load().red_flags.keys()
    assert {
        (flag, status) for each in MESSAGES for flag, status in each.flags.items() if flag not in known or status not in STATUSES
    } == set()


def test_every_present_danger_is_labelled_an_alarm():
    assert [each.text for each in MESSAGES if each.danger and each.intent != "report_red_flag"] == []


def test_every_flag_that_is_learnt_has_its_twins():
    for flag in {flag for each in MESSAGES for flag in each.flags} - {"child_under_16", "pregnancy"}:
        told = [each.flags[flag] for each in MESSAGES if flag in each.flags]
        assert told.count("present") >= 80, flag
        assert len(told) - told.count("present") >= 80, flag
