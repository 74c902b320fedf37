from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.intents import set_intent


def ranked(*names: str) -> Message:
    ranking = [{"name": name, "confidence": 0.5} for name in names]
    return Message({TEXT: "words", INTENT: ranking[0], INTENT_RANKING_KEY: ranking})


def test_the_intent_stands_first_in_both_places_that_rasa_reads():
    message = ranked("greet", "deny")
    set_intent(message, "report_red_flag", 1.0)
    assert message.get(INTENT) == {"name": "report_red_flag", "confidence": 1.0}
    assert [each["name"] for each in message.get(INTENT_RANKING_KEY)] == ["report_red_flag", "greet", "deny"]


def test_an_intent_that_was_ranked_before_is_not_ranked_twice():
    message = ranked("greet", "deny")
    set_intent(message, "deny", 1.0)
    assert message.get(INTENT_RANKING_KEY) == [{"name": "deny", "confidence": 1.0}, {"name": "greet", "confidence": 0.5}]


def test_a_message_that_no_classifier_saw_gets_an_intent():
    message = Message({TEXT: "words"})
    set_intent(message, "affirm", 0.4)
    assert message.get(INTENT_RANKING_KEY) == [{"name": "affirm", "confidence": 0.4}]


def test_the_intent_reaches_the_output_of_the_pipeline():
    message = Message({TEXT: "words"})
    set_intent(message, "affirm", 1.0)
    assert message.as_dict(only_output_properties=True)[INTENT]["name"] == "affirm"
    assert message.as_dict(only_output_properties=True)[INTENT_RANKING_KEY][0]["name"] == "affirm"
