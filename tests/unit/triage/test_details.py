from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.details import Detail, default_reader
from triage.files import read_yaml
from triage.knowledge import FOLDER, load

READER = default_reader()
PHRASES = read_yaml(FOLDER / "details.yml")


def read(kind: str, text: str) -> str | None:
    return next((detail.value for detail in READER.read(text) if detail.kind == kind), None)


# --- place and side ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text,place",
    [
        ("lower back", "lower_back"),
        ("it's my LOWER BACK", "lower_back"),
        ("the lwoer back", "lower_back"),
        ("lowerback", "lower_back"),
        ("small of my back", "lower_back"),
        ("right at the belt line", "lower_back"),
        ("my tailbone", "lower_back"),
        ("upper back", "upper_back"),
        ("between my shoulder blades", "upper_back"),
        ("shoulderblade on the left", "upper_back"),
        ("my neck", "neck"),
        ("in my left buttock", "buttock_hip_thigh"),
        ("down the back of my thigh", "buttock_hip_thigh"),
        ("below the knee", "below_knee"),
        ("it goes down to my calf", "below_knee"),
        ("from my back into my foot", "below_knee"),
        ("the whole back", "whole_back"),
        ("all over", "whole_back"),
    ],
)
def test_a_place_is_read(text, place):
    assert read("place", text) == place


@pytest.mark.parametrize("text", ["", "back", "it hurts", "here", "😭", "background", "hipster"])
def test_no_place_is_invented(text):
    assert read("place", text) is None


@pytest.mark.parametrize(
    "text,side",
    [
        ("left side", "left"),
        ("on the right", "right"),
        ("my right leg", "right"),
        ("both sides", "both"),
        ("in the middle", "middle"),
    ],
)
def test_a_side_is_read(text, side):
    assert read("side", text) == side


@pytest.mark.parametrize("text", ["right now", "all right then", "that's right", "it's not right"])
def test_right_as_a_word_of_agreement_is_no_side(text):
    assert read("side", text) is None


# --- severity ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("score", range(11))
@pytest.mark.parametrize(
    "form", ["{}", "{}/10", "{} out of 10", "{} outta 10", "a {}", "about a {}", "maybe {} today", "i'd say {}", "it's {}!"]
)
def test_a_number_from_0_to_10_is_a_pain_score(score, form):
    assert read("severity", form.format(score)) == str(score)


@pytest.mark.parametrize(
    "word,score",
    [
        (word, score)
        for score, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
    ],
)
@pytest.mark.parametrize("form", ["{}", "{} out of ten", "about {}", "a {} I guess"])
def test_a_number_word_is_a_pain_score(word, score, form):
    assert read("severity", form.format(word)) == str(score)


@pytest.mark.parametrize(
    "text,score",
    [
        ("6 or 7", "7"),
        ("7 or 6", "7"),
        ("6-7", "7"),
        ("six or seven", "7"),
        ("between 6 and 7", "7"),
        ("between 6 and 7 out of 10", "7"),
        ("8 but 9 when i move", "9"),
        ("3/10 at rest, 9/10 when i move", "9"),
        ("4 out of 10 lying down and 8 out of 10 standing", "8"),
    ],
)
def test_of_two_scores_the_worse_counts(text, score):
    assert read("severity", text) == score


@pytest.mark.parametrize(
    "text,score",
    [
        ("my back is 7/10 and i have had it for ages now", "7"),
        ("7.5", "7.5"),
        ("9.5/10", "9.5"),
        ("5ish", "5"),
        ("10+", "10"),
        ("on a scale of 1 to 10 it is 4", "4"),
        ("out of 10 i would say 7", "7"),
        ("mild", "2"),
        ("not too bad", "2"),
        ("moderate", "5"),
        ("severe", "8"),
        ("agony", "8"),
        ("UNBEARABLE", "8"),
        ("worst pain of my life", "10"),
    ],
)
def test_a_severity_in_people_s_words_is_read(text, score):
    assert read("severity", text) == score


@pytest.mark.parametrize(
    "text", ["", "11", "100", "-3", "20/10", "since 2019", "3 days", "two weeks", "i am 45", "L5 S1", "no", "😭", "i have 2 kids"]
)
def test_a_number_that_is_no_pain_score_is_none(text):
    assert read("severity", text) is None


def test_a_bare_number_in_a_long_message_is_no_pain_score():
    assert read("severity", "i went to the shop on bus number 9 and then my back started to hurt badly") is None


def test_severe_words_reach_the_limit_for_severe_and_mild_ones_do_not():
    (limit,) = [limit for limit in load().limits if limit.slot == "severity"]
    assert float(read("severity", "severe")) >= limit.at_least > float(read("severity", "moderate"))


