"""The full truth table of ``triage.decision.decide``, over the real knowledge.

Expectations are written from the design's rules (one flag is enough; not sure counts as yes; unasked is
never no), not from the code: nothing here calls the function to know what it should say.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.context import Status
from triage.decision import Decision, decide
from triage.detector import Finding
from triage.disposition import Disposition
from triage.knowledge import Knowledge, Limit, Pair, load

KNOWLEDGE = load()
DANGER_SLOTS = [question.slot for question in KNOWLEDGE.questions]
TIER_OF_SLOT = {question.slot: question.disposition for question in KNOWLEDGE.questions}
ANSWERS = ("yes", "no", "unsure", None)
ALL_NO: dict[str, str | None] = dict.fromkeys(DANGER_SLOTS, "no")
MILD: dict[str, str | None] = {"onset": "1", "severity": "3", "place": "lower_back"}
RULES = [(flag, rule) for flag in KNOWLEDGE.red_flags.values() for rule in flag.rules]
FLAG_RULES = [(flag, rule) for flag, rule in RULES if rule.disposition or flag.disposition]
RISK_RULES = [(flag, rule) for flag, rule in RULES if not (rule.disposition or flag.disposition)]
NOT_PRESENT = [status for status in Status if status is not Status.PRESENT]


def a_finding(flag: str, rule: str = "", status: Status = Status.PRESENT) -> Finding:
    rule = rule or KNOWLEDGE.red_flags[flag].rules[0].id
    return Finding(flag, status, rule, words="their words", cue="", start=0, end=11)


def findings_of(flags: Iterable[str]) -> list[Finding]:
    return [a_finding(flag) for flag in flags]


def urgency(decision: Decision) -> int:
    return -1 if decision.disposition is None else decision.disposition.urgency


def every_way_to_answer() -> Iterator[dict[str, str | None]]:
    for given_answers in itertools.product(ANSWERS, repeat=len(DANGER_SLOTS)):
        yield dict(zip(DANGER_SLOTS, given_answers))


def worst(dispositions: Iterable[Disposition]) -> Disposition:
    return max(dispositions, key=lambda each: each.urgency)


def without_order(decision: Decision) -> Mapping[str, object]:
    return {**dataclasses.asdict(decision), "reasons": frozenset(decision.reasons)}


some_status = st.sampled_from(list(Status))
some_finding = st.builds(
    lambda flag_and_rule, status: a_finding(flag_and_rule[0].id, flag_and_rule[1].id, status), st.sampled_from(RULES), some_status
)
some_findings = st.lists(some_finding, max_size=6)
some_answers = st.fixed_dictionaries(
    {
        **{slot: st.sampled_from(ANSWERS) for slot in DANGER_SLOTS},
        "onset": st.sampled_from([None, "unknown", "0", "13", "14", "400"]),
        "severity": st.sampled_from([None, "unknown", "0", "6", "7", "10"]),
        "place": st.sampled_from([None, "unknown", "lower_back", "upper_back", "below_knee"]),
    }
)


# --- the danger questions ------------------------------------------------------------------------------


def test_every_danger_question_is_asked_and_there_are_at_least_five():
    assert len(DANGER_SLOTS) >= 5
    assert len(set(DANGER_SLOTS)) == len(DANGER_SLOTS)


def test_over_all_answers_the_worst_yes_or_not_sure_decides():
    wrong = []
    for answers in every_way_to_answer():
        raised = [TIER_OF_SLOT[slot] for slot, answer in answers.items() if answer in ("yes", "unsure")]
        expected = worst(raised) if raised else None
        got = decide([], answers, KNOWLEDGE).disposition
        if got is not expected:
            wrong.append((answers, got, expected))
    assert wrong == []


def test_over_all_answers_with_a_mild_strain_only_five_times_no_ends_in_self_care():
    wrong = []
    for answers in every_way_to_answer():
        got = decide([], {**answers, **MILD}, KNOWLEDGE).disposition
        if (got is Disposition.SELF_CARE) != (answers == ALL_NO):
            wrong.append((answers, got))
    assert wrong == []


def test_over_all_answers_not_sure_leads_where_yes_leads():
    wrong = []
    for answers in every_way_to_answer():
        as_yes = {slot: "yes" if answer == "unsure" else answer for slot, answer in answers.items()}
        if decide([], answers, KNOWLEDGE) != decide([], as_yes, KNOWLEDGE):
            wrong.append(answers)
    assert wrong == []


def test_over_all_answers_every_unanswered_question_is_reported_as_unasked():
    wrong = []
    for answers in every_way_to_answer():
        decision = decide([], {**answers, **MILD}, KNOWLEDGE)
        if list(decision.unasked) != [slot for slot in DANGER_SLOTS if answers[slot] is None]:
            wrong.append(answers)
        if decision.finished == bool(decision.unasked):
            wrong.append(answers)
    assert wrong == []


def test_over_all_answers_the_reasons_name_the_questions_that_were_as_bad_as_the_outcome():
    wrong = []
    for answers in every_way_to_answer():
        decision = decide([], answers, KNOWLEDGE)
        raised = [slot for slot in DANGER_SLOTS if answers[slot] in ("yes", "unsure")]
        if list(decision.reasons) != [slot for slot in raised if TIER_OF_SLOT[slot] is decision.disposition]:
            wrong.append((answers, decision.reasons))
    assert wrong == []


@pytest.mark.parametrize("said", ["", "None", "null", "NO", "nope", "deny", "false", "0", "affirm", " no"])
@pytest.mark.parametrize("slot", DANGER_SLOTS)
def test_anything_but_a_clean_no_leaves_the_danger_question_open(slot, said):
    decision = decide([], {**ALL_NO, **MILD, slot: said}, KNOWLEDGE)
    assert decision.unasked == (slot,)
    assert decision.disposition is not Disposition.SELF_CARE


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda each: each.slot)
def test_a_yes_to_a_checklist_counts_for_all_its_flags_until_one_is_named(question):
    decision = decide([], {question.slot: "yes"}, KNOWLEDGE)
    assert set(decision.red_flags) == set(question.flags)


@pytest.mark.parametrize(
    "question,flag",
    [(question, flag) for question in KNOWLEDGE.questions for flag in question.flags],
    ids=lambda each: str(each)[:40],
)
def test_a_yes_to_a_checklist_counts_only_for_the_flag_that_was_named(question, flag):
    decision = decide([a_finding(flag)], {question.slot: "yes"}, KNOWLEDGE)
    assert set(decision.red_flags) == {flag}


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda each: each.slot)
def test_a_flag_that_was_ticked_and_not_told_is_not_among_the_named(question):
    other = next(flag for flag in KNOWLEDGE.red_flags if KNOWLEDGE.red_flags[flag].disposition and flag not in question.flags)
    decision = decide([a_finding(other), a_finding(question.flags[0], status=Status.ABSENT)], {question.slot: "yes"}, KNOWLEDGE)
    assert decision.named == (other,)
    assert set(decision.red_flags) == {other, *question.flags}


def test_no_answers_and_no_findings_lead_nowhere_yet():
    decision = decide([], {}, KNOWLEDGE)
    assert decision.disposition is None
    assert decision.red_flags == ()
    assert list(decision.unasked) == DANGER_SLOTS
    assert not decision.finished


# --- each disposition ----------------------------------------------------------------------------------


@pytest.mark.parametrize("disposition", list(Disposition))
def test_every_disposition_is_reached_by_answers_alone(disposition):
    reached = {
        decide([], {**answers, **MILD, "onset": onset}, KNOWLEDGE).disposition
        for answers in every_way_to_answer()
        for onset in ("1", "400")
    }
    assert disposition in reached


def test_dispositions_are_ordered_from_self_care_to_ambulance():
    assert [each.value for each in sorted(Disposition, key=lambda each: each.urgency)] == [
        "self_care",
        "see_doctor",
        "urgent",
        "emergency",
        "emergency_ambulance",
    ]


@pytest.mark.parametrize("disposition", list(Disposition))
def test_today_or_sooner_interrupts_and_days_do_not(disposition):
    assert disposition.interrupts == (disposition.value in ("urgent", "emergency", "emergency_ambulance"))


# --- one finding ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag,rule", FLAG_RULES, ids=[rule.id for _, rule in FLAG_RULES])
def test_one_flag_is_enough(flag, rule):
    tier = rule.disposition or flag.disposition
    decision = decide([a_finding(flag.id, rule.id)], {**ALL_NO, **MILD}, KNOWLEDGE)
    assert decision.disposition is tier
    assert decision.red_flags == (flag.id,)
    assert rule.id in decision.reasons


@pytest.mark.parametrize("flag,rule", FLAG_RULES, ids=[rule.id for _, rule in FLAG_RULES])
def test_an_urgent_flag_decides_before_any_question_and_a_milder_one_waits(flag, rule):
    tier = rule.disposition or flag.disposition
    waits = flag.waits_for_screening or not tier.interrupts
    assert decide([a_finding(flag.id, rule.id)], {}, KNOWLEDGE).disposition is (None if waits else tier)


@pytest.mark.parametrize("flag,rule", FLAG_RULES, ids=[rule.id for _, rule in FLAG_RULES])
def test_a_flag_that_waits_is_reported_while_it_waits(flag, rule):
    assert decide([a_finding(flag.id, rule.id)], {}, KNOWLEDGE).red_flags == (flag.id,)


@pytest.mark.parametrize("flag,rule", FLAG_RULES, ids=[rule.id for _, rule in FLAG_RULES])
def test_five_times_no_does_not_take_back_what_was_said_in_words(flag, rule):
    said = a_finding(flag.id, rule.id)
    assert urgency(decide([said], {**ALL_NO, **MILD}, KNOWLEDGE)) >= urgency(decide([said], {}, KNOWLEDGE))


@pytest.mark.parametrize("flag,rule", RISK_RULES, ids=[rule.id for _, rule in RISK_RULES])
def test_a_risk_factor_alone_decides_nothing_and_is_no_red_flag(flag, rule):
    decision = decide([a_finding(flag.id, rule.id)], {**ALL_NO, **MILD}, KNOWLEDGE)
    assert decision.disposition is Disposition.SELF_CARE
    assert decision.red_flags == ()


@pytest.mark.parametrize("status", NOT_PRESENT)
@pytest.mark.parametrize("flag,rule", RULES, ids=[rule.id for _, rule in RULES])
def test_a_sign_that_is_not_present_decides_nothing(flag, rule, status):
    said = [a_finding(flag.id, rule.id, status)]
    assert decide(said, {**ALL_NO, **MILD}, KNOWLEDGE) == decide([], {**ALL_NO, **MILD}, KNOWLEDGE)


def test_a_flag_the_knowledge_no_longer_holds_is_ignored():
    old = Finding("flag_of_last_year", Status.PRESENT, "flag_of_last_year/rule", "their words", "", 0, 11)
    assert decide([old], {**ALL_NO, **MILD}, KNOWLEDGE) == decide([], {**ALL_NO, **MILD}, KNOWLEDGE)


def test_a_flag_the_knowledge_no_longer_holds_does_not_hide_one_it_does():
    old = Finding("flag_of_last_year", Status.PRESENT, "flag_of_last_year/rule", "their words", "", 0, 11)
    assert decide([old, a_finding("bladder_bowel")], {}, KNOWLEDGE).disposition is Disposition.EMERGENCY


@pytest.mark.parametrize("flag", [flag for flag in KNOWLEDGE.red_flags.values() if flag.disposition], ids=lambda each: each.id)
def test_a_flag_whose_rule_was_renamed_keeps_the_tier_of_the_flag(flag):
    decision = decide([a_finding(flag.id, f"{flag.id}/rule_of_last_year")], {**ALL_NO, **MILD}, KNOWLEDGE)
    assert decision.disposition is flag.disposition


# --- several findings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", KNOWLEDGE.pairs, ids=lambda each: each.id)
def test_a_pair_raises_at_least_its_tier(pair: Pair):
    for other in pair.any_of or (None,):
        said = [*pair.all_of, *([other] if other else [])]
        decision = decide(findings_of(said), {}, KNOWLEDGE)
        assert urgency(decision) >= pair.disposition.urgency, said


@pytest.mark.parametrize("pair", KNOWLEDGE.pairs, ids=lambda each: each.id)
def test_a_pair_is_given_as_reason_where_it_is_the_worst(pair: Pair):
    for other in pair.any_of or (None,):
        decision = decide(findings_of([*pair.all_of, *([other] if other else [])]), {}, KNOWLEDGE)
        assert (pair.id in decision.reasons) == (decision.disposition is pair.disposition)


PARTS = [
    (pair, left_out) for pair in KNOWLEDGE.pairs for left_out in (*pair.all_of, *(["any_of"] if pair.any_of else []))
]  # fmt: skip


@pytest.mark.parametrize("pair,left_out", PARTS, ids=[f"{pair.id}-without-{part}" for pair, part in PARTS])
def test_a_pair_with_one_part_missing_is_not_given_as_reason(pair: Pair, left_out):
    said = pair.all_of if left_out == "any_of" else [each for each in (*pair.all_of, *pair.any_of) if each != left_out]
    assert pair.id not in decide(findings_of(said), {}, KNOWLEDGE).reasons


@pytest.mark.parametrize("status", NOT_PRESENT)
@pytest.mark.parametrize("pair", KNOWLEDGE.pairs, ids=lambda each: each.id)
def test_a_pair_with_one_part_denied_is_not_given_as_reason(pair: Pair, status):
    first, *others = [*pair.all_of, *pair.any_of[:1]]
    said = [a_finding(first, status=status), *findings_of(others)]
    assert pair.id not in decide(said, {}, KNOWLEDGE).reasons


def test_flags_are_never_added_up():
    mild = [flag.id for flag in KNOWLEDGE.red_flags.values() if flag.disposition is Disposition.SEE_DOCTOR]
    paired = {flag for pair in KNOWLEDGE.pairs for flag in (*pair.all_of, *pair.any_of)}
    unpaired = [flag for flag in mild if flag not in paired]
    said = findings_of(unpaired * 5)
    assert decide(said, {**ALL_NO, **MILD}, KNOWLEDGE).disposition is Disposition.SEE_DOCTOR


def test_red_flags_stand_once_each_in_the_order_of_the_knowledge():
    ids = [flag.id for flag in KNOWLEDGE.red_flags.values() if flag.disposition]
    decision = decide(findings_of([*reversed(ids), *ids]), {}, KNOWLEDGE)
    assert list(decision.red_flags) == ids


# --- when, how bad and where ---------------------------------------------------------------------------


NUMBERS = [limit for limit in KNOWLEDGE.limits if limit.at_least is not None]
CHOICES = [(limit, value) for limit in KNOWLEDGE.limits for value in limit.values]


@pytest.mark.parametrize("limit", NUMBERS, ids=lambda each: each.slot)
@pytest.mark.parametrize("beyond,reached", [(-1, False), (-0.5, False), (0, True), (0.5, True), (100, True)])
def test_a_number_counts_from_its_limit_on(limit: Limit, beyond, reached):
    decision = decide([], {**ALL_NO, **MILD, limit.slot: f"{limit.at_least + beyond:g}"}, KNOWLEDGE)
    assert decision.disposition is (limit.disposition if reached else Disposition.SELF_CARE)
    assert decision.reasons == ((limit.slot,) if reached else ())


@pytest.mark.parametrize("limit,value", CHOICES, ids=lambda each: str(each)[:20])
def test_a_listed_place_counts(limit: Limit, value):
    assert decide([], {**ALL_NO, **MILD, limit.slot: value}, KNOWLEDGE).disposition is limit.disposition


@pytest.mark.parametrize(
    "slot,answer,expected",
    [
        ("onset", "13", Disposition.SELF_CARE),
        ("onset", "14", Disposition.SEE_DOCTOR),
        ("severity", "6", Disposition.SELF_CARE),
        ("severity", "7", Disposition.SEE_DOCTOR),
        ("place", "upper_back", Disposition.URGENT),
        ("place", "below_knee", Disposition.SEE_DOCTOR),
        ("place", "lower_back", Disposition.SELF_CARE),
    ],
)
def test_the_limits_are_those_of_the_clinical_notes(slot, answer, expected):
    assert decide([], {**ALL_NO, **MILD, slot: answer}, KNOWLEDGE).disposition is expected


@pytest.mark.parametrize("slot", list(MILD))
def test_one_detail_missing_leaves_the_screening_unfinished(slot):
    decision = decide([], {**ALL_NO, **MILD, slot: None}, KNOWLEDGE)
    assert not decision.finished
    assert decision.disposition is None


@pytest.mark.parametrize("slot", list(MILD))
@pytest.mark.parametrize("answer", ["unknown", "", "ages", "seven"])
def test_a_detail_that_is_no_number_or_place_reaches_no_limit(slot, answer):
    assert decide([], {**ALL_NO, **MILD, slot: answer}, KNOWLEDGE).disposition is Disposition.SELF_CARE


def test_the_worst_of_several_limits_decides():
    answers = {**ALL_NO, "onset": "60", "severity": "9", "place": "upper_back"}
    assert decide([], answers, KNOWLEDGE).disposition is Disposition.URGENT


def test_a_limit_does_not_soften_a_red_flag():
    answers = {**ALL_NO, **MILD, "onset": "60"}
    assert decide([a_finding("stroke_signs")], answers, KNOWLEDGE).disposition is Disposition.EMERGENCY_AMBULANCE


# --- laws ----------------------------------------------------------------------------------------------


@given(some_findings, some_answers, st.randoms())
def test_the_order_of_findings_does_not_matter(findings, answers, shuffler):
    shuffled = list(findings)
    shuffler.shuffle(shuffled)
    assert without_order(decide(findings, answers, KNOWLEDGE)) == without_order(decide(shuffled, answers, KNOWLEDGE))


@given(some_findings, some_answers)
def test_only_present_findings_matter(findings, answers):
    present = [each for each in findings if each.status is Status.PRESENT]
    assert decide(findings, answers, KNOWLEDGE) == decide(present, answers, KNOWLEDGE)


@given(some_findings, some_finding, some_answers)
def test_saying_more_never_lowers_the_urgency(findings, more, answers):
    assert urgency(decide([*findings, more], answers, KNOWLEDGE)) >= urgency(decide(findings, answers, KNOWLEDGE))


@given(some_findings, some_answers)
def test_saying_it_twice_changes_nothing(findings, answers):
    once, twice = decide(findings, answers, KNOWLEDGE), decide([*findings, *findings], answers, KNOWLEDGE)
    assert without_order(once) == without_order(twice)


@given(some_findings, some_answers, st.sampled_from(DANGER_SLOTS))
def test_yes_is_never_milder_than_no_or_silence(findings, answers, slot):
    yes = urgency(decide(findings, {**answers, slot: "yes"}, KNOWLEDGE))
    assert yes >= urgency(decide(findings, {**answers, slot: "no"}, KNOWLEDGE))
    assert yes >= urgency(decide(findings, {**answers, slot: None}, KNOWLEDGE))


@given(some_findings)
def test_a_present_red_flag_never_ends_in_self_care(findings):
    flagged = [each for each in findings if each.status is Status.PRESENT and KNOWLEDGE.red_flags[each.flag].disposition]
    decision = decide(findings, {**ALL_NO, **MILD}, KNOWLEDGE)
    assert not (flagged and decision.disposition is Disposition.SELF_CARE)


@given(some_findings, some_answers)
def test_a_decision_always_has_a_reason_unless_it_is_self_care(findings, answers):
    decision = decide(findings, answers, KNOWLEDGE)
    assert bool(decision.reasons) == (decision.disposition not in (None, Disposition.SELF_CARE))


def test_no_tier_of_the_knowledge_is_self_care(knowledge: Knowledge):
    tiers = {rule.disposition or flag.disposition for flag, rule in RULES} | {pair.disposition for pair in knowledge.pairs}
    tiers |= {question.disposition for question in knowledge.questions} | {limit.disposition for limit in knowledge.limits}
    assert Disposition.SELF_CARE not in tiers
