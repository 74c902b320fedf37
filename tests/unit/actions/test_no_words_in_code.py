"""The action server speaks only by the names of responses: no sentence and no medicine in its code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from triage.knowledge import FOLDER, load

FILES = sorted((FOLDER.parent / "actions").glob("**/*.py"))
EACH_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,.!?]?\s+[A-Za-z]+")


def strings(source: str) -> list[str]:
    """Every string of the code that is not a docstring, also the fixed parts of f-strings."""
    tree = ast.parse(source)
    documented = [node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    docstrings = {id(node.body[0].value) for node in documented if ast.get_docstring(node, clean=False) is not None}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in constants if id(node) not in docstrings]


def sentences(source: str) -> list[str]:
    return [each for each in strings(source) if TWO_WORDS.search(each)]


def test_the_search_would_find_a_sentence():
    harmless = '"""Doc string."""\ndef run():\n    """Says it."""\n    name = "utter_urgent"\n    say(f"{name}; {name}")\n'
    assert sentences(harmless) == []
    assert sentences(harmless + 'text = "Please go."\n' + 'text = f"Go to {name} now"\n') == ["Please go.", "Go to "]


def test_there_is_code_to_search():
    assert "check_red_flags.py" in [path.name for path in FILES]


@EACH_FILE
def test_no_sentence_stands_in_the_code(path: Path):
    assert sentences(path.read_text(encoding="utf-8")) == []


@EACH_FILE
def test_no_red_flag_is_named_in_the_code(path: Path):
    source = path.read_text(encoding="utf-8")
    assert [flag for flag in load().red_flags if re.search(rf"\b{flag}\b", source)] == []


@EACH_FILE
def test_no_response_stands_in_the_code_but_by_its_name(path: Path):
    spoken = [each for each in strings(path.read_text(encoding="utf-8")) if "utter" in each]
    assert [each for each in spoken if not re.fullmatch(r"utter_[a-z_]+", each)] == []
