"""Mechanical twins of the knowledge's own examples: misspelt, dressed differently, denied.

A lexicon is written by hand; these ask whether it learned its sentences or only memorised them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from triage.context import Status
from triage.detector import RedFlagDetector
from triage.knowledge import load

KNOWLEDGE = load()
ENTRIES = list(KNOWLEDGE.red_flags.values())

A_FLAG, A_RULE = 6, 2  # examples taken for misspelling, for dressing: the shortest say least around the sign
LONG_WORD = 6  # letters; shorter words are too close to other words to be repaired safely
MISSPELT_GATE = 0.96  # measured 0.975
_NEXT_KEY = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioopsdfghjkllxcvbnmm"))


def raises(detector: RedFlagDetector, flag_id: str, text: str) -> bool:
    return any(finding.flag == flag_id and finding.status is Status.PRESENT for finding in detector.detect(text))


@pytest.fixture(scope="module")
def sure_examples(detector: RedFlagDetector) -> list[tuple[str, str, str]]:
    """Flag, rule and sentence, of the sentences that fire as they stand: a twin is only judged against them."""
    examples = [(flag.id, rule.id, text) for flag in ENTRIES for rule in flag.rules for text in rule.fires]
    return [each for each in examples if raises(detector, each[0], each[2])]


def shortest_first(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: (len(text), text))


# --- misspelt ------------------------------------------------------------------------------------------


def typos(word: str) -> set[str]:
    """A letter dropped, doubled, swapped with its neighbour, or hit one key beside, in the middle of the word."""
    i = len(word) // 2
    return {
        word[:i] + word[i + 1 :],
        word[:i] + word[i] + word[i:],
        word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
        word[:i] + _NEXT_KEY[word[i]] + word[i + 1 :],
    } - {word}


def misspelt_twins(examples: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    twins = []
    for flag in ENTRIES:
        texts = shortest_first(text.lower() for flag_id, _, text in examples if flag_id == flag.id)
        long_words = [(text, max(re.findall(r"[a-z]+", text) or [""], key=len)) for text in texts]
        for text, word in [each for each in long_words if len(each[1]) >= LONG_WORD][:A_FLAG]:
            twins += [(flag.id, text.replace(word, typo, 1)) for typo in sorted(typos(word))]
    return twins


def test_one_wrong_letter_in_a_long_word_rarely_hides_a_red_flag(detector: RedFlagDetector, sure_examples):
    twins = misspelt_twins(sure_examples)
    missed = [twin for twin in twins if not raises(detector, *twin)]
    heard = 1 - len(missed) / len(twins)
    print(f"misspelt: {heard:.3f} of {len(twins)} heard; missed:", *missed, sep="\n  ")
    assert heard >= MISSPELT_GATE, missed


# --- dressed differently -------------------------------------------------------------------------------

DRESSES = {
    "shouted": str.upper,
    "as_a_title": str.title,
    "with_emoji": lambda text: f"{text} 😭😭",
    "with_exclamation_marks": lambda text: f"{text}!!!",
    "trailing_off": lambda text: f"so... {text}...",
    "quoted": lambda text: f'"{text}"',
    "with_curly_apostrophes": lambda text: text.replace("'", "’"),
    "without_apostrophes": lambda text: text.replace("'", ""),
    "with_wide_spaces": lambda text: "  " + text.replace(" ", "   ") + "\n",
    "after_a_sentence": lambda text: f"my back hurts since yesterday. {text}",
    "after_a_stop_without_a_space": lambda text: f"my back hurts.{text}",
    "before_a_stop_without_a_space": lambda text: f"{text}.please help",
    "with_a_sad_face": lambda text: f"{text}:-(",
    "before_a_question": lambda text: f"{text}. what should i do?",
    "in_a_letter": lambda text: f"Dear doctor,\n{text}\nthank you",
    "after_an_answer": lambda text: f"no injury. {text}",
}


@pytest.mark.parametrize("dress", DRESSES)
def test_dress_does_not_hide_a_red_flag(detector: RedFlagDetector, sure_examples, dress):
    of_rule: dict[tuple[str, str], list[str]] = {}
    for flag_id, rule_id, text in sure_examples:
        of_rule.setdefault((flag_id, rule_id), []).append(text)
    twins = [
        (flag_id, DRESSES[dress](text)) for (flag_id, _), texts in of_rule.items() for text in shortest_first(texts)[:A_RULE]
    ]
    assert [twin for twin in twins if not raises(detector, *twin)] == []


# --- denied --------------------------------------------------------------------------------------------

NOUNS = {
    "bladder_bowel": ["incontinence", "bowel incontinence", "trouble peeing", "loss of bladder control"],
    "saddle_numbness": ["saddle numbness", "numbness between my legs", "numbness around my bottom"],
    "severe_numbness": ["severe numbness in my foot", "loss of feeling in my leg", "loss of sensation in my leg"],
    "both_legs": ["pain in both legs", "weakness in both legs", "pins and needles in both feet"],
    "progressive_weakness": ["foot drop", "weakness in my leg"],
    "one_sided_numbness": ["numbness on one side of my body", "numbness in my face"],
    "coordination_balance": ["balance problems", "loss of balance", "poor coordination"],
    "stroke_signs": ["slurred speech", "facial droop", "sudden confusion"],
    "chest_breathing": ["chest pain", "shortness of breath", "tightness in my chest"],
    "abdominal_aortic": ["tearing pain in my back", "aneurysm"],
    "trauma_fracture": ["car crash", "broken back"],
    "fever_infection": ["fever", "chills", "high temperature"],
    "meningitis": ["meningitis", "rash that does not fade"],
    "cancer_weight_loss": ["cancer", "night sweats", "unexplained weight loss"],
    "kidney": ["blood in my urine", "kidney infection", "kidney stones"],
    "overdose_bleeding": ["black tarry stools"],
    "self_harm": ["suicidal thoughts"],
    "tetanus": ["lockjaw"],
    "osteoporosis_or_steroids": ["osteoporosis", "brittle bones"],
    "immune_or_diabetes": ["diabetes"],
    "blood_thinners": ["blood thinners"],
}
SIGNS = [(flag_id, noun) for flag_id, nouns in NOUNS.items() for noun in nouns]
DENIALS = [
    "no {}",
    "i have no {}",
    "i don't have {}",
    "i do not have any {}",
    "my back hurts but no {}",
    "no pain, stiffness or {}",
    "bad back without {}",
]


@pytest.mark.parametrize("flag_id,noun", SIGNS, ids=[noun for _, noun in SIGNS])
def test_a_sign_by_its_name_is_heard(detector: RedFlagDetector, flag_id, noun):
    assert raises(detector, flag_id, f"i have {noun}")


@pytest.mark.parametrize("denial", DENIALS)
@pytest.mark.parametrize("flag_id,noun", SIGNS, ids=[noun for _, noun in SIGNS])
def test_a_denied_sign_is_not_heard(detector: RedFlagDetector, flag_id, noun, denial):
    assert not raises(detector, flag_id, denial.format(noun))


@pytest.mark.parametrize("flag_id,noun", SIGNS, ids=[noun for _, noun in SIGNS])
def test_a_denial_of_one_thing_does_not_hide_another(detector: RedFlagDetector, flag_id, noun):
    assert raises(detector, flag_id, f"no cough but i have {noun}")
    assert raises(detector, flag_id, f"no cough. i have {noun}")
