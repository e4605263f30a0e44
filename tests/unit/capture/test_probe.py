from __future__ import annotations

import contextlib
import io
import os
import random
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image

from capture.errors import (
    CaptureError,
    EncryptedFile,
    LockedDocument,
    MailFile,
    PackedFile,
    PlainText,
    UnsupportedFormat,
    WrongFormat,
    WrongPassword,
)
from capture.probe import FileKind, Limits, probe_file
from capture.raster import draw_page


def _code(path: Path, limits: Limits | None = None, password: str | None = None) -> str:
    with pytest.raises(CaptureError) as caught:
        probe_file(path, limits or Limits(), password)
    assert str(caught.value.message)
    assert str(caught.value.hint)
    return caught.value.code


def _picture(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((64, 48), 60).convert("RGB")
    noise.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("TIFF", "tiff"),
        ("BMP", "bmp"),
        ("PDF", "pdf"),
        ("WEBP", "webp"),
        ("JPEG2000", "jpeg2000"),
        ("HEIF", "heif"),
    ],
)
def test_the_kind_comes_from_the_content_never_from_the_name(tmp_path: Path, form: str, kind: str) -> None:
    path = tmp_path / "scan.docx"
    path.write_bytes(_picture(form))
    probe = probe_file(path, Limits())
    assert (probe.kind, probe.pages) == (FileKind(kind), 1)


@pytest.mark.parametrize(
    "options",
    [
        {"form": "WEBP"},
        {"form": "WEBP", "lossless": True},
        {"form": "WEBP", "exif": b"Exif\0\0" + bytes(40)},
        {"form": "JPEG2000"},
        {"form": "JPEG2000", "no_jp2": True},
        {"form": "HEIF"},
    ],
)
def test_pictures_of_boxes_are_measured_and_drawn(tmp_path: Path, options: dict[str, object]) -> None:
    path = tmp_path / "photo"
    path.write_bytes(_picture(**options))
    assert _code(path, Limits(max_pixels=64 * 48 - 1)) == "too_large"
    probe = probe_file(path, Limits())
    assert draw_page(path, probe.kind, 1, Limits()).image.shape == (48, 64, 3)


