"""Decide how a sign is meant where it stands: asserted, denied, over, imagined, or doubtful.

Every list is in ``context.yml``; this file only says how far each reaches. Doubt is present.
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from triage.text import is_clause_end

_LONGEST_REACH = 40
"""No cue reaches further than so many words, also where nothing ends the sentence."""

_OPENING_WORDS = 3
"""So many words before a comma may date all that follows ("years ago, my leg went numb")."""

_YEAR = re.compile(r"^(?:19\d\d|200\d|201\d|202[0-5])$")


class Status(str, enum.Enum):
    """How a sign is meant. The order is how strongly it speaks: the first found wins in a message."""

    PRESENT = "present"
    UNKNOWN = "unknown"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    ABSENT = "absent"


class ContextRules:
    """The cue lists of ``context.yml`` and the scopes in which they hold."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        negation, imagined, past = cues["negation"], cues["hypothetical"], cues["past"]
        self._subjects = frozenset(cues["subjects"])
        self._after_and = self._subjects | frozenset(cues["verbs_after_and"])
        self._breaks = frozenset(cues["clause_breaks"])
        self._negation = negation
        self._list_cues = frozenset(negation["list"])
        self._near_cues = frozenset(negation["near"])
        self._soft_normal = cues["soft_normal_after"]
        self._imagined = imagined
        self._past = past

    @property
    def words(self) -> frozenset[str]:
        """Every word the cues use, so that their misspellings are repaired too."""
        return frozenset(
            _words_in([self._negation, self._soft_normal, self._imagined, self._past, list(self._after_and), list(self._breaks)])
        )

    def is_long_ago(self, cue: str) -> bool:
        """Whether a cue of :attr:`Status.PAST` dates the sign to years back, not to a spell that just passed."""
        return all(cue != " ".join(over) for over in (*self._past["over"], *self._past["over_next"]))

    def status(self, norms: Sequence[str], start: int, end: int) -> tuple[Status, str]:
        """How the sign in ``norms[start:end]`` is meant, and the cue that says so ('' for present).

        Args:
            norms: the normalised words of the whole message.
            start: first word of the sign.
            end: one past its last word.
        """
        first, last = max(0, start - _LONGEST_REACH), min(len(norms), end + _LONGEST_REACH)
        left = next((i + 1 for i in range(start - 1, first - 1, -1) if is_clause_end(norms[i])), first)
        right = next((i for i in range(end, last) if is_clause_end(norms[i])), last)
        found = self._denied(norms, left, start, end, right)
        if found:
            return found
        if cue := _opens(norms, self._negation["next"], right):
            return Status.ABSENT, cue
        if cue := self._is_imagined(norms, left, start, end):
            return Status.HYPOTHETICAL, cue
        if cue := self._is_over(norms, left, start, end, right):
            return Status.PAST, cue
        for after in self._soft_normal:
            if _holds(norms, after, end, min(right, end + 6)):
                return Status.UNKNOWN, " ".join(after)
        return Status.PRESENT, ""

    def _denied(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> tuple[Status, str] | None:
        rules = self._negation
        for i in range(start - 1, max(left, start - rules["list_reach"]) - 1, -1):
            word, following = norms[i], norms[i + 1]
            if word in self._breaks or (word in {",", "and", "&", "or"} and following in self._after_and):
                return None
            if word == "," and self._own_clause(norms, i + 1, start, end, right):
                return None
            if word in self._list_cues:
                if word == "no" and (following in self._subjects or following in {",", "idea", "really", "longer"}):
                    return None  # "no, i can't feel my legs": an answer, not a denial of what follows
                if word == "never" and any(
                    _holds(norms, undone, end, min(right, end + 5)) for undone in rules["never_undone_after"]
                ):
                    return None
                if word == "never" and self._is_now(norms, end, right):
                    return None  # "never leaked in my life, this week it is every day"
                return Status.ABSENT, word
            if word in self._near_cues and following in rules["unsure_before"] and start - i <= rules["unsure_reach"]:
                return Status.UNKNOWN, f"{word} {following}"
            if word in self._near_cues and start - i <= rules["near_reach"]:
                if following in rules["not_a_denial_before"] or following in rules["leaves"]:
                    return None
                if i > left and norms[i - 1] in rules["ability"] and following not in rules["ability_verbs"]:
                    return None
                return Status.ABSENT, word
        if {"no", "not", "can_not", "never", "none"}.intersection(norms[start:end]):
            return None  # the sign is itself a lack ("no feeling, none"): what follows repeats it
        after = end + 1 if end < len(norms) and norms[end] in {":", "-", "?", ",", "=", "(", "..."} else end
        for denial in rules["after"]:
            closes = after + len(denial)
            if _holds(norms, denial, after, closes) and (
                closes >= len(norms) or norms[closes] in {",", ".", ";", "\n", ")", "!", "and"}
            ):
                return Status.ABSENT, " ".join(denial)
        return None

    def _own_clause(self, norms: Sequence[str], first: int, start: int, end: int, right: int) -> bool:
        """Whether the words between commas around the sign say something by themselves: "no fever, jaw locked tho"."""
        stop = next((i for i in range(end, right) if norms[i] == ","), right)
        rest = [*norms[first:start], *norms[end:stop]]
        return any(word in self._negation["clause_words"] for word in rest)

    def _is_imagined(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        rules = self._imagined
        for i in range(start - 1, max(left, start - rules["reach"]) - 1, -1):
            word = norms[i]
            if word in {"but", "because", "and", "now"} and norms[i + 1] in self._subjects:
                return ""
            if word in rules["conditions"] and start - i <= 5 and norms[i - 1 : i] != ["if"]:
                if (i > left and norms[i - 1] in rules["not_a_condition_after"]) or norms[i + 1] == "anything":
                    return ""
                between = norms[i + 1 : start + 1]
                changes = sum(a in self._subjects and b not in self._subjects for a, b in zip(between, [*between[1:], ""]))
                return word if changes <= 1 else ""
            if word in rules["imagined"] and not self._personal(norms, i + 1, start, end):
                return word
        opening = left
        while opening < start and norms[opening] in rules["fillers"]:
            opening += 1
        asks = opening < start and norms[opening] in rules["question_starts"] and norms[opening + 1] not in {"not", "be"}
        return norms[opening] if asks and not self._personal(norms, opening + 1, start, end) else ""

    def _personal(self, norms: Sequence[str], first: int, start: int, end: int) -> bool:
        """Whether someone's own body is named between ``first`` and the end of the sign.

        After *can, could, will ...* "my" is not enough ("can my legs go numb?"): it takes a statement
        ("can you help, because my legs are numb").
        """
        words = norms[first:end]
        if first and norms[first - 1] in self._imagined["modal_starts"]:
            return any(
                word in self._imagined["statements"] and following in self._imagined["personal"]
                for word, following in itertools.pairwise(words)
            )
        return any(word in self._imagined["personal"] for word in words)

    def _is_now(self, norms: Sequence[str], first: int, stop: int) -> bool:
        """Whether the words between say that it is so today."""
        return any(_holds(norms, now, first, stop) for now in self._past["still"])

    def _is_over(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        sentence_end = right
        left, right = self._own_bounds(norms, left, start, end, right)
        now = self._is_now(norms, left, right)
        return ("" if now else self._long_ago(norms, left, start, end, right)) or next(
            (" ".join(over) for over in self._past["over"] if _holds(norms, over, end, min(right, end + 12))),
            _opens(norms, self._past["over_next"], sentence_end),
        )

    def _own_bounds(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> tuple[int, int]:
        """The part of the sentence that dates the sign: "i had an operation years ago | and my leg is numb"."""

        def begins_clause(i: int) -> bool:
            following = norms[i + 1] if i + 1 < len(norms) else ""
            return norms[i] == "but" or (
                norms[i] in {",", "and", "so"} and following in self._after_and and following not in {"still", "now"}
            )

        stop = next((i for i in range(end, right) if begins_clause(i)), right)
        for i in range(start - 1, left, -1):
            opening = norms[i] == "," and i - left <= _OPENING_WORDS  # "in 2015, i had numb legs"
            dated_by_it = opening and not self._is_now(norms, i, stop)
            if (begins_clause(i) or norms[i] == ",") and not dated_by_it:
                return i + 1, stop
        return left, stop

    def _long_ago(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """The cue that dates the sign to an earlier time of life, or ''."""
        comma = next((i for i in range(end, right) if norms[i] == ","), right)
        near = min(right, comma + 1 + _OPENING_WORDS)  # "numb legs, years ago", not "numb legs, had a disc out years ago"
        for cue in self._past["cues"]:
            if _holds(norms, cue, left, near):
                return " ".join(cue)
        for cue in self._past["cues_before"]:
            for i in range(left, start - len(cue) + 1):
                if _holds(norms, cue, i, i + len(cue)) and not (i > left and norms[i - 1] in self._past["not_past_after"]):
                    return " ".join(cue)
        if self._past["years"]:
            return next((norms[i] for i in range(left, near) if _YEAR.match(norms[i])), "")
        return ""


def _holds(norms: Sequence[str], words: Sequence[str], start: int, stop: int) -> bool:
    """Whether ``words`` stand in order and together somewhere in ``norms[start:stop]``."""
    size = len(words)
    return any(list(norms[i : i + size]) == list(words) for i in range(start, min(stop, len(norms)) - size + 1))


def _opens(norms: Sequence[str], openings: Sequence[Sequence[str]], sentence_end: int) -> str:
    """The one of ``openings`` with which the sentence behind ``sentence_end`` begins, or ''."""
    first = next((i for i in range(sentence_end, len(norms)) if not is_clause_end(norms[i])), len(norms))
    return next((" ".join(words) for words in openings if _holds(norms, words, first, first + len(words))), "")


def _words_in(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, Mapping):
        return [word for value in node.values() for word in _words_in(value)]
    if isinstance(node, (list, tuple, frozenset)):
        return [word for value in node for word in _words_in(value)]
    return []
