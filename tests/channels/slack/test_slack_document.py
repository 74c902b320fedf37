"""Every row of Slack's table in docs/channels.md names a test, and that test is there."""

from __future__ import annotations

import re

import pytest
from servers import ROOT

FOLDER = ROOT / "tests" / "channels" / "slack"
SECTION = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8").split("\n## Slack\n")[1].split("\n## ")[0]
TABLE = SECTION.split("### What it does")[1].split("###")[0]
ROWS = [row.strip("|").split("|") for row in re.findall(r"^\|.*\|$", TABLE, re.MULTILINE)[2:]]
NAMED = re.compile(r"`([\w/]*test_\w+\.py)?(?:::(\w+))?`")


def test_the_table_is_read() -> None:
    assert len(ROWS) > 20
    assert {len(row) for row in ROWS} == {4}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_what_a_row_promises_is_proven_by_a_test_that_exists(row: list[str]) -> None:
    text = ""
    proofs = [(file, test) for file, test in NAMED.findall(row[3]) if file or test]
    assert proofs
    for file, test in proofs:
        if file:
            text = ((ROOT if "/" in file else FOLDER) / file).read_text(encoding="utf-8")
        assert f"def {test}(" in text if test else text
