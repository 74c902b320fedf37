"""What someone in danger reads: one paragraph, the same every time, right in every country."""

from __future__ import annotations

import re

import pytest
from wording import NAMES, URGENT, WORDINGS, by_name

from assistant.referrals import all_referrals

EACH_URGENT = pytest.mark.parametrize("wording", **by_name([each for each in WORDINGS if each.name in URGENT]))
EACH = pytest.mark.parametrize("wording", **by_name(WORDINGS))
EMERGENCY_NUMBERS = {"999", "112", "911"}
CALLED = re.compile(r"\b(?:999|911)\b|\b112 in\b|\b(?:call|ring|dial) 112\b", re.IGNORECASE)
ONE_COUNTRYS = {"111": "UK", "116 123": "UK and Ireland", "988": "US and Canada"}


@pytest.mark.parametrize("name", sorted(URGENT))
def test_an_urgent_response_exists_and_has_one_wording(name):
    assert [each.name for each in WORDINGS].count(name) == 1


@EACH_URGENT
def test_an_urgent_text_is_one_paragraph_because_channels_split_at_line_breaks(wording):
    assert "\n" not in wording.text.strip()


@EACH
def test_no_text_is_torn_in_two_by_a_blank_line(wording):
    assert not re.search(r"\n\s*\n", wording.text.strip())


@EACH_URGENT
def test_an_urgent_text_has_no_markup_and_nothing_to_be_filled_in(wording):
    assert re.findall(r"[*_#`\[\]{}<>]", wording.text) == []


@EACH_URGENT
def test_an_urgent_text_does_not_shout(wording):
    assert re.findall(r"!|\b[A-Z]{4,}\b", wording.text) == []


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("utter_emergency_ambulance", r"ambulance|emergency number"),
        ("utter_emergency", r"emergency department now"),
        ("utter_urgent", r"doctor today"),
        ("utter_emergency_overdose", r"help now"),
    ],
)
def test_a_referral_says_first_what_to_do(name, begins):
    wording = next(each for each in WORDINGS if each.name == name)
    assert re.search(begins, wording.sentences[0])


@EACH
def test_a_text_that_names_one_countrys_emergency_number_names_those_of_others(wording):
    if CALLED.search(wording.text):
        assert EMERGENCY_NUMBERS - set(re.findall(r"\d+", wording.text)) == set()


def test_some_texts_name_an_emergency_number():
    assert {each.name for each in WORDINGS if CALLED.search(each.text)} >= {"utter_emergency_ambulance", "utter_emergency"}


@pytest.mark.parametrize(("number", "country"), ONE_COUNTRYS.items())
def test_a_number_of_one_country_is_named_with_it(number, country):
    naming = [each for each in WORDINGS if re.search(rf"\b{number}\b", each.text)]
    assert naming
    assert [each.name for each in naming if country not in each.text] == []


@pytest.mark.parametrize("name", sorted(all_referrals()))
def test_a_referral_has_sources_and_a_review(name):
    metadata = next(each for each in WORDINGS if each.name == name).metadata
    assert metadata["sources"] and metadata["review_due"] and metadata["reviewed_by"]


def test_the_assistant_says_that_it_cannot_call_for_help():
    text = next(each for each in WORDINGS if each.name == "utter_emergency_ambulance").text
    assert "cannot call for you" in text


def test_there_are_no_urgent_names_beyond_the_domain():
    assert URGENT <= NAMES
