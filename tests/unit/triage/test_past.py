"""Which signs are over: dated to an earlier time of life, or said to be gone by now."""

from __future__ import annotations

import pytest
from marked import read, status_of

from triage.context import Status
from triage.detector import RedFlagDetector

# --- over ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "i had [numbness] years ago",
        "ten years ago i had [numbness]",
        "had [numbness] last year",
        "history of [numbness]",
        "when i was a child i had [numbness]",
        "i used to get [numbness]",
        "had [numbness] in 2015",
        "my leg was [numb] , fine now",
        "[numbness] went away",
        "[numb leg] this morning all gone",
        "it was [numb] , back to normal",
        "[dead leg] from sitting , wore off",
    ],
)
def test_a_sign_that_is_over_is_past(text):
    assert read(text)[0] is Status.PAST


@pytest.mark.parametrize(
    "text",
    [
        "had [numbness] years ago and again today",
        "[numbness] in 2015 and still",
        "started years ago and is worse now with [numbness]",
        "used to come and go , now it is [numb]",
        "[numb] since yesterday",
        "[numb leg] , slipped a disc last year and it is worsening",
    ],
)
def test_a_sign_that_is_back_or_still_there_is_present(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "i had an operation years ago and my [leg is numb]",
        "born in 1980 and my [leg is numb]",
        "disc bulge in 2015 , my [legs are numb]",
        "my [leg is numb] , i had surgery last year",
        "my [leg is numb] and i can no longer walk",
        "my [leg is numb] , no longer able to lift it",
    ],
)
def test_another_event_in_the_past_does_not_make_the_sign_past(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize(
    "text,flag",
    [
        ("i had an operation years ago and i cant pee", "bladder_bowel"),
        ("diagnosed with a slipped disc in 2019 and i can't control my bladder", "bladder_bowel"),
        ("my back went 3 years ago and since then i wet myself", "bladder_bowel"),
        ("i cannot pee, my mum had the same years ago", "bladder_bowel"),
        ("cant pee not since last night", "bladder_bowel"),
        ("slipped disc 5 years ago, legs have gone numb", "both_legs"),
        ("cancer survivor, legs numb", "both_legs"),
        ("had a disc bulge in 2015, numb between my legs", "saddle_numbness"),
        ("numb between my legs, i had surgery last year", "saddle_numbness"),
        ("born in 1980 and i cant feel my legs", "severe_numbness"),
        ("cant feel my legs, no longer able to stand", "severe_numbness"),
        ("my leg was numb yesterday but it settled into constant numbness", "severe_numbness"),
        ("i cannot feel my foot, had a scan and he said all clear", "severe_numbness"),
    ],
)
def test_a_history_told_beside_it_does_not_silence_today_s_sign(detector: RedFlagDetector, text, flag):
    assert status_of(detector, flag, text) in (Status.PRESENT, Status.UNKNOWN)


def test_the_past_of_one_sentence_does_not_reach_into_the_next():
    assert read("i had surgery years ago . my [leg is numb]")[0] is Status.PRESENT
    assert read("my [leg is numb] . i had surgery years ago")[0] is Status.PRESENT


def test_a_stroke_sign_that_passed_still_counts(detector: RedFlagDetector):
    assert status_of(detector, "stroke_signs", "my speech was slurred this morning, fine now") is Status.PRESENT


def test_a_cancer_long_ago_still_counts(detector: RedFlagDetector):
    assert status_of(detector, "cancer_weight_loss", "i had breast cancer 10 years ago") is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "my legs were [numb] . all back by noon",
        "my foot went [numb] ! they woke up after a walk",
        "both feet [numb] on the plane until i walked",
        "it was [numb] till they sorted it",
        "my thigh was [numb] as a teen",
    ],
)
def test_a_sign_that_was_over_soon_is_past(text):
    assert read(text)[0] is Status.PAST


@pytest.mark.parametrize(
    "text",
    [
        "my legs are [numb] . all back pain started there",
        "my leg is [numb] . it came on today",
        "my foot is [numb] . i walked it off the bus",
    ],
)
def test_another_sentence_does_not_end_the_sign(text):
    assert read(text)[0] is Status.PRESENT


# --- dated, or over, further off ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "my leg was [numb] back in ' 96",
        "in 2011 i fell and my foot was [numb]",
        "as a lad i fell and my foot went [numb]",
        "my foot was [numb] . that was in 2015",
        "my foot was [numb] , but that was years ago",
        "had [numb legs] with it in march",
        "had a [numb leg] last spring",
        "my legs went [numb] on the coach , stamped about , fine by the hotel",
        "couldn't feel it , [numb] for a day . right as rain ever since",
        "it was [numb] for a week . everything came back",
        "the leg was [numb] at first . now it is just a stiff back",
    ],
)
def test_a_sign_dated_or_ended_further_on_is_past(text):
    assert read(text)[0] is Status.PAST


@pytest.mark.parametrize(
    "text",
    [
        "my leg is [numb] since ' 96 and worse now",
        "in 2011 i fell and now my foot is [numb]",
        "in 2015 i had an operation , my leg is [numb]",
        "[numb] since last spring",
        "my leg went [numb] in march",
        "back in march my leg went [numb] and it still is",
        "had a section in march and my leg is [numb] still",
        "had [numb legs] in march and still",
        "my leg is [numb] . that was not there in 2015",
        "my leg is [numb] . it has not worn off",
        "my leg went [numb] . it wore off and came back again",
        "my leg is [numb] , the cut is nearly healed",
        "my leg is [numb] , still not right as rain",
        "the leg is [numb] . now it is just a dead thing",
        "my leg was sore and now it is [numb]",
    ],
)
def test_a_sign_that_began_then_or_is_not_quite_over_is_present(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "fever no , [shivers] no",
        "any [numbness] ? no , never",
        "have you had [numbness] . i have not , honest",
        "one half [numb] ? no never",
    ],
)
def test_a_denial_at_the_end_of_each_item_or_of_the_question_reaches_back(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text", ["no , [numb] and cold", "my leg is [numb] . i have not slept", "my leg is [numb] . it has not gone"]
)
def test_a_no_or_a_have_not_about_something_else_denies_nothing(text):
    assert read(text)[0] is Status.PRESENT


# --- dated by an age, by the opening of the sentence, by what it came back to -----------------------------


@pytest.mark.parametrize(
    "text",
    [
        "i [fell off a wall] aged nine . i am 52",
        "[came off a pony] at seven , and the back is stiff at 40",
        "a couple of years back , after the birth , [i leaked]",
        "in 2016 i had the lot : [no feeling] , a bag for the pee",
        "[both calves cramped] last night , gone by breakfast",
        "[pain used to run down both] before they operated",
        "[numb bum] after the film , back again once i got up",
    ],
)
def test_a_sign_of_another_time_of_life_is_past(text):
    assert read(text)[0] is Status.PAST


@pytest.mark.parametrize(
    "text",
    [
        "[fell off a wall] at seven this morning",
        "my son [fell off a wall] aged nine . i am 52",
        "[came off a pony] at seven , and we have been waiting since",
        "two years back , [i have leaked] since",
        "slipped a disc 5 years ago , [legs have gone numb]",
        "in 2016 i got this job : [no feeling] in my legs since",
        "[numb legs] used to be a fear , back again",
        "[can not pee] , mouth dry as a bone",
        "[tingling in both legs] last night , feeling gone by morning",
    ],
)
def test_a_time_of_day_or_another_s_age_makes_no_sign_past(text):
    assert read(text)[0] is Status.PRESENT
