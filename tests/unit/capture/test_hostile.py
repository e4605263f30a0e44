"""Files that broke something once, most found by ``make fuzz``; each test is named after what broke."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image

from bench.craftpdf import bomb, circles
from bench.damagepdf import paper, write_pdf
from capture.errors import CaptureError, TooLarge, UnreadableFile
from capture.pages import Box, Line, Page, Reader
from capture.pdfwriting.pdfa import Fault, save_plain, why_not_archival
from capture.pipeline import read_file
from capture.probe import FileKind, Limits
from capture.raster import page_picture
from capture.searchable import SourcePage, write_searchable
from storage.tables.base import dump_json


def written(folder: Path, data: bytes, name: str = "paper.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def code(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(CaptureError) as caught:
        read_file(path, reader="none", limits=limits)
    return caught.value.code


def picture(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).save(out, form, **options)
    return out.getvalue()


def as_searchable(path: Path, kind: FileKind, page: Page) -> int:
    out = path.with_name("out.pdf")
    write_searchable([SourcePage(path, kind, page.number, page)], out)
    with pymupdf.open(out) as document:
        return int(document.page_count)


@pytest.mark.parametrize("rest", [b"\0", b"end", b"\xff" * 20])
def test_bytes_behind_the_end_of_a_png_broke_its_searchable_pdf(tmp_path: Path, rest: bytes) -> None:
    path = written(tmp_path, picture("PNG") + rest, "paper.png")
    (page,) = read_file(path, reader="none")
    assert as_searchable(path, FileKind.PNG, page) == 1


def test_a_form_that_draws_itself_broke_the_search_for_pictures(tmp_path: Path) -> None:
    for number in range(12):
        path = written(tmp_path, circles(random.Random(str(number))))
        try:
            read_file(path, reader="none")
        except CaptureError as error:
            assert error.code == "unreadable"  # noqa: PT017  # either outcome is right


def test_a_page_without_extent_broke_the_cleaning(tmp_path: Path) -> None:
    page = b"/MediaBox [nan 1e30 1 0.0001] /CropBox [0 -1 0.0001 1e9]"
    for box in (page, b"/MediaBox [0 0 0.0001 0.0001]", b"/MediaBox [1e30 1e30 1e30 1e30]"):
        path = written(tmp_path, write_pdf(paper(page=box)))
        try:
            read_file(path, reader="none")
        except CaptureError as error:
            assert error.code in ("unreadable", "too_large")  # noqa: PT017  # or it is drawn


def test_a_page_with_a_huge_unit_was_drawn_beyond_the_pixels_allowed(tmp_path: Path) -> None:
    path = written(tmp_path, write_pdf(paper(page=b"/UserUnit 500")))
    assert code(path, Limits(max_pixels=30_000_000)) == "too_large"


def test_a_strip_of_one_pixel_broke_the_search_for_codes(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.effect_noise((1, 30_000), 60).save(out, "PNG")
    (page,) = read_file(written(tmp_path, out.getvalue(), "strip.png"), reader="none")
    assert page.height == 30_000


@pytest.mark.parametrize("resources", [b"7", b"<< /XObject 7 >>", b"<< /XObject << /F 7 >> >>"])
def test_resources_that_are_a_number_broke_the_searchable_pdf(tmp_path: Path, resources: bytes) -> None:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources "
        + resources
        + b" >>",
        4: b"<< /Length 7 >>\nstream\nq /F Do\nendstream",
    }
    path = written(tmp_path, write_pdf(objects))
    (page,) = read_file(path, reader="none")
    assert as_searchable(path, FileKind.PDF, page) == 1


@pytest.mark.parametrize("kind", [2, 7, 11], ids=["text", "bytes", "fraction"])
@pytest.mark.parametrize("tag", [273, 278, 279], ids=["places", "rows", "lengths"])
@pytest.mark.parametrize("compression", ["raw", "jpeg"])
def test_marks_of_another_kind_broke_the_reading_of_a_tiff(
    tmp_path: Path, compression: str, tag: int, kind: int
) -> None:
    data = bytearray(picture("TIFF", compression=compression))
    place = data.find(struct.pack("<H", tag), int.from_bytes(data[4:8], "little"))
    data[place + 2 : place + 4] = struct.pack("<H", kind)
    path = written(tmp_path, bytes(data), "paper.tif")
    try:
        (page,) = read_file(path, reader="none")
        assert as_searchable(path, FileKind.TIFF, page) == 1
    except CaptureError as error:
        assert error.code == "unreadable"  # noqa: PT017  # either outcome is right


def test_more_pixels_than_the_ledger_can_hold_left_a_file_in_work_for_ever(tmp_path: Path) -> None:
    path = written(tmp_path, write_pdf(paper(page=b"/MediaBox [0 0 %s %s]" % (b"9" * 30, b"9" * 30))))
    with pytest.raises(TooLarge) as caught:
        read_file(path, reader="none")
    assert dump_json(caught.value.params) == dump_json({"pixels": 2**63 - 1, "allowed": 300_000_000})


def test_a_bmp_higher_than_any_number_broke_its_picture_for_the_screen(tmp_path: Path) -> None:
    data = bytearray(picture("BMP"))
    data[22:26] = struct.pack("<i", -(2**31))
    with pytest.raises(UnreadableFile):
        page_picture(written(tmp_path, bytes(data), "paper.bmp"), FileKind.BMP, 1, 0, 800)


LONG = bomb(10_000_000, 2, b"0 0 9 9 re f ")
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "


@pytest.mark.parametrize("place", ["page", "form"])
def test_a_small_file_of_very_many_commands_took_the_memory_of_the_searchable_pdf(
    tmp_path: Path, place: str
) -> None:
    made = paper(b"/X Do", resources=b"/XObject << /X 9 0 R >>")
    made[9] = LONG.replace(b"<<", b"<< " + FORM, 1)
    if place == "page":
        made[4] = LONG
    page = Page(1, 1500, 1000, 0, (Line("合同编号", Box(200, 400, 360, 450), 0.9, Reader.RAPIDOCR),), dpi=300)
    path = written(tmp_path, write_pdf(made))
    assert as_searchable(path, FileKind.PDF, page) == 1
    assert why_not_archival(path.with_name("out.pdf")) == (
        "length (file): A page has more drawing commands than can be checked.",
    )


def tree_of(depth: int) -> bytes:
    """Write a PDF whose one page lies as many nodes deep."""
    made = {**paper(), 2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"}
    for number in range(10, 10 + depth):
        kid = number + 1 if number < 9 + depth else 3
        parent = number - 1 if number > 10 else 2
        made[number] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (parent, kid)
    return write_pdf(made)


LOST_TREE = write_pdf({**paper(), 1: b"<< /Type /Catalog /Pages 77 0 R >>"})
BAD_LZW = write_pdf(
    {**paper(), 4: b"<< /Length 6 /Filter /LZWDecode >>\nstream\n\xff\xff\xff\xff\xff\xff\nendstream"}
)


BAD_COLUMNS = write_pdf({
    **paper(),
    4: b"<< /Length 6 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns -1 >> >>"
    b"\nstream\nabcdef\nendstream",
})  # fmt: skip


@pytest.mark.parametrize(
    "data", [tree_of(1000), LOST_TREE, BAD_LZW, BAD_COLUMNS], ids=["deep", "lost", "lzw", "columns"]
)
def test_what_one_library_reads_and_the_other_does_not_broke_the_searchable_pdf(
    tmp_path: Path, data: bytes
) -> None:
    path = written(tmp_path, data)
    try:
        for page in read_file(path, reader="none"):
            as_searchable(path, FileKind.PDF, page)
    except CaptureError as error:
        assert error.code in ("unreadable", "no_pages")  # noqa: PT017  # either outcome is right


def test_a_fault_whose_words_are_no_text_broke_the_plain_searchable_pdf(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        save_plain(pdf, tmp_path / "out.pdf", (Fault("6.1.8", "/Name\udcff", "a name that is no text"),))
    assert why_not_archival(tmp_path / "out.pdf") != ()
