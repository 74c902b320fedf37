"""The small language in which red-flag patterns are written, compiled to spaCy's Matcher.

A pattern is words in order, separated by spaces:

==============  =====================================================================================
``pee``         this word                       ``leak*``   any word that begins so
``a|b|c``       one of these                    ``{name}``  one word of the set ``name`` (``words:``)
``x?``          may be missing                  ``~3``      up to three other words in between
``a <~3> b``    both orders: ``a ~3 b`` or ``b ~3 a`` (once in a pattern)
==============  =====================================================================================

A gap never crosses a negation (*no, not, never, without, but*) or punctuation, so that "my left leg is
not numb" is not read as "left leg numb". "Can't" arrives as ``can not``, "don't" as ``do not``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

_GAP_BARRIERS = ["no", "not", "never", "without", "but", "nor", "neither", "none", "nothing", "except", "if",
                 ".", ",", ";", "!", "?", "...", "..", "…", "\n", ":", "(", ")", "-"]  # fmt: skip
_ELEMENT = re.compile(r"~(?P<gap>\d)$|(?P<word>[^~\s]+?)(?P<optional>\?)?$")


class PatternError(ValueError):
    """A pattern in the knowledge files cannot be read; the message names the pattern and the part."""


@dataclass(frozen=True)
class Words:
    """One place of a pattern: the words and word beginnings that may stand there."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool = False

    def accepts(self, norm: str) -> bool:
        """Whether ``norm`` may stand at this place."""
        return norm in self.exact or (bool(self.prefixes) and norm.startswith(self.prefixes))

    def as_spacy(self) -> dict[str, object]:
        """This place as a token pattern of spaCy's Matcher."""
        if self.prefixes:
            words = "|".join([*map(re.escape, sorted(self.exact)), *(re.escape(p) + r"\w*" for p in self.prefixes)])
            token: dict[str, object] = {"ORTH": {"REGEX": f"^(?:{words})$"}}
        else:
            token = {"ORTH": {"IN": sorted(self.exact)}}
        return {**token, "OP": "?"} if self.optional else token


@dataclass(frozen=True)
class Match:
    """A pattern found: which rule it belongs to and the tokens ``start:end`` it covers."""

    rule: str
    start: int
    end: int


def parse(pattern: str, sets: Mapping[str, Sequence[str]]) -> list[list[Words | int]]:
    """Read one pattern; an int in the result is a gap of up to that many words.

    Args:
        pattern: the pattern as written in the knowledge files.
        sets: word sets by name.

    Returns:
        One list of places, or two where the pattern allows both orders.

    Raises:
        PatternError: an unknown set, an empty place or a second ``<~n>``.
    """
    parts = pattern.split()
    turns = [index for index, part in enumerate(parts) if part.startswith("<~")]
    if len(turns) > 1:
        raise PatternError(f"{pattern!r}: only one <~n> in a pattern")
    if turns:
        turn = turns[0]
        gap = parts[turn].strip("<>")
        orders = [[*parts[:turn], gap, *parts[turn + 1 :]], [*parts[turn + 1 :], gap, *parts[:turn]]]
        return [_parse_places(order, pattern, sets) for order in orders]
    return [_parse_places(parts, pattern, sets)]


def _parse_places(parts: list[str], pattern: str, sets: Mapping[str, Sequence[str]]) -> list[Words | int]:
    places: list[Words | int] = []
    for part in parts:
        found = _ELEMENT.match(part)
        if not found:
            raise PatternError(f"{pattern!r}: cannot read {part!r}")
        if found["gap"]:
            places.append(int(found["gap"]))
            continue
        exact, prefixes = expand(found["word"].split("|"), sets, pattern)
        places.append(Words(exact, prefixes, bool(found["optional"])))
    if not any(isinstance(place, Words) and not place.optional for place in places):
        raise PatternError(f"{pattern!r}: needs at least one word that must be there")
    return places


