from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from capture.errors import CaptureError, EncryptedFile, LinkRefused, TruncatedFile
from capture.inbox import Entry, list_inbox
from capture.settle import FileStamp
from capture.watch import InboxView, Taken
from dossier import intake, moving
from dossier.errors import Conflict, NotFound
from dossier.inboxes import Inboxes, InboxKeeper
from dossier.rejection import error_row, reason_mark
from dossier.settings import Settings
from dossier.wiring import Service, limits_of
from storage.database import Database
from storage.errors import StorageFull
from storage.files import FileStore
from storage.states import ScanState, Source
from storage.values import Balance, Scan
from storage.viewer import SYSTEM
from storage.work import Work

LEASE = dt.timedelta(minutes=1)
ONE, TWO, THREE = b"%PDF-1.7 one", b"%PDF-1.7 two!", b"%PDF-1.7 three"


class TappedStore(FileStore):
    """Calls ``after_put`` when bytes are stored: where a writer, or a power cut, may strike."""

    after_put: Callable[[], None] = staticmethod(lambda: None)

    def put(self, source):
        stored = super().put(source)
        self.after_put()
        return stored


class TappedDatabase(Database):
    """Calls ``after_commit`` after each unit of work."""

    after_commit: Callable[[], None] = staticmethod(lambda: None)

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        with super().unit_of_work() as work:
            yield work
        self.after_commit()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = Settings(data=tmp_path / "data")
    settings.data.mkdir()
    database = TappedDatabase(settings.database)
    database.migrate()
    files = TappedStore(settings.data / "originals")
    files.prepare()
    yield Service(settings, database, files, None, limits_of(settings), None)
    database.close()


@pytest.fixture
def inbox(service: Service) -> Path:
    root = service.settings.data / "inbox"
    root.mkdir()
    return root


