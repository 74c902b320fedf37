"""Start and stop the real servers of the project, as a user starts them, with ports and a database of the test's own."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest
import yaml

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models" / "back-spasm.tar.gz"
PATIENCE_SECONDS = 120
_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": str(ROOT),
    "PYTHONUNBUFFERED": "1",  # the log tests read what was written a moment ago
    "SANIC_HOST": "127.0.0.1",
    "SLACK_BOT_TOKEN": "",  # no test speaks to the real Slack
    "SLACK_SIGNING_SECRET": "",
    **dict.fromkeys(["OMP_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS"], "1"),
}


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server process with its whole output in a file."""

    def __init__(
        self,
        name: str,
        arguments: list[str],
        port: int,
        log: Path,
        health: Callable[[], bool],
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._name, self._log, self._health = name, log, health
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rasa", "run", *arguments, "--port", str(port)],
                cwd=ROOT,
                env={**os.environ, **_ENVIRONMENT, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C in pytest reaches them through stop(), in order
            )

    @property
    def output(self) -> str:
        """Everything it has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def lives(self) -> bool:
        """Whether it runs and answers."""
        return self._process.poll() is None and self._answers()

    def wait_until_ready(self) -> None:
        """Return when it answers; fail with its last lines where it ends or stays silent."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                pytest.fail(f"{self._name} did not come up:\n{self.output[-3000:]}", pytrace=False)
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return self._health()
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it as an operator does; by force where it does not listen."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()


class ActionServer(Server):
    """The project's action server."""

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(
            "The action server", ["actions"], port, folder / "actions.log", lambda: httpx.get(f"{self.url}/health").is_success
        )


class RasaServer(Server):
    """The project's Rasa server, with the tracker API behind a token.

    Args:
        folder: its log, its endpoints, and its database.
        action_port: where the action server is, or would be.
        tracker_store: in place of the project's own.
        credentials: in place of the project's own.
        environment: more variables for it, such as a channel's secrets.
    """

    def __init__(
        self,
        folder: Path,
        action_port: int,
        tracker_store: dict[str, Any] | None = None,
        credentials: dict[str, Any] | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        if not MODEL.exists():
            pytest.fail("No trained model: run `make train` first.", pytrace=False)
        self.token = secrets.token_hex(8)
        self._client = httpx.Client(timeout=30)
        arguments = [
            "--interface=127.0.0.1",
            f"--model={MODEL}",
            f"--endpoints={_endpoints(folder, action_port, tracker_store)}",
            f"--credentials={_written(credentials, folder / 'credentials.yml') if credentials else ROOT / 'credentials.yml'}",
            "--enable-api",
            f"--auth-token={self.token}",
        ]
        super().__init__("The Rasa server", arguments, free_port(), folder / "rasa.log", self._has_loaded_the_model, environment)

    def wait_until_ready(self) -> None:
        """Return when it has answered once: its first message is slow and no measure of the others."""
        super().wait_until_ready()
        self.say("warm-up", "hello")

    def _has_loaded_the_model(self) -> bool:
        return httpx.get(f"{self.url}/status", params={"token": self.token}, timeout=20).is_success

    def post(self, **request: Any) -> httpx.Response:
        """One request to the REST channel, as given."""
        return self._client.post(f"{self.url}/webhooks/rest/webhook", **request)

    def say(self, sender: str, message: str) -> list[dict[str, Any]]:
        """What the assistant answers."""
        response = self.post(json={"sender": sender, "message": message})
        response.raise_for_status()
        return list(response.json())

    def first_streamed(self, sender: str, message: str) -> dict[str, Any]:
        """The first of the answers, as soon as it leaves the server."""
        url = f"{self.url}/webhooks/rest/webhook?stream=true"
        with self._client.stream("POST", url, json={"sender": sender, "message": message}) as response:
            return dict(json.loads(next(response.iter_lines())))

    def tracker(self, sender: str) -> dict[str, Any]:
        """Everything that happened in a conversation, and its slots."""
        parameters = {"token": self.token, "include_events": "ALL"}
        response = self._client.get(f"{self.url}/conversations/{sender}/tracker", params=parameters)
        response.raise_for_status()
        return dict(response.json())


class Servers:
    """A Rasa server, with ``changes`` to what it is given, and its action server; with a database of their own."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        action_port = free_port()
        self.folder = folder
        self.rasa = RasaServer(folder, action_port, **changes)
        self.actions = ActionServer(folder, action_port)
        try:
            self.rasa.wait_until_ready()
            self.actions.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    @property
    def live(self) -> bool:
        """Whether both run and answer."""
        return self.rasa.lives and self.actions.lives

    def stop(self) -> None:
        """End both."""
        self.rasa.stop()
        self.actions.stop()


def _endpoints(folder: Path, action_port: int, tracker_store: dict[str, Any] | None) -> Path:
    """The project's own endpoints, moved to the test's action server and database."""
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{action_port}/webhook"
    endpoints["tracker_store"]["db"] = str(folder / "conversations.db")
    if tracker_store:
        endpoints["tracker_store"] = tracker_store
    return _written(endpoints, folder / "endpoints.yml")


def _written(settings: dict[str, Any], path: Path) -> Path:
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return path
