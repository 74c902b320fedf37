"""The custom action: it sets the outcome and says what it rests on, in the words of the domain."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.check_red_flags import ActionCheckRedFlags
from triage.conversation import FINDINGS
from triage.detector import default_detector
from triage.knowledge import load

QUESTIONS = {question.slot: question for question in load().questions}
NO_TO_ALL = dict.fromkeys(QUESTIONS, "no")
HARMLESS = {"onset": "0", "severity": "3", "place": "lower_back"}
BUTTON = "/restart_screening"


def said(text: str) -> dict[str, Any]:
    """A user event as the Rasa server sends it."""
    findings = [each.as_dict() for each in default_detector().detect(text)]
    data = {"text": text, "intent": {"name": text.lstrip("/"), "confidence": 1.0}, "entities": [], FINDINGS: findings}
    return json.loads(json.dumps({"event": "user", "text": text, "parse_data": data}))


def run(*texts: str, events: list[dict[str, Any]] | None = None, **slots: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The slots that the action sets and the responses that it asks for."""
    heard = [said(text) for text in texts] if events is None else events
    tracker = Tracker("person", slots, {}, heard, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    set_slots = ActionCheckRedFlags().run(dispatcher, tracker, {})
    return {event["name"]: event["value"] for event in set_slots}, dispatcher.messages


def responses(*texts: str, **slots: Any) -> list[str]:
    return [message["response"] for message in run(*texts, **slots)[1]]


def test_it_has_the_name_that_the_domain_gives_it():
    assert ActionCheckRedFlags().name() == "action_check_red_flags"


# --- the slots -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "disposition", "red_flags"),
    [
        (["i have a fever"], "urgent", ["fever_infection"]),
        (["i wet myself"], "emergency", ["bladder_bowel"]),
        (["my speech is slurred"], "emergency_ambulance", ["stroke_signs"]),
        (["i have a fever", "and i wet myself"], "emergency", ["bladder_bowel", "fever_infection"]),
        (["i wet myself", "no, it's nothing"], "emergency", ["bladder_bowel"]),
    ],
)
def test_the_outcome_of_the_whole_conversation_is_set(texts, disposition, red_flags):
    assert run(*texts)[0] == {"disposition": disposition, "red_flags": red_flags}


def test_a_yes_to_a_checklist_sets_all_its_flags():
    slot, question = next(iter(QUESTIONS.items()))
    assert run("yes", **{slot: "yes"})[0] == {"disposition": question.disposition.value, "red_flags": list(question.flags)}


def test_a_harmless_screening_is_set_as_self_care_without_a_word():
    assert run("my back hurts", **NO_TO_ALL, **HARMLESS) == ({"disposition": "self_care", "red_flags": []}, [])


def test_an_unfinished_harmless_conversation_leaves_the_disposition_unset():
    assert run("my back hurts") == ({"red_flags": []}, [])


def test_a_doctors_look_that_rests_on_an_answer_says_which():
    slots = {**NO_TO_ALL, **HARMLESS, "onset": "21", "severity": "8"}
    set_slots, said = run("my back hurts", **slots)
    assert set_slots == {"disposition": "see_doctor", "red_flags": []}
    assert [(each["response"], each["limit_reasons"]) for each in said] == [
        ("utter_explain_limits", "it has lasted more than two weeks; the pain is severe")
    ]


def test_a_doctor_today_for_the_upper_back_says_so():
    slots = {**NO_TO_ALL, **HARMLESS, "place": "upper_back"}
    assert [each["response"] for each in run("my back hurts", **slots)[1]] == ["utter_explain_limits"]


def test_what_was_told_never_falls_in_the_action_either():
    slots = {**NO_TO_ALL, **HARMLESS, "disposition": "urgent"}
    assert run("my back hurts", **slots)[0]["disposition"] == "urgent"


def test_a_nerve_sign_beside_an_overdose_is_explained():
    said = run("i took too many painkillers and i cant feel my legs")[1]
    explained = next(each for each in said if each["response"] == "utter_explain_red_flags")
    assert "cant feel my legs" in explained["red_flag_words"]
    assert "painkillers" not in explained["red_flag_words"]


