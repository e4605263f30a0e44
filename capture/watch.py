"""Watching one inbox: events are hints, the periodic walk is the truth.

Each inbox has a watcher, run in a thread of its own, so that a share which hangs holds up nobody else.
The walk lists the folder, tells the settler, and hands every file that is ready to ``take``. Events
only make the next walk come sooner; on network shares there are none, and nothing is missed.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import structlog
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from capture.inbox import RESERVED, Entry, InboxGone, Listing, Refused, gone, list_inbox, look_into
from capture.pages import Message
from capture.settle import Condition, Patience, Settler, SettleState

log = structlog.get_logger(__name__)

MOUNTS = Path("/proc/self/mounts")
# File systems where another machine writes: this one's kernel sees no event for that.
NETWORK_TYPES = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|ncpfs|9p|afs|ceph|gfs2?|ocfs2|glusterfs|lustre|beegfs|davfs|vboxsf|prl_fs"
    r"|fuse\.(?!fuse-overlayfs).*)"
)


class Taken(StrEnum):
    """What became of a file that was handed to ``take``."""

    GONE = "gone"  # it left the inbox: moved to a tray, or somebody took it away
    CHANGED = "changed"  # it changed while it was being taken: it has to settle anew
    LATER = "later"  # it can't be taken now (disk full, busy): again after a pause


Take = Callable[[Path, Entry], Taken]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits in the inbox, and what for."""

    path: str
    size: int
    state: SettleState


@dataclass(frozen=True, slots=True)
class InboxView:
    """What a screen shows of an inbox; reported whenever it changes."""

    root: Path
    problem: Message | None = None  # why it can't be reached
    waiting: tuple[Waiting, ...] = ()
    refused: tuple[Refused, ...] = ()  # links, FIFOs, devices: left in place
    unreadable: tuple[str, ...] = ()  # subfolders that can't be listed now
    events: bool = False  # whether the system announces changes; else it is polled


Report = Callable[[InboxView], None]


def filesystem_type(path: Path, mounts: str) -> str:
    """Return the type of the file system that holds ``path``; ``mounts`` is the text of /proc/self/mounts."""
    resolved = str(path.resolve())
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
        below = resolved == point or resolved.startswith(point.rstrip("/") + "/")
        if below and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def is_network(kind: str) -> bool:
    """Say whether other machines write to a file system of this type."""
    return NETWORK_TYPES.fullmatch(kind) is not None


