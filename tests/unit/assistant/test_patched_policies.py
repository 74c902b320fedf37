"""Policies see the same states and try the same rules with the changes to Rasa as without them, and look at less."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    EntitiesAdded,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import patched_policies

RASAS_KEYS = RulePolicy.__dict__["_get_possible_keys"]

FORM = "screening_form"
EVENTS = [
    lambda: UserUttered("my back hurts", {"name": "report_symptom", "confidence": 1.0}, [{"entity": "place", "value": "lower"}]),
    lambda: UserUttered("no", {"name": "deny", "confidence": 1.0}),
    lambda: UserUttered("hello", {"name": "greet", "confidence": 1.0}),
    lambda: DefinePrevUserUtteredFeaturization(False),
    lambda: EntitiesAdded([{"entity": "side", "value": "left"}]),
    lambda: ActionExecuted("action_listen"),
    lambda: ActionExecuted("action_listen"),
    lambda: ActionExecuted(FORM),
    lambda: ActionExecuted("utter_greet", hide_rule_turn=True),
    lambda: ActionExecuted("utter_goodbye"),
    lambda: ActionExecutionRejected(FORM),
    lambda: ActiveLoop(FORM),
    lambda: ActiveLoop(None),
    lambda: LoopInterrupted(True),
    lambda: SlotSet("disposition", "urgent"),
    lambda: SlotSet("disposition", None),
    lambda: SlotSet("red_flags", ["kidney"]),
    lambda: BotUttered("hi"),
    lambda: FollowupAction("utter_greet"),
    lambda: AllSlotsReset(),
    lambda: UserUtteranceReverted(),
    lambda: SessionStarted(),
    lambda: Restarted(),
]
CONVERSATIONS = st.lists(st.sampled_from(EVENTS), max_size=25)


@pytest.fixture(autouse=True)
def _restore(monkeypatch):
    monkeypatch.setattr(DialogueStateTracker, "past_states", patched_policies._RASAS_PAST_STATES)
    monkeypatch.setattr(DialogueStateTracker, "applied_events", patched_policies._RASAS_APPLIED_EVENTS)
    monkeypatch.setattr(RulePolicy, "_get_possible_keys", RASAS_KEYS)
    monkeypatch.setattr(RulePolicy, "_prediction_states", patched_policies._RASAS_PREDICTION_STATES)


def tracker_of(domain: Domain, makers) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("person", [make() for make in makers], domain.slots)


@settings(max_examples=150, deadline=None)
@given(makers=CONVERSATIONS, ignoring=st.booleans())
def test_states_are_rasas_at_every_point_of_a_conversation(domain, makers, ignoring):
    """Looked at after each event, as policies do, so that what was remembered is used."""
    only_in_rules = {"rule_only_slots": ["red_flags"], "rule_only_loops": [FORM]}
    tracker = tracker_of(domain, [])
    for make in makers:
        tracker.update(make())
        expected = patched_policies._RASAS_PAST_STATES(tracker, domain, False, ignoring, only_in_rules)
        patched_policies.remember_states()
        assert [tracker.past_states(domain, False, ignoring, only_in_rules) for _ in range(2)] == [expected, expected]
        DialogueStateTracker.past_states = patched_policies._RASAS_PAST_STATES


def test_a_message_that_is_read_differently_later_is_played_again(domain):
    makers = [
        lambda: UserUttered("my back hurts", {"name": "report_symptom", "confidence": 1.0}),
        lambda: ActionExecuted("action_listen"),
        lambda: DefinePrevUserUtteredFeaturization(False),
    ]
    patched_policies.remember_states()
    tracker = tracker_of(domain, [])
    for make in makers:
        tracker.update(make())
        states = tracker.past_states(domain)
    assert states == patched_policies._RASAS_PAST_STATES(tracker, domain)


def test_an_event_is_replayed_once(domain, monkeypatch):
    patched_policies.remember_states()
    tracker = tracker_of(domain, [EVENTS[5], EVENTS[0], EVENTS[9]] * 20)
    tracker.past_states(domain)
    replayed = []
    monkeypatch.setattr(DialogueStateTracker, "update", lambda self, event, domain=None: replayed.append(event))
    tracker.events.append(EVENTS[5]())
    tracker.past_states(domain)
    assert len(replayed) == 1


def test_what_a_policy_does_to_its_states_does_not_stay(domain):
    patched_policies.remember_states()
    tracker = tracker_of(domain, [EVENTS[5], EVENTS[0], EVENTS[14]])
    before = json.dumps(tracker.past_states(domain))
    for state in tracker.past_states(domain):
        for part in state.values():
            part.clear()
    assert json.dumps(tracker.past_states(domain)) == before


def test_trackers_that_rasa_trains_on_keep_rasas_way(domain):
    patched_policies.remember_states()
    tracker = TrackerWithCachedStates.from_events("story", [EVENTS[5](), EVENTS[0]()], domain.slots, domain=domain)
    tracker.past_states(domain)
    assert not hasattr(tracker, "_replay")


@settings(max_examples=150, deadline=None)
@given(makers=CONVERSATIONS)
def test_applied_events_are_rasas_at_every_point_of_a_conversation(domain, makers):
    patched_policies.remember_applied_events()
    tracker = tracker_of(domain, [])
    for make in makers:
        tracker.update(make())
        expected = patched_policies._RASAS_APPLIED_EVENTS(tracker)
        for _ in range(2):
            applied = tracker.applied_events()
            assert applied == expected
            applied.clear()


def test_applied_events_are_sorted_out_once_for_an_event(domain, monkeypatch):
    calls = []
    rasas = patched_policies._RASAS_APPLIED_EVENTS
    monkeypatch.setattr(patched_policies, "_RASAS_APPLIED_EVENTS", lambda tracker: calls.append(1) or rasas(tracker))
    patched_policies.remember_applied_events()
    tracker = tracker_of(domain, [EVENTS[5], EVENTS[0]])
    for _ in range(3):
        tracker.applied_events()
    assert len(calls) == 1


# --- rules -----------------------------------------------------------------------------------------------


def rule(*states: dict) -> str:
    return json.dumps(list(states), sort_keys=True)


def said(intent: str, action: str | None = "action_listen", **more) -> dict:
    return {"user": {"intent": intent}, **({"prev_action": {"action_name": action}} if action else {}), **more}


RULES = {
    rule(said("greet")): "utter_greet",
    rule(said("greet"), said("greet", "utter_greet")): "action_listen",
    rule({}, said("greet")): "utter_greet",
    rule(said("greet", None)): "utter_greet",
    rule({"prev_action": {"action_name": "should_not_be_set"}}): "utter_goodbye",
    rule({"prev_action": {"action_text": "hi"}}): "utter_goodbye",
    rule(said("deny", active_loop={"name": FORM})): FORM,
    rule(said("deny", active_loop={"name": "should_not_be_set"})): "utter_goodbye",
    rule(said("greet"), said("greet", "utter_greet"), said("deny")): "utter_goodbye",
}
UNHAPPY = {rule(said("deny", active_loop={"name": FORM})): "loop_was_interrupted"}
STATES = st.lists(
    st.sampled_from(
        [
            {},
            said("greet"),
            said("deny"),
            said("greet", "utter_greet"),
            said("greet", None),
            said("deny", active_loop={"name": FORM}),
            {"prev_action": {"action_text": "hi"}},
        ]
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="session")
def made(context) -> Callable[[], RulePolicy]:
    """Makes a policy that has learnt the rules above."""

    def make() -> RulePolicy:
        lookup = {"rules": dict(RULES), "rules_for_loop_unhappy_path": dict(UNHAPPY)}
        return RulePolicy(RulePolicy.get_default_config(), None, Resource("rules"), context, lookup=lookup)

    return make


@pytest.fixture
def rules(made) -> RulePolicy:
    return made()


@settings(max_examples=300, deadline=None)
@given(states=STATES)
def test_the_rules_that_apply_are_rasas(made, states):
    policy = made()
    expected = RASAS_KEYS(policy, RULES, states)
    patched_policies.index_rules()
    assert policy._get_possible_keys(RULES, states) == expected
    RulePolicy._get_possible_keys = RASAS_KEYS


def test_only_rules_that_follow_the_last_action_are_tried(rules, monkeypatch):
    patched_policies.index_rules()
    tried = []
    monkeypatch.setattr(RulePolicy, "_is_rule_applicable", lambda self, key, turn, state: bool(tried.append(key)))
    rules._get_possible_keys(RULES, [said("greet", "utter_greet")])
    assert 0 < len(tried) < len(RULES)


def test_a_rule_learnt_later_is_tried(rules):
    patched_policies.index_rules()
    rules._get_possible_keys(rules.lookup["rules"], [said("thanks")])
    rules.lookup["rules"][rule(said("thanks"))] = "utter_goodbye"
    assert rules._get_possible_keys(rules.lookup["rules"], [said("thanks")]) >= {rule(said("thanks"))}


@settings(max_examples=150, deadline=None)
@given(makers=CONVERSATIONS, by_text=st.booleans())
def test_the_last_states_are_those_that_rasa_gives_the_rules(domain, made, makers, by_text):
    policy = made()
    tracker = tracker_of(domain, makers)
    expected = patched_policies._RASAS_PREDICTION_STATES(policy, tracker, domain, by_text)
    patched_policies.look_back_as_far_as_rules()
    assert policy._prediction_states(tracker, domain, by_text) == expected[-3:]
    RulePolicy._prediction_states = patched_policies._RASAS_PREDICTION_STATES


@settings(max_examples=150, deadline=None)
@given(makers=CONVERSATIONS, by_text=st.booleans())
def test_rules_apply_as_if_all_states_were_looked_at(domain, made, makers, by_text):
    policy = made()
    tracker = tracker_of(domain, makers)
    every = patched_policies._RASAS_PREDICTION_STATES(policy, tracker, domain, by_text)
    assert RASAS_KEYS(policy, RULES, every[-3:]) == RASAS_KEYS(policy, RULES, every)
