"""What broke backups: wrong data folders, two at once, disks that fail, settings that lead elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dossier import backup
from dossier.adding import add_files
from dossier.cli import app
from dossier.errors import BadRequest, Conflict, SettingInvalid, StoreUnavailable
from dossier.inbox_list import add_inbox, inbox_list, pause_inbox
from dossier.settings import read_settings
from dossier.wiring import open_service
from tests.integration.backed_up import KEEPER, copied, opened, silent


def take_in(service, *words: str) -> None:
    folder = service.settings.data.parent
    for word in words:
        (folder / f"{word}.txt").write_text(f"送货单 {word}\n收货单位：沧州恒通管件制造有限公司\n", "utf-8")
    add_files(service, KEEPER, [folder / f"{word}.txt" for word in words], silent)


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A data folder with two papers."""
    folder = tmp_path_factory.mktemp("filled")
    with opened(folder / "data") as service:
        take_in(service, "S1", "S2")
    return folder / "data"


@pytest.fixture
def service(filled, tmp_path):
    with copied(filled, tmp_path / "data") as service:
        yield service


@pytest.fixture
def kept(service, tmp_path) -> Path:
    """A backup of the data folder."""
    backup.back_up(service, KEEPER, tmp_path / "backup", silent)
    return tmp_path / "backup"


def hashes(service) -> list[str]:
    with service.database.reading() as work:
        return [sha256 for _, sha256, _ in work.scans.hashes()]


def lies(folder: Path, sha256: str) -> Path:
    return folder / "originals" / sha256[:2] / sha256


def scans(database: Path) -> int:
    return sqlite3.connect(database).execute("SELECT count(*) FROM scans").fetchone()[0]


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_a_backup_of_a_folder_without_a_database_is_refused_and_makes_none(kept, tmp_path):
    before = (kept / "dossier.db").read_bytes()
    (tmp_path / "unmounted").mkdir()
    for data in ("unmounted", "typo"):
        done = CliRunner().invoke(app, ["backup", str(kept), "--data", str(tmp_path / data)])
        assert isinstance(done.exception, BadRequest)
    assert (kept / "dossier.db").read_bytes() == before
    assert list((tmp_path / "unmounted").iterdir()) == []
    assert not (tmp_path / "typo").exists()


def test_a_backup_of_another_archive_or_of_a_newer_state_is_never_written_over(service, kept, tmp_path):
    before = (kept / "dossier.db").read_bytes()
    with open_service(read_settings(tmp_path / "other", reader="none", workers=1)) as other:
        with pytest.raises(Conflict):  # a database made a moment ago, where the disk is not mounted
            backup.back_up(other, KEEPER, kept, silent)
        take_in(other, "S1", "S2", "X3", "X4", "X5")
        with pytest.raises(Conflict):
            backup.back_up(other, KEEPER, kept, silent)
    assert (kept / "dossier.db").read_bytes() == before
    backup.restore(kept, tmp_path / "older", KEEPER, silent)
    take_in(service, "S3")
    backup.back_up(service, KEEPER, kept, silent)
    with (
        open_service(read_settings(tmp_path / "older", reader="none", workers=1)) as older,
        pytest.raises(Conflict),
    ):
        backup.back_up(older, KEEPER, kept, silent)
    assert scans(kept / "dossier.db") == 3
    assert (kept / "dossier.db.before").read_bytes() == before


def test_two_backups_at_once_leave_one_whole(service, tmp_path):
    folder = tmp_path / "backup"
    refused = []

    def second(_done: int, _total: int) -> None:
        with pytest.raises(Conflict) as told:
            backup.back_up(service, KEEPER, folder, silent)
        refused.append(str(told.value))

    backup.back_up(service, KEEPER, folder, second)
    assert refused
    left = {".dossier.db.coming", ".dossier.db.coming-wal", ".dossier.db.coming-shm", ".backup.lock"}
    for name in left:
        (folder / name).write_bytes(b"left by one that was killed")
    backup.back_up(service, KEEPER, folder, silent)
    assert not left & {path.name for path in folder.iterdir()}
    assert not backup.restore(folder, tmp_path / "new", KEEPER, silent).originals.bad


