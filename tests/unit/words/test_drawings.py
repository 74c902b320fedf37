"""Line drawings beside the answers: they exist, are small, are ours to colour, and say in words what they show."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from wording import ROOT, WORDINGS

FOLDER = ROOT / "web" / "drawings"
DRAWINGS = sorted(FOLDER.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
SHOWN: list[tuple[str, dict[str, Any]]] = [
    (each.name, drawing) for each in WORDINGS for drawing in each.metadata.get("drawings", ())
]
EACH_DRAWING = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
EACH_SHOWN = pytest.mark.parametrize(("name", "drawing"), SHOWN, ids=str)


@EACH_SHOWN
def test_a_drawing_that_an_answer_shows_exists(name, drawing):
    assert set(drawing) == {"file", "alt"}
    assert (FOLDER / drawing["file"]).is_file()


@EACH_SHOWN
def test_it_is_described_for_who_cannot_see_it_as_in_the_drawing_itself(name, drawing):
    described = ElementTree.parse(FOLDER / drawing["file"]).getroot().find(f"{SVG}desc")
    assert described is not None and described.text == drawing["alt"]


def test_every_drawing_is_shown_by_an_answer():
    assert {drawing["file"] for _, drawing in SHOWN} == {path.name for path in DRAWINGS}


@pytest.mark.parametrize("name", ["exercise", "stretch", "move_now"])
def test_an_answer_about_movements_shows_them(name):
    assert [each for each, _ in SHOWN if each == f"utter_ask/{name}"]


@EACH_DRAWING
def test_a_drawing_is_small(path):
    assert len(path.read_bytes()) <= 2048


@EACH_DRAWING
def test_a_drawing_has_a_title_a_description_and_no_writing(path):
    root = ElementTree.parse(path).getroot()
    assert [root.findtext(f"{SVG}{each}") for each in ("title", "desc")] != [None, None]
    assert [each.tag for each in root.iter() if each.tag in {f"{SVG}text", f"{SVG}script", f"{SVG}image"}] == []


@EACH_DRAWING
def test_a_drawing_takes_the_colour_of_its_surroundings(path):
    root = ElementTree.parse(path).getroot()
    used = {each.get(kind) for each in root.iter() for kind in ("fill", "stroke")} - {None}
    assert used == {"none", "currentColor"}


@EACH_DRAWING
def test_where_it_stands_alone_it_can_be_seen_on_white_and_on_black(path):
    colour = ElementTree.parse(path).getroot().get("color", "")
    assert min(contrast(colour, "#ffffff"), contrast(colour, "#161616")) >= 3


@EACH_DRAWING
def test_it_has_a_small_picture_of_the_same_size_for_channels_that_show_no_svg(path: Path):
    picture = path.with_suffix(".png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) < 15_000
    assert struct.unpack(">II", picture[16:24]) == (480, 300)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = re.fullmatch(r"#(..)(..)(..)", colour)
    assert parts is not None
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(each, 16) / 255 for each in parts.groups())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
