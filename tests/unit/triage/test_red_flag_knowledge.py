"""Every red flag is documented, and every rule does what its own examples say.

Parametrised over the knowledge: a new flag or rule is tested by being written.
"""

from __future__ import annotations

import datetime
import random

import pytest

from triage.context import Status
from triage.detector import RedFlagDetector
from triage.knowledge import load
from triage.patterns import Words, parse

KNOWLEDGE = load()
FLAGS = [flag for flag in KNOWLEDGE.red_flags.values() if flag.disposition]
ENTRIES = list(KNOWLEDGE.red_flags.values())
RULES = [(flag, rule) for flag in ENTRIES for rule in flag.rules]
FIRES = [(flag, rule, text) for flag, rule in RULES for text in rule.fires]
SILENT = [(flag, rule, text) for flag, rule in RULES for text in rule.silent]
TIER_OF_RULE = {rule.id: rule.disposition or flag.disposition for flag, rule in RULES}

ARTICLE = {  # the article's four heavy symptoms, in its own words
    "coordination_balance": "Affected coordination and inability to maintain proper balance",
    "severe_numbness": "Severe numbness up to the point where you start losing sensation in your limbs or back/neck",
    "one_sided_numbness": "Numbness of one side of the body",
    "bladder_bowel": "Loss of bowel and bladder control",
}
CONTRACT = [
    *ARTICLE,
    "saddle_numbness",
    "progressive_weakness",
    "fever_infection",
    "trauma_fracture",
    "cancer_weight_loss",
    "chest_breathing",
    "abdominal_aortic",
    "stroke_signs",
    "kidney",
    "pregnancy",
    "overdose_bleeding",
    "self_harm",
    "tetanus",
]


def each(entry):
    return entry.id


# --- entries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag_id", CONTRACT)
def test_a_flag_that_others_rely_on_exists_and_leads_somewhere(flag_id):
    assert flag_id in KNOWLEDGE.red_flags
    assert KNOWLEDGE.red_flags[flag_id].disposition is not None


@pytest.mark.parametrize("flag", FLAGS, ids=each)
def test_a_red_flag_is_named_asked_for_and_explained(flag):
    assert flag.name.strip()
    assert flag.question.strip().endswith("?")
    assert flag.why.strip()


@pytest.mark.parametrize("entry", ENTRIES, ids=each)
def test_an_entry_has_sources_that_are_listed(entry):
    assert entry.source
    assert set(entry.source) <= set(KNOWLEDGE.sources)


@pytest.mark.parametrize("entry", ENTRIES, ids=each)
def test_the_review_of_an_entry_is_not_overdue(entry):
    assert datetime.date.fromisoformat(entry.review_due) > datetime.date.today()


@pytest.mark.parametrize("entry", ENTRIES, ids=each)
def test_an_entry_says_who_reviewed_it(entry):
    assert entry.reviewed_by.strip()


@pytest.mark.parametrize("source_id", sorted(KNOWLEDGE.sources))
def test_a_source_has_a_title_and_says_how_it_was_read(source_id):
    source = KNOWLEDGE.sources[source_id]
    assert source["title"].strip()
    assert source["opened"] in {"page", "file", "excerpt", "memory"}


@pytest.mark.parametrize("entry", [*KNOWLEDGE.pairs, *KNOWLEDGE.limits], ids=lambda entry: getattr(entry, "id", entry.__class__))
def test_a_pair_or_limit_has_sources_that_are_listed(entry):
    assert entry.source
    assert set(entry.source) <= set(KNOWLEDGE.sources)


@pytest.mark.parametrize("pair", KNOWLEDGE.pairs, ids=each)
def test_a_pair_takes_at_least_two(pair):
    assert len(set(pair.all_of)) + bool(pair.any_of) >= 2


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda entry: entry.slot)
def test_a_screening_slot_is_named_by_what_it_asks(question):
    assert question.slot.startswith("screen_")
    for flag in question.flags:
        assert set(flag.split("_")) <= set(question.slot.split("_")) or flag in question.slot or flag == "both_legs"


@pytest.mark.parametrize("question", KNOWLEDGE.questions, ids=lambda entry: entry.slot)
def test_a_yes_to_a_checklist_is_at_least_as_urgent_as_its_mildest_flag(question):
    tiers = [KNOWLEDGE.red_flags[flag].disposition for flag in question.flags]
    assert None not in tiers
    assert question.disposition.urgency >= min(tier.urgency for tier in tiers)


