"""The labelled messages as Rasa's training data."""

from __future__ import annotations

from collections import Counter

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT

from assistant.labelled_messages import LabelledMessages
from hearer.messages import read_messages


@pytest.fixture(scope="module")
def examples():
    return LabelledMessages().get_nlu_data().training_examples


def test_every_ordinary_message_teaches_its_intent(examples):
    ordinary = [each for each in read_messages() if each.intent not in {"", "report_red_flag"}]
    taught = {each.get(TEXT): each.get(INTENT_RESPONSE_KEY) or each.get(INTENT) for each in examples}
    assert {each.text for each in ordinary} <= taught.keys()


def test_a_question_teaches_its_topic(examples):
    asked = [each for each in examples if each.get(INTENT) == "ask"]
    assert asked
    assert all(each.get(INTENT_RESPONSE_KEY).startswith("ask/") for each in asked)


def test_some_of_the_alarms_teach_what_an_alarm_is(examples):
    alarms = Counter(each.get(INTENT) == "report_red_flag" for each in examples)[True]
    all_alarms = sum(each.intent == "report_red_flag" for each in read_messages())
    assert 0.2 < alarms / all_alarms < 0.3


def test_it_adds_nothing_else():
    importer = LabelledMessages()
    assert importer.get_domain().is_empty()
    assert importer.get_stories().story_steps == []
    assert importer.get_conversation_tests().story_steps == []
    assert importer.get_config() == {}
    assert importer.get_config_file_for_auto_config() is None