def test_settings_of_a_backup_never_lead_to_the_database_in_use(tmp_path):
    data, live = tmp_path / "data", tmp_path / "live.db"
    data.mkdir()
    (data / "dossier.env").write_text(f"DOSSIER_DATABASE_URL=sqlite:///{live}\nDOSSIER_LANGUAGE=en\n")
    with open_service(read_settings(data, reader="none", workers=1)) as service:
        take_in(service, "S1")
        backup.back_up(service, KEEPER, tmp_path / "backup", silent)
        take_in(service, "S2")
        with service.database.reading() as work:
            head = work.audit.head()
        restored = backup.restore(tmp_path / "backup", tmp_path / "new", KEEPER, silent)
        with service.database.reading() as work:
            assert work.audit.head() == head
    assert [("dossier.env" in str(note)) for note in restored.left_out] == [True]
    assert scans(tmp_path / "new" / "dossier.db") == 1
    again = read_settings(tmp_path / "new")
    assert (again.database_url, again.language) == ("", "en")


def test_a_trial_restore_takes_no_papers_of_the_service_in_use(tmp_path):
    scans_come_here, added, data = tmp_path / "scans", tmp_path / "added", tmp_path / "data"
    for one in (scans_come_here, added, data):
        one.mkdir()
    (data / "dossier.env").write_text(f"DOSSIER_INBOX={scans_come_here}\n")
    with open_service(read_settings(data, reader="none", workers=1)) as service:
        add_inbox(service, KEEPER, str(added))
        backup.back_up(service, KEEPER, tmp_path / "backup", silent)
        restored = backup.restore(tmp_path / "backup", tmp_path / "trial", KEEPER, silent)
        assert set(inbox_list(service).watched) == {scans_come_here, added}
    assert set(restored.paused) == {scans_come_here, added}
    with open_service(read_settings(tmp_path / "trial", reader="none", workers=1)) as trial:
        assert inbox_list(trial).watched == ()
        pause_inbox(trial, KEEPER, str(added), False)
        assert inbox_list(trial).watched == (added,)


def test_an_inbox_inside_the_restored_data_folder_stays_watched(service, kept, tmp_path):
    restored = backup.restore(kept, tmp_path / "new", KEEPER, silent)
    assert restored.paused == ()
    with open_service(read_settings(tmp_path / "new", reader="none", workers=1)) as again:
        assert again.settings.inboxes
        assert inbox_list(again).watched == tuple(again.settings.inboxes)


def test_settings_that_do_not_hold_here_stop_a_restore_before_the_database_is_there(tmp_path):
    data, new, certificate = tmp_path / "data", tmp_path / "new", tmp_path / "certificate.pem"
    data.mkdir()
    certificate.write_text("certificate")
    lines = f"DOSSIER_TLS_CERTIFICATE={certificate}\nDOSSIER_TLS_KEY={certificate}\nDOSSIER_LANGUAGE=en\n"
    (data / "dossier.env").write_text(lines)
    with open_service(read_settings(data, reader="none", workers=1)) as service:
        take_in(service, "S1")
        backup.back_up(service, KEEPER, tmp_path / "backup", silent)
    certificate.unlink()
    with pytest.raises(SettingInvalid) as stopped:
        backup.restore(tmp_path / "backup", new, KEEPER, silent)
    assert str(new / "dossier.env") in str(stopped.value)
    (new / "dossier.env").write_text("DOSSIER_LANGUAGE=en\n")
    assert not backup.restore(tmp_path / "backup", new, KEEPER, silent).originals.bad
    assert scans(new / "dossier.db") == 1


def test_an_original_that_cannot_be_read_is_named_and_the_rest_goes_on(service, kept, tmp_path):
    first, second = hashes(service)
    folder_instead(service.files.path(first))
    copied = backup.back_up(service, KEEPER, tmp_path / "fresh", silent)
    assert ["S1.txt" in str(fault) and "read" in str(fault) for fault in copied.bad] == [True]
    assert lies(tmp_path / "fresh", second).is_file()
    folder_instead(lies(kept, second))
    restored = backup.restore(kept, tmp_path / "new", KEEPER, silent)
    assert ["S2.txt" in str(fault) for fault in restored.originals.bad] == [True]
    assert lies(tmp_path / "new", first).is_file()
    shutil.rmtree(service.files.path(first))
    shutil.copy(lies(kept, first), service.files.path(first))
    assert backup.back_up(service, KEEPER, kept, silent, verify=True).new == 1
    assert lies(kept, second).is_file()


