"""Text on its way to and from Slack: our Markdown becomes Slack's own markup, and what Slack wraps is unwrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(r"\[(?P<label>[^\]\n]+)\]\((?P<address>(?:https?://|mailto:|tel:)[^\s)]+)\)")
_ADDRESS = re.compile(r"(?<![\w|<])https?://[^\s<>|]+[^\s<>|.,;:!?)]")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)(.+?)(?<=\S)(?:\*\*|__)")
_ITEM = re.compile(r"^(\s*)[-*] +", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
_UNIT = re.compile(rf"{_LINK.pattern}|\*\*\S.*?\*\*|\s+|[^\s\[*]+|.", re.DOTALL)
_LONGEST_PIECE = 500
"""Of a word without end: each character may become five."""

_WRAPPED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_FORMATTED = re.compile(r"(?<!\w)([*_~`]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_EMOJI = re.compile(r":([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?")
_ANSWERS = {
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "ok_hand": "👌",
    "white_check_mark": "✅",
    "heavy_check_mark": "✅",
    "100": "💯",
    "x": "❌",
    "no_good": "🙅",
}
"""Slack writes an emoji as its name; these are read as answers."""


def escaped(text: str) -> str:
    """``text`` so that Slack shows it as it is: nobody can be called by ``<!channel>``, and "<" stays "<"."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(text: str) -> str:
    """Our Markdown (bold, links, lists, headings) in Slack's markup."""
    text = _HEADING.sub(lambda found: f"**{found[1].strip('*')}**", escaped(text))
    text = _LINK.sub(lambda found: f"<{found['address']}|{found['label'].replace('|', '/')}>", text)
    text = _ADDRESS.sub(lambda found: f"<{found[0]}>", text)
    return _BOLD.sub(r"*\1*", _ITEM.sub(r"\1• ", text))


def unmarked(text: str) -> str:
    """Our Markdown as plain words, for buttons and descriptions of pictures."""
    return _BOLD.sub(r"\1", _LINK.sub(r"\g<label>", text)).strip()


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters of ``text``, with an ellipsis where some are missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def pieces(text: str, limit: int) -> list[str]:
    """``text`` in Slack's markup, in pieces of at most ``limit`` characters that end between words and lines."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if found and len(f"{found[-1]}\n\n{mrkdwn(paragraph)}") <= limit:
            found[-1] = f"{found[-1]}\n\n{mrkdwn(paragraph)}"
        else:
            found.extend(_broken(paragraph, limit))
    return [each for each in found if each.strip()]


def _broken(paragraph: str, limit: int) -> Iterator[str]:
    if len(mrkdwn(paragraph)) <= limit:
        yield mrkdwn(paragraph)
        return
    now, length = "", 0
    for unit in _units(paragraph):
        cost = len(mrkdwn(unit)) + 1  # a bare address and a bullet grow by one or two
        if length + cost > limit - 8:
            yield mrkdwn(now.strip())
            now, length = "", 0
        now, length = now + unit, length + cost
    yield mrkdwn(now.strip())


def _units(paragraph: str) -> Iterator[str]:
    """Links, bold words, other words and the spaces between them."""
    for found in _UNIT.finditer(paragraph):
        unit = found[0]
        yield from (unit[start : start + _LONGEST_PIECE] for start in range(0, len(unit), _LONGEST_PIECE))


def typed(text: str) -> str:
    """What a person typed, from the form that Slack gives it: links, marks, emoji and escapes undone.

    A slash at its beginning goes: typed text is text, only a button may name an intent.
    """
    text = _WRAPPED.sub(_unwrapped, text)
    for escape, character in {"&lt;": "<", "&gt;": ">", "&amp;": "&"}.items():
        text = text.replace(escape, character)
    text = _FORMATTED.sub(r"\2", _FORMATTED.sub(r"\2", text))
    text = _EMOJI.sub(lambda found: _ANSWERS.get(found[1], found[0]), text)
    return re.sub(r"[ \t]+", " ", text).strip().lstrip("/ ")


def _unwrapped(found: re.Match[str]) -> str:
    inside, label = found[1], found[2]
    if label:
        return label
    if inside.startswith("@"):
        return " "  # a mention, most often of this bot
    return inside.lstrip("#!").removeprefix("mailto:").removeprefix("tel:")
