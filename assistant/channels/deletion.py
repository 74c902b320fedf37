"""Delete a conversation for good: Rasa's tracker stores can save and read, but not delete."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore


class CannotDelete(Exception):
    """The conversations are kept in a place from which this assistant cannot delete."""


async def delete_conversation(agent: Agent, conversation: str) -> bool:
    """Remove every stored event of a conversation, after the turn that may be running in it.

    Args:
        agent: the loaded assistant, with its tracker store and locks.
        conversation: the conversation's id.

    Returns:
        Whether there was anything to delete.

    Raises:
        CannotDelete: the store is of a kind that we cannot delete from.
    """
    async with agent.lock_store.lock(conversation):
        stores = list(_stores(agent.tracker_store))
        removed = [await _remove(store, conversation) for store in stores]
    return any(removed)


def _stores(store: TrackerStore) -> list[TrackerStore]:
    """The stores in which Rasa keeps conversations, without its wrappers: the usual one, and the one used in its faults."""
    inner = getattr(store, "_tracker_store", None)
    if inner is None:
        return [store]
    stand_in = getattr(store, "_fallback_tracker_store", None)
    return [*_stores(inner), *(_stores(stand_in) if stand_in else [])]


async def _remove(store: TrackerStore, conversation: str) -> bool:
    if isinstance(store, SQLTrackerStore):
        return await asyncio.get_running_loop().run_in_executor(None, _remove_rows, store, conversation)
    if isinstance(store, InMemoryTrackerStore):
        return store.store.pop(conversation, None) is not None
    raise CannotDelete(type(store).__name__)


def _remove_rows(store: SQLTrackerStore, conversation: str) -> bool:
    with store.session_scope() as session:
        if store.engine.dialect.name == "sqlite":
            session.execute(sa.text("PRAGMA secure_delete = ON"))  # else the words stay readable in the file
        rows = session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation)
        count = rows.delete(synchronize_session=False)
        session.commit()
    return bool(count)
