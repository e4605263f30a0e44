"""Files that must be rejected, each with the error code it must get."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pymupdf
import yaml
from PIL import Image

from sample_scans.case import random_case
from sample_scans.degrade import Level
from sample_scans.judging_set import own_firm
from sample_scans.registry import layouts_of
from sample_scans.scanning import born_digital, file_bytes, scan_all

_PNG = b"\x89PNG\r\n\x1a\n"


def write_bad(out: Path) -> Path:
    """Write the bad files and their manifest into ``out``; returns the manifest's path."""
    out.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, code, why, make in _FILES:
        path = out / name
        path.unlink(missing_ok=True)
        data = make()
        if isinstance(data, str):
            path.symlink_to(data)
        else:
            path.write_bytes(data)
        entries.append({"file": name, "code": code, "why": why})
    manifest = out / "manifest.yaml"
    head = "# Written by make.py: the error code each of these files must end with.\n"
    manifest.write_text(
        head + yaml.safe_dump({"files": entries}, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return manifest


def _scan(kind: str) -> bytes:
    rng = random.Random("bad")
    paper = layouts_of("tuning")["delivery_slip"]["delivery_note"](random_case(rng, own_firm(0)), rng)
    return file_bytes(scan_all([paper, paper], Level.OFFICE, rng, dpi=120), kind)


def _cut(kind: str, share: float) -> Callable[[], bytes]:
    def make() -> bytes:
        data = _scan(kind)
        return data[: int(len(data) * share)]

    return make


def _encrypted() -> bytes:
    rng = random.Random("bad")
    paper = layouts_of("tuning")["contract"]["purchase_and_sale"](random_case(rng, own_firm(0)), rng)
    document = pymupdf.open("pdf", born_digital([paper]))
    data: bytes = document.tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="dossier", owner_pw="dossier-owner", deflate=True
    )
    return data


def _text() -> bytes:
    return "这不是PDF，只是一个改了扩展名的文本文件。\n营业执照复印件请见附件。\n".encode()


def _no_pages() -> bytes:
    """A well-formed PDF whose page tree is empty."""
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    stream, places = io.BytesIO(b""), []
    stream.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(stream.tell())
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = stream.tell()
    stream.write(b"xref\n0 3\n0000000000 65535 f \n")
    for place in places:
        stream.write(b"%010d 00000 n \n" % place)
    stream.write(b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return stream.getvalue()


def _bomb() -> bytes:
    """A PNG of 60,000 x 60,000 black pixels in some hundred kilobytes, never held in memory here."""
    side = 60_000
    packer = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    data = b"".join([packer.compress(row) for _ in range(side)]) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return _PNG + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _large_scan() -> bytes:
    """A bilevel TIFF of 20,000 x 16,000 pixels: a drawing scanned far too fine."""
    stream = io.BytesIO()
    Image.new("1", (20_000, 16_000), 1).save(stream, "TIFF", compression="group4", dpi=(600, 600))
    return stream.getvalue()


#: name, error code, what it is, how it is made (bytes, or the target of a link)
_FILES: tuple[tuple[str, str, str, Callable[[], bytes | str]], ...] = (
    ("encrypted.pdf", "encrypted", "a contract behind the password 'dossier'", _encrypted),
    ("truncated.jpg", "truncated", "the first half of a JPEG", _cut("jpg", 0.5)),
    ("truncated.pdf", "truncated", "a PDF that lost its last third", _cut("pdf", 0.66)),
    ("truncated.tif", "truncated", "a two-page TIFF that lost its second half", _cut("tif", 0.45)),
    ("empty.pdf", "empty", "no bytes at all", lambda: b""),
    ("text_renamed.pdf", "wrong_format", "a text file renamed to .pdf", _text),
    ("no_pages.pdf", "no_pages", "a well-formed PDF without pages", _no_pages),
    ("bomb.png", "too_large", "3.6 thousand million pixels in a small file", _bomb),
    ("over_max_pixels.tif", "too_large", "320 million pixels, just over the default limit", _large_scan),
    ("link.jpg", "link", "a symbolic link to a scan", lambda: "../scans/SCAN0001.jpg"),
)
