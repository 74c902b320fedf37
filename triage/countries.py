"""Where the person is: as they say it in plain words, or as the channel's metadata has it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from triage.details import Detail
from triage.emergency_numbers import UNLISTED, EmergencyNumbers, load_numbers

_CLAUSE = re.compile(r".+?(?=\s+(?:and|but|so|because)\s|[,;!?\n]|\.(?:\s|$)|$)", re.IGNORECASE)
_NOW = (
    "here|now|actually|right now|currently|at the moment|on holiday|on vacation|staying|based|living|stuck|working"
    "|travelling|traveling"
)
_HERE = (
    rf"\b(?:i am|i['’]?m|we are|we['’]re)(?: (?:{_NOW}|writing|calling))* in",
    rf"^\W*(?:(?:{_NOW}) in|(?:writing|calling|texting|messaging) from)",
    r"\b(?:i am|i['’]?m) (?:writing|calling|texting|messaging)(?: you)? from",
    r"\b(?:i|we) (?:live|stay|work|am based|are based)(?: \w+)? in",
    r"^\W*my (?:country|location)(?: is|:)?",
)
"""What stands in front of a country in which the person is; being there counts before living there."""

_ASKED_FOR = (
    r"\b(?:which|what['’]?s?|emergency|right|ambulance|crisis|advice) (?:\w+ ){0,2}?(?:number|line)\b.{0,60}?\b(?:in|for)",
    r"\b(?:do i|can i|should i|must i|how to|who to|need to) (?:call|ring|dial|phone|get)\b.{0,60}?\b(?:in|for)",
)
"""Who asks for the number of a country wants the number of that country."""

_ELSEWHEN = re.compile(
    r"\b(?:was|were|had|used to|last|ago|before|when|if|unless|next|soon|tomorrow|going|moving|flying|not|never|no longer)\b"
    r"|n['’]t\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Says that the person was there, will be there, or is not."""

_OVER = re.compile(r"\b(?:was|were|had|used to|last|ago|called|rang)\b", re.IGNORECASE)

_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})(?:[-_.@].*)?")


class CountryReader:
    """Finds the one country in which a message says the person is.

    Only by exact names, never after spelling repair: "I'm in pain" is one letter away from Spain.
    """

    def __init__(self, numbers: EmergencyNumbers) -> None:
        self._codes = {name: country.code for country in numbers.countries.values() for name in country.names}
        self._codes.update(dict.fromkeys(numbers.unlisted, UNLISTED))
        names = "|".join(re.escape(name) for name in sorted(self._codes, key=len, reverse=True))
        name = rf"(?:the )?(?P<name>{names})\b"
        self._here = [re.compile(rf"{lead} {name}", re.IGNORECASE) for lead in _HERE]
        self._asked = [re.compile(rf"{lead} {name}", re.IGNORECASE) for lead in _ASKED_FOR]
        self._alone = re.compile(rf"\W*(?:and |or )?(?:what about |how about )?(?:in |for )?{name}(?: please)?\W*", re.IGNORECASE)

    def read(self, text: str) -> list[Detail]:
        """The country as a detail of kind ``country`` whose value is its code; none where the message tells none.

        "I hurt it in Spain last year" tells none. Of two the one where the person is counts before the one where
        they live, and the one said last before the one said first.
        """
        if alone := self._alone.fullmatch(text):
            return [self._detail(alone, 0)]
        clauses = list(_CLAUSE.finditer(text))
        for pattern in self._here:
            if found := self._found(clauses, [pattern], _ELSEWHEN):
                return found[-1:]
        return self._found(clauses, self._asked, _OVER)[-1:]

    def _found(
        self, clauses: Sequence[re.Match[str]], patterns: Sequence[re.Pattern[str]], silent: re.Pattern[str]
    ) -> list[Detail]:
        spoken = [clause for clause in clauses if not silent.search(clause[0])]
        return [
            self._detail(match, clause.start())
            for clause in spoken
            for pattern in patterns
            for match in pattern.finditer(clause[0])
        ]

    def _detail(self, match: re.Match[str], offset: int) -> Detail:
        start, end = match.span("name")
        return Detail("country", self._codes[match["name"].lower()], offset + start, offset + end)


@functools.cache
def default_country_reader() -> CountryReader:
    """The reader over the project's own list, built once a process."""
    return CountryReader(load_numbers())


def country_of_metadata(metadata: Any) -> tuple[str, bool] | None:
    """The country in the metadata of a message, and whether it is told (``country``) or guessed (``locale``).

    Args:
        metadata: what came with the message, from outside: anything. ``{"country": "GB"}`` and
            ``{"locale": "en-AU"}`` are understood; a language without a region tells nothing.
    """
    if not isinstance(metadata, Mapping):
        return None
    country, locale = metadata.get("country"), metadata.get("locale")
    if isinstance(country, str) and re.fullmatch(r"[A-Za-z]{2}(?:-[A-Za-z]{2,3})?", country):
        return country.upper(), True
    region = _LOCALE.fullmatch(locale[:64]) if isinstance(locale, str) else None
    return (region[1].upper(), False) if region else None
