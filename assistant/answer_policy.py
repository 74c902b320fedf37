"""The policy that answers what one rule cannot: two questions in one message, and follow-ups to an answer."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.core.constants import POLICY_PRIORITY
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.answering import answers_due
from assistant.tracker_reading import actions_this_turn


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class AnswerPolicy(Policy):
    """Says what :func:`assistant.answering.answers_due` lists, one action at a time, then listens."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Priority 7 is one above RulePolicy's and one below RedFlagPolicy's."""
        return {POLICY_PRIORITY: 7}

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
    ) -> AnswerPolicy:
        """Make the policy; there is nothing to load."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next of the answers that are due, or no opinion."""
        done = actions_this_turn(tracker)
        due = answers_due(tracker, domain.responses)
        probabilities = self._default_predictions(domain)
        if not due or done != due[: len(done)]:
            return self._prediction(probabilities)
        following = due[len(done)] if len(done) < len(due) else ACTION_LISTEN_NAME
        probabilities[domain.index_for_action(following)] = 1.0
        # an active form's prediction carries this mark, and the ensemble drops all that do not
        return self._prediction(probabilities, is_no_user_prediction=True)
