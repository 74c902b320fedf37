"""Work in lanes: one piece at a time and in order within a lane, lanes side by side."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Hashable

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


async def _at_once(number: int) -> None:
    """The usual wait before a piece of work: none."""


class Lanes:
    """Lanes by key, for example one for each chat. A lane exists while there is work in it.

    Args:
        longest: pieces that may wait in one lane; nobody can fill the memory.
        settle: awaited before the next piece of work is chosen, with the number of the one that would be next.
    """

    def __init__(self, longest: int, settle: Callable[[int], Awaitable[None]] = _at_once) -> None:
        self._longest, self._settle = longest, settle
        self._waiting: dict[Hashable, list[tuple[int, int, Job]]] = {}
        self._workers: dict[Hashable, asyncio.Task[None]] = {}
        self._arrival = itertools.count()

    def put(self, key: Hashable, job: Job, number: int | None = None) -> bool:
        """Let ``job`` wait for its turn in the lane; False, and nothing is done, where the lane is full.

        Args:
            key: the lane.
            job: what to do; an exception of it is logged by its name and ends only this job.
            number: its place; without one it goes behind all that came before.
        """
        lane = self._waiting.setdefault(key, [])
        if len(lane) >= self._longest:
            return False
        arrival = next(self._arrival)
        heapq.heappush(lane, (arrival if number is None else number, arrival, job))
        if key not in self._workers:
            self._workers[key] = asyncio.create_task(self._work(key, lane))
        return True

    async def _work(self, key: Hashable, lane: list[tuple[int, int, Job]]) -> None:
        try:
            while lane:
                await self._settle(lane[0][0])
                if not lane:
                    break
                _, _, job = heapq.heappop(lane)
                try:
                    await job()
                except Exception as error:
                    logger.error("A piece of work failed: %s", type(error).__name__)  # its text may hold a message
        finally:
            del self._waiting[key], self._workers[key]

    def clear(self, key: Hashable) -> None:
        """Drop what waits in a lane; what runs goes on."""
        self._waiting.get(key, []).clear()

    async def finish(self, seconds: float) -> None:
        """Wait until all lanes are empty, at most ``seconds``; what is left then is stopped."""
        workers = list(self._workers.values())
        if not workers:
            return
        _, late = await asyncio.wait(workers, timeout=seconds)
        for worker in late:
            worker.cancel()
