"""What may stand in the action server's place when it is not well."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HANG_SECONDS = 10


class _Sick(BaseHTTPRequestHandler):
    """Takes every request of the Rasa server and treats it as the subclass does."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.treat()

    @abstractmethod
    def treat(self) -> None:
        """What this fake does with a request."""

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest's output is for the tests."""


class Answers500(_Sick):
    def treat(self) -> None:
        self.answer(500, b'{"error": "out of order"}')


class AnswersNonsense(_Sick):
    def treat(self) -> None:
        self.answer(200, b"<html>maintenance</html>")


class BreaksOff(_Sick):
    def treat(self) -> None:
        self.close_connection = True  # as when it is killed while it works: no answer, the connection ends


class Hangs(_Sick):
    def treat(self) -> None:
        self.server.over.wait(HANG_SECONDS)  # type: ignore[attr-defined]
        self.close_connection = True


@contextmanager
def standing_in(port: int, fault: type[_Sick] | None) -> Iterator[None]:
    """Let ``fault`` listen on the action server's port; None leaves the port closed."""
    if fault is None:
        yield
        return
    server = ThreadingHTTPServer(("127.0.0.1", port), fault)
    server.over = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.over.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
