"""A button that sends words must be understood as what its title says."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.utils.io import read_yaml_file

from evaluation.outcomes import ROOT
from triage.knowledge import load

ANSWERS = sorted((ROOT / "data" / "answers").glob("*.yml"))
RESPONSES: dict[str, list[dict[str, Any]]] = dict(read_yaml_file(str(ROOT / "domain.yml"))["responses"])
for path in ANSWERS:
    RESPONSES.update(read_yaml_file(str(path))["responses"])

BUTTONS = [
    (name, button["title"], button["payload"])
    for name, variants in RESPONSES.items()
    for variant in variants
    for button in variant.get("buttons", [])
    if not button["payload"].startswith("/")
]
WHICH = [button for button in BUTTONS if button[0].startswith("utter_which_")]
OTHERS = sorted({(title, payload) for name, title, payload in BUTTONS if not name.startswith("utter_which_")})
PLACES = {"Lower back", "Upper back", "Neck", "Hip or thigh", "Below the knee"}
ANSWERS_TO_A_QUESTION = {"affirm", "deny", "hedged_no", "unsure"}
STARTS_THE_CHECK = {"Check my symptoms", "Check my back", "My back hurts", "Start the check"}


@pytest.mark.parametrize(("title", "payload"), OTHERS, ids=lambda text: text)
def test_a_button_is_understood(parse: Any, title: str, payload: str) -> None:
    intent = parse(payload)["intent"]["name"]
    assert intent not in {"nlu_fallback", "out_of_scope", "maybe_red_flag"} | ANSWERS_TO_A_QUESTION
    expected = {"report_symptom"} if title in STARTS_THE_CHECK else {"location"} if title in PLACES else None
    assert intent in expected if expected else intent not in {"report_symptom", "location"}


@pytest.mark.parametrize(("name", "title", "payload"), WHICH, ids=lambda text: text)
def test_a_button_that_names_a_sign_raises_it(parse: Any, name: str, title: str, payload: str) -> None:
    asked = next(question for question in load().questions if name == f"utter_which_{question.slot}")
    data = parse(payload)
    assert data["intent"]["name"] == "report_red_flag"
    assert {entity["value"] for entity in data["entities"]} & set(asked.flags)


@pytest.mark.parametrize("topic", [path.stem for path in ANSWERS])
def test_the_button_that_suggests_a_topic_brings_that_topic(parse: Any, topic: str) -> None:
    payload = RESPONSES[f"utter_suggest_{topic}"][0]["buttons"][0]["payload"]
    assert parse(payload)["response_selector"]["ask"]["response"]["intent_response_key"] == f"ask/{topic}"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("im in spain", "emergency_number"),
        ("is it 999 or 112", "emergency_number"),
        ("should i wear a belt for lifting", "belt_brace"),
        ("how do i lift", "lifting"),
        ("would vitamin d fix it", "supplements"),
        ("whats the best painkiller", "medicine"),
        ("should i lose weight for my back", "smoking_weight"),
        ("how do i stop it coming back", "prevention"),
        ("what position for sex", "sex"),
        ("how should i sleep", "sleep"),
    ],
)
def test_topics_that_lie_near_each_other_are_told_apart(parse: Any, text: str, topic: str) -> None:
    assert parse(text)["response_selector"]["ask"]["response"]["intent_response_key"] == f"ask/{topic}"
