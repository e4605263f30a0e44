"""Sizes and completeness of picture files, from their structure alone."""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from capture.errors import NoPages, TruncatedFile, UnreadableFile

_FRAME_MARKERS = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MOST_DIRECTORIES = 100_000
_LONGEST_LIST = 4 * 1024 * 1024
_TIFF_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_TIFF_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}


@dataclass(frozen=True, slots=True)
class Measure:
    """How many pages there are, and the pixels of the largest one."""

    pages: int
    largest: int


def measure_jpeg(data: mmap.mmap) -> Measure:
    """Walk the segments up to the end mark.

    Raises:
        TruncatedFile: The end mark is missing.
        UnreadableFile: There is no picture in it.
    """
    position, pixels = 2, 0
    while True:
        marker, position = _next_jpeg_marker(data, position)
        if marker == 0xD9:
            break
        if marker in (0x01, 0xD8):
            continue
        length = _big_endian(data, position, 2)
        if marker in _FRAME_MARKERS:
            pixels = max(pixels, _big_endian(data, position + 3, 2) * _big_endian(data, position + 5, 2))
        position += max(length, 2)
    if pixels == 0:
        raise UnreadableFile
    return Measure(1, pixels)


def _next_jpeg_marker(data: mmap.mmap, position: int) -> tuple[int, int]:
    """Return the next marker that is no padding, stuffing or restart, and where its segment begins."""
    found = _NEXT_MARKER.search(data, position)
    if found is None:
        raise TruncatedFile
    return data[found.start() + 1], found.end()


def _big_endian(data: mmap.mmap, position: int, size: int) -> int:
    part = data[position : position + size]
    if len(part) < size:
        raise TruncatedFile
    return int.from_bytes(part, "big")


def measure_png(data: mmap.mmap) -> Measure:
    """Walk the chunks up to the end chunk.

    Raises:
        TruncatedFile: The end chunk is missing.
        UnreadableFile: There is no picture in it.
    """
    if data[12:16] != b"IHDR":
        raise TruncatedFile if len(data) < 33 else UnreadableFile
    pixels = _big_endian(data, 16, 4) * _big_endian(data, 20, 4)
    position = 8
    while data[position + 4 : position + 8] != b"IEND":
        position += 12 + _big_endian(data, position, 4)
        if position > len(data):
            raise TruncatedFile
    if pixels == 0:
        raise UnreadableFile
    return Measure(1, pixels)


def measure_bmp(data: mmap.mmap) -> Measure:
    """Read the header and compare the rows it promises with the file's length.

    Raises:
        TruncatedFile: Rows are missing.
        UnreadableFile: The header makes no sense.
    """
    offset, header = struct.unpack_from("<II", data, 10)
    if len(data) < 14 + min(header, 40):
        raise TruncatedFile
    if header == 12:
        width, height, _, depth = struct.unpack_from("<HHHH", data, 18)
        compression = 0
    elif header >= 40:
        width, height, _, depth, compression = struct.unpack_from("<iiHHI", data, 18)
    else:
        raise UnreadableFile
    width, height = abs(width), abs(height)
    if width * height == 0 or depth not in (1, 2, 4, 8, 16, 24, 32):
        raise UnreadableFile
    if compression in (0, 3, 6) and len(data) < offset + (width * depth + 31) // 32 * 4 * height:
        raise TruncatedFile
    return Measure(1, width * height)


@dataclass(frozen=True, slots=True)
class TiffDirectory:
    """One directory of a TIFF file: a page, or a small copy of one."""

    index: int
    width: int
    height: int
    reduced: bool


def measure_tiff(data: mmap.mmap) -> Measure:
    """Walk all directories and check that the data they point at is there.

    Raises:
        TruncatedFile: A directory or its data lies beyond the end.
        NoPages: There is no directory.
    """
    pages = [directory for directory in tiff_directories(data) if not directory.reduced]
    if not pages:
        raise NoPages
    return Measure(len(pages), max(page.width * page.height for page in pages))


def tiff_directories(data: mmap.mmap) -> list[TiffDirectory]:
    """Return the directories in the order of the file."""
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\x00", b"\x00+")
    offset = _unpack(data, order + ("Q" if big else "I"), 8 if big else 4)
    seen: set[int] = set()
    directories: list[TiffDirectory] = []
    while offset and offset not in seen and len(directories) < _MOST_DIRECTORIES:
        seen.add(offset)
        tags, offset = _tiff_tags(data, offset, order, big)
        directories.append(_tiff_directory(data, tags, len(directories)))
    return directories


