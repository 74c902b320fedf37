"""What a message costs: our assistant against the cheapest possible Rasa bot, in one run.

``make bench`` trains the cheapest bot (a keyword classifier and two rules), sends the same messages
to both, one after the other, and compares CPU time. The ratio is the figure to watch; milliseconds depend on the machine.
"""

from __future__ import annotations

import asyncio
import json
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import structlog

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

import rasa  # noqa: E402
from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from assistant.hearer import shared_hearer  # noqa: E402
from triage.answers import default_answer_reader  # noqa: E402
from triage.details import default_reader  # noqa: E402
from triage.detector import default_detector  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = 300
LENGTH = 5
"""Messages of one conversation."""

LATE = 40
WARM_UP = 20
FLOOR = Path(__file__).parent / "floor_bot"


def messages() -> list[str]:
    """Held-out messages of all authors, evenly picked."""
    texts = [
        json.loads(line)["text"]
        for path in sorted((ROOT / "tests" / "held_out").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return texts[:: max(1, len(texts) // MESSAGES)][:MESSAGES]


def floor_bot(folder: Path) -> Agent:
    """Train and load the cheapest bot."""
    model = rasa.train(str(FLOOR / "domain.yml"), str(FLOOR / "config.yml"), [str(FLOOR / "data")], output=str(folder))
    return Agent.load(model.model)


async def cost(agent: Agent, text: str, sender: str) -> float:
    """CPU milliseconds of one turn."""
    before = time.process_time()
    await agent.handle_message(UserMessage(text, CollectingOutputChannel(), sender))
    return (time.process_time() - before) * 1000


def stage(read: Callable[[str], object], texts: list[str]) -> float:
    """Median CPU milliseconds of one part on its own."""
    costs = []
    for text in texts:
        before = time.process_time()
        read(text)
        costs.append((time.process_time() - before) * 1000)
    return statistics.median(costs)


async def compare() -> None:
    """Print the table."""
    texts = messages()
    nlg = EndpointConfig(type="assistant.response_generator.ResponseGenerator")
    with tempfile.TemporaryDirectory() as folder:
        floor = floor_bot(Path(folder))
        # before ours is loaded: our changes to Rasa would make the baseline cheaper too
        floor_costs = [await cost(floor, text, f"bench-{number // LENGTH}") for number, text in enumerate(texts)]
        ours = Agent.load(str(ROOT / "models" / "back-spasm.tar.gz"), generator=nlg)
        logging.getLogger("rasa").setLevel(logging.CRITICAL)  # no action server here: its absence is not the question
        our_costs = [await cost(ours, text, f"bench-{number // LENGTH}") for number, text in enumerate(texts)]
        late_costs = [await cost(ours, text, "bench-long") for text in texts[: 2 * LATE]][LATE:]
    floor_ms, ours_ms = (statistics.median(costs[WARM_UP:]) for costs in (floor_costs, our_costs))
    late_ms = statistics.median(late_costs)
    print(f"| cheapest Rasa bot, a message | {floor_ms:.1f} ms | 1.0 |")
    print(f"| this assistant, a message | {ours_ms:.1f} ms | {ours_ms / floor_ms:.1f} |")
    print(f"| this assistant, after {LATE} messages | {late_ms:.1f} ms | {late_ms / floor_ms:.1f} |")
    detector = default_detector()
    for name, read in {
        "red-flag rules": detector.detect,
        "spelling repair": detector.repaired,
        "the hearer": shared_hearer().hear,
        "details": default_reader().read,
        "plain answers": default_answer_reader().read,
    }.items():
        print(f"| of it: {name} | {(ms := stage(read, texts)):.2f} ms | {ms / floor_ms:.2f} |")


if __name__ == "__main__":
    asyncio.run(compare())
