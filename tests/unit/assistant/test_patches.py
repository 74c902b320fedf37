"""Each change to Rasa behaves as Rasa does, but for what it is there to change."""

from __future__ import annotations

import ast
import asyncio
import copy
import inspect
import time

import jsonschema
import pytest
import rasa.core.actions.action as rasa_action
from rasa.core.actions.action import RemoteAction
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from assistant import patches
from assistant.red_flag_policy import RedFlagPolicy

# Read while tests are collected, so before any of them can have applied a patch.
RASAS_RESOLVE = Event.__dict__["resolve_by_type"]
RASAS_VALIDATE = RemoteAction.__dict__["_validate_action_result"]
RASAS_IS_EMPTY = Domain.__dict__["is_empty"]
RASAS_TIMEOUT = rasa_action.DEFAULT_REQUEST_TIMEOUT


@pytest.fixture(autouse=True)
def _restore(monkeypatch):
    """Begin each test with Rasa's own, and end with what was there before."""
    monkeypatch.setattr(Event, "resolve_by_type", RASAS_RESOLVE)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RASAS_VALIDATE)
    monkeypatch.setattr(rasa_action, "DEFAULT_REQUEST_TIMEOUT", RASAS_TIMEOUT)


def outcome(call, *arguments):
    """What a call returns, or the kind of error it raises."""
    try:
        return call(*arguments)
    except Exception as error:
        return type(error)


# --- classes of stored events ----------------------------------------------------------------------------

TYPE_NAMES = sorted({each.type_name for each in all_subclasses(Event)})
UNKNOWN = ["topic", "no_such_event", "", "User"]


@pytest.mark.parametrize("name", [*TYPE_NAMES, *UNKNOWN])
@pytest.mark.parametrize("default", [None, SlotSet])
def test_a_type_name_resolves_to_the_class_that_rasa_finds(name, default):
    expected = outcome(Event.resolve_by_type, name, default)
    patches.remember_event_types()
    assert [outcome(Event.resolve_by_type, name, default) for _ in range(2)] == [expected, expected]


def test_an_unknown_event_is_an_error():
    patches.remember_event_types()
    with pytest.raises(ValueError, match="no_such_event"):
        Event.resolve_by_type("no_such_event")


def test_a_topic_of_an_old_tracker_is_nothing():
    patches.remember_event_types()
    assert Event.resolve_by_type("topic", SlotSet) is None


def test_an_event_class_made_later_is_found():
    patches.remember_event_types()
    Event.resolve_by_type("slot")

    class MadeLater(SlotSet):
        type_name = "made_later"

    assert Event.resolve_by_type("made_later") is MadeLater


def test_a_known_event_is_not_searched_for_again(monkeypatch):
    patches.remember_event_types()
    Event.resolve_by_type("slot")
    monkeypatch.setattr(patches, "all_subclasses", None)
    assert Event.resolve_by_type("slot") is SlotSet


# --- answers of the action server ------------------------------------------------------------------------

ANSWERS = [
    {"events": [], "responses": []},
    {},
    {"events": [{"event": "slot", "name": "disposition", "value": "urgent", "timestamp": None}], "responses": []},
    {"events": [{"event": "slot", "name": "red_flags", "value": ["kidney"], "timestamp": None}], "responses": [{"text": "hi"}]},
    {"events": [{"event": "bot", "text": "hi", "timestamp": 1.5}], "responses": [{}]},
    {"events": [{"event": "form", "name": None}], "responses": [{}]},
    {"events": [{"event": "reset_slots"}], "responses": [{}], "more": 1},
    {"events": "none"},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"event": "slot"}]},
    {"events": [None]},
    {"events": [{}]},
    {"responses": {}},
    {"responses": ["text"]},
    {"events": [{"event": "user", "text": 7, "parse_data": {}}]},
    {"events": [{"event": "slot", "name": 5, "value": 1}]},
    [],
    None,
    "ok",
]


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_an_answer_is_accepted_or_refused_as_rasa_does(answer):
    action = RemoteAction("action_check_red_flags", None)
    expected = outcome(action._validate_action_result, answer)
    patches.compile_action_answer_schema()
    assert outcome(action._validate_action_result, answer) == expected


def test_some_of_these_answers_are_accepted_and_some_refused():
    action = RemoteAction("action_check_red_flags", None)
    outcomes = [outcome(action._validate_action_result, answer) for answer in ANSWERS]
    assert set(map(str, outcomes)) == {"True", str(jsonschema.ValidationError)}


