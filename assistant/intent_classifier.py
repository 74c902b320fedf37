"""NLU component: the intent, and which topic a question is about, in one regression over the hearer's vector.

For questions it also fills the message property ``response_selector`` in the form of Rasa's own
ResponseSelector, so that retrieval intents (``ask/ice``) and ``utter_ask`` work as documented.
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
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, RESPONSE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from assistant.sentence_featurizer import PART_VECTORS

PARTS = "parts"
"""Key of a parsed message that says several things: for each its ``start``, ``end``,
``intent``, ``confidence``, ``topic`` and ``topic_confidence``."""

_FILE = "intent_classifier.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Logistic regression among all intents, every topic of the retrieval intent counting as one.

    An intent's confidence is the sum over its topics. Told apart together, topics and talk were understood
    better than by one regression after another, and one costs half.
    """

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: LogisticRegression | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._classes = [] if model is None else [str(name) for name in model.classes_]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Defaults: the retrieval intent it serves, and the regression's regularisation and seed."""
        return {"retrieval_intent": "ask", "C": 1.0, "max_iter": 400, "random_state": 42, "ranking_length": 10}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> IntentClassifier:
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
    ) -> IntentClassifier:
        """Load the trained regression; only scikit-learn's own types are trusted."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, skops.io.load(folder / _FILE, trusted=[]))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples with an intent and store the result."""
        examples = training_data.intent_examples
        if examples:
            labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
            self._model = LogisticRegression(
                C=self._config["C"],
                max_iter=self._config["max_iter"],
                random_state=self._config["random_state"],
            ).fit(np.vstack([_vector(example) for example in examples]), labels)
            self._classes = [str(name) for name in self._model.classes_]
            with self._storage.write_to(self._resource) as folder:
                skops.io.dump(self._model, folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rasa asks trainable classifiers for this; nothing later needs the intents in training."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the ranked intents and topics to each message, and those of its parts where it has several."""
        for message in messages:
            if self._model is None or message.get(TEXT) is None:
                continue
            confidences = self._confidences(_vector(message))
            ranking = self._intents(confidences)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            if topics := self._topics(confidences):
                message.set(RESPONSE_SELECTOR_PROPERTY_NAME, topics, add_to_output=True)
            if parts := message.get(PART_VECTORS):
                message.set(PARTS, [self._part(*part) for part in parts], add_to_output=True)
        return messages

    def _part(self, start: int, end: int, vector: np.ndarray) -> Dict[str, Any]:
        """The likeliest intent of one part of a message and, where it is a question, the likeliest topic."""
        confidences = self._confidences(vector)
        intent = self._intents(confidences)[0]
        retrieval = self._config["retrieval_intent"]
        topic = self._topics(confidences).get(retrieval, {}).get(RESPONSE) if intent["name"] == retrieval else None
        return {
            "start": start,
            "end": end,
            "intent": intent["name"],
            "confidence": intent["confidence"],
            "topic": topic[INTENT_RESPONSE_KEY].split("/")[1] if topic else None,
            "topic_confidence": topic["confidence"] if topic else 0.0,
        }

    def _confidences(self, vector: np.ndarray) -> Dict[str, float]:
        """Probability of each label, shape (1, 384) in; of a text without a known word none is likely."""
        if self._model is None or not vector.any():
            return dict.fromkeys(self._classes, 0.0)
        return dict(zip(self._classes, self._model.predict_proba(vector)[0].tolist()))

    def _intents(self, confidences: Dict[str, float]) -> List[Dict[str, Any]]:
        summed: Dict[str, float] = {}
        for label, confidence in confidences.items():
            name = label.split("/")[0]
            summed[name] = summed.get(name, 0.0) + confidence
        best = sorted(summed.items(), key=lambda item: -item[1])[: self._config["ranking_length"]]
        return [{"name": name, "confidence": confidence} for name, confidence in best]

    def _topics(self, confidences: Dict[str, float]) -> Dict[str, Any]:
        intent = self._config["retrieval_intent"]
        topics = {label: confidence for label, confidence in confidences.items() if label.startswith(f"{intent}/")}
        if not topics:
            return {}
        total = sum(topics.values()) or 1.0
        best = sorted(topics.items(), key=lambda item: -item[1])[: self._config["ranking_length"]]
        ranking = [{"confidence": confidence / total, INTENT_RESPONSE_KEY: label} for label, confidence in best]
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
        raise ValueError("IntentClassifier needs a dense featurizer before it in the pipeline")
    return np.asarray(sentence.features)
