"""What is longer than a page goes on on the next one, and what is asked for often is looked up once."""

from __future__ import annotations

import io
import time

import openpyxl
import pymupdf
import pytest
from openpyxl.styles import Alignment

from capture.formats.parts import Package
from capture.office.printing import print_office
from capture.office.words import words_of
from tests.unit.capture.test_office import png, zipped
from tests.unit.capture.test_office_words import cell, docx, paragraph, row, run, table

CLAUSES = [f"第{number:03d}项内容" for number in range(100)]
TALL = "".join(paragraph(run(text)) for text in CLAUSES)
SENTENCES = "".join(
    f"{text}，双方应当遵守本项约定，并不得以任何理由拒绝履行，违者自负其责。" for text in CLAUSES
)


def told(data: bytes, kind: str = "docx") -> str:
    with pymupdf.open("pdf", print_office(io.BytesIO(data), kind, 100, 10**8)) as printed:
        return "".join("".join(page.get_text() for page in printed).split())


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell("会议"), cell("周会")), row(cell("内容"), f"<w:tc>{TALL}</w:tc>"), columns=2),
        table(row(f"<w:tc>{table(*(row(cell(text)) for text in CLAUSES), columns=1)}</w:tc>"), columns=1),
        table(row(f"<w:tc>{paragraph(run(SENTENCES))}</w:tc>"), columns=1),
    ],
    ids=["minutes", "frame", "paragraph"],
)
def test_what_stands_in_a_cell_longer_than_a_page_was_lost(body: str) -> None:
    """Half of the minutes in a form were printed, and nobody was told."""
    found = told(docx(body))
    assert [text for text in CLAUSES if text not in found] == []


def test_a_cell_of_a_sheet_longer_than_a_page_was_lost() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = "说明", "\n".join(CLAUSES)
    sheet["B1"].alignment = Alignment(wrap_text=True)
    sheet["A2"], sheet["B2"] = "经办", "无"
    out = io.BytesIO()
    book.save(out)
    found = told(out.getvalue(), "xlsx")
    assert [text for text in (*CLAUSES, "经办") if text not in found] == []


def test_long_styles_and_lists_take_little_time() -> None:
    """Each paragraph looked through all of them: two kilobytes took half a minute, more took hours."""
    styles = f'<w:style w:styleId="s"><w:pPr>{"<w:x/>" * 30000}</w:pPr></w:style>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        + '<w:lvlOverride w:ilvl="3"/>' * 10000
        + "</w:num>"
    )
    wishes = '<w:pStyle w:val="s"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    body = paragraph(run("条"), wishes=wishes) * 1500
    begin = time.process_time()
    words_of(Package(io.BytesIO(docx(body, styles=styles, numbering=numbering))))
    assert time.process_time() - begin < 2


def test_a_picture_on_every_page_is_kept_once() -> None:
    """It was held in memory as often as it is shown, and from the 256th megabyte on it was lost."""
    shown = "<w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r>"
    data = zipped(
        {
            "word/document.xml": f"<w:document><w:body>{paragraph(shown) * 9}</w:body></w:document>",
            "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r1" Target="a.png"/>'
            "</Relationships>",
            "word/a.png": png(),
        }
    )
    (sheet,) = words_of(Package(io.BytesIO(data)))
    assert "".join(sheet.markup).count("<img") == 9
    assert len(sheet.pictures) == 1
