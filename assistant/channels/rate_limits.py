"""How often something may happen: a token bucket for each key, in bounded memory."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 20_000
"""When more are known, the one that was quiet longest is forgotten: it has most likely filled up again."""


class RateLimit:
    """Lets each key do something ``per_minute`` times a minute, and as often at once after a quiet minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key to (what was left, when)

    def wait(self, key: str) -> int:
        """Take one for ``key`` and return 0; with none left, the whole seconds until there is one."""
        now = self._clock()
        left, since = self._left.pop(key, (self._most, now))
        left = min(self._most, left + (now - since) * self._per_second)
        seconds = 0 if left >= 1 else math.ceil((1 - left) / self._per_second)
        self._left[key] = (left if seconds else left - 1, now)
        if len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)
        return seconds

    def forget(self, key: str) -> None:
        """Keep nothing about ``key``."""
        self._left.pop(key, None)


def network(address: str) -> str:
    """The key of a client's address: a whole /64 for IPv6, of which one client has as many addresses as it likes."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else address
