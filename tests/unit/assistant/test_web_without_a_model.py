"""The web channel on a real HTTP server, with conversations in memory and no model: limits, deletion, refusals."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic

from assistant.channels.web import WebInput
from assistant.channels.web_settings import WebSettings

CONVERSATIONS = "/webhooks/web/conversations"
Start = Callable[..., Awaitable[httpx.AsyncClient]]


class OutOfOrder:
    """In the place of Rasa's processor: fails at every message."""

    async def handle_message(self, message: object) -> None:
        raise ValueError(f"cannot read {message.text}")  # type: ignore[attr-defined]


@pytest.fixture
async def start(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    """Start a server with settings of the channel; an agent with a store, or none."""
    monkeypatch.setattr(Sanic, "test_mode", True)  # lets one process start several servers
    running = []

    async def started(store: TrackerStore | None = None, agent: bool = True, **settings: int) -> httpx.AsyncClient:
        app = Sanic(f"web_{uuid.uuid4().hex}", configure_logging=False)
        register([WebInput(WebSettings.of(settings, {}))], app, "/webhooks/")
        if agent:
            app.ctx.agent = Agent(domain, tracker_store=store or InMemoryTrackerStore(domain), lock_store=InMemoryLockStore())
            app.ctx.agent.processor = OutOfOrder()
        server = await app.create_server("127.0.0.1", 0, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        port = server.server.sockets[0].getsockname()[1]
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30)
        running.append((client, server))
        return client

    yield started
    for client, server in running:
        await client.aclose()
        server.close()


async def begin(client: httpx.AsyncClient) -> tuple[str, dict[str, str]]:
    """The address of a new conversation and the header that opens it."""
    body = (await client.post(CONVERSATIONS, json={})).json()
    return f"{CONVERSATIONS}/{body['conversation']}", {"Authorization": f"Bearer {body['secret']}"}


def message() -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "text": "i wet myself"}


async def test_too_many_new_conversations_from_one_address_are_put_off(start: Start) -> None:
    client = await start(conversations_per_minute=2)
    answers = [await client.post(CONVERSATIONS, json={}) for _ in range(3)]
    assert [each.status_code for each in answers] == [201, 201, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30
    assert "emergency number" in answers[-1].json()["error"]


async def test_an_address_that_the_client_names_itself_is_not_believed(start: Start) -> None:
    client = await start(conversations_per_minute=1)
    await begin(client)
    response = await client.post(CONVERSATIONS, json={}, headers={"X-Forwarded-For": "192.0.2.7", "X-Real-IP": "192.0.2.7"})
    assert response.status_code == 429


async def test_too_many_messages_in_one_conversation_are_put_off_and_others_are_not(start: Start) -> None:
    client = await start(messages_per_minute=2)
    one, other = await begin(client), await begin(client)
    answers = [await client.post(f"{one[0]}/messages", json=message(), headers=one[1]) for _ in range(3)]
    assert [each.status_code for each in answers] == [503, 503, 429]
    assert (await client.post(f"{other[0]}/messages", json=message(), headers=other[1])).status_code == 503


async def test_a_stranger_cannot_use_up_somebody_elses_messages(start: Start) -> None:
    client = await start(messages_per_minute=1)
    path, headers = await begin(client)
    for _ in range(3):
        await client.post(f"{path}/messages", json=message(), headers={"Authorization": "Bearer wrong"})
    assert (await client.post(f"{path}/messages", json=message(), headers=headers)).status_code == 503


async def test_too_many_requests_of_any_kind_are_put_off(start: Start) -> None:
    client = await start(requests_per_minute=3)
    path, headers = await begin(client)
    answers = [(await client.get(path, headers=headers)).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


async def test_a_failing_turn_is_told_in_words_and_leaves_no_word_in_the_log(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    client = await start()
    path, headers = await begin(client)
    response = await client.post(f"{path}/messages", json=message(), headers=headers)
    assert response.status_code == 503
    assert "may not have been read" in response.json()["error"]
    assert "emergency number" in response.json()["error"]
    assert "ValueError" in caplog.text
    assert "wet" not in caplog.text


async def test_before_the_model_is_loaded_it_says_so(start: Start) -> None:
    client = await start(agent=False)
    response = await client.post(CONVERSATIONS, json={})
    assert (response.status_code, "emergency number" in response.json()["error"]) == (503, True)


async def test_a_conversation_in_memory_is_deleted_too(start: Start, domain: Domain) -> None:
    store = InMemoryTrackerStore(domain)
    client = await start(store)
    path, headers = await begin(client)
    assert len(store.store) == 1
    assert (await client.delete(path, headers=headers)).json() == {"deleted": True}
    assert store.store == {}
    assert (await client.delete(path, headers=headers)).status_code == 404


async def test_a_store_that_cannot_delete_says_so_and_does_not_pretend(start: Start, domain: Domain) -> None:
    class Other(TrackerStore):
        """A store of a kind that the channel does not know."""

        def __init__(self) -> None:
            super().__init__(domain)
            self._kept = InMemoryTrackerStore(domain)
            self.save, self.retrieve_full_tracker = self._kept.save, self._kept.retrieve_full_tracker

    client = await start(Other())
    path, headers = await begin(client)
    assert (await client.delete(path, headers=headers)).status_code == 503
    assert (await client.get(path, headers=headers)).status_code == 200


async def test_the_secret_is_kept_nowhere(start: Start, domain: Domain) -> None:
    store = InMemoryTrackerStore(domain)
    client = await start(store)
    _, headers = await begin(client)
    assert headers["Authorization"].removeprefix("Bearer ") not in str(store.store)


async def test_ids_and_secrets_are_never_the_same_twice_and_long(start: Start) -> None:
    client = await start()
    begun = [(await client.post(CONVERSATIONS, json={})).json() for _ in range(5)]
    assert len({each["conversation"] for each in begun}) == len({each["secret"] for each in begun}) == 5
    assert all(uuid.UUID(each["conversation"]).version == 4 and len(each["secret"]) >= 43 for each in begun)
