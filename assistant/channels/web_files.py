"""The page of ``web/``: read, hashed and packed once at the start, sent with strict headers."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.exceptions import RasaException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from assistant.channels.page_bundle import script, styles

FOLDER = Path(__file__).parents[2] / "web"
PAGE, LAUNCHER, ASSETS = "/", "/embed.js", "/assets/"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
}
_BUNDLED = (".js", ".css")
_PACKED = ("text/", "image/svg", "application/")
_ANCESTOR = re.compile(r"'self'|'none'|https?://(\*\.)?[A-Za-z0-9.-]+(:(\d{1,5}|\*))?|\*")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)


@dataclass(frozen=True)
class _File:
    content: bytes
    packed: bytes | None
    type: str
    tag: str


class WebFiles:
    """The files under their addresses.

    Args:
        frame_ancestors: who may show the page in a frame, as in the Content-Security-Policy: ``'self'``,
            ``'none'`` or hosts such as ``https://www.example.org``.

    Raises:
        RasaException: ``frame_ancestors`` is not such a list.
    """

    def __init__(self, frame_ancestors: str = "'self'", folder: Path = FOLDER) -> None:
        ancestors = frame_ancestors.split()
        if not ancestors or not all(_ANCESTOR.fullmatch(each) for each in ancestors):
            raise RasaException(f"The web channel's frame_ancestors must be hosts or 'self' or 'none', not {frame_ancestors!r}.")
        self._policy = _POLICY.format(ancestors=" ".join(ancestors))
        self._files = {address: _packed(kind, content) for address, (kind, content) in _contents(folder).items()}

    @property
    def has_page(self) -> bool:
        """Whether there is a page to show."""
        return PAGE in self._files

    def answer(self, request: Request) -> HTTPResponse:
        """The file at the request's path, or 304 where the browser has it already, or 404."""
        file = self._files.get(request.path)
        headers = self._headers(request.path)
        if file is None:
            return raw(b"Not found", status=404, headers=headers, content_type="text/plain")
        headers |= {"ETag": file.tag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        if file.tag in request.headers.get("if-none-match", ""):
            return empty(status=304, headers=headers)
        if file.packed is not None and "gzip" in request.headers.get("accept-encoding", "").lower():
            return raw(file.packed, headers={**headers, "Content-Encoding": "gzip"}, content_type=file.type)
        return raw(file.content, headers=headers, content_type=file.type)

    def _headers(self, address: str) -> dict[str, str]:
        return {
            "Content-Security-Policy": self._policy,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            # the launcher is made to be loaded by other sites; nothing else is
            "Cross-Origin-Resource-Policy": "cross-origin" if address == LAUNCHER else "same-origin",
        }


def _contents(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Every address with its type and content: the page, the launcher, and all that the page loads.

    Of the small scripts and stylesheets the page loads one file each; see :mod:`assistant.channels.page_bundle`.
    """
    named = {PAGE: folder / "index.html", LAUNCHER: folder / "embed.js"}
    pictures = (
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES and path.suffix not in _BUNDLED and path.name[0] != "."
    )
    files = {f"{ASSETS}{path.relative_to(folder).as_posix()}": path for path in pictures if path not in named.values()}
    contents = {
        address: (_TYPES[path.suffix], path.read_bytes()) for address, path in {**named, **files}.items() if path.is_file()
    }
    if PAGE in contents:
        contents[f"{ASSETS}page.js"] = (_TYPES[".js"], script(folder).encode("utf-8"))
        contents[f"{ASSETS}page.css"] = (_TYPES[".css"], styles(folder).encode("utf-8"))
    return contents


def _packed(kind: str, content: bytes) -> _File:
    packed = gzip.compress(content, mtime=0) if kind.startswith(_PACKED) else None
    return _File(content, packed, kind, f'W/"{hashlib.sha256(content).hexdigest()[:32]}"')
