"""Searchable PDFs: the picture as received, and the text found again where it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pymupdf
import pytest
from PIL import Image

from capture.pages import Box, Line, Page, Reader
from capture.probe import FileKind
from capture.searchable import SourcePage, write_searchable

Draw = Callable[..., np.ndarray]
_TEXTS = ("工业品买卖合同", "合同编号：HT-2026-0318", "delivered by truck 龘𠮷")
_HAN_SPACE = re.compile(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]")


def _page(width: int, height: int, rotation: int, dpi: int | None = 150) -> Page:
    lines = []
    for row, text in enumerate(_TEXTS):
        edges = tuple(100 + 30 * index for index in range(len(text) + 1))
        box = Box(100, 130 + 80 * row, edges[-1], 170 + 80 * row)
        lines.append(Line(text, box, 0.9, Reader.RAPIDOCR, edges))
    return Page(1, width, height, rotation, tuple(lines), dpi=dpi)


def _check(out: Path, page: Page) -> None:
    with pymupdf.open(out) as document:
        shown = document[0]
        scale = shown.rect.width / page.width
        assert abs(shown.rect.height / page.height - scale) < 0.01
        text = shown.get_text()
        for line in page.lines:
            assert line.text in text
            assert line.box is not None
            (hit,) = [found * shown.rotation_matrix for found in shown.search_for(line.text)]
            assert abs(hit.x0 - line.box.x0 * scale) < 4
            assert abs(hit.x1 - line.box.x1 * scale) < 4
            assert hit.y0 < (line.box.y0 + line.box.y1) / 2 * scale < hit.y1
        assert not _HAN_SPACE.search(text)
        assert all(span["type"] == 3 for span in shown.get_texttrace())
    with pdfplumber.open(out) as pdf:
        other = pdf.pages[0].extract_text()
        assert all(line.text in other for line in page.lines)
        assert not _HAN_SPACE.search(other)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("form", ["jpeg", "png", "tiff"])
def test_text_stands_on_the_picture_whichever_way_it_lay(
    tmp_path: Path, sheet: Draw, form: str, rotation: int
) -> None:
    image = sheet()
    path, out = tmp_path / f"scan.{form}", tmp_path / "out.pdf"
    Image.fromarray(np.rot90(image, rotation // 90)).save(path)
    page = _page(image.shape[1], image.shape[0], rotation)
    write_searchable([SourcePage(path, FileKind(form), 1, page)], out)
    _check(out, page)
    with pymupdf.open(out) as document:
        pixels = document[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
        drawn = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
        assert np.abs(drawn[: image.shape[0], : image.shape[1]].astype(int) - image[:, :, 0]).mean() < 4


def test_a_photo_with_an_orientation_mark_stands_upright(tmp_path: Path, sheet: Draw) -> None:
    image = sheet()
    exif = Image.Exif()
    exif[0x0112] = 6
    path, out = tmp_path / "photo.jpg", tmp_path / "out.pdf"
    Image.fromarray(np.rot90(image)).save(path, exif=exif)
    page = _page(image.shape[1], image.shape[0], 0)
    write_searchable([SourcePage(path, FileKind.JPEG, 1, page)], out)
    _check(out, page)


@pytest.mark.parametrize("options", [{"format": "JPEG", "quality": 60}, {"format": "PNG"}])
def test_compressed_pixels_are_taken_over_as_they_are(
    tmp_path: Path, sheet: Draw, options: dict[str, object]
) -> None:
    image = sheet()
    path, out = tmp_path / "scan", tmp_path / "out.pdf"
    Image.fromarray(image).save(path, **options)
    kind = FileKind(str(options["format"]).lower())
    write_searchable([SourcePage(path, kind, 1, _page(image.shape[1], image.shape[0], 0))], out)
    with pymupdf.open(out) as document:
        xref = document[0].get_images()[0][0]
        stored = document.xref_stream_raw(xref)
    assert stored[:2000] in path.read_bytes().replace(b"", b"")
    assert out.stat().st_size <= path.stat().st_size + 20_000


def test_a_black_and_white_scan_stays_small(tmp_path: Path, sheet: Draw) -> None:
    image = sheet()
    path, out = tmp_path / "fax.tif", tmp_path / "out.pdf"
    Image.fromarray(image).convert("1").save(path, compression="group4")
    page = _page(image.shape[1], image.shape[0], 0)
    write_searchable([SourcePage(path, FileKind.TIFF, 1, page)], out)
    _check(out, page)
    assert out.stat().st_size <= path.stat().st_size + 20_000


def test_a_scanned_pdf_page_keeps_its_picture_and_loses_other_hidden_text(
    tmp_path: Path, scanned_pdf: Path
) -> None:
    out = tmp_path / "out.pdf"
    page = _page(1750, 2480, 180, dpi=300)
    write_searchable([SourcePage(scanned_pdf, FileKind.PDF, 1, page)], out)
    _check(out, page)
    with pymupdf.open(out) as document, pymupdf.open(scanned_pdf) as source:
        assert "HIDDEN" not in document[0].get_text()
        pictures = [d.xref_stream_raw(d[0].get_images()[0][0]) for d in (document, source)]
    assert pictures[0] == pictures[1]


def test_hidden_text_goes_though_the_page_names_much_that_it_does_not_draw(
    tmp_path: Path, scanned_pdf: Path
) -> None:
    """Programs that put scans together let all pages share the names of all forms: few are drawn."""
    path, out = tmp_path / "shared.pdf", tmp_path / "out.pdf"
    with pikepdf.open(scanned_pdf) as pdf:
        form = pdf.make_stream(b"0 0 m\n" * 1_600_000, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        pdf.pages[0].obj.Resources.XObject["/Unused"] = form
        pdf.save(path)
    write_searchable([SourcePage(path, FileKind.PDF, 1, _page(1750, 2480, 180, dpi=300))], out)
    with pymupdf.open(out) as document:
        assert "HIDDEN" not in document[0].get_text()


def test_good_pages_are_copied_and_parts_of_files_are_joined(
    tmp_path: Path, digital_pdf: Path, sheet: Draw
) -> None:
    path, out = tmp_path / "scan.png", tmp_path / "out.pdf"
    image = sheet()
    Image.fromarray(image).save(path)
    own = Line("送货单", Box(208, 254, 400, 300), 1.0, Reader.TEXT_LAYER)
    parts = [
        SourcePage(digital_pdf, FileKind.PDF, 2, Page(2, 1750, 2480, 0, (own,), dpi=300)),
        SourcePage(path, FileKind.PNG, 1, _page(image.shape[1], image.shape[0], 0)),
    ]
    write_searchable(parts, out)
    with pymupdf.open(out) as document:
        assert document.page_count == 2
        assert "delivered by truck" in document[0].get_text()
        assert "合同编号：HT-2026-0318" in document[1].get_text()


def test_mirrored_inks_and_transparent_pictures_are_embedded_too(tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 200), "white")
    picture.paste((0, 0, 0), (0, 0, 60, 40))
    exif = Image.Exif()
    exif[0x0112] = 2
    out = tmp_path / "out.pdf"
    for name, drawn, kind, options in (
        ("mirror.jpg", picture, FileKind.JPEG, {"exif": exif}),
        ("inks.jpg", picture.convert("CMYK"), FileKind.JPEG, {}),
        ("clear.png", picture.convert("RGBA"), FileKind.PNG, {}),
        ("few.png", picture.convert("P"), FileKind.PNG, {}),
        ("plain.bmp", picture, FileKind.BMP, {}),
    ):
        drawn.save(tmp_path / name, **options)
        page = Page(1, 300, 200, 0, ())
        write_searchable([SourcePage(tmp_path / name, kind, 1, page)], out)
        with pymupdf.open(out) as document:
            shown = Image.open(io.BytesIO(document[0].get_pixmap().tobytes("png"))).convert("L")
        x = 0.9 if name == "mirror.jpg" else 0.1
        assert shown.getpixel((int(shown.width * x), int(shown.height * 0.1))) < 40
        assert shown.getpixel((shown.width // 2, int(shown.height * 0.9))) > 215


def test_a_fax_stands_as_high_in_its_pdf_as_it_was_read(tmp_path: Path) -> None:
    path, out = tmp_path / "fax.tif", tmp_path / "out.pdf"
    Image.new("1", (1728, 1146), 1).save(path, compression="group4", dpi=(204, 98))
    write_searchable([SourcePage(path, FileKind.TIFF, 1, Page(1, 1728, 2386, 0, (), dpi=204))], out)
    with pymupdf.open(out) as document:
        shown = document[0].rect
    assert abs(shown.height / shown.width - 2386 / 1728) < 0.01
