"""One script and one stylesheet out of the small files in ``web/``, made when the server starts.

Twenty small files would cost a phone on a bad line five more round trips and a third more bytes. There is no
build step: the files are joined in the order in which they import each other, comments and indentation go,
and nothing is renamed.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./([a-z_]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?://.*|/\*[\s\S]*?\*/)\s*$", re.MULTILINE)
_BLANK = re.compile(r"^\s+", re.MULTILINE)
_UNREADABLE = re.compile(r"^\s*(?:import|export)\b|\bimport\(", re.MULTILINE)


def script(folder: Path, entry: str = "main") -> str:
    """``entry``.js with all that it imports, as one module.

    Each file becomes a function that returns what it exports, so that names of two files never meet.

    Raises:
        ValueError: a file imports or exports in a form that is not read here, or two import each other.
    """
    files: dict[str, str] = {}
    _collect(folder, entry, files, ())
    return "\n".join(files.values()) + "\n"


def _collect(folder: Path, name: str, files: dict[str, str], importers: tuple[str, ...]) -> None:
    if name in importers:
        raise ValueError(f"web/{name}.js is imported by what it imports: {' > '.join([*importers, name])}")
    if name in files:
        return
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        _collect(folder, found[2], files, (*importers, name))
    exported = ", ".join(found[2] for found in _EXPORT.finditer(text))
    text = _IMPORT.sub(lambda found: f"const {found[1]} = ${found[2]};" if found[1] else "", text)
    text = _shortened(_EXPORT.sub(r"\1", text))
    if unread := _UNREADABLE.search(text):
        raise ValueError(f"web/{name}.js: {unread[0].strip()!r} is not in a form that is read here")
    files[name] = f"const ${name} = (() => {{\n{text}return {{ {exported} }};\n}})();"


def styles(folder: Path) -> str:
    """All stylesheets of the page as one; ``print.css`` counts on paper only."""
    sheets = [(folder / f"{name}.css").read_text(encoding="utf-8") for name in ("page", "chat")]
    sheets.append(f"@media print {{\n{(folder / 'print.css').read_text(encoding='utf-8')}}}\n")
    return _shortened("\n".join(sheets))


def _shortened(text: str) -> str:
    return _BLANK.sub("", _COMMENT.sub("", text))
