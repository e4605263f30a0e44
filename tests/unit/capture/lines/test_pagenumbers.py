"""Page numbers in the foot that the first look missed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.engines.rapidocr import RapidOcr
from capture.lines.pagenumbers import with_page_number
from capture.pages import Box, Line, Reader
from sample_scans.fonts import font

_SIZE = (1654, 2339)
_FOOT = 2230


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


def _sheet(foot: str, x: int = 790) -> Image:
    picture = Pictures.new("L", _SIZE, 255)
    pen = ImageDraw.Draw(picture)
    pen.text((200, 300), "甲乙双方经协商一致，订立本合同。", font=font("song", 32), fill=20)
    pen.text((x, _FOOT), foot, font=font("song", 28), fill=30)
    return np.array(picture)


@pytest.mark.parametrize(("printed", "number"), [("－1－", "1"), ("— 2 —", "2"), ("- 13 -", "13")])
def test_a_number_between_dashes_in_the_foot_is_read(reader: RapidOcr, printed: str, number: str) -> None:
    (line,) = with_page_number(_sheet(printed), (), reader)
    assert line.text.replace(" ", "").strip("-—－–~") == number
    assert line.text[0] in "-—－–~"
    box = line.box
    assert box is not None
    assert 780 < box.x0 < 800
    assert _FOOT - 4 < box.y0 < box.y1 < _FOOT + 36


def test_what_was_read_in_the_foot_is_not_read_twice(reader: RapidOcr) -> None:
    known = Line("-1-", Box(780, _FOOT - 10, 860, _FOOT + 40), 0.9, Reader.RAPIDOCR)
    assert with_page_number(_sheet("－1－"), (known,), reader) == (known,)


@pytest.mark.parametrize("foot", ["7", "合计", "- -", "VX"])
def test_other_short_print_in_the_foot_is_no_page_number(reader: RapidOcr, foot: str) -> None:
    assert with_page_number(_sheet(foot), (), reader) == ()


def test_a_row_of_ornaments_in_the_foot_is_no_page_number(reader: RapidOcr) -> None:
    assert with_page_number(_sheet("－1－   －2－   －3－   －4－   －5－   －6－", 100), (), reader) == ()
