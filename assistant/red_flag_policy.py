"""The policy that outranks everything: danger first, in any state, without the action server.

It speaks only static responses of ``domain.yml`` and, after them, calls ``action_check_red_flags``. It
decides nothing itself: :func:`triage.decision.decide` does, on the whole conversation, every turn.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from rasa.core.constants import POLICY_PRIORITY
from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_DEACTIVATE_LOOP_NAME, ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import patches
from assistant.changed_answers import changed_answers, changes_the_open_question, wanted_change
from assistant.intents import MAYBE_RED_FLAG
from assistant.referrals import HELP_COMES, all_referrals, referrals, reminder
from assistant.tracker_reading import (
    FORM,
    actions_this_turn,
    asked_to_be_sure,
    checklist_answered,
    last_filled,
    signs_latest_first,
    signs_said_now,
    this_session,
)
from triage.context import Status
from triage.conversation import START_AGAIN, decide_conversation, findings_of, screening_slots, takes_back
from triage.decision import UNSURE, YES, Decision, standing
from triage.disposition import Disposition
from triage.knowledge import Knowledge, load

CHECK = "action_check_red_flags"
HEDGED_NO = "hedged_no"
CORRECTION = "correction"
GETTING_HELP = "getting_help"
FORGETTING = frozenset({"restart", "back", "session_start", START_AGAIN})
"""Intents, Rasa's own among them, that would make the conversation forget what was heard."""

