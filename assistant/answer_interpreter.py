"""NLU component: settle yes, no, hedged no and not sure by rule, not by model."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.intents import ANSWERS, next_best, set_intent
from triage.answers import Answer, default_answer_reader

_LONGEST_HEAD = 3
"""Words at the beginning of a message in which an answer would stand ("not that i know ...")."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerInterpreter(GraphComponent):
    """Sets the intent of plain answers, and refuses answers that only the classifier heard.

    A classifier that takes "not falling. wobbly" for *no* would close an emergency question with an answer
    nobody gave, and one that takes "why do you ask" for *not sure* would send someone to hospital. So its
    ``deny`` never stands, and any other answer of its only above ``trust_above``. On the development answers
    its lone ``deny`` was right 7 times and wrong 8; the rule's was right 17 times of 17. A message that the
    classifier takes for a question above ``question_above`` stays one where no answer stands at its head:
    "lifting ok, yes or no" answers nothing.
    """

    def __init__(self, config: Dict[str, Any]) -> None:
        self._trust_above: float = config["trust_above"]
        self._question_above: float = config["question_above"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Defaults of the component."""
        return {"trust_above": 0.7, "question_above": 0.9}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> AnswerInterpreter:
        """Make the component; it has nothing to learn."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Overwrite the classifier's intent where the words decide."""
        for message in messages:
            text = message.get(TEXT) or ""
            predicted = message.get(INTENT) or {}
            answer = None if self._is_surely_a_question(text, predicted) else default_answer_reader().read(text)
            if not text.strip():
                set_intent(message, DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0)
            elif answer is not None:
                set_intent(message, answer.value, 1.0)
            elif predicted.get("name") in ANSWERS:
                trusted = predicted["name"] != Answer.NO.value and predicted.get("confidence", 0.0) >= self._trust_above
                if not trusted:
                    set_intent(message, *next_best(message))
        return messages

    def _is_surely_a_question(self, text: str, predicted: Dict[str, Any]) -> bool:
        if predicted.get("name") != "ask" or predicted.get("confidence", 0.0) < self._question_above:
            return False
        words = text.split()
        heads = (" ".join(words[:count]) for count in range(1, _LONGEST_HEAD + 1))
        return len(words) > 1 and all(default_answer_reader().read(head) is None for head in heads)
