"""NLU component: follow-ups, messages that lean on the answer before them ("and how long?", "says who?")."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from triage.questions import default_question_reader

FOLLOW_UP = "follow_up"
"""Key of a parsed message: a value of :class:`triage.questions.FollowUp`, or absent."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowUpReader(GraphComponent):
    """Marks follow-ups and leaves the intent alone: only the conversation tells what a "why?" is about."""

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> FollowUpReader:
        """Make the component; it has nothing to learn."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the kind of follow-up to each message that is one."""
        for message in messages:
            kind = default_question_reader().follow_up(message.get(TEXT) or "")
            if kind is not None:
                message.set(FOLLOW_UP, kind.value, add_to_output=True)
        return messages
