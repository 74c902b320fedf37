"""What must be said first is said first: once a turn, until help is on its way."""

from __future__ import annotations

import copy

import pytest
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from talk import UNKNOWN_COUNTRY, hear, text_of

from assistant.red_flag_policy import FORM
from assistant.referrals import all_referrals
from assistant.response_generator import BACK_TO_THE_CHECK, IF_IT_COMES_TRUE, ResponseGenerator
from triage.knowledge import load

TOLD = {
    "urgent": ("i have a fever", "utter_still_urgent"),
    "emergency": ("i wet myself", "utter_still_emergency"),
    "emergency_ambulance": ("my speech is slurred", "utter_still_emergency_ambulance"),
}
EACH_TIER = pytest.mark.parametrize(("told", "sign", "reminder"), [(told, *rest) for told, rest in TOLD.items()], ids=TOLD)


@pytest.fixture
def say(domain):
    """Let the person say something after these events, and return the text of a reply to it."""

    async def reply(name: str, *events: Event, text: str = "thanks", intent: str = "thanks") -> str | None:
        tracker = DialogueStateTracker("person", domain.slots)
        data = hear(text, intent, domain)
        asked = UserUttered(text, data["intent"], data["entities"], data)
        before = [event for event in events if not isinstance(event, BotUttered)]
        after = [event for event in events if isinstance(event, BotUttered)]
        for event in [*before, ActionExecuted("action_listen"), asked, *after]:
            tracker.update(event, domain)
        response = await ResponseGenerator(EndpointConfig(), domain).generate(name, tracker, "rest")
        return response and response["text"]

    return reply


@pytest.fixture
def plain(domain):
    """The text of a response as it stands in the domain, while the country is unknown."""
    return lambda name: text_of(name, domain)


def referred(told: str, sign: str, domain) -> list[Event]:
    data = hear(sign, "report_red_flag", domain)
    return [UserUttered(sign, data["intent"], data["entities"], data), SlotSet("disposition", told)]


@EACH_TIER
async def test_the_referral_stands_in_front_of_a_later_reply(say, plain, domain, told, sign, reminder):
    text = await say("utter_thanks", *referred(told, sign, domain))
    assert text == f"{plain(reminder)}\n\n{plain('utter_thanks')}"


@EACH_TIER
async def test_only_the_first_reply_of_a_turn_carries_it(say, plain, domain, told, sign, reminder):
    text = await say("utter_safety_net", *referred(told, sign, domain), BotUttered("the first reply"))
    assert text == plain("utter_safety_net")


@EACH_TIER
async def test_it_stops_when_help_is_on_its_way(say, plain, domain, told, sign, reminder):
    text = await say("utter_thanks", *referred(told, sign, domain), SlotSet("getting_help", True))
    assert text == plain("utter_thanks")


@pytest.mark.parametrize("told", ["self_care", "see_doctor", None])
async def test_without_danger_there_is_no_lead(say, plain, told):
    assert await say("utter_thanks", SlotSet("disposition", told)) == plain("utter_thanks")


@pytest.mark.parametrize(
    ("told", "sign", "reminder"),
    [
        ("emergency_ambulance", "i want to kill myself", "utter_still_emergency_crisis"),
        ("emergency", "i took too many painkillers", "utter_still_emergency_overdose"),
    ],
)
async def test_a_referral_of_its_own_is_repeated_in_its_own_words(say, plain, domain, told, sign, reminder):
    text = await say("utter_thanks", *referred(told, sign, domain))
    assert text.startswith(plain(reminder))


@pytest.mark.parametrize("name", sorted(all_referrals()))
async def test_a_referral_is_not_preceded_by_another(say, plain, domain, name):
    assert await say(name, *referred("urgent", "i have a fever", domain)) == plain(name)


@pytest.mark.parametrize(
    "name",
    [
        "utter_still_emergency",
        "utter_getting_help",
        "utter_ask_take_back",
        "utter_explain_checklist",
        "utter_which_screen_bladder_bowel_saddle_numbness",
    ],
)
async def test_what_belongs_to_a_referral_is_not_preceded_by_it(say, plain, domain, name):
    assert await say(name, *referred("emergency", "i wet myself", domain)) == plain(name)


async def test_the_questions_after_a_doctor_today_are_not_preceded_by_it(say, plain, domain):
    name = "utter_ask_screen_bladder_bowel_saddle_numbness"
    text = await say(name, *referred("urgent", "i have a fever", domain), ActiveLoop(FORM))
    assert text == plain(name)


async def test_an_emergency_is_repeated_also_in_front_of_a_question(say, plain, domain):
    text = await say("utter_ask_onset", *referred("emergency", "i wet myself", domain), ActiveLoop(FORM))
    assert text.startswith(plain("utter_still_emergency"))


# --- a sign that is only imagined ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["what if i wet myself", "should i worry if my legs go numb"])
async def test_a_question_about_a_sign_is_answered_with_what_to_do_if_it_comes_true(say, plain, text):
    answer = await say("utter_ask/ice", text=text, intent="ask")
    assert answer == f"{plain(IF_IT_COMES_TRUE)}\n\n{plain('utter_ask/ice')}"


@pytest.mark.parametrize("text", ["should i use ice or heat", "no chest pain", "i had chest pain two years ago"])
async def test_a_sign_not_spoken_of_denied_or_over_brings_no_lead(say, plain, text):
    assert await say("utter_ask/ice", text=text, intent="ask") == plain("utter_ask/ice")


