"""How a sign is meant. In the examples the sign stands in [brackets]; words are as the normaliser leaves them."""

from __future__ import annotations

import re

import pytest

from triage.context import ContextRules, Status
from triage.detector import RedFlagDetector
from triage.knowledge import load

CONTEXT = ContextRules(load().cues)


def read(marked: str) -> tuple[Status, str]:
    words = re.findall(r"\[|\]|\n|\.{2,}|[\w']+|[^\w\s]", marked)
    start, end = words.index("["), words.index("]") - 1
    return CONTEXT.status([word for word in words if word not in "[]"], start, end)


def status_of(detector: RedFlagDetector, flag: str, text: str) -> Status | None:
    return next((finding.status for finding in detector.detect(text) if finding.flag == flag), None)


def test_doubt_is_present():
    assert read("my [leg numb] innit") == (Status.PRESENT, "")


def test_the_order_of_status_is_how_strongly_it_speaks():
    assert list(Status) == [Status.PRESENT, Status.UNKNOWN, Status.HYPOTHETICAL, Status.PAST, Status.ABSENT]


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


# --- imagined ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "what if my [legs go numb]",
        "what should i do if my [legs go numb]",
        "call me if you have [numbness]",
        "i worry about [numbness]",
        "i read that [numbness] is bad",
        "is [numbness] dangerous",
        "what is [numbness]",
        "hi , what does [numbness] mean",
        "can a disc cause [numbness]",
        "does [saddle numbness] come on slowly",
        "the leaflet lists [numbness]",
        "what are signs of [numbness]",
    ],
)
def test_an_imagined_sign_is_hypothetical(text):
    text = text.replace("what if", "what_if")
    assert read(text)[0] is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "if i bend my leg hurts and my [foot is numb]",
        "i do not know if it matters but my [leg is numb]",
        "is it bad that my [leg is numb]",
        "why is my [leg numb]",
        "what can i do my [leg is numb]",
        "i read it goes away but my [leg is numb]",
        "can you help me because my [legs are numb]",
        "is my [leg being numb] normal",
        "it feels as if my [leg is numb]",
        "even if i rest my [leg is numb]",
    ],
)
def test_a_question_about_one_s_own_sign_is_present(text):
    assert read(text)[0] is Status.PRESENT


def test_a_sentence_that_imagines_does_not_reach_into_the_next():
    assert read("what if it gets worse ? my [leg is numb]")[0] is Status.PRESENT


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


# --- said to be fine -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["[numb leg] but the other is fine", "my [bladder problem] is fine", "[numb] one leg , other all good"]
)
def test_is_fine_after_a_sign_makes_it_a_question_and_never_silence(text):
    assert read(text)[0] is Status.UNKNOWN


def test_is_fine_in_the_next_sentence_changes_nothing():
    assert read("my [leg is numb] . my back is fine")[0] is Status.PRESENT


# --- said more than once -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "no numbness at first. now i have numbness between my legs",
        "i have numbness between my legs. yesterday there was no numbness between my legs",
        "no numbness between my legs in the morning but at night numbness between my legs",
        "what if i get numbness between my legs? i have numbness between my legs",
        "had numbness between my legs in 2015. i have numbness between my legs",
    ],
)
def test_a_sign_asserted_once_is_present_wherever_else_it_is_denied(detector: RedFlagDetector, text):
    assert status_of(detector, "saddle_numbness", text) is Status.PRESENT


def test_signs_of_one_message_are_read_apart(detector: RedFlagDetector):
    text = "no fever, no weight loss, but i can't pee and my leg is numb"
    assert status_of(detector, "bladder_bowel", text) is Status.PRESENT
    assert status_of(detector, "fever_infection", text) is Status.ABSENT
    assert status_of(detector, "cancer_weight_loss", text) is Status.ABSENT


@pytest.mark.parametrize("text", ["my husband can't feel his legs", "my mum cannot pee", "asking for my dad, he wet himself"])
def test_another_person_s_sign_counts(detector: RedFlagDetector, text):
    assert any(finding.status is Status.PRESENT for finding in detector.detect(text))


# --- told of somebody else, a story, a dream -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "our dog [drags his legs] since monday",
        "the neighbour 's old cat has [blood in her pee]",
        "my back hurts and the puppy [wets the bed]",
    ],
)
def test_a_sign_of_an_animal_is_nobody_s(text):
    assert read(text)[0] is Status.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "the dog pulled me over and [my leg is numb]",
        "my dog jumped , [numb leg] since",
        "i walked the dog with a [numb leg]",
        "the dog knows that my [leg is numb]",
        "the dog bite is red and [hot with fever]",
        "cat scan shows [cauda equina]",
        "my calf [goes numb]",
        "the cat lay on me because my [leg is numb]",
    ],
)
def test_an_animal_beside_a_person_s_sign_takes_nothing_away(text):
    assert read(text)[0] is Status.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "dreamt i was [paralysed]",
        "i keep picturing myself with [dead legs]",
        "in the film he [cannot feel his legs]",
        "the heroine has [no feeling] below the ribs",
        "terrified that i will wake with [numb legs]",
        "so worried it might be [numb] one day",
        "suppose my left arm and then both my [legs go numb]",
        "would a person with a bad disc notice [numb legs] ?",
        "my uncle had [numb legs] . mine is only sore",
        "[saddle numbness] meaning",
    ],
)
def test_a_sign_dreamt_feared_or_told_of_another_is_hypothetical(text):
    assert read(text)[0] is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "dreamt of falling and woke with [numb legs]",
        "a nightmare because my [leg is numb]",
        "in the film i saw my [leg is numb]",
        "terrified , my [legs are numb]",
        "worried that it will not wake , now [numb legs]",
        "i suppose my [leg is numb]",
        "a person should see this my [leg is numb] ?",
        "my uncle is here . my [leg is numb] . the pain is mine too",
        "my uncle had [numb legs] and now mine are numb",
    ],
)
def test_a_sign_beside_a_dream_a_fear_or_another_person_is_present(text):
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
