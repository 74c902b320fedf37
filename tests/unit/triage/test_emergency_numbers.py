"""The list of numbers: sound entries only, each with a source, and words that fit everywhere for the rest."""

from __future__ import annotations

import copy
import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.emergency_numbers import FILE, load_numbers
from triage.files import KnowledgeError, read_yaml
from triage.knowledge import FOLDER

SOUND: dict[str, Any] = read_yaml(FOLDER / f"{FILE}.yml")


@pytest.fixture
def load_changed(tmp_path: Path):
    """Load a copy of the real list, changed by the test."""

    def load(change) -> Any:
        content = copy.deepcopy(SOUND)
        change(content)
        shutil.copy(FOLDER / "sources.yml", tmp_path)
        (tmp_path / f"{FILE}.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return load_numbers(tmp_path)

    return load


def test_the_copy_without_a_change_is_sound(load_changed):
    assert load_changed(lambda content: None).countries == load_numbers().countries


def test_the_review_is_not_overdue():
    assert datetime.date.fromisoformat(load_numbers().review_due) > datetime.date.today()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda c: c["countries"]["GB"].pop("ambulance"), "GB: ambulance is missing"),
        (lambda c: c["countries"]["GB"].pop("source"), "GB: source is missing"),
        (lambda c: c["countries"]["AU"].update(ambulance=0), "AU: ambulance is missing"),
        (lambda c: c["countries"]["GB"].update(ambulance=999), "GB: ambulance must be text"),
        (lambda c: c["countries"]["GB"].update(ambulance="nine nine nine"), "nine nine nine is no number to call"),
        (lambda c: c["countries"]["GB"].update(ambulance="999 or"), "is no number to call"),
        (lambda c: c["countries"]["GB"].update(advice="ring 111"), "ring 111 is no number to call"),
        (lambda c: c["countries"]["GB"].update(crisis="Samaritans"), "Samaritans is no number to call"),
        (lambda c: c["countries"]["GB"].update(police="999"), "there is no field police"),
        (lambda c: c["countries"]["GB"].update(source=["X1"]), "X1 is not known"),
        (lambda c: c["countries"]["GB"].update(names="uk"), "names must be a list"),
        (lambda c: c["countries"]["GB"].update(names=["UK"]), "UK: names are in lower case"),
        (lambda c: c["countries"]["GB"].update(names=["spain"]), "spain: name stands twice"),
        (lambda c: c["unlisted"].append("spain"), "spain: name stands twice"),
        (lambda c: c["countries"].update(uk=c["countries"]["GB"]), "uk: is no code"),
        (lambda c: c["countries"].update(ZZ=c["countries"]["GB"]), "ZZ: is no code"),
        (lambda c: c["countries"].update(GB=None), "GB: has no fields"),
        (lambda c: c.update(review_due="soon"), "'soon' is no date"),
        (lambda c: c.pop("unlisted"), "unlisted is missing"),
        (lambda c: c["phrases"]["advice_line"].pop("without"), "advice_line: without is missing"),
        (lambda c: c["phrases"]["advice_line"].pop("unknown"), "advice_line: needs unknown"),
        (lambda c: c["phrases"]["advice_line"].update(unknown="{advice}"), "unknown must have no blank"),
        (lambda c: c["phrases"]["advice_line"].update(told="{police}"), "there is no blank police"),
    ],
)
def test_an_unsound_entry_is_refused_with_a_reason(load_changed, change, reason):
    with pytest.raises(KnowledgeError, match=reason):
        load_changed(change)


def test_a_country_without_an_advice_line_gets_words_without_a_number():
    words = load_numbers().words("IE", told=True)
    assert words["advice_line"] == "your health advice line"
    assert "112 or 999 in Ireland" in words["emergency_numbers"]


@pytest.mark.parametrize("code", [None, "", "ZZ", "XX", "gb"])
def test_an_unknown_country_gets_the_words_that_fit_everywhere(code):
    assert load_numbers().words(code, told=True)["emergency_numbers"] == "999 in the UK, 112 in Europe, 911 in North America"


def test_a_guess_leaves_a_way_for_who_is_elsewhere():
    assert load_numbers().words("GB", told=False)["emergency_numbers"] == "999 in the UK, elsewhere 112 or the local number"
