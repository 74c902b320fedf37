"""Which answers a message calls for, seen against the conversation before it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Dict, List, Optional

from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, RESPONSE

from assistant.follow_up_reader import FOLLOW_UP
from assistant.intent_classifier import PARTS
from assistant.intents import REPORT_RED_FLAG
from assistant.referrals import reminder
from assistant.tracker_reading import FORM, actions_this_turn, signs_latest_first, this_session
from triage.disposition import Disposition
from triage.questions import FollowUp

ASK = "ask"
CHECK = "action_check_red_flags"
REPORT_SYMPTOM = "report_symptom"
EMOTION = "emotion"
FEAR_AND_CHECK = "utter_emotion_and_check"
"""Fear is met, and then the danger questions begin by themselves: nobody afraid should have to find a button."""

SOURCES = "utter_sources"
NO_SOURCE = "utter_sources_none"
NOTHING_MORE = "utter_nothing_more"
WHICH_QUESTION = "utter_please_rephrase"
WHY_ASKING = "utter_why_asking"

_ANSWER = f"utter_{ASK}/"
Responses = Mapping[str, Sequence[Mapping[str, Any]]]

_CARE_PLAN = "utter_care_plan"
_FOLLOW_UP = "utter_follow_up_"
_UNSAID = (FollowUp.HOW, FollowUp.WHY, FollowUp.HOW_LONG, FollowUp.HOW_OFTEN)
"""What "tell me more" brings, one at a time, in this order."""

_TURNS_REMEMBERED = 3
"""A follow-up this many messages after an answer still means that answer; later it is a new question."""

_SURE, _LIKELY_TOPIC = 0.6, 0.35
"""A part of a message counts when its intent and, for a question, its topic are at least this likely."""

_KNOWN_TOPIC = 0.45
"""Below it likely topics are offered instead of an answer: on the messages of ``hearer/validation`` 22 of 100 answers
below it were right, 80 of 100 above, and 3 of 100 right ones lie below."""

_HEARD_IN_THE_WHOLE = 5
"""A part's topic must be among so many likeliest of the whole message: "do i take it" alone could mean anything."""

_MOST_ANSWERS = 3


def answers_due(tracker: DialogueStateTracker, responses: Responses) -> List[str]:
    """The actions that the last message calls for beyond what one rule can say, in order; none where the rules suffice.

    Args:
        tracker: the conversation up to and including that message, and what was done since.
        responses: those of the domain. An answer whose metadata says ``instead_where_present: <red flag>`` is given
            in place of any other to who has that: general advice is not made for a child or in pregnancy.
    """
    message = tracker.latest_message
    if message is None:
        return []
    kind = message.parse_data.get(FOLLOW_UP)
    if kind is not None:
        due = _follow_up(FollowUp(kind), tracker, responses)
        return [*due, *_open_question(tracker)] if due else []
    unchecked = tracker.get_slot("disposition") is None
    if message.intent.get("name") == EMOTION and unchecked and not _open_question(tracker):
        return [FEAR_AND_CHECK, FORM]
    due = _questions_of(message.parse_data)
    if _would_play_down(message, tracker, responses):
        return [reminder(Disposition(tracker.get_slot("disposition")), signs_latest_first(tracker))]
    if own := _own_answer(tracker, responses):
        return [own, *_open_question(tracker)]
    if len(due) < 2 and _is_a_guess(message):
        return [WHICH_QUESTION, *_open_question(tracker)]
    reported = _reports_too(message.parse_data)
    if len(due) < 2 and not (due and reported):
        return []
    return [*due, *(_open_question(tracker) or ([FORM] if reported and unchecked else []))]


def sources_said_before(tracker: DialogueStateTracker) -> List[str]:
    """Ids of the sources of the latest thing the assistant said from sources within the last few turns, in order."""
    for turn in reversed(_turns(_before_this_turn(tracker))[-_TURNS_REMEMBERED:]):
        spoken = (event.metadata.get("metadata") or {} for event in turn if isinstance(event, BotUttered))
        if sources := [source for metadata in spoken for source in metadata.get("sources") or []]:
            return list(dict.fromkeys(sources))
    return []


def answered_this_turn(tracker: DialogueStateTracker) -> bool:
    """Whether a question of the person's was answered since their last message."""
    turn = itertools.takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events))
    return any(isinstance(event, BotUttered) and _topic(event) is not None for event in turn)


def last_topic(events: List[Event]) -> Optional[str]:
    """The topic of the latest answer within the last few turns of ``events``, or None."""
    recent = (event for turn in reversed(_turns(events)[-_TURNS_REMEMBERED:]) for event in reversed(turn))
    return next((topic for event in recent if isinstance(event, BotUttered) and (topic := _topic(event))), None)


def _follow_up(kind: FollowUp, tracker: DialogueStateTracker, responses: Responses) -> List[str]:
    said = _before_this_turn(tracker)
    last = _turns(said)[-1:]
    spoken = [event for turn in last for event in turn if isinstance(event, BotUttered)]
    answered = any(_topic(event) for event in spoken)
    if _open_question(tracker) and not answered and kind is not FollowUp.SOURCE:
        return [] if kind is FollowUp.AGAIN else [WHY_ASKING]
    if kind is FollowUp.AGAIN:
        done = {event.action_name for turn in last for event in turn if isinstance(event, ActionExecuted)}
        names = [_name(event) for event in spoken]
        return [name for name in names if (name in done or name.startswith(_ANSWER)) and name not in _open_question(tracker)]
    if kind is FollowUp.SOURCE:
        return ([SOURCES] if sources_said_before(tracker) else [NO_SOURCE]) if spoken else []
    topic = last_topic(said)
    told = tracker.get_slot("disposition")
    if topic is None and kind is FollowUp.WHY and told and Disposition(told).interrupts:
        return [reminder(Disposition(told), signs_latest_first(tracker)), CHECK]
    if topic is None:
        return []
    if kind is FollowUp.MORE:
        heard = {_name(event) for event in said if isinstance(event, BotUttered)}
        left = (_named(topic, each) for each in _UNSAID)
        return [next((name for name in left if name in responses and name not in heard), NOTHING_MORE)]
    return [name if (name := _named(topic, kind)) in responses else NOTHING_MORE]


