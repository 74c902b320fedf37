"""Slips of the thumb and joined messages, as training sees them."""

from __future__ import annotations

import random

import pytest

from hearer.messages import LabelledMessage
from hearer.mixing import MIXED, sometimes_joined
from hearer.slips import mistype

DANGER = LabelledMessage("i wet myself", {"bladder_bowel": "present"}, "report_red_flag", "someone")
DENIED = LabelledMessage(
    "no leaks and no fever", {"bladder_bowel": "absent", "fever_infection": "absent"}, "report_symptom", "someone"
)
PLAIN = LabelledMessage("my back hurts", {}, "report_symptom", "someone")


def joined(message: LabelledMessage, other: LabelledMessage) -> LabelledMessage:
    results = (sometimes_joined(message, [other], random.Random(seed)) for seed in range(50))
    return next(each for each in results if each != message)


def test_one_message_in_five_is_joined():
    chance = random.Random(1)
    assert sum(sometimes_joined(PLAIN, [DENIED], chance) != PLAIN for _ in range(2000)) == pytest.approx(400, rel=0.15)


def test_danger_joined_with_anything_is_danger():
    both = joined(PLAIN, DANGER)
    assert both.danger
    assert both.intent == "report_red_flag"
    assert "i wet myself" in both.text
    assert "my back hurts" in both.text


def test_what_is_asserted_once_is_asserted():
    assert joined(DENIED, DANGER).flags == {"bladder_bowel": "present", "fever_infection": "absent"}


def test_two_harmless_messages_teach_no_intent():
    both = joined(PLAIN, DENIED)
    assert both.intent == MIXED
    assert not both.danger


def test_a_long_message_is_left_alone():
    long = LabelledMessage("word " * 60, {}, "report_symptom", "someone")
    assert all(sometimes_joined(long, [PLAIN], random.Random(seed)) == long for seed in range(50))


def test_most_messages_are_mistyped_and_the_same_seed_slips_the_same_way():
    text = "I can't feel my leg, since Monday"
    slipped = [mistype(text, random.Random(seed)) for seed in range(100)]
    assert 20 < slipped.count(text) < 60
    assert slipped == [mistype(text, random.Random(seed)) for seed in range(100)]


@pytest.mark.parametrize("text", ["", "a", "🦵", "ok"])
def test_the_shortest_text_survives(text):
    for seed in range(50):
        assert len(mistype(text, random.Random(seed))) <= len(text) + 1
