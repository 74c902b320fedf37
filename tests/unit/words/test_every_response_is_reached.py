"""No response is named that does not exist, and none exists that nobody can hear."""

from __future__ import annotations

import ast
import re

import pytest
from wording import ANSWER_FILES, DOMAIN, NAMES, REMINDERS, ROOT, URGENT, raw_texts

from assistant.referrals import all_referrals
from triage.emergency_numbers import load_numbers
from triage.files import read_yaml
from triage.knowledge import load
from triage.questions import FollowUp

BY_RASA = {"utter_default", "utter_restart"}
"""Said by Rasa's own action_default_fallback and action_restart."""


def _steps(node) -> list[str]:
    """Every action named in rules or stories, at any depth."""
    if isinstance(node, dict):
        own = [node["action"]] if isinstance(node.get("action"), str) else []
        return own + [name for value in node.values() for name in _steps(value)]
    return [name for each in node for name in _steps(each)] if isinstance(node, list) else []


def _intents(node) -> list[str]:
    """Every intent that rules answer, at any depth."""
    if isinstance(node, dict):
        own = [node["intent"]] if "intent" in node else []
        return own + [name for value in node.values() for name in _intents(value)]
    return [name for each in node for name in _intents(each)] if isinstance(node, list) else []


def _code(folder: str) -> list[ast.AST]:
    """Every node of the code of a package."""
    files = sorted((ROOT / folder).glob("**/*.py"))
    return [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


RULES = [read_yaml(path) for path in sorted((ROOT / "data" / "rules").glob("*.yml"))]
STORIES = [read_yaml(path) for path in sorted((ROOT / "data" / "stories").glob("*.yml"))]
TOLD = {*_steps(RULES), *_steps(STORIES)}
ASKED = {f"utter_ask_{slot}" for form in DOMAIN["forms"].values() for slot in form["required_slots"]}
ANSWERS = {f"utter_ask/{path.stem}" for path in ANSWER_FILES} if "utter_ask" in TOLD else set()
WHICH = {f"utter_which_{question.slot}" for question in load().questions}
CODE = [*_code("assistant"), *_code("actions")]
IN_CODE = {node.value for node in CODE if isinstance(node, ast.Constant)} & NAMES
SUGGESTED = {f"utter_suggest_{name}" for name in {*(path.stem for path in ANSWER_FILES), *_intents(RULES)}}
FOLLOW_UPS = {
    f"utter_follow_up_{topic}_{kind.value}" for topic in ("care_plan", *(path.stem for path in ANSWER_FILES)) for kind in FollowUp
}
MINDED = {f"utter_mind_{flag}" for flag in load().red_flags}
REACHED = (
    MINDED & NAMES
    | FOLLOW_UPS & NAMES
    | SUGGESTED & NAMES
    | TOLD
    | ASKED
    | ANSWERS
    | WHICH
    | IN_CODE
    | BY_RASA
    | all_referrals()
    | REMINDERS
)


@pytest.mark.parametrize("name", sorted(name for name in TOLD if name.startswith("utter_") and name != "utter_ask"))
def test_a_response_in_rules_and_stories_exists(name):
    assert name in NAMES


@pytest.mark.parametrize("name", sorted(name for name in TOLD if not name.startswith("utter_")))
def test_an_action_in_rules_and_stories_is_declared_or_rasas_own(name):
    assert name in {*DOMAIN["actions"], *DOMAIN["forms"], "action_deactivate_loop", "action_listen", "action_restart"}


@pytest.mark.parametrize("name", sorted(ASKED | WHICH | BY_RASA | URGENT))
def test_a_response_that_forms_policy_or_rasa_say_exists(name):
    assert name in NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_response_can_be_heard(name):
    assert name in REACHED


@pytest.mark.parametrize("intent", sorted(set(DOMAIN["intents"]) - {"report_red_flag", "restart"}))
def test_an_intent_brings_an_answer(intent):
    assert intent in _intents(RULES)


@pytest.mark.parametrize("slot", DOMAIN["forms"]["screening_form"]["required_slots"])
def test_why_do_you_ask_has_an_answer_of_its_own_for_each_question(slot):
    conditions = [each.get("condition") for each in DOMAIN["responses"]["utter_why_asking"]]
    assert [{"type": "slot", "name": "requested_slot", "value": slot}] in conditions


def test_every_blank_in_a_text_is_filled_by_an_action_a_channel_the_generator_or_from_the_numbers():
    blanks = {blank for texts in raw_texts().values() for text in texts for blank in re.findall(r"{(\w+)}", text)}
    filled = {keyword.arg for node in CODE if isinstance(node, ast.Call) for keyword in node.keywords}
    known = filled | {"source_names", "recap"} | set(load_numbers().phrases)
    assert {"red_flag_names", "red_flag_words", *load_numbers().phrases} <= blanks <= known


@pytest.mark.parametrize("topic", ["care_plan", *(path.stem for path in ANSWER_FILES)])
def test_every_answer_can_be_said_in_simpler_words(topic):
    assert f"utter_follow_up_{topic}_simpler" in NAMES
