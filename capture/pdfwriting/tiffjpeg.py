"""JPEG data out of a TIFF, strips joined to one picture without decoding them.

TIFF Technical Note 2 (1995): each strip is a JPEG stream of its own, tables may stand apart. A strip starts
its prediction anew, and that is what a restart marker says (ITU-T T.81, B.2.1, F.1.1.5): with one between the
strips and the number of blocks of a strip as restart interval they are one JPEG stream.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_JPEG = 7
_OFFSETS, _COUNTS, _ROWS, _COMPRESSION, _KIND, _TABLES, _TILES = 273, 279, 278, 259, 262, 347, 324
_LUMA = 6
_FRAME, _SCAN, _INTERVAL, _END = 0xC0, 0xDA, 0xDD, 0xD9
_SHARED = frozenset({0xDB, 0xC4})


@dataclass(frozen=True, slots=True)
class _Strip:
    tables: bytes
    frame: bytes
    scan: bytes
    coded: bytes


def jpeg_of_tiff(picture: Any, file: Any) -> bytes | None:
    """Return the TIFF page that Pillow has opened from ``file`` as one JPEG stream, else nothing.

    Nothing comes back for tiles, for old-style JPEG (compression 6) and where strips do not fit together.
    """
    tags = picture.tag_v2
    if tags.get(_COMPRESSION) != _JPEG or _TILES in tags or _OFFSETS not in tags:
        return None
    tables = tags.get(_TABLES, b"")
    common = b"".join(part for kind, part in _segments(tables) if kind in _SHARED)
    strips: list[_Strip] = []
    for offset, count in zip(tags[_OFFSETS], tags[_COUNTS], strict=False):
        file.seek(offset)
        strip = _strip(file.read(count))
        if strip is None:
            return None
        strips.append(strip)
    head = common + _adobe(luma=tags.get(_KIND) == _LUMA)
    return _join(strips, head, picture.size, min(tags.get(_ROWS, picture.height), picture.height))


def _adobe(*, luma: bool) -> bytes:
    """Return the mark that says whether three colours are luma and chroma, or red, green and blue."""
    return b"\xff\xee" + struct.pack(">H5sHHHB", 14, b"Adobe", 100, 0, 0, int(luma))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and bytes of each marker segment up to the coded data."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] != _END:
        length = 2 + int(struct.unpack(">H", data[position + 2 : position + 4])[0])
        yield data[position + 1], data[position : position + length]
        position += length
        if data[position - length + 1] == _SCAN:
            return


def _strip(data: bytes) -> _Strip | None:
    """Take a strip apart; nothing where it is not baseline, has restart marks already, or is damaged."""
    parts = list(_segments(data))
    kinds = [kind for kind, _ in parts]
    if data[:2] != b"\xff\xd8" or kinds[-1:] != [_SCAN] or _FRAME not in kinds or _INTERVAL in kinds:
        return None
    start = 2 + sum(len(part) for _, part in parts)
    end = data.rfind(b"\xff\xd9")
    tables = b"".join(part for kind, part in parts if kind in _SHARED)
    coded = data[start : end if end > start else None]
    return _Strip(tables, parts[kinds.index(_FRAME)][1], parts[-1][1], coded)


def _join(strips: Sequence[_Strip], head: bytes, size: tuple[int, int], rows: int) -> bytes | None:
    if not strips or len(strips) != math.ceil(size[1] / max(1, rows)):
        return None
    first = strips[0]
    factors = first.frame[11::3] if first.frame[9] > 1 else b"\x11"  # one colour has blocks of 8 by 8 always
    across, down = 8 * max(factor >> 4 for factor in factors), 8 * max(factor & 15 for factor in factors)
    same = (first.tables, first.scan, first.frame[9:])
    alike = all((one.tables, one.scan, one.frame[9:]) == same for one in strips)
    widths = {int(struct.unpack(">H", one.frame[7:9])[0]) for one in strips}
    if not alike or widths != {size[0]} or (len(strips) > 1 and rows % down):
        return None
    frame = first.frame[:5] + struct.pack(">H", size[1]) + first.frame[7:]
    blocks = math.ceil(size[0] / across) * (rows // down)
    if blocks > 0xFFFF:
        return None
    interval = struct.pack(">BBHH", 0xFF, _INTERVAL, 4, blocks) if len(strips) > 1 else b""
    marks = [bytes((0xFF, 0xD0 + number % 8)) for number in range(len(strips) - 1)] + [b"\xff\xd9"]
    coded = b"".join(strip.coded + mark for strip, mark in zip(strips, marks, strict=True))
    return b"\xff\xd8" + head + first.tables + frame + interval + first.scan + coded
