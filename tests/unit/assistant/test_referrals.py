from __future__ import annotations

import pytest

from assistant.referrals import all_referrals, referrals, reminder
from triage.disposition import Disposition

EMERGENCY, AMBULANCE, URGENT = Disposition.EMERGENCY, Disposition.EMERGENCY_AMBULANCE, Disposition.URGENT


@pytest.mark.parametrize(
    ("disposition", "said_now", "names"),
    [
        (EMERGENCY, ["bladder_bowel"], ["utter_emergency"]),
        (EMERGENCY, [], ["utter_emergency"]),
        (AMBULANCE, ["stroke_signs"], ["utter_emergency_ambulance"]),
        (AMBULANCE, ["self_harm"], ["utter_emergency_crisis"]),
        (EMERGENCY, ["overdose_bleeding"], ["utter_emergency_overdose"]),
        (URGENT, ["fever_infection"], ["utter_urgent"]),
    ],
)
def test_a_referral_is_named_by_the_disposition_or_by_a_flag_with_words_of_its_own(disposition, said_now, names):
    assert referrals(disposition, said_now) == names


def test_tablets_told_after_thoughts_of_self_harm_are_answered_for_themselves():
    assert referrals(AMBULANCE, ["overdose_bleeding"]) == ["utter_emergency_overdose"]


@pytest.mark.parametrize(
    ("disposition", "said_now", "names"),
    [
        (AMBULANCE, ["chest_breathing", "self_harm"], ["utter_emergency_ambulance", "utter_emergency_crisis"]),
        (EMERGENCY, ["overdose_bleeding", "severe_numbness"], ["utter_emergency", "utter_emergency_overdose"]),
        (AMBULANCE, ["self_harm", "overdose_bleeding"], ["utter_emergency_crisis", "utter_emergency_overdose"]),
    ],
)
def test_every_kind_of_sign_in_a_message_is_answered(disposition, said_now, names):
    assert referrals(disposition, said_now) == names


@pytest.mark.parametrize(
    ("disposition", "signs", "name"),
    [
        (URGENT, [], "utter_still_urgent"),
        (AMBULANCE, [], "utter_still_emergency_ambulance"),
        (AMBULANCE, ["self_harm"], "utter_still_emergency_crisis"),
        (AMBULANCE, ["overdose_bleeding", "self_harm"], "utter_still_emergency_overdose"),
        (EMERGENCY, ["severe_numbness", "overdose_bleeding"], "utter_still_emergency"),
        (AMBULANCE, ["fever_infection", "self_harm"], "utter_still_emergency_crisis"),
        (EMERGENCY, ["a_flag_of_an_older_version"], "utter_still_emergency"),
    ],
)
def test_a_reminder_repeats_the_newest_emergency(disposition, signs, name):
    assert reminder(disposition, signs) == name


def test_the_dispositions_that_do_not_interrupt_have_no_referral():
    assert all_referrals().isdisjoint({"utter_self_care", "utter_see_doctor"})
