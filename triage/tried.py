"""Read what a person says they have tried against the pain, so that nobody is told the same again as if it were new."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from triage.details import Detail
from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.text import Normaliser, Spelling, Token, is_clause_end

KIND = "tried"


class TriedReader:
    """Finds remedies that were used, by the words of ``tried.yml``; a question about one, or a plan, is none."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._did = frozenset(words["did"])
        self._done_words = {word: thing for thing, listed in words["done_words"].items() for word in listed}
        self._not_done = frozenset(words["not_done"])
        self._reach = int(words["reach"])
        self._helped = frozenset(words["helped"])
        self._not_helped = frozenset(words["not_helped"])
        self._things = sorted(
            ((tuple(phrase.split()), thing) for thing, listed in words["things"].items() for phrase in listed),
            key=lambda entry: -len(entry[0]),
        )
        every_word = {word for phrase, _ in self._things for word in phrase} | self._did | self._not_done | set(self._done_words)
        self._normaliser = Normaliser(Spelling(frozenset(word for word in every_word if len(word) > 3), {}, {}))
        self.in_words: Mapping[str, str] = words["in_words"]

    def read(self, text: str) -> list[Detail]:
        """The remedies tried, each once, with character offsets into ``text``; ``value`` is a key of ``things``."""
        tokens = self._normaliser.tokens(text)
        norms = [token.norm for token in tokens]
        found: dict[str, Detail] = {}
        said = frozenset(norms)
        things = [(phrase, thing) for phrase, thing in self._things if said.issuperset(phrase)]
        for i in range(len(tokens)):
            for phrase, thing in things:
                if tuple(norms[i : i + len(phrase)]) == phrase and self._was_done(tokens, i, i + len(phrase)):
                    found.setdefault(thing, Detail(KIND, thing, tokens[i].start, tokens[i + len(phrase) - 1].end))
            if (done := self._done_words.get(norms[i])) and not self._not_done.intersection(_clause_before(tokens, i)):
                found.setdefault(done, Detail(KIND, done, tokens[i].start, tokens[i].end))
        return list(found.values())

    def _was_done(self, tokens: list[Token], start: int, end: int) -> bool:
        before = _clause_before(tokens, start)
        behind = {token.norm for token in tokens[end : end + self._reach]}
        outcome = behind & self._helped or ("not" in behind and behind & self._not_helped)
        return bool(outcome or self._did.intersection(before[-self._reach :])) and not self._not_done.intersection(before)


def _clause_before(tokens: list[Token], at: int) -> list[str]:
    start = max((i + 1 for i in range(at) if is_clause_end(tokens[i].norm) or tokens[i].norm == "but"), default=0)
    return [token.norm for token in tokens[start:at]]


@functools.cache
def default_tried_reader() -> TriedReader:
    """The reader over the project's own words, built once a process."""
    return TriedReader(read_yaml(FOLDER / "tried.yml"))
