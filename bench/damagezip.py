"""Damage to ZIPs of XML: inside their parts, in their lists, and with the tricks a ZIP allows."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Mapping

from bench.damage import ODD_WORDS, PLAIN, Damage
from bench.wholefiles import zipped

Parts = dict[str, bytes]

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_WORD = re.compile(rb"[A-Za-z0-9.#]+")
_VALUE = re.compile(rb'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)')
_ELEMENT = re.compile(rb"<([A-Za-z:]+)[^<>]*/>|<([A-Za-z:]+)[^<>]*>[^<>]*</\2>")
_WIDE = "".join(chr(number) for number in (0xD800, 0x202E, 0xFFFE, 0x1F600, 0x0))


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _xml(made: Mapping[str, bytes], chance: random.Random) -> str:
    return chance.choice([name for name in made if name.endswith((".xml", ".rels"))])


def part_bytes(data: bytes, chance: random.Random) -> bytes:
    """Damage the bytes of a part: XML, picture, font or seal."""
    made = _parts(data)
    name = chance.choice(list(made))
    made[name] = chance.choice(PLAIN)(made[name] or b"x", chance)
    return zipped(made)


def part_words(data: bytes, chance: random.Random) -> bytes:
    """Replace words, numbers and values in the XML."""
    made = _parts(data)
    for _ in range(chance.choice((1, 2, 6))):
        name = _xml(made, chance)
        found = list(chance.choice((_WORD, _VALUE, _VALUE)).finditer(made[name]))
        if found:
            spot = chance.choice(found)
            odd = chance.choice(
                (*ODD_WORDS, b"9 9 9", b"-1 -1 -1 -1", b"../../..", b"/", b"g 99999999 1", b"ZZZ1048577")
            )
            made[name] = made[name][: spot.start()] + odd + made[name][spot.end() :]
    return zipped(made)


def part_elements(data: bytes, chance: random.Random) -> bytes:
    """Drop, repeat, nest or exchange elements."""
    made = _parts(data)
    name = _xml(made, chance)
    found = list(_ELEMENT.finditer(made[name]))
    if not found:
        return data
    spot = chance.choice(found)
    kind = spot[1] or spot[2]
    times = chance.choice((2, 100, 20_000))
    nest = b"<" + kind + b">"
    new = chance.choice(
        (
            b"",
            spot[0] * times,
            nest * times + spot[0] + nest.replace(b"<", b"</") * times,
            chance.choice(found)[0],
            nest,
            b"<!-- " + b"x" * times + b" -->",
            b"<![CDATA[" + chance.randbytes(50).hex().encode() + b"]]>",
        )
    )
    made[name] = made[name][: spot.start()] + new + made[name][spot.end() :]
    return zipped(made)


def part_missing(data: bytes, chance: random.Random) -> bytes:
    """Leave parts out, empty them, or let them change their contents."""
    made = _parts(data)
    for _ in range(chance.choice((1, 2))):
        first, second = chance.choice(list(made)), chance.choice(list(made))
        change = chance.randrange(3)
        if change == 0 and len(made) > 1:
            del made[first]
        elif change == 1:
            made[first] = b""
        else:
            made[first], made[second] = made[second], made[first]
    return zipped(made)


def part_bomb(data: bytes, chance: random.Random) -> bytes:
    """Let a part unpack to very much, or its XML grow without end."""
    made = _parts(data)
    entities = b'<!DOCTYPE r [<!ENTITY a "%s"><!ENTITY b "%s">]><r>%s</r>' % (
        b"x" * 999,
        b"&a;" * 999,
        b"&b;" * 99,
    )
    outside = b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
    size = chance.choice((1, 23, 40, 200)) << 20
    bodies = (
        bytes(size),
        b"<a>" + b"x" * size + b"</a>",
        b"<a>" + b"<b/>" * (size // 16) + b"</a>",
        b"<a " + b" ".join(b'a%d=""' % number for number in range(20_000)) + b"/>",
        b"<a>" * 100_000,
        entities,
        outside,
    )
    name = chance.choice((_xml(made, chance), chance.choice(list(made))))
    made[name] = chance.choice((_HEAD, b"")) + chance.choice(bodies)
    return zipped(made)


def long_text(data: bytes, chance: random.Random) -> bytes:
    """Make texts very long or of strange characters."""
    made = _parts(data)
    name = _xml(made, chance)
    found = list(re.finditer(rb"(?<=>)[^<>]+(?=<)", made[name]))
    if not found:
        return data
    spot = chance.choice(found)
    strange = _WIDE.encode("utf-8", "surrogatepass")
    new = chance.choice(
        (spot[0] * 20_000, strange, "㐀𠀀👨‍👩‍👧é".encode() * 50, b"&#0;", b"&#x1F600;", b"\xff\xfe")
    )
    made[name] = made[name][: spot.start()] + new + made[name][spot.end() :]
    return zipped(made)


# --- tricks with the ZIP ------------------------------------------------------------------------


def entry_fields(data: bytes, chance: random.Random) -> bytes:
    """Change fields in the list of parts or before the parts: sizes, methods, flags, places."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 3))):
        magic, fields = chance.choice(
            (
                (b"PK\x01\x02", (6, 8, 10, 16, 20, 24, 28, 30, 32, 34, 38, 42)),
                (b"PK\x03\x04", (4, 6, 8, 14, 18, 22, 26, 28)),
                (b"PK\x05\x06", (4, 6, 8, 10, 12, 16, 20)),
            )
        )
        places = [found.start() for found in re.finditer(re.escape(magic), bytes(made))]
        place = chance.choice(places) + chance.choice(fields)
        form = chance.choice(("<H", "<I"))
        odd = chance.choice((0, 1, 8, 9, 12, 14, 93, 99, 0x7FFF, 0xFFFF, 2**31 - 1, 2**32 - 1, 60, len(data)))
        if place + 4 <= len(made):
            struct.pack_into(form, made, place, odd & (0xFFFF if form == "<H" else 0xFFFFFFFF))
    return bytes(made)


