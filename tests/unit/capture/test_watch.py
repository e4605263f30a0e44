from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from capture.formats.structure import Structure
from capture.inbox import Entry, InboxGone, Listing, Refusal, Refused, gone, list_inbox
from capture.settle import Condition, FileStamp, Patience, SettleState
from capture.watch import InboxView, Rhythm, Taken, Watcher, filesystem_type, is_network

COMPLETE = Condition(Structure.COMPLETE)
SOON = 60
"""Seconds within which a thread notices a file, on a machine that is busy with other things."""


class Folder:
    """An inbox that exists only in the test, with its own clock."""

    def __init__(self, device: int = 1) -> None:
        self.now = 0.0
        self.files: dict[str, FileStamp] = {}
        self.refused: list[Refused] = []
        self.device = device
        self.lost = False
        self.taken: list[str] = []
        self.answers: dict[str, list[Taken | Exception]] = {}
        self.views: list[InboxView] = []
        self.watcher = Watcher(
            Path("/proc/self"),
            self.take,
            self.views.append,
            patience=Patience(quiet=1.5),
            events=False,
            clock=lambda: self.now,
            walk=self.walk,
            judge=lambda root, path: COMPLETE,
        )

    def walk(self, root: Path) -> Listing:
        if self.lost:
            raise gone(root)
        files = [Entry(path, stamp) for path, stamp in self.files.items()]
        return Listing(self.device, files, list(self.refused))

    def take(self, root: Path, entry: Entry) -> Taken:
        self.taken.append(entry.path)
        answer = self.answers.get(entry.path, [Taken.GONE]).pop(0)
        if isinstance(answer, Exception):
            raise answer
        if answer is Taken.GONE:
            self.files.pop(entry.path, None)
        return answer

    def put(self, path: str, size: int = 1) -> None:
        self.files[path] = FileStamp(size, 0, 1, abs(hash(path)))

    def at(self, now: float) -> tuple[float, float]:
        self.now = now
        return self.watcher.step()


def test_a_file_that_lay_there_at_the_start_is_taken_after_the_quiet_time() -> None:
    folder = Folder()
    folder.put("a.pdf")
    folder.at(0)
    folder.at(1)
    assert folder.taken == []
    folder.at(1.5)
    assert folder.taken == ["a.pdf"]


def test_the_next_walk_comes_when_the_next_file_is_due() -> None:
    folder = Folder()
    folder.put("a.pdf")
    assert folder.at(0)[1] == pytest.approx(1.0)
    assert folder.at(1.0)[1] == pytest.approx(0.5)


def test_a_file_that_changed_while_being_taken_settles_anew() -> None:
    folder = Folder()
    folder.put("a.pdf")
    folder.answers["a.pdf"] = [Taken.CHANGED, Taken.GONE]
    for now in (0, 1.5, 2.0, 3.4):
        folder.at(now)
    assert folder.taken == ["a.pdf"]
    for now in (3.5, 5.0):
        folder.at(now)
    assert folder.taken == ["a.pdf", "a.pdf"]


def test_a_full_disk_is_tried_again_with_pauses_and_stops_nobody_else() -> None:
    folder = Folder()
    folder.put("a.pdf")
    folder.answers["a.pdf"] = [Taken.LATER] * 100
    for second in range(60):
        if second == 30:
            folder.put("b.pdf")
        folder.at(float(second))
    assert 4 <= folder.taken.count("a.pdf") <= 9
    assert folder.taken.count("b.pdf") == 1
    assert folder.views[-1].waiting[0].state is SettleState.BUSY


def test_one_file_that_breaks_the_taker_stops_nobody_else() -> None:
    folder = Folder()
    for name in ("a", "b", "c"):
        folder.put(name)
    folder.answers["b"] = [RuntimeError("poison")] * 10
    folder.at(0)
    folder.at(2)
    assert folder.taken == ["a", "b", "c"]
    assert set(folder.files) == {"b"}


def test_files_are_taken_in_the_order_they_came() -> None:
    folder = Folder()
    folder.put("z")
    folder.at(0)
    folder.put("a")
    folder.at(0.5)
    folder.at(3)
    assert folder.taken == ["z", "a"]


def test_an_inbox_that_vanishes_is_reported_once_and_comes_back_by_itself() -> None:
    folder = Folder()
    folder.put("a.pdf")
    folder.at(0)
    folder.lost = True
    for now in (1, 2, 3):
        folder.at(now)
    problems = [view for view in folder.views if view.problem]
    assert len(problems) == 1
    assert folder.taken == []
    folder.lost = False
    folder.at(4)
    assert folder.views[-1].problem is None
    folder.at(5.5)
    assert folder.taken == ["a.pdf"]


