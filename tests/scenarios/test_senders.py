"""Two people who talk at the same time never get each other's answers."""

from __future__ import annotations

from scenario import Conversation
from servers import RasaServer

FIRST_QUESTION = "screen_bladder_bowel_saddle_numbness"


def test_a_referral_of_one_leaves_the_other_alone(rasa: RasaServer) -> None:
    one, other = Conversation(rasa), Conversation(rasa)
    one.say("my back hurts")
    other.say("my back hurts")
    one.say("i wet myself")
    reply = other.say("should i use ice or heat")
    assert reply.names[0] == "utter_ask/ice_or_heat"
    assert (reply.slots["disposition"], reply.slots["red_flags"]) == (None, None)


def test_each_keeps_their_own_open_question(rasa: RasaServer) -> None:
    one, other = Conversation(rasa), Conversation(rasa)
    one.say("my back hurts")
    other.say("my back hurts")
    assert one.say("no").slots["requested_slot"] != FIRST_QUESTION
    assert other.say("hello").slots["requested_slot"] == FIRST_QUESTION


def test_a_yes_is_only_the_yes_of_who_said_it(rasa: RasaServer) -> None:
    one, other = Conversation(rasa), Conversation(rasa)
    one.say("my back hurts")
    other.say("hello")
    assert other.say("yes").slots["disposition"] is None
    assert one.say("yes").slots["disposition"] == "emergency"


def test_taking_a_sign_back_clears_it_for_one_only(rasa: RasaServer) -> None:
    one, other = Conversation(rasa), Conversation(rasa)
    one.say("i wet myself")
    other.say("i wet myself")
    assert one.say("/restart_screening").slots["disposition"] is None
    assert other.say("thanks").slots["disposition"] == "emergency"
