from __future__ import annotations

import pytest

from assistant.referrals import all_referrals, referral, reminder
from triage.disposition import Disposition

EMERGENCY, AMBULANCE, URGENT = Disposition.EMERGENCY, Disposition.EMERGENCY_AMBULANCE, Disposition.URGENT


@pytest.mark.parametrize(
    ("disposition", "flags", "name"),
    [
        (EMERGENCY, ["bladder_bowel"], "utter_emergency"),
        (EMERGENCY, [], "utter_emergency"),
        (EMERGENCY, ["a_flag_of_an_older_version"], "utter_emergency"),
        (AMBULANCE, ["stroke_signs"], "utter_emergency_ambulance"),
        (AMBULANCE, ["self_harm"], "utter_emergency_crisis"),
        (EMERGENCY, ["overdose_bleeding"], "utter_emergency_overdose"),
        (URGENT, ["fever_infection"], "utter_urgent"),
    ],
)
def test_a_referral_is_named_by_the_disposition_or_by_a_flag_with_words_of_its_own(disposition, flags, name):
    assert referral(disposition, flags) == name


def test_something_more_urgent_is_not_answered_with_a_lesser_flags_own_words():
    assert referral(AMBULANCE, ["overdose_bleeding", "stroke_signs"]) == "utter_emergency_ambulance"


@pytest.mark.parametrize(
    ("disposition", "flags", "name"),
    [
        (URGENT, [], "utter_still_urgent"),
        (AMBULANCE, [], "utter_still_emergency_ambulance"),
        (AMBULANCE, ["self_harm"], "utter_still_emergency_crisis"),
    ],
)
def test_a_reminder_repeats_its_own_referral(disposition, flags, name):
    assert reminder(disposition, flags) == name


def test_the_dispositions_that_do_not_interrupt_have_no_referral():
    assert all_referrals().isdisjoint({"utter_self_care", "utter_see_doctor"})


def test_flags_may_be_read_only_once():
    assert referral(EMERGENCY, iter(["bladder_bowel", "overdose_bleeding"])) == "utter_emergency_overdose"
