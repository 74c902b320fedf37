"""Turn what a person typed into words that patterns can be matched against.

People in pain misspell, run words together and leave out apostrophes. Every token keeps the place it
came from in the original text, so that a finding can show the person their own words.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex
from symspellpy import SymSpell, Verbosity

MAX_CHARACTERS = 3_000
"""What is read at once, three times the longest real message seen; the detector reads longer text in windows."""

_LONGEST_WORD = 60
"""A longer run without a space is no language; it is cut by a plain rule, whose cost cannot explode."""

_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control characters, invisible marks (pasted text is full of them) and halves of broken characters."""

_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,40}>")
_APOSTROPHE_SLIP = re.compile(
    r"\b(can|don|won|isn|doesn|didn|hasn|haven|wasn|weren|couldn|wouldn|shouldn|aren)[,;.\s](t)\b", re.IGNORECASE
)
_SWAPPED_APOSTROPHE = re.compile(r"\b(ca|do|wo|is|does|did|has|have|was|were|could|would|should|are)'(n)(t)\b", re.IGNORECASE)
_GLUED = re.compile(r"[^\W\d_][^\w'\s]|[^\w'\s][^\W\d_]|\d[:;][-()]")
_CONTRACTED = re.compile(r"[^\W_]{2,}'[^\W_]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]|_")
_PIECE = re.compile(r"\w+|[^\w\s]")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_CLAUSE_END = frozenset({".", "!", "?", ";", "…", "\n", "..", "...", "....", ":", ")", "(", "-", "--"})


@dataclass(frozen=True)
class Token:
    """One word of a message: its normal form and where it stands in the original text."""

    norm: str
    start: int
    end: int


@dataclass(frozen=True)
class Spelling:
    """What the normaliser knows about words.

    Attributes:
        vocabulary: words that the patterns and cues use; a misspelt word is repaired only to one of these.
        slang: one word written instead of several (``cannae`` -> ``("can", "not")``).
        phrases: several words that mean one thing (``("down", "there")`` -> ``down_there``).
    """

    vocabulary: frozenset[str]
    slang: Mapping[str, tuple[str, ...]]
    phrases: Mapping[tuple[str, ...], str]


@functools.cache
def _english_words() -> frozenset[str]:
    """Words that are correct English and so are never 'repaired' into a symptom."""
    listing = importlib.resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    with listing.open(encoding="utf-8-sig") as lines:
        return frozenset(line.split(" ", 1)[0] for line in lines)


class Normaliser:
    """Tokenise, expand contractions and slang, repair spelling, join phrases."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._repairer = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in spelling.vocabulary:
            if word.isalpha():
                self._repairer.create_dictionary_entry(word, 1)
        self._phrases_by_first_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, joined in sorted(spelling.phrases.items(), key=lambda item: -len(item[0])):
            self._phrases_by_first_word.setdefault(words[0], []).append((words, joined))
        self._repair = functools.lru_cache(maxsize=50_000)(self._repair_uncached)

    def tokens(self, text: str) -> list[Token]:
        """Return the normalised tokens of ``text``, in order, known phrases joined to one token.

        Args:
            text: raw message, any length and content; what lies beyond ``MAX_CHARACTERS`` is ignored.

        Returns:
            Tokens whose ``start``/``end`` are character offsets into ``text``.
        """
        return self._join_phrases(self.words(text))

    def words(self, text: str) -> list[Token]:
        """As :meth:`tokens`, with every word on its own."""
        lowered = _clean(text)
        tokens: list[Token] = []
        for word, norm, start in _pieces(lowered):
            end = start + len(word)
            if word.isspace():
                if "\n" in word:
                    tokens.append(Token("\n", start, end))
                continue
            if word == "-" and lowered[start - 1 : start].isalnum() and lowered[end : end + 1].isalnum():
                continue  # "pins-and-needles" is three words; a dash between spaces ends a clause
            tokens += [Token(each, start, end) for each in self._norms(word, norm)]
        return tokens

    def repaired(self, text: str) -> str:
        """``text`` with its misspelt words repaired and nothing else changed."""
        words = []
        text = _NOT_TEXT.sub(" ", text)
        cleaned = _clean(text)
        position = 0
        for word, norm, start in _pieces(cleaned):
            known = word in self._spelling.vocabulary or word in _english_words() or norm != word
            end = start + len(word)
            mended = word if known else " ".join(self._repair(word))
            words += [text[position:start], text[start:end] if mended == word else mended]
            position = end
        return "".join([*words, text[position : len(cleaned)]])

    def _norms(self, word: str, spacy_norm: str) -> tuple[str, ...]:
        if word[0] == "'" and spacy_norm != word:
            return (spacy_norm,)  # 'm, 've, 're
        if word in self._spelling.slang:
            return self._spelling.slang[word]
        if word in self._spelling.vocabulary:
            return (word,)
        if spacy_norm != word and " " not in spacy_norm:
            return (spacy_norm,)
        return self._repair(word)

    def _repair_uncached(self, word: str) -> tuple[str, ...]:
        if not word.isalpha():
            return (word,)
        for squeezed in (_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)):
            if squeezed in self._spelling.slang:
                return self._spelling.slang[squeezed]
            if squeezed in self._spelling.vocabulary or squeezed in _english_words():
                return (squeezed,)
        word = _STRETCHED.sub(r"\1\1", word)
        if len(word) < 4:
            return (word,)
        distance = 1 if len(word) < 7 else 2
        found = self._repairer.lookup(word, Verbosity.CLOSEST, max_edit_distance=distance)
        same_first = [item.term for item in found if item.term[0] == word[0]]
        if not same_first and distance == 1:
            return (word,)
        candidates = same_first or [item.term for item in found] or [word]
        return (min(candidates, key=lambda term: (not _letters_left_out(word, term), abs(len(term) - len(word)), term)),)

    def _join_phrases(self, tokens: list[Token]) -> list[Token]:
        joined: list[Token] = []
        position = 0
        while position < len(tokens):
            for words, name in self._phrases_by_first_word.get(tokens[position].norm, ()):
                window = tokens[position : position + len(words)]
                if tuple(token.norm for token in window) == words:
                    joined.append(Token(name, window[0].start, window[-1].end))
                    position += len(words)
                    break
            else:
                joined.append(tokens[position])
                position += 1
        return joined


@functools.cache
def _tokenizer() -> Language:
    """spaCy's English tokenizer, which also parts words joined by a mark, and takes nothing for an address."""
    tokenizer = spacy.blank("en")
    infixes = [*tokenizer.Defaults.infixes, r"(?<=[A-Za-z])[.,!?;:/&+*]+(?=[A-Za-z])"]
    tokenizer.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.tokenizer.url_match = None  # "pain.numb" is two words, not an address
    return tokenizer


