"""Moving files out of an inbox into its trays, ``done/`` and ``rejected/``: one rename, never over anything.

A file's number (its scan's) makes its place in a tray predictable: its own name, or the name with the
number when that is taken. So after a crash at any instruction two looks tell whether it was moved.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from capture.inbox import DONE, REJECTED, folder_of, open_regular
from capture.settle import FileStamp

LONGEST_NAME = 255  # bytes, on every file system in use
LONGEST_NOTE = 64 * 1024
BOM = b"\xef\xbb\xbf"
RENAME_NOREPLACE = 1
_NOT_SUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}
_libc = ctypes.CDLL(None, use_errno=True)


class Tray(StrEnum):
    """Where a file goes when it leaves the inbox."""

    DONE = DONE  # stored, and on its way into a dossier; or a duplicate of one
    REJECTED = REJECTED  # stored, but it can't be used; the reason lies beside it


def places(tray: Tray, path: str, number: int) -> Iterator[str]:
    """Give the places a file may take in a tray, in this order: the subfolder is kept."""
    folder, slash, name = path.rpartition("/")
    prefix = f"{tray}/{folder}{slash}"
    yield prefix + name
    yield prefix + numbered(name, f" ({number})")
    for again in range(2, 100):
        yield prefix + numbered(name, f" ({number}-{again})")


def numbered(name: str, mark: str, ending: str = "") -> str:
    """Put a mark before the name's ending; the name is shortened where it would become too long."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    tail = os.fsencode(mark + dot + suffix + ending)
    room = LONGEST_NAME - len(tail)
    start = os.fsencode(stem)
    if len(start) > room:
        start = start[:room].decode("utf-8", "ignore").encode() or start[:room]
    return os.fsdecode(start + tail)


def move_to_tray(root: Path, path: str, tray: Tray, number: int) -> str:
    """Move a file of the inbox into a tray and return its new place inside the inbox.

    Raises:
        OSError: it is gone, or can't be moved now; then it is where it was.
    """
    return _move_to_free(root, path, places(tray, origin_of(path), number))


def bring_back(root: Path, place: str, number: int) -> str:
    """Move a file from its tray back to where it lay in the inbox, or beside it when that is taken.

    Raises:
        OSError: it is gone, or can't be moved now.
    """
    return _move_to_free(root, place, _home(place, number))


def origin_of(place: str) -> str:
    """Return the path a file had before it went into a tray; a path outside of the trays is its own."""
    first, slash, rest = place.partition("/")
    return rest if slash and first in (DONE, REJECTED) else place


def _home(place: str, number: int) -> Iterator[str]:
    origin = origin_of(place)
    yield origin
    folder, slash, name = origin.rpartition("/")
    for again in range(1, 100):
        yield folder + slash + numbered(name, f" ({number}-{again})")


def find_moved(root: Path, path: str, tray: Tray, number: int, stamp: FileStamp) -> str | None:
    """Return where in the tray the file already lies, should it have been moved before a crash."""
    for place, _ in zip(places(tray, path, number), range(3), strict=False):
        known = stamp_of(root, place)
        if known is not None and (known.device, known.inode) == (stamp.device, stamp.inode):
            return place
    return None


def stamp_of(root: Path, path: str) -> FileStamp | None:
    """Return the stamp of a regular file inside the inbox; ``None`` when there is none.

    Raises:
        OSError: the share does not answer.
    """
    try:
        with folder_of(root, path) as (folder, name):
            known = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return FileStamp.of(known) if stat.S_ISREG(known.st_mode) else None


def write_reason(root: Path, place: str, text: str) -> str:
    """Write ``NAME.txt`` beside a rejected file, so that whoever looks for the file finds the reason.

    UTF-8 with a byte-order mark and CR LF: Notepad shows it right on every Windows.

    Raises:
        OSError: it can't be written now.
    """
    for note in _notes(place):
        with folder_of(root, note) as (folder, name), contextlib.suppress(FileExistsError):
            fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o664, dir_fd=folder)
            with os.fdopen(fd, "wb") as file:
                file.write(_encoded(text))
            return note
        if _read(root, note) == _encoded(text):
            return note
    raise FileExistsError(errno.EEXIST, "no free name for the reason beside the file")


def remove_done(root: Path, place: str, stamp: FileStamp) -> None:
    """Remove a file from ``done/`` that is still the one with this stamp.

    Raises:
        OSError: it can't be removed now.
        ValueError: the place is not in ``done/``.
    """
    if not place.startswith(f"{Tray.DONE}/"):
        raise ValueError("only done/ is ever emptied")
    if stamp_of(root, place) == stamp:
        with folder_of(root, place) as (folder, name):
            os.unlink(name, dir_fd=folder)


def remove_reason(root: Path, place: str, last_line: str) -> None:
    """Remove the reason beside a file that is rejected no longer: only one we wrote, by its last line.

    Raises:
        OSError: it can't be removed now.
    """
    mark = last_line.encode("utf-8", "replace")
    for note in _notes(place):
        content = _read(root, note)
        if content.startswith(BOM) and content.rstrip().endswith(mark):
            with folder_of(root, note) as (folder, name):
                os.unlink(name, dir_fd=folder)


def _notes(place: str) -> Iterator[str]:
    folder, slash, name = place.rpartition("/")
    for mark in ("", " (2)", " (3)", " (4)"):
        yield folder + slash + numbered(name + ".", mark, "txt") if mark else folder + slash + _note(name)


def _note(name: str) -> str:
    if len(os.fsencode(name)) + 4 <= LONGEST_NAME:
        return name + ".txt"
    return numbered(name, "", ".txt")


def _encoded(text: str) -> bytes:
    return BOM + text.replace("\n", "\r\n").encode("utf-8", "replace")


def _read(root: Path, note: str) -> bytes:
    try:
        with open_regular(root, note) as fd:
            return os.pread(fd, LONGEST_NOTE, 0)
    except OSError:
        return b""


def _move_to_free(root: Path, path: str, wanted: Iterator[str]) -> str:
    for place in wanted:
        try:
            _move(root, path, place)
        except FileExistsError:
            continue
        return place
    raise FileExistsError(errno.EEXIST, "no free name in the tray")


def _move(root: Path, path: str, place: str) -> None:
    with folder_of(root, path) as (source, name):
        os.stat(name, dir_fd=source, follow_symlinks=False)  # no tray is made for a file that is gone
        with folder_of(root, place, create=True) as (target, new_name):
            rename_new(source, name, target, new_name)
            for folder in (target, source):
                sync_folder(folder)


def rename_new(source: int, name: str, target: int, new_name: str) -> None:
    """Rename between two open folders; never replaces what has the new name.

    Raises:
        FileExistsError: the new name is taken.
        OSError: it can't be renamed.
    """
    if _libc.renameat2(source, os.fsencode(name), target, os.fsencode(new_name), RENAME_NOREPLACE) == 0:
        return
    number = ctypes.get_errno()
    if number not in _NOT_SUPPORTED:
        raise OSError(number, os.strerror(number), name)
    # NFS and older shares don't know the flag. There an empty file of our own takes the name first.
    os.close(os.open(new_name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=target))
    try:
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
    except OSError:
        os.unlink(new_name, dir_fd=target)
        raise


def sync_folder(fd: int) -> None:
    """Make a rename survive a power cut, where the file system can."""
    with contextlib.suppress(OSError):
        os.fsync(fd)
