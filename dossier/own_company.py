"""Our own company: its names and credit codes, from the settings or as an administrator wrote them."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from storage.database import Database

MARK = "own_company"
_FRESH_SECONDS = 1.0


class OwnInEffect:
    """Gives the own company as it is now; what another process wrote is noticed within a second."""

    def __init__(self, database: Database, settings: Sequence[str]) -> None:
        self._database = database
        self._settings = tuple(settings)
        self._own = self._settings
        self._asked = -_FRESH_SECONDS
        self._lock = threading.Lock()

    def current(self) -> Sequence[str]:
        """Return names and codes."""
        with self._lock:
            if time.monotonic() - self._asked >= _FRESH_SECONDS:
                with self._database.reading() as work:
                    written = work.marks.get(MARK)
                self._own = tuple(written) if written else self._settings
                self._asked = time.monotonic()
            return self._own

    def forget(self) -> None:
        """Look anew at the next question."""
        with self._lock:
            self._asked = -_FRESH_SECONDS
