"""Decide whether a sign is not the writer's report: an animal's, a story's, read somewhere, asked by others, a slip.

Every list is in ``context.yml`` under ``others`` and ``hearsay``; this file only says how far each reaches. A word
that names the writer's own body ends every one of these: "the leaflet says numb legs, and my legs are numb".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from triage.cues import Phrases
from triage.text import is_clause_end

_STORY_REACH = 6
"""So many words after *read* or *video* may stand before the stranger that it is about."""

_SAYS_REACH = 5
"""So many words after *leaflet* may stand before the *says*."""

_ANSWER_REACH = 10
"""So many words after what others ask or tell about may stand before the person's "and so have i"."""


class HearsayRules:
    """The cue lists of ``others`` and ``hearsay`` and the scopes in which they hold."""

    def __init__(self, others: Mapping[str, Any], hearsay: Mapping[str, Any]) -> None:
        """Take the two sections of ``context.yml``."""
        lists = {**others, **hearsay}
        phrases = {name for name, words in lists.items() if isinstance(words, list) and isinstance(words[0], list)}
        self._phrases = {name: Phrases(lists[name]) for name in phrases}
        self._words = {name: frozenset(words) for name, words in lists.items() if isinstance(words, list) and name not in phrases}
        self._fear_reach, self._supposed_reach = others["fear_reach"], others["supposed_reach"]

    @property
    def words(self) -> frozenset[str]:
        """Every single word of the lists, so that its misspellings are repaired too."""
        return frozenset().union(*self._words.values())

    def is_no_person(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """The animal that is the subject of the sign's clause ("the dog drags his legs"), or ''."""
        rules = self._words
        for i in range(start - 1, left - 1, -1):
            if norms[i] in rules["clause_ends"] or norms[i] in rules["self"]:
                return ""
            if norms[i] in rules["animals"]:
                if norms[i + 1] in rules["no_animal_before"]:
                    return ""
                first = i
                while first > left and norms[first - 1] in rules["before_animal"]:
                    first -= 1
                whole = first == left or norms[first - 1] in rules["clause_ends"]
                return norms[i] if whole and not rules["self"].intersection(norms[start:end]) else ""
        return ""

    def is_told_of(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """The cue that makes the sign a dream, a story's or a stranger's, read, asked about or supposed, or ''."""
        return (
            self._dreamt(norms, left, start, end)
            or self._feared(norms, left, start, end)
            or self._a_stranger_s(norms, left, start, end, right)
            or self._not_reported(norms, left, start, end, right)
            or next((cue for _, cue in self._phrases["meant_after"].within(norms, end, min(right, end + 3))), "")
            or next((word for word in norms[end : min(right, end + 4)] if word in self._words["supposed_after"]), "")
        )

    def has_it_too(self, norms: Sequence[str], end: int) -> bool:
        """Whether the person says behind a sign, wherever it comes from, that they have it: "... and mine is numb"."""
        return any(True for _ in self._phrases["has_it_too"].within(norms, end, end + _ANSWER_REACH))

    def is_slip(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """The word by which the writer takes back what they typed ("i typed numb, i meant dumb"), or ''."""
        typed = any(norms[i] in self._words["typed"] for i in range(max(left, start - 3), start))
        return next((norms[i] for i in range(end, min(len(norms), end + 6)) if typed and norms[i] in self._words["meant"]), "")

    def _own(self, norms: Sequence[str], first: int, stop: int) -> bool:
        """Whether the writer's own body is named between ``first`` and ``stop``."""
        return not self._words["self"].isdisjoint(norms[first:stop])

    def _dreamt(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        for i in range(start - 1, left - 1, -1):
            if norms[i] in self._words["dreams"]:
                return "" if self._words["awake"].intersection(norms[i + 1 : start]) else norms[i]
            if cue := self._phrases["stories"].at(norms, i, start):
                return "" if self._own(norms, i + len(cue.split()), end) else norms[i]
        return ""

    def _feared(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """The word that makes the sign a fear ("terrified i will wake up numb") or a supposition."""
        rules = self._words
        for i in range(max(left, start - self._fear_reach), start):
            if norms[i] in rules["fears"]:
                modal = rules["modals"].intersection(norms[i + 1 : start])
                if modal and not rules["not_feared"].intersection(norms[i + 1 : start]):
                    return norms[i]
        for i in range(max(left, start - self._supposed_reach), start):
            supposed = norms[i] in rules["supposed"] and norms[i - 1 : i] != ["i"]  # "i suppose it is numb": a guess
            if supposed and not rules["awake"].intersection(norms[i + 1 : start]):
                return norms[i]
        for i, cue in self._phrases["if_said"].within(norms, max(left, start - self._supposed_reach), start):
            return "" if rules["awake"].intersection(norms[i + 1 : start]) else cue
        if norms[left:start] and norms[left] in rules["once_if"]:
            one_day = any(True for _ in self._phrases["one_day"].within(norms, left + 1, start))
            if one_day and rules["awake"].isdisjoint(norms[left + 1 : start]):
                return norms[left]
        return next((word for word in norms[start:end] if word in rules["supposed"]), "")

    def _a_stranger_s(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """Who the sign is told of: somebody unnamed in a question, or one set against the writer ("mine is fine")."""
        rules = self._words
        asked = right < len(norms) and norms[right] == "?"
        for i in range(left, start):
            if norms[i] in rules["general"] and asked and not self._own(norms, i + 1, end):
                return norms[i]
            if norms[i] in rules["someone_else"] and not self._own(norms, i + 1, end):
                for j in range(end, min(len(norms) - 1, right + 14)):
                    if norms[j] in rules["mine"] and rules["mine_is"].intersection((norms[j - 1], norms[j + 1])):
                        return "" if rules["mine_too"].intersection(norms[end : j + 8]) else norms[i]
            if norms[i] in rules["distant"] and not self._own(norms, i + 1, end):
                for _, cue in self._phrases["not_mine"].within(norms, end, right + 14):
                    return cue
        return ""

    def _not_reported(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """The cue that makes the sign read, said of anyone or asked about, unless the person says that they have it too."""
        if self.has_it_too(norms, end):
            return ""
        return (
            self._read_somewhere(norms, left, start, end, right)
            or self._said_of_anyone(norms, left, start, end)
            or self._asked(norms, left, start, end)
        )

    def _read_somewhere(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """What the sign was read in or seen on: an article about a stranger, a leaflet's list, words between quotes."""
        rules = self._words
        for i in range(start - 1, left - 1, -1):
            if norms[i] in rules["self"] or norms[i] in rules["not_read"]:
                break
            ahead = norms[i + 1 : min(start, i + 1 + _STORY_REACH)]
            told = norms[i] in rules["media"] and not rules["strangers"].isdisjoint(ahead)
            if told or (norms[i] in rules["media_verbs"] and "about" in ahead):
                return "" if self._own(norms, start, end) else norms[i]
            if norms[i] in rules["printed"] and rules["says"].intersection(norms[i + 1 : min(start, i + 1 + _SAYS_REACH)]):
                return "" if self._own(norms, start, end) else norms[i]
            if cue := self._phrases["look_out"].at(norms, i, start):
                return "" if self._own(norms, max(left, i - 1), i) or self._own(norms, start, end) else cue
        return self._on_a_list(norms, left, start, end) or self._quoted(norms, left, start, end, right)

    def _on_a_list(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """What names the list in front of a colon: "the card says: numb saddle, wet pants"."""
        if left < 2 or norms[left - 1] != ":" or self._own(norms, left, end):
            return ""
        first = next((i + 1 for i in range(left - 2, -1, -1) if is_clause_end(norms[i])), 0)
        lead = norms[first : left - 1]
        owned = (self._words["ticked"] | self._words["possessive"]).intersection(lead)
        return "" if owned else next((word for word in lead if word in self._words["printed"]), "")

    def _quoted(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> str:
        """What is quoted, where the sign stands between quotes and something printed beside them."""
        marks = self._words["quotes"]
        opens = next((i for i in range(start - 1, left - 1, -1) if norms[i] in marks), None)
        closes = next((i for i in range(end, min(len(norms), right + 1)) if norms[i] in marks), None)
        if opens is None or closes is None or self._own(norms, opens, closes):
            return ""
        beside = [*norms[left:opens], *norms[closes + 1 : max(right, closes + 4)]]
        ticked = self._words["ticked"].intersection(beside)
        return "" if ticked else next((word for word in beside if word in self._words["printed"]), "")

    def _said_of_anyone(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """Who says what happens to people in general: "my mate reckons you can lose your bladder"."""
        for i in range(start - 1, left, -1):
            if norms[i] == "you" and norms[i + 1] in self._words["you_can"]:
                said = self._words["sayers"].intersection(norms[max(left, i - 4) : i])
                expert = self._words["experts"].intersection(norms[left:i])  # "the doctor said you have ...": about the writer
                return norms[i] if said and not expert and not self._own(norms, i + 1, end) else ""
        return ""

    def _asked(self, norms: Sequence[str], left: int, start: int, end: int) -> str:
        """Who asks about the sign, unless the person says yes to it: "why do they ask about numb legs"."""
        for i in range(start - 1, left, -1):
            if norms[i] in self._words["asks"] and {"about", "if", "whether"}.intersection(norms[i + 1 : min(start, i + 4)]):
                asker = self._words["askers"].intersection(norms[max(left, i - 3) : i])
                said_yes = any(True for _ in self._phrases["yes_to_it"].within(norms, end, end + _ANSWER_REACH))
                return norms[i] if asker and not said_yes else ""
        return ""
