"""Text from top to bottom: columns of upright characters and lines that stand on their side."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image, Layout
from capture.engines.rapidocr import RapidOcr
from capture.layout.order import reading_order
from sample_scans.fonts import font

_COLUMNS = (
    "甲乙双方经友好协商就货物买卖",
    "事宜达成如下协议甲方应于收到",
    "货物之日起三十日内付清全部款",
    "逾期按日加收违约金双方各执一",
)
_NOTE = "此联由财务留存不得涂改"


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


def _columns_sheet() -> Image:
    sheet = Pictures.new("L", (900, 1100), 255)
    pen = ImageDraw.Draw(sheet)
    for number, column in enumerate(_COLUMNS):
        for place, char in enumerate(column):
            pen.text((700 - 90 * number, 120 + 60 * place), char, font=font("song", 48), fill=20)
    return np.dstack([np.asarray(sheet)] * 3)


def _sheet_with_note(turn: int) -> Image:
    sheet = Pictures.new("L", (1100, 900), 255)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate(_COLUMNS):
        pen.text((80, 120 + 140 * row), text, font=font("song", 48), fill=20)
    note = Pictures.new("L", (620, 60), 255)
    ImageDraw.Draw(note).text((10, 4), _NOTE, font=font("song", 46), fill=20)
    sheet.paste(note.rotate(turn, expand=True), (980, 120))
    return np.dstack([np.asarray(sheet)] * 3)


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
def test_a_page_of_columns_is_set_upright_however_it_lies(reader: RapidOcr, lies: int) -> None:
    picture = np.ascontiguousarray(np.rot90(_columns_sheet(), -lies // 90))
    assert reader.look(picture).rotation == (360 - lies) % 360


def test_columns_are_read_from_right_to_left(reader: RapidOcr) -> None:
    assert [line.text for line in reader.read(_columns_sheet())] == list(_COLUMNS)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_note_in_the_margin_is_read_upward_or_downward_and_turns_no_page(
    reader: RapidOcr, turn: int
) -> None:
    sheet = _sheet_with_note(turn)
    assert reader.look(sheet).rotation == 0
    texts = [line.text for line in reader.read(sheet)]
    assert _NOTE in texts
    assert [text for text in texts if text != _NOTE] == list(_COLUMNS)


def test_the_title_of_an_axis_was_read_from_its_end(reader: RapidOcr) -> None:
    sheet = Pictures.new("L", (900, 900), 255)
    pen = ImageDraw.Draw(sheet)
    pen.text((300, 80), "上半年销售回款情况", font=font("hei", 40), fill=20)
    title = Pictures.new("L", (400, 56), 255)
    ImageDraw.Draw(title).text((8, 4), "回款金额（万元）", font=font("hei", 44), fill=20)
    sheet.paste(title.rotate(90, expand=True), (100, 300))
    texts = [line.text for line in reader.read(np.dstack([np.asarray(sheet)] * 3))]
    assert "回款金额（万元）" in texts


def _quad(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def test_columns_below_a_heading_come_after_it_and_right_to_left() -> None:
    quads = [_quad(300, 100, 340, 500), _quad(100, 20, 500, 60), _quad(400, 100, 440, 500),
             _quad(100, 560, 500, 600), _quad(400, 510, 440, 540)]  # fmt: skip
    assert reading_order(quads, {0: True, 2: True, 4: True}) == [1, 2, 4, 0, 3]


def test_a_line_on_its_side_stands_apart_from_the_rows_beside_it() -> None:
    quads = [_quad(100, 100, 500, 140), _quad(100, 200, 500, 240), _quad(600, 90, 640, 400)]
    assert reading_order(quads, {2: False}) == [2, 0, 1]


def test_a_line_that_stands_on_its_head_was_left_out(reader: RapidOcr) -> None:
    sheet = Pictures.new("L", (1100, 900), 255)
    for row, text in enumerate(_COLUMNS):
        ImageDraw.Draw(sheet).text((80, 120 + 100 * row), text, font=font("song", 48), fill=20)
    note = Pictures.new("L", (620, 64), 255)
    ImageDraw.Draw(note).text((10, 4), _NOTE, font=font("song", 46), fill=20)
    sheet.paste(note.rotate(180), (80, 640))
    picture = np.dstack([np.asarray(sheet)] * 3)
    assert reader.look(picture).rotation == 0
    lines = reader.read(picture)
    assert [line.text for line in lines] == [*_COLUMNS, _NOTE]
    assert lines[-1].edges == ()


def test_what_was_found_while_looking_is_read_as_if_found_anew(reader: RapidOcr) -> None:
    sheet = _sheet_with_note(90)
    for turn in (0, 2):
        lying = np.ascontiguousarray(np.rot90(sheet, turn))
        layout = reader.look(lying)
        upright = np.ascontiguousarray(np.rot90(lying, -layout.rotation // 90))
        assert [line.text for line in reader.read(upright, layout)] == [
            line.text for line in reader.read(upright)
        ]


@pytest.mark.parametrize("figure", list("1234567890"))
@pytest.mark.parametrize("face", ["song", "sans"])
def test_one_figure_of_a_cell_is_not_read_lying_down(reader: RapidOcr, figure: str, face: str) -> None:
    """Of a tall box, laid down like a column, a 1 was read as 11, a 3 as 25 and a 9 as 6, all surely."""
    sheet = Pictures.new("L", (400, 200), 255)
    ImageDraw.Draw(sheet).text((206, 78), figure, font=font(face, 38), fill=20)
    box = np.array([[200, 76], [230, 76], [230, 124], [200, 124]], np.float32)
    lines = reader.read(np.dstack([np.asarray(sheet)] * 3), Layout(0, (box,)))
    assert [line.text for line in lines] == [figure]


@pytest.mark.parametrize("label", ["第一", "客户", "购方", "日月", "一联", "大写"])
def test_two_characters_below_each_other_are_both_read(reader: RapidOcr, label: str) -> None:
    """Read upright, the box of both looks like its larger one."""
    sheet = Pictures.new("L", (300, 300), 255)
    for place, char in enumerate(label):
        ImageDraw.Draw(sheet).text((120, 80 + 44 * place), char, font=font("song", 38), fill=20)
    top, left = (int(ink.min()) - 6 for ink in np.where(np.asarray(sheet) < 128))
    bottom, right = (int(ink.max()) + 6 for ink in np.where(np.asarray(sheet) < 128))
    box = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    lines = reader.read(np.dstack([np.asarray(sheet)] * 3), Layout(0, (box,)))
    assert ["".join(line.text.split()) for line in lines] == [label]


def test_units_in_rows_close_together_are_read_each_in_its_row(reader: RapidOcr) -> None:
    goods = [("直线轴承LM20UU", "只", "40"), ("光轴20×500", "根", "20"), ("同步带轮5M-20", "件", "12")]
    goods += [("同步带5M-750", "条", "14"), ("联轴器D30L42", "套", "60")]
    sheet = Pictures.new("L", (1900, 1100), 255)
    pen = ImageDraw.Draw(sheet)
    for row, cells in enumerate(goods):
        for x, text in zip((240, 790, 970), cells, strict=True):
            pen.text((x, 300 + 39 * row), text, font=font("song", 33), fill=20)
    pen.text((240, 120), "苏州远景贸易有限公司销售送货单", font=font("song", 56), fill=20)
    texts = [line.text for line in reader.read(np.dstack([np.asarray(sheet)] * 3))]
    assert [unit for _, unit, _ in goods if unit not in texts] == []


def test_a_column_that_begins_with_two_strokes_tells_upright_from_lying(reader: RapidOcr) -> None:
    sheet = Pictures.new("L", (900, 1100), 255)
    pen = ImageDraw.Draw(sheet)
    columns = ("谨启者久疏问候", "贵号生意兴隆", "二〇二四年仲秋")
    for number, column in enumerate(columns):
        for place, char in enumerate(column):
            pen.text((700 - 120 * number, 120 + 70 * place), char, font=font("wenkai", 52), fill=20)
    for place, char in enumerate("敬维"):  # the rest of the first, after a blank
        pen.text((700, 700 + 70 * place), char, font=font("wenkai", 52), fill=20)
    texts = [line.text for line in reader.read(np.dstack([np.asarray(sheet)] * 3))]
    assert texts == [columns[0], "敬维", *columns[1:]]


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
def test_a_table_of_short_cells_stayed_upside_down(reader: RapidOcr, lies: int) -> None:
    sheet = Pictures.new("L", (900, 1100), 255)
    pen = ImageDraw.Draw(sheet)
    for number, text in enumerate(
        ("螺栓", "45", "垫圈", "86", "轴承", "23", "阀门", "77", "水泵", "92", "电机", "64")
    ):
        row, column = divmod(number, 2)
        pen.text((150 + 350 * column, 100 + 160 * row), text, font=font("song", 40), fill=20)
    picture = np.ascontiguousarray(np.rot90(np.dstack([np.asarray(sheet)] * 3), -lies // 90))
    assert reader.look(picture).rotation == (360 - lies) % 360


@pytest.mark.parametrize("shape", ["rings", "bars", "arcs"])
def test_a_page_of_drawings_without_words_is_not_turned(reader: RapidOcr, shape: str) -> None:
    """Two rings of a logo were read as 00 of a page that lies on its side."""
    page = Pictures.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    for x in (300, 700):
        if shape == "rings":
            pen.ellipse((x, 400, x + 280, 1000), outline=(60, 60, 60), width=40)
        elif shape == "bars":
            pen.rounded_rectangle((x, 400, x + 120, 1100), 60, fill=(80, 80, 160))
        else:
            pen.arc((x, 400, x + 300, 1100), 90, 270, fill=(30, 30, 30), width=45)
    assert reader.look(np.asarray(page)).rotation == 0