def entry_names(data: bytes, chance: random.Random) -> bytes:
    """Give parts odd names: twice the same, outside, very long, with zeros."""
    made = _parts(data)
    names = (
        "../../etc/passwd",
        "/" + next(iter(made)),
        "a" * 60_000,
        "a\\b\\..\\c",
        "é",
        next(iter(made)).upper(),
    )
    for _ in range(chance.choice((1, 3))):
        made[chance.choice(names)] = chance.choice(list(made.values()))
    out = zipped(made)
    return out.replace(b"etc/passwd", b"etc\0passwd") if chance.random() < 0.3 else out


def entry_crowd(data: bytes, chance: random.Random) -> bytes:
    """Add thousands of small parts, or parts that all lie over the same packed bytes."""
    made = _parts(data)
    if chance.random() < 0.5:
        return zipped(made | {f"extra/{number}": b"" for number in range(chance.choice((300, 3000)))})
    out = zipped({"0": bytes(20 << 20), **made})
    listed = out.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<I", out, listed + 16)[0]
    first = out[start : out.find(b"PK\x01\x02", start + 4)]
    times = chance.choice((50, 1000))
    head, rest = out[:start], out[start:listed]
    end = bytearray(out[listed:])
    count = len(made) + 1 + times
    struct.pack_into("<HHI", end, 8, count, count, len(rest) + times * len(first))
    return head + first * times + rest + bytes(end)


def zip_in_zip(data: bytes, chance: random.Random) -> bytes:
    """Put the whole file into one of its own parts, or something in front of it and behind it."""
    made = _parts(data)
    change = chance.randrange(3)
    if change == 0:
        made[chance.choice(list(made))] = data
        return zipped(made)
    if change == 1:
        return data + chance.choice((b"\0" * 70_000, b"PK\x05\x06" + bytes(18), data))
    return b"PK\x03\x04" + bytes(26) + data


ZIP: tuple[Damage, ...] = (
    part_bytes, part_words, part_words, part_words, part_elements, part_elements, part_missing, part_bomb,
    long_text, entry_fields, entry_fields, entry_names, entry_crowd, zip_in_zip,
)  # fmt: skip
