"""Originals: durable, named by their hash, never half-written, never deleted."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import subprocess
import sys
import threading

import pytest

from storage.errors import DamagedOriginal, MissingOriginal
from storage.files import FileStore

DATA = b"scan" * 1000
NAME = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path) -> FileStore:
    store = FileStore(tmp_path / "data" / "originals")
    store.prepare()
    return store


def everything(store: FileStore) -> list[str]:
    return sorted(path.name for path in store.root.rglob("*") if path.is_file())


def test_bytes_are_stored_under_their_hash_and_read_only(store):
    stored = store.put(io.BytesIO(DATA))
    assert (stored.sha256, stored.size) == (NAME, len(DATA))
    assert store.path(NAME).read_bytes() == DATA
    assert store.path(NAME).stat().st_mode & 0o777 == 0o444
    assert store.has(NAME)
    assert store.verify(NAME) == len(DATA)
    with store.open(NAME) as stream:
        assert stream.read() == DATA
    assert list(store.names()) == everything(store) == [NAME]


def test_a_file_is_stored_by_its_path(store, tmp_path):
    (tmp_path / "x.pdf").write_bytes(DATA)
    assert store.put(tmp_path / "x.pdf").sha256 == NAME
    assert (tmp_path / "x.pdf").read_bytes() == DATA


def test_an_empty_file_is_a_file(store):
    assert store.put(io.BytesIO()).size == 0
    assert len(everything(store)) == 1


def test_storing_again_changes_nothing(store):
    store.put(io.BytesIO(DATA))
    before = store.path(NAME).stat().st_ino
    store.put(io.BytesIO(DATA))
    assert store.path(NAME).stat().st_ino == before
    assert everything(store) == [NAME]


@pytest.mark.parametrize("damage", [DATA[:-1], b"", DATA[:-1] + b"x"])
def test_a_damaged_original_is_told_and_mended_by_the_same_bytes(store, damage):
    store.put(io.BytesIO(DATA))
    store.path(NAME).chmod(0o644)
    store.path(NAME).write_bytes(damage)
    with pytest.raises(DamagedOriginal):
        store.verify(NAME)
    store.put(io.BytesIO(DATA))
    assert store.verify(NAME) == len(DATA)
    aside = [path for path in store.root.rglob("damaged-*")]
    assert [path.read_bytes() for path in aside] == [damage]
    assert list(store.names()) == [NAME]


def test_a_missing_original_is_told(store):
    with pytest.raises(MissingOriginal):
        store.open(NAME)
    with pytest.raises(MissingOriginal):
        store.verify(NAME)
    assert not store.has(NAME)


@pytest.mark.parametrize("name", ["", "x", "../etc/passwd", NAME.upper(), NAME + "0"])
def test_no_name_leads_out_of_the_store(store, name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_links_folders_and_pipes_are_not_stored(store, tmp_path):
    (tmp_path / "x.pdf").write_bytes(DATA)
    (tmp_path / "link").symlink_to(tmp_path / "x.pdf")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "data"):
        with pytest.raises(OSError, match=r"symbolic|plain"):
            store.put(tmp_path / name)
    assert everything(store) == []


def test_a_source_that_breaks_leaves_nothing(store):
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(5, "cable out")
            return super().read(10)

    with pytest.raises(OSError, match="cable"):
        store.put(Broken(DATA))
    assert everything(store) == []


def test_a_full_disk_is_told_and_leaves_nothing(store):
    """A limit on the size of files is a full disk for this process."""
    program = (
        "import io, pathlib, resource, sys\n"
        "from storage.files import FileStore\n"
        "from storage.errors import StorageFull\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "store = FileStore(pathlib.Path(sys.argv[1]))\n"
        "try:\n"
        "    store.put(io.BytesIO(bytes(3_000_000)))\n"
        "except StorageFull as error:\n"
        "    print(error.code)\n"
        "store.put(io.BytesIO(b'small'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, store.root], capture_output=True, text=True, check=True
    )
    assert done.stdout == "storage_full\n"
    assert everything(store) == [hashlib.sha256(b"small").hexdigest()]


def test_what_dead_writers_left_is_cleared_and_living_ones_are_left_alone(store):
    dead, alive = store.root / ".coming-dead", store.root / ".coming-alive"
    dead.write_bytes(b"half")
    alive.write_bytes(b"half")
    with alive.open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        store.prepare()
        assert everything(store) == [".coming-alive"]
    store.prepare()
    assert everything(store) == []


def test_a_writer_killed_in_the_middle_leaves_nothing_visible(store):
    program = (
        "import os, pathlib, signal, sys\n"
        "from storage.files import FileStore\n"
        "class Source:\n"
        "    left = 5\n"
        "    def read(self, size):\n"
        "        self.left -= 1\n"
        "        if not self.left:\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return bytes(size)\n"
        "FileStore(pathlib.Path(sys.argv[1])).put(Source())\n"
    )
    done = subprocess.run([sys.executable, "-c", program, store.root], check=False)
    assert done.returncode == -9
    assert list(store.names()) == []
    assert len(everything(store)) == 1
    store.prepare()
    assert everything(store) == []


def test_many_writers_of_the_same_bytes_make_one_original(store):
    writers = [threading.Thread(target=lambda: store.put(io.BytesIO(DATA))) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert everything(store) == [NAME]
    assert store.verify(NAME) == len(DATA)
