"""One person talking: real trackers, slot filling, form and red-flag policy, without a trained model.

What the classifier would have said is given by the test; all the rest of the turn is the project's own
code and Rasa's, up to the point where the red-flag policy leaves the turn to the other policies.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.core.actions.action import action_for_name_or_text
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.policies.policy import PolicyPrediction
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.constants import ACTION_EXTRACT_SLOTS, ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig

from assistant.answer_interpreter import AnswerInterpreter
from assistant.changed_answers import CHANGE
from assistant.detail_extractor import DetailExtractor
from assistant.red_flag_detector import RedFlagDetector
from assistant.red_flag_policy import FORM, RedFlagPolicy
from assistant.response_generator import ResponseGenerator
from triage.emergency_numbers import load_numbers
from triage.knowledge import load

ROOT = Path(__file__).resolve().parents[3]
OTHERS = "left to the other policies"
QUESTIONS = [question.slot for question in load().questions]
UNKNOWN_COUNTRY = load_numbers().words(None, told=False)
HARMLESS = {"onset": "it started today", "severity": "3 out of 10", "place": "in my lower back"}


def hear(text: str, intent: str, domain: Domain, confidence: float = 0.9) -> dict[str, Any]:
    """The parse data of ``text`` after our rules, had the classifier said ``intent``."""
    heard = {"name": intent, "confidence": confidence}
    message = Message({TEXT: text, INTENT: heard, INTENT_RANKING_KEY: [heard]}, output_properties={TEXT, INTENT})
    for component in (
        DetailExtractor(),
        AnswerInterpreter(AnswerInterpreter.get_default_config()),
        RedFlagDetector(RedFlagDetector.get_default_config()),
    ):
        component.process([message])
    message = RegexMessageHandler().process([message], domain)[0]
    return {"entities": [], **message.as_dict(only_output_properties=True)}


def text_of(name: str, domain: Domain) -> str:
    """The first text of a response as it is read while the country is unknown."""
    text = str(domain.responses[name][0]["text"])
    for blank, words in UNKNOWN_COUNTRY.items():
        text = text.replace(f"{{{blank}}}", words)
    return text


class Talk:
    """A conversation with a person. The action server is dead throughout, as it may be."""

    def __init__(self, domain: Domain, policy: RedFlagPolicy) -> None:
        self.domain = domain
        self.policy = policy
        self.tracker = DialogueStateTracker("person", domain.slots)
        self.predictions: list[PolicyPrediction] = []
        self.channel = CollectingOutputChannel()
        self._nlg = ResponseGenerator(EndpointConfig(), domain)
        self.tracker.update(ActionExecuted("action_session_start"))
        self.tracker.update(SessionStarted())
        self.tracker.update(ActionExecuted(ACTION_LISTEN_NAME))

    def says(
        self, text: str, intent: str = "nlu_fallback", confidence: float = 0.9, metadata: dict[str, Any] | None = None
    ) -> list[str]:
        """What the policy does about a message: its actions, last to listen or to leave it to the others."""
        data = hear(text, intent, self.domain, confidence)
        self.tracker.update(UserUttered(data["text"], data["intent"], data["entities"], data, metadata=metadata), self.domain)
        self._run(ACTION_EXTRACT_SLOTS)
        self.predictions = []
        done: list[str] = []
        while not done or done[-1] not in {ACTION_LISTEN_NAME, OTHERS}:
            prediction = self.predict()
            self.predictions.append(prediction)
            if prediction.max_confidence == 0.0:
                return [*done, OTHERS]
            done.append(self.domain.action_names_or_texts[prediction.probabilities.index(prediction.max_confidence)])
            self.does(done[-1], prediction)
        return done

    def predict(self) -> PolicyPrediction:
        """The policy's next prediction, without acting on it."""
        return self.policy.predict_action_probabilities(self.tracker, self.domain)

    def does(self, action: str, prediction: PolicyPrediction | None = None) -> Talk:
        """Run an action as Rasa's processor does; without a prediction, another policy chose it."""
        chosen = prediction or self.predict()
        self.tracker.update_with_events(chosen.events, self.domain)
        if action.startswith("action_check"):
            self.tracker.update(ActionExecuted(action))  # the action server is dead: its events are lost
        else:
            self._run(action, logged=True)
        return self

    def _run(self, name: str, logged: bool = False) -> None:
        action = action_for_name_or_text(name, self.domain, None)
        events = asyncio.run(action.run(self.channel, self._nlg, self.tracker.copy(), self.domain))
        if logged:
            self.tracker.update(action.event_for_successful_execution(PolicyPrediction.for_action_name(self.domain, name)))
        self.tracker.update_with_events(events, self.domain)

    def changes(self, slot: str) -> list[str]:
        """Ask to change an answer by name, as the chat page does."""
        return self.says("/correction", metadata={CHANGE: slot})

    def is_asked(self, slot: str) -> Talk:
        """Bring the screening to the question for ``slot``, everything before it answered harmlessly."""
        if self.tracker.active_loop_name != FORM:
            self.goes_on("my back hurts", "report_symptom")
        while self.requested != slot:
            assert self.requested is not None, f"the screening never asks for {slot}"
            self.goes_on(HARMLESS.get(self.requested, "/deny"), "onset")
        return self

    def goes_on(self, text: str, intent: str = "nlu_fallback") -> Talk:
        """A message that the policy leaves to the rules, which run the screening."""
        assert self.says(text, intent) == [OTHERS]
        return self.does(FORM).does(ACTION_LISTEN_NAME)

    @property
    def policy_events(self) -> dict[str, Any]:
        """Slots that the policy's predictions of the last turn set, whatever the actions did."""
        return {e.key: e.value for each in self.predictions for e in each.events if isinstance(e, SlotSet)}

    @property
    def requested(self) -> str | None:
        """The open question."""
        return self.tracker.get_slot(REQUESTED_SLOT)

    @property
    def disposition(self) -> str | None:
        """Where the person is led."""
        return self.tracker.get_slot("disposition")

    @property
    def red_flags(self) -> list[str]:
        """The red flags kept in the conversation."""
        return self.tracker.get_slot("red_flags") or []
