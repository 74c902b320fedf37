from __future__ import annotations

import itertools

import pytest

from triage.context import Status
from triage.detector import RedFlagDetector
from triage.disposition import Disposition
from triage.knowledge import Knowledge, RedFlag, Rule, load


def a_flag(flag_id: str, *rules: Rule, disposition: Disposition | None = Disposition.URGENT, **more) -> RedFlag:
    return RedFlag(flag_id, flag_id, disposition, ("A1",), "2099-01-01", "nobody yet", rules, **more)


def a_detector(*flags: RedFlag) -> RedFlagDetector:
    """A detector over these flags only, with the project's own cues."""
    return RedFlagDetector(
        Knowledge(
            red_flags={flag.id: flag for flag in flags},
            pairs=(),
            questions=(),
            limits=(),
            sources={},
            word_sets={"foot": ("foot", "feet")},
            slang={},
            phrases={},
            cues=load().cues,
        )
    )


COLD = a_flag("cold", Rule("cold/feet", ("frosty {foot}",), unless=("bath|snow",)), Rule("cold/hands", ("frosty hands",)))
HOT = a_flag("hot", Rule("hot/feet", ("scalding {foot}",)))


@pytest.fixture(scope="module")
def small() -> RedFlagDetector:
    return a_detector(COLD, HOT)


def statuses(detector: RedFlagDetector, text: str) -> dict[str, Status]:
    return {finding.flag: finding.status for finding in detector.detect(text)}


def test_a_finding_says_flag_rule_words_cue_and_place(small):
    text = "I have no Frosty  Feet."
    (finding,) = small.detect(text)
    assert finding.flag == "cold"
    assert finding.rule == "cold/feet"
    assert finding.status is Status.ABSENT
    assert finding.cue == "no"
    assert finding.words == "Frosty Feet"
    assert text[finding.start : finding.end] == "Frosty  Feet"


def test_a_present_finding_has_no_cue(small):
    (finding,) = small.detect("frosty feet")
    assert (finding.status, finding.cue) == (Status.PRESENT, "")


def test_text_without_a_sign_has_no_finding(small):
    assert small.detect("my back is stiff") == []


def test_every_flag_of_a_message_is_found(small):
    assert statuses(small, "frosty feet, scalding feet") == {"cold": Status.PRESENT, "hot": Status.PRESENT}


def test_a_flag_is_found_once_however_often_it_is_said(small):
    assert len(small.detect("frosty feet. frosty hands. frosty feet")) == 1


SAID = {
    Status.PRESENT: "i have frosty feet",
    Status.UNKNOWN: "not sure about frosty feet",
    Status.HYPOTHETICAL: "what if i get frosty feet",
    Status.PAST: "i had frosty feet in 2015",
    Status.ABSENT: "no frosty feet",
}


@pytest.mark.parametrize("status", list(Status))
def test_each_status_can_be_said(small, status):
    assert statuses(small, SAID[status]) == {"cold": status}


@pytest.mark.parametrize("first,second", itertools.permutations(Status, 2))
def test_of_two_mentions_the_stronger_counts_whichever_comes_first(small, first, second):
    stronger = min(first, second, key=list(Status).index)
    assert statuses(small, f"{SAID[first]}. {SAID[second]}") == {"cold": stronger}


@pytest.mark.parametrize("text", ["frosty feet in the bath", "in the snow i get frosty feet"])
def test_a_harmless_explanation_in_the_sentence_excuses_the_sign(small, text):
    assert small.detect(text) == []


@pytest.mark.parametrize("text", ["frosty feet. i had a bath", "i was in the snow. frosty feet", "frosty feet\nbath"])
def test_a_harmless_explanation_in_another_sentence_excuses_nothing(small, text):
    assert statuses(small, text) == {"cold": Status.PRESENT}


@pytest.mark.parametrize("text", ["i had a bath but frosty feet all the same", "frosty feet but i had a bath"])
def test_a_harmless_explanation_reaches_across_no_but(small, text):
    assert statuses(small, text) == {"cold": Status.PRESENT}


