"""A second copy of everything, and a data folder made from it, on real files and databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from dossier import backup, care, customers, find, health, overview
from dossier.adding import add_files
from dossier.cli import app
from dossier.errors import BadRequest, Conflict, StoreUnavailable
from dossier.inbox_list import add_inbox
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.copying import check_sqlite, copy_sqlite
from tests.integration.backed_up import KEEPER, copied, opened, silent

WORDS = ("送货单", "收货单位：沧州恒通管件制造有限公司")


def paper(folder: Path, name: str) -> Path:
    sheet = pymupdf.open()
    page = sheet.new_page()
    for place, line in enumerate((*WORDS, f"单号：{name}")):
        page.insert_text((60, 80 + 40 * place), line, fontname="china-s", fontsize=14)
    path = folder / f"{name}.pdf"
    sheet.save(path)
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A data folder with two papers."""
    folder = tmp_path_factory.mktemp("filled")
    with opened(folder / "data") as service:
        add_files(service, KEEPER, [paper(folder, "S1"), paper(folder, "S2")], silent)
    return folder / "data"


@pytest.fixture
def service(filled, tmp_path):
    with copied(filled, tmp_path / "data") as service:
        yield service


def originals(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "originals").glob("??/*")}


def spoil(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"x" * path.stat().st_size)


def backup_finding(service) -> health.Finding:
    return next(one for one in health.examine(service, KEEPER, None) if one.check.template == "Backup")


def test_a_data_folder_made_from_a_backup_holds_everything(service, tmp_path):
    assert backup_finding(service).standing is health.Standing.WARN
    copied = backup.back_up(service, KEEPER, tmp_path / "backup", silent)
    assert (copied.originals, copied.new, list(copied.bad)) == (2, 2, [])
    assert backup_finding(service).standing is health.Standing.GOOD
    restored = backup.restore(tmp_path / "backup", tmp_path / "new", KEEPER, silent)
    assert (list(restored.originals.bad), restored.log_is_whole) == ([], True)
    assert originals(tmp_path / "new") == originals(service.settings.data)
    with open_service(read_settings(tmp_path / "new", reader="none")) as again:
        assert overview.status(again) == overview.status(service)
        assert find.search(again, KEEPER, "管件").total == find.search(service, KEEPER, "管件").total == 2
        assert care.verify_audit(again, KEEPER) is None


def test_a_backup_taken_while_somebody_writes_holds_what_was_committed(service, tmp_path):
    with service.database.unit_of_work() as work:
        work.marks.set("half", True, service.now())
        copy_sqlite(service.settings.data / "dossier.db", tmp_path / "copy.db")
    check_sqlite(tmp_path / "copy.db")
    marks = sqlite3.connect(tmp_path / "copy.db").execute("SELECT name FROM marks").fetchall()
    assert ("half",) not in marks
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_a_second_backup_copies_only_what_is_new_and_mends_what_went_bad(service, tmp_path):
    folder = tmp_path / "backup"
    backup.back_up(service, KEEPER, folder, silent)
    customers.create(service, KEEPER, name="晚到的客户", uscc=None)
    add_files(service, KEEPER, [paper(tmp_path, "S3")], silent)
    copied = backup.back_up(service, KEEPER, folder, silent)
    assert (copied.originals, copied.new) == (3, 1)
    one = next((folder / "originals").glob("??/*"))
    spoil(one)
    assert backup.back_up(service, KEEPER, folder, silent, verify=True).new == 1
    assert one.read_bytes() == service.files.path(one.name).read_bytes()
    backup.restore(folder, tmp_path / "new", KEEPER, silent)
    with (
        open_service(read_settings(tmp_path / "new", reader="none")) as again,
        again.database.reading() as work,
    ):
        assert "晚到的客户" in {one.name for one in work.customers.known(0)}


