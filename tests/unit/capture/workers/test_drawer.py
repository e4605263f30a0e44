"""Pages are drawn in a process of their own: one that hangs costs itself and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import psutil
import pymupdf
import pytest
from PIL import Image

from bench.craftpdf import laughing
from capture.errors import ReaderTimeout, UnreadableFile
from capture.pipeline import read_file
from capture.probe import FileKind, Limits
from capture.searchable import SourcePage
from capture.workers.drawer import Drawer


@pytest.fixture(scope="module")
def drawer() -> Iterator[Drawer]:
    with Drawer(Limits()) as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 100), "a paper with a text of its own")
        document.save(tmp_path / "paper.pdf")
    return tmp_path / "paper.pdf"


def test_pictures_and_searchable_pdfs_are_made(drawer: Drawer, paper: Path, tmp_path: Path) -> None:
    with Image.open(io.BytesIO(drawer.picture(paper, FileKind.PDF, 1, 90, 400))) as shown:
        assert max(shown.size) in range(390, 401)
        assert shown.width > shown.height
    (page,) = read_file(paper, reader="none")
    drawer.searchable([SourcePage(paper, FileKind.PDF, 1, page)], tmp_path / "out.pdf")
    with pymupdf.open(tmp_path / "out.pdf") as document:
        assert "of its own" in document[0].get_text()


def test_refusals_come_through(drawer: Drawer, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with pytest.raises(UnreadableFile):
        drawer.picture(tmp_path / "broken.jpg", FileKind.JPEG, 1, 0, 400)
    with pytest.raises(FileNotFoundError):
        drawer.picture(tmp_path / "nothing.jpg", FileKind.JPEG, 1, 0, 400)


def test_a_page_that_would_be_drawn_for_years_is_given_up(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "laughs.pdf").write_bytes(laughing(40, 10))
    with Drawer(Limits(), seconds=3.0) as drawer:  # enough to draw a paper on a busy machine
        with pytest.raises(ReaderTimeout):
            drawer.picture(tmp_path / "laughs.pdf", FileKind.PDF, 1, 0, 400)
        assert drawer.picture(paper, FileKind.PDF, 1, 0, 400).startswith(b"\xff\xd8")


def drawing() -> set[int]:
    """Return the processes that draw; Python's own process that watches over shared memory stays."""
    children = psutil.Process().children()
    return {child.pid for child in children if "spawn_main" in " ".join(child.cmdline())}


def test_nothing_is_left_when_it_is_closed(paper: Path) -> None:
    before = drawing()
    with Drawer(Limits()) as made:
        made.picture(paper, FileKind.PDF, 1, 0, 100)
        assert drawing() > before
    assert drawing() == before
