"""NLU component: one reading of the whole message by the hearer, for the classifiers and the red flags."""

from __future__ import annotations

from typing import Any, Dict, List, Type

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

from assistant.hearer import shared_hearer, weights_hash
from triage.detector import default_detector

HEARD = "heard"
"""Property of a message under which the hearer's reading is left for the red-flag detector."""


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
            text = message.get(TEXT)
            if text is not None:
                heard = shared_hearer().hear(default_detector().repaired(text))
                message.set(HEARD, heard)
                message.add_features(Features(heard.vector[None, :] * self._scale, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the sentence vector to the training examples."""
        self.process(training_data.training_examples)
        return training_data
