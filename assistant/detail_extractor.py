"""NLU component: entities for place, side, severity, duration, what was tried, and country."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from triage.countries import default_country_reader
from triage.details import default_reader
from triage.tried import default_tried_reader


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(GraphComponent):
    """Adds what :mod:`triage.details`, :mod:`triage.tried` and :mod:`triage.countries` read.

    Values are canonical ("3 weeks" -> ``21`` days).
    """

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> DetailExtractor:
        """Make the component; it has nothing to learn."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add one entity for each detail of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = [
                {
                    "entity": detail.kind,
                    "value": detail.value,
                    "start": detail.start,
                    "end": detail.end,
                    "extractor": "DetailExtractor",
                }
                for read in (default_reader().read, default_tried_reader().read, default_country_reader().read)
                for detail in read(text)
            ]
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
