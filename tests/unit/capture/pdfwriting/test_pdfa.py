"""PDF/A-2: what is written passes the check, what cannot pass says why."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageCms

from capture.errors import TextLost
from capture.pages import Box, Line, Page, Reader
from capture.pdfwriting.copying import copy_pages
from capture.pdfwriting.inkprofile import ink_profile
from capture.pdfwriting.pdfa import check_pdfa, why_not_archival
from capture.pdfwriting.proof import lost_from
from capture.probe import FileKind
from capture.searchable import SourcePage, write_searchable

Draw = Callable[..., np.ndarray]


def _line(text: str, top: int = 100, reader: Reader = Reader.RAPIDOCR) -> Line:
    return Line(text, Box(100, top, 100 + 30 * len(text), top + 40), 0.9, reader)


def _page(width: int, height: int, number: int = 1) -> Page:
    lines = (_line("工业品买卖合同"), _line("合同编号：HT-2026-0318 龘𠮷", 200))
    return Page(number, width, height, 0, lines, dpi=150)


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("a.jpg", "RGB", {}),
        ("a.jpg", "L", {}),
        ("a.jpg", "CMYK", {}),
        ("a.png", "RGB", {}),
        ("a.png", "P", {}),
        ("a.png", "RGBA", {}),
        ("a.png", "I;16", {}),
        ("a.tif", "1", {"compression": "group4"}),
        ("a.tif", "1", {"compression": "group3"}),
        ("a.tif", "RGB", {"compression": "jpeg"}),
        ("a.tif", "L", {"compression": "jpeg"}),
        ("a.tif", "RGB", {"compression": "tiff_lzw"}),
        ("a.tif", "CMYK", {"compression": "tiff_lzw"}),
        ("a.tif", "I;16", {}),
        ("a.jp2", "RGB", {"quality_layers": [20]}),
        ("a.j2k", "L", {"quality_layers": [20]}),
        ("a.bmp", "L", {}),
        ("a.webp", "RGB", {}),
        ("a.heic", "RGB", {}),
    ],
)
def test_every_kind_of_picture_becomes_pdf_a(
    tmp_path: Path, sheet: Draw, name: str, mode: str, options: dict[str, object]
) -> None:
    image = Image.fromarray(sheet())
    path, out = tmp_path / name, tmp_path / "out.pdf"
    if mode == "I;16":
        drawn = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    else:
        drawn = image.convert(mode)
    drawn.save(path, **options)
    kinds = {"jpg": "jpeg", "tif": "tiff", "jp2": "jpeg2000", "j2k": "jpeg2000", "heic": "heif"}
    kind = FileKind(kinds.get(name[2:], name[2:]))
    write_searchable([SourcePage(path, kind, 1, _page(*image.size))], out)
    assert check_pdfa(out) == ()
    assert why_not_archival(out) == ()
    with pymupdf.open(out) as document:
        assert "合同编号：HT-2026-0318 龘𠮷" in document[0].get_text()
        seen = document[0].get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(seen.samples, np.uint8).reshape(seen.height, seen.stride)[:, : seen.width]
    wanted = np.asarray(image.convert("L"))[: grey.shape[0], : grey.shape[1]]
    assert np.abs(grey[: wanted.shape[0], : wanted.shape[1]].astype(int) - wanted).mean() < 5
    if kind not in (FileKind.WEBP, FileKind.HEIF):
        assert out.stat().st_size <= max(path.stat().st_size * 1.05, path.stat().st_size + 20_000)


@pytest.mark.parametrize("mode", ["RGB", "L", "YCbCr", "CMYK"])
def test_jpeg_in_a_tiff_is_taken_over_strip_by_strip(tmp_path: Path, sheet: Draw, mode: str) -> None:
    image = Image.fromarray(sheet())
    path, out = tmp_path / "a.tif", tmp_path / "out.pdf"
    image.convert(mode).save(path, compression="jpeg", quality=70)
    write_searchable([SourcePage(path, FileKind.TIFF, 1, _page(*image.size))], out)
    with pikepdf.open(out) as pdf:
        stored = pdf.pages[0].Resources.XObject.Im0
        assert stored.Filter == pikepdf.Name.DCTDecode or mode == "CMYK"
        if mode == "CMYK":
            return
        joined = Image.open(io.BytesIO(stored.read_raw_bytes())).convert("RGB")
    assert np.array_equal(np.asarray(joined), np.asarray(Image.open(path).convert("RGB")))


def test_plain_inks_look_as_viewers_show_them() -> None:
    shown = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(ink_profile())), ImageCms.createProfile("sRGB"), "CMYK", "RGB"
    )
    values = np.random.default_rng(1).integers(0, 256, (100, 100, 4), dtype=np.uint8)
    picture = Image.fromarray(values, "CMYK")
    seen = np.asarray(ImageCms.applyTransform(picture, shown)).astype(int)
    assert np.abs(seen - np.asarray(picture.convert("RGB"))).mean() < 2.5


def test_a_source_that_forbids_pdf_a_stays_searchable_and_says_why(tmp_path: Path, scanned_pdf: Path) -> None:
    path, out = tmp_path / "font.pdf", tmp_path / "out.pdf"
    with pymupdf.open(scanned_pdf) as document:
        document[0].insert_text((50, 50), "a font that is not embedded", fontname="helv")
        document.save(path)
    page = _page(1750, 2480)
    write_searchable([SourcePage(path, FileKind.PDF, 1, page)], out)
    faults = why_not_archival(out)
    assert any("6.2.11.4" in fault for fault in faults), faults
    with pymupdf.open(out) as document:
        assert "工业品买卖合同" in document[0].get_text()
        assert "not embedded" in document[0].get_text()
    with pikepdf.open(out) as pdf:
        assert "/OutputIntents" not in pdf.Root


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda pdf: pdf.Root.__setitem__("/OpenAction", _script(pdf)), "Catalog"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "6.6.2.1"),
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "6.2.4.3"),
    ],
)
def test_the_check_finds_what_is_forbidden(
    tmp_path: Path, sheet: Draw, spoil: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    image = Image.fromarray(sheet())
    path, out = tmp_path / "a.jpg", tmp_path / "out.pdf"
    image.save(path)
    write_searchable([SourcePage(path, FileKind.JPEG, 1, _page(*image.size))], out)
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        spoil(pdf)
        pdf.save(out, fix_metadata_version=False)
    assert any(rule in fault.rule for fault in check_pdfa(out)), check_pdfa(out)


def _script(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")))


def test_a_pdf_with_good_text_stays_byte_for_byte(tmp_path: Path, digital_pdf: Path) -> None:
    out = tmp_path / "out.pdf"
    own = (_line("送货单", reader=Reader.TEXT_LAYER),)
    parts = [SourcePage(digital_pdf, FileKind.PDF, n, Page(n, 1750, 2480, 0, own, dpi=300)) for n in (1, 2)]
    write_searchable(parts, out)
    assert out.read_bytes() == digital_pdf.read_bytes()
    assert why_not_archival(out)


def test_a_partial_text_layer_gets_only_the_missing_pages(
    tmp_path: Path, digital_pdf: Path, scanned_pdf: Path
) -> None:
    path, out = tmp_path / "both.pdf", tmp_path / "out.pdf"
    with pikepdf.open(digital_pdf) as pdf, pikepdf.open(scanned_pdf) as scan:
        pdf.pages.append(scan.pages[0])
        pdf.save(path)
    own = Page(2, 1750, 2480, 0, (_line("送货单", reader=Reader.TEXT_LAYER),), dpi=300)
    parts = [
        SourcePage(path, FileKind.PDF, 2, own),
        SourcePage(path, FileKind.PDF, 3, _page(1750, 2480, 3)),
    ]
    write_searchable(parts, out)
    with pikepdf.open(out) as pdf, pikepdf.open(path) as source:
        drawn, received = (
            [item.read_bytes() for item in page.Contents] for page in (pdf.pages[0], source.pages[1])
        )
        assert drawn == received
    with pymupdf.open(out) as document:
        assert "收货单位" in document[0].get_text()
        assert "工业品买卖合同" in document[1].get_text()
        assert "HIDDEN" not in document[1].get_text()


def _form(path: Path) -> None:
    with pymupdf.open() as document:
        for number in range(2):
            page = document.new_page()
            widget = pymupdf.Widget()
            widget.field_name, widget.field_type = f"name{number}", pymupdf.PDF_WIDGET_TYPE_TEXT
            widget.field_value, widget.rect = "沈阳", pymupdf.Rect(50, 50, 200, 80)
            page.add_widget(widget)
        document.save(path)


def test_form_fields_keep_their_link_to_the_form(tmp_path: Path) -> None:
    path, out = tmp_path / "form.pdf", tmp_path / "out.pdf"
    _form(path)
    page = Page(2, 2479, 3508, 0, (_line("工业品买卖合同"),), dpi=300)
    write_searchable([SourcePage(path, FileKind.PDF, 2, page)], out)
    with pikepdf.open(out) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert str(field.T) == "name1"
        (shown,) = pdf.pages[0].Annots
        assert shown.objgen == field.objgen


def test_a_copy_of_a_signed_page_claims_no_signature(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    _form(path)
    with pikepdf.open(path) as source, pikepdf.new() as pdf:
        field = source.Root.AcroForm.Fields[0]
        field.FT, field.V = (
            pikepdf.Name.Sig,
            pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3]),
        )
        source.Root.AcroForm.SigFlags = 3
        before = path.read_bytes()
        copy_pages(pdf, source, [0])
        (copied,) = pdf.Root.AcroForm.Fields
        assert str(copied.FT) == "/Sig"
        assert "/V" not in copied
        assert "/SigFlags" not in pdf.Root.AcroForm
    assert path.read_bytes() == before


def test_text_that_would_be_lost_is_noticed(tmp_path: Path, digital_pdf: Path) -> None:
    assert lost_from("工业品 买卖\n合同 ﬁne １", [_line("工业品买卖合同"), _line("fine1")]) == ""
    assert lost_from("工业品合同", [_line("工业品买卖合同")]) == "买卖"
    out = tmp_path / "out.pdf"
    other = Page(1, 1750, 2480, 0, (_line("书中没有的字", reader=Reader.TEXT_LAYER),), dpi=300)
    with pytest.raises(TextLost):
        write_searchable([SourcePage(digital_pdf, FileKind.PDF, 1, other)], out)
    assert not out.exists()