async def test_after_a_referral_its_reminder_comes_before_anything_imagined(say, plain, domain):
    text = await say("utter_thanks", *referred("emergency", "i wet myself", domain), text="what if my legs go numb")
    assert text == f"{plain('utter_still_emergency')}\n\n{plain('utter_thanks')}"


# --- as a generator of Rasa's ----------------------------------------------------------------------------


async def test_a_response_that_does_not_exist_stays_none(say, domain):
    assert await say("utter_of_another_bot", *referred("emergency", "i wet myself", domain)) is None


async def test_the_responses_of_the_domain_stay_as_they_are(say, domain):
    before = copy.deepcopy(domain.responses)
    await say("utter_thanks", *referred("emergency", "i wet myself", domain))
    assert domain.responses == before


async def test_buttons_of_the_reply_are_kept_behind_the_one_that_ends_the_reminders(domain):
    tracker = DialogueStateTracker.from_events("person", [*referred("emergency", "i wet myself", domain)], domain.slots)
    response = await ResponseGenerator(EndpointConfig(), domain).generate("utter_ask/ice", tracker, "rest")
    help_comes = domain.responses["utter_still_emergency"][0]["buttons"][0]
    assert response["buttons"] == [help_comes, *domain.responses["utter_ask/ice"][0]["buttons"]]


async def test_the_variables_of_a_response_are_filled(domain):
    tracker = DialogueStateTracker("person", domain.slots)
    nlg = ResponseGenerator(EndpointConfig(), domain)
    names = {"red_flag_names": "a numb leg", "red_flag_words": "my leg {is} numb"}
    response = await nlg.generate("utter_explain_red_flags", tracker, "rest", **names)
    assert "a numb leg" in response["text"] and "my leg {is} numb" in response["text"]


async def test_without_a_lead_it_says_what_rasas_own_generator_says(domain):
    tracker = DialogueStateTracker.from_events("person", [UserUttered("hello", {"name": "greet"})], domain.slots)
    own = TemplatedNaturalLanguageGenerator(domain.responses)
    single = [name for name, variants in domain.responses.items() if len(variants) == 1 and "{" not in variants[0]["text"]]
    nlg = ResponseGenerator(EndpointConfig(), domain)
    assert [await nlg.generate(name, tracker, "rest") for name in single] == [
        await own.generate(name, tracker, "rest", **UNKNOWN_COUNTRY) for name in single
    ]


# --- after an answer -------------------------------------------------------------------------------------

OPEN = [ActiveLoop(FORM), SlotSet("requested_slot", "onset")]


async def test_the_way_back_to_the_check_is_said_after_an_answer(say, plain):
    answer = BotUttered("an answer", metadata={"utter_action": "utter_ask/ice"})
    assert await say("utter_ask_onset", *OPEN, answer) == f"{plain(BACK_TO_THE_CHECK)}\n\n{plain('utter_ask_onset')}"


async def test_without_an_answer_the_question_stands_alone(say, plain):
    assert await say("utter_ask_onset", *OPEN) == plain("utter_ask_onset")


async def test_advice_says_first_what_it_rests_on(say, plain):
    text = await say("utter_care_plan", SlotSet("place", "lower_back"), SlotSet("severity", "6"))
    assert (
        text
        == f"What you told me: pain in your lower back, 6 out of 10. If that is wrong, tell me.\n\n{plain('utter_care_plan')}"
    )


async def test_advice_that_rests_on_nothing_told_says_nothing_of_it(say, plain):
    assert await say("utter_care_plan") == plain("utter_care_plan")


async def test_the_sources_of_the_last_answer_are_named(domain):
    said = BotUttered("an answer", metadata={"utter_action": "utter_ask/ice", "metadata": {"sources": ["S49", "S38"]}})
    events = [UserUttered("is ice good"), said, UserUttered("says who")]
    tracker = DialogueStateTracker.from_events("person", events, domain.slots)
    response = await ResponseGenerator(EndpointConfig(), domain).generate("utter_sources", tracker, "rest")
    assert all(load().cited(source) in response["text"] for source in ("S49", "S38"))


# --- help is coming --------------------------------------------------------------------------------------


async def test_who_spoke_of_self_harm_and_has_company_hears_words_for_that(say, plain, domain):
    text = await say("utter_getting_help", *referred("emergency_ambulance", "i want to kill myself", domain))
    assert text == plain("utter_getting_help_crisis")


async def test_anyone_else_hears_what_to_tell_the_staff(say, plain, domain):
    text = await say("utter_getting_help", *referred("emergency", "i wet myself", domain))
    assert text == plain("utter_getting_help")


# --- advice that was written for others ------------------------------------------------------------------


def told(text: str, domain) -> UserUttered:
    data = hear(text, "report_symptom", domain)
    return UserUttered(text, data["intent"], data["entities"], data)


async def test_who_is_pregnant_is_told_that_an_answer_was_written_for_others(say, plain, domain):
    text = await say(
        "utter_ask/heat", told("im 30 weeks pregnant and my back hurts", domain), text="can i use heat", intent="ask"
    )
    assert text == f"{plain('utter_mind_pregnancy')}\n\n{plain('utter_ask/heat')}"


async def test_the_answer_made_for_them_stands_alone(say, plain, domain):
    pregnant = told("im 30 weeks pregnant and my back hurts", domain)
    assert await say("utter_ask/pregnancy", pregnant, text="and now", intent="ask") == plain("utter_ask/pregnancy")
