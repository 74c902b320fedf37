"""Settings of the web channel, from ``credentials.yml`` and the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Optional

from rasa.shared.exceptions import RasaException

FRAME_ANCESTORS_VARIABLE = "WEB_FRAME_ANCESTORS"


@dataclass(frozen=True)
class WebSettings:
    """What an operator may set.

    Attributes:
        frame_ancestors: who may show the page in a frame; the environment's ``WEB_FRAME_ANCESTORS`` goes before it.
        messages_per_minute: of one conversation.
        conversations_per_minute: new ones, of one address.
        requests_per_minute: of any kind, of one address. Many people may share one, in a clinic or at a phone company.
    """

    frame_ancestors: str = "'self'"
    messages_per_minute: int = 30
    conversations_per_minute: int = 20
    requests_per_minute: int = 300

    @classmethod
    def of(cls, credentials: Optional[Mapping[str, Any]], environment: Mapping[str, str] = os.environ) -> WebSettings:
        """The settings under the channel's name in ``credentials.yml``.

        Raises:
            RasaException: a setting that does not exist, or a limit that is no number above 0.
        """
        given = dict(credentials or {})
        if unknown := set(given) - {field.name for field in fields(cls)}:
            raise RasaException(f"The web channel has no setting {', '.join(sorted(unknown))}.")
        if ancestors := environment.get(FRAME_ANCESTORS_VARIABLE):
            given["frame_ancestors"] = ancestors
        settings = cls(**given)
        limits = (settings.messages_per_minute, settings.conversations_per_minute, settings.requests_per_minute)
        if any(not isinstance(limit, int) or isinstance(limit, bool) or limit < 1 for limit in limits):
            raise RasaException("The web channel's limits per minute must be whole numbers above 0.")
        return settings
