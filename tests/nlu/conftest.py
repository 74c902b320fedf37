"""The trained model, asked once for every held-out message."""

from __future__ import annotations

import json
from typing import Any

import pytest
from held_out import HELD_OUT, MODEL, Heard


@pytest.fixture(scope="session")
def parse() -> Any:
    """The NLU pipeline of the trained model: text -> parse data."""
    if not MODEL.exists():
        pytest.fail("No trained model: run `make train` first.")
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    from rasa.core.channels.channel import UserMessage
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.core.processor import MessageProcessor
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.shared.core.domain import Domain

    processor = MessageProcessor(
        str(MODEL), InMemoryTrackerStore(Domain.empty()), InMemoryLockStore(), TemplatedNaturalLanguageGenerator({})
    )

    def parse_text(text: str) -> dict[str, Any]:
        from rasa.shared.core.trackers import DialogueStateTracker

        return processor._parse_message_with_graph(UserMessage(text), DialogueStateTracker.from_events("held-out", []))

    return parse_text


@pytest.fixture(scope="session")
def heard(parse: Any) -> list[Heard]:
    """Every held-out message through the whole pipeline."""
    results = []
    for path in sorted(HELD_OUT.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "intent" not in row:
                continue  # answers to a question mean nothing without it; tests/unit/triage reads those
            data = parse(row["text"])
            results.append(
                Heard(
                    text=row["text"],
                    author=path.stem,
                    meant=row["intent"],
                    flags=row["flags"],
                    intent=data["intent"]["name"],
                    topic=data["response_selector"]["ask"]["response"]["intent_response_key"],
                    alarmed=frozenset(e["value"] for e in data["entities"] if e["entity"] == "red_flag"),
                )
            )
    return results
