"""How our NLU components overrule the classifier, so that every later reader sees the same intent."""

from __future__ import annotations

from typing import Tuple

from rasa.core.constants import DEFAULT_NLU_FALLBACK_THRESHOLD
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from triage.answers import Answer

ANSWERS = frozenset(answer.value for answer in Answer)
REPORT_RED_FLAG = "report_red_flag"
MAYBE_RED_FLAG = "maybe_red_flag"

_NO_SECOND_GUESS = frozenset({*ANSWERS, REPORT_RED_FLAG, MAYBE_RED_FLAG, DEFAULT_NLU_FALLBACK_INTENT_NAME})
"""Neither an answer nor a red flag is ever taken from a second guess: answers are told by rule, flags by the detector."""

_WORTH_TAKING = 0.3
"""A second guess with a smaller share of what is left to guess is no better than asking again."""


def set_intent(message: Message, name: str, confidence: float) -> None:
    """Put ``name`` first in both places that Rasa reads an intent from."""
    intent = {"name": name, "confidence": confidence}
    others = [ranked for ranked in message.get(INTENT_RANKING_KEY, []) if ranked["name"] != name]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)


def next_best(message: Message) -> Tuple[str, float]:
    """The classifier's best guess that is neither an answer nor a red flag, and its confidence; or the fallback."""
    others = [each for each in message.get(INTENT_RANKING_KEY, []) if each["name"] not in _NO_SECOND_GUESS]
    left = sum(each["confidence"] for each in others)
    if not left or others[0]["confidence"] / left < _WORTH_TAKING:
        return DEFAULT_NLU_FALLBACK_INTENT_NAME, DEFAULT_NLU_FALLBACK_THRESHOLD
    return others[0]["name"], others[0]["confidence"]
