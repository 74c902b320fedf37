"""How our NLU components overrule the classifier, so that every later reader sees the same intent."""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message


def set_intent(message: Message, name: str, confidence: float) -> None:
    """Put ``name`` first in both places that Rasa reads an intent from."""
    intent = {"name": name, "confidence": confidence}
    others = [ranked for ranked in message.get(INTENT_RANKING_KEY, []) if ranked["name"] != name]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
