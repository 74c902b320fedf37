"""Every response that the code can name exists in the domain: a missing one would be silence in danger."""

from __future__ import annotations

import ast

import pytest
from talk import ROOT

from assistant.red_flag_policy import CHECK, FORM
from assistant.referrals import all_referrals, referrals, reminder
from assistant.response_generator import IF_IT_COMES_TRUE
from triage.conversation import START_AGAIN, screening_slots
from triage.disposition import Disposition
from triage.knowledge import load

FLAGS = [flag for flag in load().red_flags.values() if flag.disposition]
INTERRUPTING = [each for each in Disposition if each.interrupts]


def named_in(folder: str) -> set[str]:
    """Every string in the code of a package that looks like a response or the beginning of one."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).glob("*.py"))]
    strings = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    named = {each for each in strings if isinstance(each, str) and each.startswith("utter_") and " " not in each}
    return named - {"utter_action"}  # a key of Rasa's response selector


@pytest.mark.parametrize("name", sorted(named_in("assistant") | named_in("actions")))
def test_a_response_named_in_the_code_exists_or_begins_the_name_of_one(domain, name):
    assert [each for each in domain.responses if each == name or (name.endswith(("_", "/")) and each.startswith(name))]


@pytest.mark.parametrize("name", sorted(all_referrals()))
def test_every_referral_exists(domain, name):
    assert name in domain.responses


@pytest.mark.parametrize("disposition", INTERRUPTING, ids=lambda each: each.value)
@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_a_flag_at_any_tier_has_a_referral_that_the_chain_knows_and_a_reminder(domain, flag, disposition):
    assert set(referrals(disposition, [flag.id])) <= all_referrals()
    assert reminder(disposition, [flag.id]) in domain.responses


@pytest.mark.parametrize("slot", screening_slots(load()))
def test_every_screening_question_has_its_words(domain, slot):
    assert f"utter_ask_{slot}" in domain.responses


@pytest.mark.parametrize("question", load().questions, ids=lambda question: question.slot)
def test_every_checklist_has_a_question_for_which_one(domain, question):
    assert f"utter_which_{question.slot}" in domain.responses


def test_the_lead_before_an_imagined_sign_exists(domain):
    assert IF_IT_COMES_TRUE in domain.responses


def test_the_form_the_check_and_the_button_exist(domain):
    assert (FORM in domain.forms, CHECK in domain.user_actions, START_AGAIN in domain.intents) == (True, True, True)


def test_the_form_asks_what_the_decision_waits_for_danger_first(domain):
    assert domain.required_slots_for_form(FORM)[: len(load().questions)] == [each.slot for each in load().questions]
    assert set(domain.required_slots_for_form(FORM)) == set(screening_slots(load()))
