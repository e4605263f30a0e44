"""DOCX: every word that a person sees there, once, and none that nobody sees."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pymupdf
import pytest

from bench.wholefiles import zipped
from capture.office.printing import print_office
from capture.office.wordfields import TICKED, UNTICKED
from capture.pages import Table
from capture.pipeline import read_file

RELATION = '<Relationship Id="{}" Type="http://o/relationships/{}" Target="{}"/>'
KINDS = ("styles", "numbering", "settings", "endnotes", "header", "footer")


def run(text: str, wishes: str = "") -> str:
    return f"<w:r><w:rPr>{wishes}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, wishes: str = "") -> str:
    return f"<w:p><w:pPr>{wishes}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, wishes: str = "") -> str:
    return f"<w:tc><w:tcPr>{wishes}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, wishes: str = "") -> str:
    return f"<w:tr><w:trPr>{wishes}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int) -> str:
    grid = '<w:gridCol w:w="1500"/>' * columns
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(code: str, result: str = "", form: str = "") -> str:
    def mark(kind: str, inner: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    told = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin", form) + told + mark("separate") + result + mark("end")


def docx(body: str, main: str = "document", **parts: str) -> bytes:
    """Return a document with such parts; ``r_header1`` refers to ``header1``."""
    told = [
        RELATION.format(f"r_{name}", next(kind for kind in KINDS if name.startswith(kind)), f"{name}.xml")
        for name in parts
    ]
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<R>{RELATION.format('r1', 'officeDocument', f'word/{main}.xml')}</R>",
        f"word/{main}.xml": f"<w:document><w:body>{body}</w:body></w:document>",
        f"word/_rels/{main}.xml.rels": f"<R>{''.join(told)}</R>",
    }
    made |= {f"word/{name}.xml": f"<w:part>{value}</w:part>" for name, value in parts.items()}
    return zipped({name: value.encode() for name, value in made.items()})


def pages_of(data: bytes) -> list[str]:
    with pymupdf.open("pdf", print_office(io.BytesIO(data), "docx", 100, 10**8)) as document:
        return ["".join(page.get_text().split()) for page in document]


def words_of(body: str, **parts: str) -> str:
    (page,) = pages_of(docx(body, **parts))
    return page


def tables_of(folder: Path, body: str) -> list[list[list[str]]]:
    path = folder / "paper.docx"
    path.write_bytes(docx(body))
    (page,) = read_file(path, reader="none")
    return [_texts(found) for found in page.tables]


def _texts(found: Table) -> list[list[str]]:
    return [[one.text for one in line] for line in found.rows]


def test_numbers_of_lists_were_lost() -> None:
    levels = [("chineseCounting", "第%1条"), ("decimal", "%2.")]
    told = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl>"
        for place, (form, text) in enumerate(levels)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{told}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Z"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="Y"><w:basedOn w:val="Z"/></w:style>'
    )

    def point(text: str, level: int = 0, number: int = 1) -> str:
        wishes = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return paragraph(run(text), wishes=wishes)

    body = point("质量。") + point("外观；", 1) + point("尺寸。", 1) + paragraph(run("无号。"))
    body += (
        paragraph(run("交货。"), wishes='<w:pStyle w:val="Y"/>') + point("付款；", 1) + point("附则。", 0, 2)
    )
    assert words_of(body, numbering=numbering, styles=styles) == (
        "第一条质量。1.外观；2.尺寸。无号。第二条交货。1.付款；第五条附则。"
    )


def test_hidden_words_were_told() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph(run("底价", "<w:vanish/>"), run("内部", '<w:rStyle w:val="H"/>'), run("公开的文字"))
    body += paragraph(run("整段"), run("，不隐藏", '<w:vanish w:val="0"/>'), wishes='<w:pStyle w:val="P"/>')
    assert words_of(body, styles=styles) == "公开的文字，不隐藏"


def test_a_price_that_was_struck_out_was_told_as_the_price() -> None:
    body = paragraph(
        run("单价："), run("80.00", "<w:strike/>"), run("72.00"), run("旧", "<w:dstrike/>"), run("元")
    )
    assert words_of(body) == "单价：72.00元"


def test_rows_of_a_table_within_a_table_stood_there_twice(tmp_path: Path) -> None:
    inner = table(row(cell("首批"), cell("七日内")), row(cell("二批"), cell("十五日内")), columns=2)
    body = table(row(cell("交货期"), f"<w:tc>{inner}<w:p/></w:tc>"), columns=2)
    assert words_of(body) == "交货期首批七日内二批十五日内"


def test_cells_and_rows_within_content_controls_were_lost(tmp_path: Path) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    first = row(control(cell("品名")), cell("数量"), control(cell("单价")))
    second = control(row(cell("轴承"), control(cell("120")), cell("35.50")))
    assert tables_of(tmp_path, table(first, second, columns=3) + paragraph(run("下面的一行说明文字"))) == [
        [["品名", "数量", "单价"], ["轴承", "120", "35.50"]]
    ]


def test_a_cell_joined_downwards_is_one_cell(tmp_path: Path) -> None:
    rows = [row(cell("类别"), cell("品名"), cell("数量"))]
    rows += [row(cell("传动件", '<w:vMerge w:val="restart"/>'), cell("轴承"), cell("120"))]
    rows += [row(cell("", "<w:vMerge/>"), cell("皮带轮"), cell("8"))]
    rows += [row(cell("已删的货"), wishes="<w:del/>"), row(cell("其他"), cell("螺栓"), cell("40"))]
    assert tables_of(tmp_path, table(*rows, columns=3)) == [
        [["类别", "品名", "数量"], ["传动件", "轴承", "120"], ["皮带轮", "8"], ["其他", "螺栓", "40"]]
    ]


def test_columns_are_as_wide_as_their_maker_set_them() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    body = f"<w:tbl>{grid}{row(cell('窄'), cell('宽'))}</w:tbl>"
    with pymupdf.open("pdf", print_office(io.BytesIO(docx(body)), "docx", 9, 10**8)) as document:
        narrow, wide = (document[0].search_for(text)[0].x0 for text in "窄宽")
        right = max(drawing["rect"].x1 for drawing in document[0].get_drawings())
    assert (wide - narrow) / (right - narrow) == pytest.approx(0.25, abs=0.02)
    assert right == pytest.approx(545, abs=2)


def test_heads_that_no_section_uses_were_told_and_pages_not_counted() -> None:
    heads = '<w:headerReference w:type="default" r:id="r_header1"/>'
    heads += '<w:headerReference w:type="even" r:id="r_header2"/>'
    heads += '<w:footerReference w:type="default" r:id="r_footer1"/>'
    foot = paragraph(run("第"), field("PAGE", run("7")), run("页共"), field("NUMPAGES", run("9")), run("页"))
    body = (
        paragraph(run("甲"), '<w:r><w:br w:type="page"/></w:r>', run("乙")) + f"<w:sectPr>{heads}</w:sectPr>"
    )
    parts = {"header1": paragraph(run("合同编号")), "header2": paragraph(run("旧模板")), "footer1": foot}
    assert pages_of(docx(body, **parts)) == ["合同编号甲第1页共2页", "合同编号乙第2页共2页"]
    evens = pages_of(docx(body, settings="<w:evenAndOddHeaders/>", **parts))
    assert evens == ["合同编号甲第1页共2页", "旧模板乙"]


def test_papers_in_one_file_stood_on_one_page() -> None:
    size = '<w:pgSz w:w="{}" w:h="{}"/>'
    body = paragraph(run("合同"), wishes=f"<w:sectPr>{size.format(11906, 16838)}</w:sectPr>")
    body += paragraph(run("清单"))
    body += paragraph(wishes=f"<w:sectPr>{size.format(16838, 11906)}</w:sectPr>")
    body += (
        paragraph(run("续")) + f'<w:sectPr><w:type w:val="continuous"/>{size.format(16838, 11906)}</w:sectPr>'
    )
    with pymupdf.open("pdf", print_office(io.BytesIO(docx(body)), "docx", 9, 10**8)) as document:
        assert ["".join(page.get_text().split()) for page in document] == ["合同", "清单续"]
        assert [page.rect.width > page.rect.height for page in document] == [False, True]


def test_fields_of_forms_show_their_boxes_and_choices() -> None:
    def box(checked: str) -> str:
        return field("FORMCHECKBOX", form=f"<w:ffData><w:checkBox>{checked}</w:checkBox></w:ffData>")

    entries = '<w:listEntry w:val="现金"/><w:listEntry w:val="电汇"/>'
    choice = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    body = paragraph(box("<w:checked/>"), run("民营"), box('<w:default w:val="0"/>'), run("国有，"))
    body += paragraph(run("结算方式："), field("FORMDROPDOWN", form=choice))
    assert words_of(body) == f"{TICKED}民营{UNTICKED}国有，结算方式：电汇"


def test_codes_of_fields_are_not_seen_even_with_a_field_in_them() -> None:
    inner = field("MERGEFIELD 级别", run("内部级别"))
    outer = field(f"IF </w:instrText></w:r>{inner}<w:r><w:instrText>", run("月结六十天"))
    assert words_of(paragraph(run("账期："), outer)) == "账期：月结六十天"
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert words_of(paragraph(broken, run("没有结束的域，其余照读"))) == "没有结束的域，其余照读"


def test_what_to_fill_in_and_how_to_say_it_are_no_values() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    ruby = f"<w:r><w:ruby><w:rt>{run('shěn')}</w:rt><w:rubyBase>{run('沈')}</w:rubyBase></w:ruby></w:r>"
    body = paragraph(run("甲方："), ruby, run("阳永科"))
    body += paragraph(run("联系人："), prompt.format(run("单击此处输入文字")))
    assert words_of(body) == "甲方：沈阳永科联系人："


def test_endnotes_were_lost() -> None:
    assert words_of(paragraph(run("正文")), endnotes=paragraph(run("以传真件为准"))) == "正文以传真件为准"


def test_boxes_written_as_letters_of_a_symbol_font_are_boxes() -> None:
    font = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    signs = paragraph(run("\uf052", font), run("专票"), run("\uf0a3", font), run("普票"))
    assert words_of(signs) == "☑专票□普票"


def test_a_document_under_another_name_was_called_a_packed_folder(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(docx(paragraph(run("网页版 Word 保存的合同文本，一字不少")), main="document2"))
    (page,) = read_file(path, reader="none")
    assert "一字不少" in page.text


def test_styles_and_lists_in_a_circle_come_to_an_end() -> None:
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:basedOn w:val="{other}"/></w:style>'
        for name, other in itertools.permutations("AB")
    )
    numbering = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/><w:styleLink w:val="A"/>'
    numbering += '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    body = paragraph(run("字"), wishes='<w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    assert words_of(body, styles=styles, numbering=numbering) == "字"
    nameless = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"/></w:abstractNum>'
    nameless += '<w:num w:numId="0"><w:abstractNumId w:val="1"/></w:num>'
    assert words_of(paragraph(run("字"), wishes="<w:numPr><w:numId/></w:numPr>"), numbering=nameless) == "字"


def test_a_page_of_few_words_was_read_as_a_picture_and_lost_them(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(docx(paragraph(run("封面"))))
    (page,) = read_file(path, reader="none")
    assert page.text == "封面"