@pytest.mark.parametrize("form", ["WEBP", "JPEG2000", "HEIF"])
def test_damaged_pictures_of_boxes_give_a_code_and_never_another_error(tmp_path: Path, form: str) -> None:
    whole, chance, path = _picture(form), random.Random(5), tmp_path / "photo"
    for _ in range(60):
        data = bytearray(whole[: chance.choice([len(whole), chance.randrange(1, len(whole))])])
        for _ in range(chance.randrange(1, 5)):
            data[chance.randrange(min(len(data), chance.choice([60, 4000])))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        with contextlib.suppress(CaptureError):
            draw_page(path, probe_file(path, Limits(max_pixels=10**6)).kind, 1, Limits(max_pixels=10**6))


def test_pages_of_a_tiff_are_its_directories_without_small_copies(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    sheets = [Image.new("L", (40, 30), tone) for tone in (0, 100, 200)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    assert probe_file(path, Limits()).pages == 3


@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "TIFF", "WEBP", "JPEG2000", "HEIF"])
def test_a_picture_without_its_end_is_truncated(tmp_path: Path, form: str) -> None:
    whole = _picture(form)
    for share in (0.3, 0.6, 0.95):
        path = tmp_path / f"cut-{share}"
        path.write_bytes(whole[: int(len(whole) * share)])
        assert _code(path) == "truncated"


def test_a_jpeg_that_decodes_but_lacks_its_end_mark_is_truncated(tmp_path: Path) -> None:
    path = tmp_path / "tail.jpg"
    path.write_bytes(_picture("JPEG")[:-2])
    assert _code(path) == "truncated"


def test_a_thumbnail_does_not_count_as_the_end_of_a_jpeg(tmp_path: Path) -> None:
    exif = b"Exif\x00\x00" + _picture("JPEG")
    whole = _picture("JPEG", exif=exif)
    path = tmp_path / "photo.jpg"
    path.write_bytes(whole[: len(whole) - 200])
    assert _code(path) == "truncated"
    path.write_bytes(whole + b"trailer of a camera")
    assert probe_file(path, Limits()).kind is FileKind.JPEG


def test_a_pdf_without_its_end_is_truncated(tmp_path: Path, digital_pdf: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(digital_pdf.read_bytes()[:-400])
    assert _code(path) == "truncated"


def test_bad_files_get_their_codes(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "text.pdf").write_text("送货单\n" * 20)
    (tmp_path / "rubbish.pdf").write_bytes(b"%PDF-1.4\nno document at all\n%%EOF\n")
    with pikepdf.new() as none:
        none.save(tmp_path / "none.pdf")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04" + bytes(26) + b"word/document.xml")
    (tmp_path / "photo.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(16))
    (tmp_path / "photo.avif").write_bytes(b"\x00\x00\x00\x18ftypavif" + bytes(16))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with zipfile.ZipFile(tmp_path / "any.zip", "w") as archive:
        archive.writestr("a.txt", "送货单")
    codes = {path.name: _code(path) for path in tmp_path.iterdir()}
    assert codes.pop("rubbish.pdf") in ("unreadable", "no_pages")
    assert codes == {
        "empty.pdf": "empty",
        "text.pdf": "wrong_format",
        "none.pdf": "no_pages",
        "letter.docx": "truncated",
        "photo.heic": "truncated",
        "photo.avif": "unsupported",
        "old.doc": "unsupported",
        "any.zip": "unsupported",
    }


def test_an_encrypted_pdf_opens_with_its_password_only(tmp_path: Path, digital_pdf: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(digital_pdf) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    assert _code(path) == "encrypted"
    assert _code(path, password="wrong") == "encrypted"
    with pytest.raises(WrongPassword):
        probe_file(path, Limits(), "wrong")
    assert probe_file(path, Limits(), "secret").pages == 2


@pytest.mark.parametrize("kind", ["link", "pipe", "device", "folder"])
def test_what_is_no_plain_file_is_refused_unread(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "scan.jpg"
    if kind == "link":
        target = tmp_path / "target.jpg"
        target.write_bytes(_picture("JPEG"))
        path.symlink_to(target)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    else:
        path.mkdir()
    assert _code(path) == "link"


def _bomb(side: int) -> bytes:
    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1024 * 1024), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_bomb_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_bomb(60_000))
    tracemalloc.start()
    try:
        assert _code(path) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_picture_bomb_inside_a_pdf_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    with pikepdf.new() as pdf:
        picture = pikepdf.Stream(pdf, zlib.compress(bytes(1000)))
        picture.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=60000,
                Height=60000,
                BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
                Filter=pikepdf.Name.FlateDecode,
            )
        )
        page = pdf.add_blank_page(page_size=(595, 842))
        page.add_resource(pdf.make_indirect(picture), pikepdf.Name.XObject, pikepdf.Name.Im0)
        page.contents_add(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        pdf.save(path)
    assert _code(path) == "too_large"


def test_limits_hold_for_pixels_and_pages(tmp_path: Path, digital_pdf: Path) -> None:
    strip = tmp_path / "strip.png"
    Image.new("1", (40, 60_000), 1).save(strip)
    assert probe_file(strip, Limits()).pages == 1
    assert _code(strip, Limits(max_pixels=1_000_000)) == "too_large"
    assert _code(digital_pdf, Limits(max_pages=1)) == "too_large"


def test_a_sheet_too_large_to_be_drawn_readably_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    with pymupdf.open() as document:
        document.new_page(width=14_000, height=14_000).insert_text((100, 100), "a wall")
        document.save(path)
    assert _code(path) == "too_large"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"From: a@b.cn\r\nSubject: =?utf-8?q?a?=\r\n\tb\r\nMIME-Version: 1.0\r\n\r\ntext", MailFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_0037001F".encode("utf-16-le"), MailFile),
        (b"Rar!\x1a\x07\x00" + bytes(50), PackedFile),
        (b"<html><table><tr><td>1</td></tr></table></html>", UnsupportedFormat),  # report.xls
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n\n<html>", UnsupportedFormat),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', UnsupportedFormat),
        ("合同编号：RF-1\n甲方：某公司\n".encode(), PlainText),
        ("品名,数量\n开关柜,3\n".encode("gbk"), PlainText),
        (b"\x01\x02\x03 nothing known", WrongFormat),
        (b"\x1f\x8b\x08\x00" + b"%PDF-1.7 as it was packed", PackedFile),
        (b"paper.pdf".ljust(257, b"\x00") + b"ustar\x0000" + bytes(248) + b"%PDF-1.7", PackedFile),
        (b'<?xml version="1.0"?><EInvoice/>', UnsupportedFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), LockedDocument),
    ],
)
def test_mails_and_packed_folders_were_to_be_saved_as_pdf(
    tmp_path: Path, data: bytes, error: type[CaptureError]
) -> None:
    path = tmp_path / "paper"
    path.write_bytes(data)
    with pytest.raises(CaptureError) as caught:
        probe_file(path, Limits())
    assert type(caught.value) is error


def test_a_zip_of_papers_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "any.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "送货单")
    with pytest.raises(PackedFile):
        probe_file(path, Limits())


def test_of_two_papers_packed_without_compression_one_was_read_and_one_lost(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with pymupdf.open() as document:
        document.new_page().insert_text((100, 100), "a paper")
        paper = document.tobytes()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", paper)
        archive.writestr("b.pdf", paper)
    with pytest.raises(PackedFile):
        probe_file(path, Limits())


def test_locked_office_files_and_ofd_were_to_be_retried_with_a_password_that_is_never_asked() -> None:
    assert LockedDocument().code == EncryptedFile().code
    assert "without one" in str(LockedDocument().hint)
    assert "Retry" not in str(LockedDocument().hint)
