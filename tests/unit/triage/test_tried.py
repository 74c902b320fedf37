from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.tried import default_tried_reader

READER = default_tried_reader()


def tried(text: str) -> list[str]:
    return [detail.value for detail in READER.read(text)]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("i tried ice and heat already", ["ice", "heat"]),
        ("took 2 ibuprofen this morning", ["tablets"]),
        ("been lying on a hot water bottle all day", ["heat"]),
        ("iced it last night", ["ice"]),
        ("ice didnt help", ["ice"]),
        ("heat helped a bit", ["heat"]),
        ("i have been resting", ["rest"]),
        ("used voltarol gel, no luck", ["cream"]),
        ("tryed ibuprofin", ["tablets"]),
    ],
)
def test_what_was_done_is_read(text, things):
    assert tried(text) == things


@pytest.mark.parametrize(
    "text",
    [
        "should i use ice",
        "i havent tried heat",
        "can i take ibuprofen",
        "what if i took ibuprofen",
        "do i need ice",
        "i want to try heat",
        "pain on walking",
        "does heat help",
        "without ice it is worse",
    ],
)
def test_what_is_asked_planned_or_denied_was_not_tried(text):
    assert tried(text) == []


def test_a_question_behind_a_report_does_not_undo_it():
    assert tried("i used a heat pad. should i try ice?") == ["heat"]


def test_the_place_of_the_words_is_kept():
    text = "I tried an ICE pack"
    assert [text[each.start : each.end] for each in READER.read(text)] == ["ICE pack"]


def test_everything_that_can_be_tried_can_be_said_back():
    words = read_yaml(FOLDER / "tried.yml")
    assert set(words["in_words"]) == set(words["things"])
    assert set(words["done_words"]) <= set(words["things"])


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    assert all(0 <= each.start < each.end <= len(text) for each in READER.read(text))
