"""What the page does, without the page: one conversation over HTTP."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx

API = "/webhooks/web"
PATIENCE_SECONDS = 60


class Browser:
    """One tab with one conversation.

    Args:
        url: of the Rasa server.
        held: id and secret of a conversation that another tab began; None begins one.
        whereabouts: what the browser tells of where it is when it begins one.
    """

    def __init__(self, url: str, held: tuple[str, str] | None = None, **whereabouts: Any) -> None:
        self.client = httpx.Client(base_url=url, timeout=PATIENCE_SECONDS)
        self.conversation, self.secret = held or self._begin(whereabouts or {"locale": "en-GB"})

    def _begin(self, whereabouts: dict[str, Any]) -> tuple[str, str]:
        response = self.client.post(f"{API}/conversations", json=whereabouts)
        assert response.status_code == 201, response.text
        return response.json()["conversation"], response.json()["secret"]

    @property
    def path(self) -> str:
        return f"{API}/conversations/{self.conversation}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def post(self, **body: Any) -> httpx.Response:
        """One message with ``body``, under an id of its own unless one is given."""
        return self.post_raw(json.dumps({"id": str(uuid.uuid4()), **body}))

    def post_raw(self, content: str | bytes, **headers: Any) -> httpx.Response:
        """One message with a body as given, under ``headers`` in place of the usual ones."""
        usual = {**self.headers, "Content-Type": "application/json"}
        return self.client.post(f"{self.path}/messages", content=content, headers={**usual, **headers})

    def send(self, **body: Any) -> dict[str, Any]:
        """The answer to a message with ``body``."""
        response = self.post(**body)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def say(self, text: str) -> dict[str, Any]:
        return self.send(text=text)

    def press(self, payload: str) -> dict[str, Any]:
        return self.send(button=payload)

    def change(self, slot: str) -> dict[str, Any]:
        return self.send(change=slot)

    def answer_all(self, *payloads: str) -> dict[str, Any]:
        """The answer to the last of several buttons."""
        return [self.press(payload) for payload in payloads][-1]

    def history(self) -> dict[str, Any]:
        response = self.client.get(self.path, headers=self.headers)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def delete(self) -> httpx.Response:
        return self.client.delete(self.path, headers=self.headers)


def kinds(answer: dict[str, Any]) -> list[str]:
    """The kinds of the messages of an answer."""
    return [message["kind"] for message in answer["messages"]]


def words(answer: dict[str, Any]) -> str:
    """All that was said."""
    return "\n".join(message["text"] for message in answer["messages"])
