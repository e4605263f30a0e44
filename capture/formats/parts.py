"""The parts of OFD, DOCX and XLSX, ZIPs of XML and pictures: nothing goes to disk or is without limit."""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from capture.errors import LockedDocument, TooManyParts, TruncatedFile, UnreadableFile
from capture.formats.xmltree import parse_xml

MOST_PARTS = 50_000
MOST_BYTES = 256 * 1024 * 1024
MOST_XML = 24 * 1024 * 1024
MOST_SPARSE = 96 * 1024 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    IndexError,
    OverflowError,
    struct.error,
)


class Package:
    """The parts of one file, by name; a name may begin with a slash and may be written in any case."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the list of parts.

        Raises:
            TruncatedFile: The list stands at the end of the file, and is not there.
            TooManyParts: It names more parts than any paper has.
            UnreadableFile: It makes no sense.
        """
        _check_end(file)
        try:
            self._archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise UnreadableFile from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infolist():
            self._parts.setdefault(_plain(info.filename), info)
        self._bytes_left = MOST_BYTES

    def has(self, name: str) -> bool:
        """Return whether there is such a part."""
        return _plain(name) in self._parts

    def names(self) -> Iterator[str]:
        """Return the names of all parts, in small letters."""
        return iter(self._parts)

    def part(self, name: str, most: int = MOST_BYTES) -> bytes:
        """Return the bytes of a part.

        Raises:
            LockedDocument: The part is locked.
            UnreadableFile: It is missing, damaged, or larger than allowed.
        """
        info = self._parts.get(_plain(name))
        if info is None:
            raise UnreadableFile
        if info.flag_bits & 1:
            raise LockedDocument
        most = min(most, self._bytes_left)
        try:
            with self._archive.open(info) as part:
                data = part.read(most + 1)
        except _BROKEN as error:
            raise UnreadableFile from error
        if len(data) > most:
            raise UnreadableFile
        self._bytes_left -= len(data)
        return data

    def tree(self, name: str, dropped: Collection[str] = ()) -> Element:
        """Return a part as elements, their names and attributes without name spaces.

        Of the tags in ``dropped`` only those are there that something is in; the part may be larger then.

        Raises:
            LockedDocument: The part is locked.
            TooManyParts: It has more elements than any paper.
            UnreadableFile: It is missing, damaged, or no XML of a kind a paper needs.
        """
        return parse_xml(self.part(name, MOST_SPARSE if dropped else MOST_XML), dropped)

    def find(self, place: str, *folders: str) -> str | None:
        """Return the full name of the part that ``place`` means, seen from the first folder that has it."""
        for folder in (*folders, ""):
            name = posixpath.normpath(posixpath.join("/", folder, place.strip().replace("\\", "/")))
            if self.has(name):
                return name
        return None


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").lstrip("/").lower()


def _check_end(file: BinaryIO) -> None:
    """Look at the end of the list of parts before anything makes room for all of them."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise TruncatedFile
    count, length, start = struct.unpack_from("<HII", tail, place + 10)
    if count > MOST_PARTS or length > 512 * MOST_PARTS:
        raise TooManyParts(allowed=MOST_PARTS)
    if start + length > size:
        raise TruncatedFile