def test_an_unmounted_share_is_not_mistaken_for_an_empty_inbox() -> None:
    parent = Path("/proc").stat().st_dev
    folder = Folder(device=parent + 1)
    folder.at(0)
    folder.device = parent
    folder.put("written into the empty mount point")
    for now in (1, 2, 3, 4):
        folder.at(now)
    assert folder.views[-1].problem is not None
    assert folder.taken == []
    folder.device = parent + 2  # mounted again, under another number
    folder.at(5)
    assert folder.views[-1].problem is None


def test_what_is_refused_is_reported() -> None:
    folder = Folder()
    folder.refused = [Refused("link", Refusal.LINK)]
    folder.at(0)
    assert folder.views[-1].refused == (Refused("link", Refusal.LINK),)


def test_a_view_is_reported_only_when_it_changed() -> None:
    folder = Folder()
    for second in range(10):
        folder.at(float(second))
    assert len(folder.views) == 1


def test_slow_walks_are_made_less_often() -> None:
    rhythm = Rhythm(rescan=1.0, least=0.1, most=30.0)
    assert rhythm.after(0.001, None) == (0.1, 1.0)
    assert rhythm.after(0.5, None) == (0.5, 5.0)
    assert rhythm.after(60, None) == (30.0, 30.0)
    assert rhythm.after(0.001, 0.4) == (0.1, 0.4)
    assert rhythm.after(0.001, -5) == (0.1, 0.1)


MOUNTS = r"""/dev/vda / ext4 rw 0 0
proc /proc proc rw 0 0
//nas/scans /srv/scan\040folder cifs rw 0 0
nas:/x /srv/nfs nfs4 rw 0 0
host:/y /srv/ssh fuse.sshfs rw 0 0
/dev/sdb1 /srv/usb fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/x", "ext4", False), ("/srv/scan folder/a", "cifs", True), ("/srv/nfs", "nfs4", True),
        ("/srv/ssh/a/b", "fuse.sshfs", True), ("/srv/usb/a", "fuseblk", False), ("/srv/nfsx", "ext4", False),
    ],
)  # fmt: skip
def test_network_shares_are_recognised(path: str, kind: str, network: bool) -> None:
    assert filesystem_type(Path(path), MOUNTS) == kind
    assert is_network(kind) is network


@pytest.mark.parametrize("kind", ["smb3", "nfs", "9p", "fuse.rclone", "ceph"])
def test_more_network_types(kind: str) -> None:
    assert is_network(kind)


@pytest.fixture
def running(tmp_path: Path) -> Callable[..., tuple[Path, list[tuple[str, float]]]]:
    started: list[tuple[Watcher, threading.Thread]] = []

    def start(*, events: bool, rescan: float) -> tuple[Path, list[tuple[str, float]]]:
        root = tmp_path / "inbox"
        root.mkdir()
        taken: list[tuple[str, float]] = []

        def take(folder: Path, entry: Entry) -> Taken:
            taken.append((entry.path, time.monotonic()))
            (folder / entry.path).unlink()
            return Taken.GONE

        views: list[InboxView] = []
        watcher = Watcher(
            root,
            take,
            views.append,
            patience=Patience(quiet=0.2, unknown=0.2),
            rhythm=Rhythm(rescan=rescan, least=0.02),
            events=events,
        )
        thread = threading.Thread(target=watcher.run)
        thread.start()
        started.append((watcher, thread))
        deadline = time.monotonic() + SOON
        while not views and time.monotonic() < deadline:
            time.sleep(0.01)
        return root, taken

    yield start
    for watcher, thread in started:
        watcher.stop()
        thread.join(SOON)
        assert not thread.is_alive()


def wait_for(taken: list[tuple[str, float]], number: int) -> None:
    deadline = time.monotonic() + SOON
    while len(taken) < number and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(taken) >= number


def test_events_make_the_walk_come_sooner(
    running: Callable[..., tuple[Path, list[tuple[str, float]]]],
) -> None:
    root, taken = running(events=True, rescan=10 * SOON)
    (root / "customer").mkdir()
    (root / "customer" / "a.pdf").write_bytes(b"text")
    wrote = time.monotonic()
    wait_for(taken, 1)
    assert taken[0][1] - wrote < SOON


def test_without_events_nothing_is_missed(
    running: Callable[..., tuple[Path, list[tuple[str, float]]]],
) -> None:
    root, taken = running(events=False, rescan=0.1)
    for number in range(20):
        (root / f"{number}.pdf").write_bytes(b"text")
    wait_for(taken, 20)


def test_an_inbox_made_later_is_watched(tmp_path: Path) -> None:
    with pytest.raises(InboxGone):
        list_inbox(tmp_path / "later")
    views: list[InboxView] = []
    watcher = Watcher(tmp_path / "later", lambda root, entry: Taken.GONE, views.append)
    try:
        watcher.step()
        assert views[-1].problem is not None
        (tmp_path / "later").mkdir()
        watcher.step()
        assert views[-1].problem is None
        assert views[-1].events
    finally:
        watcher.stop()
        watcher.run()
