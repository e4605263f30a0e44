"""The readers that are measured beside each other: ours, and what an office could install instead.

Each gets pictures on disk and both cores in the way it is meant to be used, and gives the text of each page:

- ours: the page pool with two workers;
- RapidOCR: its pipeline as it comes out of the wheel, one process, its own threads;
- Tesseract: ``chi_sim+eng``, psm 3, two processes of one thread (left to itself it is slower);
- OCRmyPDF: a PDF of the pictures, ``-l chi_sim+eng --jobs 2``, with the lightest output it offers and no
  optimising, in an environment of its own under ``data/bench``, made when it is first asked for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import pymupdf
from PIL import Image

from capture.pages import Page
from capture.pool import PageFuture, PagePool
from capture.probe import Limits, probe_file

HOME = Path(__file__).resolve().parent.parent / "data/bench"
_LANGUAGES = "chi_sim+eng"
_PAGE_SECONDS = 300


class Peer(Protocol):
    """Reads pictures to text."""

    name: str

    def read(self, pictures: Sequence[Path]) -> list[str]:
        """Return the text of each picture, in order."""
        ...

    def close(self) -> None:
        """End what it started."""
        ...


class Ours:
    """The page pool, as the service runs it."""

    name = "Dossier"

    def __init__(self, workers: int = 2, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.pool = PagePool(workers, self.limits, "rapidocr")

    def submit(self, path: Path) -> PageFuture:
        """Hand in one picture."""
        return self.pool.submit(path, probe_file(path, self.limits).kind, 1)

    def read_pages(self, pictures: Sequence[Path]) -> list[Page]:
        """Return all that was found on each picture."""
        waiting = [self.submit(path) for path in pictures]
        return [one.result() for one in waiting]

    def read(self, pictures: Sequence[Path]) -> list[str]:
        """Return the text of each picture, in order."""
        return [page.text for page in self.read_pages(pictures)]

    def close(self) -> None:
        """End the workers."""
        self.pool.close()


_plain: Any = None


def _start_plain() -> None:
    global _plain
    from rapidocr import RapidOCR

    _plain = RapidOCR(params={"Global.log_level": "error"})


def _read_plain(path: str) -> str:
    return "\n".join(_plain(path).txts or ())


class PlainRapidOcr:
    """RapidOCR's own pipeline with its defaults."""

    name = "RapidOCR"

    def __init__(self) -> None:
        self._process = ProcessPoolExecutor(1, get_context("spawn"), _start_plain)

    def read(self, pictures: Sequence[Path]) -> list[str]:
        """Return the text of each picture, in order."""
        return list(self._process.map(_read_plain, map(str, pictures)))

    def close(self) -> None:
        """End its process."""
        self._process.shutdown()


class PlainTesseract:
    """The program, with the data of Debian's packages."""

    name = "Tesseract"

    def __init__(self) -> None:
        if shutil.which("tesseract") is None:
            raise LookupError("tesseract is not installed")
        self._threads = ThreadPoolExecutor(2)

    def read(self, pictures: Sequence[Path]) -> list[str]:
        """Return the text of each picture, in order."""
        return list(self._threads.map(self._one, pictures))

    def _one(self, path: Path) -> str:
        return run(
            ["tesseract", str(path), "stdout", "-l", _LANGUAGES, "--psm", "3"], {"OMP_THREAD_LIMIT": "1"}
        )

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown()


class OcrMyPdf:
    """OCRmyPDF on a PDF made of the pictures."""

    name = "OCRmyPDF"

    def __init__(self) -> None:
        if shutil.which("tesseract") is None:
            raise LookupError("tesseract is not installed")
        self._program = _install_ocrmypdf()

    def read(self, pictures: Sequence[Path]) -> list[str]:
        """Return the text of each picture, in order."""
        with tempfile.TemporaryDirectory() as folder:
            source, words = Path(folder) / "in.pdf", Path(folder) / "words.txt"
            _bind(pictures, source)
            command = [str(self._program), "-l", _LANGUAGES, "--jobs", "2", "--output-type", "pdf"]
            command += ["--optimize", "0", "--sidecar", str(words), "-q", str(source), f"{folder}/out.pdf"]
            run(command, {})
            pages = words.read_text("utf-8").split("\f")
        return pages[: len(pictures)]

    def close(self) -> None:
        """Nothing is left over."""


def _install_ocrmypdf() -> Path:
    """Return the program, put into an environment of the bench's own where it is not there yet.

    Raises:
        LookupError: It cannot be installed here; the text says why.
    """
    program = HOME / "venv/bin/ocrmypdf"
    if not program.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            venv.create(HOME / "venv", with_pip=True, clear=True)
            run([str(HOME / "venv/bin/pip"), "install", "-q", "ocrmypdf"], {})
        except (OSError, subprocess.SubprocessError, RuntimeError) as error:
            raise LookupError(f"OCRmyPDF cannot be installed: {str(error)[-300:]}") from error
    return program


def _bind(pictures: Sequence[Path], out: Path) -> None:
    """Lay the JPEGs into a PDF unchanged, each at its own resolution."""
    with pymupdf.open() as document:
        for path in pictures:
            with Image.open(path) as picture:
                scale = 72 / float(picture.info.get("dpi", (200, 200))[0])
                page = document.new_page(width=picture.width * scale, height=picture.height * scale)
            page.insert_image(page.rect, filename=str(path))
        document.save(out)


def run(command: Sequence[str], more: dict[str, str]) -> str:
    """Run a program; return what it prints.

    Raises:
        RuntimeError: It failed; the text is the end of what it said.
    """
    environment = os.environ | more
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=_PAGE_SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    return done.stdout


def others() -> list[Peer]:
    """Return the other readers that can run here; say of the rest why not."""
    found: list[Peer] = []
    for make in (PlainRapidOcr, PlainTesseract, OcrMyPdf):
        try:
            found.append(make())
        except LookupError as error:
            print(f"{make.name} is left out: {error}", file=sys.stderr)
    return found
