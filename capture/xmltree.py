"""XML as elements, within limits: no document types and so no entities, no depth and length without end."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from capture.errors import UnreadableFile

MOST_DEPTH = 100
MOST_ELEMENTS = 400_000


class _Builder:
    """Makes elements of what the parser meets, and stops where a paper never goes."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._depth = 0
        self._count = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MOST_DEPTH or self._count > MOST_ELEMENTS:
            raise UnreadableFile
        self._tree.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._tree.end(_local(tag))

    def text(self, text: str) -> None:
        self._tree.data(text)

    def refuse(self, *_: object) -> None:
        """Stop at a document type: entities, which no paper needs, are declared there."""
        raise UnreadableFile

    def close(self) -> Element:
        return self._tree.close()


def parse_xml(data: bytes) -> Element:
    """Return XML as elements without name spaces.

    Raises:
        UnreadableFile: It is damaged, deeper or longer than any paper, or declares entities.
    """
    builder = _Builder()
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
