from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pymupdf
import pytest

from bench.damagepdf import paper as paper_objects
from bench.damagepdf import write_pdf
from capture.errors import EmptyFile, ReaderTimeout
from capture.probe import FileKind, Limits, Probe, probe_file
from capture.workers.prober import Prober


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
    with Prober(Limits(), seconds=3) as prober:  # enough to open a paper on a busy machine
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


def test_a_file_that_takes_long_does_not_hold_up_the_next_one(paper: Path) -> None:
    with Prober(Limits(), seconds=240) as prober, ThreadPoolExecutor(1) as slow:
        prober(paper)
        (hanging,) = probing_processes()
        hanging.send_signal(signal.SIGSTOP)
        waiting = slow.submit(prober, paper)
        while not prober._lanes[0].lock.locked():
            time.sleep(0.01)
        assert prober(paper) == Probe(FileKind.PDF, 2)
        assert not waiting.done()
        hanging.send_signal(signal.SIGCONT)
        assert waiting.result() == Probe(FileKind.PDF, 2)


def test_pages_nested_as_deep_as_they_are_many_are_looked_at_for_seconds_only(tmp_path: Path) -> None:
    pages, made = 1900, paper_objects()
    made[2] = b"<< /Type /Pages /Kids [10 0 R] /Count %d >>" % pages
    for number in range(pages):
        node, leaf, rest = 10 + number, 9000 + number, pages - number
        follower = b"%d 0 R" % (node + 1) if rest > 1 else b""
        made[node] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R %s] /Count %d >>" % (
            node - 1 if number else 2, leaf, follower, rest,
        )  # fmt: skip
        made[leaf] = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 300 300] >>" % node
    path = tmp_path / "deep.pdf"
    path.write_bytes(write_pdf(made))
    begun = time.process_time()
    assert probe_file(path, Limits()) == Probe(FileKind.PDF, pages)
    assert time.process_time() - begun < 60
