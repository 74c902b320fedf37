from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.detail_extractor import DetailExtractor


def extracted(text: str | None, **properties) -> Message:
    return DetailExtractor().process([Message({TEXT: text, **properties})])[0]


def values(message: Message) -> dict[str, str]:
    return {each["entity"]: each["value"] for each in message.get(ENTITIES, [])}


def test_place_side_severity_and_duration_become_entities_with_canonical_values():
    text = "left lower back for 3 weeks, 7 out of 10"
    assert values(extracted(text)) == {"place": "lower_back", "side": "left", "duration": "21", "severity": "7"}


@pytest.mark.parametrize(("entity", "words"), [("place", "lower back"), ("duration", "3 weeks"), ("severity", "7 out of 10")])
def test_an_entity_marks_the_words_it_was_read_from(entity, words):
    text = "lower back for 3 weeks, 7 out of 10"
    found = next(each for each in extracted(text).get(ENTITIES) if each["entity"] == entity)
    assert text[found["start"] : found["end"]] == words


def test_entities_that_others_found_are_kept():
    red_flag = {"entity": "red_flag", "value": "kidney", "start": 0, "end": 1}
    assert values(extracted("in my neck", **{ENTITIES: [red_flag]})) == {"red_flag": "kidney", "place": "neck"}


def test_the_entities_reach_the_output_of_the_pipeline_and_say_who_found_them():
    entities = extracted("in my neck").as_dict(only_output_properties=True)[ENTITIES]
    assert [each["extractor"] for each in entities] == ["DetailExtractor"]


@pytest.mark.parametrize("text", ["", None, "hello", "🦵🦵", "\x00", "a" * 30_000], ids=lambda text: repr(text)[:20])
def test_a_message_without_details_is_left_unchanged(text):
    message = extracted(text)
    assert message.get(ENTITIES) is None


@pytest.mark.parametrize(
    ("payload", "entity", "value"),
    [("it started today", "duration", "0"), ("it started 2 months ago", "duration", "60"), ("9 out of 10", "severity", "9")],
)
def test_the_buttons_of_the_screening_are_read(payload, entity, value):
    assert values(extracted(payload))[entity] == value
