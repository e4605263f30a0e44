"""JPEG 2000 in PDF files: bare codestreams get their boxes, and what PDF/A-2 asks of the boxes is checked.

Boxes are those of ISO 15444-1, annex I; the rules are those of ISO 19005-2, 6.2.8.3. The check allows less
than the standard does: one colour description, by number, and no palette or transparency.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_CODESTREAM = b"\xff\x4f\xff\x51"
_SIGNATURE = b"\r\n\x87\n"
_GREY, _SRGB, _SYCC = 17, 16, 18
_CHANNELS = {1: (_GREY,), 3: (_SRGB, _SYCC)}
_DEEPEST = 38


def boxed(data: bytes, size: tuple[int, int], channels: int) -> bytes:
    """Return JPEG 2000 data of 8 bits a channel as a JP2 file; a file that has boxes stays as it is."""
    if not data.startswith(_CODESTREAM):
        return data
    shape = struct.pack(">IIHBBBB", size[1], size[0], channels, 7, 7, 0, 0)
    colours = struct.pack(">BBBI", 1, 0, 0, _CHANNELS[channels][0])
    head = _box(b"ihdr", shape) + _box(b"colr", colours)
    brand = _box(b"ftyp", b"jp2 " + bytes(4) + b"jp2 ")
    return _box(b"jP  ", _SIGNATURE) + brand + _box(b"jp2h", head) + _box(b"jp2c", data)


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), name) + data


def is_archival(data: bytes) -> bool:
    """Return whether a JP2 file may stand in PDF/A-2."""
    outer = list(_boxes(data))
    names = [name for name, _ in outer]
    if names[:2] != [b"jP  ", b"ftyp"] or outer[0][1] != _SIGNATURE or names.count(b"jp2h") != 1:
        return False
    if b"jp2c" not in names[names.index(b"jp2h") :]:
        return False
    inner = list(_boxes(dict(outer)[b"jp2h"]))
    kinds = sorted(name for name, _ in inner if name != b"res ")
    head = dict(inner)
    if kinds != [b"colr", b"ihdr"] or len(head[b"ihdr"]) != 14 or len(head[b"colr"]) != 7:
        return False
    channels, bits = struct.unpack(">HB", head[b"ihdr"][8:11])
    method, colours = head[b"colr"][0], struct.unpack(">I", head[b"colr"][3:])[0]
    return method == 1 and colours in _CHANNELS.get(channels, ()) and (bits & 0x7F) < _DEEPEST


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[position : position + 8])
        start = position + 8
        if length == 1 and start + 8 <= len(data):  # a long box has its length behind its name
            length, start = int(struct.unpack(">Q", data[start : start + 8])[0]), start + 8
        end = position + length if length else len(data)
        if end < start:
            return
        yield name, data[start:end]
        position = end
