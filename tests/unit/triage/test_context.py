"""How a sign is meant: denied, imagined, said to be fine, said more than once."""

from __future__ import annotations

import pytest
from marked import read, status_of

from triage.context import Status
from triage.detector import RedFlagDetector


def test_doubt_is_present():
    assert read("my [leg numb] innit") == (Status.PRESENT, "")


def test_the_order_of_status_is_how_strongly_it_speaks():
    assert list(Status) == [Status.PRESENT, Status.UNKNOWN, Status.HYPOTHETICAL, Status.PAST, Status.ABSENT]


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
