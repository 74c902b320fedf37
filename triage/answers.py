"""Read an answer to a yes-or-no question deterministically: a model never turns words into a no."""

from __future__ import annotations

import enum
import functools
from collections.abc import Mapping, Sequence
from typing import Any

from triage.knowledge import FOLDER, read_yaml
from triage.text import Normaliser, Spelling


class Answer(str, enum.Enum):
    """What an answer means. The values are the intents that carry them."""

    YES = "affirm"
    NO = "deny"
    HEDGED_NO = "hedged_no"
    UNSURE = "unsure"


class AnswerReader:
    """Recognises answers by the phrases of ``answers.yml``."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        kinds = (
            (Answer.UNSURE, "unsure"),
            (Answer.HEDGED_NO, "hedged_no"),
            (Answer.YES, "hedged_yes"),
            (Answer.NO, "no"),
            (Answer.YES, "yes"),
        )
        every_word = {word for _, kind in kinds for phrase in phrases[kind] for word in phrase.split()}
        self._normaliser = Normaliser(Spelling(frozenset(word for word in every_word if len(word) > 3), _SHORT_FORMS, {}))
        self._phrases = [
            (tuple(token.norm for token in self._normaliser.tokens(phrase)), answer)
            for answer, kind in kinds
            for phrase in sorted(phrases[kind], key=lambda each: -len(each.split()))
        ]
        self._around = frozenset(phrases["around"])
        self._takes_back = frozenset(phrases["takes_back"])
        self._not_an_answer = frozenset(phrases["not_an_answer"])
        self._reassures = frozenset(phrases["reassures"])
        self._longest = int(phrases["longest_answer"])
        self._denials = frozenset(
            {
                "no",
                "not",
                "none",
                "nothing",
                "never",
                "neither",
                "nope",
                "nah",
                "without",
                "nil",
                "fine",
                "ok",
                "okay",
                "good",
                "normal",
                "clear",
                "zero",
            }
        )

    def read(self, text: str) -> Answer | None:
        """What ``text`` answers, or None where it is not plainly an answer.

        Args:
            text: raw message. "no, but my leg tingles" is a hedged no; "no idea" is unsure.
        """
        norms = [token.norm for token in self._normaliser.tokens(text)]
        if not norms or len(norms) > self._longest:
            return None
        remaining, first = norms, None
        for words, answer in self._phrases:
            at = _position(remaining, words)
            if at is None:
                continue
            if (
                first is None
                and answer is Answer.NO
                and words == ("no",)
                and at + 1 < len(remaining)
                and remaining[at + 1] in self._not_an_answer
            ):
                return None
            first = first or answer
            remaining = [*remaining[:at], *remaining[at + len(words) :]]
        if first is None:
            return None
        if {"no", "nope"}.intersection(norms) and {"yes", "yeah", "yep"}.intersection(norms):
            return Answer.UNSURE
        rest = [norm for norm in remaining if norm not in self._around]
        if not rest:
            return first
        return self._leading(norms, rest)

    def _leading(self, norms: Sequence[str], rest: Sequence[str]) -> Answer | None:
        """An answer that goes on: "yes since this morning", "no i can pee fine"."""
        lead = next((norm for norm in norms if norm.isalpha() or not norm.isascii()), "")
        answer = next((answer for words, answer in self._phrases if words == (lead,)), None)
        if answer is not Answer.NO:
            return answer
        plain = len(rest) <= 1 or self._reassures.intersection(rest)
        return Answer.NO if plain and not self._takes_back.intersection(norms) else Answer.HEDGED_NO

    def denies(self, text: str) -> bool:
        """Whether ``text`` holds any word of denial at all."""
        return any(token.norm in self._denials for token in self._normaliser.tokens(text))


_SHORT_FORMS = {
    "dont": ("do", "not"),
    "havent": ("have", "not"),
    "didnt": ("did", "not"),
    "isnt": ("is", "not"),
    "thats": ("that", "is"),
    "im": ("i", "am"),
    "n": ("no",),
    "y": ("yes",),
    "k": ("ok",),
}


def _position(norms: Sequence[str], words: Sequence[str]) -> int | None:
    size = len(words)
    return next((i for i in range(len(norms) - size + 1) if tuple(norms[i : i + size]) == tuple(words)), None)


@functools.cache
def default_answer_reader() -> AnswerReader:
    """The reader over the project's own phrases, built once a process."""
    return AnswerReader(read_yaml(FOLDER / "answers.yml"))
