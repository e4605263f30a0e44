"""XML as elements, within limits: no document types and so no entities, no depth and length without end."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from capture.errors import TooManyParts, UnreadableFile

MOST_DEPTH = 100
MOST_ELEMENTS = 400_000
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_MARK = b"\xef\xbb\xbf"
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class _Builder:
    """Makes elements of what the parser meets, and stops where a paper never goes.

    Of the tags in ``dropped`` one that has a place of its own (``r``) and nothing in it is left out: sheets
    may have a million cells that only have a border.
    """

    def __init__(self, dropped: Collection[str]) -> None:
        self._tree = TreeBuilder()
        self._depth = 0
        self._count = 0
        self._dropped = dropped
        self._waiting: list[tuple[str, dict[str, str]]] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise UnreadableFile
        self._waiting.append((_local(tag), {_local(name): value for name, value in attributes.items()}))
        if self._waiting[-1][0] not in self._dropped or "r" not in self._waiting[-1][1]:
            self._start()

    def _start(self) -> None:
        self._count += len(self._waiting)
        if self._count > MOST_ELEMENTS:
            raise TooManyParts(allowed=MOST_ELEMENTS)
        for tag, attributes in self._waiting:
            self._tree.start(tag, attributes)
        self._waiting.clear()

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._waiting:
            self._waiting.pop()
        else:
            self._tree.end(_local(tag))

    def text(self, text: str) -> None:
        if not self._waiting:
            self._tree.data(text)

    def refuse(self, *_: object) -> None:
        """Stop at a document type: entities, which no paper needs, are declared there."""
        raise UnreadableFile

    def close(self) -> Element:
        return self._tree.close()


def parse_xml(data: bytes, dropped: Collection[str] = ()) -> Element:
    """Return XML as elements without name spaces; those ``dropped`` only where something is in them.

    Raises:
        TooManyParts: It is longer than any paper.
        UnreadableFile: It is damaged, deeper than any paper, or declares entities.
    """
    builder = _Builder(dropped)
    data, encoding = _plain(data)
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise UnreadableFile from error


def _plain(data: bytes) -> tuple[bytes, str | None]:
    """Return XML as the parser takes it, and its encoding where that is not the one it declares.

    The parser knows no Chinese encoding. Some programs write one and declare UTF-8, begin with a blank line,
    or leave control characters in the text, which XML forbids.
    """
    if data.startswith(_TWO_BYTES):
        return data, None
    data = data.removeprefix(_MARK).lstrip(b" \t\r\n")
    chinese = b"encoding" in data[:80] and b"gb" in data[:80].lower()
    if not chinese and not data.isascii():
        try:
            data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            chinese = b"encoding" not in data[:80] or b"utf-8" in data[:80].lower()
    encoding = None
    if chinese:
        data, encoding = data.decode("gb18030", "replace").encode(), "utf-8"
    return _FORBIDDEN.sub(b" ", data), encoding


def _local(name: str) -> str:
    return name.rpartition(":")[2]
