"""Figures in cells of their own: those that were not found are read one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.rapidocr import RapidOcr
from capture.pages import Box, Cell, Line, Reader, Table
from capture.tables.figurecells import place_edges, read_figures, with_figures_in_cells
from sample_scans.fonts import font

_SIDE, _HEIGHT = 44, 70
_HEADS = ("品名", "万", "千", "百", "十", "元", "角", "分")


def _row(number: int, *texts: str) -> tuple[Cell, ...]:
    top = _HEIGHT * number
    return (
        Cell(texts[0], Box(0, top, 200, top + _HEIGHT)),
        *(
            Cell(text, Box(200 + _SIDE * n, top, 200 + _SIDE * (n + 1), top + _HEIGHT))
            for n, text in enumerate(texts[1:])
        ),
    )


def _line(text: str, box: Box | None) -> Line:
    assert box is not None
    return Line(
        text, box, 0.9, Reader.RAPIDOCR, tuple(np.linspace(box.x0, box.x1, len(text) + 1).astype(int))
    )


def test_cells_of_which_one_was_not_read_are_read_one_by_one() -> None:
    table = Table(None, (_row(0, *_HEADS), _row(1, "钢板", "", "¥", "", "89", "", "0", "0")))
    lines = [_line("钢板", table.rows[1][0].box), _line("89", table.rows[1][4].box)]
    asked: list[Sequence[Box]] = []

    def figures(boxes: Sequence[Box]) -> list[str]:
        asked.append(boxes)
        return [" ", "¥", "1", "8", "9", "0", "0"]

    whole, (read,) = with_figures_in_cells(lines, [table], figures)
    assert [cell.text for cell in read.rows[1]] == ["钢板", "", "¥", "1", "8", "9", "0", "0"]
    assert [line.text for line in whole] == ["钢板", "¥", "1", "8", "9", "0", "0"]
    assert [len(boxes) for boxes in asked] == [7]


def test_whole_and_empty_rows_are_not_asked_for_and_doubtful_ones_stay() -> None:
    rows = (_row(0, *_HEADS), _row(1, "钢板", "", "¥", "1", "8", "9", "0", "0"), _row(2, *[""] * 8))
    whole = Table(None, rows)
    assert with_figures_in_cells([], [whole], lambda boxes: [""] * len(boxes)) == ((), (whole,))
    holed = Table(None, (*rows[:1], _row(1, "钢板", "", "", "1", "", "9", "0", "0")))
    assert with_figures_in_cells([], [holed], lambda _: [" ", "", "1", "", "9", "0", "0"]) == ((), (holed,))


def test_places_are_headed_in_cells_of_their_own_or_in_one() -> None:
    assert place_edges(_row(0, *_HEADS)) == (200, 200 + 7 * _SIDE)
    assert place_edges((Cell("金额万千百十元角分", Box(200, 0, 508, _HEIGHT)),)) == (200, 508)
    assert place_edges(_row(0, "品名", "角", "分")) is None


def test_figures_are_read_out_of_their_cells() -> None:
    sheet = Pictures.new("L", (7 * _SIDE, _HEIGHT), 255)
    pen = ImageDraw.Draw(sheet)
    for n, sign in enumerate([" ", "¥", "5", "7", "1", "0", "5"]):
        pen.text((_SIDE * n + 12, 18), sign, font=font("hei", 34), fill=30)
        pen.line((_SIDE * n, 0, _SIDE * n, _HEIGHT), fill=30, width=2)
    boxes = [Box(_SIDE * n, 0, _SIDE * (n + 1), _HEIGHT) for n in range(7)]
    assert read_figures(np.asarray(sheet), boxes, RapidOcr()) == [" ", "¥", "5", "7", "1", "0", "5"]
