"""Small print that fills its cells from wall to wall is no rule through their middle."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.pages import Box, Line, Reader
from capture.ruling.rules import find_rules
from capture.tables.cells import find_tables
from sample_scans.fonts import font

NUMBER, SHARE = "652,418,000", "18.0613%"
LEFT, TOP, ROW = 20, 60, 26
WIDTHS = (90, 62, 52, 62)


def sheet(face: str) -> tuple[np.ndarray, list[Line]]:
    """Return a small picture of a list whose numbers fill their fields, in grey, and its lines."""
    picture = Pictures.new("L", (330, 330), 255)
    pen, lines = ImageDraw.Draw(picture), []
    walls = [LEFT + sum(WIDTHS[:place]) for place in range(len(WIDTHS) + 1)]
    for row in range(9):
        pen.line((walls[0], TOP + ROW * row, walls[-1], TOP + ROW * row), fill=90)
    for wall in walls:
        pen.line((wall, TOP, wall, TOP + ROW * 8), fill=90)
    for row in range(8):
        for place, text in enumerate(("成都实业公司", NUMBER, SHARE, NUMBER)):
            size = 12
            while font(face, size).getlength(text) > WIDTHS[place] - 4:
                size -= 1
            x, y = walls[place] + WIDTHS[place] / 2, TOP + ROW * (row + 0.5)
            pen.text((x, y), text, font=font(face, size), fill=40, anchor="mm")
            x0, y0, x1, y1 = pen.textbbox((x, y), text, font=font(face, size), anchor="mm")
            box = Box(round(x0) - 1, round(y0) - 2, round(x1) + 2, round(y1) + 2)
            lines.append(Line(text, box, 0.99, Reader.RAPIDOCR))
    return np.asarray(picture), lines


@pytest.mark.parametrize("face", ["sans", "serif", "song"])
def test_small_numbers_do_not_part_their_rows(face: str) -> None:
    image, lines = sheet(face)
    (table,) = find_tables(image, lines)
    assert len(table.rows) == 8
    assert [cell.text for cell in table.rows[0]] == ["成都实业公司", NUMBER, SHARE, NUMBER]


def test_rules_of_a_page_wider_than_twice_its_height_are_found() -> None:
    image = np.full((260, 900), 255, np.uint8)
    for y in (40, 90, 140, 190):
        image[y : y + 2, 60:840] = 0
    for x in (60, 300, 838):
        image[40:192, x : x + 2] = 0
    found = find_rules(image, [Box(80, 55, 220, 75)])
    assert found is not None
    assert len(found.tables) == 1
    assert len(found.tables[0].across_pieces) == 4
