from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from capture.formats.structure import Structure, judge_structure, open_for_writing

pillow_heif.register_heif_opener()

RULES = [
    "jpeg", "progressive jpeg", "jpeg with thumbnail", "png", "tiff", "tiff of three pages",
    "bmp", "pdf", "pdf with objects in streams", "linear pdf", "zip of parts",
    "webp", "lossless webp", "webp with metadata", "jpeg 2000", "jpeg 2000 code stream", "heif",
]  # fmt: skip


def picture() -> Image.Image:
    return Image.effect_noise((200, 150), 60).convert("RGB")


def saved(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture().save(out, kind, **options)
    return out.getvalue()


def pdf(**options: object) -> bytes:
    with pymupdf.open() as document:
        for _ in range(3):
            document.new_page().insert_text((72, 72), "x" * 500)
        return document.tobytes(**options)


def jpeg_with_thumbnail() -> bytes:
    plain, small = saved("JPEG"), saved("JPEG", quality=20)[:60_000]
    segment = b"Exif\0\0" + small
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def linear_pdf() -> bytes:
    pikepdf = pytest.importorskip("pikepdf")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, linearize=True)
    return out.getvalue()


def zip_of_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", "<OFD/>" * 500)
        archive.writestr("Doc_0/Document.xml", os.urandom(3000))
    return out.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved("JPEG"),
    "progressive jpeg": lambda: saved("JPEG", progressive=True),
    "jpeg with thumbnail": jpeg_with_thumbnail,
    "png": lambda: saved("PNG"),
    "tiff": lambda: saved("TIFF"),
    "tiff of three pages": lambda: saved("TIFF", save_all=True, append_images=[picture(), picture()]),
    "bmp": lambda: saved("BMP"),
    "pdf": pdf,
    "zip of parts": zip_of_parts,
    "webp": lambda: saved("WEBP"),
    "lossless webp": lambda: saved("WEBP", lossless=True),
    "webp with metadata": lambda: saved("WEBP", exif=b"Exif\0\0" + bytes(40)),
    "jpeg 2000": lambda: saved("JPEG2000"),
    "jpeg 2000 code stream": lambda: saved("JPEG2000", no_jp2=True),
    "heif": lambda: saved("HEIF"),
    "pdf with objects in streams": lambda: pdf(use_objstms=1),
    "linear pdf": linear_pdf,
}


@pytest.fixture
def judged(tmp_path: Path) -> Callable[[bytes], Structure]:
    def judge(content: bytes) -> Structure:
        path = tmp_path / "paper"
        path.write_bytes(content)
        fd = os.open(path, os.O_RDONLY)
        try:
            return judge_structure(fd)
        finally:
            os.close(fd)

    return judge


@pytest.mark.parametrize("kind", RULES)
def test_a_whole_file_is_complete(kind: str, judged: Callable[[bytes], Structure]) -> None:
    assert judged(MAKERS[kind]()) is Structure.COMPLETE


@pytest.mark.parametrize("kind", RULES)
def test_a_file_without_its_end_is_not_complete(kind: str, judged: Callable[[bytes], Structure]) -> None:
    whole = MAKERS[kind]()
    for part in (0.001, 0.05, 0.3, 0.5, 0.8, 0.99):
        assert judged(whole[: int(len(whole) * part)]) is not Structure.COMPLETE, part


@pytest.mark.parametrize("kind", RULES)
def test_a_file_whose_size_was_reserved_before_its_bytes_came_is_incomplete(
    kind: str, judged: Callable[[bytes], Structure]
) -> None:
    whole = MAKERS[kind]()
    for part in (0.0, 0.3, 0.5, 0.8):
        written = int(len(whole) * part)
        assert judged(whole[:written] + bytes(len(whole) - written)) is not Structure.COMPLETE, part


@pytest.mark.parametrize("kind", ["jpeg", "png", "pdf"])
def test_padding_after_the_end_does_no_harm(kind: str, judged: Callable[[bytes], Structure]) -> None:
    assert judged(MAKERS[kind]() + b"\0" * 512) is Structure.COMPLETE
    assert judged(MAKERS[kind]() + b"\r\n") is Structure.COMPLETE


@pytest.mark.parametrize("kind", ["jpeg", "png", "pdf"])
def test_a_trailer_makes_the_end_uncertain(kind: str, judged: Callable[[bytes], Structure]) -> None:
    assert judged(MAKERS[kind]() + b"appended by some scanner") is Structure.UNKNOWN


def test_nothing_known_is_unknown_and_nothing_at_all_incomplete(
    judged: Callable[[bytes], Structure],
) -> None:
    assert judged(b"") is Structure.INCOMPLETE
    assert judged(b"\0" * 4096) is Structure.INCOMPLETE
    assert judged(b"%PD") is Structure.INCOMPLETE
    assert judged(b"just some text, renamed to .pdf") is Structure.UNKNOWN


def test_a_pdf_that_begins_late_is_judged_too(judged: Callable[[bytes], Structure]) -> None:
    assert judged(b"HTTP junk\r\n" + pdf()) is Structure.COMPLETE


def test_a_tiff_whose_directories_go_in_a_circle_ends(judged: Callable[[bytes], Structure]) -> None:
    entry = struct.pack("<HHII", 256, 4, 1, 10)
    circle = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)
    assert judged(circle) is Structure.UNKNOWN


def test_a_tiff_whose_lists_claim_billions_ends(judged: Callable[[bytes], Structure]) -> None:
    entries = b"".join(struct.pack("<HHII", tag, 4, 0xFFFFFFFF, 8) for tag in (273, 279))
    hostile = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entries + struct.pack("<I", 0)
    assert judged(hostile) is Structure.UNKNOWN


@given(st.binary(max_size=300), st.sampled_from([*MAKERS, ""]))
def test_no_bytes_crash_the_judge(noise: bytes, kind: str) -> None:
    start = {"tiff": b"II*\0", "bmp": b"BM", "pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n"}.get(kind, b"")
    fd = os.memfd_create("noise")
    try:
        os.write(fd, start + noise)
        assert judge_structure(fd) in Structure
    finally:
        os.close(fd)


def test_a_writer_of_another_process_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(b"x")
    script = "import sys; f = open(sys.argv[1], 'ab'); print('open', flush=True); sys.stdin.read()"
    fd = os.open(path, os.O_RDONLY)
    try:
        if open_for_writing(fd) is None:
            pytest.skip("this file system gives no leases")
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdin is not None
            writer.stdout.readline()
            assert open_for_writing(fd) is True
            writer.stdin.close()
        assert open_for_writing(fd) is False
        with path.open("ab") as again:
            again.write(b"y")
    finally:
        os.close(fd)
