"""What it must not say, in any response: no all-clear, no diagnosis, no dose, no day of recovery."""

from __future__ import annotations

import re

import pytest
from wording import WORDINGS

BANNED = {
    "an all-clear": [
        r"\b(?:it|this|that)(?:'s| is) nothing\b",
        r"\bnothing (?:serious|to worry)\b",
        r"\b(?:you are|you're) (?:safe|fine|ok|okay)\b",
        r"\bharmless\b",
        r"\bno need to (?:worry|see)\b",
        r"\b(?:don't|do not) worry\b",
    ],
    "certainty": [
        r"\bdefinite(?:ly)?\b",
        r"\bguarantee",
        r"\b100 ?%",
        r"\bwithout (?:a )?doubt\b",
        r"\bcertainly\b",
        r"\bfor sure\b",
    ],
    "a dose": [
        r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|ml|milligrams?|grams?)\b",
        r"\b(?:one|two|three|four|\d+) (?:or (?:two|three|\d+) )?(?:tablets?|pills?|capsules?|puffs?|doses?)\b",
        r"\bevery (?:\d+|four|six|eight|twelve) hours\b",
    ],
    "a day of recovery": [
        r"\b(?:you|it|back|pain) will (?:be|feel|get|have) (?:better|well|gone|fine|healed|settled|eased)\b",
        r"\b(?:will|shall) (?:heal|recover|settle|go away|pass|clear)\b",
        r"\bgone (?:in|by|within) (?:a|one|two|\d)",
    ],
    "a helper who is not there": [
        r"\b(?:i am|i'm|as) a (?:doctor|nurse|physio)",
        r"\b(?:have|has been) sent\b",
        r"\bhelp is on (?:its|the) way\b",
    ],
}
DIAGNOSIS = re.compile(
    r"\byou(?:'ve| have)(?: got)? an? \w+|\byou are suffering from\b|\byour diagnosis is\b"
    r"|\bthis is an? (?:sprain|strain|slipped disc|fracture|tumou?r|infection)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\b(?:if|when|whether|unless|do) you\b|\bor do you\b", re.IGNORECASE)


def found(kind: str, sentence: str) -> bool:
    return any(re.search(pattern, sentence, re.IGNORECASE) for pattern in BANNED[kind])


def diagnoses(sentence: str) -> bool:
    return DIAGNOSIS.search(sentence) is not None and not CONDITION.search(sentence)


@pytest.mark.parametrize("kind", BANNED)
def test_no_response_holds(kind):
    assert [(each.name, sentence) for each in WORDINGS for sentence in each.sentences if found(kind, sentence)] == []


def test_no_response_tells_a_person_what_they_have():
    assert [(each.name, sentence) for each in WORDINGS for sentence in each.sentences if diagnoses(sentence)] == []


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("an all-clear", "It's nothing."),
        ("an all-clear", "This is nothing serious"),
        ("certainty", "You definitely pulled a muscle."),
        ("a dose", "Take 400 mg."),
        ("a dose", "Take two tablets with water."),
        ("a dose", "One every 6 hours."),
        ("a day of recovery", "You will be better by Friday."),
        ("a day of recovery", "It will heal in a week."),
        ("a helper who is not there", "An ambulance has been sent."),
    ],
)
def test_the_search_would_find(kind, sentence):
    assert found(kind, sentence)


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("You have a slipped disc.", True),
        ("You've got an infection.", True),
        ("This is a sprain.", True),
        ("See a doctor if you have a fever.", False),
    ],
)
def test_the_search_would_find_a_diagnosis_but_not_a_condition(sentence, is_one):
    assert diagnoses(sentence) is is_one


def test_the_first_words_say_that_it_is_no_doctor_and_gives_no_diagnosis():
    greeting = next(each.text for each in WORDINGS if each.name == "utter_greet")
    assert "not a diagnosis" in greeting
    assert "not a doctor" in greeting


def test_self_care_still_sends_to_a_doctor():
    outcome = next(each.text for each in WORDINGS if each.name == "utter_self_care")
    assert "still let a doctor" in outcome
