"""What lies in an inbox folder: regular files in subfolders, and what is refused.

Everything is opened relative to its folder and never through a link, so nothing that is written into
an inbox can make us read, list or move something outside of it. Paths inside an inbox are ``str``
as ``os.fsdecode`` makes them: names that are no UTF-8, hold newlines or begin with a dash survive.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from capture.formats.structure import judge_structure, open_for_writing
from capture.pages import Message
from capture.settle import Condition, FileStamp

DONE = "done"
REJECTED = "rejected"
RESERVED = (DONE, REJECTED)  # top-level folders of every inbox where files go; never scanned

MAX_DEPTH = 64

# Copies in progress: browsers (.crdownload .part .download .opdownload), WinSCP (.filepart), programs in
# general (.tmp .temp .partial). Files that desktops and office programs leave behind: "~$…" locks.
UNFINISHED_ENDINGS = (
    ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart",
)  # fmt: skip
UNFINISHED_BEGINNINGS = (".", "~$")  # "." also covers rsync's and NFS's temporary names and .DS_Store
# Left behind by Windows, and the bins and snapshots of network storage boxes, whose contents were
# thrown away once and must not come back as new papers.
FOREIGN_NAMES = frozenset(
    {
        "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information",
        "lost+found", "#recycle", "@recycle", "#snapshot", "@recently-snapshot", "@eadir",
    }
)  # fmt: skip


class InboxError(Exception):
    """An inbox can't be used. One class per reason; ``code`` is stable."""

    code = "inbox"

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class InboxOverlap(InboxError):
    """Two inboxes share folders, or an inbox lies where the service keeps its own files."""

    code = "inbox_overlap"


class InboxGone(InboxError):
    """The inbox can't be reached now: deleted, or its share is not mounted."""

    code = "inbox_gone"


class Refusal(StrEnum):
    """Why something in an inbox is left where it is and never opened."""

    LINK = "link"  # a symbolic link, to whatever
    FIFO = "fifo"
    SOCKET = "socket"
    DEVICE = "device"
    TOO_DEEP = "too_deep"  # more than 64 folders inside each other


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file, by its path inside the inbox."""

    path: str
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that is not a regular file: listed, left in place."""

    path: str
    reason: Refusal


@dataclass(slots=True)
class Listing:
    """What one walk through an inbox found."""

    device: int
    files: list[Entry] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unfinished: list[Entry] = field(default_factory=list)  # left alone for their names: .part, .tmp …
    unreadable: list[str] = field(default_factory=list)  # folders that can't be listed now


def is_ignored(name: str) -> bool:
    """Say whether a file or folder of this name is none of ours: hidden, temporary, a desktop's own."""
    low = name.lower()
    return low.startswith(UNFINISHED_BEGINNINGS) or low.endswith(UNFINISHED_ENDINGS) or low in FOREIGN_NAMES


def is_unfinished(name: str) -> bool:
    """Say whether a file is left alone only because its name says that a program still writes it."""
    low = name.lower()
    return low.endswith(UNFINISHED_ENDINGS) and not low.startswith(UNFINISHED_BEGINNINGS)


def customer_hint(path: str) -> str | None:
    """Return the first-level subfolder's name: who the papers below it belong to."""
    first, slash, _ = path.partition("/")
    return os.fsencode(first).decode("utf-8", "replace") if slash else None


def display_name(path: str) -> str:
    """Return the file's name as it can be shown and kept in a database: valid text, one line."""
    return display_path(path.rpartition("/")[2])


def display_path(path: str) -> str:
    """Return a path as it can be shown: valid text, one line; old scanners write names that are no UTF-8."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def list_inbox(root: Path) -> Listing:
    """Walk through an inbox.

    Raises:
        InboxGone: the folder is not there, or its share does not answer.
    """
    try:
        fd = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise gone(root, error) from error
    try:
        listing = Listing(os.fstat(fd).st_dev)
        _list_folder(fd, "", 0, listing, _reserved_folders(fd))
    except OSError as error:
        raise gone(root, error) from error
    finally:
        os.close(fd)
    return listing


def gone(root: Path, error: OSError | None = None) -> InboxGone:
    """Make the error for an inbox that can't be reached."""
    where = {"folder": str(root)}
    if error is None:
        message = Message("The inbox {folder} can't be reached: its network share is not mounted.", where)
    else:
        reason = error.strerror or type(error).__name__
        message = Message("The inbox {folder} can't be reached: {reason}.", {**where, "reason": reason})
    return InboxGone(
        message,
        Message(
            "Check that the folder exists and its network share is mounted. It is tried again by itself."
        ),
    )


def _reserved_folders(fd: int) -> set[tuple[int, int]]:
    """Return done/ and rejected/ by number: on some shares "Done" is the same folder."""
    found = set()
    for name in RESERVED:
        with contextlib.suppress(OSError):
            known = os.stat(name, dir_fd=fd, follow_symlinks=False)
            found.add((known.st_dev, known.st_ino))
    return found


