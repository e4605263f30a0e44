"""The conductor: takes unfinished files from the ledger, has their pages read, places them.

The ledger is the truth: whatever dies, its pages are handed out again. Readers are warm processes
(``capture.pool``); one conductor per process holds files by a lease that other processes respect.
"""

from __future__ import annotations

import datetime as dt
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from capture.errors import CaptureError, ReaderCrashed, ReaderTimeout
from capture.files.saved import page_to_json, seal_rows, warning_codes
from capture.handwriting.captions import writing_rows
from capture.pages import Page
from capture.pool import PagePool
from capture.probe import FileKind, Probe
from capture.workers.prober import LANES
from dossier.digitise import unread_page
from dossier.lease_owners import is_alive, this_process
from dossier.pace import Pace
from dossier.placing import place_scan, reject_scan
from dossier.wiring import Service
from storage.errors import LeaseLost
from storage.states import ScanState
from storage.values import PageRef, PageWork, Scan
from storage.viewer import SYSTEM

LEASE = dt.timedelta(seconds=60)
HEARTBEAT_SECONDS = 15.0
DEAD_OWNERS_SECONDS = 5.0
IDLE_SECONDS = 0.2
HELD_AT_MOST = 64
HELD_FOR_PEOPLE = 16
AHEAD = 1
"""Pages a worker has waiting for it, so that it reads on while this process files what it read before."""
ATTEMPTS = 2
KILLED_ATTEMPTS = 10
EDGE_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Done:
    work: PageWork
    future: Future[Page]


@dataclass(frozen=True, slots=True)
class _Probed:
    scan: Scan
    future: Future[Probe]


def was_killed(error: ReaderCrashed | ReaderTimeout) -> bool:
    """Tell whether the reader ended by SIGKILL, which no page does by itself: memory is bounded otherwise."""
    return getattr(error.__cause__, "exitcode", None) == -signal.SIGKILL


