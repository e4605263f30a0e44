"""What a file is, by its content alone, whether it is whole, and how many pages it has.

Nothing is decoded here: sizes come from headers, so a decompression bomb costs nothing.
"""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from capture.errors import (
    EmptyFile,
    LinkRefused,
    TooLarge,
    TooManyPages,
)
from capture.formats import boxes, pictures
from capture.formats.foreign import OLD_OFFICE, foreign_file, packed_format
from capture.formats.pdf import measure_pdf
from capture.formats.pictures import Measure
from capture.ofd.drawing import measure_ofd
from capture.office.oldcells import is_old_workbook
from capture.office.printing import measure_office


class FileKind(StrEnum):
    """The kinds of files that are read."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    BMP = "bmp"
    WEBP = "webp"
    JPEG2000 = "jpeg2000"
    HEIF = "heif"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"


OFFICE = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.XLS})
"""The kinds that have no pages before they are printed."""

AS_PDF = frozenset({FileKind.PDF, FileKind.OFD, *OFFICE})
"""The kinds that are no pictures: their pages are opened as PDF pages."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file or page may cost."""

    max_pixels: int = 300_000_000
    max_pages: int = 2000
    page_seconds: int = 120
    page_memory_mb: int = 4096
    worker_memory_mb: int = 1400


@dataclass(frozen=True, slots=True)
class Probe:
    """What a file is."""

    kind: FileKind
    pages: int


_IN_ZIP = {"OFD": FileKind.OFD, "DOCX": FileKind.DOCX, "XLSX": FileKind.XLSX}
_MEASURES: Mapping[FileKind, Callable[[mmap.mmap], Measure]] = {
    FileKind.JPEG: pictures.measure_jpeg,
    FileKind.PNG: pictures.measure_png,
    FileKind.TIFF: pictures.measure_tiff,
    FileKind.BMP: pictures.measure_bmp,
    FileKind.WEBP: boxes.measure_webp,
    FileKind.JPEG2000: boxes.measure_jpeg2000,
    FileKind.HEIF: boxes.measure_heif,
}


def probe_file(path: Path, limits: Limits, password: str | None = None) -> Probe:
    """Return kind and number of pages of a whole, readable file.

    Raises:
        CaptureError: The file is refused; the subclass says why.
        OSError: The file is not there or may not be opened.
    """
    with open_plain(path) as file:
        if os.fstat(file.fileno()).st_size == 0:
            raise EmptyFile
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            kind = kind_of(data)
            measure = _MEASURES[kind](data) if kind in _MEASURES else None
        if kind is FileKind.OFD:
            measure = measure_ofd(file, limits.max_pixels)
        elif kind in OFFICE:
            measure = measure_office(file, kind.value, limits.max_pages, limits.max_pixels)
    if measure is None:
        measure = measure_pdf(path, limits.max_pages, limits.max_pixels, password)
    check_measure(measure, limits)
    return Probe(kind, measure.pages)


def kind_of_file(path: Path) -> FileKind:
    """Tell the kind of a file from its first bytes, whole or not.

    Raises:
        CaptureError: It is empty, or of no kind that is read.
        OSError: The file is not there or may not be opened.
    """
    with open_plain(path) as file:
        if os.fstat(file.fileno()).st_size == 0:
            raise EmptyFile
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return kind_of(data)


def open_plain(path: Path) -> AbstractContextManager[BinaryIO]:
    """Open a regular file for reading; links, pipes and devices are not followed, opened or waited for.

    Raises:
        LinkRefused: It is not a plain file.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise LinkRefused
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise LinkRefused
    return os.fdopen(handle, "rb")


def kind_of(data: mmap.mmap) -> FileKind:
    """Tell the kind from the first bytes.

    Raises:
        LockedDocument: A document of an office program that is locked as a whole.
        TruncatedFile: It breaks off before what tells its kind.
        UnsupportedFormat: A known format that is not read.
        WrongFormat: No known format.
    """
    head = data[:1024]
    if b"%PDF-" in head and not packed_format(head):  # a PDF may lie in a packed folder as it is
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return FileKind.TIFF
    if head.startswith(b"BM") and len(data) >= 26 and head[6:10] == bytes(4):
        return FileKind.BMP
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head.startswith((boxes.JP2_MAGIC, boxes.CODESTREAM_MAGIC)):
        return FileKind.JPEG2000
    if boxes.is_heif(head):
        return FileKind.HEIF
    if head.startswith(b"PK\x03\x04") and (found := _IN_ZIP.get(pictures.zip_format(data))):
        return found
    if head.startswith(OLD_OFFICE) and is_old_workbook(data):
        return FileKind.XLS
    raise foreign_file(data)


def check_measure(measure: Measure, limits: Limits) -> None:
    """Refuse what is larger than allowed.

    Raises:
        TooLarge: A page has too many pixels, or there are too many pages.
    """
    if measure.pages > limits.max_pages:
        raise TooManyPages(pages=measure.pages, allowed=limits.max_pages)
    if measure.largest > limits.max_pixels:
        raise TooLarge(pixels=measure.largest, allowed=limits.max_pixels)
