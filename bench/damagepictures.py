"""Damage to pictures that keeps their structure: sizes, counts, chains and bombs that look right."""

from __future__ import annotations

import random
import re
import struct
import zlib

from bench.damage import ODD_NUMBERS, Damage

_MAGIC = b"\x89PNG\r\n\x1a\n"


def _sides(chance: random.Random) -> tuple[int, int]:
    side = (1, 2, 3, 17, 360, 4000, 5500, 30_000, 65_500)
    return chance.choice(side), chance.choice(side)


# --- PNG ----------------------------------------------------------------------------------------


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], 8
    while place + 8 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        found.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def _png(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return _MAGIC + b"".join(
        struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
        for tag, body in chunks
    )


def png_header(data: bytes, chance: random.Random) -> bytes:
    """Declare another size, depth, kind or interlacing, with the right checksum."""
    chunks = _chunks(data)
    width, height = _sides(chance)
    bits, kind = chance.choice((1, 2, 4, 8, 16, 3, 255)), chance.choice((0, 2, 3, 4, 6, 5))
    body = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, chance.choice((0, 0, 1, 9)))
    if chance.random() < 0.5:
        body = body[:8] + chunks[0][1][8:]
    return _png([(b"IHDR", body), *chunks[1:]])


def png_bomb(data: bytes, chance: random.Random) -> bytes:
    """Unpack to very much: rows, texts or colour profiles."""
    chunks = _chunks(data)
    bomb = zlib.compress(bytes(chance.choice((1, 30, 120)) * 1024 * 1024), 9)
    extra = chance.choice(
        (
            (b"zTXt", b"Comment\0\0" + bomb),
            (b"iCCP", b"profile\0\0" + bomb),
            (b"iTXt", b"Comment\0\1\0\0\0" + bomb),
            (b"IDAT", bomb),
        )
    )
    return _png([chunks[0], *[extra] * chance.choice((1, 1, 5)), *chunks[1:]])


def png_chunks(data: bytes, chance: random.Random) -> bytes:
    """Drop, repeat, swap and cut chunks; add ones that make no sense."""
    chunks = _chunks(data)
    for _ in range(chance.choice((1, 2, 4))):
        place = chance.randrange(len(chunks))
        tag, body = chunks[place]
        change = chance.randrange(5)
        if change == 0 and len(chunks) > 1:
            del chunks[place]
        elif change == 1:
            chunks[place : place + 1] = [(tag, body)] * chance.choice((2, 30, 3000))
        elif change == 2:
            chunks[place] = (tag, body[: chance.randrange(len(body) + 1)])
        elif change == 3:
            names = (b"PLTE", b"tRNS", b"gAMA", b"pHYs", b"eXIf", b"acTL", b"fcTL", b"fdAT", b"cHRM", b"sBIT")
            chunks.insert(
                place, (chance.choice(names), chance.randbytes(chance.choice((0, 1, 4, 9, 26, 300))))
            )
        else:
            chunks[place] = (tag, chance.randbytes(len(body)))
    return _png(chunks) + chance.choice((b"", b"", b"\0", b"end", bytes(9)))


# --- JPEG ---------------------------------------------------------------------------------------

_FRAME = re.compile(rb"\xff[\xc0-\xc2]\x00[\x0b\x11\x14]")


def jpeg_header(data: bytes, chance: random.Random) -> bytes:
    """Declare another size, number of colours or kind of compression."""
    found = list(_FRAME.finditer(data))
    if not found:
        return data
    made, place = bytearray(data), found[-1].start()
    height, width = _sides(chance)
    made[place + 5 : place + 9] = struct.pack(">HH", height, width)
    if chance.random() < 0.4:
        made[place + 1] = chance.choice((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA))
    if chance.random() < 0.3:
        made[place + 9 + chance.randrange(6)] = chance.randrange(256)
    return bytes(made)


