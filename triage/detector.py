"""Find the red flags that a message asserts, denies, imagines or remembers. Deterministic and explainable."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from triage.context import ContextRules, Status
from triage.knowledge import Knowledge, load
from triage.patterns import Match, PatternMatcher, expand
from triage.text import MAX_CHARACTERS, Normaliser, Spelling, Token, is_clause_end, is_punctuation, quote

_STRENGTH = list(Status)

LONGEST_TEXT = 40_000
"""No more of a message is read; the channels let less in."""

_OVERLAP = 300

_UNLESS = "unless "
"""What the matcher calls the harmless explanations of a rule, in front of the rule's id."""


@dataclass(frozen=True)
class Finding:
    """What one message says about one red flag.

    Attributes:
        flag: red-flag id.
        status: how it is meant; only ``present`` raises an alarm, ``unknown`` brings a question.
        rule: id of the rule that matched.
        words: the person's own words that matched.
        cue: the word that made it anything but present, '' otherwise.
        start, end: character offsets of ``words`` in the message.
    """

    flag: str
    status: Status
    rule: str
    words: str
    cue: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the tracker."""
        return {**self.__dict__, "status": self.status.value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Finding:
        """The reverse of :meth:`as_dict`."""
        return cls(**{**data, "status": Status(data["status"])})


class RedFlagDetector:
    """Applies every rule of the knowledge to a message."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._context = ContextRules(knowledge.cues)
        rules = {rule.id: (flag, rule) for flag in knowledge.red_flags.values() for rule in flag.rules}
        self._rules = {rule_id: rule for rule_id, (_, rule) in rules.items()}
        self._flag_of = {rule_id: flag for rule_id, (flag, _) in rules.items()}
        self._urgency_of = {rule_id: rule.disposition or flag.disposition for rule_id, (flag, rule) in rules.items()}
        patterns = [(rule_id, pattern) for rule_id, (_, rule) in rules.items() for pattern in rule.patterns]
        excuses = [(f"{_UNLESS}{rule_id}", pattern) for rule_id, (_, rule) in rules.items() for pattern in rule.unless]
        self._matcher = PatternMatcher([*patterns, *excuses], knowledge.word_sets)
        self._normaliser = Normaliser(Spelling(self._vocabulary(knowledge), knowledge.slang, knowledge.phrases))

    def _vocabulary(self, knowledge: Knowledge) -> frozenset[str]:
        in_sets, beginnings = expand([f"{{{name}}}" for name in knowledge.word_sets], knowledge.word_sets, "words.yml")
        in_phrases = {word for phrase in knowledge.phrases for word in phrase}
        inflected = {
            f"{begin}{ending}" for begin in (*beginnings, *self._matcher.prefixes) for ending in ("", "s", "ed", "ing", "e")
        }
        return frozenset(in_sets | in_phrases | inflected | self._matcher.words | self._context.words)

    def tokens(self, text: str) -> list[Token]:
        """The normalised words of ``text``, as the rules see them."""
        return self._normaliser.tokens(text)

    def repaired(self, text: str) -> str:
        """``text`` with the spelling of its symptom words mended, for readers that are not rules."""
        return self._normaliser.repaired(text)

    def detect(self, text: str) -> list[Finding]:
        """Return one finding for each red flag or risk factor that ``text`` mentions.

        Args:
            text: raw message. Empty, huge or binary text gives an empty list or findings, never an error.

        Returns:
            At most one finding a flag, the one that speaks strongest: a sign asserted once is present
            even where the same message denies it elsewhere.
        """
        if len(text) > MAX_CHARACTERS:
            return self._detect_long(text)
        strongest: dict[str, Finding] = {}
        excuses: dict[str, list[tuple[int, int]]] = {}
        for tokens in self.readings(text):
            matches = self._matcher.find([token.norm for token in tokens])
            for match in matches:  # a phrase that excuses a sign ("cabin fever") does so in the second reading too
                if match.rule.startswith(_UNLESS):
                    place = tokens[match.start].start, tokens[match.end - 1].end
                    excuses.setdefault(match.rule.removeprefix(_UNLESS), []).append(place)
            heard: dict[str, Finding] = {}
            self._read(text, tokens, matches, excuses, heard)
            for flag, finding in heard.items():  # the first reading knows the phrases: the second adds, and denies nothing
                best = strongest.get(flag)
                if best is None or (best.status is Status.PRESENT and self._speaks(finding) < self._speaks(best)):
                    strongest[flag] = finding
        return list(strongest.values())

    def readings(self, text: str) -> list[list[Token]]:
        """The tokens of ``text`` with phrases joined and, where that differs, with every word on its own.

        "Hold on" is one phrase to one rule and two words to another.
        """
        joined, words = self._normaliser.tokens(text), self._normaliser.words(text)
        return [joined] if joined == words else [joined, words]

    def _read(
        self,
        text: str,
        tokens: list[Token],
        matches: list[Match],
        excuses: Mapping[str, list[tuple[int, int]]],
        strongest: dict[str, Finding],
    ) -> None:
        """Add to ``strongest`` what these tokens say more strongly."""
        norms = [token.norm for token in tokens]
        for match in sorted(matches, key=lambda each: (each.start, each.end)):
            if match.rule.startswith(_UNLESS):
                continue
            best = strongest.get(self._flag_of[match.rule].id)
            if best is not None and self._speaks(best) <= (0, -self._urgency(match.rule)):
                continue  # nothing this match can say is stronger
            if _is_excused(match, excuses.get(match.rule, ()), tokens):
                continue
            finding = self._finding(text, tokens, norms, match)
            if best is None or self._speaks(finding) < self._speaks(best):
                strongest[finding.flag] = finding

    def _detect_long(self, text: str) -> list[Finding]:
        """The findings of a text that is read in windows; they overlap, so that no sign is cut in two."""
        strongest: dict[str, Finding] = {}
        for start in range(0, min(len(text), LONGEST_TEXT), MAX_CHARACTERS - _OVERLAP):
            for found in self.detect(text[start : start + MAX_CHARACTERS]):
                finding = replace(found, start=found.start + start, end=found.end + start)
                best = strongest.get(finding.flag)
                if best is None or self._speaks(finding) < self._speaks(best):
                    strongest[finding.flag] = finding
        return list(strongest.values())

    def _speaks(self, finding: Finding) -> tuple[int, int]:
        """Smaller is stronger: asserted before doubted before denied, then the more urgent rule."""
        return _STRENGTH.index(finding.status), -self._urgency(finding.rule)

    def _urgency(self, rule_id: str) -> int:
        disposition = self._urgency_of[rule_id]
        return disposition.urgency if disposition else 0

    def _counts_all_the_same(self, rule_id: str, status: Status, cue: str) -> bool:
        """Whether a sign that is over, always was, or is only wondered about, is a sign for this flag."""
        flag = self._flag_of[rule_id]
        if status is Status.HYPOTHETICAL:
            return flag.counts_when_imagined
        if status is not Status.PAST:
            return False
        if self._context.is_unchanged(cue):
            return not flag.harmless_when_unchanged or self._rules[rule_id].disposition is not None
        return self._rules[rule_id].history_counts or (flag.counts_when_over and not self._context.is_long_ago(cue))

    def _finding(self, text: str, tokens: list[Token], norms: list[str], match: Match) -> Finding:
        flag = self._flag_of[match.rule]
        status, cue = self._context.status(norms, match.start, match.end)
        if self._counts_all_the_same(match.rule, status, cue):
            status, cue = Status.PRESENT, ""
        covered = [token for token in tokens[match.start : match.end] if not is_punctuation(token.norm)]
        return Finding(flag.id, status, match.rule, quote(text, covered), cue, covered[0].start, covered[-1].end)


def _parts(norm: str) -> bool:
    """Whether an explanation on one side of ``norm`` says nothing about the other: "slept on it but it is numb today"."""
    return norm == "but" or is_clause_end(norm)


def _is_excused(match: Match, excuses: Iterable[tuple[int, int]], tokens: list[Token]) -> bool:
    """Whether a harmless explanation of the match's rule stands in the same sentence."""
    start, end = tokens[match.start].start, tokens[match.end - 1].end
    for excuse_start, excuse_end in excuses:
        first, last = min(end, excuse_end), max(start, excuse_start)
        if not any(first <= token.start and token.end <= last and _parts(token.norm) for token in tokens):
            return True
    return False


@functools.cache
def default_detector() -> RedFlagDetector:
    """The detector over the project's own knowledge, built once a process (about a second)."""
    return RedFlagDetector(load())
