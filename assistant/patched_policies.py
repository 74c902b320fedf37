"""Changes to Rasa's policies that make the next action cheaper to find and leave it as it is.

Rasa replays the whole conversation for every look that a policy takes at it, five or more times a message, and
tries every rule. So a message cost more with every message before it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Dict, List, Optional, Set, Tuple

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import ACTIVE_LOOP, PREVIOUS_ACTION, SHOULD_NOT_BE_SET, SLOTS, USER
from rasa.shared.core.domain import Domain, State, SubState
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME

_LEAVES_SLOTS = frozenset({ActionExecuted, UserUttered, BotUttered, DefinePrevUserUtteredFeaturization, ActiveLoop})
_LEAVES_MESSAGE = frozenset({ActionExecuted, BotUttered, SlotSet, ActiveLoop})
"""Kinds of events after which the slots, or what the person said last, are what they were."""

_RASAS_PAST_STATES = DialogueStateTracker.past_states
_RASAS_APPLIED_EVENTS = DialogueStateTracker.applied_events
_RASAS_PREDICTION_STATES = RulePolicy._prediction_states


def remember_applied_events() -> None:
    """Sort out reverted events and runs of the form once for each new event.

    Upstream: ``DialogueStateTracker.applied_events``, called seven times a message; nothing but a new event changes it.
    """

    def applied_events(self: DialogueStateTracker) -> List[Event]:
        if not self.events:
            return []
        kept = self.__dict__.get("_applied")
        if kept is None or kept[0] is not self.events or kept[1] != len(self.events) or kept[2] is not self.events[-1]:
            kept = self.__dict__["_applied"] = (
                self.events,
                len(self.events),
                self.events[-1],
                _RASAS_APPLIED_EVENTS(self),
            )
        return list(kept[3])

    DialogueStateTracker.applied_events = applied_events


def remember_states() -> None:
    """Replay only the events that are new since a policy last looked at the conversation.

    Upstream: ``DialogueStateTracker.past_states``, which replays all of them and features every slot at every
    action. Trackers of other classes, which Rasa trains on, keep Rasa's way.
    """

    def past_states(
        self: DialogueStateTracker,
        domain: Domain,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: Optional[Dict[str, Any]] = None,
    ) -> List[State]:
        if omit_unset_slots or type(self) is not DialogueStateTracker:
            return _RASAS_PAST_STATES(self, domain, omit_unset_slots, ignore_rule_only_turns, rule_only_data)
        return _states(_moments(self, domain), ignore_rule_only_turns, rule_only_data)

    DialogueStateTracker.past_states = past_states


def look_back_as_far_as_rules() -> None:
    """Give the rules as many states as the longest of them has; what lies before is never compared.

    Upstream: ``RulePolicy`` featurises the whole conversation. Where no rule applies, the states also name the
    source of the prediction; that is only looked up among whole rules.
    """

    def _prediction_states(
        self: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: Optional[Dict[str, Any]] = None,
    ) -> List[State]:
        if type(tracker) is not DialogueStateTracker:
            return _RASAS_PREDICTION_STATES(self, tracker, domain, use_text_for_last_user_input, rule_only_data)
        lookups = (self.lookup[RULES], self.lookup[RULES_FOR_LOOP_UNHAPPY_PATH])
        longest = max((_Index.of(self, lookup).longest for lookup in lookups), default=1)
        states = _states(_moments(tracker, domain)[-max(1, longest) :], False, None)
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    RulePolicy._prediction_states = _prediction_states


def index_rules() -> None:
    """Try only the rules that follow the last action, the others cannot apply.

    Upstream: ``RulePolicy._get_possible_keys`` tries every rule at every state.
    """

    def _get_possible_keys(self: RulePolicy, lookup: Dict[str, str], states: List[State]) -> Set[str]:
        possible = set(lookup)
        for turn, state in enumerate(reversed(states)):
            if turn == 0:
                possible = _Index.of(self, lookup).after(state)
            possible = {key for key in possible if self._is_rule_applicable(key, turn, state)}
            if not possible:
                break
        return possible

    RulePolicy._get_possible_keys = _get_possible_keys


class _Moment:
    """What Rasa asks of a tracker as it stood before an action: it takes the place of that tracker."""

    def __init__(self, tracker: DialogueStateTracker, state: Mapping[str, Optional[SubState]], is_hidden: bool) -> None:
        self.state = state
        self.is_hidden = is_hidden
        self.latest_action = tracker.latest_action
        self.latest_action_name = tracker.latest_action_name
        self.followup_action = tracker.followup_action
        self.active_loop_name = tracker.active_loop_name


class _Replay:
    """A conversation played again as far as it was known when a policy last looked at it."""

    def __init__(self, tracker: DialogueStateTracker, domain: Domain) -> None:
        self._domain = domain
        self._tracker = tracker.init_copy()
        self._events: List[Event] = []
        self._moments: List[_Moment] = []
        self._user: Optional[SubState] = None
        self._slots: Optional[SubState] = None

    def leads_to(self, events: List[Event], domain: Domain) -> bool:
        """Whether what was played is the beginning of ``events``."""
        known = self._events
        is_beginning = domain is self._domain and len(known) <= len(events) and all(a is b for a, b in zip(known, events))
        return is_beginning and not self._is_rewritten_by(events[len(known) :])

    def _is_rewritten_by(self, following: List[Event]) -> bool:
        """Whether a later event says how the last message is to be read, after moments with it were taken."""
        if not any(isinstance(event, DefinePrevUserUtteredFeaturization) for event in following):
            return False
        since = itertools.takewhile(lambda event: not isinstance(event, UserUttered), reversed(self._events))
        return any(isinstance(event, ActionExecuted) for event in since)

    def go_on(self, events: List[Event]) -> List[_Moment]:
        """Play the rest of ``events``; return the moments before each action, and now."""
        for event in events[len(self._events) :]:
            if isinstance(event, ActionExecuted):
                self._moments.append(self._moment(event.hide_rule_turn))
            self._tracker.update(event)
            if type(event) not in _LEAVES_SLOTS:
                self._slots = None
            if type(event) not in _LEAVES_MESSAGE:
                self._user = None
        self._events = events
        return [*self._moments, self._moment(is_hidden=False)]

    def _moment(self, is_hidden: bool) -> _Moment:
        if self._slots is None:
            self._slots = self._domain._get_slots_sub_state(self._tracker)
        if self._user is None:
            self._user = self._domain._get_user_sub_state(self._tracker)
        parts = {
            USER: self._user,
            SLOTS: self._slots,
            PREVIOUS_ACTION: self._domain._get_prev_action_sub_state(self._tracker),
            ACTIVE_LOOP: self._domain._get_active_loop_sub_state(self._tracker),
        }
        return _Moment(self._tracker, self._domain._clean_state(parts), is_hidden)


def _moments(tracker: DialogueStateTracker, domain: Domain) -> List[_Moment]:
    events = tracker.applied_events()
    replay: Optional[_Replay] = getattr(tracker, "_replay", None)
    if replay is None or not replay.leads_to(events, domain):
        replay = tracker._replay = _Replay(tracker, domain)
    return replay.go_on(events)


def _states(moments: List[_Moment], ignore_rule_only_turns: bool, rule_only_data: Optional[Dict[str, Any]]) -> List[State]:
    """What Rasa makes of the moments; it changes what it is given, so each call has its own copies."""
    told = _Told(moments)
    return Domain.states_for_tracker_history(told, told, False, ignore_rule_only_turns, rule_only_data)


class _Told:
    """Takes the place of tracker and domain in ``Domain.states_for_tracker_history``."""

    _clean_state = staticmethod(Domain._clean_state)
    _get_prev_action_sub_state = staticmethod(Domain._get_prev_action_sub_state)
    _remove_rule_only_features = staticmethod(Domain._remove_rule_only_features)
    _substitute_rule_only_user_input = staticmethod(Domain._substitute_rule_only_user_input)

    def __init__(self, moments: List[_Moment]) -> None:
        self._moments = moments

    def generate_all_prior_trackers(self) -> Iterator[Tuple[_Moment, bool]]:
        return ((moment, moment.is_hidden) for moment in self._moments)

    def get_active_state(self, moment: _Moment, omit_unset_slots: bool = False) -> State:
        return {name: dict(part) for name, part in moment.state.items() if part}


class _Index:
    """The rules by the action before their last state."""

    def __init__(self, lookup: Mapping[str, str]) -> None:
        self.keys = frozenset(lookup)
        self.longest = 0
        self._by_action: Dict[Optional[str], Set[str]] = {None: set()}
        for key in lookup:
            states: List[State] = json.loads(key)
            self.longest = max(self.longest, len(states))
            action = ((states[-1].get(PREVIOUS_ACTION) if states else None) or {}).get(ACTION_NAME)
            named = action if isinstance(action, str) and action not in ("", SHOULD_NOT_BE_SET) else None
            self._by_action.setdefault(named, set()).add(key)

    def after(self, state: State) -> Set[str]:
        """The rules that may apply where ``state`` is the last of the conversation."""
        action = (state.get(PREVIOUS_ACTION) or {}).get(ACTION_NAME)
        return self._by_action[None] | self._by_action.get(action if isinstance(action, str) else None, set())

    @classmethod
    def of(cls, policy: RulePolicy, lookup: Dict[str, str]) -> _Index:
        """The index of ``lookup``, kept on the policy as long as the rules are the same."""
        kept: Dict[int, _Index] = policy.__dict__.setdefault("_rule_indexes", {})
        index = kept.get(id(lookup))
        if index is None or index.keys != lookup.keys():
            index = kept[id(lookup)] = cls(lookup)
        return index
