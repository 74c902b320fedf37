from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.intents import next_best, set_intent


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


def guessed(**confidences: float) -> Message:
    return Message({TEXT: "words", INTENT_RANKING_KEY: [{"name": name, "confidence": c} for name, c in confidences.items()]})


def test_the_second_guess_is_the_likeliest_that_is_left():
    assert next_best(guessed(report_red_flag=0.4, ask=0.35, out_of_scope=0.2)) == ("ask", 0.35)


@pytest.mark.parametrize("answer", ["deny", "affirm", "unsure", "report_red_flag", "maybe_red_flag"])
def test_neither_an_answer_nor_a_red_flag_is_taken_from_a_second_guess(answer):
    assert next_best(guessed(**{answer: 0.5, "emotion": 0.3}))[0] == "emotion"


def test_a_second_guess_among_many_alike_is_no_better_than_asking_again():
    assert next_best(guessed(deny=0.4, ask=0.1, greet=0.1, thanks=0.1, emotion=0.1))[0] == "nlu_fallback"


def test_a_message_without_any_guess_is_asked_again():
    assert next_best(Message({TEXT: "words"}))[0] == "nlu_fallback"
