"""Every file in the folders beside this one is a conversation that must go just so."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario import FOLDER, FRAGMENTS, Conversation, matches, read_scenario

SCENARIOS = sorted(path for path in FOLDER.glob("*/*.yml") if path.parent != FRAGMENTS)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_conversation_goes_as_written(path: Path, conversation: Conversation) -> None:
    conversation.play(read_scenario(path))


@pytest.mark.parametrize("fragment", sorted(FRAGMENTS.glob("*.yml")), ids=lambda path: path.stem)
def test_every_fragment_is_used(fragment: Path) -> None:
    files = [*SCENARIOS, *FRAGMENTS.glob("*.yml")]
    assert any(f"- after: {fragment.stem}\n" in path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        (["utter_greet"], []),
        (["utter_greet"], ["utter_goodbye"]),
        (["utter_greet"], ["utter_greet", "utter_goodbye"]),
        (["utter_greet", "..."], ["utter_greet"]),
        (["..."], []),
        (["utter_greet"], ["utter_still_urgent + utter_greet"]),
    ],
)
def test_the_runner_sees_a_wrong_reply(expected: list[str], names: list[str]) -> None:
    assert not matches(expected, names)