def test_a_refusal_says_where_it_comes_from():
    patches.compile_action_answer_schema()
    with pytest.raises(jsonschema.ValidationError) as refusal:
        RemoteAction("action_check_red_flags", None)._validate_action_result({"events": "none"})
    assert "Failed to validate Action server response from API" in refusal.value.message


# --- how long a slow action server is waited for ---------------------------------------------------------


def test_the_action_server_is_waited_for_three_seconds():
    patches.shorten_action_server_timeout()
    assert rasa_action.DEFAULT_REQUEST_TIMEOUT == 3


def test_rasa_still_reads_the_timeout_where_it_is_changed():
    assert "timeout=DEFAULT_REQUEST_TIMEOUT" in inspect.getsource(RemoteAction.run)


async def test_a_hung_action_server_is_given_up(monkeypatch):
    monkeypatch.setattr(patches, "ACTION_SERVER_TIMEOUT_SECONDS", 0.2)
    patches.shorten_action_server_timeout()
    server = await asyncio.start_server(lambda reader, writer: asyncio.sleep(60), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    action = RemoteAction("action_check_red_flags", EndpointConfig(f"http://127.0.0.1:{port}/webhook"))
    began = time.monotonic()
    with pytest.raises(asyncio.TimeoutError):
        await action.run(None, None, DialogueStateTracker("person", []), Domain.empty())
    server.close()
    assert time.monotonic() - began < 5


# --- copies for debug lines ----------------------------------------------------------------------------


@pytest.mark.parametrize("module", patches.LOGS_ONLY_COPIES, ids=lambda module: module.__name__)
def test_rasa_copies_for_nothing_but_debug_lines_there(module):
    tree = ast.parse(inspect.getsource(module))
    copies = {node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "copy"}
    debug = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "debug"
    ]
    assert copies
    assert copies == {inner for call in debug for inner in ast.walk(call)} & copies


@pytest.mark.parametrize("module", patches.LOGS_ONLY_COPIES, ids=lambda module: module.__name__)
def test_what_a_debug_line_names_is_not_copied(module, monkeypatch):
    monkeypatch.setattr(module, "copy", copy)
    patches.skip_copies_for_logs()
    states = [{"user": {"intent": "greet"}}]
    assert module.copy.deepcopy(states) is states


# --- copies of slots -----------------------------------------------------------------------------------


def test_a_slot_is_copied_as_rasa_copies_it(domain, monkeypatch):
    monkeypatch.delattr(Slot, "__copy__", raising=False)
    for slot in domain.slots:
        slot.value = ["a"]
        expected = copy.copy(slot)
        patches.copy_slots_plainly()
        copied = copy.copy(slot)
        monkeypatch.delattr(Slot, "__copy__")
        assert type(copied) is type(expected)
        assert copied is not slot
        assert {name: id(value) for name, value in vars(copied).items()} == {n: id(v) for n, v in vars(expected).items()}
        slot.reset()


def test_a_copied_slot_is_changed_alone(domain, monkeypatch):
    monkeypatch.delattr(Slot, "__copy__", raising=False)
    patches.copy_slots_plainly()
    slot = copy.copy(domain.slots[0])
    copied = copy.copy(slot)
    copied.value = "other"
    assert slot.value != "other"


# --- the empty domain -----------------------------------------------------------------------------------


def test_the_empty_domain_is_empty_and_no_other(domain, monkeypatch):
    domains = [Domain.empty(), domain, Domain.from_dict({"intents": ["greet"]}), Domain.from_dict({})]
    monkeypatch.setattr(Domain, "is_empty", RASAS_IS_EMPTY)
    expected = [each.is_empty() for each in domains]
    assert expected[:3] == [True, False, False]
    patches.remember_the_empty_domain()
    monkeypatch.setattr(Domain, "empty", None)
    assert [each.is_empty() for each in domains] == expected


# --- all of them -----------------------------------------------------------------------------------------


def test_loading_the_policy_applies_them(storage, context):
    RedFlagPolicy.load(RedFlagPolicy.get_default_config(), storage, Resource("policy"), context)
    assert rasa_action.DEFAULT_REQUEST_TIMEOUT == 3
    assert Event.__dict__["resolve_by_type"] is not RASAS_RESOLVE
    assert RemoteAction.__dict__["_validate_action_result"] is not RASAS_VALIDATE


def test_applying_them_twice_changes_nothing():
    patches.apply()
    patches.apply()
    assert Event.resolve_by_type("slot") is SlotSet
    assert RemoteAction("action_check_red_flags", None)._validate_action_result({"events": []})
    assert rasa_action.DEFAULT_REQUEST_TIMEOUT == 3