def jpeg_scans(data: bytes, chance: random.Random) -> bytes:
    """Repeat the scans of a JPEG: each is decoded over the whole picture again."""
    place = data.rfind(b"\xff\xda")
    return data[:-2] + data[place:-2] * chance.choice((2, 60, 600)) + data[-2:]


def jpeg_marks(data: bytes, chance: random.Random) -> bytes:
    """Add segments: odd orientation and resolution, colour profiles without end, thousands of remarks."""
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", chance.choice((1, 3, 0xFFFF)))
    exif += struct.pack("<HHII", 0x0112, chance.choice((3, 4, 2, 5, 12, 99)), 1, chance.choice(ODD_NUMBERS))
    exif += struct.pack("<HHII", 0x011A, 5, chance.choice(ODD_NUMBERS), 8) + struct.pack("<I", 8)
    segment = chance.choice(
        (
            (b"\xff\xe1", exif),
            (b"\xff\xe0", b"JFIF\0\1\2\1" + chance.randbytes(6)),
            (b"\xff\xe2", b"ICC_PROFILE\0" + chance.randbytes(40)),
            (b"\xff\xee", b"Adobe" + chance.randbytes(7)),
            (b"\xff\xfe", b"x" * 60_000),
            (b"\xff\xdd", struct.pack(">H", chance.choice((0, 1, 65535)))),
            (b"\xff\xe2", b"MPF\0" + exif[6:]),
        )
    )
    whole = segment[0] + struct.pack(">H", len(segment[1]) + 2) + segment[1]
    return data[:2] + whole * chance.choice((1, 1, 300)) + data[2:]


# --- TIFF and BMP -------------------------------------------------------------------------------


def tiff_tags(data: bytes, chance: random.Random) -> bytes:
    """Change kind, count and value of tags, and where the next directory is."""
    if data[:4] != b"II*\0":
        return data
    made, place = bytearray(data), struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, place)[0]
    for _ in range(chance.choice((1, 2, 4))):
        entry = place + 2 + 12 * chance.randrange(count)
        change = chance.randrange(5)
        if change == 0:
            struct.pack_into("<I", made, entry + 8, chance.choice(ODD_NUMBERS))
        elif change == 1:
            struct.pack_into("<I", made, entry + 4, chance.choice(ODD_NUMBERS))
        elif change == 2:
            struct.pack_into("<H", made, entry + 2, chance.randrange(20))
        elif change == 3:
            tags = (254, 258, 259, 262, 266, 274, 277, 278, 284, 317, 320, 322, 323, 324, 325, 330, 338, 347)
            struct.pack_into("<H", made, entry, chance.choice(tags))
            struct.pack_into("<I", made, entry + 8, chance.choice((0, 1, 2, 3, 4, 6, 7, 8, 16, 32773, 34712)))
        else:
            there = (4, place, place + 12, chance.randrange(len(made)))
            struct.pack_into("<I", made, place + 2 + 12 * count, chance.choice(there))
    return bytes(made)


def tiff_size(data: bytes, chance: random.Random) -> bytes:
    """Declare another width and height."""
    made = bytearray(data)
    for tag, side in zip((256, 257), _sides(chance), strict=True):
        for kind in (3, 4):
            place = made.find(struct.pack("<HHI", tag, kind, 1))
            if place >= 0:
                struct.pack_into("<I", made, place + 8, side)
    return bytes(made)


def tiff_chain(data: bytes, chance: random.Random) -> bytes:
    """Add a long chain of directories, each a page of one pixel, with or without an end."""
    if data[:4] != b"II*\0":
        return data
    made, count = bytearray(data), chance.choice((3, 150, 300, 20_000))
    place = len(made)
    struct.pack_into("<I", made, 4, place)
    tags = b"".join(
        struct.pack("<HHII", tag, 4, 1, value)
        for tag, value in ((256, 1), (257, 1), (258, 8), (262, 1), (273, 8), (279, 1))
    )
    body = struct.pack("<H", 6) + tags
    for number in range(count):
        last = number == count - 1
        following = chance.choice((0, len(data))) if last else place + (number + 1) * (len(body) + 4)
        made += body + struct.pack("<I", following)
    return bytes(made)


