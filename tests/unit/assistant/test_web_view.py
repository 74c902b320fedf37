"""What the page is shown of a conversation: kinds of messages, turns over several sessions, states of their time."""

from __future__ import annotations

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels.web_messages import as_messages, kind_of, response_of
from assistant.channels.web_state import state_of
from assistant.channels.web_view import answer_of, history_of, turn_with, turns_of
from assistant.referrals import all_referrals
from triage.conversation import screening_slots
from triage.files import read_file
from triage.knowledge import FOLDER, load

BEGIN = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]
LISTEN = ActionExecuted(ACTION_LISTEN_NAME)


def user(text: str, number: str, **metadata) -> UserUttered:
    return UserUttered(text, message_id=number, metadata=metadata or None)


def bot(text: str, name: str = "utter_greet", **metadata) -> BotUttered:
    return BotUttered(text, metadata={"utter_action": name, **metadata})


def tracker_of(domain, *events) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("web:x", list(events), domain.slots)


# --- kinds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        ("utter_emergency_ambulance", "emergency_ambulance"),
        ("utter_follow_up_ice_why", "answer"),
        ("utter_emergency", "emergency"),
        ("utter_emergency_overdose", "emergency"),
        ("utter_emergency_crisis", "emergency"),
        ("utter_urgent", "urgent"),
        ("utter_see_doctor", "see_doctor"),
        ("utter_self_care", "self_care"),
        ("utter_still_emergency_ambulance", "emergency_ambulance"),
        ("utter_still_emergency_crisis", "emergency"),
        ("utter_still_urgent", "urgent"),
        ("utter_ask/ice", "answer"),
        ("utter_care_plan", "answer"),
        ("utter_ask_onset", "question"),
        ("utter_which_screen_trauma_fracture_overdose_bleeding", "question"),
        ("utter_clarify_hedge", "question"),
        ("utter_clarify", "talk"),
        ("utter_explain_red_flags", "talk"),
        ("utter_greet", "talk"),
        ("", "talk"),
    ],
)
def test_a_response_is_shown_as_what_it_is(response, kind):
    assert kind_of(response) == kind


@pytest.mark.parametrize("response", sorted(all_referrals()))
def test_every_referral_is_a_card(response):
    assert kind_of(response) in {"urgent", "emergency", "emergency_ambulance"}


@pytest.mark.parametrize("slot", screening_slots(load()))
def test_every_screening_question_is_a_question(slot):
    assert kind_of(f"utter_ask_{slot}") == "question"


# --- messages --------------------------------------------------------------------------------------------


def test_a_picture_has_its_words():
    shown = as_messages(None, {"image": "/assets/cat.svg"}, {"metadata": {"alt": "A cat stretches"}})
    assert shown == [{"text": "", "kind": "talk", "image": {"src": "/assets/cat.svg", "alt": "A cat stretches"}}]


def test_a_source_is_named_as_a_reader_knows_it():
    message = as_messages(
        "Ice.", {}, {"utter_action": "utter_ask/ice", "metadata": {"sources": ["S1"], "review_due": "2027-11-01"}}
    )
    assert message[0]["sources"] == ["NHS back pain urgent list"]
    assert message[0]["review_due"] == "2027-11-01"


def test_what_was_put_in_front_is_a_message_of_its_own_only_where_it_is_a_referral():
    said = "If that happens to you, get help at once.\n\nIce helps."
    lead = {"utter_action": "utter_if_it_comes_true", "text": "If that happens to you, get help at once.", "buttons": None}
    assert [message["text"] for message in as_messages(said, {}, {"utter_action": "utter_ask/ice", "lead": lead})] == [said]


# --- turns -----------------------------------------------------------------------------------------------


def test_a_turn_is_a_message_with_all_that_followed():
    turns = turns_of([*BEGIN, user("a", "1"), bot("b"), bot("c"), LISTEN, user("d", "2"), bot("e"), LISTEN])
    assert [(turn.message.text, [reply.text for reply in turn.replies]) for turn in turns] == [("a", ["b", "c"]), ("d", ["e"])]


