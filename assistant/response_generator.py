"""Response generator: says a response of ``domain.yml`` in the way that the conversation so far calls for.

Set in ``endpoints.yml`` under ``nlg``. It puts what must be said first in front of the first reply of a turn:
after a referral the referral again, until the person is getting help; before an answer about an imagined
danger sign what to do if it comes true; before a question that an answer interrupted the way back to it; before
advice what it rests on. It says other words to who was not understood twice, and names the numbers to call in
the country of the person, as far as that is known.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.answering import SOURCES, Responses, answered_this_turn, sources_said_before
from assistant.fallback import DID_YOU_MEAN, stage, suggestions
from assistant.recap import recap
from assistant.referrals import HELP_COMES, help_comes, reminder
from assistant.tracker_reading import country, signs_latest_first
from triage.context import Status
from triage.conversation import findings_of
from triage.disposition import Disposition
from triage.emergency_numbers import load_numbers
from triage.knowledge import load

_NEEDS_NO_LEAD = (
    "utter_emergency",
    "utter_urgent",
    "utter_still_",
    "utter_explain_red_flags",
    "utter_explain_checklist",
    "utter_explain_limits",
    "utter_explain_unasked",
    "utter_which_",
    "utter_getting_help",
    "utter_ask_take_back",
    "utter_restart",
)
"""Beginnings of responses that are the referral, belong to it, or end it."""

IF_IT_COMES_TRUE = "utter_if_it_comes_true"
BACK_TO_THE_CHECK = "utter_back_to_the_check"
WHAT_YOU_TOLD_ME = "utter_recap"
_MIND = "utter_mind_"
_WRITTEN_FOR_MOST = ("utter_ask/", "utter_follow_up_")
_RESTS_ON_WHAT_WAS_TOLD = ("utter_care_plan", "utter_already_checked")
_SOURCES_NAMED = 5
PLEASE_REPHRASE = "utter_please_rephrase"


class ResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, with a leading sentence where one is due, a fallback of two stages, and numbers to call."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The response named ``utter_action``, with its lead in front and its blanks filled."""
        leads = _leads(utter_action, tracker, self.responses)
        blanks = {**kwargs, **load_numbers().words(*country(tracker))}
        if utter_action == SOURCES:
            blanks["source_names"] = _source_names(tracker)
        if WHAT_YOU_TOLD_ME in (utter_action, *leads):
            blanks["recap"] = recap(tracker)
        response = await self._staged(utter_action, tracker, output_channel, **blanks)
        if response is None or not response.get("text") or not leads:
            return response
        say = super().generate
        said = [words for lead in leads if (words := await say(lead, tracker, output_channel, **blanks))]
        response["text"] = "\n\n".join([*(words["text"] for words in said), response["text"]])
        # for channels that show the two apart
        response["lead"] = {"utter_action": leads[0], "text": said[0]["text"], "buttons": said[0].get("buttons")}
        # "I am getting help" ends the reminders, so it must be within reach of each
        response["buttons"] = [*(said[0].get("buttons") or [])[:1], *(response.get("buttons") or [])]
        return response

    async def _staged(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The response, or what is said instead to a message that was not understood."""
        name = help_comes(signs_latest_first(tracker)) if utter_action == HELP_COMES else stage(utter_action, tracker)
        buttons = (
            suggestions(tracker.latest_message.parse_data, self.responses)
            if name == PLEASE_REPHRASE and tracker.latest_message
            else []
        )
        response = await super().generate(DID_YOU_MEAN if buttons else name, tracker, output_channel, **kwargs)
        if response is not None and buttons:
            response["buttons"] = buttons
        return response


def _source_names(tracker: DialogueStateTracker) -> str:
    """Titles and years of the sources of what was said last, the main ones."""
    return "; ".join(load().cited(source) for source in sources_said_before(tracker)[:_SOURCES_NAMED])


def _leads(utter_action: str, tracker: DialogueStateTracker, responses: Responses) -> list[str]:
    """Names of the responses that must come first, the most important before the others."""
    if utter_action in _RESTS_ON_WHAT_WAS_TOLD and recap(tracker):
        return [WHAT_YOU_TOLD_ME]
    if utter_action == f"utter_ask_{tracker.get_slot(REQUESTED_SLOT)}" and answered_this_turn(tracker):
        return [BACK_TO_THE_CHECK]
    if utter_action.startswith(_NEEDS_NO_LEAD) or not _is_first_reply(tracker):
        return []
    told = tracker.get_slot("disposition")
    mind = _word_of_care(utter_action, tracker, responses)
    if told and Disposition(told).interrupts:
        checking_further = tracker.active_loop_name and told == Disposition.URGENT.value
        due = not (tracker.get_slot("getting_help") or checking_further)
        return [*([reminder(Disposition(told), signs_latest_first(tracker))] if due else []), *mind]
    return [IF_IT_COMES_TRUE] if _imagines_danger(tracker) else mind


def _word_of_care(utter_action: str, tracker: DialogueStateTracker, responses: Responses) -> list[str]:
    """``utter_mind_<red flag>`` before an answer that was not written for who has that, such as a pregnancy."""
    made_for = (responses.get(utter_action) or [{}])[0].get("metadata", {}).get("instead_where_present")
    if not utter_action.startswith(_WRITTEN_FOR_MOST) or made_for:
        return []
    return [name for flag in signs_latest_first(tracker) if (name := f"{_MIND}{flag}") in responses][:1]


def _is_first_reply(tracker: DialogueStateTracker) -> bool:
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return True
        if isinstance(event, BotUttered):
            return False
    return False


def _imagines_danger(tracker: DialogueStateTracker) -> bool:
    """Whether the person's message asks about an emergency sign without having it."""
    flags = load().red_flags
    message = tracker.latest_message
    findings = findings_of([message.parse_data]) if message else []
    usual = (flags[each.flag].disposition for each in findings if each.status is Status.HYPOTHETICAL and each.flag in flags)
    return any(disposition and disposition.urgency >= Disposition.EMERGENCY.urgency for disposition in usual)
