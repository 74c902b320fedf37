"""Which signs are denied, and where a denial ends."""

from __future__ import annotations

import pytest
from marked import read, status_of

from triage.context import Status
from triage.detector import RedFlagDetector

# --- denied --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "no [numbness]",
        "i have no [numbness] at all",
        "there is no [numbness] in my legs",
        "without [numbness]",
        "never had [numbness]",
        "denies [numbness]",
        "zero [numbness]",
        "my leg is not [numb]",
        "my leg is not at all [numb]",
        "i do not have [numbness]",
        "i do not have any [numbness]",
        "i can not feel any [numbness]",
        "i can not say that it is [numb]",
        "hardly [numb]",
        "it hurts but no [numbness]",
        "neither [numb] nor weak",
    ],
)
def test_a_denial_in_front_reaches_the_sign(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "no pain , weakness or [numbness]",
        "no weakness , no [numbness]",
        "no pain , tingling , weakness , fever or [numbness]",
        "no fever and [numbness]",
        "no fever / [numbness]",
        "neither weak nor [numb]",
        "without pain or [numbness]",
        "i have no weakness , [numbness] or fever",
    ],
)
def test_a_denial_reaches_along_a_list(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text", ["[numbness] : no", "[numbness] - none", "[numbness] ? no", "[numbness] no", "[fever] = nil", "[fever] : none ."]
)
def test_a_denial_right_behind_reaches_back(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "[numbness] no idea why",
        "[numbness] , no pain though",
        "[numbness] no better today",
        "[numbness] and no one helps",
        "[numb leg] no painkiller helps",
        "[fever] : no doctor has time",
    ],
)
def test_a_no_behind_that_goes_on_is_about_something_else(text):
    assert read(text)[0] is not Status.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "no , my leg is [numb]",
        "no i have [numbness]",
        "no my [leg is numb]",
        "no pain . [numbness]",
        "no pain ! [numbness]",
        "no pain \n [numbness]",
        "no pain ; [numbness]",
        "no pain but [numbness]",
        "no pain , but my leg is [numb]",
        "no pain however [numbness]",
        "no pain though [numbness]",
        "no pain just [numbness]",
        "no pain only [numbness]",
        "no pain because it is [numb]",
        "no fall and my leg is [numb]",
        "no fall , my leg is [numb]",
        "no fever and i have [numbness]",
        "no fever , he has [numbness]",
        "never had a bad back and now [numbness]",
        "i did not fall and can not move my [numb leg]",
        "not sleeping since it is [numb]",
    ],
)
def test_a_denial_ends_where_a_new_thought_begins(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "i can not walk with this [numb leg]",
        "i can not sleep for the [numbness]",
        "not only [numb] but weak",
        "not just [numb]",
        "not fully [numb] yet",
        "not so much pain as [numbness]",
        "never had [numbness] like this",
        "never felt [numbness] this bad",
        "never had [numbness] before",
        "not able to sleep with [numbness]",
        "not quite [numb]",
    ],
)
def test_what_looks_like_a_denial_is_none(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize("text", ["not sure if it is [numb]", "not certain about [numbness]", "i do not know if it is [numb]"])
def test_a_doubtful_sign_is_asked_for_and_not_denied(text):
    assert read(text)[0] in (Status.UNKNOWN, Status.HYPOTHETICAL)


def test_the_cue_is_named():
    assert read("no pain or [numbness]") == (Status.ABSENT, "no")


@pytest.mark.parametrize(
    "text,flag",
    [
        ("i can't feel my legs", "severe_numbness"),
        ("no feeling in my left foot", "severe_numbness"),
        ("I've got no sensation in my leg at all", "severe_numbness"),
        ("i can't pee", "bladder_bowel"),
        ("cant wee since last night", "bladder_bowel"),
        ("not able to pee", "bladder_bowel"),
        ("no control over my bladder", "bladder_bowel"),
        ("i can't hold my pee", "bladder_bowel"),
        ("no feeling between my legs", "saddle_numbness"),
        ("i can't feel it when i wipe", "saddle_numbness"),
        ("i can't lift my foot", "progressive_weakness"),
        ("i can not move my legs", "progressive_weakness"),
        ("can't breathe", "chest_breathing"),
        ("i don't want to live any more", "self_harm"),
        ("she is not breathing", "unconscious"),
    ],
)
def test_a_sign_that_is_itself_a_lack_is_present(detector: RedFlagDetector, text, flag):
    assert status_of(detector, flag, text) is Status.PRESENT


@pytest.mark.parametrize(
    "text,flag",
    [
        ("i can pee fine", "bladder_bowel"),
        ("i can feel my legs", "severe_numbness"),
        ("i don't have any numbness between my legs", "saddle_numbness"),
        ("my legs are not numb", "both_legs"),
        ("my left leg is not numb", "severe_numbness"),
        ("no problems peeing", "bladder_bowel"),
        ("no trouble with my bladder or bowels", "bladder_bowel"),
    ],
)
def test_a_denied_sign_is_not_present(detector: RedFlagDetector, text, flag):
    assert status_of(detector, flag, text) is not Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "weak legs , [numb] bum ? no to all",
        "the list says [numb] legs and fever . none of that",
        "[numbness] around the genitals . i have neither",
        "have you got [numbness] ? \n none of those",
    ],
)
def test_a_denial_that_opens_the_next_sentence_reaches_back(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "my leg is [numb] . none of the doctors care",
        "my leg is [numb] . no sleep at all",
        "my leg is [numb] . it hurts . none of that before",
        "[numb] bum . all of it",
    ],
)
def test_another_sentence_does_not_deny_the_sign(text):
    assert read(text)[0] is Status.PRESENT


# --- answered by oneself, found by nobody -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[blood in my wee] ? ! no ! it was the beets",
        "nobody found [a tumour] on it",
        "not that i [took too many]",
        "i [wanted to end it] ? i am nowhere near that",
    ],
)
def test_a_sign_that_nobody_found_or_that_is_answered_no_is_absent(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "[blood in my wee] ? ! not sure",
        "[blood in my wee] ! no idea why",
        "nobody knows why my [legs are numb]",
        "nobody told me about [numb legs]",
        "it is not that bad but my [leg is numb]",
        "no numbness but [i wet myself]",
    ],
)
def test_a_no_to_something_else_leaves_the_sign_present(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "none of that well i do [dribble] a bit in my pants",
        "no well both my legs have gone [weak]",
        "nope not really well my bum is [numb]",
    ],
)
def test_a_second_thought_behind_well_is_no_part_of_the_denial(text):
    assert read(text)[0] is Status.PRESENT


def test_well_as_a_praise_ends_no_denial():
    assert read("no [numbness] , walking well")[0] is Status.ABSENT
