from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pymupdf
import pytest

from capture.errors import EmptyFile, ReaderTimeout
from capture.probe import FileKind, Limits, Probe
from capture.prober import Prober


@pytest.fixture(scope="module")
def prober():
    with Prober(Limits()) as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    with pymupdf.open() as document:
        document.new_page()
        document.new_page()
        document.save(tmp_path / "paper.pdf")
    return tmp_path / "paper.pdf"


def test_it_says_what_a_file_is(prober: Prober, paper: Path) -> None:
    assert prober(paper) == Probe(FileKind.PDF, 2)


def test_it_passes_refusals_on(prober: Prober, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(EmptyFile):
        prober(tmp_path / "empty")
    with pytest.raises(FileNotFoundError):
        prober(tmp_path / "nothing")


def test_a_process_that_dies_is_made_anew(prober: Prober, paper: Path) -> None:
    prober(paper)
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            os.kill(child.pid, signal.SIGKILL)
    assert prober(paper) == Probe(FileKind.PDF, 2)


def test_a_file_that_takes_too_long_is_given_up(paper: Path) -> None:
    with Prober(Limits(), seconds=0.000001) as hasty, pytest.raises(ReaderTimeout):
        hasty(paper)


def test_nothing_is_started_before_it_is_needed() -> None:
    before = psutil.Process().children()
    Prober(Limits()).close()
    assert psutil.Process().children() == before
