"""Answers to a danger question. The one fault that may not happen: reading a no that was not said."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.answers import Answer, default_answer_reader
from triage.files import read_yaml
from triage.knowledge import FOLDER

READER = default_answer_reader()
PHRASES = read_yaml(FOLDER / "answers.yml")
HEDGES = [
    phrase for kind in ("unsure", "hedged_no", "hedged_yes") for phrase in PHRASES[kind] if any(c.isalnum() for c in phrase)
]
YESES = ["yes", "yeah", "yep", "yup", "aye", "yes i do", "yeah it is"]
EVERY_PHRASE = [
    (phrase, answer)
    for kind, answer in {
        "unsure": Answer.UNSURE,
        "hedged_no": Answer.HEDGED_NO,
        "hedged_yes": Answer.YES,
        "no": Answer.NO,
        "yes": Answer.YES,
    }.items()
    for phrase in PHRASES[kind]
]


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes.",
        "YES!!",
        "yeah",
        "yep",
        "y",
        "ya",
        "aye",
        "i do",
        "yes i do",
        "yess",
        "yes please help",
        "oh yes",
        "👍",
        "unfortunately yes",
        "yes since this morning",
        "yes, my leg",
    ],
)
def test_a_yes_is_yes(text):
    assert READER.read(text) is Answer.YES


@pytest.mark.parametrize(
    "text",
    [
        "a bit",
        "a little",
        "sometimes",
        "kind of",
        "maybe",
        "i think so",
        "probably",
        "on and off",
        "now and then",
        "one of them",
        "slightly",
        "only when i sneeze",
        "the second one",
        "number two",
    ],
)
def test_half_a_yes_is_yes(text):
    assert READER.read(text) is Answer.YES


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No.",
        "NO",
        "nope",
        "nah",
        "noooo",
        "n",
        "no no",
        "none",
        "none of these",
        "none of the above",
        "nothing like that",
        "not at all",
        "no thank you",
        "nah mate",
        "definitely not",
        "i don't",
        "no i do not",
        "no problems",
        "all good",
        "👎",
        "no i can pee fine",
        "nope, all good",
        "nope all good",
        "havent noticed anything",
        "no thankfully",
    ],
)
def test_a_plain_no_is_no(text):
    assert READER.read(text) is Answer.NO


@pytest.mark.parametrize(
    "text",
    [
        "not really",
        "i don't think so",
        "dont think so",
        "probably not",
        "not that i know of",
        "not that i noticed",
        "just the left",
        "only the left foot",
        "not much",
        "hardly",
        "not yet",
        "no not really",
        "no, not really",
        "nothing major",
        "no more than usual",
        "no, but my leg tingles",
        "no except when i cough",
        "no just the usual",
        "no but sometimes",
        "none that i know of",
        "no i guess not",
    ],
)
def test_half_a_no_is_not_a_no(text):
    assert READER.read(text) is Answer.HEDGED_NO


@pytest.mark.parametrize(
    "text",
    [
        "not sure",
        "im not sure",
        "i'm not sure",
        "I am not sure",
        "unsure",
        "dunno",
        "idk",
        "i don't know",
        "dont know",
        "no idea",
        "no clue",
        "hard to say",
        "can't tell",
        "yes and no",
        "no and yes",
        "?",
        "who knows",
        "haven't checked",
        "no not sure",
        "no i dont know",
        "not a clue",
    ],
)
def test_not_sure_is_unsure_and_never_a_no(text):
    assert READER.read(text) is Answer.UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "...",
        "my back hurts",
        "what do you mean",
        "what do you mean?",
        "can i use ice?",
        "3 weeks",
        "no longer able to walk",
        "no feeling down there",
        "no control",
        "i have no feeling",
        "not bad",
        "hello",
    ],
)
def test_what_is_no_answer_is_none(text):
    assert READER.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "no it tingles",
        "no it burns",
        "no its numb",
        "no, haven't peed",
        "no i cant",
        "no i can't",
        "no i can't pee",
        "no i cannot feel it",
        "no nothing works",
        "no nothing comes out",
        "nothing comes out",
        "none comes out",
        "no everything is numb",
        "no i haven't been since yesterday",
        "no not all of them",
        "no not the first one but the second",
        "no my foot is numb",
        "no it's worse",
        "no leaking but it is hard to start",
    ],
)
def test_a_no_that_tells_of_a_sign_is_not_a_plain_no(text):
    assert READER.read(text) is not Answer.NO


@pytest.mark.parametrize(
    "text",
    [
        "no doubt",
        "no doubt about it",
        "no kidding",
        "no question",
        "without a doubt",
        "no comment",
        "never mind",
        "i would rather not say",
        "prefer not to say",
        "not no",
        "no?",
        "yes absolutely not",
        "not 100%",
        "skip",
    ],
)
def test_an_expression_that_only_sounds_like_a_no_is_not_a_no(text):
    assert READER.read(text) is not Answer.NO


@pytest.mark.parametrize("phrase,answer", EVERY_PHRASE, ids=[phrase for phrase, _ in EVERY_PHRASE])
def test_every_phrase_of_the_file_is_read_as_its_kind(phrase, answer):
    assert READER.read(phrase) is answer


@pytest.mark.parametrize(
    "dress",
    [
        str.upper,
        str.title,
        lambda text: f"{text}.",
        lambda text: f"  {text}\n",
        lambda text: f"well, {text}",
        lambda text: f"{text} thanks",
        lambda text: text.replace("'", "’"),
    ],
    ids=["shouted", "title", "stop", "spaces", "well", "thanks", "curly"],
)
def test_dress_does_not_change_an_answer(dress):
    words = [(phrase, answer) for phrase, answer in EVERY_PHRASE if phrase[0].isalpha()]
    assert [phrase for phrase, answer in words if READER.read(dress(phrase)) is not answer] == []


@pytest.mark.parametrize("glue", [" ", ", ", ". "])
def test_no_with_a_hedge_before_or_behind_it_is_never_a_no(glue):
    read_as_no = [
        text
        for no, hedge in itertools.product(PHRASES["no"], HEDGES)
        for text in (f"{no}{glue}{hedge}", f"{hedge}{glue}{no}")
        if READER.read(text) is Answer.NO
    ]
    assert read_as_no == []


@pytest.mark.parametrize("glue", [" ", ", ", ". "])
def test_no_with_a_yes_before_or_behind_it_is_never_a_no(glue):
    read_as_no = [
        text
        for no, yes in itertools.product(PHRASES["no"], YESES)
        for text in (f"{no}{glue}{yes}", f"{yes}{glue}{no}")
        if READER.read(text) is Answer.NO
    ]
    assert read_as_no == []


@given(
    st.sampled_from(HEDGES + YESES),
    st.lists(st.sampled_from(sorted(PHRASES["around"])), max_size=3),
    st.lists(st.sampled_from(sorted(PHRASES["around"])), max_size=3),
)
def test_small_words_around_a_hedge_or_a_yes_never_make_it_a_no(phrase, before, after):
    assert READER.read(" ".join([*before, phrase, *after])) is not Answer.NO


def test_a_long_message_is_no_answer():
    assert READER.read("no " + "word " * int(PHRASES["longest_answer"])) is None


@pytest.mark.parametrize("text", ["no wait actually yes", "sorry i meant no", "no sorry, yes", "no, i misread that", "oops, yes"])
def test_what_may_correct_an_earlier_answer_is_left_to_the_classifier(text):
    assert READER.read(text) is None


def test_the_values_of_answers_are_the_intents_that_carry_them():
    assert {answer.name: answer.value for answer in Answer} == {
        "YES": "affirm",
        "NO": "deny",
        "HEDGED_NO": "hedged_no",
        "UNSURE": "unsure",
    }


@pytest.mark.parametrize(
    "text", ["can i do both", "is it both", "should i do all of them", "what, all of it?", "which one, the first?"]
)
def test_a_question_answers_nothing(text):
    assert READER.read(text) is None


@pytest.mark.parametrize(("text", "answer"), [("can not say", Answer.UNSURE), ("both", Answer.YES), ("is ok, none", Answer.NO)])
def test_an_answer_that_begins_like_a_question_is_one(text, answer):
    assert READER.read(text) is answer
