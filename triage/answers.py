"""Read an answer to a yes-or-no question deterministically: a model never turns words into a no."""

from __future__ import annotations

import enum
import functools
import itertools
from collections.abc import Mapping, Sequence, Set
from typing import Any

from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.text import Normaliser, Spelling, is_punctuation


class Answer(str, enum.Enum):
    """What an answer means. The values are the intents that carry them."""

    YES = "affirm"
    NO = "deny"
    HEDGED_NO = "hedged_no"
    UNSURE = "unsure"


_MEANING = {
    "unsure": Answer.UNSURE,
    "hedged_no": Answer.HEDGED_NO,
    "hedged_yes": Answer.YES,
    "no": Answer.NO,
    "yes": Answer.YES,
}
"""What the lists of ``answers.yml`` mean, the most careful reading first."""

_OPENS_EXPRESSION = {("no",), ("never",)}
_SHORT_FORMS = {
    "m": ("am",),
    "s": ("is",),
    "'s": ("is",),
    "its": ("it", "is"),
    "n": ("no",),
    "y": ("yes",),
    "k": ("ok",),
}


class AnswerReader:
    """Recognises answers by the phrases of ``answers.yml``."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        every_word = {word for kind in _MEANING for phrase in phrases[kind] for word in phrase.split()}
        one_word = {tuple(phrase.split()): phrase.replace(" ", "_") for phrase in phrases["one_word"]}
        vocabulary = frozenset(word for word in every_word if len(word) > 3)
        self._normaliser = Normaliser(Spelling(vocabulary, _SHORT_FORMS, one_word))
        self._phrases = [
            (self._words(phrase), kind)
            for kind in _MEANING
            for phrase in sorted(
                (*phrases[kind], *(phrases["one_word"] if kind == "no" else ())), key=lambda each: -len(each.split())
            )
        ]
        self._around = frozenset(phrases["around"])
        self._underlines = frozenset(self._words(phrase) for phrase in phrases["underlines"])
        self._corrects = frozenset(phrases["corrects"])
        self._negates = frozenset(phrases["negates"])
        self._reassures = frozenset(phrases["reassures"]).union(one_word.values())
        self._well = frozenset(phrases["can_be_well"]) | self._reassures
        self._not_an_answer = frozenset(phrases["not_an_answer"])
        self._longest = int(phrases["longest_answer"])
        self._questions = [self._words(phrase) for phrase in phrases["asks"]]

    def read(self, text: str) -> Answer | None:
        """What ``text`` answers, or None where it is not plainly an answer, or may correct an earlier one.

        Args:
            text: raw message. "no, but my leg tingles" is a hedged no; "no idea" is unsure.
        """
        norms = self._words(text)
        if not norms or len(norms) > self._longest:
            return None
        if self._asks(norms):
            return None
        left = list(norms)
        said = frozenset(norms)
        found: list[tuple[tuple[str, ...], str]] = []
        for words, kind in self._phrases:
            if not said.issuperset(words):
                continue
            while (at := _position(left, words)) is not None:
                if not found and words in _OPENS_EXPRESSION and self._not_an_answer.intersection(left[at + 1 : at + 2]):
                    return None
                found.append((words, kind))
                left[at : at + len(words)] = [""] * len(words)
        kinds = {kind for _, kind in found}
        if not kinds or (kinds <= {"yes", "no"} and self._corrects.intersection(norms)):
            return None
        rest = {norm for norm in left if norm not in self._around and not is_punctuation(norm)}
        said_yes = [words for words, kind in found if kind == "yes" and words not in self._underlines]
        if "no" in kinds and any(len(words) == 1 or not rest for words in said_yes):
            return Answer.UNSURE if rest or not self._reassures.intersection(norms) else Answer.HEDGED_NO
        kind = self._leading(norms) if rest else found[0][1]
        if kind == "no" and not (kinds <= {"yes", "no"} and self._all_well(norms, rest)):
            return Answer.HEDGED_NO
        return _MEANING.get(kind)

    def _asks(self, norms: Sequence[str]) -> bool:
        """Whether the message begins as a question does, and not as an answer that begins likewise ("can not say")."""
        return not self._leading(norms) and any(tuple(norms[: len(words)]) == words for words in self._questions)

    def _leading(self, norms: Sequence[str]) -> str:
        """The kind of an answer that goes on: "yes since this morning", "not really, just stiff"."""
        start = next((i for i, norm in enumerate(norms) if norm[0].isalpha() or not norm.isascii()), 0)
        for words, kind in self._phrases:
            # "i have" or "not sure" may begin anything; a hedge and "only when" say enough whatever follows
            if _position(norms[start : start + len(words)], words) == 0 and (
                len(words) == 1 or kind == "hedged_no" or words[0] == "only"
            ):
                return kind
        return ""

    def _all_well(self, norms: Sequence[str], rest: Set[str]) -> bool:
        """Whether what stands beside a no is known to be harmless: "i can pee fine", but not "nothing works" or "no good"."""
        clauses = [set(clause) for mark, clause in itertools.groupby(norms, is_punctuation) if not mark]
        if any(self._negates & clause and self._reassures & clause for clause in clauses):
            return False
        straight_behind = {behind for no, behind in itertools.pairwise(norms) if no == "no"}
        return not rest or bool(rest <= self._well and self._reassures.intersection(norms) and not straight_behind & rest)

    def _words(self, text: str) -> tuple[str, ...]:
        return tuple(token.norm for token in self._normaliser.tokens(text))


def _position(norms: Sequence[str], words: Sequence[str]) -> int | None:
    size = len(words)
    return next((i for i in range(len(norms) - size + 1) if tuple(norms[i : i + size]) == tuple(words)), None)


@functools.cache
def default_answer_reader() -> AnswerReader:
    """The reader over the project's own phrases, built once a process."""
    return AnswerReader(read_yaml(FOLDER / "answers.yml"))
