"""Response generator: after a referral, every answer begins with it until the person is getting help.

Set in ``endpoints.yml`` under ``nlg``. It only puts one response of ``domain.yml`` before another.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.referrals import reminder
from triage.disposition import Disposition

_SILENT = (
    "utter_emergency",
    "utter_urgent",
    "utter_still_",
    "utter_explain_",
    "utter_getting_help",
    "utter_ask_take_back",
    "utter_restart",
)
"""Beginnings of responses that are the referral, belong to it, or end it."""


class ReferralReminder(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, with the referral in front of the first reply of each turn."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The response named ``utter_action``, with the reminder first where one is due."""
        response = await super().generate(utter_action, tracker, output_channel, **kwargs)
        if response is None or not response.get("text") or not _is_due(utter_action, tracker):
            return response
        due = reminder(Disposition(tracker.get_slot("disposition")), tracker.get_slot("red_flags") or [])
        words = await super().generate(due, tracker, output_channel)
        if words is not None:
            response["text"] = f"{words['text']}\n\n{response['text']}"
        return response


def _is_due(utter_action: str, tracker: DialogueStateTracker) -> bool:
    told = tracker.get_slot("disposition")
    if not told or not Disposition(told).interrupts or tracker.get_slot("getting_help") or utter_action.startswith(_SILENT):
        return False
    if tracker.active_loop_name and told == Disposition.URGENT.value:
        return False  # it was said; the questions that look for something worse go on undisturbed
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return True
        if isinstance(event, BotUttered):
            return False  # said once in this turn already
    return False
