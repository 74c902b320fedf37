"""What stands on the chat page, in its one table of strings and in its HTML, agrees with what the assistant says."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import textstat
from wording import DOMAIN, ROOT

from triage.details import default_reader
from triage.disposition import Disposition
from triage.files import read_yaml

WEB = ROOT / "web"
PAGE = (WEB / "index.html").read_text(encoding="utf-8")
NUMBERS = ROOT / "triage" / "emergency_numbers.yml"
WITHOUT_COUNTRY = ("GB", "EU", "US")
"""Whose numbers are shown where the country is not known; the same three stand in the HTML."""


def _table() -> dict[str, Any]:
    text = (WEB / "strings.js").read_text(encoding="utf-8")
    return dict(json.loads(text[text.index("{") : text.index("\n};") + 2]))


TABLE = _table()
SENTENCES = {
    key: words for key, words in TABLE.items() if isinstance(words, str) and words.count(" ") > 2 and words.endswith((".", "?"))
}
PARTS = [
    re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", each)))
    for each in re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", PAGE, re.DOTALL)
]


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_of_the_page_is_at_most_grade_6(key: str) -> None:
    filled = re.sub(r"\{number\}", "999", SENTENCES[key])
    assert textstat.flesch_kincaid_grade(re.sub(r"\{\w+\}", "5", filled)) <= 6, filled


def test_the_advice_in_the_html_is_at_most_grade_6() -> None:
    assert textstat.flesch_kincaid_grade(" ".join(PARTS)) <= 6


def test_each_outcome_has_a_heading() -> None:
    assert set(TABLE["kinds"]) == {each.value for each in Disposition}


def test_the_questions_have_the_names_that_the_assistant_gives_them() -> None:
    asked = DOMAIN["forms"]["screening_form"]["required_slots"]
    assert TABLE["questions"] == {slot: DOMAIN["responses"][f"utter_ask_{slot}"][0]["metadata"]["short"] for slot in asked}


def test_the_map_has_the_places_of_the_question() -> None:
    buttons = {each["title"]: each["payload"] for each in DOMAIN["responses"]["utter_ask_place"][0]["buttons"]}
    assert {title: payload for _, title, payload in TABLE["map"]} == buttons


def test_the_scale_goes_from_0_to_10_and_each_number_is_understood() -> None:
    scores = [score for row, _ in TABLE["scale"] for score in row]
    assert scores == list(range(11))
    read = [default_reader().read(TABLE["scale_says"].format(score=score)) for score in scores]
    assert [[(each.kind, each.value) for each in details] for details in read] == [[("severity", str(score))] for score in scores]


def test_the_button_that_deletes_is_called_by_its_name() -> None:
    [words] = [each["text"] for each in DOMAIN["responses"]["utter_privacy_delete"] if each.get("channel") == "web"]
    assert f'"{TABLE["delete"]}"' in words
    assert f"“{TABLE['delete']}”" in PAGE


def test_ice_and_heat_are_as_long_as_the_care_plan_says() -> None:
    plan = DOMAIN["responses"]["utter_care_plan"][0]["text"]
    for times in ("10 to 20 minutes", "15 to 20 minutes"):
        assert times in plan
        assert times in PAGE
    assert {what: (min(lengths), max(lengths)) for what, lengths in _timers().items()} == {"ice": (10, 20), "heat": (15, 20)}


def _timers() -> dict[str, list[int]]:
    return {kind: [minutes for what, minutes in TABLE["timer_choices"] if what == kind] for kind in ("ice", "heat")}


def test_without_a_country_the_numbers_are_those_of_the_assistant_and_of_the_html() -> None:
    said = (
        read_yaml(NUMBERS)["phrases"]["emergency_numbers"]["unknown"]
        if NUMBERS.exists()
        else DOMAIN["responses"]["utter_emergency_ambulance"][0]["text"]
    )
    for code in WITHOUT_COUNTRY:
        number = TABLE["countries"][code][1]
        assert re.search(rf"\b{number}\b", said)
        assert f'href="tel:{number}"' in PAGE


def test_a_countrys_number_is_the_one_that_was_checked() -> None:
    checked = read_yaml(NUMBERS)["countries"] if NUMBERS.exists() else {}
    union = re.search(r'UNION = "([^"]+)"', (WEB / "emergency.js").read_text(encoding="utf-8"))
    assert union
    shown = {code: TABLE["countries"]["EU"][1] for code in union[1].split()} | {
        code: number for code, (_, number) in TABLE["countries"].items() if code != "EU"
    }
    wrong = [code for code, number in shown.items() if checked and not re.search(rf"\b{number}\b", checked[code]["ambulance"])]
    assert wrong == []
