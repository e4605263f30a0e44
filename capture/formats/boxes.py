"""Sizes and completeness of pictures made of boxes: HEIC, JPEG 2000, WebP."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from capture.errors import TruncatedFile, UnreadableFile
from capture.formats.pictures import Measure

HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
JP2_MAGIC = b"\x00\x00\x00\x0cjP  "
CODESTREAM_MAGIC = b"\xff\x4f\xff\x51"
_CODESTREAM_END = b"\xff\xd9"
_MOST_BOXES = 10_000
_PADDING = b"\x00\r\n\t \x1a"

Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Box:
    """A box: what it is, and where its content begins and ends; ``open`` when it runs to the file's end."""

    kind: bytes
    start: int
    end: int
    open: bool


def boxes(read: Read, size: int) -> Iterator[Box]:
    """Return the outermost boxes, ``read`` giving bytes at a place; the last may end behind the file."""
    place = 0
    for _ in range(_MOST_BOXES):
        head = read(place, 16)
        if len(head) < 8:
            if head:  # cut off within its head
                yield Box(b"", place, place + 8, open=False)
            return
        length, start = int.from_bytes(head[:4], "big"), place + 8
        if length == 1:
            length, start = int.from_bytes(head[8:16].ljust(8, b"\xff"), "big"), place + 16
        end = size if length == 0 else place + max(length, start - place)
        yield Box(head[4:8], start, end, open=length == 0)
        if end >= size:
            return
        place = end


def is_heif(head: bytes) -> bool:
    """Return whether a file that begins so is a HEIC or HEIF picture, not AVIF or a film."""
    length = int.from_bytes(head[:4], "big")
    return head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS and b"avif" not in head[8:length]


def measure_heif(data: mmap.mmap) -> Measure:
    """Walk the boxes and take the largest extent that is declared.

    Raises:
        TruncatedFile: A box reaches behind the end.
        UnreadableFile: There is no picture in it.
    """
    pixels = 0
    for box in boxes(lambda place, length: data[place : place + length], len(data)):
        if box.end > len(data):
            raise TruncatedFile
        if box.kind == b"meta":
            pixels = max(pixels, _largest_extent(data, box))
    if pixels == 0:
        raise UnreadableFile
    return Measure(1, pixels)


def _largest_extent(data: mmap.mmap, box: Box) -> int:
    largest, place = 0, data.find(b"ispe", box.start, box.end)
    while place >= 0:
        numbers = data[place + 8 : place + 16]
        if len(numbers) == 8:
            width, height = struct.unpack(">II", numbers)
            largest = max(largest, width * height)
        place = data.find(b"ispe", place + 4, box.end)
    return largest


def measure_jpeg2000(data: mmap.mmap) -> Measure:
    """Find the code stream, read its size and look for its end mark.

    Raises:
        TruncatedFile: The end mark is missing.
        UnreadableFile: There is no picture in it.
    """
    start, end = 0, len(data)
    if data[:8] == JP2_MAGIC:
        found = next((b for b in boxes(lambda p, n: data[p : p + n], len(data)) if b.kind == b"jp2c"), None)
        if found is None or found.end > len(data):
            raise TruncatedFile
        start, end = found.start, found.end
    if data[start : start + 4] != CODESTREAM_MAGIC:
        raise UnreadableFile
    numbers = data[start + 8 : start + 24]
    if len(numbers) < 16 or not data[max(start, end - 1024) : end].rstrip(_PADDING).endswith(_CODESTREAM_END):
        raise TruncatedFile
    right, bottom, left, top = struct.unpack(">IIII", numbers)
    if right <= left or bottom <= top:
        raise UnreadableFile
    return Measure(1, (right - left) * (bottom - top))


def measure_webp(data: mmap.mmap) -> Measure:
    """Compare the declared length with the file's, and read the size of the first picture.

    Raises:
        TruncatedFile: Bytes are missing.
        UnreadableFile: There is no picture in it.
    """
    head = data[:30]
    if len(head) < 30 or len(data) < 8 + int.from_bytes(head[4:8], "little"):
        raise TruncatedFile
    kind = head[12:16]
    if kind == b"VP8X":
        width, height = 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    elif kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 ":
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    else:
        raise UnreadableFile
    return Measure(1, width * height)
