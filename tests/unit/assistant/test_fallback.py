"""Who is not understood hears likely meanings first, and then the way to help; never the same again and again."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from talk import text_of

from assistant.fallback import suggestions
from assistant.response_generator import ResponseGenerator


def understood(*guesses: tuple[str, float], topics: tuple[tuple[str, float], ...] = ()) -> dict:
    ranking = [{"intent_response_key": f"ask/{topic}", "confidence": confidence} for topic, confidence in topics]
    return {
        "intent": {"name": "nlu_fallback", "confidence": 0.7},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in (("nlu_fallback", 0.7), *guesses)],
        "response_selector": {"ask": {"ranking": ranking}},
    }


@pytest.fixture
def say(domain):
    async def reply(name: str, *turns: str, parse_data: dict | None = None) -> dict:
        """The reply ``name`` after earlier turns that ended in these responses."""
        tracker = DialogueStateTracker("person", domain.slots)
        for turn in turns:
            for event in (ActionExecuted("action_listen"), UserUttered("blub", {"name": "nlu_fallback"}), ActionExecuted(turn)):
                tracker.update(event, domain)
        data = {"intent": {"name": "nlu_fallback", "confidence": 0.7}, "entities": [], **(parse_data or {})}
        tracker.update(ActionExecuted("action_listen"), domain)
        tracker.update(UserUttered("blubber", data["intent"], [], data), domain)
        response = await ResponseGenerator(EndpointConfig(), domain).generate(name, tracker, "rest")
        assert response is not None
        return response

    return reply


@pytest.fixture
def words(domain):
    return lambda name: text_of(name, domain)


def titles(response: dict) -> list[str]:
    return [button["title"] for button in response["buttons"]]


# --- the first time --------------------------------------------------------------------------------------


async def test_the_likeliest_meanings_are_offered_as_buttons(say, words):
    data = understood(("ask", 0.2), ("report_symptom", 0.1), topics=(("ice", 0.6), ("heat", 0.3), ("sport", 0.1)))
    response = await say("utter_please_rephrase", parse_data=data)
    assert response["text"] == words("utter_did_you_mean")
    assert titles(response) == ["How to use ice", "Check my symptoms", "How to use heat"]


async def test_with_nothing_likely_other_words_are_asked_for(say, words):
    response = await say("utter_please_rephrase", parse_data=understood(("report_symptom", 0.01)))
    assert response["text"] == words("utter_please_rephrase")
    assert "Talk to a person" in titles(response)


def test_no_more_than_three_meanings_are_offered(domain):
    data = understood(("ask", 1.0), topics=(("ice", 0.3), ("heat", 0.2), ("sport", 0.2), ("sleep", 0.2)))
    assert len(suggestions(data, domain.responses)) == 3


def test_an_intent_without_a_button_is_passed_over(domain):
    assert suggestions(understood(("greet", 0.9), ("abuse", 0.4)), domain.responses) == []


def test_a_message_that_nothing_was_made_of_brings_no_button(domain):
    assert suggestions({}, domain.responses) == []


def test_the_buttons_of_the_domain_stay_as_they_are(domain):
    suggestions(understood(("report_symptom", 0.9)), domain.responses)[0]["title"] = "changed"
    assert suggestions(understood(("report_symptom", 0.9)), domain.responses)[0]["title"] == "Check my symptoms"


# --- the second time -------------------------------------------------------------------------------------


async def test_the_second_time_in_a_row_the_way_to_help_is_told(say, words):
    data = understood(("report_symptom", 0.2))
    response = await say("utter_please_rephrase", "utter_please_rephrase", parse_data=data)
    assert response["text"] == words("utter_not_understood_again")


async def test_in_the_screening_too(say, words):
    response = await say("utter_answer_the_question", "utter_answer_the_question")
    assert response["text"] == words("utter_question_stays_open")


async def test_the_first_time_in_the_screening_the_ways_to_answer_are_named(say, words):
    assert (await say("utter_answer_the_question"))["text"] == words("utter_answer_the_question")


async def test_after_a_message_that_was_understood_it_begins_anew(say, words):
    data = understood(("report_symptom", 0.2))
    response = await say("utter_please_rephrase", "utter_please_rephrase", "utter_thanks", parse_data=data)
    assert response["text"] == words("utter_did_you_mean")


@pytest.mark.parametrize("name", ["utter_not_understood_again", "utter_question_stays_open"])
def test_the_way_to_help_names_the_emergency_number_and_a_person(words, name):
    assert "emergency number" in words(name)
    assert "advice line" in words(name)
