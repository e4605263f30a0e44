"""A page that kills its reader is marked unread; it never stops the others."""

from __future__ import annotations

import datetime as dt
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pymupdf
import pytest

from capture.pool import PagePool
from dossier import intake
from dossier.settings import Settings
from dossier.wiring import Service, open_service
from dossier.worker import LEASE, Conductor
from storage.database import Database
from storage.errors import StorageFull
from storage.states import ScanState
from storage.values import Scan
from storage.viewer import SYSTEM
from storage.work import Work

sys.path.insert(0, str(Path(__file__).parent))
import faulty_readers

SETTINGS = {"page_seconds": 15, "page_memory_mb": 1024, "reader": "none"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with open_service(Settings(data=tmp_path / "data", **SETTINGS)) as opened:
        yield opened


@pytest.fixture
def pool(service: Service) -> Iterator[PagePool]:
    with PagePool(2, service.limits, "none", read=faulty_readers.read) as made:
        yield made


@pytest.fixture
def patient(service: Service) -> Iterator[PagePool]:
    """A single worker that begins a page and then waits until it may go on."""
    with PagePool(1, service.limits, "none", read=faulty_readers.read_in_turn) as made:
        yield made


def paper(folder: Path, name: str, pages: int, title: str = "") -> Path:
    with pymupdf.open() as document:
        for number in range(1, pages + 1):
            page = document.new_page()
            page.insert_text((72, 100), f"送货单 {name}", fontname="china-s", fontsize=20)
            page.insert_text((72, 200), f"第 {number} 页 收货单位：华东机械有限公司", fontname="china-s")
        document.set_metadata({"title": title, "subject": name})
        document.save(folder / f"{name}.pdf")
    return folder / f"{name}.pdf"


def row(service: Service, scan: Scan) -> Scan:
    with service.database.reading() as work:
        return work.scans.get(SYSTEM, scan.id)


def pages_of(service: Service, scan_id: int) -> int:
    with service.database.reading() as work:
        return len(work.pages.of_scan(scan_id))


def unread(service: Service, scan: Scan) -> list[tuple[int, str | None]]:
    with service.database.reading() as work:
        return [(page.number, page.error_code) for page in work.pages.of_scan(scan.id) if page.error_code]


def work_off(service: Service, pool: PagePool) -> None:
    conductor = Conductor(service, pool, workers=2)
    thread = threading.Thread(target=conductor.run)
    thread.start()
    deadline = time.monotonic() + 400
    try:
        while time.monotonic() < deadline:
            with service.database.reading() as work:
                if work.scans.balance().working == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the work never ended")
    finally:
        conductor.stop()
        thread.join()


@pytest.mark.timeout(600)
def test_pages_that_kill_their_reader_cost_only_themselves(
    service: Service, pool: PagePool, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = [intake.take_in(service, paper(folder, f"good {number}", 1)) for number in range(4)]
    alone = {
        mark: intake.take_in(service, paper(folder, mark, 1, f"{mark} 1")) for mark in ("CRASH", "FOREIGN")
    }
    part = {
        mark: intake.take_in(service, paper(folder, f"part {mark}", 3, f"{mark} 2"))
        for mark in ("CRASH", "HANG", "HUNGRY")
    }
    work_off(service, pool)
    codes = {
        "CRASH": "reader_crashed",
        "HANG": "timeout",
        "HUNGRY": "reader_crashed",
        "FOREIGN": "reader_crashed",
    }
    for scan in good:
        assert row(service, scan).state in (ScanState.FILED, ScanState.REVIEW)
        assert unread(service, scan) == []
    for mark, scan in alone.items():
        assert (row(service, scan).state, row(service, scan).error_code) == (ScanState.REJECTED, codes[mark])
    for mark, scan in part.items():
        assert row(service, scan).state is ScanState.REVIEW
        assert unread(service, scan) == [(2, codes[mark])]


@dataclass(frozen=True, slots=True)
class JumpingService(Service):
    """A service on a machine whose clock jumps by hours between any two looks at it."""

    jumps: list[int] = field(default_factory=list)

    def now(self) -> dt.datetime:
        self.jumps.append(1)
        hours = (-30, 5, 0, 700, -3)[len(self.jumps) % 5]
        return dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hours)


@pytest.mark.timeout(600)
def test_a_clock_that_jumps_files_everything_once(service: Service, pool: PagePool, tmp_path: Path) -> None:
    jumping = JumpingService(
        service.settings,
        service.database,
        service.files,
        service.plan,
        service.limits,
        service.probe,
        service.drawer,
    )
    folder = tmp_path / "in"
    folder.mkdir()
    scans = [intake.take_in(jumping, paper(folder, f"paper {number}", 2)) for number in range(6)]
    work_off(jumping, pool)
    assert len(jumping.jumps) > 20
    with service.database.reading() as work:
        for scan in scans:
            pages = [page for one in work.documents.of_scan(SYSTEM, scan.id) for page in one.pages]
            assert sorted(page.number for page in pages) == [1, 2]
        assert work.scans.balance().seen == 6
        assert work.audit.verify() is None


def begun(folder: Path) -> list[str]:
    path = folder / "begun"
    return path.read_text().split() if path.exists() else []


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.timeout(300)
def test_a_worker_reads_on_while_what_it_read_is_being_filed(
    service: Service, patient: PagePool, tmp_path: Path
) -> None:
    scan = intake.take_in(service, paper(tmp_path, "p", 2, str(tmp_path)))
    seen: list[list[str]] = []

    def being_filed() -> None:
        if not seen:
            wait_until(lambda: len(begun(tmp_path)) == 2)
        seen.append(begun(tmp_path))

    (tmp_path / "go").touch()
    conductor = Conductor(service, patient, workers=1, only=frozenset({scan.id}), page_done=being_filed)
    conductor.run_until_done()
    assert seen[0] == ["p1", "p2"]


@pytest.mark.timeout(300)
def test_what_a_person_brings_overtakes_what_waits_for_a_worker(
    service: Service, patient: PagePool, tmp_path: Path
) -> None:
    scan = intake.take_in(service, paper(tmp_path, "p", 3, str(tmp_path)))
    finished: set[int] = set()
    conductor = Conductor(service, patient, workers=1, finished=lambda one, _state: finished.add(one))
    while not begun(tmp_path):
        conductor.step()
    with paper(tmp_path, "urgent", 1, str(tmp_path)).open("rb") as stream:
        brought = intake.upload(service, SYSTEM, "urgent.pdf", stream)
    while not pages_of(service, brought):
        conductor.step()
    conductor.step()  # its page is handed out
    (tmp_path / "go").touch()
    while finished != {scan.id, brought}:
        conductor.step()
    assert begun(tmp_path) == ["p1", "urgent1", "p2", "p3"]


class FullDisk(Database):
    """A database whose disk is full at the end of each unit of work that ``strikes`` says true of."""

    strikes: Callable[[Work], bool] = staticmethod(lambda _work: False)

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        with super().unit_of_work() as work:
            yield work
            if self.strikes(work):
                raise StorageFull("no room")


@pytest.mark.timeout(300)
def test_a_paper_whose_last_step_met_a_full_disk_is_placed_when_there_is_room(
    service: Service, pool: PagePool, tmp_path: Path
) -> None:
    scan = intake.take_in(service, paper(tmp_path, "full", 1))
    database = FullDisk(service.settings.database)
    struck: set[str] = set()

    def strikes(work: Work) -> bool:
        """Strike once where the rows of its pages are made, and once where it is placed."""
        placed = work.scans.get(SYSTEM, scan.id).state is not ScanState.WORKING
        step = "placed" if placed else "pages" if work.pages.of_scan(scan.id) else "before"
        first = step not in struck
        struck.add(step)
        return first and step != "before"

    database.strikes = strikes
    work_off(replace(service, database=database), pool)
    assert {"pages", "placed"} <= struck
    assert row(service, scan).state is ScanState.REVIEW
    with service.database.reading() as work:
        assert len(work.documents.of_scans(SYSTEM, [scan.id])[scan.id]) == 1
    database.close()


def test_a_broken_file_that_another_process_took_over_is_let_go(
    service: Service, pool: PagePool, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nonsense")
    scan = intake.take_in(service, tmp_path / "broken.pdf")
    conductor = Conductor(service, pool, workers=1)
    conductor._take_files()
    with service.database.unit_of_work() as work:
        work.scans.release(conductor._owner)
        assert work.scans.claim_one(scan.id, "another", service.now(), LEASE)
    conductor._receive(conductor._done.get(timeout=30))
    assert not conductor._held
    assert not conductor._again
    assert row(service, scan).state is ScanState.WORKING
