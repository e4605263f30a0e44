from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from capture.inbox import list_inbox
from capture.watch import InboxView, Taken
from dossier import intake, moving
from dossier.inboxes import Inboxes, InboxKeeper
from dossier.wiring import Service
from storage.errors import StorageFull
from storage.values import Balance, Scan
from storage.viewer import SYSTEM
from tests.integration.intake.room import (
    ONE,
    balance,
    entry,
    files_below,
    put,
    reject,
    row,
    stored,
    take,
)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class TestTheKeeper:
    def keeper(self, service: Service, inbox: Path) -> tuple[InboxKeeper, list[int]]:
        received: list[int] = []
        return InboxKeeper(service, inbox, lambda scan: received.append(scan.id), lambda: self.now), received

    now = 0.0

    def problems(self, service: Service) -> list[str]:
        with service.database.reading() as work:
            return [problem.code for problem in work.refused.problems()]

    def test_a_full_disk_leaves_the_file_and_the_ledger_alone(self, service: Service, inbox: Path) -> None:
        keeper, received = self.keeper(service, inbox)
        big = os.urandom(3_000_000)
        put(inbox, "a.pdf", big)
        with full_disk(2_000_000):
            assert keeper.take(inbox, entry(inbox, "a.pdf")) is Taken.LATER
        assert balance(service).seen == 0
        assert self.problems(service) == ["storage_full"]
        assert files_below(service.files.root) == {}
        assert keeper.take(inbox, entry(inbox, "a.pdf")) is Taken.GONE
        assert self.problems(service) == []
        assert received == [1]
        assert stored(service, big)

    def test_an_upload_to_a_full_disk_says_so(self, service: Service, tmp_path: Path) -> None:
        with (
            put(tmp_path, "x", os.urandom(3_000_000)).open("rb") as stream,
            full_disk(2_000_000),
            pytest.raises(StorageFull),
        ):
            intake.upload(service, SYSTEM, "a.pdf", stream)
        assert balance(service).seen == 0

    def test_a_move_that_fails_is_finished_later_by_itself(self, service: Service, inbox: Path) -> None:
        keeper, _ = self.keeper(service, inbox)
        put(inbox, "a.pdf", ONE)
        (inbox / "done").write_text("in the way of the tray")
        assert keeper.take(inbox, entry(inbox, "a.pdf")) is Taken.LATER
        assert self.problems(service) == ["not_taken"]
        (inbox / "done").unlink()
        self.now += 60
        keeper.tend(inbox)
        assert files_below(inbox) == {"done/a.pdf": ONE}

    def test_moved_files_are_looked_after(self, service: Service, inbox: Path) -> None:
        keeper, _ = self.keeper(service, inbox)
        with put(inbox, "a.pdf", ONE).open("ab") as writer:
            assert keeper.take(inbox, entry(inbox, "a.pdf")) is Taken.GONE
            for _ in range(10):
                self.now += 10
                keeper.tend(inbox)
            writer.write(b"!")
        self.now += 200
        keeper.tend(inbox)
        assert files_below(inbox) == {"a.pdf": ONE + b"!"}

    def test_a_writer_that_goes_on_after_the_file_was_rejected_is_noticed_too(
        self, service: Service, inbox: Path
    ) -> None:
        keeper, received = self.keeper(service, inbox)
        with put(inbox, "a.pdf", ONE).open("ab") as writer:
            keeper.take(inbox, entry(inbox, "a.pdf"))
            reject(service, row(service, received[0]))
            moving.put_away(service, received[0])
            self.now += 5
            keeper.tend(inbox)
            writer.write(b"!")
        self.now += 60
        keeper.tend(inbox)
        assert files_below(inbox) == {"a.pdf": ONE + b"!"}

    def test_moved_files_are_looked_after_across_a_restart(self, service: Service, inbox: Path) -> None:
        with put(inbox, "a.pdf", ONE).open("ab") as writer:
            take(service, inbox, "a.pdf")
            writer.write(b"!")
        keeper, _ = self.keeper(service, inbox)
        keeper.reach(inbox)
        self.now += 3
        keeper.tend(inbox)
        assert files_below(inbox) == {"a.pdf": ONE + b"!"}

    def test_problems_and_refused_things_are_listed_until_they_are_gone(
        self, service: Service, inbox: Path, tmp_path: Path
    ) -> None:
        (inbox / "link").symlink_to(tmp_path)
        for lost in (False, True):
            keeper, _ = self.keeper(service, inbox)
            if lost:
                (inbox / "link").unlink()
            listing = list_inbox(inbox)
            keeper.report(InboxView(inbox, refused=tuple(listing.refused)))
            with service.database.reading() as work:
                assert [item.path for item in work.refused.paths()] == ([] if lost else ["link"])


def test_inboxes_watch_take_and_stop(service: Service, inbox: Path) -> None:
    received: list[Scan] = []
    quick = service.settings.model_copy(update={"settle_seconds": 0.1, "rescan_seconds": 0.1})
    watched = Service(quick, service.database, service.files, None, service.limits, None, None)
    inboxes = Inboxes(watched, received.append)
    assert [view.root for view in inboxes.views()] == [inbox]
    inboxes.start()
    try:
        png = bytes.fromhex("89504e470d0a1a0a") + b"x" * 20 + b"IEND\xae\x42\x60\x82"
        put(inbox, "a.png", png)
        for _ in range(6000):
            if received and not inboxes.views()[0].waiting:
                break
            time.sleep(0.01)
    finally:
        inboxes.stop()
    assert files_below(inbox) == {"done/a.png": png}
    assert balance(service) == Balance(working=1)
