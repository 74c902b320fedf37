"""The small language in which red-flag patterns are written, and the search for them in a message.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_GAP_BARRIERS = frozenset({"no", "not", "never", "without", "but", "nor", "neither", "none", "nothing", "except", "if",
                           ".", ",", ";", "!", "?", "...", "..", "…", "\n", ":", "(", ")", "-"})  # fmt: skip
_REST_OF_WORD = re.compile(r"\w*\Z")
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

    A pattern is tried only when the message holds a word for each of its places; of several thousand
    patterns a usual message leaves fewer than ten, so the cost hardly grows with the lexicon. Which words of the
    message may stand at a place, and how far a pattern has been followed, are sets of positions, kept as the bits
    of one number each.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]], sets: Mapping[str, Sequence[str]]) -> None:
        """Compile ``(rule id, pattern)`` pairs.

        Raises:
            PatternError: see :func:`parse`.
        """
        self._places: dict[Words, int] = {}
        self._by_rarest_place: dict[int, list[_Pattern]] = {}
        for rule, pattern in patterns:
            for places in parse(pattern, sets):
                steps = tuple(self._step(place) for place in places)
                must = [place for place in places if isinstance(place, Words) and not place.optional]
                needed = functools.reduce(int.__or__, (1 << self._places[place] for place in must))
                rarest = min(must, key=lambda place: len(place.exact) + 5 * len(place.prefixes))
                self._by_rarest_place.setdefault(self._places[rarest], []).append(_Pattern(rule, needed, steps))
        self._rank = {place: rank for rank, place in enumerate(self._by_rarest_place)}
        self._rarest = functools.reduce(int.__or__, (1 << place for place in self._by_rarest_place), 0)
        self._exact: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        for place, index in self._places.items():
            for word in place.exact:
                self._exact[word] = self._exact.get(word, 0) | 1 << index
            for beginning in place.prefixes:
                self._beginnings[beginning] = self._beginnings.get(beginning, 0) | 1 << index
        self._beginning_sizes = sorted({len(beginning) for beginning in self._beginnings})

    def _step(self, place: Words | int) -> _Step:
        if isinstance(place, int):
            return _Step(place=None, gap=place, optional=True)
        return _Step(self._places.setdefault(place, len(self._places)), gap=0, optional=place.optional)

    def _known_places(self, norm: str) -> int:
        """The places at which ``norm`` may stand, one bit each."""
        known = self._exact.get(norm, 0)
        for size in self._beginning_sizes:
            if size > len(norm):
                break
            if (places := self._beginnings.get(norm[:size])) and _REST_OF_WORD.match(norm, size):
                known |= places
        return known

    def _candidates(self, present: int) -> list[_Pattern]:
        """The patterns for all of whose places the message holds a word, in the order they were given."""
        rarest = sorted(_positions(present & self._rarest), key=self._rank.__getitem__)
        return [entry for place in rarest for entry in self._by_rarest_place[place] if entry.needed & present == entry.needed]

    @property
    def words(self) -> frozenset[str]:
        """Every whole word that some pattern needs."""
        return frozenset(word for place in self._places if not place.optional for word in place.exact)

    @property
    def prefixes(self) -> frozenset[str]:
        """Every word beginning (``leak*``) that some pattern needs."""
        return frozenset(prefix for place in self._places if not place.optional for prefix in place.prefixes)

    def find(self, norms: Sequence[str]) -> list[Match]:
        """Return every match in the normalised words of one message, those of one pattern together."""
        stands: dict[str, int] = {}
        for i, norm in enumerate(norms):
            stands[norm] = stands.get(norm, 0) | 1 << i
        known = {norm: self._known_places(norm) for norm in stands}
        candidates = self._candidates(functools.reduce(int.__or__, known.values(), 0))
        if not candidates:
            return []
        gap = functools.reduce(int.__or__, (bits for norm, bits in stands.items() if norm not in _GAP_BARRIERS), 0)
        fills = dict.fromkeys((step.place for entry in candidates for step in entry.steps if step.place is not None), 0)
        wanted = functools.reduce(int.__or__, (1 << place for place in fills))
        for norm, bits in stands.items():
            for place in _positions(known[norm] & wanted):
                fills[place] |= bits
        return [Match(entry.rule, start, end) for entry in candidates for start, end in _follow(entry.steps, fills, gap)]


@dataclass(frozen=True)
class _Step:
    """One step of a pattern: a place that one word fills, or up to ``gap`` words of any kind."""

    place: int | None
    gap: int
    optional: bool


@dataclass(frozen=True)
class _Pattern:
    """A compiled pattern; ``needed`` holds one bit for each place that must be filled."""

    rule: str
    needed: int
    steps: tuple[_Step, ...]


def _follow(steps: Sequence[_Step], fills: Mapping[int, int], gap: int) -> Iterator[tuple[int, int]]:
    """Every start and end of a pattern.

    Args:
        steps: the pattern.
        fills: for each place the positions of the words that may stand there, one bit each.
        gap: the positions of the words that a gap may leave out.
    """
    starts = 0
    for step in steps:
        starts |= gap if step.place is None else fills[step.place]
        if not step.optional:
            break
    for start in _positions(starts):
        reached = 1 << start  # one bit for each position at which the pattern may go on
        for step in steps:
            if step.place is None:
                for _ in range(step.gap):
                    reached |= (reached & gap) << 1
                continue
            filled = (reached & fills[step.place]) << 1
            reached = filled | reached if step.optional else filled
            if not reached:
                break
        yield from ((start, end) for end in _positions(reached))


def _positions(bits: int) -> Iterator[int]:
    """The places of the ones in ``bits``, the lowest first."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1