def test_what_the_assistant_says_first_is_shown_too(domain):
    history = history_of(tracker_of(domain, *BEGIN, bot("Reminder."), user("a", "1"), bot("b")), domain)
    assert [turn["from"] for turn in history["turns"]] == ["assistant", "person", "assistant"]


def test_silence_of_the_assistant_is_filled(domain):
    tracker = tracker_of(domain, *BEGIN, user("a", "1"), LISTEN)
    answer = answer_of(turn_with("1", tracker), tracker, domain)
    assert answer["messages"][0]["text"] == response_of("utter_default", domain)["text"]
    assert answer["messages"][0]["buttons"]


def test_a_message_that_was_never_heard_has_no_turn(domain):
    assert turn_with("2", tracker_of(domain, *BEGIN, user("a", "1"))) is None


def test_an_earlier_turn_keeps_the_state_of_its_time_also_after_a_new_session(domain):
    events = [*BEGIN, user("a", "1"), SlotSet("disposition", "urgent"), bot("b"), LISTEN, *BEGIN, user("c", "2"), bot("d")]
    tracker = tracker_of(domain, *events)
    assert answer_of(turn_with("1", tracker), tracker, domain)["state"]["disposition"] == "urgent"
    assert answer_of(turn_with("2", tracker), tracker, domain)["state"]["disposition"] is None
    assert len(history_of(tracker, domain)["turns"]) == 4


def test_a_button_without_a_title_to_be_found_is_shown_without_its_slash(domain):
    turns = history_of(tracker_of(domain, *BEGIN, user("/deny", "1", pressed=True)), domain)["turns"]
    assert turns[0]["text"] == "deny"


# --- answers in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("slot", [slot for slot in screening_slots(load()) if slot.startswith("screen_")])
@pytest.mark.parametrize(("value", "words"), [("yes", "Yes"), ("no", "None of these"), ("unsure", "Not sure")])
def test_an_answer_to_a_checklist_has_words(domain, slot, value, words):
    assert state_of(tracker_of(domain, SlotSet(slot, value)), domain)["answers"][0]["answer"] == words


@pytest.mark.parametrize("place", [*read_file(FOLDER, "details")["place"], "unknown"])
def test_every_place_has_words(domain, place):
    assert "_" not in state_of(tracker_of(domain, SlotSet("place", place)), domain)["answers"][0]["answer"]


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        ("onset", "0", "Today"),
        ("onset", "1", "1 day ago"),
        ("onset", "21", "21 days ago"),
        ("onset", "unknown", "Not sure"),
        ("severity", "0", "0 of 10"),
        ("severity", "7.5", "7.5 of 10"),
        ("severity", "unknown", "Not sure"),
    ],
)
def test_a_number_has_words(domain, slot, value, words):
    assert state_of(tracker_of(domain, SlotSet(slot, value)), domain)["answers"][0]["answer"] == words


def test_the_words_of_another_channel_are_not_taken(domain):
    other = {"channel": "telegram", "text": "Press below."}
    varied = domain.merge(
        type(domain).from_dict({"responses": {"utter_default": [other, {"text": "Say it again."}]}}), override=True
    )
    assert response_of("utter_default", varied)["text"] == "Say it again."


def test_an_answers_drawings_and_sources_are_shown_by_their_full_names():
    about = {"sources": ["S45"], "review_due": "2027-11-01", "drawings": [{"file": "knee_rolls.svg", "alt": "Knees roll."}]}
    message = as_messages("Roll your knees.", {}, {"utter_action": "utter_ask/exercise", "metadata": about})[0]
    assert message["drawings"] == [{"src": "/assets/drawings/knee_rolls.svg", "alt": "Knees roll."}]
    assert message["sources"] == [load().cited("S45")]
