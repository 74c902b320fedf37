"""Small changes to Rasa 3.6.21, each with its reason; applied when the policy is loaded.

Behaviour with and without each is compared by ``tests/unit/assistant/test_patches.py``.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Dict, List, Optional, Type

import jsonschema
import rasa.core.actions.action
import rasa.core.actions.forms
import rasa.core.policies.memoization
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.utils.common import all_subclasses

from assistant.patched_policies import (
    index_rules,
    look_back_as_far_as_rules,
    remember_applied_events,
    remember_states,
)
from assistant.patched_runner import plan_graph_once

ACTION_SERVER_TIMEOUT_SECONDS = 3


def apply() -> None:
    """Apply all patches; doing it twice changes nothing."""
    shorten_action_server_timeout()
    compile_action_answer_schema()
    remember_event_types()
    skip_copies_for_logs()
    copy_slots_plainly()
    remember_the_empty_domain()
    plan_graph_once()
    remember_applied_events()
    remember_states()
    look_back_as_far_as_rules()
    index_rules()


def shorten_action_server_timeout() -> None:
    """Wait 3 s for the action server where Rasa waits 300 s.

    A hung action server must not hold a frightened person's next message for five minutes.
    Upstream: ``rasa/core/constants.py`` DEFAULT_REQUEST_TIMEOUT, read in ``RemoteAction.run``.
    """
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_SERVER_TIMEOUT_SECONDS


def compile_action_answer_schema() -> None:
    """Check the schema of action answers once instead of on every answer (21 ms each).

    Upstream: ``RemoteAction._validate_action_result`` calls ``jsonschema.validate``, which checks the
    schema itself before the answer.
    """
    schema = RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)(schema)

    def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
        error: Optional[jsonschema.ValidationError] = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error is not None:
            error.message += ". Failed to validate Action server response from API"
            raise error
        return True

    RemoteAction._validate_action_result = _validate_action_result


def remember_event_types() -> None:
    """Look up the class of a stored event in a table instead of searching all subclasses each time.

    It was 29 % of the cheapest bot's time a message. Upstream: ``Event.resolve_by_type``.
    """
    known: Dict[str, Type[Event]] = {}

    def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
        if type_name not in known:
            subclasses: List[Type[Event]] = all_subclasses(Event)
            known.update({each.type_name: each for each in reversed(subclasses)})
        if type_name in known:
            return known[type_name]
        if type_name == "topic":
            return None  # as upstream: an event of old trackers
        if default is not None:
            return default
        raise ValueError(f"Unknown event name '{type_name}'.")

    Event.resolve_by_type = staticmethod(resolve_by_type)


LOGS_ONLY_COPIES = (rasa.core.processor, rasa.core.actions.forms, rasa.core.policies.memoization, rasa.core.policies.rule_policy)
"""Modules of Rasa which copy nothing but what they hand to a debug line."""


def skip_copies_for_logs() -> None:
    """Hand what a debug line names to it as it is, instead of a deep copy, made also where no such line is written.

    Upstream: every ``structlogger.debug(..., copy.deepcopy(...))`` of these modules; a line is written before the
    call returns, so nothing can change in between.
    """
    for module in LOGS_ONLY_COPIES:
        module.copy = SimpleNamespace(deepcopy=lambda value: value)


def copy_slots_plainly() -> None:
    """Copy a slot as what it is, an object with a dictionary, without asking how it would be pickled.

    Every copy of a tracker, six a message, copies every slot. Upstream: ``copy.copy`` in ``DialogueStateTracker.__init__``.
    """

    def __copy__(self: Slot) -> Slot:
        copied = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        return copied

    Slot.__copy__ = __copy__


def remember_the_empty_domain() -> None:
    """Build the empty domain once, to compare with, where Rasa builds one for each message.

    Upstream: ``Domain.is_empty``.
    """
    empty = Domain.empty().as_dict()

    def is_empty(self: Domain) -> bool:
        return bool(self.as_dict() == empty)

    Domain.is_empty = is_empty
