"""Is a file written to its end? Cheap checks on head and tail, before anything reads it for real.

They only say whether bytes are still missing, never whether the file is good: a file that looks
complete may still be refused by ``probe``. A writer that reserves the full size first and fills it
later (Explorer over a network share does) shows zeros at the end, so zeros never count as an end.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import signal
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from capture.formats import boxes


class Structure(StrEnum):
    """What head and tail say about a file."""

    COMPLETE = "complete"  # the format's own end is there
    INCOMPLETE = "incomplete"  # of a known format, and bytes are missing; or still empty
    UNKNOWN = "unknown"  # no format we know, or an end nobody can be sure of


HEAD = 1024
TAIL = 16 * 1024
ZIP_TAIL = 65_557  # the end of a ZIP with the longest comment it may have
PADDING = b"\x00\r\n\t \x1a"
SIGNATURES = (
    b"%PDF-",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"BM",
    b"PK\x03\x04",
    b"RIFF",
    boxes.JP2_MAGIC,
    boxes.CODESTREAM_MAGIC,
)
MAX_DIRECTORIES = 10_000
MAX_TAGS = 4096
MAX_NUMBERS = 4_000_000  # of all lists of a TIFF together: a hostile file must not keep us busy


@dataclass(frozen=True, slots=True)
class Source:
    """An open file that is read by position only, so the descriptor's own place never matters."""

    fd: int
    size: int

    def at(self, offset: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``offset``; less where the file ends."""
        if offset < 0 or offset >= self.size:
            return b""
        return os.pread(self.fd, length, offset)

    def tail(self, length: int = TAIL) -> bytes:
        """Return the last ``length`` bytes."""
        start = max(0, self.size - length)
        return self.at(start, self.size - start)


def judge_structure(fd: int) -> Structure:
    """Say whether the open file looks complete.

    Raises:
        OSError: the file can't be read now (busy, gone, a share that hangs).
    """
    source = Source(fd, os.fstat(fd).st_size)
    head = source.at(0, HEAD)
    if not head.strip(b"\0"):
        return Structure.INCOMPLETE  # empty, or reserved and not filled yet
    if len(head) < 8 and any(signature.startswith(head) for signature in SIGNATURES):
        return Structure.INCOMPLETE
    if head.startswith(b"\xff\xd8\xff"):
        return _judge_jpeg(source)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _judge_png(source)
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return _judge_tiff(source, head)
    if head.startswith(b"BM"):
        return _judge_bmp(source, head)
    if head.startswith(b"PK\x03\x04"):
        return _judge_zip(source)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        whole = source.size >= 8 + int.from_bytes(head[4:8], "little")
        return _sized(source, 64) if whole else Structure.INCOMPLETE
    if head.startswith(boxes.JP2_MAGIC) or boxes.is_heif(head):
        return _judge_boxes(source)
    if head.startswith(boxes.CODESTREAM_MAGIC):
        whole = source.tail().rstrip(PADDING).endswith(b"\xff\xd9")
        return Structure.COMPLETE if whole else Structure.INCOMPLETE
    if b"%PDF-" in head:
        return _judge_pdf(source, head)
    return Structure.UNKNOWN


def open_for_writing(fd: int) -> bool | None:
    """Say whether somebody has this file open for writing; ``None`` where the system can't tell.

    A read lease is granted only when there is no writer. It works on local disks for our own
    files, or for root; a copy running through Samba or FTP on this machine is seen too.
    """
    # A writer that opens the file in the instant we hold the lease is announced by a signal, and
    # the default one, SIGIO, would end this process. SIGURG is ignored by default.
    try:
        fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:
        return None
    with contextlib.suppress(OSError):
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _judge_jpeg(source: Source) -> Structure:
    scan = _jpeg_scan(source)
    if scan is None:
        return Structure.INCOMPLETE
    tail = source.tail()[-max(1, source.size - scan) :].rstrip(PADDING)
    if tail.endswith(b"\xff\xd9"):
        return Structure.COMPLETE
    # An end mark can't occur inside compressed data: with one in sight the rest is somebody's trailer.
    return Structure.UNKNOWN if b"\xff\xd9" in tail else Structure.INCOMPLETE


def _jpeg_scan(source: Source) -> int | None:
    """Return where the first scan's data begins; thumbnails in the segments before carry end marks too."""
    offset = 2
    for _ in range(1000):
        mark = source.at(offset, 4)
        if len(mark) < 4 or mark[0] != 0xFF:
            return None
        if mark[1] == 0xFF:  # fill byte
            offset += 1
            continue
        offset += 2 + int.from_bytes(mark[2:4], "big")
        if mark[1] == 0xDA:
            return offset if offset < source.size else None
    return None


def _judge_png(source: Source) -> Structure:
    tail = source.tail()
    end = tail.rfind(b"IEND\xae\x42\x60\x82")
    if end < 0:
        return Structure.INCOMPLETE
    return Structure.UNKNOWN if tail[end + 8 :].strip(PADDING) else Structure.COMPLETE


def _judge_bmp(source: Source, head: bytes) -> Structure:
    if len(head) < 30:
        return Structure.INCOMPLETE
    declared, offset, header = struct.unpack_from("<I4xII", head, 2)
    if header not in (12, 40, 52, 56, 64, 108, 124):
        return Structure.UNKNOWN
    if header > 12 and struct.unpack_from("<H", head, 28)[0] and len(head) >= 34:
        width, height = struct.unpack_from("<ii", head, 18)
        bits, compression = struct.unpack_from("<HI", head, 28)
        if compression == 0:
            declared = max(declared, offset + (abs(width) * bits + 31) // 32 * 4 * abs(height))
    if declared <= offset:
        return Structure.UNKNOWN
    return _sized(source) if source.size >= declared else Structure.INCOMPLETE


def _sized(source: Source, length: int = 4096) -> Structure:
    """A format that has no end mark is complete by its size alone; not when the size may be reserved only."""
    return Structure.COMPLETE if source.tail(length).strip(b"\0") else Structure.UNKNOWN


def _judge_pdf(source: Source, head: bytes) -> Structure:
    linear = re.search(rb"/Linearized\b.{0,400}?/L\s+(\d+)", head, re.DOTALL)
    if linear and source.size < int(linear[1]):
        return Structure.INCOMPLETE  # its first part ends with an end mark of its own
    tail = source.tail().rstrip(PADDING)
    end = tail.rfind(b"%%EOF")
    if end < 0:
        return Structure.INCOMPLETE
    if len(tail) - end > len(b"%%EOF"):
        return Structure.UNKNOWN  # a trailer, or an update being appended
    start = re.findall(rb"startxref\s+(\d+)", tail[:end])
    if not start:
        return Structure.UNKNOWN
    offset = int(start[-1])  # counted from the first byte, or from the mark when something stands before it
    places = {offset, offset + head.index(b"%PDF-")}
    tables = (source.at(place, 32).lstrip() for place in places)
    points = any(re.match(rb"xref|\d+\s+\d+\s+obj", table) for table in tables)
    return Structure.COMPLETE if points else Structure.UNKNOWN


def _judge_boxes(source: Source) -> Structure:
    found = list(boxes.boxes(source.at, source.size))
    if not found or found[-1].end > source.size:
        return Structure.INCOMPLETE
    return Structure.UNKNOWN if found[-1].open else _sized(source, 64)


def _judge_zip(source: Source) -> Structure:
    """OFD and the papers of office programs: the list of parts stands at the end and says where it begins."""
    tail = source.tail(ZIP_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return Structure.INCOMPLETE
    length, start = struct.unpack_from("<II", tail, end + 12)
    if start + length > source.size:
        return Structure.INCOMPLETE
    return Structure.COMPLETE if source.at(start, 4) in (b"PK\x01\x02", b"PK\x05\x06") else Structure.UNKNOWN


@dataclass(frozen=True, slots=True)
class _TiffForm:
    """Classic TIFF counts in 4 bytes, BigTIFF in 8; either byte order."""

    order: str
    big: bool

    @property
    def offset(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def count(self) -> str:
        return self.order + ("Q" if self.big else "H")

    @property
    def entry(self) -> int:
        return 20 if self.big else 12


_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 13: 4, 16: 8, 17: 8, 18: 8}
_TIFF_PLACES = {273: 279, 324: 325, 513: 514}  # where strips, tiles or a JPEG lie -> how long they are


def _judge_tiff(source: Source, head: bytes) -> Structure:
    big = head[2:3] == b"+" or head[3:4] == b"+"
    form = _TiffForm("<" if head[:2] == b"II" else ">", big)
    budget = MAX_NUMBERS
    try:
        for tags in _tiff_directories(source, form):
            if _tiff_end(source, form, tags) > source.size:
                return Structure.INCOMPLETE
            budget -= len(tags) + sum(tags[tag][1] for tag in _TIFF_PLACES if tag in tags)
            if budget < 0:
                return Structure.UNKNOWN
    except struct.error:  # a directory or a list reaches beyond the end
        return Structure.INCOMPLETE
    except ValueError:
        return Structure.UNKNOWN
    return _sized(source)


def _tiff_directories(source: Source, form: _TiffForm) -> Iterator[dict[int, tuple[int, int, bytes]]]:
    width = struct.calcsize(form.offset)
    place = struct.unpack(form.offset, source.at(8 if form.big else 4, width))[0]
    if place == 0:
        raise struct.error("the first directory is written last, and is not there yet")
    seen: set[int] = set()
    while place:
        if place in seen or len(seen) >= MAX_DIRECTORIES:
            raise ValueError("directories in a circle")
        seen.add(place)
        size = struct.calcsize(form.count)
        count = struct.unpack(form.count, source.at(place, size))[0]
        if count == 0 or count > MAX_TAGS:
            raise struct.error("not a directory: its bytes are not there yet")
        table = source.at(place + size, count * form.entry)
        if len(table) < count * form.entry:
            raise struct.error("the directory is cut off")
        yield dict(_tiff_tag(form, table[i : i + form.entry]) for i in range(0, len(table), form.entry))
        place = struct.unpack(form.offset, source.at(place + size + len(table), width))[0]


def _tiff_tag(form: _TiffForm, entry: bytes) -> tuple[int, tuple[int, int, bytes]]:
    tag, kind = struct.unpack_from(form.order + "HH", entry)
    number = struct.unpack_from(form.offset, entry, 4)[0]
    return tag, (kind, number, entry[4 + struct.calcsize(form.offset) :])


def _tiff_end(source: Source, form: _TiffForm, tags: dict[int, tuple[int, int, bytes]]) -> int:
    """Return where the directory's image data ends."""
    end = 0
    for places, lengths in _TIFF_PLACES.items():
        if places in tags and lengths in tags:
            starts = _tiff_numbers(source, form, *tags[places])
            sizes = _tiff_numbers(source, form, *tags[lengths])
            end = max([end, *(start + size for start, size in zip(starts, sizes, strict=False))])
    return end


def _tiff_numbers(source: Source, form: _TiffForm, kind: int, number: int, value: bytes) -> tuple[int, ...]:
    width = _TIFF_SIZES.get(kind, 0)
    if width not in (2, 4, 8) or number > MAX_NUMBERS:
        raise ValueError("a list of a kind or length that no scanner writes")
    if number * width > len(value):
        place = struct.unpack(form.offset, value)[0]
        value = source.at(place, number * width)
    return struct.unpack(f"{form.order}{number}{'HIQ'[(2, 4, 8).index(width)]}", value[: number * width])
