"""NLU component: one reading of the whole message by the hearer, for the classifiers and the red flags."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.hearer import Heard, shared_hearer, weights_hash
from triage.detector import default_detector
from triage.hearing import default_thresholds
from triage.questions import default_question_reader

HEARD = "heard"
"""Property of a message under which the hearer's reading is left for the red-flag detector."""

PART_VECTORS = "part_vectors"
"""Property of a message that says several things: for each its start, its end and its sentence vector, shape (1, 384)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Reads each message after spelling repair; see :mod:`assistant.hearer`.

    Config ``scale`` stretches the unit vector: logistic regression regularises by size, so a short vector
    gives hesitant guesses. 6 did better than 3 on the held-out messages.
    """

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._scale: float = config["scale"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Defaults of the component."""
        return {**DenseFeaturizer.get_default_config(), "scale": 6.0}

    @classmethod
    def required_components(cls) -> List[Type]:
        """What must stand before it in the pipeline."""
        return [Tokenizer]

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing beyond the defaults."""

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceFeaturizer:
        """Make the component; the weights are shared by the whole process."""
        return cls(config, execution_context.node_name)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str:
        """Retrain when the weights change."""
        return weights_hash()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the sentence vector to each message that has text."""
        for message in messages:
            self._read_whole(message)
            self._read_parts(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the sentence vector to the training examples."""
        for example in training_data.training_examples:
            self._read_whole(example)
        return training_data

    def _read_whole(self, message: Message) -> None:
        text = message.get(TEXT)
        if text is None:
            return
        heard = shared_hearer().hear(default_detector().repaired(text))
        message.set(HEARD, heard)
        message.add_features(Features(self._scaled(heard.vector), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def _read_parts(self, message: Message) -> None:
        """Two questions in one message have two answers, and the vector of the whole lies between them.

        Not where danger is heard: the referral is then the only answer, and each part costs as much as the whole.
        """
        heard_whole: Optional[Heard] = message.get(HEARD)
        if heard_whole is None or heard_whole.danger >= default_thresholds().alarm_above:
            return
        text = message.get(TEXT)
        parts = default_question_reader().parts(text)
        if len(parts) > 1:
            heard = (shared_hearer().hear(default_detector().repaired(text[start:end])) for start, end in parts)
            message.set(PART_VECTORS, [(*part, self._scaled(each.vector)) for part, each in zip(parts, heard)])

    def _scaled(self, vector: np.ndarray) -> np.ndarray:
        return vector[None, :] * self._scale
