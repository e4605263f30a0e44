"""Damage to PDF files that keeps their structure, and how PDFs are written object by object."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from bench.damage import ODD_WORDS, Damage

Objects = dict[int, bytes]

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,6}) 0 obj\b(.*?)\bendobj", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*(<<.*>>)\s*startxref", re.DOTALL)
_REFERENCE = re.compile(rb"\b(\d{1,6}) 0 R\b")
_TOKEN = re.compile(rb"/[A-Za-z0-9]+|-?\d+(?:\.\d+)?(?! 0 R)")
_NAMES = (b"/Image", b"/Form", b"/Type3", b"/Indexed", b"/DCTDecode", b"/JBIG2Decode", b"/CCITTFaxDecode")
_NAMES += (b"/LZWDecode", b"/FlateDecode", b"/JPXDecode", b"/RunLengthDecode", b"/Crypt", b"/Kids", b"/Page")
_NAMES += (b"/Identity-H", b"/DeviceN", b"/Separation", b"/ICCBased", b"/Pattern", b"/Type0", b"/TrueType")


# --- damage to a PDF that is there --------------------------------------------------------------


def split_pdf(data: bytes) -> tuple[Objects, bytes]:
    """Return the objects of a PDF that is written out plainly, and its trailer."""
    found = {int(match[1]): match[2] for match in _OBJECT.finditer(data)}
    trailer = _TRAILER.search(data)
    return found, trailer[1] if trailer else b"<< /Root 1 0 R >>"


def write_pdf(objects: Mapping[int, bytes], trailer: bytes = b"<< /Root 1 0 R /Size 99 >>") -> bytes:
    """Write objects with a table of their places that is right."""
    made, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj%sendobj\n" % (number, b"\n" + body.strip() + b"\n")
    last, start = max(objects, default=0), len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        place = places.get(number)
        made += b"%010d 00000 n \n" % place if place is not None else b"0000000000 65535 f \n"
    return bytes(made + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start)


def _change_object(data: bytes, chance: random.Random, change: Damage) -> bytes:
    objects, trailer = split_pdf(data)
    if not objects:
        return data
    for _ in range(chance.choice((1, 2, 5))):
        number = chance.choice(list(objects))
        objects[number] = change(objects[number], chance)
    return write_pdf(objects, trailer)


def pdf_tokens(data: bytes, chance: random.Random) -> bytes:
    """Replace numbers and names in some objects."""

    def change(body: bytes, chance: random.Random) -> bytes:
        head, stream, rest = body.partition(b"stream")
        found = list(_TOKEN.finditer(head))
        if not found:
            return body
        spot = chance.choice(found)
        word = chance.choice(_NAMES if spot[0].startswith(b"/") else ODD_WORDS)
        return head[: spot.start()] + word + head[spot.end() :] + stream + rest

    return _change_object(data, chance, change)


def pdf_references(data: bytes, chance: random.Random) -> bytes:
    """Let references lead elsewhere: circles, wrong kinds, nowhere."""
    objects, trailer = split_pdf(data)
    numbers = [*objects, 99_999, 0]

    def change(body: bytes, chance: random.Random) -> bytes:
        found = list(_REFERENCE.finditer(body))
        if not found:
            return body
        spot = chance.choice(found)
        return body[: spot.start()] + b"%d 0 R" % chance.choice(numbers) + body[spot.end() :]

    for _ in range(chance.choice((1, 2, 5))):
        number = chance.choice(list(objects) or [0])
        objects[number] = change(objects.get(number, b"null"), chance)
    return write_pdf(objects, trailer)


def pdf_streams(data: bytes, chance: random.Random) -> bytes:
    """Change what streams say: commands, character maps, pictures."""

    def change(body: bytes, chance: random.Random) -> bytes:
        head, mark, stream = body.partition(b"stream\n")
        if len(stream) < 12:
            return body
        made = bytearray(stream)
        for _ in range(chance.choice((1, 3, 20))):
            place = chance.randrange(len(made) - 10)
            made[place : place + 1] = chance.choice(
                (b"Q", b"q ", b" 0 ", b"]", b"[", b"<<", b"(", b"\xff", b"9e9 ")
            )
        return head + mark + bytes(made)

    return _change_object(data, chance, change)


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), entries, body)


def paper(
    contents: bytes = b"",
    *,
    page: bytes = b"",
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
) -> Objects:
    """Return the objects of a PDF of one page: its contents, entries, resources and further objects."""
    fonts = b"" if b"/Font" in resources else b"/Font << /F1 5 0 R >>"
    drawn = b"BT /F1 18 Tf 20 200 Td (Delivery note, total 12,345.60) Tj ET\n" + contents
    box = b"" if b"/MediaBox" in page else b"/MediaBox [0 0 360 240]"
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << %s %s >> %s %s >>"
        % (fonts, resources, box, page),
        4: stream(drawn),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        **(more or {}),
    }


PDF: tuple[Damage, ...] = (pdf_tokens, pdf_tokens, pdf_references, pdf_streams)
