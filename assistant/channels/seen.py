"""What was already taken in: vendors send an event again when our answer was late or got lost."""

from __future__ import annotations

from collections import OrderedDict


class Seen:
    """Remembers the last ``size`` keys."""

    def __init__(self, size: int = 10_000) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._size = size

    def first_time(self, key: str) -> bool:
        """Whether ``key`` is new; from now on it is not."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._size:
            self._keys.popitem(last=False)
        return True
