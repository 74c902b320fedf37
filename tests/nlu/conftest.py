"""The trained model, asked once for every held-out message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evaluation.outcomes import HELD_OUT, MODEL, Outcome, load_pipeline, read_outcomes


@pytest.fixture(scope="session")
def parse() -> Callable[[str], dict[str, Any]]:
    """The NLU pipeline of the trained model: text -> parse data."""
    if not MODEL.exists():
        pytest.fail("No trained model: run `make train` first.")
    return load_pipeline()


@pytest.fixture(scope="session")
def outcomes(parse: Callable[[str], dict[str, Any]]) -> list[Outcome]:
    """Every held-out message through the whole pipeline."""
    return read_outcomes(HELD_OUT, parse)
