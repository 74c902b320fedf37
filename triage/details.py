"""Read place, side, severity and duration out of a message, the way people write them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from triage.knowledge import FOLDER, read_yaml
from triage.text import Normaliser, Spelling, Token

_NUMBER = re.compile(r"^\d{1,3}(?:\.\d)?$")
_OF_TEN = re.compile(
    r"\b(10|[0-9](?:\.5)?|zero|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:/|out of|outta|of|in)\s*(?:10|ten)\b",
    re.IGNORECASE,
)
_SHORT_ANSWER = 6
"""A bare number is a pain score only in an answer of at most so many words ("maybe a 6 today")."""


@dataclass(frozen=True)
class Detail:
    """One entity: kind is ``place | side | severity | duration``, value is canonical (duration in days)."""

    kind: str
    value: str
    start: int
    end: int


class DetailReader:
    """Finds details by the phrases of ``details.yml``, after spelling repair."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        self._units: Mapping[str, float] = phrases["units"]
        self._numbers: Mapping[str, float] = phrases["numbers"]
        self._hedges = frozenset(phrases["hedges"])
        self._phrases: list[tuple[tuple[str, ...], str, str]] = sorted(
            (
                (tuple(phrase.split()), kind, value)
                for kind in ("place", "side", "severity", "duration")
                for value, listed in phrases[kind].items()
                for phrase in listed
            ),
            key=lambda entry: -len(entry[0]),
        )
        vocabulary = {word for words, _, _ in self._phrases for word in words} | {*self._units, *self._numbers, *self._hedges}
        self._normaliser = Normaliser(Spelling(frozenset(vocabulary), {}, {}))

    def read(self, text: str) -> list[Detail]:
        """Return the details in ``text``, at most one of each kind.

        Args:
            text: raw message.

        Returns:
            Details with offsets into ``text``. A number alone is a severity only in a short answer.
        """
        tokens = self._normaliser.tokens(text)
        details = [self._measured_duration(tokens), self._score(text, tokens), *self._phrased(tokens)]
        chosen: dict[str, Detail] = {}
        for detail in details:
            if detail is not None:
                chosen.setdefault(detail.kind, detail)
        return list(chosen.values())

    def _measured_duration(self, tokens: list[Token]) -> Detail | None:
        for number, unit in itertools.pairwise(tokens):
            count = self._number(number.norm)
            if count is not None and unit.norm in self._units:
                return Detail("duration", f"{count * self._units[unit.norm]:g}", number.start, unit.end)
        for token in tokens:  # "3weeks", "10d"
            glued = re.match(r"^(\d{1,3})(\D+)$", token.norm)
            if glued and glued[2] in self._units:
                return Detail("duration", f"{float(glued[1]) * self._units[glued[2]]:g}", token.start, token.end)
        return None

    def _score(self, text: str, tokens: list[Token]) -> Detail | None:
        if of_ten := _OF_TEN.search(text):
            score = self._number(of_ten[1].lower())
            return Detail("severity", f"{score:g}", *of_ten.span())
        words = [token for token in tokens if token.norm not in self._hedges and any(c.isalnum() for c in token.norm)]
        if not words or len(words) > _SHORT_ANSWER or any(token.norm in self._units for token in words):
            return None
        numbers = [(token, self._number(token.norm)) for token in words]
        scores = [
            (token, value) for token, value in numbers if value is not None and 0 <= value <= 10 and token.norm not in {"a", "an"}
        ]
        if not scores or len(words) - len(scores) > 3:
            return None
        token, value = max(scores, key=lambda score: score[1])  # "6 or 7": the worse one
        return Detail("severity", f"{value:g}", token.start, token.end)

    def _phrased(self, tokens: list[Token]) -> list[Detail]:
        norms = [token.norm for token in tokens]
        found = []
        for words, kind, value in self._phrases:
            for i in range(len(norms) - len(words) + 1):
                if tuple(norms[i : i + len(words)]) == words:
                    found.append(Detail(kind, value, tokens[i].start, tokens[i + len(words) - 1].end))
                    break
        return found

    def _number(self, norm: str) -> float | None:
        if _NUMBER.match(norm):
            return float(norm)
        return self._numbers.get(norm)


@functools.cache
def default_reader() -> DetailReader:
    """The reader over the project's own phrases, built once a process."""
    return DetailReader(read_yaml(FOLDER / "details.yml"))
