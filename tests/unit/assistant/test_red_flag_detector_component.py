"""What the detector leaves on a message for Rasa: findings, entities and, where it matters now, the intent."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant import red_flag_detector as component
from assistant.hearer import Heard
from assistant.intents import MAYBE_RED_FLAG, REPORT_RED_FLAG
from assistant.red_flag_detector import DANGER_HEARD, RedFlagDetector
from assistant.sentence_featurizer import HEARD
from triage.conversation import FINDINGS
from triage.hearing import default_thresholds
from triage.knowledge import FOLDER

FALLBACK = "nlu_fallback"


def detected(text: str | None, intent: str = "greet", confidence: float = 0.9, **properties) -> Message:
    heard = {"name": intent, "confidence": confidence}
    message = Message({TEXT: text, INTENT: heard, INTENT_RANKING_KEY: [heard], **properties})
    return RedFlagDetector(RedFlagDetector.get_default_config()).process([message])[0]


def flags_of(message: Message) -> set[str]:
    return {each["value"] for each in message.get(ENTITIES, []) if each["entity"] == "red_flag"}


@pytest.mark.parametrize(
    "text",
    [
        "i wet myself",
        "I CANT FEEL MY LEGS!!!",
        "pain. also my speech is slurred",
        "i have a fever",
        "my husband cant feel his legs",
        "cant fele my legs",
    ],
)
def test_a_sign_that_must_be_answered_now_sets_the_intent_whatever_the_classifier_said(text):
    message = detected(text, "thanks", 0.99)
    assert message.get(INTENT) == {"name": REPORT_RED_FLAG, "confidence": 1.0}
    assert message.get(INTENT_RANKING_KEY)[0] == {"name": REPORT_RED_FLAG, "confidence": 1.0}


def test_each_flag_present_becomes_one_entity_that_names_its_rule_and_its_words():
    text = "since monday i wet myself and i have a fever"
    entities = {each["value"]: each for each in detected(text).get(ENTITIES)}
    assert set(entities) == {"bladder_bowel", "fever_infection"}
    bladder = entities["bladder_bowel"]
    assert bladder["rule"].startswith("bladder_bowel/")
    assert "wet myself" in text[bladder["start"] : bladder["end"]]


def test_entities_that_others_found_are_kept():
    side = {"entity": "side", "value": "left", "start": 0, "end": 4}
    assert side in detected("left leg, i wet myself", **{ENTITIES: [side]}).get(ENTITIES)


@pytest.mark.parametrize(
    "text",
    [
        "no numbness and i can pee fine",
        "what if i wet myself",
        "how long should i ice it",
        "i had a fever last year, that is over",
        "hello",
    ],
)
def test_a_sign_denied_imagined_or_over_leaves_intent_and_entities_alone(text):
    message = detected(text, "ask", 0.6)
    assert message.get(INTENT) == {"name": "ask", "confidence": 0.6}
    assert flags_of(message) == set()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("no chest pain", "absent"),
        ("what if i wet myself", "hypothetical"),
        ("not sure about a fever", "unknown"),
        ("i wet myself", "present"),
    ],
)
def test_what_was_found_is_kept_on_the_message_with_its_status(text, status):
    assert [each["status"] for each in detected(text).get(FINDINGS)] == [status]


def test_the_findings_reach_the_output_of_the_pipeline_as_plain_data():
    kept = detected("i wet myself").as_dict(only_output_properties=True)[FINDINGS]
    assert json.loads(json.dumps(kept)) == kept
    assert kept[0]["flag"] == "bladder_bowel"


def test_a_message_without_a_sign_says_so_that_it_need_not_be_read_again():
    assert detected("hello").get(FINDINGS) == []


def test_a_flag_that_waits_for_the_end_of_the_screening_is_noted_but_sets_no_intent():
    message = detected("i am 3 months pregnant", "report_symptom")
    assert flags_of(message) == {"pregnancy"}
    assert message.get(INTENT)["name"] == "report_symptom"


def test_a_risk_factor_alone_is_no_entity():
    message = detected("i take warfarin", "report_symptom")
    assert [each["flag"] for each in message.get(FINDINGS)] == ["blood_thinners"]
    assert flags_of(message) == set()


@pytest.mark.parametrize("text", ["not sure i am numb down there", "not sure about a fever"])
def test_a_doubtful_sign_brings_a_question(text):
    message = detected(text, "report_symptom")
    assert message.get(INTENT) == {"name": MAYBE_RED_FLAG, "confidence": 1.0}
    assert flags_of(message) == set()


def test_a_sign_asserted_outweighs_a_doubtful_one():
    assert detected("not sure about a fever but i wet myself").get(INTENT)["name"] == REPORT_RED_FLAG


# --- what only the classifier heard ----------------------------------------------------------------------


@pytest.mark.parametrize("confidence", [0.5, 0.7, 1.0])
def test_an_emergency_that_only_the_classifier_heard_brings_a_question_never_an_alarm(confidence):
    message = detected("all is weird", REPORT_RED_FLAG, confidence)
    assert message.get(INTENT) == {"name": MAYBE_RED_FLAG, "confidence": confidence}
    assert flags_of(message) == set()


@pytest.mark.parametrize("confidence", [0.0, 0.3, 0.49])
def test_an_emergency_that_the_classifier_hardly_heard_is_asked_again_in_other_words(confidence):
    assert detected("all is weird", REPORT_RED_FLAG, confidence).get(INTENT)["name"] == FALLBACK


def test_an_emergency_that_the_classifier_hardly_heard_gives_way_to_its_next_guess():
    ranking = [{"name": REPORT_RED_FLAG, "confidence": 0.45}, {"name": "ask", "confidence": 0.4}]
    message = Message({TEXT: "all is weird", INTENT: ranking[0], INTENT_RANKING_KEY: ranking})
    RedFlagDetector({"ask_above": 0.5}).process([message])
    assert message.get(INTENT) == {"name": "ask", "confidence": 0.4}


def test_the_confidence_from_which_it_asks_can_be_set():
    heard = {"name": REPORT_RED_FLAG, "confidence": 0.6}
    message = Message({TEXT: "all is weird", INTENT: heard, INTENT_RANKING_KEY: [heard]})
    RedFlagDetector({"ask_above": 0.8}).process([message])
    assert message.get(INTENT)["name"] == FALLBACK


def test_a_classifier_that_asks_by_itself_is_let_through():
    assert detected("my legs feel funny", MAYBE_RED_FLAG, 0.4).get(INTENT) == {"name": MAYBE_RED_FLAG, "confidence": 0.4}


# --- what only the hearer heard --------------------------------------------------------------------------


def heard(text: str, danger: float, **present: float) -> Message:
    return detected(text, "report_symptom", 0.9, **{HEARD: Heard(np.zeros(384), danger, present)})


def test_a_sign_that_only_the_hearer_heard_raises_the_alarm_and_shows_its_words():
    text = "that seat and i have parted ways since tuesday"
    message = heard(text, 0.999, saddle_numbness=0.9)
    entity = message.get(ENTITIES)[0]
    assert message.get(INTENT)["name"] == REPORT_RED_FLAG
    assert (entity["value"], entity["rule"]) == ("saddle_numbness", "saddle_numbness/heard")
    assert text[entity["start"] : entity["end"]].strip()


def test_a_sign_heard_faintly_brings_a_question():
    message = heard("it feels odd", default_thresholds().ask_above, saddle_numbness=0.3)
    assert message.get(INTENT)["name"] == MAYBE_RED_FLAG
    assert flags_of(message) == set()


def test_a_rule_whose_words_mean_nothing_to_the_hearer_asks_and_is_never_silent():
    message = heard("i wet myself", 0.0, bladder_bowel=0.0)
    assert message.get(INTENT)["name"] == MAYBE_RED_FLAG


def test_how_sure_the_hearer_is_reaches_the_output():
    assert heard("hello", 0.1234).as_dict(only_output_properties=True)[DANGER_HEARD] == 0.123


def test_without_a_hearer_the_rules_stand_alone():
    message = detected("i wet myself")
    assert message.get(DANGER_HEARD) is None
    assert message.get(INTENT)["name"] == REPORT_RED_FLAG


# --- any input -------------------------------------------------------------------------------------------

ODD = ["", " ", "\n", None, "🦵🦵🦵", "\x00", "a" * 30_000, "'; drop table", "/report_red_flag", "٣٣٣"]


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text)[:20])
def test_odd_input_is_read_without_an_alarm(text):
    message = detected(text)
    assert message.get(FINDINGS) == []
    assert message.get(INTENT)["name"] == "greet"


def test_a_message_without_an_intent_is_read():
    message = Message({TEXT: "i wet myself"})
    RedFlagDetector(RedFlagDetector.get_default_config()).process([message])
    assert message.get(INTENT)["name"] == REPORT_RED_FLAG


def test_every_message_of_a_batch_is_read():
    messages = [Message({TEXT: text}) for text in ("hello", "i wet myself", "i have a fever")]
    RedFlagDetector(RedFlagDetector.get_default_config()).process(messages)
    assert [flags_of(message) for message in messages] == [set(), {"bladder_bowel"}, {"fever_infection"}]


# --- training anew ---------------------------------------------------------------------------------------


def test_a_change_in_a_knowledge_file_changes_the_fingerprint(tmp_path, monkeypatch):
    for path in FOLDER.glob("*.yml"):
        shutil.copy(path, tmp_path)
    before = RedFlagDetector.fingerprint_addon({})
    monkeypatch.setattr(component, "FOLDER", tmp_path)
    assert RedFlagDetector.fingerprint_addon({}) == before
    with (tmp_path / "words.yml").open("a", encoding="utf-8") as words:
        words.write("\n# changed\n")
    assert RedFlagDetector.fingerprint_addon({}) != before
