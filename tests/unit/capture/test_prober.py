from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pymupdf
import pytest

from capture.errors import EmptyFile, ReaderTimeout
from capture.probe import FileKind, Limits, Probe
from capture.prober import Prober


@pytest.fixture
def prober() -> Iterator[Prober]:
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


def probing_processes() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_a_process_that_dies_while_idle_is_made_anew(paper: Path) -> None:
    with Prober(Limits()) as prober:
        prober(paper)
        for process in probing_processes():
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert prober(paper) == Probe(FileKind.PDF, 2)


def test_a_process_that_hangs_is_given_up_and_the_next_file_is_probed(paper: Path) -> None:
    with Prober(Limits(), seconds=0.5) as prober:
        prober(paper)
        for process in probing_processes():
            process.send_signal(signal.SIGSTOP)
        with pytest.raises(ReaderTimeout):
            prober(paper)
        assert prober(paper) == Probe(FileKind.PDF, 2)


def test_nothing_is_started_before_it_is_needed() -> None:
    before = psutil.Process().children()
    Prober(Limits()).close()
    assert psutil.Process().children() == before
