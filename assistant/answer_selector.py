"""NLU component: which topic an information question is about.

Fills the message property ``response_selector`` in the form of Rasa's own ResponseSelector, so that
retrieval intents (``ask/ice``) and ``utter_ask`` work as documented, without TensorFlow at message time.
"""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY, RESPONSE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

_FILE = "answer_selector.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerSelector(GraphComponent):
    """Logistic regression over the sentence vector among the topics of one retrieval intent."""

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: LogisticRegression | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Defaults: the retrieval intent it serves, and the regression's regularisation and seed."""
        return {"retrieval_intent": "ask", "C": 5.0, "random_state": 42, "ranking_length": 5}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> AnswerSelector:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerSelector:
        """Load the trained regression; only scikit-learn's own types are trusted."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, skops.io.load(folder / _FILE, trusted=[]))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples of the retrieval intent and store the result."""
        wanted = self._config["retrieval_intent"] + "/"
        examples = [e for e in training_data.intent_examples if (e.get(INTENT_RESPONSE_KEY) or "").startswith(wanted)]
        if examples:
            self._model = LogisticRegression(
                C=self._config["C"], class_weight="balanced", max_iter=1000, random_state=self._config["random_state"]
            ).fit(np.vstack([_vector(e) for e in examples]), [e.get(INTENT_RESPONSE_KEY) for e in examples])
            with self._storage.write_to(self._resource) as folder:
                skops.io.dump(self._model, folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rasa asks trainable classifiers for this; nothing later needs the selection in training."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the ranked topics to each message."""
        for message in messages:
            if self._model is not None and message.get(TEXT):
                message.set(RESPONSE_SELECTOR_PROPERTY_NAME, self._selection(message), add_to_output=True)
        return messages

    def _selection(self, message: Message) -> Dict[str, Any]:
        assert self._model is not None
        confidences = self._model.predict_proba(_vector(message))[0]
        best = np.argsort(-confidences)[: self._config["ranking_length"]]
        ranking = [{"confidence": float(confidences[i]), INTENT_RESPONSE_KEY: str(self._model.classes_[i])} for i in best]
        intent = self._config["retrieval_intent"]
        return {
            "all_retrieval_intents": [intent],
            intent: {
                RESPONSE: {**ranking[0], "responses": [], "utter_action": f"utter_{ranking[0][INTENT_RESPONSE_KEY]}"},
                "ranking": ranking,
            },
        }


def _vector(message: Message) -> np.ndarray:
    """The sentence vector of a message, shape (1, 384)."""
    _, sentence = message.get_dense_features(attribute=TEXT)
    if sentence is None:
        raise ValueError("AnswerSelector needs a dense featurizer before it in the pipeline")
    return np.asarray(sentence.features)
