"""The web conversations in Rasa's tracker store: made with a secret, opened only with it, deleted for good.

The secret itself is never stored. Its hash stands in the metadata of the conversation's first event, so it
lives and dies with the conversation and needs no table of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Mapping
from typing import Optional

from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels.deletion import delete_conversation
from assistant.channels.web_requests import Refusal, is_uuid

WEB_PREFIX = "web:"
_HASH = "web_secret_sha256"
_SECRET_BYTES = 32
_NO_HASH = "0" * 64


class WebConversations:
    """The conversations of the web page in the tracker store of ``agent``.

    Rasa hands out its store in a wrapper that answers as if a conversation were new when the database
    fails. Here the store itself is asked, so that a failing database is an error and not an empty chat.
    """

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._domain = agent.domain
        self._store = agent.tracker_store
        while hasattr(self._store, "_tracker_store"):
            self._store = self._store._tracker_store

    async def create(self, whereabouts: Mapping[str, str]) -> tuple[str, str]:
        """Make a conversation; return its id (a UUID) and its secret.

        Args:
            whereabouts: ``locale`` and ``country`` as far as the browser told them; they choose the emergency number.
        """
        conversation, secret = str(uuid.uuid4()), secrets.token_urlsafe(_SECRET_BYTES)
        tracker = DialogueStateTracker(sender_of(conversation), self._domain.slots)
        # as Rasa begins a session itself, so that it does not begin another with the first message
        for event in (
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(metadata={**whereabouts, _HASH: _hash(secret)}),
            ActionExecuted(ACTION_LISTEN_NAME),
        ):
            tracker.update(event, self._domain)
        await self._store.save(tracker)
        return conversation, secret

    async def open(self, conversation: str, secret: str) -> None:
        """Return if ``secret`` opens ``conversation``.

        Raises:
            Refusal: 404, the same for an unknown conversation and for a wrong secret.
        """
        stored = await self._stored_hash(sender_of(conversation)) if is_uuid(conversation) else None
        if not hmac.compare_digest(stored or _NO_HASH, _hash(secret)):
            raise Refusal(404)

    async def read(self, conversation: str) -> DialogueStateTracker:
        """The whole conversation, all its sessions.

        Raises:
            Refusal: 404, there is none.
        """
        tracker = await self._store.retrieve_full_tracker(sender_of(conversation))
        if tracker is None:
            raise Refusal(404)
        return tracker

    async def delete(self, conversation: str) -> None:
        """Delete every stored event, after the turn that may be running.

        Raises:
            Refusal: 404, another delete was faster.
            CannotDelete: the store is of a kind that we cannot delete from.
        """
        if not await delete_conversation(self._agent, sender_of(conversation)):
            raise Refusal(404)

    async def _stored_hash(self, sender: str) -> Optional[str]:
        if isinstance(self._store, SQLTrackerStore):
            return _first_session_hash(self._store, sender)
        tracker = await self._store.retrieve_full_tracker(sender)
        sessions = [event for event in tracker.events if isinstance(event, SessionStarted)] if tracker else []
        return sessions[0].metadata.get(_HASH) if sessions else None


def sender_of(conversation: str) -> str:
    """Rasa's id of a conversation of the web page."""
    return f"{WEB_PREFIX}{conversation}"


def _hash(secret: str) -> str:
    # a fast hash is enough: the secret is 32 random bytes, not a password
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _first_session_hash(store: SQLTrackerStore, sender: str) -> Optional[str]:
    event = store.SQLEvent
    with store.session_scope() as session:
        row = (
            session.query(event.data)
            .filter(event.sender_id == sender, event.type_name == SessionStarted.type_name)
            .order_by(event.id)
            .first()
        )
    return (json.loads(row[0]).get("metadata") or {}).get(_HASH) if row else None
