"""Originals: every received file's bytes, named by their SHA-256, written once and never deleted.

Order of a write, so that a power cut at any instant leaves either nothing or the whole file:
temporary name in the store, write, length check, read-only, fsync, rename, fsync of the folders.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import io
import os
import re
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage.errors import DamagedOriginal, MissingOriginal, StorageFull

_CHUNK = 1 << 20
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TEMPORARY = ".coming-"
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are on the disk for good."""

    sha256: str
    size: int


class FileStore:
    """Originals below one folder, sharded by the first characters of their hash."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self) -> None:
        """Make the folder and clear what dead writers left unfinished; to be called at the start.

        Raises:
            StorageFull: there is no room for the folder.
        """
        with _telling_full():
            _make_folder(self.root)
        for left in self.root.glob(f"{_TEMPORARY}*"):
            if _is_abandoned(left):
                left.unlink(missing_ok=True)

    def put(self, source: BinaryIO | Path) -> Stored:
        """Store bytes durably; storing the same bytes again changes nothing.

        A stored original that turns out damaged is put aside and replaced by these bytes.

        Raises:
            StorageFull: no room; nothing of it is visible.
            OSError: the source cannot be read, or is no plain file.
        """
        if isinstance(source, Path):
            with _open_plain(source) as stream:
                return self.put(stream)
        with _telling_full():
            _make_folder(self.root)
            with self._temporary() as (descriptor, temporary):
                stored = _copy(source, descriptor)
                os.fchmod(descriptor, 0o444)
                os.fsync(descriptor)
                self._place(temporary, stored)
        return stored

    def path(self, sha256: str) -> Path:
        """Return where an original lies or would lie."""
        if not _NAME.fullmatch(sha256):
            raise ValueError("an original's name is a SHA-256 in small letters")
        return self.root / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Tell whether there is such an original (its bytes are not checked)."""
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> io.BufferedReader:
        """Open an original for reading.

        Raises:
            MissingOriginal: there is none.
        """
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise MissingOriginal(f"no original {sha256}") from error

    def verify(self, sha256: str) -> int:
        """Read an original to its end and compare its hash with its name; returns its size.

        Raises:
            MissingOriginal: there is none.
            DamagedOriginal: its bytes are others than were stored.
        """
        with self.open(sha256) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
        if digest != sha256:
            raise DamagedOriginal(f"the original {sha256} has other bytes now")
        return size

    def names(self) -> Iterator[str]:
        """Walk over the names of all originals."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if is_original_name(path.name):
                    yield path.name

    @contextlib.contextmanager
    def _temporary(self) -> Iterator[tuple[int, Path]]:
        """Give a new file that is locked as long as its writer lives, and is gone afterwards."""
        while True:
            path = self.root / f"{_TEMPORARY}{secrets.token_hex(16)}"
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                break
            os.close(descriptor)  # a process that cleared up took it before it was locked
        try:
            yield descriptor, path
        finally:
            path.unlink(missing_ok=True)
            os.close(descriptor)

    def _place(self, temporary: Path, stored: Stored) -> None:
        final = self.path(stored.sha256)
        _make_folder(final.parent)
        if final.exists():
            try:
                self.verify(stored.sha256)
            except (DamagedOriginal, OSError):  # other bytes, or none that the disk gives back
                final.rename(final.with_name(f"damaged-{secrets.token_hex(8)}-{final.name}"))
        if final.exists():
            sync(final)  # its writer may have died before it did so
        else:
            temporary.rename(final)
        sync(final.parent)


def is_original_name(name: str) -> bool:
    """Tell whether a file's name is that of an original."""
    return _NAME.fullmatch(name) is not None


def _copy(source: BinaryIO, descriptor: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        size += len(chunk)
    if os.fstat(descriptor).st_size != size:
        raise OSError(errno.EIO, "the file store kept another number of bytes than were written")
    return Stored(digest.hexdigest(), size)


def _open_plain(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    return os.fdopen(descriptor, "rb")


def _is_abandoned(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _telling_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull("the disk has no room for the original") from error
        raise
