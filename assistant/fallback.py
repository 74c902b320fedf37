"""What is said to a message that was not understood: first likely meanings, then the way to help without us.

Two stages, and no third: whoever was not understood twice in a row is told when to get help and where a person is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, INTENT_RESPONSE_KEY

from assistant.tracker_reading import actions_of_last_turn

_AGAIN = {
    "utter_please_rephrase": "utter_not_understood_again",
    "utter_answer_the_question": "utter_question_stays_open",
}
"""Responses to a message that was not understood, and what is said instead when the one before was not either."""

DID_YOU_MEAN = "utter_did_you_mean"
_SUGGESTION = "utter_suggest_"
_QUESTIONS = "ask"
_SUGGESTED = 3
_LIKELY = 0.05
"""A guess below this would only puzzle."""


def stage(utter_action: str, tracker: DialogueStateTracker) -> str:
    """The response to say instead of ``utter_action``: itself, or the second stage."""
    if utter_action in _AGAIN and not _AGAIN.keys().isdisjoint(actions_of_last_turn(tracker)):
        return _AGAIN[utter_action]
    return utter_action


def suggestions(parse_data: Mapping[str, Any], responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Buttons for what the message most likely meant, the likeliest first.

    Args:
        parse_data: what the pipeline made of the message.
        responses: those of the domain; ``utter_suggest_<topic or intent>`` carries a button.
    """
    ranked = sorted(_guesses(parse_data), key=lambda guess: -guess[1])
    named = (responses.get(f"{_SUGGESTION}{name}") for name, confidence in ranked if confidence >= _LIKELY)
    buttons = [dict(button) for variants in named if variants for button in variants[0]["buttons"]]
    return buttons[:_SUGGESTED]


def _guesses(parse_data: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Topics and intents with how likely each is meant."""
    for guess in parse_data.get(INTENT_RANKING_KEY) or []:
        if guess["name"] != _QUESTIONS:
            yield guess["name"], guess["confidence"]
            continue
        topics = (parse_data.get(RESPONSE_SELECTOR_PROPERTY_NAME) or {}).get(_QUESTIONS, {}).get("ranking", [])
        for topic in topics:
            yield topic[INTENT_RESPONSE_KEY].split("/")[1], guess["confidence"] * topic["confidence"]
