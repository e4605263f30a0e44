"""When is a file in the inbox finished? A pure state machine: stat and clock are handed in.

A file is ready when it stopped changing *and* its structure says that nothing is missing. Where the
structure says otherwise, patience: a scanner may pause half a minute in the middle of a picture, a
printer writes an empty PDF before its lamp is warm. After that the file is taken as it is, and whoever
reads it says what is wrong. Time is a monotonic clock's: changes of the wall clock mean nothing here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from capture.formats.structure import Structure


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells one state of a file from another, as far as ``stat`` knows."""

    size: int
    mtime_ns: int
    device: int
    inode: int

    @classmethod
    def of(cls, stat: os.stat_result) -> FileStamp:
        """Take the stamp from a ``stat`` result."""
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_dev, stat.st_ino)

    @classmethod
    def parse(cls, text: str) -> FileStamp:
        """Read what ``str()`` wrote."""
        size, mtime_ns, device, inode = (int(part) for part in text.split(":"))
        return cls(size, mtime_ns, device, inode)

    def __str__(self) -> str:
        return f"{self.size}:{self.mtime_ns}:{self.device}:{self.inode}"

    def same_content_as(self, other: FileStamp) -> bool:
        """Say whether both could be one file seen through two mounts (numbers of a share may change)."""
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class Condition:
    """What looking into a file said: its structure, and whether somebody still has it open for writing."""

    structure: Structure
    writer: bool = False


class SettleState(StrEnum):
    """Where a file stands on its way out of the inbox."""

    CHANGING = "changing"  # it changed a moment ago
    UNFINISHED = "unfinished"  # quiet, but its end is missing or somebody has it open: patience
    BUSY = "busy"  # it can't be read or taken now: tried again after a pause
    READY = "ready"  # finished, or patience is over: take it
    BY_NAME = "by_name"  # left alone as long as its name says that a program still writes it (.part)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds since the last change."""

    quiet: float = 1.5  # complete, nobody writes
    unknown: float = 10.0  # of no known format
    unfinished: float = 120.0  # its end is missing, or somebody has it open
    recheck: float = 2.0  # how often an unfinished file is looked into again
    first_pause: float = 1.0  # a busy file is tried again after this, then twice this …
    longest_pause: float = 15.0

    def of(self, condition: Condition) -> float:
        """Return how long a file in this condition must lie still."""
        if condition.writer or condition.structure is Structure.INCOMPLETE:
            return max(self.quiet, self.unfinished)
        if condition.structure is Structure.UNKNOWN:
            return max(self.quiet, self.unknown)
        return self.quiet

    def pause(self, tries: int) -> float:
        """Return the pause after the given number of failed tries."""
        return min(self.longest_pause, self.first_pause * 2.0 ** min(tries - 1, 30))


@dataclass(frozen=True, slots=True)
class Track:
    """What is known of one file: since when it lies still and when to look again."""

    stamp: FileStamp
    since: float
    due: float
    state: SettleState = SettleState.CHANGING
    condition: Condition | None = None
    tries: int = 0


Judge = Callable[[], Condition]


def advance(track: Track | None, stamp: FileStamp, now: float, patience: Patience, judge: Judge) -> Track:
    """Return the file's next state; ``judge`` looks into it and is called only when that decides."""
    if track is None or track.stamp != stamp:
        return Track(stamp, since=now, due=now + patience.quiet)
    if now < track.due or track.state is SettleState.READY:
        return track
    try:
        condition = judge()
    except OSError:
        return postpone(track, now, patience)
    if _changed_unseen(track.condition, condition):
        track = replace(track, since=now)
    ready_at = track.since + patience.of(condition)
    if now >= ready_at:
        return replace(track, state=SettleState.READY, condition=condition, due=now)
    pause = patience.recheck if condition.structure is not Structure.COMPLETE else patience.quiet / 4
    return replace(
        track, state=SettleState.UNFINISHED, condition=condition, due=min(ready_at, now + pause), tries=0
    )


def _changed_unseen(before: Condition | None, after: Condition) -> bool:
    """A file whose structure changed was written to, whatever its size and a share's cached time say."""
    return before is not None and before.structure is not after.structure


def postpone(track: Track, now: float, patience: Patience) -> Track:
    """Return the state after a try that failed: busy is a state with a growing pause, not a failure."""
    tries = track.tries + 1
    return replace(track, state=SettleState.BUSY, tries=tries, due=now + patience.pause(tries))


class Settler:
    """The tracks of one inbox, by the file's path inside it."""

    def __init__(self, patience: Patience, judge: Callable[[str], Condition]) -> None:
        self._patience = patience
        self._judge = judge
        self._tracks: dict[str, Track] = {}

    def observe(self, path: str, stamp: FileStamp, now: float) -> Track:
        """Note what ``stat`` says of a file now, and return its state."""
        track = advance(self._tracks.get(path), stamp, now, self._patience, lambda: self._judge(path))
        self._tracks[path] = track
        return track

    def postpone(self, path: str, now: float) -> None:
        """The file was ready but couldn't be taken: try again after a pause."""
        if path in self._tracks:
            self._tracks[path] = postpone(self._tracks[path], now, self._patience)

    def forget(self, path: str) -> None:
        """The file was taken, or has to settle anew."""
        self._tracks.pop(path, None)

    def forget_all(self) -> None:
        """The inbox went away: whatever comes back settles anew."""
        self._tracks.clear()

    def keep_only(self, present: Iterable[str]) -> None:
        """Forget every file that is no longer there."""
        keep = set(present)
        self._tracks = {path: track for path, track in self._tracks.items() if path in keep}

    def next_due(self) -> float | None:
        """Return when some file has to be looked at again."""
        return min((track.due for track in self._tracks.values()), default=None)

    def tracks(self) -> dict[str, Track]:
        """Return the state of every file that is waiting."""
        return dict(self._tracks)
