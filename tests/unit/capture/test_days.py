"""Days whose parts the first look missed, read again as one line."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.days import with_whole_days
from capture.engines.base import Image, Layout
from capture.engines.rapidocr import RapidOcr
from capture.pages import Line
from sample_scans.fonts import font

_PARTS = (("2015", 200), ("年", 360), ("05", 480), ("月", 600), ("19", 720), ("日", 840))


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


@pytest.fixture(scope="module")
def sheet() -> Image:
    picture = Pictures.new("L", (1300, 500), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((80, 60), "登记机关：沈阳市浑南区市场监督管理局", font=font("song", 44), fill=20)
    for text, x in _PARTS:
        pen.text((x, 300), text, font=font("song", 44), fill=20)
    return np.dstack([np.asarray(picture)] * 3)


def _lines(reader: RapidOcr, sheet: Image, spans: tuple[tuple[int, int], ...]) -> list[Line]:
    """Read the parts of the day between pairs of x, each as a line of its own."""
    quads = [np.array([[a, 292], [b, 292], [b, 360], [a, 360]], np.float32) for a, b in spans]
    return list(reader.read(sheet, Layout(0, tuple(quads))))


@pytest.mark.parametrize(
    "spans",
    [
        ((190, 310), (350, 416), (470, 546), (590, 656)),  # the day and 日 were passed over
        ((190, 656),),
        ((190, 416), (470, 656), (590, 900)),  # 月 was read twice
        ((190, 310), (470, 546)),
    ],
)
def test_parts_of_a_day_that_no_line_showed_are_read(
    reader: RapidOcr, sheet: Image, spans: tuple[tuple[int, int], ...]
) -> None:
    lines = _lines(reader, sheet, spans)
    day = with_whole_days(sheet, lines, reader)
    assert ["".join(line.text.split()) for line in day] == ["2015年05月19日"]
    box = day[0].box
    assert box is not None
    assert box.x0 < 210
    assert 840 < box.x1 < 920
    assert day[0].confidence > 0.9


def test_a_month_that_is_no_day_stays_as_it_was_read(reader: RapidOcr, sheet: Image) -> None:
    blank = sheet.copy()
    blank[280:380, 690:] = 255
    lines = _lines(reader, blank, ((190, 656),))
    assert with_whole_days(blank, lines, reader) == tuple(lines)


def test_a_second_look_never_changes_the_year_or_month_that_was_read(reader: RapidOcr, sheet: Image) -> None:
    (line,) = _lines(reader, sheet, ((190, 656),))
    for known in ("2016 年 05 月", "2015 年 06 月"):
        other = dataclasses.replace(line, text=known, edges=(), sure=())
        assert with_whole_days(sheet, [other], reader) == (other,)
