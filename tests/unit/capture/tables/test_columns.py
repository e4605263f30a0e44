"""Tables that only their gaps show."""

from __future__ import annotations

from dataclasses import replace

from capture.pages import Box, Line, Reader, Table
from capture.tables.columns import find_unruled

HEADS = (("品名", 100), ("规格", 420), ("数量", 800), ("金额", 1200))
GOODS = (
    ("轴承座", "UCP210", "59", "10207.00"),
    ("六角螺栓", "M12*60", "151", "311.06"),
    ("无缝钢管", "Φ159*8", "129.4", "28475.76"),
)


def line(text: str, x: int, y: int, *, edges: bool = True) -> Line:
    width = sum(18 if char.isascii() else 36 for char in text)
    places = [x]
    for char in text:
        places.append(places[-1] + (18 if char.isascii() else 36))
    return Line(text, Box(x, y, x + width, y + 40), 0.98, Reader.RAPIDOCR, tuple(places) if edges else ())


def sheet(*, fall: float = 0.0) -> list[Line]:
    """A list of goods without rules; ``fall`` is how far the page runs down per pixel to the right."""
    rows = [tuple(text for text, _ in HEADS), *GOODS]
    return [
        line(text, x, 300 + 60 * number + round(fall * x))
        for number, row in enumerate(rows)
        for text, (_, x) in zip(row, HEADS, strict=True)
    ]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_rows_and_columns_are_told_by_gaps() -> None:
    (table,) = find_unruled(sheet(), ())
    assert texts(table) == [[text for text, _ in HEADS], *map(list, GOODS)]
    assert not table.ruled


def test_an_empty_cell_stays_empty() -> None:
    lines = [one for one in sheet() if one.text != "151"]
    (table,) = find_unruled(lines, ())
    assert texts(table)[2] == ["六角螺栓", "M12*60", "", "311.06"]


def test_cells_read_as_one_line_are_divided_at_the_gap() -> None:
    lines = [one for one in sheet() if one.text not in ("轴承座", "UCP210")]
    places = (100, 136, 172, 314, 438, 456, 474, 492, 510, 528)
    merged = Line("轴承座UCP210", Box(100, 360, 528, 400), 0.9, Reader.RAPIDOCR, places)
    (table,) = find_unruled([*lines, merged], ())
    assert texts(table)[1] == list(GOODS[0])


def test_columns_that_several_rows_bridge_are_told_by_their_blanks() -> None:
    """A number and its unit in a column of its own were one column where two rows were read so."""
    lines = [one for one in sheet() if one.text not in ("数量", "59", "151", "129.4")]
    edges = {
        "数量单位": (800, 836, 893, 951, 987),
        "59台": (800, 818, 862, 924),
        "151 只": (800, 818, 836, 857, 886, 924),
    }
    for row, (text, places) in enumerate(edges.items()):
        box = Box(800, 300 + 60 * row, places[-1], 340 + 60 * row)
        lines.append(Line(text, box, 0.98, Reader.RAPIDOCR, places))
    lines += [line("129.4", 800, 480), line("米", 888, 480)]
    (table,) = find_unruled(lines, ())
    assert [row[2:4] for row in texts(table)] == [
        ["数量", "单位"],
        ["59", "台"],
        ["151", "只"],
        ["129.4", "米"],
    ]


def test_a_name_of_characters_set_apart_stays_one_cell() -> None:
    lines = [one for one in sheet() if one.text not in ("品名", "轴承座")]
    for text, y in (("品名", 300), ("轴承座", 360)):
        places = tuple(range(100, 100 + 90 * len(text), 90))
        lines.append(
            Line(
                text, Box(100, y, places[-1] + 36, y + 40), 0.98, Reader.RAPIDOCR, (*places, places[-1] + 36)
            )
        )
    (table,) = find_unruled(lines, ())
    assert [row[0] for row in texts(table)] == ["品名", *(goods[0] for goods in GOODS)]


def test_a_ruled_table_is_not_found_again() -> None:
    assert find_unruled(sheet(), [Table(Box(50, 250, 1500, 700), ())]) == ()


def test_running_text_labels_and_two_columns_are_no_table() -> None:
    text = [line("本合同一式两份，甲乙双方各执一份。", 100, 100 + 60 * row) for row in range(6)]
    form = [
        line(f"{label}：某值", x, 600 + 60 * row)
        for row, label in enumerate(("日期", "单号", "客户", "电话"))
        for x in (100, 600, 1100)
    ]
    parties = [line("某某有限公司", x, 1000 + 60 * row) for row in range(4) for x in (100, 900)]
    assert find_unruled([*text, *form, *parties], ()) == ()


def test_nothing_is_found_on_an_empty_page() -> None:
    assert find_unruled([], ()) == ()


def test_headings_with_the_pages_they_stand_on_are_no_table() -> None:
    """Contents without dots were filed as a table of three columns."""
    names = ("项目概况", "工程范围", "技术标准", "人员配置")
    for at, pages in enumerate((("1", "3", "5", "5"), ("2", "9", "5", "4"))):
        lines = [
            line(text, x, 300 + 60 * number)
            for number, (name, page) in enumerate(zip(names, pages, strict=True))
            for text, x in ((f"1.{number}", 100), (name, 300), (page, 1300))
        ]
        assert len(find_unruled(lines, ())) == at  # figures that fall are no pages


def test_few_short_lines_with_a_slope_do_not_tell_that_of_the_page() -> None:
    """Two words of a sheet that lay straight were measured as aslant: rows were torn apart."""
    texts_of_rows = [[text for text, _ in HEADS], *map(list, GOODS)]
    lines = [replace(one, slope=0.045) if one.text in ("轴承座", "UCP210") else one for one in sheet()]
    lines += [line("合计", 100, 540), line("38993.82", 1200, 540)]
    (table,) = find_unruled(lines, ())
    assert texts(table)[:4] == texts_of_rows


def test_a_head_that_stands_beside_its_column_is_put_into_it_whole() -> None:
    """A head at the left of numbers set to the right was divided among the columns about it."""
    lines = [one for one in sheet() if one.text not in ("数量", "59", "151", "129.4")]
    lines.append(line("数量", 640, 300))
    lines += [
        line(text, x, 360 + 60 * n) for n, (text, x) in enumerate((("59", 874), ("151", 856), ("9", 892)))
    ]
    (table,) = find_unruled(lines, ())
    assert texts(table)[0] == [text for text, _ in HEADS]


def test_a_wide_letter_parts_no_word() -> None:
    """Numbers that begin with W were taken for two columns."""
    lines = [one for one in sheet() if one.box is not None and one.box.x0 != 100]
    lines.append(line("物料编号", 100, 300))
    for number in range(1, 4):
        y, places = 300 + 60 * number, (100, 144, 162, 180, 198, 216)
        lines.append(Line(f"W{number}756", Box(100, y, 216, y + 40), 0.98, Reader.RAPIDOCR, places))
    (table,) = find_unruled(lines, ())
    assert [row[0] for row in texts(table)] == ["物料编号", "W1756", "W2756", "W3756"]
