"""Looking into files in a process of its own: what kind, whole, how many pages.

A hostile file may crash or hang the library that opens it. Then this process is lost and made anew;
the one that watches folders and serves pages goes on. One file at a time: probing takes milliseconds.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.pool import start_worker
from capture.probe import Limits, Probe, probe_file
from capture.warm import ProcessDied, ProcessTimeout, WarmProcess

SECONDS = 60.0
TRIES = 2


class Prober:
    """A warm process that probes; usable from many threads. It is made when first needed."""

    def __init__(self, limits: Limits, *, seconds: float = SECONDS) -> None:
        self._limits = limits
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process = WarmProcess(
            start_worker, (os.getpid(), limits, "none"), expected=(CaptureError, OSError)
        )

    def __call__(self, path: Path, password: str | None = None) -> Probe:
        """Probe a file.

        Raises:
            CaptureError: the file is refused; the subclass says why.
            OSError: the file is not there or may not be opened.
        """
        crash: ProcessDied | None = None
        for _ in range(TRIES):
            try:
                with self._lock:
                    return self._process.call(self._seconds, probe_file, path, self._limits, password)
            except ProcessTimeout as error:
                raise ReaderTimeout(page=1, seconds=round(self._seconds)) from error
            except ProcessDied as error:
                crash = error
        raise ReaderCrashed(page=1) from crash

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._process.end()

    def __enter__(self) -> Prober:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
