"""Values that another process may change: looked at again when they are a second old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
FRESH_SECONDS = 1.0


class Fresh(Generic[T]):
    """Gives a value as it is now; what another process changed is noticed within a second.

    ``read`` gets the value as it was and returns it as it is; what it raises is raised by whoever asks, and
    the next one asks anew.
    """

    def __init__(self, value: T, read: Callable[[T], T], clock: Callable[[], float] = time.monotonic) -> None:
        self._value = value
        self._read = read
        self._clock = clock
        self._good_until: float | None = None
        self._lock = threading.Lock()

    def current(self) -> T:
        """Return the value; only who comes when it is old waits for it."""
        if self._is_old():
            with self._lock:
                if self._is_old():
                    self._renew()
        return self._value

    def refresh(self) -> T:
        """Look at it now, and return it."""
        with self._lock:
            self._renew()
        return self._value

    def _is_old(self) -> bool:
        return self._good_until is None or self._clock() >= self._good_until

    def _renew(self) -> None:
        self._value = self._read(self._value)
        self._good_until = self._clock() + FRESH_SECONDS