@pytest.mark.parametrize(
    "text,present",
    [("cabin fever in this flat", False), ("hay fever and a stiff back", False), ("a fever in this cabin", True)],
)
def test_a_phrase_that_excuses_a_sign_does_so_when_its_words_are_read_apart_too(detector: RedFlagDetector, text, present):
    assert (statuses(detector, text).get("fever_infection") is Status.PRESENT) is present


def test_an_explanation_excuses_only_the_rule_it_belongs_to(small):
    assert statuses(small, "frosty hands in the bath") == {"cold": Status.PRESENT}
    assert statuses(small, "scalding feet in the bath") == {"hot": Status.PRESENT}


@pytest.mark.parametrize("first,second", itertools.permutations(["frosty feet", "frosty hands"]))
def test_of_two_rules_the_more_urgent_one_is_reported(first, second):
    mild = Rule("cold/feet", ("frosty {foot}",), disposition=Disposition.SEE_DOCTOR)
    grave = Rule("cold/hands", ("frosty hands",), disposition=Disposition.EMERGENCY_AMBULANCE)
    detector = a_detector(a_flag("cold", mild, grave))
    (finding,) = detector.detect(f"{first} and {second}")
    assert finding.rule == "cold/hands"


PASSED, LONG_AGO = "frosty feet this morning, fine again", "i had frosty feet ten years ago"
ALWAYS = "frosty feet in bed, always have"


@pytest.mark.parametrize(
    "of_flag,of_rule,text,status",
    [
        ({}, {}, PASSED, Status.PAST),
        ({}, {}, LONG_AGO, Status.PAST),
        ({"counts_when_over": True}, {}, PASSED, Status.PRESENT),
        ({"counts_when_over": True}, {}, LONG_AGO, Status.PAST),
        ({}, {"history_counts": True}, PASSED, Status.PRESENT),
        ({}, {"history_counts": True}, LONG_AGO, Status.PRESENT),
        ({}, {}, ALWAYS, Status.PRESENT),
        ({"harmless_when_unchanged": True}, {}, ALWAYS, Status.PAST),
        ({"harmless_when_unchanged": True}, {"disposition": Disposition.SEE_DOCTOR}, ALWAYS, Status.PRESENT),
        ({"harmless_when_unchanged": True}, {}, f"{ALWAYS}, but worse", Status.PRESENT),
    ],
)
def test_whether_the_past_counts_is_the_knowledge_s_matter(of_flag, of_rule, text, status):
    detector = a_detector(a_flag("cold", Rule("cold/feet", ("frosty {foot}",), **of_rule), **of_flag))
    assert statuses(detector, text) == {"cold": status}


def test_a_sign_that_counts_when_imagined_is_present_when_wondered_about():
    detector = a_detector(a_flag("cold", Rule("cold/feet", ("frosty {foot}",)), counts_when_imagined=True))
    assert statuses(detector, SAID[Status.HYPOTHETICAL]) == {"cold": Status.PRESENT}


@pytest.mark.parametrize("more", [{"counts_when_over": True}, {"counts_when_imagined": True}])
def test_a_denied_sign_is_denied_whatever_else_counts(more):
    detector = a_detector(a_flag("cold", Rule("cold/feet", ("frosty {foot}",), history_counts=True), **more))
    assert statuses(detector, "no frosty feet") == {"cold": Status.ABSENT}


def test_a_risk_factor_is_found_like_a_flag():
    detector = a_detector(a_flag("cold", Rule("cold/feet", ("frosty {foot}",)), disposition=None))
    assert statuses(detector, "frosty feet") == {"cold": Status.PRESENT}


def test_a_misspelt_sign_and_a_misspelt_denial_are_both_understood(small):
    assert statuses(small, "scaldng feet") == {"hot": Status.PRESENT}
    assert statuses(small, "withuot scaldng feet") == {"hot": Status.ABSENT}


def test_two_detectors_over_the_same_knowledge_agree(detector: RedFlagDetector):
    text = "no fever but i can't pee, what if my legs go numb? had cancer in 2015"
    assert RedFlagDetector(load()).detect(text) == detector.detect(text)