def bmp_header(data: bytes, chance: random.Random) -> bytes:
    """Declare another size, depth, compression or number of colours."""
    made = bytearray(data)
    fields = ((10, "<I"), (14, "<I"), (18, "<i"), (22, "<i"), (28, "<H"), (30, "<I"), (46, "<I"), (50, "<I"))
    for _ in range(chance.choice((1, 2, 3))):
        place, form = chance.choice(fields)
        odd = (
            -1,
            -240,
            -(2**31),
            0,
            1,
            2,
            3,
            4,
            6,
            8,
            12,
            16,
            24,
            32,
            40,
            56,
            108,
            124,
            5000,
            60_000,
            2**31 - 1,
        )
        size = struct.calcsize(form)
        made[place : place + size] = (chance.choice(odd) & (1 << 8 * size) - 1).to_bytes(size, "little")
    return bytes(made)


# --- pictures of boxes --------------------------------------------------------------------------


def webp_header(data: bytes, chance: random.Random) -> bytes:
    """Declare another size of the picture or of its chunks, the whole's length being right."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 2))):
        place = chance.choice((12, 16, 20, 21, 24, 26, 27, 28, 30, 34, 38))
        made[place : place + 2] = chance.randbytes(2)
    if chance.random() < 0.3:
        made += bytes(chance.choice((1, 2, 9)))
    struct.pack_into("<I", made, 4, len(made) - 8)
    return bytes(made)


def codestream_header(data: bytes, chance: random.Random) -> bytes:
    """Declare other sizes, tiles, colours and layers of a JPEG 2000."""
    place = data.find(b"\xff\x4f\xff\x51")
    if place < 0:
        return data
    made = bytearray(data)
    for _ in range(chance.choice((1, 2, 3))):
        field = chance.randrange(8)
        number = chance.choice((0, 1, 2, 8, 128, 360, 4000, 5000, 60_000, *ODD_NUMBERS))
        struct.pack_into(">I", made, place + 8 + 4 * field, number)
    if chance.random() < 0.3:
        struct.pack_into(">H", made, place + 40, chance.choice((0, 1, 2, 4, 300, 16384)))
    coding = data.find(b"\xff\x52", place)
    if coding > 0 and chance.random() < 0.5:
        made[coding + 4 + chance.randrange(10)] = chance.choice((0, 1, 2, 6, 32, 33, 127, 255))
    return bytes(made)


def heif_boxes(data: bytes, chance: random.Random) -> bytes:
    """Change what stands in the boxes that describe the picture."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 2, 4))):
        kind = chance.choice(
            (b"ispe", b"iloc", b"iinf", b"infe", b"ipma", b"iref", b"hvcC", b"pitm", b"irot")
        )
        kind = chance.choice((kind, b"ipco", b"iprp", b"meta", b"ispe"))
        place = data.find(kind)
        if place < 4:
            continue
        at = place + chance.choice((-4, 4, 6, 8, 10, 12, 14, 16))
        width = chance.choice((1, 2, 4))
        made[at : at + width] = (chance.choice(ODD_NUMBERS) & (1 << 8 * width) - 1).to_bytes(width, "big")
    return bytes(made)


PICTURES: dict[str, tuple[Damage, ...]] = {
    "png": (png_header, png_bomb, png_chunks, png_chunks),
    "jpeg": (jpeg_header, jpeg_scans, jpeg_marks),
    "tiff": (tiff_tags, tiff_tags, tiff_size, tiff_chain),
    "bmp": (bmp_header,),
    "webp": (webp_header,),
    "jpeg2000": (codestream_header,),
    "heif": (heif_boxes,),
}
