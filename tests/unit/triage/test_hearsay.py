"""Signs that are no report: read or seen, on a list, said of anyone, asked by others, supposed aloud, a slip of the keys."""

from __future__ import annotations

import pytest
from marked import read, status_of

from triage.context import Status
from triage.detector import RedFlagDetector

# --- read, seen, on a list -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "read about a chap in the paper whose [legs were numb]",
        "a video of some lady who [wet the bed] with it",
        "watched a programme about backs and [numb saddles]",
        "the leaflet in the hall says [numb saddle] means a hospital",
        "this poster warns about [wet trousers]",
        "they told me to look out for [numb legs]",
        "the card from the clinic : [numb saddle] , wet bed",
        'it says " [numb bum] " on the poster , odd wording',
    ],
)
def test_a_sign_read_or_seen_is_hypothetical(text):
    assert read(text)[0] is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "read about a chap with it and my [legs are numb]",
        "a video of some lady helped but [numb legs] all day",
        "the leaflet says numb saddle and my [saddle is numb]",
        "the leaflet says [numb saddle] and mine is numb",
        "that poster describes me , [numb legs]",
        "the boxes i ticked on the card : [numb saddle]",
        "i watch for the bus with [numb legs]",
        "the worst thing about it is the [numb legs]",
        "red flags : [numb saddle] , no wee",
        "my card for the doctor : [numb saddle]",
        "the numb patch : [numb saddle] since noon",
        'so i said " [numb bum] " to the nurse',
    ],
)
def test_a_list_beside_a_person_s_own_sign_takes_nothing_away(text):
    assert read(text)[0] is Status.PRESENT


# --- said of anyone, asked by others ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "my brother reckons you can [lose your bladder] from lifting",
        "gran said you get [lock_jaw] off a rusty gate",
        "why do they ask about [numb legs] every time",
        "the nurse asked whether i had [numb legs]",
    ],
)
def test_what_happens_to_anyone_or_is_asked_is_hypothetical(text):
    assert read(text)[0] is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "the doctor said you can [lose your bladder] and left",
        "my brother reckons you can help , my [legs are numb]",
        "my brother reckons you can [lose your bladder] and i did",
        "the nurse asked about [numb legs] and i have them",
        "the nurse asked about [numb legs] and yes",
        "i wanted to ask about [numb legs]",
        "why do they ask about [numb legs] ? because mine are , all week",
    ],
)
def test_an_expert_s_word_and_the_person_s_yes_leave_the_sign_present(text):
    assert read(text)[0] is Status.PRESENT


# --- supposed aloud --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "what would you say if i said my [bum was numb]",
        "if i told you i [wet myself] , who reads it",
        "i [wet myself] , hypothetically",
        "if one day i stand there and [nothing comes]",
        "if i ever [lost my legs] , what then",
        "every time i go i think [what_if it wont come]",
        "is it like if someone [hit me] in the car",
    ],
)
def test_a_sign_supposed_aloud_is_hypothetical(text):
    assert read(text)[0] is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        "i told you i [wet myself]",
        "if i woke early the [legs were numb]",
        "it feels like if my [leg was wood]",
        "when i sit my [bum is numb]",
    ],
)
def test_a_sign_told_beside_an_if_is_present(text):
    assert read(text)[0] is Status.PRESENT


# --- a slip, a question back, somebody distant -----------------------------------------------------------


def test_a_slip_of_the_keys_is_taken_back():
    assert read("i typed [cant pee] , i meant cant peel")[0] is Status.ABSENT


def test_what_was_typed_and_not_taken_back_is_present():
    assert read("i typed [cant pee] and you said nothing")[0] is Status.PRESENT


def test_a_name_asked_back_is_hypothetical():
    assert read("[foot_drop] ? is not that what ponies get")[0] is Status.HYPOTHETICAL
    assert read("my [foot dropped] . is that what it means")[0] is Status.PRESENT


def test_a_distant_person_s_trouble_against_one_s_own_nothing():
    assert read("a friend on thinners [bled] , but i have never had that")[0] is Status.HYPOTHETICAL
    assert read("my dad on thinners [bled] , but i have never had that")[0] is Status.PRESENT


# --- what has always been so -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["i leak when i laugh, always have", "clumsy hands, me, always have been", "face is crooked, always was"]
)
def test_what_has_always_been_so_is_no_danger_where_the_flag_says_so(detector: RedFlagDetector, text):
    assert detector.detect(text)
    assert all(finding.status is not Status.PRESENT for finding in detector.detect(text))


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("bladder_bowel", "i leak at night, always have, but far worse since my back went"),
        ("bladder_bowel", "i leak when i cough, always have. Now it just pours out of me"),
        ("bladder_bowel", "i leak at night, i always have to change the sheets"),
        ("saddle_numbness", "numb between my legs, always have been"),
        ("self_harm", "i want to die, always have"),
        ("violence", "my husband hits me, always has"),
    ],
)
def test_what_got_worse_or_is_never_harmless_is_present(detector: RedFlagDetector, flag, text):
    assert status_of(detector, flag, text) is Status.PRESENT
