"""What someone in danger reads: one paragraph, the same every time, right in every country."""

from __future__ import annotations

import re

import pytest
from wording import ABROAD, NAMES, URGENT, WORDINGS, by_name

from assistant.referrals import all_referrals
from triage.emergency_numbers import load_numbers

EVERYWHERE = [*WORDINGS, *ABROAD]
EACH_URGENT = pytest.mark.parametrize("wording", **by_name([each for each in EVERYWHERE if each.response in URGENT]))
EACH = pytest.mark.parametrize("wording", **by_name(WORDINGS))
EACH_ABROAD = pytest.mark.parametrize("wording", **by_name(ABROAD))
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
    assert set(re.findall(r"!|\b[A-Z]{4,}\b", wording.text)) <= {"SADAG"}  # the name of a crisis line


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


@EACH_ABROAD
def test_a_number_named_to_someone_in_a_country_is_said_to_be_of_that_country(wording):
    country = load_numbers().countries[wording.name.split(" in ")[1].split(",")[0]]
    ours = {country.ambulance, country.advice, country.crisis} - {""}
    named = [number for number in ours if number in wording.text]
    assert named or not country.advice
    assert [number for number in named if f"{number} in {country.place}" not in wording.text] == []


@EACH_ABROAD
def test_no_number_of_another_country_is_named(wording):
    country = load_numbers().countries[wording.name.split(" in ")[1].split(",")[0]]
    ours = set(re.findall(r"\d+", f"{country.ambulance} {country.advice} {country.crisis}"))
    foreign = set(re.findall(r"\b(?:000|111|112|116|911|988|995|999)\b", wording.text)) - ours
    assert foreign <= ({"112"} if "elsewhere 112" in wording.text else set())


def test_the_texts_differ_in_every_country():
    assert {each.name.split(" in ")[1].split(",")[0] for each in ABROAD} == set(load_numbers().countries)
    assert {each.response for each in ABROAD} >= {"utter_emergency_ambulance", "utter_emergency", "utter_urgent"}


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


def test_nobody_on_blood_thinners_is_told_to_stop_all_tablets():
    """The red flag of too many painkillers is also that of blood thinners, which must not be stopped without a doctor."""
    text = next(each.text for each in WORDINGS if each.name == "utter_emergency_overdose")
    assert "no more tablets" not in text
    assert "blood thinners" in text
