"""How fast pages are being read, for a truthful word on how long the rest will take."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_KEPT = 40
_ENOUGH = 3


class Pace:
    """The busy seconds between the last pages that were done; time without work does not count.

    With several workers it is the time between two pages of the whole, not the time of one page.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._spans: deque[float] = deque(maxlen=_KEPT)
        self._since = clock()

    def begin(self) -> None:
        """Note that reading begins after a pause."""
        with self._lock:
            self._since = self._clock()

    def page_done(self) -> None:
        """Note that a page is done."""
        with self._lock:
            now = self._clock()
            self._spans.append(now - self._since)
            self._since = now

    def seconds_left(self, pages: int) -> float | None:
        """Return how long this many pages will take, None while too few pages were seen to tell."""
        with self._lock:
            if len(self._spans) < _ENOUGH:
                return None
            return pages * sum(self._spans) / len(self._spans)
