"""A channel's own sentences, such as "I cannot hear voice messages": responses of the domain, said outside a turn."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels.inbound import SOMETHING_WENT_WRONG

logger = logging.getLogger(__name__)


async def words(agent: Agent | None, name: str, channel: str, **values: Any) -> dict[str, Any]:
    """The response ``name``, by Rasa's own generator and without the action server.

    Args:
        agent: the loaded assistant, whose domain holds the sentence.
        name: a response of the domain, ``utter_channel_...``.
        channel: whose variation is said.
        values: what fills the blanks of the sentence.

    Returns:
        The response; the last resort where there is none, because silence could be taken for an all-clear.
    """
    response = None
    if agent is not None and agent.domain is not None:
        try:
            response = await agent.nlg.generate(name, DialogueStateTracker(channel, agent.domain.slots), channel, **values)
        except Exception as error:
            logger.error("%s could not be said: %s", name, type(error).__name__)
    return response or {"text": SOMETHING_WENT_WRONG}
