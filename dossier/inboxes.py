"""The watched folders of a running service: one watcher each, and what they report."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from capture.inbox import Entry, InboxOverlap, check_inboxes
from capture.settle import FileStamp, Patience
from capture.tray import stamp_of
from capture.watch import InboxView, Rhythm, Taken, Watcher, on_network
from dossier.inbox_list import InboxList, inbox_list
from dossier.intake import take_from_inbox
from dossier.moving import check_moved, empty_done, resume_moves
from dossier.settings import Polling, Settings
from dossier.wiring import Service
from storage.errors import StorageFull
from storage.values import Scan
from storage.viewer import SYSTEM

GONE, FULL, NOT_TAKEN = "inbox_gone", "storage_full", "not_taken"
LOOK_AFTER_SECONDS = 3600.0  # a moved file is compared for this long, at growing intervals
FIRST_LOOK_SECONDS = 2.0
RESUME_SECONDS = 15.0
EMPTY_SECONDS = 3600.0
LEAVE_SECONDS = 5.0
LOOK_BACK = dt.timedelta(days=1)

OnReceived = Callable[[Scan], None]


@dataclass(frozen=True, slots=True)
class _Moved:
    """A file in a tray that is still looked after."""

    scan_id: int
    place: str
    stamp: FileStamp
    due: float
    pause: float


class InboxKeeper:
    """What one inbox does with files: takes them in, looks after moved ones, reports problems.

    All of it runs in the thread of the inbox's watcher.
    """

    def __init__(
        self,
        service: Service,
        root: Path,
        on_received: OnReceived,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._service = service
        self._root = root
        self._on_received = on_received
        self._clock = clock
        self._moved: dict[int, _Moved] = {}
        self._problems: set[str] | None = None
        self._resume_at: float | None = None
        self._empty_at = clock()
        self._refused: set[str] | None = None
        self._left = False
        self.view = InboxView(root)

    def leave(self) -> None:
        """Note nothing more of this inbox: it is no longer watched, though a walk may still be going on."""
        self._left = True

    def reach(self, root: Path) -> None:
        """The inbox is there, for the first time or again: finish what was begun."""
        resume_moves(self._service, root)
        with self._service.database.reading() as work:
            recent = work.scans.moved_since(str(root), self._service.now() - LOOK_BACK)
        self._moved.clear()
        for scan in recent:
            self._look_after(scan)

    def take(self, root: Path, entry: Entry) -> Taken:
        """Take in a settled file."""
        # Whatever goes wrong from here on, also in the database: look again soon what was left half done.
        planned, self._resume_at = self._resume_at, self._clock() + RESUME_SECONDS
        try:
            taken, scan = take_from_inbox(self._service, root, entry)
        except StorageFull:
            self._raise(FULL)
            return Taken.LATER
        except OSError as error:
            self._raise(NOT_TAKEN, error.strerror or type(error).__name__)
            return Taken.LATER
        self._clear(FULL, NOT_TAKEN)
        self._resume_at = planned
        if scan is not None:
            self._on_received(scan)
            if taken is Taken.GONE:
                self._look_after_moved(scan.id)
        return taken

    def tend(self, root: Path) -> None:
        """After each walk: look after moved files, finish failed moves, empty done/ where it is wished."""
        now = self._clock()
        days = self._service.settings.empty_done_after_days
        if days and now >= self._empty_at:
            self._empty_at = now + EMPTY_SECONDS
            empty_done(self._service, root, self._service.now() - dt.timedelta(days=days))
        if self._resume_at is not None and now >= self._resume_at:
            self._resume_at = now + RESUME_SECONDS
            resume_moves(self._service, root)
            self._resume_at = None
        for moved in [one for one in self._moved.values() if one.due <= now]:
            self._check_again(root, moved, now)

    def _check_again(self, root: Path, moved: _Moved, now: float) -> None:
        later = replace(moved, due=now + moved.pause)
        self._moved[moved.scan_id] = later  # should looking fail, it is looked at again after a pause
        if stamp_of(root, moved.place) != moved.stamp:  # as long as it lies there unchanged, nobody is asked
            found = self._look_closer(root, later)
            if found is None:
                del self._moved[moved.scan_id]
                return
            later = found
        pause = moved.pause * 2
        if pause > LOOK_AFTER_SECONDS:
            del self._moved[moved.scan_id]
        else:
            self._moved[moved.scan_id] = replace(later, due=now + pause, pause=pause)

    def _look_closer(self, root: Path, moved: _Moved) -> _Moved | None:
        with self._service.database.reading() as work:
            scan = work.scans.get(SYSTEM, moved.scan_id)  # it may have gone on to rejected/ since
        stamp = check_moved(self._service, root, scan, moved.stamp)
        if stamp is None or scan.moved_to is None:
            return None
        return replace(moved, place=scan.moved_to, stamp=stamp)

    def report(self, view: InboxView) -> None:
        """Keep what a screen shows, and the ledger's list of problems and refused things."""
        self.view = view
        if self._left:
            return
        if view.problem is not None:
            self._raise(GONE)
            return
        self._clear(GONE)
        self._note_refused(view)

    def _look_after_moved(self, scan_id: int) -> None:
        with self._service.database.reading() as work:
            scan = work.scans.get(SYSTEM, scan_id)
        self._look_after(scan)

    def _look_after(self, scan: Scan) -> None:
        if scan.moved_to and scan.stamp:
            due, stamp = self._clock() + FIRST_LOOK_SECONDS, FileStamp.parse(scan.stamp)
            self._moved[scan.id] = _Moved(scan.id, scan.moved_to, stamp, due, FIRST_LOOK_SECONDS)

    def _raise(self, code: str, reason: str = "") -> None:
        if self._left or (self._problems is not None and code in self._problems):
            return
        with self._service.database.unit_of_work() as work:
            params = {"reason": reason} if reason else None
            work.refused.raise_problem(str(self._root), code, self._service.now(), params)
        self._problems = {*(self._problems or ()), code}

    def _clear(self, *codes: str) -> None:
        """Note that something is mended; at the first time also what an earlier process had noted."""
        standing = set(codes) if self._problems is None else self._problems & set(codes)
        if standing:
            with self._service.database.unit_of_work() as work:
                for code in standing:
                    work.refused.clear_problem(str(self._root), code)
        self._problems = (self._problems or set()) - set(codes)

    def _note_refused(self, view: InboxView) -> None:
        now = {item.path for item in view.refused}
        if now == self._refused:
            return
        with self._service.database.unit_of_work() as work:
            known = self._refused
            if known is None:
                known = {item.path for item in work.refused.paths() if item.inbox == str(self._root)}
            for path in sorted(known - now):
                work.refused.forget(str(self._root), path)
            for path in sorted(now - known):
                work.refused.see(str(self._root), path, "link", self._service.now())
        self._refused = now


