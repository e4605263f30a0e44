from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from capture.errors import ReaderCrashed, ReaderTimeout
from capture.pages import Page
from capture.pool import PagePool
from capture.probe import FileKind, Limits
from capture.workers.warm import ProcessDied, ProcessTimeout, WarmProcess

SOON = 120
"""Seconds within which a process is made and answers, on a machine that is busy with other things."""
PAGE_SECONDS = 8
"""Enough to read an empty page on such a machine; a worker that stands still costs the test as long."""


@pytest.fixture
def warm() -> Iterator[WarmProcess]:
    process = WarmProcess(os.getpid, (), expected=(OSError,))
    yield process
    process.end()


def test_calls_are_answered_by_one_and_the_same_process(warm: WarmProcess) -> None:
    first = warm.call(SOON, os.getpid)
    assert first != os.getpid()
    assert warm.call(SOON, os.getpid) == first


def test_expected_errors_are_passed_on_and_the_process_lives(warm: WarmProcess) -> None:
    first = warm.call(SOON, os.getpid)
    with pytest.raises(FileNotFoundError):
        warm.call(SOON, os.stat, "/no such file")
    assert warm.call(SOON, os.getpid) == first


def test_other_errors_end_the_process_and_the_next_call_finds_a_new_one(
    warm: WarmProcess, capfd: pytest.CaptureFixture[str]
) -> None:
    first = warm.call(SOON, os.getpid)
    with pytest.raises(ProcessDied):
        warm.call(SOON, int, "no number")
    assert warm.call(SOON, os.getpid) != first
    capfd.readouterr()


def test_a_hanging_call_is_ended(warm: WarmProcess) -> None:
    warm.start()
    started = time.monotonic()
    with pytest.raises(ProcessTimeout):
        warm.call(0.3, time.sleep, 600)
    assert time.monotonic() - started < SOON
    assert warm.call(SOON, abs, -1) == 1


def test_a_process_killed_while_idle_is_replaced(warm: WarmProcess) -> None:
    first = warm.call(SOON, os.getpid)
    os.kill(first, signal.SIGKILL)
    psutil.Process(first).wait(SOON)
    assert warm.call(SOON, os.getpid) != first


def test_a_process_killed_at_its_work_is_noticed_at_once(warm: WarmProcess, tmp_path: Path) -> None:
    os.mkfifo(work := tmp_path / "work")
    worker = warm.call(SOON, os.getpid)

    def kill_at_work() -> None:
        with work.open("w"):  # opens once the process has it open to read
            os.kill(worker, signal.SIGKILL)

    killer = threading.Thread(target=kill_at_work)
    killer.start()
    started = time.monotonic()
    with pytest.raises(ProcessDied):
        warm.call(600, Path.read_text, work)
    assert time.monotonic() - started < SOON
    killer.join()


class TestPool:
    """With the reader that reads nothing; what matters is who dies."""

    @pytest.fixture
    def pool(self) -> Iterator[PagePool]:
        with PagePool(2, Limits(page_seconds=PAGE_SECONDS), "none") as made:
            yield made

    def workers(self, pool: PagePool) -> list[int]:
        deadline = time.monotonic() + SOON
        while time.monotonic() < deadline:
            found = [
                child.pid for child in psutil.Process().children() if "spawn_main" in str(child.cmdline())
            ]
            if len(found) == pool.workers:
                return found
            time.sleep(0.05)
        raise AssertionError("the workers never came")

    def picture(self, tmp_path: Path) -> Path:
        (tmp_path / "p.bmp").write_bytes(
            b"BM" + (54 + 300 * 300 * 3).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
            + (40).to_bytes(4, "little") + (300).to_bytes(4, "little") * 2 + bytes([1, 0, 24, 0])
            + bytes(24) + b"\xff" * (300 * 300 * 3)
        )  # fmt: skip
        return tmp_path / "p.bmp"

    def test_workers_killed_while_idle_are_replaced(self, pool: PagePool, tmp_path: Path) -> None:
        page = self.picture(tmp_path)
        for _ in range(3):
            for pid in self.workers(pool):
                os.kill(pid, signal.SIGKILL)
            pages = [pool.submit(page, FileKind.BMP, 1) for _ in range(4)]
            results = [future.exception(timeout=SOON) or future.result() for future in pages]
            assert sum(isinstance(result, Page) for result in results) >= 2
            assert all(isinstance(result, Page | ReaderCrashed) for result in results)

    def test_a_worker_that_stands_still_costs_its_page_only(self, pool: PagePool, tmp_path: Path) -> None:
        page = self.picture(tmp_path)
        assert isinstance(pool.submit(page, FileKind.BMP, 1).result(timeout=SOON), Page)
        os.kill(self.workers(pool)[0], signal.SIGSTOP)
        errors = [pool.submit(page, FileKind.BMP, 1) for _ in range(4)]
        failed = [future for future in errors if isinstance(future.exception(timeout=SOON), ReaderTimeout)]
        assert len(failed) <= 1
        assert isinstance(pool.submit(page, FileKind.BMP, 1).result(timeout=SOON), Page)

    def test_closing_fails_what_is_waiting_and_leaves_no_process(self, tmp_path: Path) -> None:
        pool = PagePool(1, Limits(), "none")
        pages = [pool.submit(self.picture(tmp_path), FileKind.BMP, 1) for _ in range(50)]
        pool.close()
        outcomes = [future.exception(timeout=SOON) for future in pages]
        assert any(isinstance(outcome, ReaderCrashed) for outcome in outcomes)
        assert isinstance(pool.submit(self.picture(tmp_path), FileKind.BMP, 1).exception(), ReaderCrashed)
        assert not [child for child in psutil.Process().children() if "spawn_main" in str(child.cmdline())]
