"""Print of the other side is told by a mirror."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from capture.engines.base import Image
from capture.engines.table import engine
from capture.pages import Line, Reader
from capture.quality.shining import shining_lines

_UNSURE = [Line("三其向", None, 0.6, Reader.RAPIDOCR)] * 6


@pytest.mark.parametrize("upside_down", [False, True])
def test_lines_are_read_in_a_mirror_and_lie_where_they_shine_through(
    sheet: Callable[..., Image], upside_down: bool
) -> None:
    image = sheet(dpi=200)[:, ::-1, 0]
    back = np.ascontiguousarray(image[::-1, ::-1] if upside_down else image)
    found = shining_lines(back, _UNSURE, engine("rapidocr"))
    assert any("沈阳永科电气设备有限公司" in line.text for line in found)
    for line in found:
        assert line.box is not None
        assert back[line.box.y0 : line.box.y1, line.box.x0 : line.box.x1].min() < 100


def test_a_line_that_reads_well_as_the_page_lies_does_not_shine_through(sheet: Callable[..., Image]) -> None:
    own = Line("货已收到张伟", None, 0.97, Reader.RAPIDOCR)
    back = np.ascontiguousarray(sheet(dpi=200)[:, ::-1, 0])
    assert shining_lines(back, [*_UNSURE, own], engine("rapidocr")) == []


def test_signs_alike_in_a_mirror_were_taken_for_a_line_of_the_page(sheet: Callable[..., Image]) -> None:
    back = np.ascontiguousarray(sheet(dpi=200)[:, ::-1, 0])
    heading = next(
        line for line in shining_lines(back, _UNSURE, engine("rapidocr")) if "买卖合同" in line.text
    )
    mirrored = Line("同合卖突品业工", heading.box, 0.955, Reader.RAPIDOCR)
    assert shining_lines(back, [*_UNSURE, mirrored], engine("rapidocr"))
