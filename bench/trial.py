"""One file is handed to the real path in a process of its own, as the service does, and watched."""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from capture.errors import CaptureError
from capture.pages import Page
from capture.pool import PageTask, read_task, start_worker
from capture.probe import Limits, Probe, probe_file
from capture.raster import page_picture
from capture.searchable import SourcePage, write_searchable
from capture.workers.warm import ProcessDied, ProcessTimeout, WarmProcess

CODES = frozenset({
    "encrypted", "truncated", "empty", "wrong_format", "no_pages", "too_large", "link", "unsupported",
    "unreadable", "reader_crashed", "timeout",
})  # fmt: skip
READ = "read"
GRACE_SECONDS = 5.0
GRACE_MB = 300
_MOST_PAGES = 3
_SIDE = 800


@dataclass(frozen=True, slots=True)
class Seen:
    """What one call did: its answer or the code it was refused with, or the error nobody foresaw."""

    answer: Any = None
    code: str = READ
    fault: str = ""
    hungry: bool = False
    peak_mb: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file: its code, and what was wrong with that.

    ``fault`` must not be. ``contained`` is what the service lives with: the process was lost, for its time
    or its memory or by a crash inside a library, and the file got the code for that.
    """

    code: str
    stage: str
    seconds: float
    peak_mb: int
    fault: str = ""
    contained: str = ""


def start_quietly(parent: int, limits: Limits, reader: str) -> None:
    """Get a worker ready whose libraries do not write their remarks about a damaged file on the screen."""
    start_worker(parent, limits, reader)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def observe(function: Callable[..., Any], *arguments: Any) -> Seen:
    """Call a function in the worker and tell what it did and how much memory it took at most."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak starts anew
    try:
        seen = Seen(function(*arguments))
    except CaptureError as error:
        seen = Seen(code=pickle.loads(pickle.dumps(error)).code)
    except MemoryError:
        seen = Seen(code="reader_crashed", hungry=True)
    except Exception as error:  # whatever nobody foresaw is what this looks for
        seen = Seen(code="reader_crashed", fault=f"{type(error).__name__}: {error} {_place(error)}")
    return Seen(seen.answer, seen.code, seen.fault, seen.hungry, _peak_mb())


def _place(error: Exception) -> str:
    """Return the last line of our own that an error went through."""
    ours = [
        f"({name[1]}:{frame.lineno})"
        for frame in traceback.extract_tb(error.__traceback__)
        if (name := re.search(r"/(capture/[\w/]+\.py)$", frame.filename))
    ]
    return ours[-1] if ours else ""


def _peak_mb() -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else 0


def show(path: Path, kind: Any, number: int, rotation: int, password: str | None) -> int:
    """Draw a page for a screen; return the picture's length."""
    return len(page_picture(path, kind, number, rotation, _SIDE, password))


def save(path: Path, kind: Any, page: Page, password: str | None) -> int:
    """Write a page as searchable PDF; return its length."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        write_searchable([SourcePage(path, kind, page.number, page, password)], out)
        return out.stat().st_size


class Desk:
    """A warm process of the service's kind that files are handed to, one after the other."""

    def __init__(self, reader: str, limits: Limits) -> None:
        self.reader = reader
        self.limits = limits
        self._process = WarmProcess(start_quietly, (os.getpid(), limits, reader), expected=(CaptureError,))

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.end()

    def judge(self, path: Path, password: str | None = None) -> Verdict:
        """Take a file the whole way and judge it; the slowest call and the hungriest count."""
        slowest, peak, stage, code, pages_read = 0.0, 0, "probe", "", 0
        self._process.start()
        for stage, seen, seconds in self._walk(path, password):
            slowest, peak = max(slowest, seconds), max(peak, seen.peak_mb)
            if stage == "probe" or (stage == "read" and not pages_read):
                code = seen.code  # a file is refused only when no page of it can be read
            pages_read += stage == "read" and seen.code == READ
            if fault := seen.fault or self._broken_bounds(seen, seconds):
                return Verdict(code, stage, slowest, peak, fault=fault)
            if seen.hungry or isinstance(seen.answer, ProcessDied | ProcessTimeout):
                why = "took too much memory" if seen.hungry else _lost(seen.answer)
                return Verdict(code, stage, slowest, peak, contained=why)
        return Verdict(code, stage, slowest, peak)

    def text_of(self, path: Path) -> str:
        """Return the text of a whole file: nobody before it may have spoilt anything."""
        return "".join(
            seen.answer.text for stage, seen, _ in self._walk(path, None) if isinstance(seen.answer, Page)
        )

    def _walk(self, path: Path, password: str | None) -> Iterator[tuple[str, Seen, float]]:
        """Go through the steps of the service, each a call with the time one page has."""
        seen, seconds = self._call(probe_file, path, self.limits, password)
        yield "probe", seen, seconds
        probe: Probe | None = seen.answer if isinstance(seen.answer, Probe) else None
        if probe is None:
            return
        for number in range(1, min(probe.pages, _MOST_PAGES) + 1):
            task = PageTask(path, probe.kind, number, self.reader, self.limits, password)
            seen, seconds = self._call(read_task, task)
            yield "read", seen, seconds
            page = seen.answer
            if isinstance(page, Page):
                seen, seconds = self._call(show, path, probe.kind, number, page.rotation, password)
                yield "show", seen, seconds
                seen, seconds = self._call(save, path, probe.kind, page, password)
                yield "save", seen, seconds

    def _call(self, function: Callable[..., Any], *arguments: Any) -> tuple[Seen, float]:
        begun = time.monotonic()
        try:
            seen = self._process.call(self.limits.page_seconds, observe, function, *arguments)
        except ProcessTimeout as error:
            seen = Seen(error, code="timeout")
        except ProcessDied as error:
            seen = Seen(error, code="reader_crashed")
        return seen, time.monotonic() - begun

    def _broken_bounds(self, seen: Seen, seconds: float) -> str:
        if seen.code not in CODES and seen.code != READ:
            return f"the code {seen.code} is none of ours"
        if seconds > self.limits.page_seconds + GRACE_SECONDS:
            return f"{seconds:.0f} s where {self.limits.page_seconds} are allowed"
        if seen.peak_mb > self.limits.page_memory_mb + GRACE_MB:
            return f"{seen.peak_mb} MB where {self.limits.page_memory_mb} are allowed"
        return ""


def _lost(error: Exception) -> str:
    return "took too long" if isinstance(error, ProcessTimeout) else "killed its process"
