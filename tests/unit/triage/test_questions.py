"""Follow-ups have no subject of their own; several things in one message are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.questions import MOST_PARTS, FollowUp, default_question_reader

READER = default_question_reader()

FOLLOW_UPS = {
    FollowUp.HOW_LONG: ["and how long?", "how long for", "for how many minutes do i keep it on", "how lnog"],
    FollowUp.HOW_OFTEN: ["how often", "and how many times a day should i do it", "How often then??"],
    FollowUp.HOW: ["how do i do that", "how exactly", "can you show me how"],
    FollowUp.WHY: ["why", "why?", "but why tho", "WHY NOT", "what's the point"],
    FollowUp.SOURCE: ["where is that from", "says who", "who says so?", "source?", "is that true", "any evidence for that"],
    FollowUp.SIMPLER: ["say it simpler", "too long", "can you put that in plain english please", "shorter pls", "tldr"],
    FollowUp.AGAIN: ["repeat that", "say that again please", "pardon?", "come again"],
    FollowUp.MORE: ["tell me more", "go on", "more details please", "what else"],
}
OF_THEIR_OWN = [
    "how long does a spasm last",
    "how long should i ice it",
    "why does my back lock up",
    "why is ice good",
    "what about heat",
    "how often can i take ibuprofen",
    "is it true that bed rest is bad",
    "repeat prescription",
    "more pain today",
    "my back hurts",
    "how do i get out of bed",
    "too long sitting and it locked",
    "again, i can not feel my legs",
    "",
    "?",
]


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in FOLLOW_UPS.items() for text in texts])
def test_a_follow_up_is_recognised(text, kind):
    assert READER.follow_up(text) is kind


@pytest.mark.parametrize("text", OF_THEIR_OWN)
def test_a_message_with_a_subject_of_its_own_is_no_follow_up(text):
    assert READER.follow_up(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("can i work and can i drive?", ["can i work", "can i drive?"]),
        ("how long will it last? should i see a doctor", ["how long will it last?", "should i see a doctor"]),
        ("my back is killing me, can i use heat", ["my back is killing me", "can i use heat"]),
        ("ice or heat, and also what about sleep", ["ice or heat", "what about sleep"]),
    ],
)
def test_what_is_said_beside_one_another_is_told_apart(text, parts):
    assert [text[start:end].strip() for start, end in READER.parts(text)] == parts


@pytest.mark.parametrize("text", ["can i walk and run", "ice and heat", "my back hurts", "is it my back or my hip", ""])
def test_one_thing_stays_in_one_piece(text):
    assert READER.parts(text) == [(0, len(text))]


def test_a_story_is_read_as_a_whole():
    story = "i bent down. " * (MOST_PARTS + 1)
    assert READER.parts(story) == [(0, len(story))]


@given(st.text(max_size=300))
def test_parts_lie_in_order_within_the_text(text):
    ends = [place for part in READER.parts(text) for place in part]
    assert ends == sorted(ends)
    assert 0 <= ends[0] <= ends[-1] <= len(text)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    assert READER.follow_up(text) in {None, *FollowUp}
