"""Decide how a sign is meant where it stands: asserted, denied, over, imagined, or doubtful.

Every list is in ``context.yml``; this file only says how far each reaches. Doubt is present.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from triage.cues import Phrases, holds
from triage.hearsay import HearsayRules
from triage.past import PastRules
from triage.text import is_clause_end

_LONGEST_REACH = 40
"""No cue reaches further than so many words, also where nothing ends the sentence."""

_BEFORE_AN_ANSWER = frozenset({":", "-", "?", "!", ",", "=", "(", "..."})
"""Marks that may stand between a sign and the person's own no to it ("blood in my wee?! no!")."""

_MARKS = 3
"""So many of them."""


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
        self._over = PastRules(past, self._after_and, imagined["fillers"])
        self._hearsay = HearsayRules(cues["others"], cues["hearsay"])
        self._denied_next = Phrases(negation["next"])
        self._asked_next = Phrases(imagined["asked_next"])

    @property
    def words(self) -> frozenset[str]:
        """Every word the cues use, so that their misspellings are repaired too."""
        return frozenset(
            _words_in(
                [
                    self._negation,
                    self._soft_normal,
                    self._imagined,
                    self._past,
                    *self._hearsay.words,
                    *self._after_and,
                    *self._breaks,
                ]
            )
        )

    def is_long_ago(self, cue: str) -> bool:
        """Whether a cue of :attr:`Status.PAST` dates the sign to years back, not to a spell that just passed."""
        return self._over.is_long_ago(cue)

    def is_unchanged(self, cue: str) -> bool:
        """Whether a cue of :attr:`Status.PAST` says that the sign has always been so."""
        return self._over.is_unchanged(cue)

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
        if cue := self._denied_next.opens(norms, right):
            return Status.ABSENT, cue
        if cue := self._hearsay.is_no_person(norms, left, start, end) or self._hearsay.is_slip(norms, left, start, end):
            return Status.ABSENT, cue
        if cue := self._is_imagined(norms, left, start, end) or self._hearsay.is_told_of(norms, left, start, end, right):
            return Status.HYPOTHETICAL, cue
        if norms[right : right + 1] == ["?"] and (cue := self._asked_next.opens(norms, right)):
            return Status.HYPOTHETICAL, cue
        if cue := self._over.is_over(norms, left, start, end, right):
            return Status.PAST, cue
        for after in self._soft_normal:
            if holds(norms, after, end, min(right, end + 6)):
                return Status.UNKNOWN, " ".join(after)
        return Status.PRESENT, ""

    def _denied(self, norms: Sequence[str], left: int, start: int, end: int, right: int) -> tuple[Status, str] | None:
        rules = self._negation
        for i in range(start - 1, max(left, start - rules["list_reach"]) - 1, -1):
            word, following = norms[i], norms[i + 1]
            if word in self._breaks or (word in {",", "and", "&", "or", "well"} and following in self._after_and):
                return None
            if word == "," and self._own_clause(norms, i + 1, start, end, right):
                return None
            if word in self._list_cues:
                if word == "no" and (following in self._subjects or following in {",", "idea", "really", "longer"}):
                    break  # "no, i can't feel my legs": an answer, not a denial of what follows
                if word == "never" and any(
                    holds(norms, undone, end, min(right, end + 5)) for undone in rules["never_undone_after"]
                ):
                    return None
                if word == "never" and self._over.is_now(norms, end, right):
                    return None  # "never leaked in my life, this week it is every day"
                return Status.ABSENT, word
            if word in self._near_cues and following in rules["unsure_before"] and start - i <= rules["unsure_reach"]:
                return Status.UNKNOWN, f"{word} {following}"
            if word in rules["nobody"] and following in rules["finds"]:
                return Status.ABSENT, word
            if word in self._near_cues and start - i <= rules["near_reach"]:
                opens = i == left or norms[i - 1] in {",", "and"}
                if opens and following == "that" and i + 2 < start and norms[i + 2] in self._subjects:
                    return Status.ABSENT, f"{word} {following}"  # "not that i took too many"
                if following in rules["not_a_denial_before"] or following in rules["leaves"]:
                    return None
                if i > left and norms[i - 1] in rules["ability"] and following not in rules["ability_verbs"]:
                    return None
                return Status.ABSENT, word
        if {"no", "not", "can_not", "never", "none"}.intersection(norms[start:end]):
            return None  # the sign is itself a lack ("no feeling, none"): what follows repeats it
        after = end
        while after < len(norms) and after < end + _MARKS and norms[after] in _BEFORE_AN_ANSWER:
            after += 1
        for denial in rules["after"]:
            closes = after + len(denial)
            if holds(norms, denial, after, closes) and (
                closes >= len(norms) or norms[closes] in {",", "and"} or is_clause_end(norms[closes])
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
            if word in rules["conditions"] and start - i <= 5 and norms[i - 1 : i] not in (["if"], ["i"]):
                if (i > left and self._compares(norms, i)) or norms[i + 1] == "anything":
                    return ""
                between = norms[i + 1 : start + 1]
                changes = sum(a in self._subjects and b not in self._subjects for a, b in zip(between, [*between[1:], ""]))
                return word if changes <= 1 else ""
            if word in rules["imagined"] and not self._personal(norms, i + 1, start, end):
                return "" if self._hearsay.has_it_too(norms, end) else word
        opening = left
        while opening < start and norms[opening] in rules["fillers"]:
            opening += 1
        asks = opening < start and norms[opening] in rules["question_starts"] and norms[opening + 1] not in {"not", "be"}
        return norms[opening] if asks and not self._personal(norms, opening + 1, start, end) else ""

    def _compares(self, norms: Sequence[str], i: int) -> bool:
        """Whether the *if* at ``i`` compares ("as if my leg were wood") and states no condition ("like if someone hit me")."""
        rules = self._imagined
        before = norms[i - 1]
        return before in rules["not_a_condition_after"] and not (before == "like" and norms[i + 1] in rules["whoever"])

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


def _words_in(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, Mapping):
        return [word for value in node.values() for word in _words_in(value)]
    if isinstance(node, (list, tuple, frozenset)):
        return [word for value in node for word in _words_in(value)]
    return []
