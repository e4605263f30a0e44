from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from capture.errors import EncryptedFile, LinkRefused, TruncatedFile
from capture.inbox import list_inbox
from capture.settle import FileStamp
from capture.watch import Taken
from dossier import intake, moving
from dossier.errors import Conflict, NotFound
from dossier.inboxes import InboxKeeper
from dossier.rejection import reason_mark
from dossier.wiring import Service
from storage.states import ScanState, Source
from storage.values import Balance
from storage.viewer import SYSTEM
from tests.integration.intake.room import (
    ONE,
    THREE,
    TWO,
    balance,
    entry,
    files_below,
    finish,
    forget_the_move,
    put,
    reject,
    row,
    stored,
    take,
)


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
        other = Service(wished, service.database, service.files, None, service.limits, None, None)
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

    def test_rejected_before_its_place_was_noted_it_still_goes_on_to_rejected(
        self, service: Service, inbox: Path
    ) -> None:
        put(inbox, "a.pdf", ONE)
        _, scan = take(service, inbox, "a.pdf")
        forget_the_move(service, scan)
        reject(service, scan)
        moving.put_away(service, scan.id)  # in vain: where it lies is not known yet
        moving.resume_moves(service, inbox)
        assert set(files_below(inbox)) == {"rejected/a.pdf", "rejected/a.pdf.txt"}