def on_network(path: Path) -> bool:
    """Say whether the folder lies on a network share, as far as this system knows."""
    try:
        return is_network(filesystem_type(path, MOUNTS.read_text("utf-8", "surrogateescape")))
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often an inbox is walked through, in seconds."""

    rescan: float = 1.0  # at least this often …
    least: float = 0.1  # … at most this often, whatever events come
    most: float = 30.0  # a huge folder on a slow share is walked no less often than this

    def after(self, walk: float, due_in: float | None) -> tuple[float, float]:
        """Return how long to wait, at least and at most, after a walk that took ``walk`` seconds.

        Walking takes a tenth of the time at most; half of it while something is about to be ready.
        """
        longest = min(self.most, max(self.rescan, walk * 10))
        shortest = min(longest, max(self.least, walk))
        if due_in is not None:
            longest = min(longest, max(shortest, due_in))
        return shortest, longest


def _nothing(_root: Path) -> None:
    """Do nothing."""


class Watcher:
    """Watches one inbox until it is stopped.

    ``take`` gets every file that is ready, ``report`` what a screen should show; ``reach`` is called
    before anything is taken when the inbox is there for the first time or again, ``tend`` after each walk.
    """

    def __init__(
        self,
        root: Path,
        take: Take,
        report: Report,
        *,
        reach: Callable[[Path], None] = _nothing,
        tend: Callable[[Path], None] = _nothing,
        patience: Patience | None = None,
        rhythm: Rhythm | None = None,
        events: bool = True,
        clock: Callable[[], float] = time.monotonic,
        walk: Callable[[Path], Listing] = list_inbox,
        judge: Callable[[Path, str], Condition] = look_into,
    ) -> None:
        self.root = root
        self._take = take
        self._report = report
        self._reach = reach
        self._tend = tend
        self._reached = False
        self._rhythm = rhythm or Rhythm()
        self._clock = clock
        self._walk = walk
        self._settler = Settler(patience or Patience(), lambda path: judge(root, path))
        self._mount = _MountMemory()
        self._hints = _Hints(root, self.hint) if events else None
        self._reported: InboxView | None = None
        self._wake = threading.Event()
        self._stop = threading.Event()

    def run(self) -> None:
        """Walk, take, wait, until :meth:`stop`."""
        try:
            while not self._stop.is_set():
                shortest, longest = self._step_safely()
                self._stop.wait(shortest)
                self._wake.wait(max(0.0, longest - shortest))
                self._wake.clear()
        finally:
            if self._hints is not None:
                self._hints.close()

    def stop(self) -> None:
        """End :meth:`run` soon; the file that is being taken is finished first."""
        self._stop.set()
        self._wake.set()

    def hint(self) -> None:
        """Something may have changed: walk soon."""
        self._wake.set()

    def _step_safely(self) -> tuple[float, float]:
        try:
            return self.step()
        except Exception:  # the watcher loop: nothing that lies in a folder may end it
            _log_failure("inbox.walk_failed")
            return self._rhythm.rescan, self._rhythm.rescan

    def step(self) -> tuple[float, float]:
        """Walk through the inbox once, take what is ready; return how long to wait, at least and at most."""
        started = self._clock()
        try:
            listing = self._walk(self.root)
            self._mount.check(self.root, listing.device)
        except InboxGone as error:
            self._lose(error)
            return self._rhythm.rescan, self._rhythm.rescan
        if self._hints is not None:
            self._hints.ensure()
        if not self._reached:
            self._reach(self.root)
            self._reached = True
        ready = self._observe(listing)
        walked = self._clock() - started
        self._show(listing)
        if self._take_all(ready):
            self._show(listing)
        self._tend(self.root)
        due = self._settler.next_due()
        return self._rhythm.after(walked, None if due is None else due - self._clock())

    def _observe(self, listing: Listing) -> list[Entry]:
        """Tell the settler what lies there, and return what is ready, longest waiting first."""
        now = self._clock()
        self._settler.keep_only(entry.path for entry in listing.files)
        ready = []
        for entry in listing.files:
            track = self._settler.observe(entry.path, entry.stamp, now)
            if track.state is SettleState.READY:
                ready.append((track.since, entry))
        ready.sort(key=lambda pair: (pair[0], pair[1].path))
        return [entry for _, entry in ready]

    def _take_all(self, ready: list[Entry]) -> bool:
        """Hand over what is ready; say whether something left the inbox."""
        left = False
        for entry in ready:
            if self._stop.is_set():
                break
            outcome = self._take_safely(entry)
            if outcome is Taken.LATER:
                self._settler.postpone(entry.path, self._clock())
                continue
            self._settler.forget(entry.path)
            left = left or outcome is Taken.GONE
        return left

    def _take_safely(self, entry: Entry) -> Taken:
        try:
            return self._take(self.root, entry)
        except Exception:  # the watcher loop: no single file may stop it, and this one stays where it is
            _log_failure("inbox.take_failed")
            return Taken.LATER

    def _lose(self, error: InboxGone) -> None:
        """The inbox is out of reach: say so, and start afresh when it is back."""
        self._settler.forget_all()
        self._reached = False
        if self._hints is not None:
            self._hints.close()
        self._publish(InboxView(self.root, problem=error.message))

    def _show(self, listing: Listing) -> None:
        tracks = self._settler.tracks()
        waiting = [Waiting(path, track.stamp.size, track.state) for path, track in tracks.items()]
        waiting += [Waiting(one.path, one.stamp.size, SettleState.BY_NAME) for one in listing.unfinished]
        self._publish(
            InboxView(
                self.root,
                waiting=tuple(sorted(waiting, key=lambda one: one.path)),
                refused=tuple(sorted(listing.refused, key=lambda item: item.path)),
                unreadable=tuple(sorted(listing.unreadable)),
                events=self._hints is not None and self._hints.alive,
            )
        )

    def _publish(self, view: InboxView) -> None:
        if view != self._reported:
            self._report(view)
            self._reported = view


def _log_failure(event: str) -> None:
    with contextlib.suppress(OSError):  # a log on a full disk
        log.exception(event)


class _MountMemory:
    """Knows whether the inbox was a mount point of its own: then an empty folder in its place is no inbox."""

    def __init__(self) -> None:
        self._was_mount = False

    def check(self, root: Path, device: int) -> None:
        """Note where the inbox lies now.

        Raises:
            InboxGone: it was a share, and now only the empty folder is there.
        """
        try:
            mounted = device != root.resolve().parent.stat().st_dev
        except OSError as error:
            raise gone(root, error) from error
        if self._was_mount and not mounted:
            raise gone(root)
        self._was_mount = mounted


class _Hints(FileSystemEventHandler):
    """The system's change events below an inbox, its trays left out."""

    def __init__(self, root: Path, hint: Callable[[], None]) -> None:
        self._trays = tuple(os.fsencode(root.resolve() / name) for name in RESERVED)
        self._root = root
        self._hint = hint
        self._observer: BaseObserver | None = None
        self._refused = False

    @property
    def alive(self) -> bool:
        """Whether events are coming."""
        return self._observer is not None and self._observer.is_alive()

    def ensure(self) -> None:
        """Start listening, unless we listen already or the system refused (no watches left)."""
        if self.alive or self._refused:
            return
        observer = Observer()
        observer.daemon = True
        try:
            observer.schedule(self, str(self._root.resolve()), recursive=True)
            observer.start()
        except OSError:
            self._refused = True  # the walk alone is enough, only slower
            return
        self._observer = observer

    def close(self) -> None:
        """Stop listening; :meth:`ensure` starts anew."""
        if self._observer is not None:
            with contextlib.suppress(RuntimeError):
                self._observer.stop()
                self._observer.join(timeout=5)
            self._observer = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on that something changed, unless it was us, moving and reading."""
        if event.event_type in ("opened", "closed_no_write"):
            return
        if not os.fsencode(event.src_path).startswith(self._trays):
            self._hint()