def put(root: Path, path: str, content: bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def entry(root: Path, path: str) -> Entry:
    return next(one for one in list_inbox(root).files if one.path == path)


def take(service: Service, root: Path, path: str) -> tuple[Taken, Scan]:
    taken, scan = intake.take_from_inbox(service, root, entry(root, path))
    assert scan is not None
    return taken, row(service, scan.id)


def row(service: Service, scan_id: int) -> Scan:
    with service.database.reading() as work:
        return work.scans.get(SYSTEM, scan_id)


def balance(service: Service) -> Balance:
    with service.database.reading() as work:
        return work.scans.balance()


def files_below(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def stored(service: Service, content: bytes) -> bool:
    return any(service.files.path(name).read_bytes() == content for name in service.files.names())


def finish(service: Service, scan: Scan, state: ScanState = ScanState.FILED) -> None:
    with service.database.unit_of_work() as work:
        work.scans.claim_one(scan.id, "worker", service.now(), LEASE)
        work.scans.finish(scan.id, "worker", state, service.now())
    moving.put_away(service, scan.id)


def reject(service: Service, scan: Scan, kind: type[CaptureError] = TruncatedFile) -> None:
    now = service.now()
    with service.database.unit_of_work() as work:
        work.scans.claim_one(scan.id, "worker", now, LEASE)
        work.scans.finish(
            scan.id, "worker", ScanState.REJECTED, now, error_code=kind.code, error=error_row(kind())
        )


def forget_the_move(service: Service, scan: Scan) -> None:
    """As if the process had died between the rename and noting it."""
    engine = create_engine(service.settings.database)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE scans SET moved_at = NULL, moved_to = NULL WHERE id = :id"), {"id": scan.id}
        )
    engine.dispose()


class TestTakingIn:
    def test_a_file_is_stored_entered_and_moved_to_done(self, service: Service, inbox: Path) -> None:
        put(inbox, "华东机械/扫描/a.pdf", ONE)
        taken, scan = take(service, inbox, "华东机械/扫描/a.pdf")
        assert taken is Taken.GONE
        assert files_below(inbox) == {"done/华东机械/扫描/a.pdf": ONE}
        assert service.files.path(scan.sha256).read_bytes() == ONE
        assert (scan.state, scan.source, scan.file_name) == (ScanState.WORKING, Source.INBOX, "a.pdf")
        assert (scan.hint, scan.moved_to) == ("华东机械", "done/华东机械/扫描/a.pdf")
        assert balance(service) == Balance(working=1)

    def test_the_same_bytes_again_are_a_duplicate_that_names_its_first(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, first = take(service, inbox, "a.pdf")
        put(inbox, "a.pdf", ONE)
        _, second = take(service, inbox, "a.pdf")
        put(inbox, "other name.pdf", ONE)
        _, third = take(service, inbox, "other name.pdf")
        assert [second.duplicate_of, third.duplicate_of] == [first.id, first.id]
        assert files_below(inbox) == {
            "done/a.pdf": ONE,
            f"done/a ({second.id}).pdf": ONE,
            "done/other name.pdf": ONE,
        }
        assert balance(service) == Balance(working=1, duplicate=2)

    def test_a_changed_file_under_the_same_name_is_a_new_arrival(self, service: Service, inbox: Path) -> None:
        for content in (ONE, TWO):
            put(inbox, "a.pdf", content)
            take(service, inbox, "a.pdf")
        assert balance(service) == Balance(working=2)
        assert sorted(files_below(inbox).values()) == sorted([ONE, TWO])

    @pytest.mark.parametrize(
        "name", [b"two\nlines.pdf", b"-x.pdf", b"\xff\xd6.pdf", "长".encode() * 83 + b".pdf"]
    )
    def test_odd_names_survive(self, service: Service, inbox: Path, name: bytes) -> None:
        (inbox / os.fsdecode(name)).write_bytes(ONE)
        path = list_inbox(inbox).files[0].path
        taken, scan = take(service, inbox, path)
        assert taken is Taken.GONE
        assert os.fsencode(scan.path) == name
        scan.file_name.encode()
        assert [os.fsencode(file.name) for file in (inbox / "done").iterdir()] == [name]

    def test_a_file_from_the_command_line_stays_where_it_is(self, service: Service, tmp_path: Path) -> None:
        file = put(tmp_path, "mine/a.pdf", ONE)
        scan = intake.take_in(service, file)
        assert file.read_bytes() == ONE
        assert (scan.source, scan.inbox) == (Source.CLI, None)
        assert intake.take_in(service, file).duplicate_of == scan.id

    def test_links_and_fifos_are_refused_and_not_counted(self, service: Service, tmp_path: Path) -> None:
        put(tmp_path, "secret.pdf", ONE)
        (tmp_path / "link.pdf").symlink_to(tmp_path / "secret.pdf")
        os.mkfifo(tmp_path / "fifo")
        for name in ("link.pdf", "fifo"):
            with pytest.raises(LinkRefused):
                intake.take_in(service, tmp_path / name)
        assert balance(service).seen == 0
        assert list(service.files.names()) == []

    def test_an_upload_keeps_only_the_file_name(self, service: Service, tmp_path: Path) -> None:
        with put(tmp_path, "x", ONE).open("rb") as stream:
            number = intake.upload(service, SYSTEM, "C:\\scans\\合同.pdf", stream)
        scan = row(service, number)
        assert (scan.file_name, scan.source, scan.received_by) == ("合同.pdf", Source.UPLOAD, SYSTEM.name)


class TestWritersThatGoOn:
    def test_a_change_while_copying_settles_anew_and_enters_nothing(
        self, service: Service, inbox: Path
    ) -> None:
        file = put(inbox, "a.pdf", ONE)
        seen = entry(inbox, "a.pdf")
        service.files.after_put = lambda: file.write_bytes(TWO)
        assert intake.take_from_inbox(service, inbox, seen) == (Taken.CHANGED, None)
        assert balance(service).seen == 0
        assert files_below(inbox) == {"a.pdf": TWO}

    def test_a_change_since_the_walk_settles_anew(self, service: Service, inbox: Path) -> None:
        file = put(inbox, "a.pdf", ONE)
        seen = entry(inbox, "a.pdf")
        file.write_bytes(TWO)
        assert intake.take_from_inbox(service, inbox, seen) == (Taken.CHANGED, None)

    @pytest.mark.parametrize("replace", [True, False])
    def test_a_change_between_storing_and_moving_brings_the_file_back(
        self, service: Service, inbox: Path, replace: bool
    ) -> None:
        file = put(inbox, "s/a.pdf", ONE)

        def change() -> None:
            service.database.after_commit = lambda: None
            if replace:
                file.unlink()
            file.write_bytes(TWO)

        service.database.after_commit = change
        taken, first = take(service, inbox, "s/a.pdf")
        assert taken is Taken.CHANGED
        assert files_below(inbox) == {"s/a.pdf": TWO}
        taken, second = take(service, inbox, "s/a.pdf")
        assert taken is Taken.GONE
        assert second.id != first.id
        assert stored(service, ONE)
        assert stored(service, TWO)
        assert balance(service) == Balance(working=2)

    def test_a_writer_that_goes_on_after_the_move_is_noticed(self, service: Service, inbox: Path) -> None:
        with put(inbox, "a.pdf", ONE).open("ab") as writer:
            _, scan = take(service, inbox, "a.pdf")
            known = FileStamp.parse(scan.stamp)
            assert moving.check_moved(service, inbox, scan, known) == known
            writer.write(b" and more")
        assert moving.check_moved(service, inbox, scan, known) is None
        assert files_below(inbox) == {"a.pdf": ONE + b" and more"}
        assert row(service, scan.id).moved_to is None
        _, again = take(service, inbox, "a.pdf")
        assert stored(service, ONE + b" and more")
        assert again.duplicate_of is None

    def test_what_people_do_in_done_is_their_own_business(self, service: Service, inbox: Path) -> None:
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        known = FileStamp.parse(scan.stamp)
        moved = inbox / "done" / "a.pdf"
        os.utime(moved, ns=(1, 1))
        touched = moving.check_moved(service, inbox, scan, known)
        assert touched is not None
        assert touched != known
        shutil.copy(moved, inbox / "done" / "new")
        (inbox / "done" / "new").write_bytes(TWO)
        (inbox / "done" / "new").rename(moved)
        assert moving.check_moved(service, inbox, scan, touched) is None
        assert files_below(inbox) == {"done/a.pdf": TWO}
        moved.unlink()
        assert moving.check_moved(service, inbox, scan, touched) is None


class TestAfterACrash:
    def test_stored_and_entered_but_not_moved_is_the_same_arrival(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        (inbox / "done").write_text("in the way of the tray")
        with pytest.raises(OSError):  # noqa: PT011  # which one is the kernel's choice
            take(service, inbox, "a.pdf")
        assert balance(service) == Balance(working=1)
        assert (inbox / "a.pdf").exists()
        (inbox / "done").unlink()
        taken, scan = take(service, inbox, "a.pdf")
        assert taken is Taken.GONE
        assert balance(service) == Balance(working=1)
        assert scan.moved_to == "done/a.pdf"

    def test_resuming_moves_it_without_waiting_for_it_to_settle(self, service: Service, inbox: Path) -> None:
        put(inbox, "a.pdf", ONE)
        (inbox / "done").write_text("in the way of the tray")
        with pytest.raises(OSError):  # noqa: PT011  # which one is the kernel's choice
            take(service, inbox, "a.pdf")
        (inbox / "done").unlink()
        moving.resume_moves(service, inbox)
        assert files_below(inbox) == {"done/a.pdf": ONE}
        assert row(service, 1).moved_to == "done/a.pdf"

    def test_moved_but_not_noted_is_found_in_the_tray(self, service: Service, inbox: Path) -> None:
        put(inbox, "done/a.pdf", THREE)
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        forget_the_move(service, scan)
        moving.resume_moves(service, inbox)
        assert row(service, scan.id).moved_to == f"done/a ({scan.id}).pdf"

    def test_moved_but_not_noted_and_the_same_file_delivered_again_is_a_duplicate(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, first = take(service, inbox, "a.pdf")
        forget_the_move(service, first)
        put(inbox, "a.pdf", ONE)
        _, second = take(service, inbox, "a.pdf")
        assert second.duplicate_of == first.id
        assert balance(service) == Balance(working=1, duplicate=1)
        assert row(service, first.id).moved_to == "done/a.pdf"
        assert len(files_below(inbox)) == 2

    def test_changed_after_the_crash_is_a_new_arrival(self, service: Service, inbox: Path) -> None:
        file = put(inbox, "a.pdf", ONE)
        (inbox / "done").write_text("in the way of the tray")
        with pytest.raises(OSError):  # noqa: PT011  # which one is the kernel's choice
            take(service, inbox, "a.pdf")
        (inbox / "done").unlink()
        file.write_bytes(TWO)
        moving.resume_moves(service, inbox)
        assert file.read_bytes() == TWO
        take(service, inbox, "a.pdf")
        assert balance(service) == Balance(working=2)
        assert stored(service, ONE)
        assert stored(service, TWO)

    def test_changed_after_it_was_moved_but_before_that_was_noted(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        forget_the_move(service, scan)
        (inbox / "done" / "a.pdf").write_bytes(ONE + b"!")
        moving.resume_moves(service, inbox)
        assert files_below(inbox) == {"a.pdf": ONE + b"!"}

    def test_a_file_that_somebody_took_away_is_noted_as_gone(self, service: Service, inbox: Path) -> None:
        file = put(inbox, "a.pdf", ONE)
        service.database.after_commit = lambda: file.unlink(missing_ok=True)
        taken, scan = take(service, inbox, "a.pdf")
        assert taken is Taken.GONE
        assert (scan.moved_to, scan.moved_at is None) == (None, False)
        assert stored(service, ONE)

    def test_a_share_that_vanishes_is_not_mistaken_for_a_file_that_was_taken_away(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        away = inbox.with_name("away")
        service.database.after_commit = lambda: inbox.exists() and inbox.rename(away)
        with pytest.raises(OSError):  # noqa: PT011  # the folder is gone
            take(service, inbox, "a.pdf")
        service.database.after_commit = lambda: None
        assert row(service, 1).moved_at is None
        away.rename(inbox)
        moving.resume_moves(service, inbox)
        assert files_below(inbox) == {"done/a.pdf": ONE}
        assert balance(service) == Balance(working=1)


class TestEmptyingDone:
    def emptied(self, service: Service, inbox: Path) -> int:
        return moving.empty_done(service, inbox, service.now() + dt.timedelta(seconds=1))

    def test_filed_files_go_when_their_original_is_whole(self, service: Service, inbox: Path) -> None:
        for name, content in (("a.pdf", ONE), ("copy.pdf", ONE), ("working.pdf", TWO)):
            put(inbox, name, content)
            _, scan = take(service, inbox, name)
            if name == "a.pdf":
                finish(service, scan)
        assert moving.empty_done(service, inbox, service.now() - dt.timedelta(days=1)) == 0
        assert self.emptied(service, inbox) == 2
        assert files_below(inbox) == {"done/working.pdf": TWO}
        assert stored(service, ONE)
        assert self.emptied(service, inbox) == 0

    def test_a_damaged_original_or_a_changed_file_keeps_what_lies_in_done(
        self, service: Service, inbox: Path
    ) -> None:
        scans = []
        for name, content in (("a.pdf", ONE), ("b.pdf", TWO)):
            put(inbox, name, content)
            scans.append(take(service, inbox, name)[1])
            finish(service, scans[-1])
        original = service.files.path(scans[0].sha256)
        original.chmod(0o644)
        original.write_bytes(b"rotten")
        (inbox / "done/b.pdf").write_bytes(THREE)
        assert self.emptied(service, inbox) == 0
        assert files_below(inbox) == {"done/a.pdf": ONE, "done/b.pdf": THREE}

    def test_the_keeper_does_it_only_when_it_is_wished(self, service: Service, inbox: Path) -> None:
        put(inbox, "a.pdf", ONE)
        finish(service, take(service, inbox, "a.pdf")[1])
        engine = create_engine(service.settings.database)
        with engine.begin() as connection:
            connection.execute(text("UPDATE scans SET moved_at = '2020-01-01 00:00:00.000000'"))
        engine.dispose()
        InboxKeeper(service, inbox, lambda scan: None).tend(inbox)
        assert files_below(inbox) == {"done/a.pdf": ONE}
        wished = service.settings.model_copy(update={"empty_done_after_days": 30})
        other = Service(wished, service.database, service.files, None, service.limits, None)
        InboxKeeper(other, inbox, lambda scan: None).tend(inbox)
        assert files_below(inbox) == {}


class TestRejected:
    def test_the_reason_lies_beside_the_file_in_both_languages(self, service: Service, inbox: Path) -> None:
        put(inbox, "s/a.pdf", ONE)
        _, scan = take(service, inbox, "s/a.pdf")
        reject(service, scan)
        moving.put_away(service, scan.id)
        assert set(files_below(inbox)) == {"rejected/s/a.pdf", "rejected/s/a.pdf.txt"}
        note = (inbox / "rejected/s/a.pdf.txt").read_bytes().decode("utf-8-sig")
        assert TruncatedFile.template in note
        assert TruncatedFile.advice in note
        assert note.count("truncated") == 2
        assert note.rstrip().endswith(reason_mark(scan.id))
        assert balance(service) == Balance(rejected=1)

    def test_a_retry_keeps_the_row_and_success_takes_file_and_reason_away(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "s/a.pdf", ONE)
        _, scan = take(service, inbox, "s/a.pdf")
        reject(service, scan, EncryptedFile)
        moving.put_away(service, scan.id)
        assert intake.retry(service, SYSTEM, scan.id, password="secret").state is ScanState.WORKING
        assert balance(service) == Balance(working=1)
        with service.database.reading() as work:
            assert work.scans.password_of(scan.id) == "secret"
        finish(service, scan)
        assert files_below(inbox) == {"done/s/a.pdf": ONE}
        assert balance(service) == Balance(filed=1)

    def test_a_retry_that_fails_again_leaves_everything_in_its_place(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        for _ in range(2):
            reject(service, scan)
            moving.put_away(service, scan.id)
            assert set(files_below(inbox)) == {"rejected/a.pdf", "rejected/a.pdf.txt"}
            intake.retry(service, SYSTEM, scan.id)

    def test_what_is_filed_or_unknown_is_not_tried_again(self, service: Service, inbox: Path) -> None:
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        finish(service, scan)
        with pytest.raises(Conflict):
            intake.retry(service, SYSTEM, scan.id)
        with pytest.raises(NotFound):
            intake.retry(service, SYSTEM, 99)

    def test_a_copy_of_a_rejected_file_goes_beside_it_and_says_so(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, first = take(service, inbox, "a.pdf")
        reject(service, first)
        moving.put_away(service, first.id)
        put(inbox, "b.pdf", ONE)
        _, second = take(service, inbox, "b.pdf")
        assert second.duplicate_of == first.id
        note = (inbox / "rejected/b.pdf.txt").read_bytes().decode("utf-8-sig")
        assert "“a.pdf”" in note
        assert f"dossier retry {first.id}\r\n" in note

    def test_killed_between_outcome_and_moving_it_is_put_away_later(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        reject(service, scan)
        moving.resume_moves(service, inbox)
        assert set(files_below(inbox)) == {"rejected/a.pdf", "rejected/a.pdf.txt"}


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
    watched = Service(quick, service.database, service.files, None, service.limits, None)
    inboxes = Inboxes(watched, received.append)
    assert [view.root for view in inboxes.views()] == [inbox]
    inboxes.start()
    try:
        png = bytes.fromhex("89504e470d0a1a0a") + b"x" * 20 + b"IEND\xae\x42\x60\x82"
        put(inbox, "a.png", png)
        for _ in range(500):
            if received and not inboxes.views()[0].waiting:
                break
            time.sleep(0.01)
    finally:
        inboxes.stop()
    assert files_below(inbox) == {"done/a.png": png}
    assert balance(service) == Balance(working=1)