def expand(
    names: Iterable[str], sets: Mapping[str, Sequence[str]], where: str, inside: frozenset[str] = frozenset()
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Resolve ``{set}`` names (sets may name other sets) to exact words and beginnings.

    Raises:
        PatternError: an unknown set, or sets that name each other in a circle.
    """
    exact: set[str] = set()
    prefixes: set[str] = set()
    for name in names:
        if name.startswith("{"):
            if name.strip("{}") not in sets:
                raise PatternError(f"{where!r}: unknown word set {name}")
            if name in inside:
                raise PatternError(f"{where!r}: {name} names itself")
            inner_exact, inner_prefixes = expand(sets[name.strip("{}")], sets, where, inside | {name})
            exact |= inner_exact
            prefixes |= set(inner_prefixes)
        elif name.endswith("*"):
            prefixes.add(name[:-1])
        elif name:
            exact.add(name)
    return frozenset(exact), tuple(sorted(prefixes))


class PatternMatcher:
    """Finds patterns in the tokens of a message.

    A pattern is tried only when the message holds a word for each of its places; of several hundred
    patterns a usual message leaves fewer than ten, so the cost hardly grows with the lexicon.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]], sets: Mapping[str, Sequence[str]]) -> None:
        """Compile ``(rule id, pattern)`` pairs.

        Raises:
            PatternError: see :func:`parse`.
        """
        self._vocab = Vocab()
        self._places: dict[Words, int] = {}
        self._optional_words: set[str] = set()
        self._by_rarest_place: dict[int, list[tuple[int, str, Matcher]]] = {}
        for rule, pattern in patterns:
            for places in parse(pattern, sets):
                self._optional_words |= {
                    word for place in places if isinstance(place, Words) and place.optional for word in place.exact
                }
                must = [place for place in places if isinstance(place, Words) and not place.optional]
                needed = sum({1 << self._places.setdefault(place, len(self._places)) for place in must})
                rarest = min(must, key=lambda place: len(place.exact) + 5 * len(place.prefixes))
                matcher = Matcher(self._vocab, validate=False)
                matcher.add(rule, [[self._as_spacy(place) for place in places]])
                self._by_rarest_place.setdefault(self._places[rarest], []).append((needed, rule, matcher))
        self._kept = frozenset(_GAP_BARRIERS) | self._optional_words
        self._exact: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        for place, index in self._places.items():
            for word in place.exact:
                self._exact[word] = self._exact.get(word, 0) | 1 << index
            for beginning in place.prefixes:
                self._beginnings[beginning] = self._beginnings.get(beginning, 0) | 1 << index

    @staticmethod
    def _as_spacy(place: Words | int) -> dict[str, object]:
        if isinstance(place, Words):
            return place.as_spacy()
        return {"ORTH": {"NOT_IN": _GAP_BARRIERS}, "OP": f"{{0,{place}}}"}

    def _known_places(self, norm: str) -> int:
        """The places at which ``norm`` may stand, one bit each."""
        known = self._exact.get(norm, 0)
        for size in range(1, len(norm) + 1):
            known |= self._beginnings.get(norm[:size], 0)
        return known

    @property
    def words(self) -> frozenset[str]:
        """Every whole word that some pattern uses."""
        return frozenset(word for place in self._places for word in place.exact)

    @property
    def prefixes(self) -> frozenset[str]:
        """Every word beginning (``leak*``) that some pattern uses."""
        return frozenset(prefix for place in self._places for prefix in place.prefixes)

    def find(self, norms: Sequence[str]) -> list[Match]:
        """Return every match in the normalised words of one message, in no special order."""
        known = [self._known_places(norm) for norm in norms]
        present = functools.reduce(int.__or__, known, 0)
        candidates = [
            entry
            for index, entries in self._by_rarest_place.items()
            if present >> index & 1
            for entry in entries
            if entry[0] & present == entry[0]
        ]
        if not candidates:
            return []
        # what no pattern names becomes one word, so that a stranger's words never stay in memory
        words = [norm if places or norm in self._kept else "_" for norm, places in zip(norms, known)]
        doc = Doc(self._vocab, words=words)
        return [Match(rule, start, end) for _, rule, matcher in candidates for _, start, end in matcher(doc)]
