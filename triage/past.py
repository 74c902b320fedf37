"""Decide whether a sign is over: dated to an earlier time of life, or said to be gone by now.

Every list is in ``context.yml`` under ``past``; this file only says how far each reaches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from triage.cues import Phrases, next_sentence, sentence_stop
from triage.text import is_clause_end

_OPENING_WORDS = 3
"""So many words before a comma may date all that follows ("years ago, my leg went numb")."""

_OPENING_DATE = 10
"""So many words of a sentence may hold the date that it opens with."""

_AGE_REACH = 5
"""So many words behind a sign may stand before the age at which it was."""

_ALWAYS_REACH = 12
"""So many words behind a sign may stand before the *always have*."""

_LIFE_SINCE = 16
"""So many words behind the sentence may stand before the age that the writer has now."""

_YEAR = re.compile(r"^(?:19\d\d|200\d|201\d|202[0-5])$")

_SHORT_YEAR = re.compile(r"^(?:0\d|1\d|2[0-4]|[4-9]\d)$")
"""What stands behind an apostrophe in "back in '96"."""


class PastRules:
    """The cues of ``past`` and the scopes in which they hold."""

    def __init__(self, past: Mapping[str, Any], after_and: frozenset[str], fillers: Sequence[str]) -> None:
        """Take the section ``past``, the words that begin a clause after "and", and those that may stand before any."""
        self._past = past
        self._after_and = after_and
        self._fillers = frozenset(fillers)
        self._contrast = {name: frozenset(past[name]) for name in ("contrast_from", "contrast_only", "contrast_about")}
        self._past_ends = frozenset(past["opening_ends_at"])
        self._not_over, self._half_over = frozenset(past["not_over"]), frozenset(past["half_over"])
        self._when_over = frozenset(past["when_over"])
        self._over_already = frozenset(" ".join(cue) for cue in past["over_already"])
        self._before_a_date = self._fillers | frozenset(past["before_a_date"])
        self._unchanged = frozenset(" ".join(cue) for cue in past["unchanged"])
        self._not_unchanged, self._after_unchanged = frozenset(past["not_unchanged"]), frozenset(past["after_unchanged"])
        self._change_denied = frozenset(past["change_denied"])
        self._cues_within = frozenset(" ".join(cue) for cue in past["cues_within"])
        self._ages = {name: frozenset(past[name]) for name in ("young_age", "at_age", "grown_up", "grown_age", "of_a_child")}
        self._what_was, self._what_is = frozenset(past["what_was"]), frozenset(past["what_is"])
        self._phrases = {
            name: Phrases(_with_months(words, past["month"]))
            for name, words in past.items()
            if isinstance(words, list) and isinstance(words[0], list)
        }

    def is_long_ago(self, cue: str) -> bool:
        """Whether a cue of a past sign dates the sign to years back, not to a spell that just passed."""
        return all(cue != " ".join(over) for group in ("over", "over_next", "over_later") for over in self._past[group])

    def is_unchanged(self, cue: str) -> bool:
        """Whether a cue of a past sign says that it has always been so."""
        return cue in self._unchanged

    def is_now(self, norms: Sequence[str], first: int, stop: int) -> bool:
        """Whether the words between say that it is so today."""
        return any(True for _ in self._phrases["still"].within(norms, first, stop))

    def is_over(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """The cue that says that the sign ``norms[start:end]`` of the sentence ``norms[left:right]`` is over, or ''."""
        sentence_start, sentence_end = left, right
        left, right = self._own_bounds(norms, left, start, end, right)
        ever_since = norms[end : end + 1] == ["since"] and (end + 1 >= sentence_end or norms[end + 1] in {",", "and"})
        goes_on = ever_since or any(True for _ in self._phrases["goes_on"].within(norms, end, sentence_end))
        now = goes_on or self.is_now(norms, left, right)
        return (
            ("" if now else self._long_ago(norms, left, start, end, right))
            or self._over_soon(norms, end, min(right, end + 12))
            or self._phrases["over_next"].opens(norms, sentence_end)
            or ("" if now else self._opening_date(norms, sentence_start, start, end))
            or self._over_later(norms, left, end, sentence_end)
            or self._dated_later(norms, left, end, sentence_end)
            or self._at_an_age(norms, sentence_start, end, sentence_end)
            or self._contrasted(norms, left, start, end, sentence_end)
            or self._always_so(norms, end, sentence_end)
        )

    def _over_soon(self, norms: Sequence[str], end: int, stop: int) -> str:
        """What says within the sign's own clause that it is over, or ''."""
        found = self._phrases["over"].within(norms, end, stop)
        return next((cue for i, cue in found if self._half_over.isdisjoint(norms[max(end, i - 2) : i])), "")

    def _opening_date(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """The date with which a sentence opens; it holds for all that is told in it: "in 2011 i fell and my foot was numb"."""
        first = left
        while first < start and norms[first] in self._fillers:
            first += 1
        dated = ""
        if norms[first : first + 1] in (["in"], ["back"]):
            dated = next((norms[i] for i in range(first, min(start, first + 4)) if _is_year(norms, i)), "")
        dated = dated or self._phrases["openings"].at(norms, first, start) or self._date_before_comma(norms, left, start, end)
        if not dated and norms[left - 1 : left] == [":"]:  # "in 2017 i had it all: no feeling, a catheter"
            before = next((i + 1 for i in range(left - 2, -1, -1) if is_clause_end(norms[i])), 0)
            dated = self._opening_date(norms, before, left - 1, left - 1)
        return "" if self._past_ends.intersection(norms[first:start]) else dated

    def _date_before_comma(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """The date that the first words of a sentence give, set off by a comma: "a few years back, i leaked"."""
        for i, cue in self._phrases["cues"].within(norms, left, min(start, left + _OPENING_DATE)):
            opens = self._before_a_date.issuperset(norms[left:i]) and norms[i + len(cue.split())] == ","
            return cue if opens and self._what_is.isdisjoint(norms[i:end]) else ""
        return ""

    def _at_an_age(self, norms: Sequence[str], left: int, end: int, sentence_end: int) -> str:
        """The age at which it was, where the writer tells of being grown up since: "fell off a wall aged ten. I'm fifty"."""
        if self._ages["of_a_child"].intersection(norms[left:end]):
            return ""  # "my son, aged nine, fell off the wall; i am forty"
        for i in range(max(left, end - 1), min(sentence_end, end + _AGE_REACH)):
            if norms[i] in self._ages["at_age"] and norms[i + 1 : i + 2] and norms[i + 1] in self._ages["young_age"]:
                later = range(i + 2, min(len(norms), sentence_end + _LIFE_SINCE))
                grown = any(norms[j] in self._ages["grown_age"] and norms[j - 1] in self._ages["grown_up"] for j in later)
                return f"{norms[i]} {norms[i + 1]}" if grown else ""
        return ""

    def _over_later(self, norms: Sequence[str], left: int, end: int, sentence_end: int) -> str:
        """What says further on, in this sentence or the next, that the sign is over; '' where the sign is back by then."""
        stop = min(sentence_stop(norms, next_sentence(norms, sentence_end)), end + self._past["later_reach"])
        for i in range(end, stop):
            if norms[i] in self._not_over and norms[i - 1] != "never":
                return ""
            if cue := self._phrases["over_later"].at(norms, i, len(norms)):
                closes = i + len(cue.split())
                half = (self._half_over | self._when_over).intersection(norms[max(end, i - 3) : i])
                back = self._not_over.intersection(norms[closes : closes + 8])  # "went away, came again"
                now = cue not in self._over_already and self.is_now(norms, left, i)
                return "" if half or back or now else cue
        return ""

    def _dated_later(self, norms: Sequence[str], left: int, end: int, sentence_end: int) -> str:
        """The date that a clause of its own gives the sign: "my leg was numb. That was in 2015"."""
        begins = [i + 1 for i in range(end, sentence_end) if norms[i] in {",", "and", "but"}]
        for first in (*begins, next_sentence(norms, sentence_end)):
            if first < len(norms) and self._phrases["date_openings"].at(norms, first, len(norms)):
                stop = min(sentence_stop(norms, first, frozenset({",", "but"})), first + 8)
                denied = not self._half_over.isdisjoint(norms[first:stop])  # "that was not there in 2015"
                return "" if denied or self.is_now(norms, left, stop) else self._date(norms, first, stop)
        return ""

    def _always_so(self, norms: Sequence[str], end: int, sentence_end: int) -> str:
        """What says behind the sign that it has always been so, and nothing up to the next sentence that it got worse."""
        stop = sentence_stop(norms, next_sentence(norms, sentence_end))
        for i, cue in self._phrases["unchanged"].within(norms, end, min(sentence_end, end + _ALWAYS_REACH)):
            closes = i + len(cue.split())
            ends = closes >= len(norms) or is_clause_end(norms[closes]) or norms[closes] in self._after_unchanged
            rest = [*range(end, i), *range(closes + 1, stop)]
            changed = (norms[j] in self._not_unchanged and norms[j - 1] not in self._change_denied for j in rest)
            if ends and not any(changed):
                return cue
        return ""

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
            dated_by_it = opening and not self.is_now(norms, i, stop)
            if (begins_clause(i) or norms[i] == ",") and not dated_by_it:
                return i + 1, stop
        return left, stop

    def _date(self, norms: Sequence[str], first: int, stop: int, years: bool = True) -> str:
        """The cue between ``first`` and ``stop`` that names an earlier time of life, or ''."""
        for _, cue in self._phrases["cues"].within(norms, first, stop):
            return cue
        for i, cue in self._phrases["dates"].within(norms, first, stop):
            if norms[i - 1 : i] not in (["since"], ["from"]):
                return cue
        words = norms[first:stop]
        if not self._what_was.isdisjoint(words) and self._what_is.isdisjoint(words):
            for _, cue in self._phrases["dates_of_what_was"].within(norms, first, stop):
                if not self.is_now(norms, first, sentence_stop(norms, stop)):  # "had a section in march and still hurt"
                    return cue
        return next((norms[i] for i in range(first, stop) if _is_year(norms, i)), "") if years else ""

    def _contrasted(self, norms: Sequence[str], left: int, start: int, end: int, sentence_end: int) -> str:
        """The word behind which only a plain back pain is left of what was: "it was numb. Now it is just stiff"."""
        if not self._what_is.isdisjoint(norms[left:end]):
            return ""
        for i in range(end, min(len(norms), end + self._past["later_reach"])):
            opens = norms[i - 1] in {",", "and", "but", "so"} or is_clause_end(norms[i - 1])
            if opens and norms[i] in self._contrast["contrast_from"]:
                clause = norms[i + 1 : min(sentence_stop(norms, i, frozenset({","})), i + 12)]
                only, about = (self._contrast[name].intersection(clause) for name in ("contrast_only", "contrast_about"))
                return norms[i] if only and about and not self.is_now(norms, left, i) else ""
        return ""

    def _long_ago(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """The cue that dates the sign to an earlier time of life, or ''."""
        comma = next((i for i in range(end, right) if norms[i] == ","), right)
        near = min(right, comma + 1 + _OPENING_WORDS)  # "numb legs, years ago", not "numb legs, had a disc out years ago"
        if date := self._date(norms, left, near, years=False):
            return date
        for i, cue in self._phrases["cues_before"].within(norms, left, end):
            inside = i >= start and cue not in self._cues_within
            if not inside and (i == left or norms[i - 1] not in self._past["not_past_after"]):
                return cue
        if self._past["years"]:
            return next((norms[i] for i in range(left, near) if _is_year(norms, i)), "")
        return ""


def _with_months(cues: Sequence[Sequence[str]], months: Sequence[str]) -> list[Sequence[str]]:
    """``cues`` with every name of a month in the place of ``{month}``."""
    return [
        [month if word == "{month}" else word for word in cue]
        for cue in cues
        for month in (months if "{month}" in cue else months[:1])
    ]


def _is_year(norms: Sequence[str], i: int) -> bool:
    """Whether ``norms[i]`` is a year gone by: 2015, '96."""
    return bool(_YEAR.match(norms[i])) or (i > 0 and norms[i - 1] == "'" and bool(_SHORT_YEAR.match(norms[i])))
