from __future__ import annotations

import json
from typing import Any

import pytest

from triage.context import Status
from triage.conversation import FINDINGS, START_AGAIN, decide_conversation, findings_of, screening_slots, takes_back
from triage.detector import Finding
from triage.disposition import Disposition
from triage.knowledge import Knowledge

BUTTON = {"intent": {"name": START_AGAIN, "confidence": 1.0}, "text": f"/{START_AGAIN}"}


def said(*flags: str, status: Status = Status.PRESENT) -> dict[str, Any]:
    """A parsed message as the detector leaves it, after its way through a tracker store."""
    findings = [Finding(flag, status, f"{flag}/rule", "their words", "", 0, 11).as_dict() for flag in flags]
    message = {"intent": {"name": "report_red_flag", "confidence": 1.0}, "text": "their words", FINDINGS: findings}
    return json.loads(json.dumps(message))


def all_answers(knowledge: Knowledge, answer: str) -> dict[str, str]:
    return {question.slot: answer for question in knowledge.questions}


@pytest.mark.parametrize("status", list(Status))
def test_a_finding_survives_a_tracker_store(status):
    finding = Finding("both_legs", status, "both_legs/both_named", "beide Beine 🦵", "no", 3, 17)
    assert Finding.from_dict(json.loads(json.dumps(finding.as_dict()))) == finding


def test_findings_of_all_messages_are_kept_in_order():
    messages = [said("both_legs"), {"intent": {"name": "affirm"}, "text": "yes"}, said("fever_infection", "kidney")]
    assert [each.flag for each in findings_of(messages)] == ["both_legs", "fever_infection", "kidney"]


@pytest.mark.parametrize("message", [{}, {"intent": None}, {"text": None}, {"text": "hi", FINDINGS: []}])
def test_a_message_in_which_nothing_was_heard_adds_nothing(message):
    assert [each.flag for each in findings_of([said("both_legs"), message])] == ["both_legs"]


@pytest.mark.parametrize("message", [{}, {FINDINGS: None}, {"intent": {"name": "greet"}}])
def test_a_message_that_the_detector_did_not_see_is_read_here(message):
    assert "bladder_bowel" in [each.flag for each in findings_of([{**message, "text": "i can't pee"}])]


def test_a_message_that_the_detector_saw_is_not_read_again():
    assert findings_of([{"text": "i can't pee", FINDINGS: []}]) == []


def test_no_messages_hold_no_findings():
    assert findings_of([]) == []


def test_a_later_denial_does_not_lower_the_outcome(knowledge):
    messages = [said("bladder_bowel"), said("bladder_bowel", status=Status.ABSENT)]
    assert decide_conversation(messages, {}, knowledge)[1].disposition is Disposition.EMERGENCY


def test_an_earlier_denial_does_not_hide_a_later_sign(knowledge):
    messages = [said("bladder_bowel", status=Status.ABSENT), said("bladder_bowel")]
    assert decide_conversation(messages, {}, knowledge)[1].disposition is Disposition.EMERGENCY


def test_its_nothing_does_not_lower_the_outcome(knowledge):
    messages = [said("stroke_signs"), {"intent": {"name": "deny"}, "text": "it's nothing really"}]
    decision = decide_conversation(messages, all_answers(knowledge, "no"), knowledge)[1]
    assert decision.disposition is Disposition.EMERGENCY_AMBULANCE


def test_the_button_takes_back_what_was_heard(knowledge):
    assert decide_conversation([said("bladder_bowel"), BUTTON], {}, knowledge)[1].disposition is None


def test_what_follows_the_button_counts(knowledge):
    findings, decision = decide_conversation([said("bladder_bowel"), BUTTON, said("stroke_signs")], {}, knowledge)
    assert [each.flag for each in findings] == ["stroke_signs"]
    assert decision.disposition is Disposition.EMERGENCY_AMBULANCE


def test_only_the_last_press_of_the_button_matters():
    messages = [said("both_legs"), BUTTON, said("kidney"), BUTTON, said("tetanus")]
    assert [each.flag for each in findings_of(messages)] == ["tetanus"]


@pytest.mark.parametrize("text", ["start again", "i want to start over", "restart_screening", "please /restart_screening", ""])
def test_typed_words_that_a_model_reads_as_the_button_take_nothing_back(text):
    assert not takes_back({**BUTTON, "text": text})
    assert [each.flag for each in findings_of([said("both_legs"), {**BUTTON, "text": text}])] == ["both_legs"]


@pytest.mark.parametrize("text", ["/affirm", "/greet", "/goodbye", "/restart"])
def test_another_button_takes_nothing_back(text):
    assert not takes_back({"intent": {"name": text.strip("/")}, "text": text})


@pytest.mark.parametrize(
    "message", [{}, {"intent": None, "text": "/x"}, {"intent": {"name": START_AGAIN}}, {"intent": {"name": None}}]
)
def test_half_a_message_takes_nothing_back(message):
    assert not takes_back(message)


def test_a_sign_in_the_very_message_that_takes_back_still_counts():
    assert [each.flag for each in findings_of([said("kidney"), {**said("both_legs"), **BUTTON}])] == ["both_legs"]


def test_danger_slots_come_first_and_each_slot_once(knowledge):
    slots = screening_slots(knowledge)
    danger = [question.slot for question in knowledge.questions]
    assert slots[: len(danger)] == danger
    assert sorted(slots[len(danger) :]) == ["onset", "place", "severity"]


def test_slots_that_the_screening_does_not_fill_are_not_looked_at(knowledge):
    slots = {**all_answers(knowledge, "no"), "onset": "1", "severity": "2", "place": "lower_back"}
    other = {**slots, "disposition": "emergency", "red_flags": ["both_legs"], "requested_slot": "onset"}
    assert decide_conversation([], other, knowledge) == decide_conversation([], slots, knowledge)


@pytest.mark.parametrize("severity", [8, 8.0, "8", "8.0"])
def test_a_number_in_a_slot_is_read_whatever_its_type(knowledge, severity):
    slots = {**all_answers(knowledge, "no"), "onset": 1, "severity": severity, "place": "lower_back"}
    assert decide_conversation([], slots, knowledge)[1].disposition is Disposition.SEE_DOCTOR


def test_a_pain_of_zero_is_an_answer(knowledge):
    slots = {**all_answers(knowledge, "no"), "onset": 0, "severity": 0, "place": "lower_back"}
    assert decide_conversation([], slots, knowledge)[1].finished


def test_empty_slots_are_unasked(knowledge):
    decision = decide_conversation([], dict.fromkeys(screening_slots(knowledge)), knowledge)[1]
    assert list(decision.unasked) == [question.slot for question in knowledge.questions]


def test_signs_of_different_messages_make_a_pair(knowledge):
    pair = knowledge.pairs[0]
    messages = [said(flag) for flag in (*pair.all_of, *pair.any_of[:1])]
    assert pair.id in decide_conversation(messages, {}, knowledge)[1].reasons