def _questions_of(parse_data: Dict[str, Any]) -> List[str]:
    """The answers to the questions among the parts of a message, each once."""
    ranking = (parse_data.get(RESPONSE_SELECTOR_PROPERTY_NAME) or {}).get(ASK, {}).get("ranking", [])
    heard = {each[INTENT_RESPONSE_KEY].split("/")[1] for each in ranking[:_HEARD_IN_THE_WHOLE]}
    sure = (part for part in parse_data.get(PARTS) or [] if part["intent"] == ASK and part["confidence"] >= _SURE)
    topics = (part["topic"] for part in sure if part["topic"] in heard and part["topic_confidence"] >= _LIKELY_TOPIC)
    return list(dict.fromkeys(f"{_ANSWER}{topic}" for topic in topics))[:_MOST_ANSWERS]


def _own_answer(tracker: DialogueStateTracker, responses: Responses) -> Optional[str]:
    """The answer made for people like this one, where a question was put by somebody for whom the others are not.

    It is given once; later answers are led by a word that they were written for others (``response_generator``).
    """
    message = tracker.latest_message
    if message is None or message.intent.get("name") != ASK:
        return None
    present = set(signs_latest_first(tracker))
    said = {_name(event) for event in _before_this_turn(tracker) if isinstance(event, BotUttered)}
    now = {each["value"] for each in message.entities if each["entity"] == "red_flag"}
    for name, variants in responses.items():
        flag = (variants[0].get("metadata") or {}).get("instead_where_present")
        if flag in now or (flag in present and name not in said):
            return name
    return None


def _would_play_down(message: UserUttered, tracker: DialogueStateTracker, responses: Responses) -> bool:
    """Whether the question's answer speaks of how rarely there is danger, to somebody who has just been sent to help."""
    told = tracker.get_slot("disposition")
    if message.intent.get("name") != ASK or not told or not Disposition(told).interrupts:
        return False
    topic = (message.parse_data.get(RESPONSE_SELECTOR_PROPERTY_NAME) or {}).get(ASK, {}).get(RESPONSE, {}).get("utter_action")
    answer = responses.get(str(topic)) or [{}]
    return bool((answer[0].get("metadata") or {}).get("plays_down"))


def _is_a_guess(message: UserUttered) -> bool:
    """Whether the message is a question of which the topic is so unsure that its answer would likely be beside the point."""
    topics = (message.parse_data.get(RESPONSE_SELECTOR_PROPERTY_NAME) or {}).get(ASK, {}).get("ranking", [])
    if message.intent.get("name") != ASK or not topics:
        return False
    # a red flag that the classifier half believed, and the detector did not, takes nothing from the question
    intents = [each for each in message.parse_data.get(INTENT_RANKING_KEY) or [] if each["name"] != REPORT_RED_FLAG]
    share = message.intent.get("confidence", 0.0) / max(sum(each["confidence"] for each in intents), 1e-9) if intents else 1.0
    return float(share * topics[0]["confidence"]) < _KNOWN_TOPIC


def _reports_too(parse_data: Dict[str, Any]) -> bool:
    parts = parse_data.get(PARTS) or []
    return any(part["intent"] == REPORT_SYMPTOM and part["confidence"] >= _SURE for part in parts)


def _open_question(tracker: DialogueStateTracker) -> List[str]:
    """The screening question that was open before this message and still is, if any."""
    requested = tracker.get_slot(REQUESTED_SLOT)
    return [f"utter_ask_{requested}"] if requested and not _opened_now(tracker) else []


def _opened_now(tracker: DialogueStateTracker) -> bool:
    return FORM in actions_this_turn(tracker)


def _topic(event: BotUttered) -> Optional[str]:
    """What an utterance answered, or None where it was no answer."""
    name = _name(event)
    if name == _CARE_PLAN:
        return "care_plan"
    if name.startswith(_ANSWER):
        return name[len(_ANSWER) :]
    kind = next((each.value for each in FollowUp if name.startswith(_FOLLOW_UP) and name.endswith(f"_{each.value}")), None)
    return name[len(_FOLLOW_UP) : -len(kind) - 1] if kind else None


def _name(event: BotUttered) -> str:
    return str(event.metadata.get("utter_action"))


def _named(topic: str, kind: FollowUp) -> str:
    return f"{_FOLLOW_UP}{topic}_{kind.value}"


def _before_this_turn(tracker: DialogueStateTracker) -> List[Event]:
    events = this_session(tracker)
    latest = max((i for i, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    return events[:latest]


def _turns(events: List[Event]) -> List[List[Event]]:
    """What happened after each message of the person, oldest first."""
    turns: List[List[Event]] = []
    for event in events:
        if isinstance(event, UserUttered):
            turns.append([])
        elif turns:
            turns[-1].append(event)
    return turns
