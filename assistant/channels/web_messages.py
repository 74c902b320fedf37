"""One response of the assistant as messages of the page: what kind each is, its buttons, picture and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from rasa.shared.core.domain import Domain

from assistant.referrals import all_referrals
from triage.disposition import Disposition
from triage.knowledge import load

QUESTION, ANSWER, TALK = "question", "answer", "talk"

_REMINDER = "utter_still_"
_QUESTIONS = ("utter_ask_", "utter_which_", "utter_clarify_hedge")
_DRAWINGS = "/assets/drawings/"
_ANSWERS = ("utter_ask/", "utter_follow_up_", "utter_care_plan", "utter_safety_net")


def kind_of(response: str) -> str:
    """How the page shows a response: a disposition for a care card, or question, answer, talk.

    A referral with a response of its own (thoughts of self-harm, an overdose) is an emergency like the others.
    """
    referral = response.replace(_REMINDER, "utter_", 1)
    usual = {f"utter_{each.value}": each.value for each in Disposition}
    if referral in usual:
        return usual[referral]
    if referral in all_referrals():
        return Disposition.EMERGENCY.value
    if response.startswith(_ANSWERS):
        return ANSWER
    return QUESTION if response.startswith(_QUESTIONS) else TALK


def as_messages(text: Optional[str], data: Mapping[str, Any], metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The messages that a response is shown as: one, or two where a referral was put in front of it.

    Args:
        text: the whole text.
        data: ``buttons`` and ``image`` as in the domain.
        metadata: ``utter_action``, the response's own ``metadata``, and ``lead``, what was put in front.
    """
    lead = metadata.get("lead") or {}
    messages = []
    text = text or ""
    if str(lead.get("utter_action", "")).startswith(_REMINDER):
        messages.append(_message(lead["text"], lead, lead["utter_action"], {}))
        text = text.removeprefix(lead["text"]).lstrip("\n")
        data = {**data, "buttons": [button for button in data.get("buttons") or [] if button not in (lead.get("buttons") or [])]}
    if text or data.get("image"):
        messages.append(_message(text, data, str(metadata.get("utter_action", "")), metadata.get("metadata") or {}))
    return messages


def response_of(name: str, domain: Domain) -> dict[str, Any]:
    """A response as it stands in the domain, in the variation that is no other channel's."""
    return dict(next(each for each in domain.responses[name] if "channel" not in each))


def _message(text: str, data: Mapping[str, Any], response: str, about: Mapping[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"text": text, "kind": kind_of(response)}
    if buttons := data.get("buttons"):
        message["buttons"] = [{"title": button["title"], "payload": button["payload"]} for button in buttons]
    if image := data.get("image"):
        message["image"] = {"src": image, "alt": about.get("alt", "")}
    if named := about.get("sources"):
        message["sources"] = [load().cited(each) for each in named if each in load().sources]
        message["review_due"] = about.get("review_due")
    if drawings := about.get("drawings"):
        message["drawings"] = [{"src": f"{_DRAWINGS}{each['file']}", "alt": each["alt"]} for each in drawings]
    return message
