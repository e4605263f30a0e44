from __future__ import annotations

import os
from pathlib import Path

import pytest

from capture import tray as tray_module
from capture.settle import FileStamp
from capture.tray import (
    Tray,
    bring_back,
    find_moved,
    move_to_tray,
    numbered,
    origin_of,
    remove_reason,
    stamp_of,
    write_reason,
)

REASON = "文件是空的。\nThe file is empty.\n\ndossier retry 7\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    root = tmp_path / "inbox"
    root.mkdir()
    return root


@pytest.fixture(params=["flag", "no flag"])
def rename_without_flag(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time as on NFS, whose kernel module refuses RENAME_NOREPLACE."""
    if request.param == "no flag":
        monkeypatch.setattr(tray_module, "RENAME_NOREPLACE", 1 << 30)


def put(root: Path, path: str, content: bytes = b"x") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.usefixtures("rename_without_flag")
class TestMoving:
    def test_a_file_keeps_its_subfolder_and_name(self, inbox: Path) -> None:
        put(inbox, "华东/合同.pdf", b"1")
        assert move_to_tray(inbox, "华东/合同.pdf", Tray.DONE, 7) == "done/华东/合同.pdf"
        assert (inbox / "done/华东/合同.pdf").read_bytes() == b"1"
        assert not (inbox / "华东/合同.pdf").exists()

    def test_a_taken_name_is_never_written_over(self, inbox: Path) -> None:
        for number, content in enumerate([b"1", b"2", b"3"]):
            put(inbox, "a.pdf", content)
            move_to_tray(inbox, "a.pdf", Tray.DONE, 7 if number else 3)
        kept = {file.name: file.read_bytes() for file in (inbox / "done").iterdir()}
        assert kept == {"a.pdf": b"1", "a (7).pdf": b"2", "a (7-2).pdf": b"3"}

    def test_moving_what_is_gone_fails_and_leaves_nothing(self, inbox: Path) -> None:
        with pytest.raises(FileNotFoundError):
            move_to_tray(inbox, "a.pdf", Tray.DONE, 1)
        assert names(inbox) == []

    def test_a_tray_that_is_a_link_is_not_followed(self, inbox: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (inbox / "done").symlink_to(tmp_path / "elsewhere")
        put(inbox, "a.pdf")
        with pytest.raises(OSError):  # noqa: PT011  # ELOOP or ENOTDIR, as the kernel likes
            move_to_tray(inbox, "a.pdf", Tray.DONE, 1)
        assert (inbox / "a.pdf").exists()
        assert names(tmp_path / "elsewhere") == []

    def test_a_file_is_brought_back_beside_what_took_its_place(self, inbox: Path) -> None:
        put(inbox, "s/a.pdf", b"old")
        place = move_to_tray(inbox, "s/a.pdf", Tray.REJECTED, 4)
        assert bring_back(inbox, place, 4) == "s/a.pdf"
        place = move_to_tray(inbox, "s/a.pdf", Tray.REJECTED, 4)
        put(inbox, "s/a.pdf", b"new")
        assert bring_back(inbox, place, 4) == "s/a (4-1).pdf"
        assert (inbox / "s/a.pdf").read_bytes() == b"new"

    def test_a_file_changes_trays(self, inbox: Path) -> None:
        put(inbox, "s/a.pdf")
        place = move_to_tray(inbox, "s/a.pdf", Tray.DONE, 4)
        assert move_to_tray(inbox, place, Tray.REJECTED, 4) == "rejected/s/a.pdf"

    def test_a_moved_file_is_found_by_its_inode(self, inbox: Path) -> None:
        put(inbox, "done/a.pdf", b"other")
        put(inbox, "a.pdf")
        stamp = stamp_of(inbox, "a.pdf")
        assert stamp is not None
        assert find_moved(inbox, "a.pdf", Tray.DONE, 9, stamp) is None
        move_to_tray(inbox, "a.pdf", Tray.DONE, 9)
        assert find_moved(inbox, "a.pdf", Tray.DONE, 9, stamp) == "done/a (9).pdf"
        assert find_moved(inbox, "a.pdf", Tray.DONE, 9, FileStamp(1, 2, 3, 4)) is None


def test_origins() -> None:
    assert origin_of("done/a/b.pdf") == "a/b.pdf"
    assert origin_of("rejected/b.pdf") == "b.pdf"
    assert origin_of("customer/b.pdf") == "customer/b.pdf"
    assert origin_of("done") == "done"


@pytest.mark.parametrize("name", ["长" * 83 + ".pdf", "x" * 255, os.fsdecode(b"\xff" * 251) + ".jpg", ".pdf"])
def test_long_names_keep_their_ending_and_fit(inbox: Path, name: str) -> None:
    marked = numbered(name, " (123456)")
    assert len(os.fsencode(marked)) <= 255
    assert marked.endswith((").pdf", ")", ").jpg"))
    for _ in range(2):
        put(inbox, name)
        place = move_to_tray(inbox, name, Tray.REJECTED, 123456)
        write_reason(inbox, place, REASON)
    assert len(names(inbox / "rejected")) == 4


def test_the_reason_lies_beside_the_file_and_notepad_can_read_it(inbox: Path) -> None:
    put(inbox, "rejected/a.pdf")
    assert write_reason(inbox, "rejected/a.pdf", REASON) == "rejected/a.pdf.txt"
    raw = (inbox / "rejected/a.pdf.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").split("\r\n")[:2] == ["文件是空的。", "The file is empty."]


def test_a_reason_is_written_once_and_never_over_a_clerks_own_file(inbox: Path) -> None:
    put(inbox, "rejected/a.pdf")
    put(inbox, "rejected/a.pdf.txt", b"my notes")
    first = write_reason(inbox, "rejected/a.pdf", REASON)
    assert write_reason(inbox, "rejected/a.pdf", REASON) == first != "rejected/a.pdf.txt"
    assert (inbox / "rejected/a.pdf.txt").read_bytes() == b"my notes"
    remove_reason(inbox, "rejected/a.pdf", "dossier retry 77")
    assert len(names(inbox / "rejected")) == 3
    remove_reason(inbox, "rejected/a.pdf", "dossier retry 7")
    assert names(inbox / "rejected") == ["a.pdf", "a.pdf.txt"]