@dataclass(frozen=True, slots=True)
class _Watched:
    """An inbox that is watched, and the thread it is watched in."""

    keeper: InboxKeeper
    watcher: Watcher
    thread: threading.Thread


class Inboxes:
    """All inboxes of a running service. Each is watched in a thread of its own."""

    def __init__(
        self, service: Service, on_received: OnReceived, leave_seconds: float = LEAVE_SECONDS
    ) -> None:
        """Make the default inbox and look at the settings; nothing is watched yet.

        An inbox that is left gets ``leave_seconds`` to finish the file it takes before others are served.

        Raises:
            capture.inbox.InboxOverlap: an inbox overlaps another or the data folder.
        """
        settings = service.settings
        if not settings.inbox:
            settings.inboxes[0].absolute().mkdir(parents=True, exist_ok=True)
        check_inboxes(inbox_list(service).fixed, settings.data)
        self._service = service
        self._on_received = on_received
        self._leave_seconds = leave_seconds
        self._lock = threading.Lock()
        self._watched: dict[Path, _Watched] = {}
        self._ending: dict[Path, threading.Thread] = {}

    def start(self) -> None:
        """Begin to watch."""
        self.follow()

    def follow(self) -> None:
        """Watch what is to be watched by now, and nothing else; what was added or paused takes effect here.

        An inbox whose share hangs, or that takes a file for long, leaves its thread behind; resumed, it is
        watched again as soon as that has ended.
        """
        with self._lock:
            wanted = inbox_list(self._service)
            for root in [root for root in self._watched if root not in wanted.watched]:
                self._leave(root)
            with self._service.database.unit_of_work() as work:
                work.refused.keep_inboxes(list(map(str, wanted.watched)))
            for root in wanted.watched:
                if root not in self._watched and self._fits(root, wanted):
                    self._watched[root] = self._watch(root, self._ending.pop(root, None))

    def _leave(self, root: Path) -> None:
        left = self._watched.pop(root)
        left.keeper.leave()
        left.watcher.stop()
        left.thread.join(self._leave_seconds)
        if left.thread.is_alive():
            self._ending[root] = left.thread

    def _fits(self, root: Path, wanted: InboxList) -> bool:
        """Say whether an added inbox is beside all others still; the settings may have changed since."""
        if root in wanted.fixed:
            return True
        try:
            check_inboxes((*wanted.fixed, root), self._service.settings.data)
        except InboxOverlap:
            return False
        return True

    def _watch(self, root: Path, before: threading.Thread | None) -> _Watched:
        keeper = InboxKeeper(self._service, root, self._on_received)
        watcher = _watcher(keeper, root, self._service.settings)

        def watch() -> None:
            if before is not None:
                before.join()  # two would take the same files
            watcher.run()

        # A daemon: a share that hangs must not keep the service from ending.
        thread = threading.Thread(target=watch, name=f"inbox {root}", daemon=True)
        thread.start()
        return _Watched(keeper, watcher, thread)

    def stop(self, seconds: float = 10.0) -> None:
        """Stop watching; the files being taken in are finished first."""
        with self._lock:
            watched, ending = list(self._watched.values()), list(self._ending.values())
        for one in watched:
            one.watcher.stop()
        deadline = time.monotonic() + seconds
        for thread in (*(one.thread for one in watched), *ending):
            thread.join(max(0.0, deadline - time.monotonic()))

    def views(self) -> Sequence[InboxView]:
        """Return what waits in each inbox and what is wrong there; of one that is not watched, nothing."""
        wanted = inbox_list(self._service)
        with self._lock:
            return tuple(
                self._watched[root].keeper.view if root in self._watched else InboxView(root)
                for root in wanted.all
            )


def _watcher(keeper: InboxKeeper, root: Path, settings: Settings) -> Watcher:
    polled = settings.inbox_poll is Polling.YES or (settings.inbox_poll is Polling.AUTO and on_network(root))
    return Watcher(
        root,
        keeper.take,
        keeper.report,
        reach=keeper.reach,
        tend=keeper.tend,
        patience=Patience(quiet=settings.settle_seconds, unfinished=settings.patience_seconds),
        rhythm=Rhythm(rescan=settings.rescan_seconds),
        events=not polled,
    )
