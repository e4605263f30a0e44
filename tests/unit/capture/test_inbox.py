from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.formats.structure import Structure
from capture.inbox import (
    InboxGone,
    InboxOverlap,
    NotRegular,
    Refusal,
    check_inboxes,
    customer_hint,
    display_name,
    folder_of,
    is_ignored,
    list_inbox,
    look_into,
    open_regular,
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    root = tmp_path / "inbox"
    root.mkdir()
    return root


def put(root: Path, path: str, content: bytes = b"x") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def found(root: Path) -> list[str]:
    return sorted(entry.path for entry in list_inbox(root).files)


def test_files_of_all_subfolders_are_listed_with_their_stamp(inbox: Path) -> None:
    put(inbox, "a.pdf", b"12345")
    put(inbox, "华东机械/合同/b.jpg")
    listing = list_inbox(inbox)
    assert sorted(entry.path for entry in listing.files) == ["a.pdf", "华东机械/合同/b.jpg"]
    entry = next(entry for entry in listing.files if entry.path == "a.pdf")
    known = (inbox / "a.pdf").stat()
    assert (entry.stamp.size, entry.stamp.inode, entry.stamp.mtime_ns) == (5, known.st_ino, known.st_mtime_ns)


def test_the_trays_are_reserved_at_the_top_only(inbox: Path) -> None:
    put(inbox, "done/a.pdf")
    put(inbox, "rejected/b.pdf")
    put(inbox, "customer/done/c.pdf")
    assert found(inbox) == ["customer/done/c.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden", ".DS_Store", "._a.pdf", "~$order.docx", "a.tmp", "A.TMP", "a.pdf.part", "a.crdownload",
        "Thumbs.db", "desktop.ini", "scan.filepart",
    ],
)  # fmt: skip
def test_hidden_and_temporary_names_are_ignored(inbox: Path, name: str) -> None:
    put(inbox, name)
    put(inbox, f"{name}.folder/a.pdf" if name.startswith(".") else "plain.pdf")
    assert is_ignored(name)
    assert [path for path in found(inbox) if path != "plain.pdf"] == []


@pytest.mark.parametrize("name", ["#recycle", "@eaDir", "$RECYCLE.BIN", "System Volume Information"])
def test_bins_of_storage_boxes_are_not_walked_through(inbox: Path, name: str) -> None:
    put(inbox, f"{name}/thrown away.pdf")
    assert found(inbox) == []


@pytest.mark.parametrize("name", ["template.pdf", "apart.pdf", "part", "tmp", "合同.tmp.pdf", "~a.pdf"])
def test_names_that_only_look_a_bit_temporary_are_taken(inbox: Path, name: str) -> None:
    put(inbox, name)
    assert found(inbox) == [name]


