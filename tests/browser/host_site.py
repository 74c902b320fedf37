"""Somebody else's website that carries the launcher: another origin than the assistant's."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HostSite:
    """Answers every address with one page. Its host is ``localhost``, the assistant's is ``127.0.0.1``."""

    def __init__(self) -> None:
        self._html = ""
        self._assistant = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self._server.server_address[1]}"

    def embeds(self, assistant: str, attributes: str = "") -> None:
        """Carry the launcher of ``assistant`` with these attributes."""
        self._assistant = assistant
        self._html = f"""<!doctype html><html lang="en"><head><title>A clinic</title></head><body><main><h1>A clinic</h1>
            <a href="/">Home</a></main><script src="{assistant}/embed.js" {attributes} async></script></body></html>"""

    def stop(self) -> None:
        self._server.shutdown()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                # as strict as a host may be: styles only from files, frames and scripts only from the assistant
                policy = f"default-src 'none'; script-src {site._assistant}; frame-src {site._assistant}; style-src 'self'"
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(site._html.encode())

            def log_message(self, *arguments: object) -> None:
                """Nothing: the tests' output is for their results."""

        return Handler
