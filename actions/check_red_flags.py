"""The custom action that merges what was said over the conversation and explains the decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from triage.context import Status
from triage.conversation import decide_conversation
from triage.decision import Decision, standing
from triage.detector import Finding
from triage.disposition import Disposition
from triage.knowledge import Knowledge, load


class ActionCheckRedFlags(Action):
    """Decides the disposition on the whole conversation and says which words led to it.

    The referral itself was said before, by the Rasa server: this adds the reasons, so that the person
    can repeat them to whoever sees them.
    """

    def name(self) -> str:
        """The name in ``domain.yml``."""
        return "action_check_red_flags"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Set ``disposition`` and ``red_flags``; explain a referral."""
        knowledge = load()
        messages = _messages_of_this_session(tracker.events)
        findings, decision = decide_conversation(messages, tracker.current_slot_values(), knowledge)
        told = tracker.get_slot("disposition")
        held = standing(decision.disposition, Disposition(told) if told else None)
        if decision.disposition is not None:
            _explain(dispatcher, findings, decision, knowledge)
        events = [SlotSet("red_flags", list(decision.red_flags))]
        if held is not None:
            events.append(SlotSet("disposition", held.value))
        return events


def _messages_of_this_session(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parsed user messages since the conversation began or was started over."""
    messages: list[dict[str, Any]] = []
    for event in events:
        if event.get("event") in {"restart", "session_started"}:
            messages = []
        elif event.get("event") == "user":
            messages.append(event.get("parse_data") or {})
    return messages


def _explain(dispatcher: CollectingDispatcher, findings: Sequence[Finding], decision: Decision, knowledge: Knowledge) -> None:
    """Say what the outcome rests on: the person's own words, a list they said yes to, or an answer at the end."""
    # thoughts of self-harm, an overdose: their own referral says all, and reasons would be cold
    speaks_for_itself = {each for each in decision.named if knowledge.red_flags[each].response}
    words = {
        each.flag: each.words
        for each in findings
        if each.status is Status.PRESENT and each.flag in decision.red_flags and each.flag not in speaks_for_itself
    }
    if words:
        quoted = "; ".join(dict.fromkeys(words.values()))
        names = _names(words, knowledge)
        dispatcher.utter_message(response="utter_explain_red_flags", red_flag_names=names, red_flag_words=quoted)
    implied = [flag for flag in decision.red_flags if flag not in decision.named]
    if implied:
        dispatcher.utter_message(response="utter_explain_checklist", red_flag_names=_names(implied, knowledge))
    reasons = [
        limit.reason for limit in knowledge.limits if limit.slot in decision.reasons and limit.disposition is decision.disposition
    ]
    if reasons:
        dispatcher.utter_message(response="utter_explain_limits", limit_reasons="; ".join(dict.fromkeys(reasons)))
    if decision.unasked and (words or implied):
        dispatcher.utter_message(response="utter_explain_unasked")


def _names(flags: Iterable[str], knowledge: Knowledge) -> str:
    """The plain names of the flags, to stand in a sentence."""
    return "; ".join(knowledge.red_flags[flag].name for flag in flags)
