"""Rules and hearer joined: the hearer adds alarms and questions, and never silences a rule."""

from __future__ import annotations

import itertools

import pytest

from triage.context import Status
from triage.detector import Finding
from triage.hearing import HEARD, Thresholds, default_thresholds, join

LIMITS = Thresholds(alarm_above=0.9, named_above=0.9, ask_above=0.5, doubt_below=0.03)
MILD = {"child_under_16"}
TEXT = "the paper felt like nothing when i wiped"


def said(flag: str, status: Status = Status.PRESENT, rule: str = "rule") -> Finding:
    return Finding(flag, status, f"{flag}/{rule}", "words", "", 0, 5)


def joined(findings: list[Finding], present: dict[str, float], danger: float) -> dict[str, Finding]:
    def is_urgent(finding: Finding) -> bool:
        return finding.flag not in MILD and not finding.rule.endswith("/plain")

    found = join(findings, present, danger, LIMITS, is_urgent, lambda flag: (4, 14), TEXT)
    assert len({each.flag for each in found}) == len(found), "one finding a flag"
    return {each.flag: each for each in found}


# --- what the hearer adds --------------------------------------------------------------------------------


def test_a_sign_heard_clearly_is_present_and_quotes_the_words_that_moved_it():
    found = joined([], {"saddle_numbness": 0.8, "kidney": 0.1}, 0.95)
    assert found == {
        "saddle_numbness": Finding("saddle_numbness", Status.PRESENT, f"saddle_numbness/{HEARD}", "paper felt", "", 4, 14)
    }


def test_danger_heard_without_a_clear_name_names_the_likeliest():
    assert set(joined([], {"kidney": 0.2, "tetanus": 0.3}, 0.95)) == {"tetanus"}


def test_two_signs_heard_clearly_are_both_named():
    assert set(joined([], {"kidney": 0.92, "fever_infection": 0.95, "tetanus": 0.1}, 0.95)) == {"kidney", "fever_infection"}


def test_a_sign_heard_faintly_brings_a_question_about_the_likeliest():
    found = joined([], {"kidney": 0.6, "tetanus": 0.7}, 0.6)
    assert {flag: each.status for flag, each in found.items()} == {"tetanus": Status.UNKNOWN}


def test_a_question_quotes_no_words_as_finding_them_costs_many_readings():
    asked = joined([], {"saddle_numbness": 0.6}, 0.6)["saddle_numbness"]
    assert (asked.status, asked.words, asked.start, asked.end) == (Status.UNKNOWN, "", 0, 0)


def test_a_sign_hardly_heard_adds_nothing():
    assert joined([], {"kidney": 0.4}, 0.4) == {}


def test_a_child_alone_is_nothing_to_be_alarmed_by():
    found = joined([], {"child_under_16": 1.0, "severe_numbness": 0.3}, 0.6)
    assert {flag: each.status for flag, each in found.items()} == {"severe_numbness": Status.UNKNOWN}


@pytest.mark.parametrize("status", [Status.PAST, Status.HYPOTHETICAL])
def test_a_sign_that_a_rule_took_for_over_or_imagined_is_asked_about_where_it_is_heard(status):
    assert joined([said("kidney", status)], {"kidney": 0.7}, 0.7)["kidney"].status is Status.UNKNOWN


def test_a_sign_that_was_denied_in_so_many_words_is_not_asked_about_for_a_faint_hearing():
    assert joined([said("kidney", Status.ABSENT)], {"kidney": 0.7}, 0.7)["kidney"].status is Status.ABSENT


@pytest.mark.parametrize("status", [Status.ABSENT, Status.PAST, Status.HYPOTHETICAL])
def test_a_sign_heard_clearly_alarms_however_a_rule_took_it(status):
    assert joined([said("kidney", status)], {"kidney": 0.7}, 0.95)["kidney"].status is Status.PRESENT


def test_a_plain_pregnancy_becomes_urgent_where_danger_is_heard_in_it():
    found = joined([said("pregnancy", rule="plain")], {"pregnancy": 0.99, "kidney": 0.02}, 0.95)
    assert found["pregnancy"].rule == f"pregnancy/{HEARD}"


def test_beside_a_rules_alarm_only_what_is_heard_very_clearly_is_named_too():
    found = joined([said("kidney")], {"kidney": 0.2, "meningitis": 0.8, "fever_infection": 0.95}, 0.95)
    assert {flag for flag, each in found.items() if each.status is Status.PRESENT} == {"kidney", "fever_infection"}


# --- what it may take from a rule ------------------------------------------------------------------------


def test_an_alarm_that_means_nothing_to_the_hearer_becomes_a_question():
    finding = joined([said("kidney")], {"kidney": 0.0}, 0.01)["kidney"]
    assert (finding.status, finding.cue, finding.words) == (Status.UNKNOWN, HEARD, "words")


def test_an_alarm_of_which_the_hearer_is_not_sure_stands():
    assert joined([said("kidney")], {"kidney": 0.0}, 0.03)["kidney"].status is Status.PRESENT


def test_a_flag_that_the_hearer_never_learnt_is_not_doubted():
    assert joined([said("violence")], {"kidney": 0.0}, 0.0)["violence"].status is Status.PRESENT


def test_a_sign_that_is_no_alarm_is_left_alone():
    assert joined([said("child_under_16")], {"child_under_16": 0.0}, 0.0)["child_under_16"].status is Status.PRESENT


LEVELS = [0.0, 0.02, 0.03, 0.2, 0.5, 0.89, 0.9, 1.0]


@pytest.mark.parametrize(("danger", "own", "other"), list(itertools.product(LEVELS, repeat=3)))
def test_no_hearing_ever_silences_a_rule(danger, own, other):
    found = joined(
        [said("kidney"), said("tetanus", Status.UNKNOWN)], {"kidney": own, "tetanus": other, "stroke_signs": other}, danger
    )
    assert found["kidney"].status in {Status.PRESENT, Status.UNKNOWN}
    assert found["tetanus"].status in {Status.PRESENT, Status.UNKNOWN}


# --- the thresholds in use -------------------------------------------------------------------------------


def test_the_thresholds_are_in_order():
    in_use = default_thresholds()
    assert 0 < in_use.doubt_below < in_use.ask_above < in_use.alarm_above < 1
    assert 0 < in_use.named_above < 1
