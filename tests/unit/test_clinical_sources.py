"""The documents that vouch for the content: sources as in the data, facts still in the chat, hazards with real tests."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from triage.knowledge import load
from triage.report_sources import PROJECT, answer_files, report, responses, statements

STATEMENTS = statements()
SAID = responses()
REPORT = report()


NAMED_TESTS = re.findall(r"`(tests/[^`]+)`", (PROJECT / "docs" / "safety_case.md").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def carriers():
    return [pytest.param(each, name, id=f"{name}: {each['says'][:40]}") for each in STATEMENTS for name in each["in"]]


def test_the_document_is_what_the_generator_writes_from_the_data():
    committed = Path(PROJECT / "docs" / "clinical_sources.md").read_text(encoding="utf-8")
    assert committed == REPORT, "run: python -m triage.report_sources > docs/clinical_sources.md"


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: each["says"][:50])
def test_every_statement_of_the_article_is_carried_by_a_response_with_named_words(statement):
    assert statement["in"] and statement["words"]


@pytest.mark.parametrize(("statement", "name"), carriers())
def test_a_response_that_carries_a_fact_exists(statement, name):
    assert name in SAID


@pytest.mark.parametrize(("statement", "name"), carriers())
def test_the_words_of_a_fact_stand_in_the_response_that_carries_it(statement, name):
    missing = [words for words in statement["words"] if plain(words) not in plain(SAID[name].text)]
    assert not missing


@pytest.mark.parametrize("statement", [each for each in STATEMENTS if "red_flag" in each], ids=lambda each: each["red_flag"])
def test_a_heavy_symptom_of_the_article_is_a_red_flag_that_interrupts(statement):
    assert load().red_flags[statement["red_flag"]].disposition.interrupts


def test_the_four_heavy_symptoms_are_told_apart():
    heavy = [each["red_flag"] for each in STATEMENTS if each["part"] == "Heavy symptoms" and "red_flag" in each]
    assert sorted(heavy) == ["bladder_bowel", "coordination_balance", "one_sided_numbness", "severe_numbness"]


def test_only_the_two_pointers_to_other_pages_are_marked_as_links():
    assert [each["part"] for each in STATEMENTS if each.get("link")] == ["Exercises and stretches"] * 2


def test_the_document_says_first_that_no_clinician_has_checked_it():
    assert REPORT.splitlines()[2].startswith("**No clinician has checked any of this.**")


@pytest.mark.parametrize("path", answer_files(), ids=lambda path: path.stem)
def test_every_answer_stands_in_the_document(path):
    assert f"### `utter_ask/{path.stem}`" in REPORT


@pytest.mark.parametrize("source", sorted({source for each in SAID.values() for source in each.sources}))
def test_every_source_of_a_response_is_a_known_source(source):
    assert source in load().sources


@pytest.mark.parametrize("name", sorted(name for name, each in SAID.items() if each.sources))
def test_the_review_of_a_response_is_not_overdue(name):
    assert datetime.date.fromisoformat(SAID[name].review_due) >= datetime.date.today(), "have it reviewed, then renew the date"


@pytest.mark.parametrize("name", sorted(name for name, each in SAID.items() if each.sources))
def test_a_response_says_who_reviewed_it(name):
    assert SAID[name].reviewed_by


@pytest.mark.parametrize("name", sorted(SAID))
def test_no_country_s_emergency_number_stands_alone(name):
    named = set(re.findall(r"(?<!against )(?<!had )\b(?:999|112|911)\b", SAID[name].text))  # a trial counted 112 days
    assert named in (set(), {"999", "112", "911"})


@pytest.mark.parametrize("name", sorted(SAID))
def test_no_response_names_an_amount_of_a_medicine(name):
    assert not re.search(r"\b\d+\s*(?:mg|g|ml|tablets?|pills?|capsules?|drops?)\b", SAID[name].text, re.IGNORECASE)


@pytest.mark.parametrize("named", sorted(set(NAMED_TESTS)))
def test_a_test_that_the_safety_case_names_exists(named):
    path, _, function = named.partition("::")
    assert f"def {function}(" in (PROJECT / path).read_text(encoding="utf-8") if function else (PROJECT / path).is_file()


@pytest.mark.parametrize("hazard", [f"H{number}" for number in range(1, 13)])
def test_every_hazard_of_the_safety_case_names_a_test(hazard):
    rows = re.findall(rf"^\| {hazard} \|.*$", (PROJECT / "docs" / "safety_case.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 1 and "`tests/" in rows[0]
