"""How the red-flag policy stands to the other policies: above them in danger, silent otherwise."""

from __future__ import annotations

import pytest
import yaml
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.events import UserUttered
from talk import OTHERS, QUESTIONS, ROOT

from assistant.red_flag_policy import FORM

EMERGENCY = "my lower back hurts and i wet myself"


def test_every_prediction_with_an_action_is_marked_so_that_an_active_form_cannot_outrank_it(talk):
    talk.is_asked(QUESTIONS[0]).says("/affirm")
    assert [prediction.is_no_user_prediction for prediction in talk.predictions] == [True] * 5


@pytest.mark.parametrize(("marked", "winner"), [(True, "utter_emergency"), (False, FORM)])
def test_the_ensemble_lets_the_referral_win_over_an_active_form_because_of_the_mark(talk, marked, winner):
    talk.is_asked(QUESTIONS[0])
    data = {"text": EMERGENCY, "intent": {"name": "location", "confidence": 1.0}, "entities": []}
    talk.tracker.update(UserUttered(EMERGENCY, data["intent"], [], data), talk.domain)
    ours = talk.predict()
    ours.is_no_user_prediction = marked
    forms = PolicyPrediction.for_action_name(talk.domain, FORM, "RulePolicy", 1.0)
    forms.policy_priority, forms.is_no_user_prediction = 6, True
    best = DefaultPolicyPredictionEnsemble().combine_predictions([forms, ours], talk.tracker, talk.domain)
    assert talk.domain.action_names_or_texts[best.probabilities.index(best.max_confidence)] == winner


def test_its_priority_is_above_that_of_every_other_policy():
    policies = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["policies"]
    ours, *others = sorted(policies, key=lambda policy: -policy["priority"])
    assert ours["name"] == "assistant.red_flag_policy.RedFlagPolicy"
    assert ours["priority"] > others[0]["priority"]


ORDINARY = [
    ("hello", "greet"),
    ("my back went into spasm", "report_symptom"),
    ("how long should i put ice on it", "ask"),
    ("what if i wet myself", "ask"),
    ("no numbness, i can pee fine", "report_symptom"),
    ("it hurts in my lower back", "location"),
    ("thank you", "thanks"),
    ("yes", "affirm"),
    ("not really", "hedged_no"),
    ("sorry, i meant the left side", "correction"),
    ("/restart", "restart"),
    ("qwertz", "nlu_fallback"),
    ("", "nlu_fallback"),
]


@pytest.mark.parametrize(("text", "intent"), ORDINARY)
def test_an_ordinary_message_is_left_to_the_other_policies_unchanged(talk, text, intent):
    assert talk.says(text, intent) == [OTHERS]
    assert talk.policy_events == {}


@pytest.mark.parametrize("action", [FORM, "utter_greet", "action_default_fallback"])
def test_a_turn_that_others_have_begun_is_left_to_them(talk, action):
    talk.says("my back hurts", "report_symptom")
    talk.does(action)
    assert talk.predict().max_confidence == 0.0


def test_it_has_no_opinion_before_anyone_has_spoken(talk):
    assert talk.predict().max_confidence == 0.0
