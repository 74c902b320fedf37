"""Cues of several words, and where in a message sentences begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.text import is_clause_end


class Phrases:
    """Cues of several words, kept by their first: a search costs what the text is long, not what the list is."""

    def __init__(self, cues: Sequence[Sequence[str]]) -> None:
        """Sort ``cues``, each a list of words."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for cue in cues:
            self._by_first.setdefault(cue[0], []).append(tuple(cue))

    def at(self, norms: Sequence[str], i: int, stop: int) -> str:
        """The cue that stands at ``i`` and ends before ``stop``, or ''."""
        for cue in self._by_first.get(norms[i], ()):
            if i + len(cue) <= stop and tuple(norms[i : i + len(cue)]) == cue:
                return " ".join(cue)
        return ""

    def within(self, norms: Sequence[str], first: int, stop: int) -> Iterator[tuple[int, str]]:
        """Where between ``first`` and ``stop`` a cue begins, and the cue."""
        for i in range(first, min(stop, len(norms))):
            if cue := self.at(norms, i, stop):
                yield i, cue

    def opens(self, norms: Sequence[str], sentence_end: int) -> str:
        """The cue with which the sentence behind ``sentence_end`` begins, or ''."""
        first = next_sentence(norms, sentence_end)
        return self.at(norms, first, len(norms)) if first < len(norms) else ""


def next_sentence(norms: Sequence[str], sentence_end: int) -> int:
    """Where the sentence behind ``sentence_end`` begins."""
    return next((i for i in range(sentence_end, len(norms)) if not is_clause_end(norms[i])), len(norms))


def sentence_stop(norms: Sequence[str], first: int, also: frozenset[str] = frozenset()) -> int:
    """Where the sentence of ``norms[first]`` ends, or the clause where ``also`` names a word that ends it too."""
    return next((i for i in range(first, len(norms)) if is_clause_end(norms[i]) or norms[i] in also), len(norms))


def holds(norms: Sequence[str], words: Sequence[str], start: int, stop: int) -> bool:
    """Whether ``words`` stand in order and together somewhere in ``norms[start:stop]``."""
    size = len(words)
    return any(list(norms[i : i + size]) == list(words) for i in range(start, min(stop, len(norms)) - size + 1))