class Conductor:
    """Works off the ledger until stopped. ``only`` limits it to some files."""

    def __init__(
        self,
        service: Service,
        pool: PagePool,
        *,
        workers: int,
        only: frozenset[int] | None = None,
        finished: Callable[[int, ScanState], None] | None = None,
        page_done: Callable[[], None] | None = None,
    ) -> None:
        self._service = service
        self._pool = pool
        self._workers = workers
        self._only = None if only is None else set(only)
        self._finished = finished
        self._page_done = page_done
        self.pace = Pace()
        self._owner = f"{this_process()}"
        self._done: queue.SimpleQueue[_Done | _Probed | None] = queue.SimpleQueue()
        self._probing = ThreadPoolExecutor(LANES, thread_name_prefix="probe")
        self._reading: dict[int, PageWork] = {}
        self._alone: list[PageWork] = []
        self._held: dict[int, Scan] = {}
        self._again: dict[int, float] = {}
        self._pauses: dict[int, float] = {}
        self._next_heartbeat = 0.0
        self._next_burial = 0.0
        self._stop = threading.Event()

    def stop(self) -> None:
        """End ``run`` soon; pages in work are handed out again at the next start."""
        self._stop.set()
        self.wake()

    def wake(self) -> None:
        """Look at the ledger now instead of in a moment."""
        self._done.put(None)

    def run(self) -> None:
        """Work until stopped. A fault of one round is logged and the next round goes on."""
        while not self._stop.is_set():
            try:
                self.step()
            except Exception:  # the worker loop is an edge: whatever fails, the others' papers go on
                log.exception("conductor.round_failed")
                time.sleep(EDGE_PAUSE_SECONDS)
        self._probing.shutdown(wait=False, cancel_futures=True)
        with self._service.database.unit_of_work() as work:
            work.scans.release(self._owner)

    def run_until_done(self) -> None:
        """Work until every file of ``only`` is finished, here or by another process."""
        while not self._stop.is_set() and self._unfinished():
            self.step()

    def step(self) -> None:
        """One round: heartbeat, take files, hand out pages, take in what came back."""
        self._keep_lease()
        self._look_again()
        self._take_files()
        self._hand_out()
        self._take_in()

    def _unfinished(self) -> bool:
        """Tell whether a file of ``only`` is still to be finished; what others finished is dropped."""
        others = sorted((self._only or set()) - self._held.keys())
        if others:
            with self._service.database.reading() as work:
                done = {one for one in others if work.scans.get(SYSTEM, one).state is not ScanState.WORKING}
            self._only = (self._only or set()) - done
        return bool(self._only)

    def _keep_lease(self) -> None:
        now = time.monotonic()
        if now >= self._next_heartbeat and self._held:
            self._next_heartbeat = now + HEARTBEAT_SECONDS
            with self._service.database.unit_of_work() as work:
                work.scans.heartbeat(self._owner, self._service.now(), LEASE)
        if now >= self._next_burial:
            self._next_burial = now + DEAD_OWNERS_SECONDS
            with self._service.database.reading() as work:
                dead = [owner for owner in work.scans.owners() if not is_alive(owner)]
            if dead:
                with self._service.database.unit_of_work() as work:
                    for owner in dead:
                        work.scans.release(owner)

    def _take_files(self) -> None:
        while len(self._held) < HELD_AT_MOST + HELD_FOR_PEOPLE:
            scan = self._claim(urgent=len(self._held) >= HELD_AT_MOST)
            if scan is None:
                return
            self._held[scan.id] = scan
            with self._or_again(scan.id):
                self._prepare(scan)

    def _look_again(self) -> None:
        """Look anew into files whose last step failed, once their pause is over."""
        now = time.monotonic()
        for scan_id in [one for one, due in self._again.items() if due <= now]:
            del self._again[scan_id]
            if scan_id in self._held:
                with self._or_again(scan_id):
                    self._prepare(self._held[scan_id])

    @contextmanager
    def _or_again(self, scan_id: int) -> Iterator[None]:
        """Do a step of a file; where it fails, as on a full disk, the file is looked into again later.

        Nobody else would: its pages are read, and its lease is kept as long as this process lives.
        """
        failed = True
        try:
            yield
            failed = False
        except LeaseLost:  # somebody else works on the file now
            failed = False
            self._held.pop(scan_id, None)
            self._pauses.pop(scan_id, None)
        finally:
            if failed:
                pause = self._pauses.get(scan_id, EDGE_PAUSE_SECONDS)
                self._again[scan_id] = time.monotonic() + pause
                self._pauses[scan_id] = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _claim(self, *, urgent: bool) -> Scan | None:
        """Take one more file; where enough are held, only one that a person waits for."""
        now = self._service.now()
        if self._only is None:
            with self._service.database.unit_of_work() as work:
                return work.scans.claim(self._owner, now, LEASE, urgent=urgent)
        if urgent:
            return None
        for scan_id in sorted(self._only - self._held.keys()):
            with self._service.database.unit_of_work() as work:
                scan = work.scans.claim_one(scan_id, self._owner, now, LEASE)
            if scan is not None:
                return scan
        return None

    def _prepare(self, scan: Scan) -> None:
        """Have a file looked into, beside the others: a slow one holds none of them up."""
        service = self._service
        with service.database.reading() as work:
            password = work.scans.password_of(scan.id)
        future = self._probing.submit(service.probe, service.files.path(scan.sha256), password)
        future.add_done_callback(lambda done: self._done.put(_Probed(scan, done)))

    def _prepared(self, scan: Scan, future: Future[Probe]) -> None:
        """Make the rows of a file's pages; a file that is no document is rejected here."""
        service = self._service
        try:
            probe = future.result()
        except CaptureError as error:
            self._reject(scan, error)
            return
        with service.database.unit_of_work() as work:
            work.scans.set_probe(scan.id, probe.kind.value, probe.pages)
            work.pages.create(scan.id, probe.pages)
        self._place_when_read(scan.id)

    def _reject(self, scan: Scan, error: CaptureError) -> None:
        service = self._service
        reject_scan(service, self._owner, scan, error)
        self._let_go(scan.id, ScanState.REJECTED)

    def _hand_out(self) -> None:
        if self._alone:
            if not self._reading:
                self._submit(self._alone.pop(0))
            return
        room = self._workers * (1 + AHEAD) - len(self._reading)
        for_people = self._workers  # what a person waits for overtakes what waits for a worker
        if room + for_people <= 0:
            return
        skip = frozenset(self._reading)
        with self._service.database.reading() as work:
            pending = work.pages.pending(self._owner, limit=room + for_people, skip=skip)
        for number, page in enumerate(pending):
            if number < room or page.awaited:
                self._submit(page)

    def _submit(self, page: PageWork) -> None:
        if not self._reading:
            self.pace.begin()
        self._reading[PageRef(page.scan_id, page.number).id] = page
        path = self._service.files.path(page.sha256)
        kind = FileKind(page.kind or "")
        future = self._pool.submit(path, kind, page.number, page.password, page.turn, urgent=page.awaited)
        future.add_done_callback(lambda done: self._done.put(_Done(page, done)))

    def _take_in(self) -> None:
        try:
            first = self._done.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            return
        if first is not None:
            self._receive(first)
        while not self._done.empty():
            more = self._done.get()
            if more is not None:
                self._receive(more)

    def _receive(self, done: _Done | _Probed) -> None:
        if isinstance(done, _Probed):
            with self._or_again(done.scan.id):
                self._prepared(done.scan, done.future)
            return
        page = done.work
        ref = PageRef(page.scan_id, page.number)
        self._reading.pop(ref.id, None)
        self.pace.page_done()
        try:
            self._save(page, done.future.result())
        except (ReaderCrashed, ReaderTimeout) as error:
            self._fail(page, error)
        except CaptureError as error:
            self._save(page, unread_page(page.number, error), unread=error.code)

    def _fail(self, page: PageWork, error: ReaderCrashed | ReaderTimeout) -> None:
        """Try a page that killed its reader once more, alone; then give it up and let a person look.

        A reader that somebody else killed says little about the page: it may be tried more often.
        """
        with self._service.database.unit_of_work() as work:
            failures = work.pages.start(PageRef(page.scan_id, page.number))
        if failures < (KILLED_ATTEMPTS if was_killed(error) else ATTEMPTS):
            self._alone.append(page)
        else:
            self._save(page, unread_page(page.number, error), unread=error.code)

    def _save(self, page: PageWork, result: Page, unread: str | None = None) -> None:
        ref = PageRef(page.scan_id, page.number)
        with self._service.database.unit_of_work() as work:
            if unread:
                work.pages.set_unread(ref, unread, page_to_json(result))
            else:
                apart = seal_rows(result), writing_rows(result), warning_codes(result)
                work.pages.save(ref, page_to_json(result), *apart)
        if self._page_done:
            self._page_done()
        with self._or_again(page.scan_id):
            self._place_when_read(page.scan_id)

    def _place_when_read(self, scan_id: int) -> None:
        scan = self._held.get(scan_id)
        if scan is None:
            return
        with self._service.database.reading() as work:
            if work.pages.count_pending(scan_id):
                return
        self._let_go(scan_id, place_scan(self._service, self._owner, scan))

    def _let_go(self, scan_id: int, state: ScanState) -> None:
        self._held.pop(scan_id, None)
        self._pauses.pop(scan_id, None)
        if self._only is not None:
            self._only.discard(scan_id)
        log.info("scan.finished", scan_id=scan_id, state=state.value)
        if self._finished:
            self._finished(scan_id, state)
