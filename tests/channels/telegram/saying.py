"""An action server that says whatever a test wants the assistant to say, to see how it looks on Telegram."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextlib.contextmanager
def saying(port: int, *responses: dict[str, Any], after: float = 0.0) -> Iterator[None]:
    """While it lasts, every custom action of the assistant says ``responses``, after so many seconds."""
    body = json.dumps({"events": [], "responses": list(responses)}).encode()

    class Says(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            time.sleep(after)
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: pytest's output is for the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Says)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
