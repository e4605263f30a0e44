"""Every way a scan may be stored shows the same page: compared with the picture it was made from."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pillow_heif
import pytest
from PIL import Image, ImageDraw, ImageOps, TiffImagePlugin

from capture.errors import UnsupportedFormat
from capture.probe import Limits, probe_file
from capture.raster import draw_page

pillow_heif.register_heif_opener()

TURNED = {
    1: lambda sheet: sheet,
    2: ImageOps.mirror,
    3: lambda sheet: sheet.rotate(180),
    4: ImageOps.flip,
    5: lambda sheet: sheet.transpose(Image.Transpose.TRANSPOSE),
    6: lambda sheet: sheet.transpose(Image.Transpose.ROTATE_90),
    7: lambda sheet: sheet.transpose(Image.Transpose.TRANSVERSE),
    8: lambda sheet: sheet.transpose(Image.Transpose.ROTATE_270),
}
"""What a camera stores for each orientation mark, when the sheet is what should be seen."""


def sheet() -> Image.Image:
    """Return black words and rules on white, larger below than above: nothing in it is symmetrical."""
    drawn = Image.new("L", (320, 200), 255)
    pen = ImageDraw.Draw(drawn)
    pen.text((20, 12), "SH20240315", fill=0, font_size=28)
    pen.text((60, 70), "12,345.60", fill=0, font_size=44)
    pen.rectangle((20, 150, 230, 190), outline=0, width=4)
    return drawn.point(lambda value: 255 if value > 128 else 0)


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def clear(mode: str) -> Image.Image:
    """Return the sheet with its white transparent, and a wrong colour below that."""
    ground = Image.new("RGB", sheet().size, (200, 0, 90))
    ground.paste(sheet().convert("RGB"), mask=ImageOps.invert(sheet()))
    ground.putalpha(ImageOps.invert(sheet()))
    return ground.convert(mode)


def deep() -> Image.Image:
    return Image.fromarray(np.asarray(sheet()).astype(np.uint16) * 257)


def interlaced() -> bytes:
    """Write the sheet as a PNG of eight-bit grey whose rows come in seven passes."""
    passes = (
        (0, 0, 8, 8),
        (0, 4, 8, 8),
        (4, 0, 8, 4),
        (0, 2, 4, 4),
        (2, 0, 4, 2),
        (0, 1, 2, 2),
        (1, 0, 2, 1),
    )
    grey = np.asarray(sheet())
    rows = b"".join(
        b"\0" + row.tobytes() for top, left, down, across in passes for row in grey[top::down, left::across]
    )
    size = sheet().width.to_bytes(4, "big") + sheet().height.to_bytes(4, "big")
    chunks = ((b"IHDR", size + b"\x08\x00\x00\x00\x01"), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in chunks
    )


def in_pdf(data: bytes, **entries: Any) -> bytes:
    """Return a PDF page that is one picture, its data compressed as the entries say."""
    pdf, out = pikepdf.new(), io.BytesIO()
    width, height = sheet().size
    picture = pikepdf.Stream(pdf, data)
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, **entries
    )
    page = pdf.add_blank_page(page_size=(width * 0.24, height * 0.24))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pdf.make_indirect(picture)))
    page.obj.Contents = pdf.make_stream(b"q %f 0 0 %f 0 0 cm /Im Do Q" % (width * 0.24, height * 0.24))
    pdf.save(out)
    return out.getvalue()


def faxed(compression: str, k: int) -> bytes:
    """Return a PDF page whose picture is CCITT data as a TIFF holds it."""
    tiff = Image.open(io.BytesIO(saved(sheet().convert("1"), "TIFF", compression=compression)))
    tags = tiff.tag_v2
    data = tiff.fp.getvalue()[tags[273][0] : tags[273][0] + tags[279][0]]
    shape = pikepdf.Dictionary(K=k, Columns=320, Rows=200, BlackIs1=tags[262] == 1, EndOfLine=k >= 0)
    entries = {"BitsPerComponent": 1, "ColorSpace": pikepdf.Name.DeviceGray}
    return in_pdf(data, Filter=pikepdf.Name.CCITTFaxDecode, DecodeParms=shape, **entries)


def jbig2() -> bytes:
    """Return a PDF page whose picture is JBIG2: one region coded as group 4 (T.88, 7.4.6 and 7.4.8)."""
    black_is_one = ImageOps.invert(sheet()).convert("1")
    tiff = Image.open(io.BytesIO(saved(black_is_one, "TIFF", compression="group4")))
    start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    size = sheet().width.to_bytes(4, "big") + sheet().height.to_bytes(4, "big")
    coded = tiff.fp.getvalue()[start : start + length]
    parts = ((48, size + bytes(11)), (38, size + bytes(9) + b"\x01" + coded))
    data = b"".join(
        number.to_bytes(4, "big") + bytes((kind, 0, 1)) + len(part).to_bytes(4, "big") + part
        for number, (kind, part) in enumerate(parts)
    )
    entries = {"BitsPerComponent": 1, "ColorSpace": pikepdf.Name.DeviceGray}
    return in_pdf(data, Filter=pikepdf.Name.JBIG2Decode, **entries)


def several() -> bytes:
    """Return a TIFF whose pages are compressed each in its own way."""
    first, *others = (
        Image.open(io.BytesIO(saved(sheet().convert(mode), "TIFF", compression=compression)))
        for mode, compression in (("1", "group4"), ("L", "tiff_lzw"), ("RGB", "jpeg"), ("1", "group3"))
    )
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out, True) as writer:
        for page in (first, *others):
            page.save(writer, "TIFF", compression=page.info["compression"])
            writer.newFrame()
    return out.getvalue()


def cmyk() -> Image.Image:
    return sheet().convert("RGB").convert("CMYK")


STORED: dict[str, Callable[[], bytes]] = {
    "cmyk jpeg": lambda: saved(cmyk(), "JPEG", quality=95),
    "cmyk tiff": lambda: saved(cmyk(), "TIFF", compression="tiff_lzw"),
    "alpha png": lambda: saved(clear("RGBA"), "PNG"),
    "grey alpha png": lambda: saved(clear("LA"), "PNG"),
    "alpha webp": lambda: saved(clear("RGBA"), "WEBP", lossless=True),
    "alpha jpeg 2000": lambda: saved(clear("RGBA"), "JPEG2000"),
    "alpha heic": lambda: saved(clear("RGBA"), "HEIF", quality=90),
    "sixteen bits png": lambda: saved(deep(), "PNG"),
    "sixteen bits tiff": lambda: saved(deep(), "TIFF"),
    "palette png": lambda: saved(sheet().convert("P"), "PNG"),
    "palette bmp": lambda: saved(sheet().convert("P"), "BMP"),
    "one bit png": lambda: saved(sheet().convert("1"), "PNG"),
    "one bit bmp": lambda: saved(sheet().convert("1"), "BMP"),
    "group 3 tiff": lambda: saved(sheet().convert("1"), "TIFF", compression="group3"),
    "group 4 tiff": lambda: saved(sheet().convert("1"), "TIFF", compression="group4"),
    "interlaced png": interlaced,
    "animated webp": lambda: saved(
        sheet().convert("RGB"),
        "WEBP",
        lossless=True,
        save_all=True,
        append_images=[Image.new("RGB", (320, 200))],
    ),
    "group 4 in pdf": lambda: faxed("group4", -1),
    "group 3 in pdf": lambda: faxed("group3", 0),
    "jbig2 in pdf": jbig2,
    "jpeg 2000 in pdf": lambda: in_pdf(saved(sheet(), "JPEG2000"), Filter=pikepdf.Name.JPXDecode),
}


def assert_shows_the_sheet(folder: Path, data: bytes, number: int = 1) -> None:
    path = folder / "paper"
    path.write_bytes(data)
    probe = probe_file(path, Limits())
    drawn = Image.fromarray(draw_page(path, probe.kind, number, Limits()).image).convert("L")
    wanted = sheet()
    assert (drawn.width > drawn.height) == (wanted.width > wanted.height)
    seen = np.asarray(drawn.resize(wanted.size)).astype(int)
    assert np.abs(seen - np.asarray(wanted)).mean() < 8  # turned or mirrored it is above 40


@pytest.mark.parametrize("stored", STORED)
def test_however_it_is_stored_the_page_looks_the_same(tmp_path: Path, stored: str) -> None:
    assert_shows_the_sheet(tmp_path, STORED[stored]())


@pytest.mark.parametrize("form", ["JPEG", "HEIF"])
@pytest.mark.parametrize("mark", TURNED)
def test_the_sheet_is_upright_whichever_way_the_camera_was_held(tmp_path: Path, mark: int, form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = mark
    stored = TURNED[mark](sheet()).convert("RGB")
    assert_shows_the_sheet(tmp_path, saved(stored, form, exif=exif.tobytes(), quality=95))


def test_pages_of_a_tiff_may_be_compressed_each_in_its_own_way(tmp_path: Path) -> None:
    data = several()
    for number in (1, 2, 3, 4):
        assert_shows_the_sheet(tmp_path, data, number)


def test_a_gif_is_a_known_format_that_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.gif"
    path.write_bytes(saved(sheet(), "GIF"))
    with pytest.raises(UnsupportedFormat):
        probe_file(path, Limits())
