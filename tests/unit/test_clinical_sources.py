"""The document of sources is what the data says, and every fact of the founding article is still in the chat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triage.knowledge import load
from triage.report_sources import PROJECT, answer_files, report, responses, statements

STATEMENTS = statements()
SAID = responses()
REPORT = report()


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
def test_a_response_with_a_source_says_when_it_is_to_be_reviewed_and_by_whom(name):
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", SAID[name].review_due) and SAID[name].reviewed_by
