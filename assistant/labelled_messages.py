"""Training data importer: the intents of ``hearer/messages``, beside the examples of ``data/``.

Set in ``config.yml``. A labelled message has one home, and teaches both the hearer and the intent classifier.
"""

from __future__ import annotations

import hashlib
from typing import Any, Dict, List, Optional, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from hearer.messages import LabelledMessage, read_messages

_ALARMS_KEPT = 0.25
"""Share of the red-flag reports that teach the classifier: they are told by rules and hearer, and are many."""


class LabelledMessages(TrainingDataImporter):
    """Adds nothing but NLU examples."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
    ) -> None:
        """The paths are Rasa's; the messages lie in a folder of their own."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """One example a message."""
        return TrainingData([Message.build(each.text, each.intent) for each in read_messages() if _is_kept(each)])

    def get_domain(self) -> Domain:
        """Nothing."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """Nothing."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """Nothing."""
        return StoryGraph([])

    def get_config(self) -> Dict[str, Any]:
        """Nothing."""
        return {}

    def get_config_file_for_auto_config(self) -> Optional[str]:
        """None."""
        return None


def _is_kept(message: LabelledMessage) -> bool:
    if message.intent != "report_red_flag":
        return bool(message.intent)
    return hashlib.sha256(message.text.encode()).digest()[0] < _ALARMS_KEPT * 256
