"""What it must not say, in any response and on any button: the rules of ``red_lines.yml``, and the search itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from wording import WORDINGS, Wording

from triage.files import read_yaml
from triage.knowledge import load

RULES: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("red_lines.yml"))
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
NOT_A_NAME = frozenset({"that", "the", "this", "copy", "copies", "one", "our", "page", "pages"})
"""Words with a capital letter in a naming of sources, because they begin it."""


def breaks(rule: dict[str, Any], sentence: str) -> bool:
    """Whether the sentence crosses the red line."""
    found = any(re.search(pattern, sentence, re.IGNORECASE) for pattern in rule["patterns"])
    return found and not any(re.search(pattern, sentence, re.IGNORECASE) for pattern in rule.get("unless", ()))


def read_by_people(wording: Wording) -> list[str]:
    """Its sentences and the titles of its buttons; those are words of the person, where they begin with I."""
    titles = [button["title"] for button in wording.buttons if button["payload"] != "/getting_help"]
    return [*wording.sentences, *titles]


@EACH_RULE
def test_no_response_crosses(rule):
    assert [(each.name, text) for each in WORDINGS for text in read_by_people(each) if breaks(rule, text)] == []


@pytest.mark.parametrize(("rule", "sentence"), [(rule, sentence) for rule in RULES for sentence in rule["hits"]], ids=str)
def test_the_search_finds(rule, sentence):
    assert breaks(rule, sentence)


@pytest.mark.parametrize(("rule", "sentence"), [(rule, sentence) for rule in RULES for sentence in rule["misses"]], ids=str)
def test_the_search_lets_pass(rule, sentence):
    assert not breaks(rule, sentence)


@EACH_RULE
def test_every_pattern_finds_something_and_every_exception_spares_something(rule):
    assert [each for each in rule["patterns"] if not any(re.search(each, hit, re.IGNORECASE) for hit in rule["hits"])] == []
    texts = [*rule["misses"], *(text for each in WORDINGS for text in read_by_people(each))]
    assert [each for each in rule.get("unless", ()) if not any(re.search(each, text, re.IGNORECASE) for text in texts)] == []


@EACH_RULE
def test_a_rule_says_why(rule):
    assert rule["why"] and set(rule) <= {"id", "why", "patterns", "unless", "hits", "misses"}


# --- sources ---------------------------------------------------------------------------------------------


def named_sources(wording: Wording) -> str:
    """What the text itself names as its sources, '' where it names none."""
    found = re.search(r"\bSources?: (.*)$", wording.text.strip(), re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def strangers(wording: Wording) -> list[str]:
    """Names and years in the text's naming of sources that none of the sources in its metadata bears."""
    known = [load().sources[each] for each in wording.metadata.get("sources", ()) if each in load().sources]
    words = " ".join(f"{each['title']} {each.get('publisher', '')} {each.get('year', '')}" for each in known).casefold()
    names = re.findall(r"\b(?:[A-Z][\w']+|\d{4})\b", named_sources(wording))
    return [name for name in names if name.casefold() not in words and name.casefold() not in NOT_A_NAME]


@pytest.mark.parametrize("wording", [each for each in WORDINGS if named_sources(each)], ids=lambda each: each.name)
def test_a_text_names_no_source_that_its_metadata_does_not_hold(wording):
    assert strangers(wording) == []


def test_a_stranger_among_the_sources_would_be_found():
    made_up = Wording("x", "Rest. Source: Cochrane, 2010; Lancet, 1999.", (), {"sources": ["S45"]})
    assert strangers(made_up) == ["Lancet", "1999"]


@pytest.mark.parametrize("wording", [each for each in WORDINGS if "sources" in each.metadata], ids=lambda each: each.name)
def test_every_source_in_the_metadata_is_known(wording):
    assert set(wording.metadata["sources"]) <= set(load().sources)


# --- what it must say ------------------------------------------------------------------------------------


def test_the_first_words_say_that_it_is_no_doctor_and_gives_no_diagnosis():
    greeting = next(each.text for each in WORDINGS if each.name == "utter_greet")
    assert "not a diagnosis" in greeting
    assert "not a doctor" in greeting


def test_self_care_still_sends_to_a_doctor():
    outcome = next(each.text for each in WORDINGS if each.name == "utter_self_care")
    assert "still let a doctor" in outcome