def test_what_was_said_before_it_was_taken_back_does_not_count():
    assert run("i wet myself", BUTTON)[0] == {"red_flags": []}


def test_what_was_said_after_it_was_taken_back_counts():
    assert run("i wet myself", BUTTON, "i have a fever")[0] == {"disposition": "urgent", "red_flags": ["fever_infection"]}


def test_a_message_that_did_not_pass_the_detector_is_read_all_the_same():
    event = {"event": "user", "text": "i wet myself", "parse_data": {"text": "i wet myself", "intent": {}}}
    assert run(events=[event])[0]["disposition"] == "emergency"


@pytest.mark.parametrize(
    "event", [{"event": "user"}, {"event": "user", "parse_data": None}, {"event": "bot", "text": "i wet myself"}, {}]
)
def test_an_event_without_the_persons_words_says_nothing(event):
    assert run(events=[event]) == ({"red_flags": []}, [])


# --- the reasons -----------------------------------------------------------------------------------------


def test_a_referral_for_words_quotes_them_and_names_the_flag():
    message = run("since monday i wet myself")[1][0]
    assert message["response"] == "utter_explain_red_flags"
    assert message["red_flag_words"] == "wet myself"
    assert message["red_flag_names"] == load().red_flags["bladder_bowel"].name


def test_the_words_of_several_flags_are_all_quoted():
    message = run("i wet myself", "my speech is slurred")[1][0]
    assert message["red_flag_words"].split("; ") == ["wet myself", "speech is slurred"]
    assert len(message["red_flag_names"].split("; ")) == 2


def test_words_that_led_to_two_flags_are_quoted_once():
    message = run("i cant feel my legs")[1][0]
    assert message["red_flag_words"] == "cant feel my legs"


def test_a_referral_for_a_checklist_says_which_list():
    slot, question = next(iter(QUESTIONS.items()))
    message = run("yes", **{**NO_TO_ALL, slot: "yes"})[1][0]
    assert message["response"] == "utter_explain_checklist"
    assert message["red_flag_names"] == "; ".join(load().red_flags[flag].name for flag in question.flags)


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("slot", QUESTIONS)
def test_every_checklist_that_refers_is_explained(slot, answer):
    assert "utter_explain_checklist" in responses("words", **{**NO_TO_ALL, slot: answer})


def test_words_and_a_checklist_are_explained_apart():
    second = list(QUESTIONS)[1]
    assert responses("i wet myself", **{**NO_TO_ALL, second: "yes"}) == ["utter_explain_red_flags", "utter_explain_checklist"]


def test_it_admits_what_was_not_asked():
    assert responses("i wet myself") == ["utter_explain_red_flags", "utter_explain_unasked"]


def test_with_everything_asked_it_admits_nothing():
    assert responses("i wet myself", **NO_TO_ALL) == ["utter_explain_red_flags"]


@pytest.mark.parametrize("text", ["i want to kill myself", "i took too many painkillers"])
def test_thoughts_of_self_harm_and_an_overdose_are_not_explained(text):
    assert responses(text) == []


def test_a_sign_denied_is_not_quoted():
    message = run("no chest pain, but i wet myself")[1][0]
    assert "chest" not in message["red_flag_words"]


def test_a_risk_factor_is_not_named_as_a_sign():
    message = run("i take warfarin", "i wet myself")[1][0]
    assert message["red_flag_names"] == load().red_flags["bladder_bowel"].name


@pytest.mark.parametrize("text", ["", "🦵" * 100, "a" * 30_000], ids=lambda text: repr(text)[:10])
def test_odd_messages_are_no_reason_to_refer(text):
    assert run(text) == ({"red_flags": []}, [])


def test_it_neither_prints_nor_logs_what_the_person_said(capfd, caplog):
    with caplog.at_level("DEBUG"):
        run("i wet myself")
    written = capfd.readouterr()
    assert "wet myself" not in written.out + written.err + caplog.text
