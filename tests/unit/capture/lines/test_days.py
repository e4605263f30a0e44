"""Days whose parts the first look missed, read again as one line."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image, Layout
from capture.engines.rapidocr import RapidOcr
from capture.lines.days import with_whole_days
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
    return np.array(picture)


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


@pytest.mark.parametrize("known", ["2016 年 05 月", "2015 年 06 月", "2015年05月18", "2015年5月1 100"])
def test_a_second_look_never_changes_what_was_read(reader: RapidOcr, sheet: Image, known: str) -> None:
    (line,) = _lines(reader, sheet, ((190, 656),))
    other = dataclasses.replace(line, text=known, edges=(), sure=())
    assert with_whole_days(sheet, [other], reader) == (other,)


def test_a_number_beside_a_day_is_not_joined_with_it(reader: RapidOcr) -> None:
    """HT2020 ends in a year, and 2020年 has one of its own; a rule parts cells."""
    picture = Pictures.new("L", (1300, 300), 255)
    pen = ImageDraw.Draw(picture)
    for x, text in ((60, "编号HT2020"), (380, "2020年"), (560, "5月12日")):
        pen.text((x, 100), text, font=font("song", 44), fill=20)
    pen.line((360, 60, 360, 200), fill=20, width=4)
    image = np.array(picture)
    quads = [np.array([[a, 92], [b, 92], [b, 160], [a, 160]], np.float32) for a, b in ((50, 300), (372, 516))]
    lines = with_whole_days(image, list(reader.read(image, Layout(0, tuple(quads)))), reader)
    assert ["".join(line.text.split()) for line in lines] == ["编号HT2020", "2020年5月12日"]


def test_two_days_that_share_a_part_do_not_end_the_reading_of_the_page(
    reader: RapidOcr, sheet: Image
) -> None:
    """The second asked for a line that the first had taken."""
    begun, part = _lines(reader, sheet, ((190, 656), (710, 780)))
    twin = dataclasses.replace(begun, text="2015年05月", edges=(), sure=())
    lines = with_whole_days(sheet, [begun, twin, part], reader)
    assert ["".join(line.text.split()) for line in lines] == ["2015年05月19日", "2015年05月"]


def test_a_day_whose_month_is_lost_is_not_sure(reader: RapidOcr, sheet: Image) -> None:
    hidden = sheet.copy()
    hidden[280:380, 470:690] = 255
    lines = _lines(reader, hidden, ((190, 900),))
    assert ["".join(line.text.split()) for line in lines] == ["2015年19日"]
    (line,) = with_whole_days(hidden, [dataclasses.replace(lines[0], confidence=0.998)], reader)
    assert line.confidence == 0.9
