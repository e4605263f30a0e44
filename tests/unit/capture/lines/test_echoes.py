"""Letters of a seal that were read as print once more."""

from __future__ import annotations

import numpy as np
import pytest

from capture.engines.base import Image
from capture.lines.echoes import without_echoes
from capture.pages import Box, Line, Reader, Seal

FIRM = "合肥嘉森电气设备有限公司"
SEAL = Seal(Box(100, 100, 300, 300), f"{FIRM}\n发货专用章", "goods")
LEVEL, BENT = Box(140, 110, 260, 140), Box(110, 105, 290, 185)


def paper(box: Box, ink: tuple[int, int, int], *, grey: bool = False) -> Image:
    """Return a sheet on which a tenth of a box is inked."""
    picture = np.full((400, 400, 3), 225, np.uint8)
    for y in range(box.y0, box.y1, 10):
        picture[y, box.x0 : box.x1] = ink
    return picture.mean(axis=2).astype(np.uint8) if grey else picture


def left(text: str, box: Box, picture: Image, sure: float = 0.99) -> list[str]:
    line = Line(text, box, sure, Reader.RAPIDOCR)
    return [one.text for one in without_echoes(picture, [line], [SEAL])]


RED, BLACK = (200, 60, 50), (40, 40, 40)


@pytest.mark.parametrize(
    ("text", "box"), [("电气设备", LEVEL), ("发货专用章", LEVEL), ("海电气设备有值", BENT)]
)
def test_letters_of_a_seal_are_not_said_twice(text: str, box: Box) -> None:
    assert left(text, box, paper(box, RED), 0.98 if box is LEVEL else 0.6) == []


@pytest.mark.parametrize(("text", "box"), [(FIRM, Box(102, 110, 298, 130)), ("电气设备", LEVEL)])
def test_print_under_a_seal_stays(text: str, box: Box) -> None:
    assert left(text, box, paper(box, BLACK)) == [text]
    assert left(text, box, paper(box, BLACK, grey=True), 0.7) == [text]


def test_red_print_that_says_something_else_stays() -> None:
    assert left("第三联客户", LEVEL, paper(LEVEL, RED)) == ["第三联客户"]


def test_print_beside_a_seal_stays() -> None:
    beside = Box(250, 110, 370, 140)
    assert left("电气设备", beside, paper(beside, RED)) == ["电气设备"]


def test_on_a_grey_scan_a_bent_line_goes_and_a_sure_one_stays() -> None:
    picture = paper(BENT, RED, grey=True)
    picture[BENT.y0 : BENT.y1 : 10] = 60
    assert left("海电气设备有值", BENT, picture, 0.61) == []
    assert left("电气设备有限", BENT, picture, 0.97) == ["电气设备有限"]


def test_on_a_grey_scan_a_bent_line_that_reaches_beyond_the_ring_goes() -> None:
    reaching = Box(50, 105, 200, 290)  # a third of it lies outside
    picture = paper(reaching, BLACK, grey=True)
    assert left("海电气设备", reaching, picture, 0.74) == []
    assert left("海电气设备", Box(5, 105, 200, 290), picture, 0.74) == ["海电气设备"]


@pytest.mark.parametrize(("box", "kept"), [(Box(180, 105, 215, 140), False), (Box(183, 183, 217, 217), True)])
def test_a_letter_alone_goes_where_the_arc_is_and_stays_in_the_middle(box: Box, kept: bool) -> None:
    assert left("气", box, paper(box, BLACK, grey=True), 0.8) == (["气"] if kept else [])
    assert left("气", box, paper(box, BLACK, grey=True), 0.95) == ["气"]
