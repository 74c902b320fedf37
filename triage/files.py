"""Read the knowledge files as plain data and refuse, by name, an entry that is not as it must be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_DOCUMENTED = ("id", "name", "source", "review_due", "reviewed_by", "rules")
_FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # what an entry must have, and what it may have
    "red flag": (
        (*_DOCUMENTED, "tier", "question", "why"),
        ("unless", "response", "counts_when_over", "harmless_when_unchanged", "counts_when_imagined", "waits_for_screening"),
    ),
    "risk factor": (_DOCUMENTED, ("unless", "counts_when_over", "harmless_when_unchanged", "counts_when_imagined")),
    "rule": (("id", "patterns"), ("unless", "tier", "history_counts", "fires", "silent")),
    "pair": (("id", "all_of", "tier", "source"), ("any_of",)),
    "question": (("slot", "flags", "tier"), ()),
    "limit": (("slot", "tier", "reason", "source"), ("values", "at_least")),
}
_LISTS = frozenset({"source", "rules", "unless", "patterns", "fires", "silent", "all_of", "any_of", "flags", "values"})
_SWITCHES = frozenset(
    {"counts_when_over", "harmless_when_unchanged", "counts_when_imagined", "waits_for_screening", "history_counts"}
)
_KEYS: Mapping[str, frozenset[str]] = {  # a misspelt key would drop all that stands under it
    "red_flags": frozenset({"red_flags", "risk_factors", "pairs"}),
    "words": frozenset({"sets", "slang", "phrases"}),
    "screening": frozenset({"questions", "limits"}),
    "emergency_numbers": frozenset({"phrases", "countries", "unlisted", "review_due", "reviewed_by"}),
}


class KnowledgeError(ValueError):
    """The knowledge files contradict themselves; the message names the entry and the field."""


class _WordsLoader(yaml.SafeLoader):
    """YAML in which *no*, *on* and *off* are words, as they are in a lexicon, and only true/false are truth values."""


_WordsLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not (tag == "tag:yaml.org,2002:bool" and first not in "tTfF")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """One knowledge file as plain data."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_WordsLoader)


def read_file(folder: Path, name: str) -> Any:
    """One file of the knowledge, or a refusal that names it."""
    path = folder / f"{name}.yml"
    try:
        content = read_yaml(path)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: {error}") from None
    if not isinstance(content, Mapping):
        raise KnowledgeError(f"{path.name}: holds no entries")
    if wrong := _KEYS.get(name, frozenset(content)).symmetric_difference(content):
        raise KnowledgeError(f"{path.name}: {', '.join(map(str, wrong))} is missing or is no key of this file")
    return content


def checked(entries: Any, kind: str, where: str, once: str = "id") -> list[Mapping[str, Any]]:
    """The entries of one kind, after a look at their fields; ``once`` names the field that tells them apart."""
    needed, optional = _FIELDS[kind]
    seen: set[str] = set()
    if not isinstance(entries, list):
        raise KnowledgeError(f"{where}: {kind}: not a list")
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise KnowledgeError(f"{where}: {kind} {entry!r} has no fields")
        name = f"{kind} {entry.get('id') or entry.get('slot') or entry.get('name') or dict(entry)}"
        if missing := [each for each in needed if not entry.get(each)]:
            raise KnowledgeError(f"{where}: {name}: {', '.join(missing)} is missing")
        if unknown := sorted(set(entry).difference(needed, optional)):
            raise KnowledgeError(f"{where}: {name}: there is no field {', '.join(unknown)}")
        if texts := sorted(each for each in _LISTS.intersection(entry) if not isinstance(entry[each], list)):
            raise KnowledgeError(f"{where}: {name}: {', '.join(texts)} must be a list")
        if words := sorted(each for each in _SWITCHES.intersection(entry) if not isinstance(entry[each], bool)):
            raise KnowledgeError(f"{where}: {name}: {', '.join(words)} must be true or false")  # "no" is a word here, and true
        if once and entry[once] in seen:
            raise KnowledgeError(f"{where}: {name}: {once} stands twice")
        seen.add(entry.get(once, ""))
    return entries
