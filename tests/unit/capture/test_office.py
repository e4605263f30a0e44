"""DOCX and XLSX: their words in order, their tables as tables, and nothing for a hostile file to gain."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from PIL import Image

from capture.errors import CaptureError
from capture.pages import MarkKind, Reader
from capture.pipeline import read_file
from capture.probe import FileKind, Limits, probe_file
from capture.raster import draw_page, page_picture
from capture.searchable import SourcePage, write_searchable

Parts = dict[str, bytes | str]
TYPES = "<Types><Override PartName='/word/document.xml' ContentType='main+xml'/></Types>"
NAME = "沈阳永科电气设备有限公司"
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="r2"/></w:sectPr>'


def run(text: str, more: str = "") -> str:
    return f"<w:r><w:rPr>{more}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, more: str = "") -> str:
    return f"<w:p><w:pPr>{more}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    grid = "".join('<w:gridCol w:w="3000"/>' for _ in rows[0])
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


BODY = (
    paragraph(run("工业品买卖合同", '<w:b/><w:sz w:val="36"/>'), more='<w:jc w:val="center"/>')
    + paragraph(run("甲方："), run(NAME), "<w:del><w:r><w:delText>旧名</w:delText></w:r></w:del>")
    + paragraph(run("a &lt;b&gt; &amp; c"))
    + table(("品名", "数量", "单价"), ("深沟球轴承", "120", "35.50"), ("皮带轮", "8", "260.00"))
    + "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
    + paragraph(run("文本框里的字"))
    + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:t>重复的字</w:t></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
    + paragraph(run("第二页的字，够长而不必再认一遍"), more="<w:pageBreakBefore/>")
    + paragraph('<w:r><w:drawing><wp:extent cx="1270000"/><a:blip r:embed="r1"/></w:drawing></w:r>')
)


def png(size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


def docx(body: str = BODY, **more: bytes | str) -> bytes:
    made: Parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document><w:body>{body}{SECTION}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr>{paragraph(run('页眉上的字'))}</w:hdr>",
        "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r1" Target="media/a.png"/>'
        '<Relationship Id="r2" Target="header1.xml"/></Relationships>',
        "word/media/a.png": png(),
    }
    return zipped(made | {name.replace("__", "/").replace("_xml", ".xml"): v for name, v in more.items()})


def zipped(made: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in made.items():
            archive.writestr(name, value)
    return out.getvalue()


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["送货单明细", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["品名", "日期", "金额"])
    sheet.append(["深沟球轴承", dt.date(2026, 3, 18), 12345.6])
    sheet["C3"].number_format = "#,##0.00"
    sheet.append(["完成率", True, 0.125])
    sheet["C4"].number_format = "0.0%"
    hidden = book.create_sheet("隐藏")
    hidden["A1"] = "看不见的字"
    hidden.sheet_state = "hidden"
    book.create_sheet("第二张")["A1"] = "第二张表的字，够长而不必再认一遍"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_of(folder: Path, data: bytes) -> list[str]:
    path = folder / "paper"
    path.write_bytes(data)
    pages = read_file(path, reader="none")
    assert all(line.reader is Reader.TEXT_LAYER for page in pages for line in page.lines)
    return [page.text for page in pages]


def code(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    path = folder / "paper"
    path.write_bytes(data)
    with pytest.raises(CaptureError) as caught:
        probe_file(path, limits or Limits())
    return caught.value.code


def test_a_word_document_gives_its_words_in_order(tmp_path: Path) -> None:
    first, second = text_of(tmp_path, docx())
    wanted = [
        "页眉上的字",
        "工业品买卖合同",
        f"甲方：{NAME}",
        "a <b> & c",
        "品名",
        "深沟球轴承",
        "文本框里的字",
    ]
    places = [first.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert "旧名" not in first
    assert "重复" not in first
    assert "第二页的字" in second


def test_a_table_of_a_word_document_is_found_as_one(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(docx())
    page, _ = read_file(path, reader="none")
    (found,) = page.tables
    assert [[cell.text for cell in row] for row in found.rows][1:] == [
        ["深沟球轴承", "120", "35.50"],
        ["皮带轮", "8", "260.00"],
    ]


def test_boxes_of_symbol_fonts_are_boxes(tmp_path: Path) -> None:
    def sign(font: str, char: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    form = paragraph(
        run("企业类型：")
        + sign("Wingdings 2", "F0A3")
        + run("国有企业 ")
        + sign("Wingdings 2", "F052")
        + run("民营企业，公差")
        + sign("Symbol", "F0B1")
        + run("0.05")
        + sign("Webdings", "F099")
    )
    path = tmp_path / "paper.docx"
    path.write_bytes(docx(form))
    (page,) = read_file(path, reader="none")
    assert "企业类型：□国有企业 ☑民营企业，公差±0.05" in page.text.replace("  ", " ")
    kinds = {mark.text: mark.kind for mark in page.marks}
    assert kinds["国有企业"] is MarkKind.UNTICKED
    assert kinds["民营企业，公差±0.05"] is MarkKind.TICKED


def test_pictures_of_a_word_document_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(docx())
    with Image.open(io.BytesIO(page_picture(path, FileKind.DOCX, 2, 0, 800))) as shown:
        colours = shown.convert("RGB").getcolors(10**6) or []
    assert any(red > 230 and green < 40 and blue < 40 for _, (red, green, blue) in colours)
    assert code(tmp_path, docx(), Limits(max_pixels=60 * 40 - 1)) == "too_large"


def test_a_workbook_is_shown_as_tables_with_its_numbers_as_they_look(tmp_path: Path) -> None:
    first, second = text_of(tmp_path, xlsx())
    for words in ("送货单明细", "深沟球轴承", "2026-03-18", "12,345.60", "TRUE", "12.5%"):
        assert words in first
    assert "看不见" not in first + second
    assert "第二张表的字" in second


def test_the_searchable_pdf_of_a_word_document_has_its_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(docx())
    parts = [SourcePage(path, FileKind.DOCX, page.number, page) for page in read_file(path, reader="none")]
    write_searchable(parts, tmp_path / "out.pdf")
    with pymupdf.open(tmp_path / "out.pdf") as document:
        assert document[0].search_for(NAME)
        assert document[1].search_for("第二页的字")


BOMB = f'<!DOCTYPE r [<!ENTITY a "{"x" * 999}"><!ENTITY b "{"&a;" * 999}">]><r>{"&b;" * 99}</r>'


def test_bad_files_get_their_codes(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert code(tmp_path, locked) == "encrypted"
    assert code(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "unsupported"
    assert (
        code(tmp_path, docx(word__vbaProject_bin="").replace(b"vbaProject_bin", b"vbaProject.bin"))
        == "unsupported"
    )
    assert code(tmp_path, docx(word__document_xml=BOMB)) == "unreadable"
    assert code(tmp_path, docx(word__document_xml="<w:document/>")) == "unreadable"
    assert code(tmp_path, docx()[:-30]) == "truncated"
    assert code(tmp_path, docx("<w:tbl><w:tr><w:tc>" * 3000)) == "unreadable"
    assert (
        code(tmp_path, docx(paragraph(more="<w:pageBreakBefore/>") * 30), Limits(max_pages=20)) == "too_large"
    )


def test_flipped_bits_and_damaged_parts_give_a_code_and_never_another_error(tmp_path: Path) -> None:
    chance, path = random.Random(3), tmp_path / "paper"
    for round_ in range(40):
        whole = (docx, xlsx)[round_ % 2]()
        if chance.random() < 0.5:
            data = bytearray(whole[: chance.choice([len(whole), chance.randrange(1, len(whole))])])
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
        else:
            with zipfile.ZipFile(io.BytesIO(whole)) as archive:
                made: Parts = {name: archive.read(name) for name in archive.namelist()}
            name = chance.choice([name for name in made if name.endswith((".xml", ".rels"))])
            value = bytes(made[name])
            spot = chance.choice(list(re.finditer(rb"[A-Za-z0-9.]+", value)))
            odd = chance.choice([b"-1", b"nan", b"1e308", b"99999999999", b"", b"<", b"ZZZ9999999"])
            made[name] = value[: spot.start()] + odd + value[spot.end() :]
            path.write_bytes(zipped(made))
        try:
            probe = probe_file(path, Limits())
            draw_page(path, probe.kind, 1, Limits())
        except CaptureError as error:
            assert error.code  # noqa: PT017  # either outcome is right, any other error is not
