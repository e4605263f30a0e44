"""The page pool with real processes: one page's fault is nobody else's."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest

from capture.errors import CaptureError
from capture.pages import Page
from capture.pool import PagePool, PageTask
from capture.probe import FileKind, Limits

_SOON = 120


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import fault_readers

    yield fault_readers
    sys.modules.pop("fault_readers", None)


def _pool(read: Callable[[PageTask], Page], **limits: int) -> PagePool:
    return PagePool(1, Limits(**limits), "none", read=read)


def _codes(pool: PagePool, pages: int = 2) -> list[str]:
    """Return for each page the code it failed with, or ``read``."""
    futures = [pool.submit(Path("any"), FileKind.PNG, number) for number in range(1, pages + 1)]
    codes = []
    for future in futures:
        error = future.exception(timeout=_SOON)
        assert error is None or isinstance(error, CaptureError)
        codes.append(error.code if isinstance(error, CaptureError) else "read")
    return codes


@pytest.mark.parametrize("fault", ["crash", "fail", "eat_memory"])
def test_a_page_that_breaks_its_reader_fails_alone(faults: object, fault: str) -> None:
    with _pool(getattr(faults, fault), page_memory_mb=1024) as pool:
        assert _codes(pool) == ["reader_crashed", "read"]


def test_a_page_that_hangs_fails_with_timeout_and_the_next_is_read(faults: object) -> None:
    with _pool(faults.hang, page_seconds=2) as pool:
        assert _codes(pool) == ["timeout", "read"]


def test_an_urgent_page_is_read_before_those_that_wait(faults: object, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with _pool(faults.in_turn) as pool:
        first = pool.submit(begun, FileKind.PNG, 1)
        while not begun.exists():
            time.sleep(0.01)
        others = [pool.submit(begun, FileKind.PNG, number) for number in (2, 3)]
        urgent = pool.submit(begun, FileKind.PNG, 4, urgent=True)
        (tmp_path / "go").touch()
        for page in (first, *others, urgent):
            page.result(timeout=_SOON)
    assert begun.read_text().split() == ["1", "4", "2", "3"]


def test_errors_of_a_page_come_through_with_their_code(tmp_path: Path) -> None:
    torn = tmp_path / "torn.jpg"
    torn.write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    with PagePool(1, Limits(), "none") as pool:
        error = pool.submit(torn, FileKind.JPEG, 1).exception(timeout=_SOON)
    assert isinstance(error, CaptureError)
    assert error.code == "unreadable"
    assert str(error.hint)


def test_pages_are_read_in_worker_processes(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    with pymupdf.open() as document:
        document.new_page(width=200, height=100).insert_text((20, 50), "a page with enough text of its own")
        document.save(path)
    with PagePool(1, Limits(), "none") as pool:
        page = pool.submit(path, FileKind.PDF, 1).result(timeout=_SOON)
    assert page.text == "a page with enough text of its own"


_PARENT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
if __name__ == "__main__":
    import fault_readers
    from capture.pool import PagePool
    from capture.probe import FileKind, Limits
    pool = PagePool(1, Limits(), "none", read=fault_readers.wait_for_file)
    pool.submit(Path(sys.argv[2]), FileKind.PNG, 1).result()
"""


def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    script, note = tmp_path / "parent.py", tmp_path / "pid"
    script.write_text(_PARENT)
    with subprocess.Popen([sys.executable, str(script), str(Path(__file__).parent), str(note)]) as parent:
        worker = int(_written(note))
        parent.kill()
    _wait(lambda: not _lives(worker), f"process {worker} outlives its parent")


def _written(note: Path) -> str:
    _wait(lambda: note.exists() and note.read_text() != "", "no worker started")
    return note.read_text()


def _lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def _wait(condition: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + _SOON
    while not condition():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def test_a_worker_that_has_grown_too_large_is_replaced_between_two_pages(faults: object) -> None:
    with _pool(faults.keep_memory, worker_memory_mb=1) as pool:
        processes = [
            pool.submit(Path("any"), FileKind.PNG, number).result(timeout=_SOON).width
            for number in range(1, 13)
        ]
    assert 1 < len(set(processes)) < len(processes)
