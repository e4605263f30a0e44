"""Drawn papers, scanned and read the way the service reads them; what was read is kept beside the scan."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from capture.files.saved import page_from_json, page_to_json
from capture.pages import Box, Line, Page, Reader
from capture.pool import PagePool
from capture.probe import Limits, probe_file
from sample_scans.case import Drawn
from sample_scans.degrade import Level
from sample_scans.render import line_boxes
from sample_scans.scanning import SUFFIXES, file_bytes, scan_all

_DPI = 200


@dataclass(frozen=True, slots=True)
class Job:
    """A paper to be scanned at a level; ``seed`` is how the scanner shook this time."""

    name: str
    drawn: Drawn
    level: Level
    seed: str


def read_jobs(jobs: Sequence[Job], folder: Path, *, workers: int = 1) -> Iterator[tuple[Job, list[Page]]]:
    """Scan and read papers, in order; a paper whose words lie in the folder is not read again."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [job for job in jobs if not _kept(folder, job).exists()]
    if missing:
        limits = Limits()
        with PagePool(workers, limits) as pool:
            for start in range(0, len(missing), 8):
                _read(missing[start : start + 8], folder, pool, limits)
    for job in jobs:
        yield job, [page_from_json(row) for row in _kept(folder, job).read_text("utf-8").splitlines()]


def _kept(folder: Path, job: Job) -> Path:
    return folder / f"{job.name}-{job.level.value}.jsonl"


def _read(jobs: Sequence[Job], folder: Path, pool: PagePool, limits: Limits) -> None:
    begun: list[tuple[Job, list[Future[Page]]]] = []
    for job in jobs:
        scans = scan_all([job.drawn], job.level, random.Random(job.seed))
        kind = "jpg" if len(scans) == 1 else "pdf"
        path = folder / f"{job.name}-{job.level.value}{SUFFIXES[kind]}"
        path.write_bytes(file_bytes(scans, kind))
        probe = probe_file(path, limits)
        begun.append((job, [pool.submit(path, probe.kind, n) for n in range(1, probe.pages + 1)]))
    for job, pages in begun:
        rows = [page_to_json(page.result()) for page in pages]
        _kept(folder, job).write_text("\n".join(rows) + "\n", "utf-8")


def true_pages(drawn: Drawn) -> list[Page]:
    """Return a drawn paper's pages as a perfect reader would read them: for what is not about reading."""
    pages = []
    for number, paper in enumerate(drawn.pages, start=1):
        boxes = line_boxes(paper, _DPI)
        width, height = (round(side * _DPI / 25.4) for side in (paper.width, paper.height))
        lines = tuple(
            Line(text, Box(round(x0), round(y0), round(x1), round(y1)), 0.99, Reader.RAPIDOCR)
            for text, (x0, y0, x1, y1) in boxes
            if text.strip()
        )
        pages.append(Page(number, width, height, 0, lines, _DPI))
    return pages
