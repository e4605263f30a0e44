"""``dossier read``: recognise and decide files without storing anything."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
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
class _Begun:
    path: Path
    probe: Probe
    pages: tuple[Future[Page], ...]


def read_files(
    paths: Sequence[Path], job: ReadingJob, pool: PagePool, done: Callable[[Path], None]
) -> list[ReadFile | FailedFile]:
    """Read and decide files; the answers stand in the order given, one per path.

    ``done`` is called after each file, for a progress bar.
    """
    answers: list[ReadFile | FailedFile] = []
    for begun in list(_begin_all(paths, job, pool)):
        if isinstance(begun, FailedFile):
            answers.append(begun)
        else:
            answers.append(_finish(begun, job, pool))
        done(paths[len(answers) - 1])
    return answers


def _begin_all(paths: Sequence[Path], job: ReadingJob, pool: PagePool) -> Iterator[_Begun | FailedFile]:
    for path in paths:
        try:
            probe = probe_file(path, job.limits)
        except CaptureError as error:
            yield FailedFile(file=str(path), error=shape_error(error, job.language))
            continue
        except OSError as error:
            yield FailedFile(file=str(path), error=missing_file(path, error, job.language))
            continue
        numbers = range(1, probe.pages + 1)
        pages = tuple(pool.submit(path, probe.kind, number) for number in numbers)
        yield _Begun(path, probe, pages)


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
