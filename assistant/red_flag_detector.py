"""NLU component, last in the pipeline: red flags by rule and by the hearer, whatever the classifier said."""

from __future__ import annotations

import functools
import hashlib
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.hearer import Heard, shared_hearer, weights_hash
from assistant.intents import MAYBE_RED_FLAG, REPORT_RED_FLAG, next_best, set_intent
from assistant.sentence_featurizer import HEARD
from triage.context import Status
from triage.conversation import FINDINGS
from triage.decision import decide
from triage.detector import Finding, default_detector
from triage.hearing import default_thresholds, join
from triage.knowledge import FOLDER, load

REPORT_SYMPTOM = "report_symptom"
DANGER_HEARD = "danger_heard"
"""Key of a parsed message: the hearer's probability that a sign of danger is asserted in it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlagDetector(GraphComponent):
    """Sets the intent ``report_red_flag`` and one ``red_flag`` entity for each flag present.

    The rules read every message; the hearer's reading is joined to theirs by :mod:`triage.hearing`. Where a
    sign is only doubtful, or only the classifier took the message for an emergency, the intent becomes
    ``maybe_red_flag``: the assistant asks. No model can silence a rule. Config ``ask_above`` is the
    confidence from which the classifier alone brings a question.
    """

    def __init__(self, config: Dict[str, Any]) -> None:
        self._ask_above = config["ask_above"]
        self._detector = default_detector()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Defaults of the component."""
        return {"ask_above": 0.5}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> RedFlagDetector:
        """Make the component; its knowledge is read from ``triage``."""
        return cls(config)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str:
        """Retrain (and so re-validate) when any knowledge file changes."""
        return hashlib.sha256(
            b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.yml"))) + weights_hash().encode()
        ).hexdigest()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add findings, entities and, where one matters now, the intent."""
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        findings = self._findings(message)
        flags = load().red_flags
        present = [each for each in findings if each.status is Status.PRESENT and flags[each.flag].disposition]
        doubtful = [each for each in findings if each.status is Status.UNKNOWN and flags[each.flag].disposition]
        intent = message.get(INTENT) or {}
        message.set(FINDINGS, [each.as_dict() for each in findings], add_to_output=True)
        heard: Optional[Heard] = message.get(HEARD)
        message.set(DANGER_HEARD, round(heard.danger, 3) if heard else None, add_to_output=True)
        if present:
            entities = [
                {
                    "entity": "red_flag",
                    "value": each.flag,
                    "start": each.start,
                    "end": each.end,
                    "rule": each.rule,
                    "extractor": type(self).__name__,
                }
                for each in present
            ]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)
        if decide(findings, {}, load()).disposition is not None:
            set_intent(message, REPORT_RED_FLAG, 1.0)
        elif any((disposition := flags[each.flag].disposition) and disposition.interrupts for each in doubtful):
            set_intent(message, MAYBE_RED_FLAG, 1.0)
        elif intent.get("name") == REPORT_RED_FLAG and intent.get("confidence", 0.0) >= self._ask_above:
            set_intent(message, MAYBE_RED_FLAG, intent["confidence"])
        elif present and intent.get("name") in {REPORT_RED_FLAG, DEFAULT_NLU_FALLBACK_INTENT_NAME}:
            # "my son is 9 and his back hurts": a sign was told, if a lesser one, so the screening starts
            set_intent(message, REPORT_SYMPTOM, intent.get("confidence", 0.0))
        elif intent.get("name") == REPORT_RED_FLAG:
            # found by neither rules nor hearer, and the classifier itself only half believes it
            set_intent(message, *next_best(message))

    def _findings(self, message: Message) -> List[Finding]:
        """What the rules find, joined with what the hearer heard, where it read the message."""
        text = message.get(TEXT) or ""
        found = self._detector.detect(text)
        heard: Optional[Heard] = message.get(HEARD)
        if heard is None or not text.strip():
            return found
        words_of = functools.partial(shared_hearer().words_that_moved, text)
        return join(found, heard.present, heard.danger, default_thresholds(), _is_urgent, words_of, text)


def _is_urgent(finding: Finding) -> bool:
    return decide([finding], {}, load()).disposition is not None