_QUIET_INTENTS = frozenset(
    {"report_symptom", "affirm", "deny", "unsure", HEDGED_NO, "onset", "severity", "location", "nlu_fallback", MAYBE_RED_FLAG}
)
"""After a referral these bring the referral again, not more questions."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class RedFlagPolicy(Policy):
    """Refers at once, keeps the outcome in slots, and gives answers their meaning for the open question."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Priority 8 is above AnswerPolicy's and RulePolicy's."""
        return {POLICY_PRIORITY: 8}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: Optional[TrackerFeaturizer] = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._knowledge = load()

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing to learn."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RedFlagPolicy:
        """Make the policy; its knowledge is read from ``triage``."""
        patches.apply()
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next action where danger or an open danger question decides it, else no opinion."""
        done = actions_this_turn(tracker)
        if done:
            return self._continue(done, tracker, domain)
        if tracker.latest_message is None or tracker.latest_action_name != ACTION_LISTEN_NAME:
            return self._prediction(self._default_predictions(domain))
        return self._open_turn(tracker, domain)

    def _open_turn(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        turn = _Turn(tracker, self._knowledge)
        if takes_back(tracker.latest_message.parse_data):
            return self._prediction(self._default_predictions(domain), events=turn.forget())
        if turn.must_refer():
            assert turn.standing is not None
            return self._say(referrals(turn.standing, signs_said_now(tracker))[0], domain, turn.outcome(refers=True))
        if turn.falls:
            return self._say("utter_answer_changed", domain, turn.outcome())
        if turn.told is not None and turn.says_a_sign_again():
            return self._say(reminder(turn.told, signs_latest_first(tracker)), domain, turn.outcome())
        if slot := wanted_change(tracker, screening_slots(self._knowledge)):
            return self._say("utter_correction", domain, turn.ask_again(slot))
        if turn.told is not None and turn.told.interrupts:
            if turn.answers_a_change_in_vain():
                left = [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
                return self._say(reminder(turn.told, signs_latest_first(tracker)), domain, [*turn.outcome(), *left])
            if turn.intent in FORGETTING or (turn.intent == CORRECTION and not turn.in_screening):
                return self._say("utter_ask_take_back", domain)
            if (
                not turn.in_screening
                and turn.intent in _QUIET_INTENTS
                and not (turn.told is Disposition.URGENT and turn.decision.unasked)
            ):
                helped = tracker.get_slot(GETTING_HELP)
                return self._say(HELP_COMES if helped else reminder(turn.told, signs_latest_first(tracker)), domain)
        if turn.intent == START_AGAIN:
            return self._say("utter_ask_take_back", domain)
        if turn.in_screening and turn.intent == CORRECTION and (answered := turn.last_answered()):
            return self._say("utter_correction", domain, [SlotSet(answered, None)])
        if turn.open_danger_question and turn.intent == HEDGED_NO:
            return self._say("utter_clarify_hedge", domain)
        if turn.is_doubtful() and (question := turn.clarifying_question()):
            asked = [ActiveLoop(FORM), SlotSet(question, None), SlotSet(REQUESTED_SLOT, question), SlotSet(GETTING_HELP, None)]
            return self._say("utter_clarify", domain, asked)
        return self._prediction(self._default_predictions(domain), events=turn.outcome())

    def _continue(self, done: Sequence[str], tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        """The rest of a chain that this policy began with ``done[0]``; one action a prediction."""
        chain: List[str] = []
        if done[0] in all_referrals():
            which = checklist_answered(tracker)
            left = tracker.active_loop_name or ACTION_DEACTIVATE_LOOP_NAME in done
            held = _Turn(tracker, self._knowledge).standing
            assert held is not None
            chain = [
                *referrals(held, signs_said_now(tracker)),
                CHECK,
                *([ACTION_DEACTIVATE_LOOP_NAME] if left else []),
                *([f"utter_which_{which}"] if which else []),
            ]
        elif done[0].startswith("utter_still_"):
            turn = _Turn(tracker, self._knowledge)
            chain = [done[0], *([CHECK] if turn.says_a_sign_again() else [])]
        elif done[0] in {"utter_ask_take_back", "utter_clarify_hedge", HELP_COMES}:
            chain = [done[0]]
        elif done[0] == "utter_clarify" or (done[0] == "utter_correction" and changes_the_open_question(tracker)):
            chain = [done[0], f"utter_ask_{tracker.get_slot(REQUESTED_SLOT)}"]
        if not chain:
            return self._prediction(self._default_predictions(domain))
        following = chain[len(done)] if len(done) < len(chain) else ACTION_LISTEN_NAME
        return self._say(following, domain)

    def _say(self, action: str, domain: Domain, events: Sequence[Event] = ()) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        # an active form's prediction carries this mark, and the ensemble drops all that do not
        return self._prediction(probabilities, events=list(events), is_no_user_prediction=True)


class _Turn:
    """One user message seen against the conversation before it."""

    def __init__(self, tracker: DialogueStateTracker, knowledge: Knowledge) -> None:
        assert tracker.latest_message is not None
        self._tracker = tracker
        self._knowledge = knowledge
        self.intent: str = tracker.latest_message.intent.get("name") or ""
        self.in_screening = tracker.active_loop_name == FORM
        self._requested: Optional[str] = tracker.get_slot(REQUESTED_SLOT) if self.in_screening else None
        questions = {question.slot: question for question in knowledge.questions}
        self.open_danger_question = questions.get(self._requested or "")
        told = tracker.get_slot("disposition")
        self.told = Disposition(told) if told else None
        self._slots = dict(tracker.current_slot_values())
        if self.open_danger_question and self.intent == HEDGED_NO and asked_to_be_sure(tracker):
            self._slots[self.open_danger_question.slot] = YES  # hedged twice: never a no
        messages = [event.parse_data for event in this_session(tracker) if isinstance(event, UserUttered)]
        self.decision = decide_conversation(messages, self._slots, knowledge)[1]
        self._changed = changed_answers(tracker, screening_slots(knowledge))
        corrected = self._corrected(messages)
        self.falls = corrected is not None
        self.standing = corrected.disposition if corrected else standing(self.decision.disposition, self.told)

    def _corrected(self, messages: Sequence[Dict[str, Any]]) -> Optional[Decision]:
        """The milder decision that takes the place of what was told; None where that stands.

        It falls only where answers that were changed by name had led to it, and nothing else leads to it now.
        """
        if not self._changed or self.told is None or not self.told.interrupts:
            return None
        before = decide_conversation(messages, {**self._slots, **self._changed}, self._knowledge)[1]
        # an answer that was emptied counts until there is another
        waiting = {slot: answer for slot, answer in self._changed.items() if self._slots.get(slot) is None}
        now = decide_conversation(messages, {**self._slots, **waiting}, self._knowledge)[1]
        milder = now.disposition is None or now.disposition.urgency < self.told.urgency
        return now if before.disposition is self.told and milder else None

    def must_refer(self) -> bool:
        """Whether the person must hear a referral now: it is new, another, said yes to again, or the screening ended so."""
        if self.standing is None or not self.standing.interrupts:
            return False
        if self.falls or (self.in_screening and self.decision.finished):
            return True
        if self._answers_a_change() in (YES, UNSURE):
            return True
        if self.told is None or self.standing.urgency > self.told.urgency:
            return True
        return bool(set(self.decision.red_flags) - set(self._tracker.get_slot("red_flags") or []))

    def says_a_sign_again(self) -> bool:
        """Whether this message asserts a sign that has led to a referral before."""
        return self.told is not None and self.told.interrupts and bool(signs_said_now(self._tracker))

    def outcome(self, refers: bool = False) -> List[Event]:
        """Slot events that keep the decision, so that it survives a dead action server.

        A new referral (``refers``) starts the reminders again, also for who was getting help before.
        """
        again = (refers or self.falls) and self._tracker.get_slot(GETTING_HELP)
        events: List[Event] = [SlotSet(GETTING_HELP, None)] if again else []
        if self.open_danger_question:
            slot = self.open_danger_question.slot
            if self._slots.get(slot) != self._tracker.get_slot(slot):
                events.append(SlotSet(slot, self._slots[slot]))
        if self.standing is not self.told and (self.standing is not None or self.falls):
            events.append(SlotSet("disposition", self.standing.value if self.standing else None))
        if list(self.decision.red_flags) != (self._tracker.get_slot("red_flags") or []):
            events.append(SlotSet("red_flags", list(self.decision.red_flags)))
        return events

    def forget(self) -> List[Event]:
        """Take back every answer and finding: the person said they were wrong, and all is asked again."""
        emptied = [*screening_slots(self._knowledge), "disposition", "red_flags", GETTING_HELP]
        return [SlotSet(slot, None) for slot in emptied]

    def ask_again(self, slot: str) -> List[Event]:
        """Empty one answer and open its question, also after the screening has ended.

        A referral stands until the question is answered. A milder outcome does not: danger may be open again.
        """
        milder = self.told is not None and not self.told.interrupts
        opened: List[Event] = [ActiveLoop(FORM), SlotSet(slot, None), SlotSet(REQUESTED_SLOT, slot)]
        return [*opened, SlotSet("disposition", None)] if milder else opened

    def answers_a_change_in_vain(self) -> bool:
        """Whether a question asked again was answered, and the person must go to hospital all the same."""
        emergency = self.told is not None and self.told.urgency >= Disposition.EMERGENCY.urgency
        return emergency and self._answers_a_change() is not None

    def _answers_a_change(self) -> Optional[str]:
        """The new answer to the open question, if that was asked again to change its answer."""
        return self._slots.get(self._requested) if self._requested in self._changed else None

    def last_answered(self) -> Optional[str]:
        """The screening slot that was filled last before this message."""
        return last_filled(self._tracker, set(screening_slots(self._knowledge)))

    def is_doubtful(self) -> bool:
        """Whether danger is in the air without a sign named: also "emergency", or help called before any referral."""
        return self.intent == MAYBE_RED_FLAG or (self.intent == GETTING_HELP and self.told is None)

    def clarifying_question(self) -> Optional[str]:
        """The danger question to ask at once: the doubtful sign's own, else the first one unanswered."""
        assert self._tracker.latest_message is not None
        doubtful = {each.flag for each in findings_of([self._tracker.latest_message.parse_data]) if each.status is Status.UNKNOWN}
        for question in self._knowledge.questions:
            if doubtful.intersection(question.flags):
                return question.slot
        if self.open_danger_question:
            return self.open_danger_question.slot
        return next(iter(self.decision.unasked), None)
