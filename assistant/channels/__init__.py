"""Channels of our own: what a person types reaches Rasa clean, and what Rasa cannot take is refused in words."""

from __future__ import annotations

import logging

# Rasa opens its log level for its own loggers only. What an operator must know of a channel, such as a missing
# variable, is said at the same level.
logging.getLogger(__name__).setLevel(logging.getLogger("rasa").getEffectiveLevel())
