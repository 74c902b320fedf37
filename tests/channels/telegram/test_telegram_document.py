"""What ``docs/channels.md`` promises of Telegram is proven by a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCUMENT = (HERE.parents[2] / "docs" / "channels.md").read_text(encoding="utf-8")
ROWS = [row for row in DOCUMENT.splitlines() if row.startswith("| ") and "`test_telegram_" in row]


def named(row: str) -> list[tuple[str, str]]:
    """File and test of every proof in a row; a bare ``::test`` belongs to the file before it."""
    found, file = [], ""
    for own, test in re.findall(r"`(test_telegram_\w+\.py)?(?:::(test_\w+))?`", row):
        file = own or file
        if file:
            found.append((file, test))
    return found


def test_the_document_has_its_table() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_the_proof_of_a_row_exists(row: str) -> None:
    for file, test in named(row):
        assert (HERE / file).is_file()
        assert f"def {test}(" in (HERE / file).read_text(encoding="utf-8") or not test


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_row_names_a_proof(row: str) -> None:
    assert named(row)