# --- duration ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text,days",
    [
        ("3 days", "3"),
        ("three days", "3"),
        ("1 week", "7"),
        ("a week", "7"),
        ("about a week", "7"),
        ("2 weeks", "14"),
        ("2 wks", "14"),
        ("3weeks", "21"),
        ("10d", "10"),
        ("a fortnight", "14"),
        ("a couple of weeks", "14"),
        ("a month", "30"),
        ("6 months", "180"),
        ("5 years", "1825"),
        ("1.5 weeks", "10.5"),
        ("yesterday", "1"),
        ("since yesterday", "1"),
        ("this morning", "0"),
        ("just now", "0"),
        ("30 minutes", "0"),
        ("an hour", "0"),
        ("a few hours ago", "0"),
        ("since monday", "4"),
        ("last week", "7"),
        ("all my life", "365"),
        ("for ages", "365"),
        ("THREE WEEKS", "21"),
        ("three weks", "21"),
    ],
)
def test_a_duration_is_read_in_days(text, days):
    assert read("duration", text) == days


@pytest.mark.parametrize(
    "text,days", [("two or three weeks", "21"), ("2-3 weeks", "21"), ("1 to 2 weeks", "14"), ("2 or 3 months", "90")]
)
def test_of_two_durations_the_longer_counts(text, days):
    assert read("duration", text) == days


@pytest.mark.parametrize("text", ["", "7", "7/10", "no idea", "i am 50 years old", "im 34 yrs old", "she is a 7 year old"])
def test_what_is_no_duration_is_none(text):
    assert read("duration", text) is None


@given(
    st.integers(1, 99),
    st.sampled_from(["day", "week", "month", "year"]),
    st.sampled_from(["{} {}s", "for {} {}s", "{} {}s now", "about {} {}s"]),
)
def test_any_number_of_any_unit_is_read(count, unit, form):
    assert read("duration", form.format(count, unit)) == f"{count * PHRASES['units'][unit]:g}"


# --- all together --------------------------------------------------------------------------------------


def test_several_details_of_one_message_are_read():
    details = READER.read("my lower back, left side, since monday, 8/10")
    assert {detail.kind: detail.value for detail in details} == {
        "place": "lower_back",
        "side": "left",
        "duration": "4",
        "severity": "8",
    }


def test_a_detail_says_where_it_stands():
    text = "ouch,  LOWER  back, 7 out of 10"
    assert set(READER.read(text)) == {
        Detail("place", "lower_back", 7, 18),
        Detail("severity", "7", 20, 31),
    }


@pytest.mark.parametrize("kind", ["place", "side", "severity", "duration"])
def test_every_phrase_of_the_file_is_read_as_its_value(kind):
    listed = [(phrase, value) for value, phrases in PHRASES[kind].items() for phrase in phrases]
    assert [(phrase, value, read(kind, phrase)) for phrase, value in listed if read(kind, phrase) != value] == []


def test_every_place_that_a_limit_names_can_be_said():
    places = {value for limit in load().limits if limit.slot == "place" for value in limit.values}
    assert places
    assert places <= set(PHRASES["place"])


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["7", "10", "or", "weeks", "out of", "left", "back", "/", "-", "İ", "😭"])).map(" ".join)
)
def test_details_lie_in_the_text_and_each_kind_stands_once(text):
    details = READER.read(text)
    assert len({detail.kind for detail in details}) == len(details)
    assert all(0 <= detail.start < detail.end <= len(text) for detail in details)


@given(st.lists(st.sampled_from(["7", "10", "99", "or", "a", "out of", "/", "maybe", "zero", "nine", "."])).map(" ".join))
def test_a_severity_is_always_a_number_from_0_to_10(text):
    severity = read("severity", text)
    assert severity is None or 0 <= float(severity) <= 10


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("my back went 3 weeks ago, ive tried ice, its a 6", "6"),
        ("how bad? 7", "7"),
        ("it's about an 8 right now.", "8"),
        ("pain is 9, cant move", "9"),
        ("id say 4", "4"),
        ("lower right side, 8 outa 10", "8"),
        ("its sore, bout a 4", "4"),
        ("about 3 miles", None),
        ("its 3 am and i cant sleep", None),
        ("its 3 and i cant sleep", None),
        ("it is 5 days now", None),
        ("its 2.30, still awake", None),
    ],
)
def test_a_number_in_a_sentence_is_a_score_where_it_is_said_to_be_one(text, score):
    assert read("severity", text) == score


@pytest.mark.parametrize("text", ["im 30 weeks pregnant and my back hurts", "i am 50 years old", "12 wks pregnant"])
def test_an_age_is_no_duration(text):
    assert read("duration", text) is None
