"""The picture inside an electronic seal (GB/T 38540, GM/T 0031): a sequence of kind, data, width, height."""

from __future__ import annotations

from collections.abc import Iterator

_SEQUENCE, _OCTETS = 0x30, 0x04
_TEXTS = frozenset({0x0C, 0x13, 0x16})
_KINDS = frozenset({"png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff", "ofd"})
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"PK\x03\x04", "ofd"),
)
_LEAST = 64
"""So many bytes has every picture."""
_DEEPEST = 16
_MOST_VALUES = 10_000


def seal_picture(data: bytes) -> tuple[str, bytes] | None:
    """Return the kind and the data of the picture that a seal or a signature with its seal holds.

    A picture is told by the kind named before it, or where that says nothing by its own first bytes.
    """
    budget = [_MOST_VALUES]
    return _search(data, 0, budget)


def _search(data: bytes, depth: int, budget: list[int]) -> tuple[str, bytes] | None:
    kind = ""
    for tag, value in _values(data, budget):
        if tag == _OCTETS and kind:
            return kind, value
        kind = ""
        if tag in _TEXTS:
            text = value.decode("ascii", "replace").strip().lower().lstrip(".")
            kind = text if text in _KINDS else ""
        elif tag == _OCTETS and (known := _kind_of(value)):
            return known, value
        elif tag == _SEQUENCE or tag & 0xE0 == 0xA0 or (tag == _OCTETS and value[:1] == b"\x30"):
            found = _search(value, depth + 1, budget) if depth < _DEEPEST else None
            if found is not None:
                return found
    return None


def _kind_of(value: bytes) -> str:
    """Return the kind of a picture by its first bytes; nothing of all else."""
    return next((kind for magic, kind in _MAGIC if value.startswith(magic) and len(value) > _LEAST), "")


def _values(data: bytes, budget: list[int]) -> Iterator[tuple[int, bytes]]:
    """Return tags and values that stand one after another, up to where they make no sense."""
    place = 0
    while place + 2 <= len(data) and budget[0] > 0:
        budget[0] -= 1
        tag, length = data[place], data[place + 1]
        place += 2
        if length == 0x80 and tag & 0x20:  # its end is marked, not told
            yield tag, data[place:]
            return
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4:
                return
            length = int.from_bytes(data[place : place + size], "big")
            place += size
        if place + length > len(data):
            return
        yield tag, data[place : place + length]
        place += length
