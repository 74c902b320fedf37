"""Texts for Telegram: our small Markdown becomes Telegram's HTML, and long texts are split where a reader would pause."""

from __future__ import annotations

import html
import re

MAX_TEXT = 4096
"""Longest text of a message, in UTF-16 code units after the markup was read: a limit of the Bot API."""

MAX_CAPTION = 1024
"""Longest caption of a photo, counted in the same way."""

_SPAN = re.compile(
    r"\*\*(?P<bold>[^\s*](?:[^\n]*?[^\s*])?)\*\*|\[(?P<label>[^\]\n]+)\]\((?P<link>(?:https?://|mailto:)[^\s()]+)\)"
)
_BULLET = re.compile(r"^(\s*)[-*]\s+", re.MULTILINE)
_PAUSES = ("\n\n", "\n", ". ", "? ", "! ", "; ", ", ", " ")
"""Where to split, the best first."""


def to_html(text: str) -> str:
    """``text`` in Telegram's HTML: ``**bold**``, ``[links](https://...)`` and bullets; all else is shown as it is."""
    return _marked_up(_BULLET.sub(r"\1• ", text))


def _marked_up(text: str) -> str:
    parts, end = [], 0
    for span in _SPAN.finditer(text):
        parts.append(html.escape(text[end : span.start()], quote=False))
        if span["bold"] is not None:
            parts.append(f"<b>{_marked_up(span['bold'])}</b>")
        else:
            parts.append(f'<a href="{html.escape(span["link"])}">{html.escape(span["label"], quote=False)}</a>')
        end = span.end()
    return "".join([*parts, html.escape(text[end:], quote=False)])


def to_plain(text: str) -> str:
    """``text`` without its markup, for places where Telegram reads none."""
    return _SPAN.sub(lambda span: to_plain(span["bold"]) if span["bold"] else f"{span['label']} ({span['link']})", text)


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """``text`` in parts of at most ``limit`` UTF-16 code units, in order, none of them empty.

    It is cut between paragraphs where that is possible, else between lines, sentences or words, and never inside
    bold words or a link unless these alone are longer than a message.
    """
    parts, rest = [], text.strip()
    while _units(rest) > limit:
        cut = _cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _cut(text: str, limit: int) -> int:
    """Where to end the first part: an index from 1 up to the last character that still fits."""
    fits = _characters_within(text, limit)
    spans = [(span.start(), span.end()) for span in _SPAN.finditer(text)]
    for pause in _PAUSES:
        at = text.rfind(pause, 0, fits)
        while at > fits // 3:
            end = at + len(pause.rstrip())
            if not any(start < end < stop for start, stop in spans):
                return end
            at = text.rfind(pause, 0, at)
    return fits


def _characters_within(text: str, limit: int) -> int:
    """How many characters of ``text`` take at most ``limit`` UTF-16 code units; at least one."""
    used = 0
    for count, character in enumerate(text):
        used += _units(character)
        if used > limit:
            return max(count, 1)
    return len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
