from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.follow_up_reader import FOLLOW_UP, FollowUpReader


@pytest.mark.parametrize(("text", "kind"), [("and how long?", "how_long"), ("says who", "source"), ("my back hurts", None)])
def test_a_follow_up_is_marked_and_the_intent_left_alone(text, kind):
    message = Message({TEXT: text, INTENT: {"name": "ask"}}, output_properties={TEXT, INTENT})
    FollowUpReader().process([message])
    assert message.as_dict(only_output_properties=True).get(FOLLOW_UP) == kind
    assert message.get(INTENT) == {"name": "ask"}


def test_a_message_without_text_is_passed_on():
    message = Message({})
    assert FollowUpReader().process([message]) == [message]
