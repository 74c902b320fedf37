"""The page at ``/``, what it loads, and the headers that keep others out."""

from __future__ import annotations

import gzip

import httpx
import pytest
from servers import ROOT, Servers

WEB = ROOT / "web"
TYPES = {
    "/": "text/html; charset=utf-8",
    "/assets/page.js": "text/javascript; charset=utf-8",
    "/assets/page.css": "text/css; charset=utf-8",
    "/embed.js": "text/javascript; charset=utf-8",
}
EACH = pytest.mark.parametrize("path", TYPES)


@pytest.fixture
def client(servers: Servers) -> httpx.Client:
    return httpx.Client(base_url=servers.rasa.url, timeout=60)


@EACH
def test_a_file_is_served_with_its_type(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, TYPES[path])
    assert len(response.content) > 100


def test_the_page_is_the_projects_own(client: httpx.Client) -> None:
    assert client.get("/").text == (WEB / "index.html").read_text(encoding="utf-8")
    assert client.get("/?embed=1").text == client.get("/").text


@EACH
def test_every_file_has_the_strict_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


@EACH
def test_only_the_launcher_may_be_loaded_by_other_sites(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert response.headers["cross-origin-resource-policy"] == ("cross-origin" if path == "/embed.js" else "same-origin")
    assert "access-control-allow-origin" not in response.headers


@EACH
def test_a_file_is_sent_packed_to_who_can_unpack_it(client: httpx.Client, path: str) -> None:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as response:
        packed = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content


@EACH
def test_a_file_that_the_browser_has_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@EACH
def test_head_is_answered(client: httpx.Client, path: str) -> None:
    response = client.head(path)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets/strings.js",
        "/assets/index.html",
        "/assets/nothing.js",
        "/assets/..%2Fcredentials.yml",
        "/assets/../credentials.yml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/credentials.yml",
    ],
)
def test_nothing_else_is_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