def test_links_fifos_and_sockets_are_listed_as_refused_and_left(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = put(tmp_path, "outside/secret.pdf")
    (inbox / "link.pdf").symlink_to(secret)
    (inbox / "folder").symlink_to(secret.parent)
    (inbox / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(inbox / "fifo.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(inbox)  # a socket's whole path must be short
        listener.bind("socket")
        listing = list_inbox(inbox)
    assert listing.files == []
    assert {item.path: item.reason for item in listing.refused} == {
        "link.pdf": Refusal.LINK, "folder": Refusal.LINK, "dangling": Refusal.LINK,
        "fifo.pdf": Refusal.FIFO, "socket": Refusal.SOCKET,
    }  # fmt: skip
    assert len(list(inbox.iterdir())) == 5


def test_what_is_no_regular_file_is_never_opened(inbox: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.pdf")
    (inbox / "link.pdf").symlink_to(secret)
    os.mkfifo(inbox / "fifo.pdf")
    put(tmp_path, "outside/a.pdf")
    (inbox / "folder").symlink_to(tmp_path / "outside")
    for path in ("link.pdf", "fifo.pdf", "folder/a.pdf"):
        with pytest.raises(OSError), open_regular(inbox, path):  # noqa: PT011  # which one depends on the way
            raise AssertionError(f"{path} was opened")
    with pytest.raises(NotRegular), open_regular(inbox, "fifo.pdf"):
        pass


@pytest.mark.parametrize("path", ["../a", "a/../../b", "/etc/passwd", "a//b", ".", "..", ""])
def test_no_path_leads_out_of_the_inbox(inbox: Path, path: str) -> None:
    with pytest.raises(ValueError, match="no empty"), folder_of(inbox, path):
        pass


@pytest.mark.parametrize(
    "name", [b"two\nlines.pdf", b"-rf.pdf", b"\xff\xfe\xd6\xd0.pdf", "长".encode() * 80 + b".pdf", b" .pdf"]
)
def test_odd_names_survive(inbox: Path, name: bytes) -> None:
    file = os.fsencode(inbox) + b"/" + name
    with open(file, "wb") as out:  # noqa: PTH123  # a name in bytes
        out.write(b"%PDF-")
    (path,) = found(inbox)
    assert os.fsencode(path) == name
    with open_regular(inbox, path) as fd:
        assert os.read(fd, 10) == b"%PDF-"
    shown = display_name(path)
    assert shown.encode()
    assert "\n" not in shown


def test_folders_inside_each_other_without_end_are_refused_not_followed(inbox: Path) -> None:
    deep = inbox
    for _ in range(70):
        deep = deep / "d"
    deep.mkdir(parents=True)
    put(deep, "a.pdf")
    put(inbox, "b.pdf")
    listing = list_inbox(inbox)
    assert [entry.path for entry in listing.files] == ["b.pdf"]
    assert [item.reason for item in listing.refused] == [Refusal.TOO_DEEP]


def test_a_missing_inbox_says_so(tmp_path: Path) -> None:
    with pytest.raises(InboxGone) as caught:
        list_inbox(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)
    assert str(caught.value.hint)


def test_the_first_subfolder_names_the_customer() -> None:
    assert customer_hint("a.pdf") is None
    assert customer_hint("华东机械/a.pdf") == "华东机械"
    assert customer_hint("华东机械/2024/a.pdf") == "华东机械"
    assert customer_hint(os.fsdecode(b"\xff/a.pdf")) == "\N{REPLACEMENT CHARACTER}"


def test_looking_into_a_file_tells_its_condition(inbox: Path) -> None:
    put(inbox, "a.txt", b"hello, world")
    assert look_into(inbox, "a.txt").structure is Structure.UNKNOWN
    put(inbox, "empty.pdf", b"")
    assert look_into(inbox, "empty.pdf").structure is Structure.INCOMPLETE
    with (inbox / "a.txt").open("ab"):
        assert look_into(inbox, "a.txt").writer in (True, False)


class TestOverlaps:
    def test_the_default_inbox_and_folders_beside_each_other_are_fine(self, tmp_path: Path) -> None:
        data = tmp_path / "data"
        (data / "inbox").mkdir(parents=True)
        check_inboxes([data / "inbox"], data)
        check_inboxes([data / "inbox" / "a", data / "inbox" / "b", tmp_path / "scans"], data)

    @pytest.mark.parametrize(
        "inboxes",
        [
            ["data"],
            ["."],
            ["data/originals"],
            ["in", "in"],
            ["in", "in/sub"],
            ["in/sub", "in"],
            ["lnk", "in"],
        ],
    )
    def test_overlapping_folders_are_refused_with_both_names(
        self, tmp_path: Path, inboxes: list[str]
    ) -> None:
        data = tmp_path / "data"
        (data / "originals").mkdir(parents=True)
        (tmp_path / "in" / "sub").mkdir(parents=True)
        (tmp_path / "lnk").symlink_to(tmp_path / "in")
        with pytest.raises(InboxOverlap) as caught:
            check_inboxes([tmp_path / inbox for inbox in inboxes], data)
        assert str(tmp_path) in str(caught.value)

    def test_a_file_is_no_inbox(self, tmp_path: Path) -> None:
        with pytest.raises(InboxOverlap):
            check_inboxes([put(tmp_path, "file")], tmp_path / "data")


@given(st.binary(min_size=1, max_size=60))
def test_every_name_can_be_shown_and_stored(raw: bytes) -> None:
    display_name(os.fsdecode(raw)).encode("utf-8")
