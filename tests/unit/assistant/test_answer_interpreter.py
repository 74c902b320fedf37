"""Answers are read by rule: a model never turns words into a no to an emergency question."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.answer_interpreter import AnswerInterpreter

FALLBACK = "nlu_fallback"
ANSWERS = ["affirm", "deny", "unsure", "hedged_no"]


def interpreted(text: str | None, intent: str, confidence: float = 0.9, then=(), **config) -> Message:
    ranking = [{"name": name, "confidence": sure} for name, sure in [(intent, confidence), *then]]
    message = Message({TEXT: text, INTENT: ranking[0], INTENT_RANKING_KEY: ranking})
    return AnswerInterpreter({**AnswerInterpreter.get_default_config(), **config}).process([message])[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", "affirm"),
        ("Yeah!!", "affirm"),
        ("a little", "affirm"),
        ("👍", "affirm"),
        ("no", "deny"),
        ("None of these", "deny"),
        ("nope, all good", "deny"),
        ("not really", "hedged_no"),
        ("i dont think so", "hedged_no"),
        ("no, but my leg tingles a bit", "hedged_no"),
        ("not sure", "unsure"),
        ("no idea", "unsure"),
        ("yes and no", "unsure"),
        ("?", "unsure"),
    ],
)
@pytest.mark.parametrize("heard", ["deny", "affirm", "greet", FALLBACK])
def test_a_plain_answer_is_set_whatever_the_classifier_heard(text, answer, heard):
    message = interpreted(text, heard, 0.99)
    assert message.get(INTENT) == {"name": answer, "confidence": 1.0}
    assert message.get(INTENT_RANKING_KEY)[0]["name"] == answer


NO_PLAIN_NO = [
    "I don't follow",
    "i dont get it",
    "why do you ask",
    "huh",
    "not falling. wobbly",
    "no sorry yes it leaks",
    "no wait actually yes",
    "I wouldn't say no",
    "dont own a thermometer",
    "the feeling there is normal as ever",
]


@pytest.mark.parametrize("text", NO_PLAIN_NO)
@pytest.mark.parametrize("confidence", [0.3, 0.95, 1.0])
def test_a_no_that_only_the_classifier_heard_never_answers_a_question(text, confidence):
    assert interpreted(text, "deny", confidence).get(INTENT)["name"] == FALLBACK


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_the_classifier_hardly_heard_is_not_taken(answer):
    message = interpreted("it was like that with my legs as normal as they get", answer, 0.69)
    assert message.get(INTENT)["name"] == FALLBACK
    assert message.get(INTENT_RANKING_KEY)[0]["name"] == FALLBACK


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_classifiers_next_guess_that_is_no_answer_takes_the_place_of_one_not_taken(answer):
    message = interpreted("it was like that with my legs", answer, 0.4, then=[("unsure", 0.3), ("report_symptom", 0.2)])
    assert message.get(INTENT) == {"name": "report_symptom", "confidence": 0.2}


def test_a_next_guess_that_is_hardly_one_is_not_taken_either():
    others = [("report_symptom", 0.1), ("greet", 0.1), ("ask", 0.1), ("thanks", 0.1)]
    message = interpreted("it was like that with my legs", "affirm", 0.6, then=others)
    assert message.get(INTENT)["name"] == FALLBACK


def test_the_only_other_guess_is_taken_however_faint():
    message = interpreted("everything down there works as it should", "deny", 0.95, then=[("report_symptom", 0.02)])
    assert message.get(INTENT)["name"] == "report_symptom"


@pytest.mark.parametrize("answer", ["affirm", "unsure", "hedged_no"])
def test_a_confident_answer_other_than_no_stands(answer):
    assert interpreted("it was there this morning when i got up", answer, 0.7).get(INTENT)["name"] == answer


def test_the_confidence_from_which_it_trusts_can_be_set():
    text = "it was there this morning when i got up"
    assert interpreted(text, "affirm", 0.5, trust_above=0.4).get(INTENT)["name"] == "affirm"
    assert interpreted(text, "affirm", 0.5, trust_above=0.6).get(INTENT)["name"] == FALLBACK


@pytest.mark.parametrize("intent", ["greet", "report_symptom", "ask", "report_red_flag"])
@pytest.mark.parametrize("confidence", [0.1, 0.95])
def test_what_is_no_answer_is_left_alone(intent, confidence):
    message = interpreted("my back went into spasm when i lifted the bin", intent, confidence)
    assert message.get(INTENT) == {"name": intent, "confidence": confidence}


@pytest.mark.parametrize("text", ["\x00", "🦵" * 500, "yes " * 100])
def test_odd_input_is_no_answer(text):
    assert interpreted(text, "greet").get(INTENT)["name"] == "greet"


@pytest.mark.parametrize("text", ["", "  ", "\n", None])
@pytest.mark.parametrize("heard", ["greet", "affirm", "deny"])
def test_saying_nothing_is_not_understood_whatever_the_classifier_heard(text, heard):
    assert interpreted(text, heard, 0.99).get(INTENT)["name"] == FALLBACK


def test_a_message_that_no_classifier_saw_is_read():
    message = Message({TEXT: "none of these"})
    AnswerInterpreter(AnswerInterpreter.get_default_config()).process([message])
    assert message.get(INTENT) == {"name": "deny", "confidence": 1.0}


# --- questions that hold a yes or no ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["lifting ok, yes or no", "hot water bottle, yes or no", "bed rest or not really?"])
def test_a_sure_question_stays_one_though_a_yes_or_no_stands_in_it(text):
    assert interpreted(text, "ask", 0.97).get(INTENT)["name"] == "ask"


@pytest.mark.parametrize(("text", "meant"), [("no", "deny"), ("not really", "hedged_no"), ("yes it is", "affirm")])
def test_an_answer_at_the_head_of_a_message_is_one_whatever_the_classifier_says(text, meant):
    assert interpreted(text, "ask", 0.97).get(INTENT)["name"] == meant


def test_an_unsure_guess_at_a_question_leaves_the_answer():
    assert interpreted("lifting ok, yes or no", "ask", 0.6).get(INTENT)["name"] != "ask"