def _tiff_directory(data: mmap.mmap, tags: dict[int, list[int]], index: int) -> TiffDirectory:
    width, height = (tags.get(tag) or [0] for tag in (256, 257))
    if width[0] * height[0] == 0:
        raise UnreadableFile
    for starts, sizes in ((273, 279), (324, 325)):
        for start, size in zip(tags.get(starts, []), tags.get(sizes, []), strict=False):
            if start + size > len(data):
                raise TruncatedFile
    return TiffDirectory(index, width[0], height[0], bool((tags.get(254) or [0])[0] & 1))


def _tiff_tags(data: mmap.mmap, offset: int, order: str, big: bool) -> tuple[dict[int, list[int]], int]:
    """Return the directory's whole numbers by tag, and where the next directory begins."""
    count = _unpack(data, order + ("Q" if big else "H"), offset)
    position = offset + (8 if big else 2)
    step = 20 if big else 12
    if position + count * step > len(data):
        raise TruncatedFile
    tags: dict[int, list[int]] = {}
    for entry in range(position, position + count * step, step):
        tag, kind = struct.unpack_from(order + "HH", data, entry)
        if tag in (254, 256, 257, 273, 279, 324, 325):
            tags[tag] = _tiff_numbers(data, entry, kind, order, big)
    return tags, _unpack(data, order + ("Q" if big else "I"), position + count * step)


def _tiff_numbers(data: mmap.mmap, entry: int, kind: int, order: str, big: bool) -> list[int]:
    number = order + ("Q" if big else "I")
    count = _unpack(data, number, entry + 4)
    value = entry + (12 if big else 8)
    size = _TIFF_SIZES.get(kind, 1) * count
    if size > (8 if big else 4):
        value = _unpack(data, number, value)
    if value + size > len(data):
        raise TruncatedFile
    letter = _TIFF_NUMBERS.get(kind)
    return list(struct.unpack_from(f"{order}{count}{letter}", data, value)) if letter else []


def _unpack(data: mmap.mmap, form: str, position: int) -> int:
    if position + struct.calcsize(form) > len(data):
        raise TruncatedFile
    value: int = struct.unpack_from(form, data, position)[0]
    return value


_ZIP_PARTS = (
    (b"ofd.xml", "OFD"),
    (b"word/document.xml", "DOCX"),
    (b"xl/workbook.xml", "XLSX"),
    (b"xl/workbook.bin", "XLSB"),
    (b"ppt/presentation.xml", "PPTX"),
    (b"meta-inf/manifest.xml", "ODF"),
    (b"fixeddocseq.fdseq", "XPS"),
    (b"fixeddocumentsequence.fdseq", "XPS"),
    (b"meta-inf/container.xml", "EPUB"),
    (b"visio/document.xml", "VSDX"),
    (b"index/document.iwa", "Apple Pages"),
)
_COUNTED_PART = re.compile(rb"(?<=^word/document)\d+\.xml$")
"""Word in a browser saves its document under such names: ``word/document2.xml``."""
_ZIP_ENTRY = re.compile(rb"PK\x01\x02.{24}(..)(..)(..).{12}", re.DOTALL)
_ZIP_END = b"PK\x05\x06"


def zip_format(data: mmap.mmap) -> str:
    """Name what a ZIP is by the parts it lists.

    Raises:
        TruncatedFile: The list, which stands at its end, is not there.
    """
    end = data.rfind(_ZIP_END, max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        raise TruncatedFile
    length, start = struct.unpack_from("<II", data, end + 12)
    if start + length > len(data):
        raise TruncatedFile
    listed = _zip_names(data, start, min(length, _LONGEST_LIST))
    names = {_COUNTED_PART.sub(b".xml", name.lower()) for name in listed}
    return next((name for part, name in _ZIP_PARTS if part in names), "ZIP")


def _zip_names(data: mmap.mmap, start: int, length: int) -> Iterator[bytes]:
    stop = start + length
    while start < stop:
        entry = _ZIP_ENTRY.match(data, start, min(stop, start + 46))
        if entry is None:
            return
        name, extra, comment = (int.from_bytes(size, "little") for size in entry.groups())
        yield data[start + 46 : start + 46 + name].replace(b"\\", b"/").removeprefix(b"./").lstrip(b"/")
        start += 46 + name + extra + comment
