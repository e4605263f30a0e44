"""Pictures of pages and searchable PDFs, made in processes of their own.

A page that made its reader hang or crash is shown all the same, for a person has to look at it. Drawn in the
process that serves everybody it would stop that one, too; here it costs a process that is made anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.files.halves import Knife, cut_page
from capture.photos.glance import look_at_photo
from capture.pool import start_worker
from capture.probe import FileKind, Limits
from capture.raster import page_picture
from capture.searchable import SourcePage, write_searchable
from capture.workers.warm import ProcessDied, ProcessTimeout, WarmProcess

T = TypeVar("T")

SECONDS = 30.0
SECONDS_A_PAGE = 5.0
TRIES = 2


class Drawer:
    """Two warm processes, one for pictures and one for PDFs; usable from many threads, made when needed."""

    def __init__(self, limits: Limits, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._limits = limits
        self._pictures = _Hand(limits)
        self._papers = _Hand(limits)

    def picture(
        self, path: Path, kind: FileKind, number: int, rotation: int, side: int, password: str | None = None
    ) -> bytes:
        """Return a page as JPEG for a screen, turned upright, its longer side at most ``side``.

        Raises:
            CaptureError: the page cannot be drawn.
            OSError: the file is not there or may not be opened.
        """
        asked = (path, kind, number, rotation, side, password)
        return self._pictures.call(number, self._seconds, page_picture, *asked)

    def halves(
        self, path: Path, kind: FileKind, number: int, knife: Knife, password: str | None = None
    ) -> tuple[bytes, bytes]:
        """Return the two parts that a page is cut into, as PNG; see ``capture.files.halves``.

        Raises:
            CaptureError: the page cannot be drawn.
            OSError: the file is not there or may not be opened.
        """
        asked = (path, kind, number, knife, self._limits, password)
        return self._pictures.call(number, self._seconds, cut_page, *asked)

    def glance(self, path: Path) -> tuple[str, ...]:
        """Return what is wrong with a phone photo before it is filed; see ``capture.photos.glance``.

        Raises:
            CaptureError: it is no picture, or cannot be decoded.
            OSError: the file is not there or may not be opened.
        """
        return self._pictures.call(1, self._seconds, look_at_photo, path, self._limits)

    def searchable(self, parts: Sequence[SourcePage], out: Path) -> None:
        """Write the pages of one document as a searchable PDF.

        Raises:
            CaptureError: a source cannot be read.
            OSError: it cannot be written.
        """
        seconds = self._seconds + SECONDS_A_PAGE * len(parts)
        self._papers.call(parts[0].number if parts else 1, seconds, write_searchable, list(parts), out)

    def close(self) -> None:
        """End the processes."""
        self._pictures.end()
        self._papers.end()

    def __enter__(self) -> Drawer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Hand:
    """One process and the thread that feeds it: the process dies with the thread that started it."""

    def __init__(self, limits: Limits) -> None:
        self._process = WarmProcess(
            start_worker, (os.getpid(), limits, "none"), expected=(CaptureError, OSError)
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawer")
        self._ending = False

    def call(self, page: int, seconds: float, function: Callable[..., T], *arguments: object) -> T:
        return self._thread.submit(self._call, page, seconds, function, arguments).result()

    def _call(
        self, page: int, seconds: float, function: Callable[..., T], arguments: tuple[object, ...]
    ) -> T:
        crash: ProcessDied | None = None
        for _ in range(TRIES):  # the first may have been killed while it had nothing to do
            try:
                return self._process.call(seconds, function, *arguments)
            except ProcessTimeout as error:
                raise ReaderTimeout(page=page, seconds=round(seconds)) from error
            except ProcessDied as error:
                crash = error
                if self._ending:
                    break
        raise ReaderCrashed(page=page) from crash

    def end(self) -> None:
        self._ending = True
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._process.kill()
        self._thread.shutdown()
        self._process.end()
