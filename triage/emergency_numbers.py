"""Numbers to call, by country: read from YAML, refused with a reason when unsound, and put into the words of a text."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.files import KnowledgeError, read_file
from triage.knowledge import FOLDER

FILE = "emergency_numbers"
UNLISTED = "ZZ"
"""The code of a country that the person named and of which no number was checked; ISO leaves it to such uses."""

_NEEDED = ("place", "ambulance", "source", "names")
_OPTIONAL = ("advice", "crisis")
_PHRASES = ("unknown", "told", "guessed")
_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z]{2,3})?")
_NUMBER = re.compile(r"[0-9](?:[0-9 ]*[0-9])?")
_BLANK = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Country:
    """Whom to call in one country.

    Attributes:
        place: completes "in ...".
        ambulance: one number, or two with "or" between.
        advice: number of the health advice line, '' where none is known.  crisis: the crisis line, with its name, or ''.
        names: what people call the country, in lower case.
        source: ids of ``sources.yml``.
    """

    code: str
    place: str
    ambulance: str
    names: tuple[str, ...]
    source: tuple[str, ...]
    advice: str = ""
    crisis: str = ""


@dataclass(frozen=True)
class EmergencyNumbers:
    """The whole file: countries by their code, names of others, and how texts name a number."""

    countries: Mapping[str, Country]
    unlisted: tuple[str, ...]
    phrases: Mapping[str, Mapping[str, str]]
    review_due: str
    reviewed_by: str

    def words(self, code: str | None, told: bool) -> dict[str, str]:
        """What fills the blanks of a text; for a country that is not listed the words that fit everywhere.

        Args:
            code: as in the file, or None while unknown.
            told: the person or the channel said so; else it is only guessed.
        """
        country = self.countries.get(code or "")
        return {blank: _phrase(phrases, country, told) for blank, phrases in self.phrases.items()}


def _phrase(phrases: Mapping[str, str], country: Country | None, told: bool) -> str:
    if country is None:
        return phrases["unknown"]
    chosen = phrases["told" if told else "guessed"]
    if not all(getattr(country, blank) for blank in _BLANK.findall(chosen)):
        return phrases["without"]
    return chosen.format(place=country.place, ambulance=country.ambulance, advice=country.advice, crisis=country.crisis)


@functools.cache
def load_numbers(folder: Path = FOLDER) -> EmergencyNumbers:
    """Read ``emergency_numbers.yml`` of ``folder`` once.

    Raises:
        KnowledgeError: a missing field, a number that is none, a name told twice, an unknown source or blank.
    """
    content = read_file(folder, FILE)
    sources = read_file(folder, "sources")
    countries = {code: _country(code, entry, sources) for code, entry in content["countries"].items()}
    names = [name for country in countries.values() for name in country.names] + list(content["unlisted"])
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise KnowledgeError(f"{FILE}.yml: {', '.join(twice)}: name stands twice")
    if shouted := [name for name in names if name != name.casefold()]:
        raise KnowledgeError(f"{FILE}.yml: {', '.join(shouted)}: names are in lower case")
    try:
        datetime.date.fromisoformat(str(content["review_due"]))
    except ValueError:
        raise KnowledgeError(f"{FILE}.yml: review_due {content['review_due']!r} is no date") from None
    phrases = {blank: _checked_phrases(blank, each) for blank, each in content["phrases"].items()}
    return EmergencyNumbers(
        countries, tuple(content["unlisted"]), phrases, str(content["review_due"]), str(content["reviewed_by"])
    )


def _country(code: str, entry: Any, sources: Mapping[str, Any]) -> Country:
    where = f"{FILE}.yml: {code}"
    if not isinstance(code, str) or not _CODE.fullmatch(code) or code == UNLISTED:
        raise KnowledgeError(f"{where}: is no code of a country")
    if not isinstance(entry, Mapping):
        raise KnowledgeError(f"{where}: has no fields")
    if missing := [each for each in _NEEDED if not entry.get(each)]:
        raise KnowledgeError(f"{where}: {', '.join(missing)} is missing")
    if unknown := sorted(set(entry).difference(_NEEDED, _OPTIONAL)):
        raise KnowledgeError(f"{where}: there is no field {', '.join(unknown)}")
    if lists := [each for each in ("source", "names") if not isinstance(entry[each], list)]:
        raise KnowledgeError(f"{where}: {', '.join(lists)} must be a list")
    if texts := [each for each in ("place", "ambulance", *_OPTIONAL) if not isinstance(entry.get(each, ""), str)]:
        raise KnowledgeError(f"{where}: {', '.join(texts)} must be text, in quotes: a number loses its zeros")
    numbers = [*entry["ambulance"].split(" or "), *([entry["advice"]] if entry.get("advice") else [])]
    if "crisis" in entry:
        numbers.append(entry["crisis"].rpartition(" on ")[2])
    if wrong := [each for each in numbers if not _NUMBER.fullmatch(each)]:
        raise KnowledgeError(f"{where}: {', '.join(wrong)} is no number to call")
    if strangers := [each for each in entry["source"] if each not in sources]:
        raise KnowledgeError(f"{where}: {', '.join(strangers)} is not known")
    return Country(
        code=code,
        place=entry["place"],
        ambulance=entry["ambulance"],
        names=tuple(entry["names"]),
        source=tuple(entry["source"]),
        advice=entry.get("advice", ""),
        crisis=entry.get("crisis", ""),
    )


def _checked_phrases(blank: str, phrases: Any) -> Mapping[str, str]:
    where = f"{FILE}.yml: {blank}"
    if not isinstance(phrases, Mapping) or set(phrases) - {"without"} != set(_PHRASES):
        raise KnowledgeError(f"{where}: needs {', '.join(_PHRASES)} and may have without")
    for kind in ("unknown", "without"):
        if _BLANK.findall(phrases.get(kind, "")):
            raise KnowledgeError(f"{where}: {kind} must have no blank")
    asked = {each for kind in ("told", "guessed") for each in _BLANK.findall(phrases[kind])}
    if wrong := asked - {"place", "ambulance", *_OPTIONAL}:
        raise KnowledgeError(f"{where}: there is no blank {', '.join(sorted(wrong))}")
    if asked & set(_OPTIONAL) and "without" not in phrases:
        raise KnowledgeError(
            f"{where}: without is missing, and not every country has {', '.join(sorted(asked & set(_OPTIONAL)))}"
        )
    return phrases