def test_bad_originals_are_named_and_never_take_the_place_of_good_ones(service, tmp_path):
    folder = tmp_path / "backup"
    with service.database.reading() as work:
        first, second = (sha256 for _, sha256, _ in work.scans.hashes())
    good = service.files.path(first).read_bytes()
    backup.back_up(service, KEEPER, folder, silent)
    spoil(service.files.path(first))
    assert not backup.back_up(service, KEEPER, folder, silent, verify=True).bad
    assert originals(folder)[first] == good
    other = backup.back_up(service, KEEPER, tmp_path / "other", silent)
    assert ["S1.pdf" in str(fault) and "changed" in str(fault) for fault in other.bad] == [True]
    assert backup_finding(service).standing is health.Standing.BAD
    (folder / "originals" / second[:2] / second).unlink()
    restored = backup.restore(folder, tmp_path / "new", KEEPER, silent)
    assert ["S2.pdf" in str(fault) and "missing" in str(fault) for fault in restored.originals.bad] == [True]


@pytest.mark.parametrize("there", ["dossier.db", "dossier.db-wal", "dossier.db-journal"])
def test_restoring_writes_over_nothing(service, tmp_path, there):
    backup.back_up(service, KEEPER, tmp_path / "backup", silent)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / there).write_bytes(b"mine")
    with pytest.raises(Conflict):
        backup.restore(tmp_path / "backup", tmp_path / "new", KEEPER, silent)
    assert (tmp_path / "new" / there).read_bytes() == b"mine"
    assert [path.name for path in (tmp_path / "new").iterdir()] == [there]


def test_wrong_folders_and_damaged_backups_are_refused_with_the_remedy(service, tmp_path):
    data, foreign = service.settings.data, tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine")
    for folder in (data, data / "backup", tmp_path, foreign, foreign / "thesis.txt"):
        with pytest.raises(BadRequest):
            backup.back_up(service, KEEPER, folder, silent)
    scans = tmp_path / "scans"
    scans.mkdir()
    add_inbox(service, KEEPER, str(scans))
    with pytest.raises(BadRequest, match="inbox"):
        backup.back_up(service, KEEPER, scans / "backup", silent)
    for folder in (foreign, tmp_path / "nothing"):
        with pytest.raises(BadRequest):
            backup.restore(folder, tmp_path / "new", KEEPER, silent)
    backup.back_up(service, KEEPER, tmp_path / "backup", silent)
    whole = (tmp_path / "backup" / "dossier.db").read_bytes()
    middle = len(whole) // 2
    for damaged in (
        whole[:middle],
        whole[:middle] + b"\x55" * 20_000 + whole[middle + 20_000 :],
        b"",
        b"text",
    ):
        (tmp_path / "backup" / "dossier.db").write_bytes(damaged)
        with pytest.raises(BadRequest):
            backup.restore(tmp_path / "backup", tmp_path / "new", KEEPER, silent)
    assert not (tmp_path / "new").exists()


def test_a_backup_that_fails_leaves_the_earlier_one_whole(service, tmp_path):
    folder = tmp_path / "backup"
    backup.back_up(service, KEEPER, folder, silent)
    before = (folder / "dossier.db").read_bytes()
    add_files(service, KEEPER, [paper(tmp_path, "S3")], silent)
    with service.database.reading() as work:
        third = work.scans.newest_hashes(1)[0]
    (folder / "originals" / third[:2]).write_bytes(b"a file where a folder must be")
    with pytest.raises(StoreUnavailable):
        backup.back_up(service, KEEPER, folder, silent)
    assert (folder / "dossier.db").read_bytes() == before
    (folder / "originals" / third[:2]).unlink()
    restored = backup.restore(folder, tmp_path / "new", KEEPER, silent)
    assert (restored.originals.originals, list(restored.originals.bad)) == (2, [])


def test_both_are_commands(service, tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_LANGUAGE", "zh_CN")
    folder, new = str(tmp_path / "backup"), str(tmp_path / "new")
    done = CliRunner().invoke(app, ["backup", folder, "--data", str(service.settings.data)])
    assert done.exit_code == 0
    assert "原件 2 份" in done.stdout
    next((tmp_path / "backup" / "originals").glob("??/*")).unlink()
    done = CliRunner().invoke(app, ["restore", folder, "--data", new])
    assert done.exit_code == 1
    assert "已恢复" in done.stdout
    assert "缺失" in done.stderr
