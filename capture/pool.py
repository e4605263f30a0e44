"""Warm worker processes that read pages; one page's crash, hang or hunger never touches another page."""

# mypy: allow-untyped-calls
# pebble carries no types

from __future__ import annotations

import concurrent.futures
import ctypes
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pebble

from capture.engines.table import engine
from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.pages import Page
from capture.pipeline import read_page
from capture.probe import FileKind, Limits

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
    """Reads pages in ``workers`` processes that are started at once and stay warm."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        reader: str = "auto",
        *,
        read: Callable[[PageTask], Page] = read_task,
    ) -> None:
        self.workers = workers
        self._limits = limits
        self._reader = reader
        self._read = read
        self._pool = pebble.ProcessPool(
            max_workers=workers,
            context=multiprocessing.get_context("spawn"),
            initializer=start_worker,
            initargs=(os.getpid(), limits, reader),
        )
        self._closing = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="page-pool", daemon=True)
        self._keeper.start()

    def _keep(self) -> None:
        """Start the workers from a thread that lives as long as the pool: with it they would die."""
        self._pool.submit(os.getpid, None)
        self._closing.wait()

    def submit(
        self,
        path: Path,
        kind: FileKind,
        number: int,
        password: str | None = None,
        rotation: int | None = None,
    ) -> PageFuture:
        """Hand in a page; the future fails with `CaptureError` and with nothing else."""
        task = PageTask(path, kind, number, self._reader, self._limits, password, rotation)
        answer: PageFuture = concurrent.futures.Future()
        answer.set_running_or_notify_cancel()
        work = self._pool.submit(self._read, self._limits.page_seconds, task)
        work.add_done_callback(lambda done: _pass_on(done, answer, task))
        return answer

    def close(self, *, wait: bool = False) -> None:
        """End the workers; pages in work fail unless ``wait``."""
        if wait:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._closing.set()

    def __enter__(self) -> PagePool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pass_on(done: PageFuture, answer: PageFuture, task: PageTask) -> None:
    if done.cancelled():
        answer.set_exception(ReaderCrashed(page=task.number))
        return
    error = done.exception()
    if error is None:
        answer.set_result(done.result())
    elif isinstance(error, CaptureError):
        answer.set_exception(error)
    elif isinstance(error, concurrent.futures.TimeoutError):
        answer.set_exception(ReaderTimeout(page=task.number, seconds=task.limits.page_seconds))
    else:
        crash = ReaderCrashed(page=task.number)
        crash.__cause__ = error
        answer.set_exception(crash)


_PR_SET_PDEATHSIG = 1


def start_worker(parent: int, limits: Limits, reader: str) -> None:
    """Make this process a page worker: dying with its parent, bounded in memory, its engine warm."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound = limits.page_memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warm_up(reader)


def warm_up(reader: str) -> None:
    """Load the engine and let it read one small picture of the usual shape."""
    engine(reader)
