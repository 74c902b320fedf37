"""Without its action server the assistant refers, asks and answers as before; only the reasons are missing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import Answers500, AnswersNonsense, BreaksOff, Hangs, standing_in
from scenario import FRAGMENTS, Conversation, read_scenario
from servers import ActionServer, RasaServer, free_port

LONGEST_TURN_SECONDS = 6.0  # the action server is given 3, and hangs 10
AT_ONCE_SECONDS = 2.0  # less than the 3 that waiting for the action server would take
FAULTS = {"not running": None, "500": Answers500, "nonsense": AnswersNonsense, "breaks off": BreaksOff, "hangs": Hangs}
FIRST_LIST = ["bladder_bowel", "saddle_numbness"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outages")


@pytest.fixture(scope="module")
def action_port() -> int:
    """Where the Rasa server of these tests looks for actions; nothing listens there unless a test lets it."""
    return free_port()


@pytest.fixture(scope="module")
def rasa(folder: Path, action_port: int) -> Iterator[RasaServer]:
    server = RasaServer(folder, action_port)
    server.wait_until_ready()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def left_behind(rasa: RasaServer, folder: Path, action_port: int) -> dict[str, Conversation]:
    """People whose action server was killed while they talked."""
    action_server = ActionServer(folder, action_port)
    action_server.wait_until_ready()
    people = {"asked about legs": Conversation(rasa), "asked where": Conversation(rasa), "referred": Conversation(rasa)}
    people["asked about legs"].play(read_scenario(FRAGMENTS / "asked_about_legs.yml"))
    people["asked where"].play(read_scenario(FRAGMENTS / "asked_where.yml"))
    people["referred"].play(read_scenario(FRAGMENTS / "referred_for_leaking.yml"))
    action_server.kill()
    return people


@pytest.fixture(params=FAULTS.values(), ids=FAULTS)
def outage(request: pytest.FixtureRequest, action_port: int) -> Iterator[None]:
    with standing_in(action_port, request.param):
        yield


@pytest.mark.parametrize(
    ("text", "referral", "disposition", "red_flag"),
    [
        ("i wet myself", "utter_emergency", "emergency", "bladder_bowel"),
        ("i have chest pain", "utter_emergency_ambulance", "emergency_ambulance", "chest_breathing"),
    ],
)
def test_a_red_flag_is_referred_and_kept_in_time(
    outage: None, conversation: Conversation, text: str, referral: str, disposition: str, red_flag: str
) -> None:
    began = time.monotonic()
    reply = conversation.say(text)
    assert time.monotonic() - began < LONGEST_TURN_SECONDS
    assert reply.names == (referral,)
    assert (reply.slots["disposition"], reply.slots["red_flags"]) == (disposition, [red_flag])


def test_a_danger_question_answered_yes_is_referred(outage: None, conversation: Conversation) -> None:
    conversation.say("my back hurts")
    reply = conversation.say("yes")
    assert reply.names[0] == "utter_emergency"
    assert (reply.slots["disposition"], reply.slots["red_flags"]) == ("emergency", FIRST_LIST)
    assert reply.slots["requested_slot"] is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [("hello", "utter_greet"), ("should i use ice or heat", "utter_ask/ice_or_heat"), ("thanks", "utter_thanks")],
)
def test_another_message_is_answered_at_once(outage: None, conversation: Conversation, text: str, answer: str) -> None:
    began = time.monotonic()
    reply = conversation.say(text)
    assert time.monotonic() - began < AT_ONCE_SECONDS
    assert reply.names == (answer,)


def test_the_screening_asks_everything_and_ends_by_its_answers(outage: None, conversation: Conversation) -> None:
    conversation.play(read_scenario(FRAGMENTS / "led_to_a_doctor.yml"))


def test_the_reminder_stands_before_later_answers(outage: None, conversation: Conversation) -> None:
    conversation.say("i wet myself")
    assert conversation.say("thanks").names == ("utter_still_emergency + utter_thanks",)


def test_the_referral_leaves_before_the_action_server_is_asked(
    action_port: int, rasa: RasaServer, conversation: Conversation
) -> None:
    with standing_in(action_port, Hangs):
        began = time.monotonic()
        first = rasa.first_streamed(conversation.sender, "i wet myself")
        assert time.monotonic() - began < AT_ONCE_SECONDS
    assert "emergency department" in first["text"]


def test_a_hanging_action_of_one_person_does_not_keep_others_waiting(action_port: int, rasa: RasaServer) -> None:
    one, other = Conversation(rasa), Conversation(rasa)
    with standing_in(action_port, Hangs):
        waiting = threading.Thread(target=lambda: one.say("i wet myself"))
        waiting.start()
        time.sleep(0.5)
        assert waiting.is_alive(), "the first person's turn must still wait for this test to mean anything"
        began = time.monotonic()
        other.say("hello")
        assert time.monotonic() - began < AT_ONCE_SECONDS
        waiting.join()


def test_killed_in_the_middle_of_the_screening_every_question_still_comes(left_behind: dict[str, Conversation]) -> None:
    left_behind["asked about legs"].play(read_scenario(FRAGMENTS / "led_to_self_care.yml")[2:])


def test_killed_before_the_last_answer_the_screening_ends_by_it(left_behind: dict[str, Conversation]) -> None:
    reply = left_behind["asked where"].say("upper back")
    assert reply.names == ("utter_urgent",)
    assert reply.slots["disposition"] == "urgent"


def test_killed_after_a_referral_a_worse_sign_is_still_referred(left_behind: dict[str, Conversation]) -> None:
    reply = left_behind["referred"].say("i have chest pain")
    assert reply.names == ("utter_emergency_ambulance",)
    assert reply.slots["disposition"] == "emergency_ambulance"
    assert set(reply.slots["red_flags"]) == {"bladder_bowel", "chest_breathing"}


def test_back_again_it_explains_what_was_said_meanwhile(conversation: Conversation, folder: Path, action_port: int) -> None:
    assert conversation.say("i wet myself").names == ("utter_emergency",)
    server = ActionServer(folder, action_port)
    try:
        server.wait_until_ready()
        reply = conversation.say("i wet myself")
    finally:
        server.stop()
    assert reply.names[:2] == ("utter_still_emergency", "utter_explain_red_flags")


def test_no_word_of_a_message_is_logged_when_the_action_fails(outage: None, rasa: RasaServer) -> None:
    Conversation(rasa).say("i wet myself in zanzibar")
    assert "action_check_red_flags" in rasa.output
    assert "zanzibar" not in rasa.output
