"""A way to a server that can be shut and opened again, as when a server is down: then nothing listens."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Door:
    """Passes connections on to ``url``."""

    def __init__(self, url: str) -> None:
        self._target = (str(urlsplit(url).hostname), int(urlsplit(url).port or 80))
        self._port = 0
        self._ends: list[socket.socket] = []
        self.open()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Listen, always on the same port."""
        self._listener = socket.create_server(("127.0.0.1", self._port), reuse_port=True)
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        """Stop listening, and cut what is open."""
        for end in [self._listener, *self._ends]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                inside, _ = listener.accept()
                outside = socket.create_connection(self._target)
            except OSError:
                return
            self._ends += [inside, outside]
            for source, goal in ((inside, outside), (outside, inside)):
                threading.Thread(target=_pass, args=(source, goal), daemon=True).start()


def _pass(source: socket.socket, goal: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            goal.sendall(data)
        goal.shutdown(socket.SHUT_WR)
