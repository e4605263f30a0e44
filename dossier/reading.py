"""``dossier read``: recognise and decide files without storing anything."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.pages import Page
from capture.pool import PagePool
from capture.probe import Limits, Probe, probe_file
from classify.profile import Profile
from dossier.digitise import decide_documents, is_unread, unread_page
from dossier.shapes import FailedFile, ReadFile
from dossier.shaping import missing_file, shape_document, shape_error, shape_page


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """How files are to be read and decided."""

    profile: Profile
    limits: Limits
    own: Sequence[str]
    today: dt.date
    language: str


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file that can be read, and how many pages it has."""

    path: Path
    probe: Probe


@dataclass(frozen=True, slots=True)
class _Begun:
    path: Path
    probe: Probe
    pages: tuple[Future[Page], ...]


def look_at(paths: Sequence[Path], job: ReadingJob) -> list[SeenFile | FailedFile]:
    """Find out what the files are, in the order given; those that can't be read say why."""
    return [_look_at(path, job) for path in paths]


def _look_at(path: Path, job: ReadingJob) -> SeenFile | FailedFile:
    try:
        return SeenFile(path, probe_file(path, job.limits))
    except CaptureError as error:
        return FailedFile(file=str(path), error=shape_error(error, job.language))
    except OSError as error:
        return FailedFile(file=str(path), error=missing_file(path, error, job.language))


def count_pages(files: Sequence[SeenFile | FailedFile]) -> int:
    """Return how many pages there are to read."""
    return sum(file.probe.pages for file in files if isinstance(file, SeenFile))


def read_files(
    files: Sequence[SeenFile | FailedFile], job: ReadingJob, pool: PagePool, page_done: Callable[[], None]
) -> list[ReadFile | FailedFile]:
    """Read and decide files; the answers stand in the order given, one per file.

    ``page_done`` is called after each page, from any thread, for a progress bar.
    """
    begun = [file if isinstance(file, FailedFile) else _begin(file, pool, page_done) for file in files]
    return [one if isinstance(one, FailedFile) else _finish(one, job, pool) for one in begun]


def _begin(file: SeenFile, pool: PagePool, page_done: Callable[[], None]) -> _Begun:
    numbers = range(1, file.probe.pages + 1)
    pages = tuple(pool.submit(file.path, file.probe.kind, number) for number in numbers)
    for page in pages:
        page.add_done_callback(lambda _page: page_done())
    return _Begun(file.path, file.probe, pages)


def _finish(begun: _Begun, job: ReadingJob, pool: PagePool) -> ReadFile | FailedFile:
    pages: list[Page] = []
    failure: CaptureError | None = None
    for number, future in enumerate(begun.pages, start=1):
        try:
            pages.append(_page_or_second_try(begun, number, future, pool))
        except CaptureError as error:
            failure = error
            pages.append(unread_page(number, error))
    if failure is not None and all(is_unread(page) for page in pages):
        return FailedFile(file=str(begun.path), error=shape_error(failure, job.language))
    documents = decide_documents(pages, job.profile, own=job.own, today=job.today)
    return ReadFile(
        file=str(begun.path),
        sha256=hash_file(begun.path),
        pages=[shape_page(page, job.language) for page in pages],
        documents=[shape_document(document, job.language) for document in documents],
    )


def _page_or_second_try(begun: _Begun, number: int, future: Future[Page], pool: PagePool) -> Page:
    try:
        return future.result()
    except (ReaderCrashed, ReaderTimeout):
        return pool.submit(begun.path, begun.probe.kind, number).result()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hex."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