def test_originals_newer_than_the_backup_are_counted_and_named(service, kept, tmp_path):
    take_in(service, "S3")
    (newer,) = set(hashes(service)) - {path.name for path in (kept / "originals").glob("??/*")}
    shutil.copytree(service.settings.data / "originals", tmp_path / "half" / "originals")
    done = CliRunner().invoke(app, ["restore", str(kept), "--data", str(tmp_path / "half")])
    assert done.exit_code == 1
    assert newer in done.stderr
    assert backup.restore(kept, tmp_path / "new", KEEPER, silent).unknown == []


def test_a_whole_original_of_the_data_folder_is_no_damage(service, kept, tmp_path):
    shutil.copytree(service.settings.data / "originals", tmp_path / "half" / "originals")
    bad = lies(kept, hashes(service)[0])
    bad.chmod(0o644)
    bad.write_bytes(b"x" * bad.stat().st_size)
    assert backup.restore(kept, tmp_path / "half", KEEPER, silent).originals.bad == []


def test_changed_bytes_in_a_sound_database_are_seen(kept, tmp_path):
    whole = (kept / "dossier.db").read_bytes()
    flipped = whole.replace(b"S1.txt", b"S7.txt")
    assert flipped != whole
    (kept / "dossier.db").write_bytes(flipped)
    with pytest.raises(BadRequest, match="other bytes"):
        backup.restore(kept, tmp_path / "new", KEEPER, silent)
    (kept / "dossier.db").write_bytes(whole)
    (kept / "dossier.db.sha256").unlink()  # as backups of earlier versions are
    backup.restore(kept, tmp_path / "new", KEEPER, silent)


def test_a_damaged_database_takes_no_place_of_the_one_before(service, kept):
    good = (kept / "dossier.db").read_bytes()
    backup.back_up(service, KEEPER, kept, silent)
    assert (kept / "dossier.db.before").read_bytes() == good
    (kept / "dossier.db").write_bytes(b"rubbish")
    backup.back_up(service, KEEPER, kept, silent)
    assert (kept / "dossier.db.before").read_bytes() == good


def test_a_backup_that_may_not_be_read_is_refused_with_the_remedy(kept, tmp_path):
    me = os.geteuid()
    kept.chmod(0o700 if me == 0 else 0)
    try:
        if me == 0:
            os.seteuid(65534)  # nobody, whom the folder's owner alone keeps out
        with pytest.raises(StoreUnavailable, match="read"):
            backup.restore(kept, tmp_path / "new", KEEPER, silent)
    finally:
        os.seteuid(me)
        kept.chmod(0o700)


def test_a_disk_of_its_own_is_a_new_folder_and_links_into_the_data_folder_are_none(service, tmp_path):
    (tmp_path / "disk" / "lost+found").mkdir(parents=True)
    assert backup.back_up(service, KEEPER, tmp_path / "disk", silent).new == 2
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "originals").symlink_to(service.settings.data / "originals")
    with pytest.raises(BadRequest):
        backup.back_up(service, KEEPER, tmp_path / "linked", silent)


def test_a_backup_that_fails_leaves_no_half_copy(service, kept):
    take_in(service, "S3")
    (newer,) = set(hashes(service)) - {path.name for path in (kept / "originals").glob("??/*")}
    (kept / "originals" / newer[:2]).write_bytes(b"a file where a folder must be")
    with pytest.raises(StoreUnavailable):
        backup.back_up(service, KEEPER, kept, silent)
    assert not list(kept.glob(".*"))


def test_a_backup_is_never_emptied_as_an_inbox(service, kept, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    kept.rename(disk / "backup")
    for folder in (disk, disk / "backup", disk / "backup" / "originals"):
        with pytest.raises(BadRequest, match="backup"):
            add_inbox(service, KEEPER, str(folder))
    (disk / "backup").rename(tmp_path / "backup")
    add_inbox(service, KEEPER, str(disk))
