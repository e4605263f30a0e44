"""XML as elements, within limits: no document types and so no entities, no depth and length without end."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from capture.errors import TooManyParts, UnreadableFile

MOST_DEPTH = 100
MOST_ELEMENTS = 400_000


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
    encoding = None
    if b"encoding" in data[:80] and b"gb" in data[:80].lower():  # the parser knows no Chinese encoding
        data, encoding = data.decode("gb18030", "replace").encode(), "utf-8"
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


def _local(name: str) -> str:
    return name.rpartition(":")[2]
