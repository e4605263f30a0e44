"""Warm worker processes that read pages; one page's crash, hang or hunger never touches another page."""

from __future__ import annotations

import concurrent.futures
import contextlib
import ctypes
import itertools
import os
import queue
import resource
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from types import TracebackType

from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.pages import Message, Page
from capture.pipeline import read_page
from capture.probe import FileKind, Limits
from capture.workers.selftest import self_test
from capture.workers.warm import ProcessDied, ProcessTimeout, WarmProcess

_WORTH_REPLACING = 1.25

PageFuture = concurrent.futures.Future[Page]


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to read: all a worker needs to know."""

    path: Path
    kind: FileKind
    number: int
    reader: str
    limits: Limits
    password: str | None = None
    rotation: int | None = None


class _Turn(IntEnum):
    """What comes first of what waits for a worker."""

    URGENT = 0
    PAGE = 1
    END = 2


@dataclass(frozen=True, slots=True)
class _Waiting:
    task: PageTask
    answer: PageFuture


def read_task(task: PageTask) -> Page:
    """Read the page of a task; what a worker does."""
    return read_page(
        task.path,
        task.number,
        kind=task.kind,
        reader=task.reader,
        limits=task.limits,
        password=task.password,
        rotation=task.rotation,
    )


class PagePool:
    """Reads pages in ``workers`` processes that are started at once and stay warm.

    Each process has a thread here that feeds it, and dies with that thread.
    """

    def __init__(
        self,
        workers: int,
        limits: Limits,
        reader: str = "auto",
        *,
        read: Callable[[PageTask], Page] = read_task,
        fault: Callable[[Message], None] | None = None,
    ) -> None:
        """Start the workers; ``fault`` is told, from their threads, what is wrong with a reader."""
        self.workers = workers
        self._limits = limits
        self._reader = reader
        self._read = read
        self._fault = fault
        self._waiting: queue.PriorityQueue[tuple[_Turn, int, _Waiting | None]] = queue.PriorityQueue()
        self._count = itertools.count()
        self._closing = False
        preparing = (os.getpid(), limits, reader)
        self._processes = [
            WarmProcess(start_worker, preparing, expected=(CaptureError,)) for _ in range(workers)
        ]
        self._threads = [
            threading.Thread(target=self._feed, args=(process,), name="page-worker", daemon=True)
            for process in self._processes
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self,
        path: Path,
        kind: FileKind,
        number: int,
        password: str | None = None,
        rotation: int | None = None,
        *,
        urgent: bool = False,
    ) -> PageFuture:
        """Hand in a page; the future fails with `CaptureError` and with nothing else.

        Pages are read in the order they come, those that are ``urgent`` before all that wait.
        """
        task = PageTask(path, kind, number, self._reader, self._limits, password, rotation)
        answer: PageFuture = concurrent.futures.Future()
        answer.set_running_or_notify_cancel()
        if self._closing:
            answer.set_exception(ReaderCrashed(page=number))
        else:
            self._put(_Turn.URGENT if urgent else _Turn.PAGE, _Waiting(task, answer))
        return answer

    def _put(self, turn: _Turn, waiting: _Waiting | None) -> None:
        self._waiting.put((turn, next(self._count), waiting))

    def close(self, *, wait: bool = False) -> None:
        """End the workers; pages in work fail unless ``wait``."""
        self._closing = not wait
        for _ in self._threads:
            self._put(_Turn.END, None)
        for process, thread in zip(self._processes, self._threads, strict=True):
            while thread.is_alive():
                if self._closing:
                    process.kill()
                thread.join(0.05)
        self._closing = True

    def __enter__(self) -> PagePool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _feed(self, process: WarmProcess) -> None:
        """Keep one process at work until the pool is closed."""
        with contextlib.suppress(ProcessDied, ProcessTimeout):
            found = process.start()  # in vain: each page tries again, and says that its reader broke down
            if isinstance(found, Message) and self._fault:
                self._fault(found)
        most = self._most_memory(process)
        while (waiting := self._waiting.get()[-1]) is not None:
            if self._closing:
                waiting.answer.set_exception(ReaderCrashed(page=waiting.task.number))
                continue
            self._read_one(process, waiting.task, waiting.answer)
            if process.memory() > most:
                process.end()
                with contextlib.suppress(ProcessDied, ProcessTimeout):
                    process.start()
        process.end()

    def _most_memory(self, fresh: WarmProcess) -> int:
        """Return the bytes a worker may hold between two pages.

        A reader keeps memory for each shape of picture it has seen. A new process gives it back; one that is
        hardly larger than a new one is not worth replacing, whatever the limit says.
        """
        return max(self._limits.worker_memory_mb * 1024 * 1024, round(fresh.memory() * _WORTH_REPLACING))

    def _read_one(self, process: WarmProcess, task: PageTask, answer: PageFuture) -> None:
        seconds = self._limits.page_seconds
        try:
            page = process.call(seconds, self._read, task)
        except CaptureError as error:
            answer.set_exception(error)
        except ProcessTimeout:
            answer.set_exception(ReaderTimeout(page=task.number, seconds=seconds))
        except ProcessDied as error:
            crash = ReaderCrashed(page=task.number)
            crash.__cause__ = error
            answer.set_exception(crash)
        else:
            answer.set_result(page)


_PR_SET_PDEATHSIG = 1


def start_worker(parent: int, limits: Limits, reader: str) -> Message | None:
    """Make this process a page worker: dying with its parent, bounded in memory, its engine warm.

    Returns:
        What is wrong with the reader, if anything.
    """
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound = limits.page_memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return self_test(reader)
