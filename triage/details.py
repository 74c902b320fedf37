"""Read place, side, severity and duration out of a message, the way people write them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.text import Normaliser, Spelling, Token, is_punctuation

_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d)?)(?:ish)?$")
_ZERO_TO_TEN = r"(10|[0-9](?:\.[0-9])?|zero|one|two|three|four|five|six|seven|eight|nine|ten)"
_OF_TEN = re.compile(
    rf"(?<![\w./])(?:{_ZERO_TO_TEN}\s*(?:-|–|or|to)\s*)?{_ZERO_TO_TEN}\s*(?:/|out of|outta|outa|of|in)\s*(?:10|ten)\b",
    re.IGNORECASE,
)
_SAID_TO_BE = re.compile(
    r"\b(?:it'?s|it is|pain(?:'s|s| is| level(?: is)?)?|call it|give it|rate it|say|how bad(?: is it)?\??|'?bout|about)"
    r"\s+(?:(?:about|like|around|maybe|an?|a solid|now)\s+)*(10|[0-9])"
    r"(?=\s*(?:$|[,!?;)]|\.(?!\d)|(?:right )?now\b|today\b|for pain\b|at the moment\b))",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\b(?:scale (?:of|from) (?:[01]|zero|one)\s*(?:-|–|to)|out of|outta|outa)\s*(?:10|ten)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Detail:
    """One entity: kind is ``place | side | severity | duration | country``, value is canonical (duration in days)."""

    kind: str
    value: str
    start: int
    end: int


class DetailReader:
    """Finds details by the phrases of ``details.yml``, after spelling repair."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        self._units: Mapping[str, float] = phrases["units"]
        self._numbers: Mapping[str, float] = phrases["numbers"]
        self._amounts: Mapping[str, float] = phrases["amounts"]
        self._hedges = frozenset(phrases["hedges"])
        self._ages = frozenset(phrases["ages"])
        self._phrases: list[tuple[tuple[str, ...], str, str]] = sorted(
            (
                (tuple(phrase.split()), kind, value)
                for kind in ("place", "side", "severity", "duration")
                for value, listed in phrases[kind].items()
                for phrase in listed
            ),
            key=lambda entry: -len(entry[0]),
        )
        vocabulary = {word for words, _, _ in self._phrases for word in words}
        vocabulary.update(self._units, self._numbers, self._amounts, self._hedges)
        self._normaliser = Normaliser(Spelling(frozenset(vocabulary), {}, {}))

    def read(self, text: str) -> list[Detail]:
        """Return the details in ``text``, at most one of each kind.

        Args:
            text: raw message.

        Returns:
            Details with offsets into ``text``. A number is a severity where it is said to be one ("its a 6", "7 of 10"),
            or where nothing else is said.
        """
        tokens = self._without_ages(self._normaliser.tokens(text))
        details = [self._measured_duration(tokens), self._score(text, tokens), *self._phrased(tokens)]
        chosen: dict[str, Detail] = {}
        for detail in details:
            if detail is not None:
                chosen.setdefault(detail.kind, detail)
        return list(chosen.values())

    def _without_ages(self, tokens: list[Token]) -> list[Token]:
        """Leave out "50 years old" and "30 weeks pregnant": an age is neither a duration nor a score."""
        ends = [i for i, token in enumerate(tokens) if i > 1 and token.norm in self._ages and tokens[i - 1].norm in self._units]
        return [token for i, token in enumerate(tokens) if not any(end - 2 <= i <= end for end in ends)]

    def _measured_duration(self, tokens: list[Token]) -> Detail | None:
        for number, unit in itertools.pairwise(tokens):
            count = self._number(number.norm, self._amounts)
            if count is not None and unit.norm in self._units:
                return Detail("duration", f"{count * self._units[unit.norm]:g}", number.start, unit.end)
        for token in tokens:  # "3weeks", "10d"
            glued = re.match(r"^(\d{1,3})(\D+)$", token.norm)
            if glued and glued[2] in self._units:
                return Detail("duration", f"{float(glued[1]) * self._units[glued[2]]:g}", token.start, token.end)
        return None

    def _score(self, text: str, tokens: list[Token]) -> Detail | None:
        scores = [
            (self._number(number.lower()) or 0.0, match.start(), match.end())
            for match in _OF_TEN.finditer(text)
            for number in match.groups()
            if number
        ] or [(float(match[1]), *match.span(1)) for match in _SAID_TO_BE.finditer(text)]
        if not scores:
            scale = [match.span() for match in _SCALE.finditer(text)]
            words = [token for token in tokens if not any(start <= token.start < end for start, end in scale)]
            left = [token for token in words if token.norm not in self._hedges and not is_punctuation(token.norm)]
            values = [(self._number(token.norm), token.start, token.end) for token in left]
            scores = [(value, start, end) for value, start, end in values if value is not None and value <= 10]
            if len(scores) < len(left):
                return None
        worst = max(scores, default=None)
        return Detail("severity", f"{worst[0]:g}", *worst[1:]) if worst else None

    def _phrased(self, tokens: list[Token]) -> list[Detail]:
        norms = [token.norm for token in tokens]
        said = frozenset(norms)
        found = []
        for words, kind, value in self._phrases:
            if not said.issuperset(words):
                continue
            for i in range(len(norms) - len(words) + 1):
                if tuple(norms[i : i + len(words)]) == words:
                    found.append(Detail(kind, value, tokens[i].start, tokens[i + len(words) - 1].end))
                    break
        return found

    def _number(self, norm: str, amounts: Mapping[str, float] = MappingProxyType({})) -> float | None:
        if number := _NUMBER.match(norm):
            return float(number[1])
        return self._numbers.get(norm, amounts.get(norm))


@functools.cache
def default_reader() -> DetailReader:
    """The reader over the project's own phrases, built once a process."""
    return DetailReader(read_yaml(FOLDER / "details.yml"))