@functools.lru_cache(maxsize=2)  # the readers of one message follow each other; no older message stays in memory
def _pieces(text: str) -> tuple[tuple[str, str, int], ...]:
    """Words and marks of ``text`` with spaCy's norm of each and where it starts."""
    return tuple(_parted(text))


def _parted(text: str) -> Iterator[tuple[str, str, int]]:
    tokenizer = _tokenizer().tokenizer
    for chunk in re.finditer(r"\S+|\s+", text):
        if chunk[0].isspace():
            yield chunk[0], chunk[0], chunk.start()
            continue
        if len(chunk[0]) > _LONGEST_WORD:
            yield from ((piece[0], piece[0], chunk.start() + piece.start()) for piece in _PIECE.finditer(chunk[0]))
            continue
        for token in tokenizer(chunk[0]):
            glued = _GLUED.search(token.text) or (len(token.text) < len(chunk[0]) and _CONTRACTED.match(token.text))
            if glued and not token.is_space:  # "pee:-(" and "hurts.can't"
                for piece in _WORD.finditer(token.text):
                    inner = tokenizer(piece[0])
                    yield from ((t.text, t.norm_, chunk.start() + token.idx + piece.start() + t.idx) for t in inner)
            else:
                yield token.text, token.norm_, chunk.start() + token.idx


def _clean(text: str) -> str:
    """Lower-case text of the same length, cut, with apostrophes mended and what is no text replaced."""
    text = _NOT_TEXT.sub(" ", text[:MAX_CHARACTERS]).translate(_SAME_LENGTH)
    text = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    text = _SWAPPED_APOSTROPHE.sub(r"\1\2'\3", _APOSTROPHE_SLIP.sub(r"\1'\2", text))
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # a few letters change length when lowered; offsets must not move
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _letters_left_out(word: str, term: str) -> bool:
    """Whether ``word`` is ``term`` with letters missing, the commonest slip ("messd", "blader")."""
    letters = iter(term)
    return all(letter in letters for letter in word)


def is_clause_end(norm: str) -> bool:
    """Whether this token ends a sentence or clause, so that no negation reaches across it."""
    return norm in _CLAUSE_END or (len(norm) > 1 and set(norm) <= set(".!?…"))


def is_punctuation(norm: str) -> bool:
    """Whether the token holds no letter and no digit."""
    return not any(character.isalnum() for character in norm)


def quote(text: str, tokens: Iterable[Token]) -> str:
    """The person's own words that the tokens cover, cut to one line."""
    spans = list(tokens)
    if not spans:
        return ""
    start, end = min(t.start for t in spans), max(t.end for t in spans)
    while start > 0 and _is_inside_a_word(text, start):
        start -= 1  # a match may begin at the "n't" of "can't"
    while end < len(text) and _is_inside_a_word(text, end):
        end += 1
    return " ".join(text[start:end].split())[:120]


def _is_inside_a_word(text: str, at: int) -> bool:
    return all(each.isalnum() or each in "'’" for each in text[at - 1 : at + 1])
