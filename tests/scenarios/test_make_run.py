"""``make run``, as a person types it: ready on the port asked for, and gone after Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from servers import ROOT, free_port

PATIENCE_SECONDS = 120


@pytest.fixture
def running() -> Iterator[tuple[subprocess.Popen[str], int, int]]:
    port, action_port = free_port(), free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}", f"ACTION_PORT={action_port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process, port, action_port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)  # the process runner passes it on to its children
        process.wait(timeout=30)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_is_ready_on_its_port_and_stops_cleanly(running: tuple[subprocess.Popen[str], int, int]) -> None:
    process, port, action_port = running
    deadline = time.monotonic() + PATIENCE_SECONDS
    assert process.stdout is not None
    printed = next((line for line in process.stdout if "Ready: " in line or time.monotonic() > deadline), "it ended")
    assert f"Ready: http://127.0.0.1:{port}/" in printed

    said = {"sender": "make-run", "message": "i wet myself"}
    replies = httpx.post(f"http://127.0.0.1:{port}/webhooks/rest/webhook", json=said, timeout=30).json()
    assert "emergency department" in replies[0]["text"]
    assert len(replies) > 1, "the action server adds its reasons"

    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    deadline = time.monotonic() + 15
    while (is_open(port) or is_open(action_port)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not is_open(port)
    assert not is_open(action_port)