def _list_folder(fd: int, prefix: str, depth: int, listing: Listing, reserved: set[tuple[int, int]]) -> None:
    with os.scandir(fd) as entries:
        for item in entries:
            by_name = is_unfinished(item.name)
            if (is_ignored(item.name) and not by_name) or (not prefix and item.name in RESERVED):
                continue
            path = prefix + item.name
            try:
                known = item.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # gone since the folder was read
            except OSError:
                if not by_name:
                    listing.unreadable.append(path)
                continue
            if by_name:
                if stat.S_ISREG(known.st_mode):
                    listing.unfinished.append(Entry(path, FileStamp.of(known)))
            elif stat.S_ISREG(known.st_mode):
                listing.files.append(Entry(path, FileStamp.of(known)))
            elif not stat.S_ISDIR(known.st_mode):
                listing.refused.append(Refused(path, _refusal(known.st_mode)))
            elif depth >= MAX_DEPTH:
                listing.refused.append(Refused(path, Refusal.TOO_DEEP))
            elif (known.st_dev, known.st_ino) not in reserved:
                _enter_folder(fd, item.name, path, depth, listing, reserved)


def _enter_folder(
    parent: int, name: str, path: str, depth: int, listing: Listing, reserved: set[tuple[int, int]]
) -> None:
    """List a subfolder; one that can't be opened now is noted and stops nothing."""
    try:
        fd = _open_folder(name, parent)
    except FileNotFoundError:
        return
    except OSError:
        listing.unreadable.append(path)
        return
    try:
        _list_folder(fd, path + "/", depth + 1, listing, reserved)
    except OSError:
        listing.unreadable.append(path)
    finally:
        os.close(fd)


def _refusal(mode: int) -> Refusal:
    if stat.S_ISLNK(mode):
        return Refusal.LINK
    if stat.S_ISFIFO(mode):
        return Refusal.FIFO
    return Refusal.SOCKET if stat.S_ISSOCK(mode) else Refusal.DEVICE


def _open_folder(name: str, parent: int) -> int:
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)


@contextlib.contextmanager
def folder_of(root: Path, path: str, *, create: bool = False) -> Iterator[tuple[int, str]]:
    """Open the folder that holds ``path`` inside ``root``; gives its descriptor and the file's name.

    No step of the way may be a link. With ``create`` missing folders are made.

    Raises:
        OSError: a step is missing, a link, or can't be entered now.
        ValueError: the path leads out of the root.
    """
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError("a path inside an inbox has no empty, . or .. parts")
    fd = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            if create:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(part, 0o775, dir_fd=fd)
            inner = _open_folder(part, fd)
            os.close(fd)
            fd = inner
        yield fd, parts[-1]
    finally:
        os.close(fd)


class NotRegular(OSError):
    """Where a regular file was expected lies a link, FIFO, socket or device."""


@contextlib.contextmanager
def open_regular(root: Path, path: str) -> Iterator[int]:
    """Open a file of an inbox for reading: a regular one only, never through a link, never waiting.

    Raises:
        NotRegular: it is something else.
        OSError: it is gone or can't be opened now.
    """
    with folder_of(root, path) as (folder, name):
        known = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(known.st_mode):
            raise NotRegular(f"not a regular file: {_refusal(known.st_mode)}")
        # O_NONBLOCK: should a FIFO take the file's place just now, opening it must not wait for a writer.
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise NotRegular("not a regular file")
            yield fd
        finally:
            os.close(fd)


def look_into(root: Path, path: str) -> Condition:
    """Say in what condition a file of the inbox is; the settler's judge.

    Raises:
        OSError: it can't be read now.
    """
    with open_regular(root, path) as fd:
        return Condition(judge_structure(fd), writer=bool(open_for_writing(fd)))


def check_inboxes(inboxes: Sequence[Path], data: Path) -> None:
    """Refuse inboxes that overlap each other or the folder of the service's own files.

    The one place inside the data folder where an inbox may lie is ``inbox``.

    Raises:
        InboxOverlap: naming the two folders.
    """
    own = data / "inbox"
    for number, inbox in enumerate(inboxes):
        if inbox.exists() and not inbox.is_dir():
            raise InboxOverlap(
                Message("The inbox {folder} is not a folder.", {"folder": str(inbox)}),
                Message("Name a folder, or make one there."),
            )
        if _inside(data, inbox) or (_inside(inbox, data) and not _inside(inbox, own)):
            raise _overlap(inbox, data)
        for other in inboxes[:number]:
            if _inside(inbox, other) or _inside(other, inbox):
                raise _overlap(inbox, other)


def _overlap(one: Path, other: Path) -> InboxOverlap:
    return InboxOverlap(
        Message("The inbox {one} and the folder {other} overlap.", {"one": str(one), "other": str(other)}),
        Message("Choose inbox folders that lie beside each other and outside of the data folder."),
    )


def _inside(inner: Path, outer: Path) -> bool:
    """Say whether both are the same folder or ``inner`` lies below, by name or by number (bind mounts)."""
    inner, outer = inner.resolve(), outer.resolve()
    if inner == outer or outer in inner.parents:
        return True
    return _number(outer) is not None and _number(outer) in _numbers((inner, *inner.parents))


def _numbers(paths: Iterable[Path]) -> set[tuple[int, int] | None]:
    return {_number(path) for path in paths}


def _number(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        known = path.stat()
        return known.st_dev, known.st_ino
    return None
