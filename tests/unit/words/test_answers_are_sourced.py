"""An answer to a question names where it comes from, and when someone must look at it again."""

from __future__ import annotations

import datetime
import re

import pytest
from wording import ANSWER_FILES, WORDINGS, by_name

from triage.files import read_yaml
from triage.knowledge import load
from triage.questions import FollowUp

ANSWERS = [each for each in WORDINGS if each.name.startswith(("utter_ask/", "utter_follow_up_"))]
EACH = pytest.mark.parametrize("wording", **by_name(ANSWERS))
SOURCED = [each for each in WORDINGS if each.metadata.keys() & {"sources", "review_due", "reviewed_by"}]


@pytest.mark.parametrize("path", ANSWER_FILES, ids=lambda path: path.stem)
def test_a_file_holds_one_topic_how_people_ask_it_its_one_answer_and_its_follow_ups(path):
    content = read_yaml(path)
    answer, *follow_ups = content["responses"]
    assert [each["intent"] for each in content["nlu"]] == [f"ask/{path.stem}"]
    assert answer == f"utter_ask/{path.stem}"
    assert set(follow_ups) <= {f"utter_follow_up_{path.stem}_{kind.value}" for kind in FollowUp}
    assert all(len(variants) == 1 for variants in content["responses"].values())


@EACH
def test_an_answer_rests_on_known_sources(wording):
    assert wording.metadata["sources"]
    assert set(wording.metadata["sources"]) <= set(load().sources)


@pytest.mark.parametrize("wording", **by_name(SOURCED))
def test_the_review_of_a_sourced_text_is_not_overdue(wording):
    assert datetime.date.fromisoformat(str(wording.metadata["review_due"])) > datetime.date.today()


@pytest.mark.parametrize("wording", **by_name(SOURCED))
def test_a_sourced_text_says_who_reviewed_it(wording):
    assert wording.metadata["reviewed_by"].strip()


@EACH
def test_an_answer_ends_by_naming_its_sources_to_the_reader(wording):
    assert re.search(r"\bSources?: [^\n]+\.$", wording.text.strip())


@EACH
def test_an_answer_leads_on_to_a_next_step(wording):
    assert wording.buttons
