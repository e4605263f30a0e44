"""Looking into files in a process of its own: what kind, whole, how many pages.

A hostile file may crash or hang the library that opens it. Then this process is lost and made anew;
the one that watches folders and serves pages goes on. Probing takes milliseconds, of Word and Excel files
and of hostile ones it may take many seconds: then a second process looks into the others meanwhile.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.pool import start_worker
from capture.probe import Limits, Probe, probe_file
from capture.workers.warm import ProcessDied, ProcessTimeout, WarmProcess

SECONDS = 60.0
TRIES = 2
LANES = 2
PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Lane:
    """A process and the lock of whoever uses it."""

    process: WarmProcess
    lock: threading.Lock = field(default_factory=threading.Lock)


class Prober:
    """Warm processes that probe; usable from many threads. Each is made when first needed."""

    def __init__(self, limits: Limits, *, seconds: float = SECONDS) -> None:
        self._limits = limits
        self._seconds = seconds
        self._closed = False
        self._lanes = tuple(
            _Lane(WarmProcess(start_worker, (os.getpid(), limits, "none"), expected=(CaptureError, OSError)))
            for _ in range(LANES)
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
                with self._free_lane() as process:
                    return process.call(self._seconds, probe_file, path, self._limits, password)
            except ProcessTimeout as error:
                raise ReaderTimeout(page=1, seconds=round(self._seconds)) from error
            except ProcessDied as error:
                crash = error
        raise ReaderCrashed(page=1) from crash

    @contextmanager
    def _free_lane(self) -> Iterator[WarmProcess]:
        """Hold the first process that is free; the next one is used when a file keeps it for long."""
        turn = itertools.cycle(self._lanes)
        lane = next(turn)
        while not lane.lock.acquire(timeout=PATIENCE_SECONDS):
            lane = next(turn)
        try:
            if self._closed:
                raise ProcessDied
            yield lane.process
        finally:
            lane.lock.release()

    def close(self) -> None:
        """End the processes; what they look into just now fails."""
        self._closed = True
        for lane in self._lanes:
            lane.process.kill()
            with lane.lock:
                lane.process.end()

    def __enter__(self) -> Prober:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