def test_no_flag_is_asked_for_twice():
    asked = KNOWLEDGE.flags_in_slot_order()
    assert sorted(asked) == sorted(set(asked))


def test_the_four_heavy_symptoms_of_the_article_are_asked_of_everyone():
    assert set(ARTICLE) <= set(KNOWLEDGE.flags_in_slot_order())


@pytest.mark.parametrize("flag_id,words", ARTICLE.items())
def test_the_article_s_own_words_raise_their_flag_and_none_of_the_other_three(detector: RedFlagDetector, flag_id, words):
    found = {finding.flag for finding in detector.detect(words) if finding.status is Status.PRESENT}
    assert found.intersection(ARTICLE) == {flag_id}


@pytest.mark.parametrize("flag_id", ARTICLE)
def test_a_heavy_symptom_is_at_least_an_emergency(flag_id):
    assert KNOWLEDGE.red_flags[flag_id].disposition.value in ("emergency", "emergency_ambulance")


# --- rules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=each)
def test_a_rule_has_three_examples_of_what_it_must_hear_and_three_of_what_it_must_not(rule):
    assert len(set(rule.fires)) >= 3
    assert len(set(rule.silent)) >= 3


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=each)
def test_no_example_stands_on_both_sides(rule):
    assert not set(rule.fires) & set(rule.silent)


def test_rule_ids_are_unique():
    ids = [rule.id for _, rule in RULES]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("flag,rule,text", FIRES, ids=[f"{rule.id}-{text}" for _, rule, text in FIRES])
def test_a_rule_hears_what_it_must(detector: RedFlagDetector, flag, rule, text):
    status = {finding.flag: finding.status for finding in detector.detect(text)}
    assert status.get(flag.id) is Status.PRESENT


@pytest.mark.parametrize("flag,rule,text", SILENT, ids=[f"{rule.id}-{text}" for _, rule, text in SILENT])
def test_a_rule_lets_pass_what_it_must(detector: RedFlagDetector, flag, rule, text):
    present = {finding.flag: finding.words for finding in detector.detect(text) if finding.status is Status.PRESENT}
    assert flag.id not in present


def typed(places: list[Words | int], choose: random.Random) -> str:
    """A text as a person would type what the pattern asks for, gaps left empty."""
    words = [place for place in places if isinstance(place, Words) and not place.optional]
    return " ".join(choose.choice([*sorted(place.exact), *place.prefixes]).replace("_", " ") for place in words)


def covers(places: list[Words | int], norms: list[str]) -> bool:
    if not places:
        return True
    first, rest = places[0], places[1:]
    if isinstance(first, int):
        return any(covers(rest, norms[skipped:]) for skipped in range(min(first, len(norms)) + 1))
    if norms and first.accepts(norms[0]) and covers(rest, norms[1:]):
        return True
    return first.optional and covers(rest, norms)


def is_reachable(detector: RedFlagDetector, places: list[Words | int]) -> bool:
    choose = random.Random(0)
    for _ in range(30):
        for tokens in detector.readings(typed(places, choose)):
            norms = [token.norm for token in tokens]
            if any(covers(places, norms[start:]) for start in range(len(norms))):
                return True
    return False


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=each)
def test_every_pattern_can_be_typed(detector: RedFlagDetector, rule):
    """A pattern with a word that the normaliser always turns into another never matches anything."""
    patterns = [*rule.patterns, *rule.unless]
    dead = [
        pattern
        for pattern in patterns
        if not all(is_reachable(detector, places) for places in parse(pattern, KNOWLEDGE.word_sets))
    ]
    assert dead == []


def test_no_milder_rule_of_a_flag_hides_a_more_urgent_one(detector: RedFlagDetector):
    """One finding a flag: where two of its rules match, it has to be the more urgent one."""
    softened = []
    for flag, rule, text in FIRES:
        tier = TIER_OF_RULE[rule.id]
        for finding in detector.detect(text):
            heard = TIER_OF_RULE[finding.rule]
            if (
                tier
                and finding.flag == flag.id
                and finding.status is Status.PRESENT
                and (not heard or heard.urgency < tier.urgency)
            ):
                softened.append((text, rule.id, tier.value, finding.rule, heard and heard.value))
    assert softened == []
