"""The real reader on small drawn pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures

from capture.engines.base import Image, Layout
from capture.engines.none import NoEngine
from capture.engines.table import engine
from capture.pages import Box, Reader
from capture.pipeline import read_file, read_page, read_picture
from capture.probe import FileKind, Limits
from capture.raster import RasterPage, draw_page

Draw = Callable[..., np.ndarray]


def _saved(path: Path, image: np.ndarray, **options: object) -> Path:
    Pictures.fromarray(image).save(path, **options)
    return path


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(tmp_path: Path, sheet: Draw, rotation: int) -> None:
    image = sheet()
    path = _saved(tmp_path / "scan.png", np.rot90(image, rotation // 90))
    page = read_page(path, 1, kind=FileKind.PNG, reader="rapidocr")
    assert page.rotation == rotation
    assert (page.height, page.width) == image.shape[:2]
    for text in (
        "工业品买卖合同",
        "合同编号：HT-2026-0318",
        "甲方：沈阳永科电气设备有限公司",
        "签订日期：2026年3月18日",
    ):
        assert text in page.text
    assert all(line.reader is Reader.RAPIDOCR for line in page.lines)


def test_boxes_and_character_edges_lie_on_the_print(tmp_path: Path, sheet: Draw) -> None:
    image = sheet()
    page = read_page(_saved(tmp_path / "a.png", image), 1, kind=FileKind.PNG, reader="rapidocr")
    line = next(line for line in page.lines if line.text.startswith("甲方"))
    assert line.box is not None
    rows, columns = np.nonzero(image[:, :, 0] < 128)
    third = rows[(rows > 270) & (rows < 330)]
    assert line.box.y0 <= third.min()
    assert line.box.y1 >= third.max()
    assert line.box.x0 <= columns.min() + 2
    name = line.span_box(line.text.index("沈阳"), line.text.index("沈阳") + 2)
    assert name is not None
    assert abs(name.x0 - (50 + 3 * 14) / 72 * 150) < 14
    assert abs(name.width - 2 * 14 / 72 * 150) < 18


def test_a_given_rotation_is_not_questioned(tmp_path: Path, sheet: Draw) -> None:
    path = _saved(tmp_path / "a.png", sheet())
    assert read_page(path, 1, kind=FileKind.PNG, reader="none", rotation=90).rotation == 90


class Looker(NoEngine):
    """Reads nothing and counts how often it is asked which way up a page is."""

    def __init__(self) -> None:
        self.looks = 0

    def look(self, image: Image, *, upright: bool = False) -> Layout:
        self.looks += not upright
        return super().look(image, upright=upright)


@pytest.mark.parametrize(("told", "looks"), [(None, 1), (90, 0)])
def test_which_way_up_a_page_is_was_asked_twice(sheet: Draw, told: int | None, looks: int) -> None:
    reader = Looker()
    read_picture(RasterPage(sheet(), 150), 1, reader, told)
    assert reader.looks == looks


def test_a_scan_in_a_pdf_is_read_and_its_hidden_text_ignored(scanned_pdf: Path) -> None:
    page = read_page(scanned_pdf, 1, kind=FileKind.PDF, reader="rapidocr")
    drawn = draw_page(scanned_pdf, FileKind.PDF, 1, Limits())
    assert page.rotation == 180
    assert (page.height, page.width) == drawn.image.shape[:2]
    assert page.dpi == 300
    assert "工业品买卖合同" in page.text
    assert "HIDDEN" not in page.text
    title = page.lines[0].box
    assert title is not None
    assert title.y0 < 70 / 72 * 300 < title.y1 + 10


def test_pages_of_a_born_digital_pdf_come_with_their_own_text(digital_pdf: Path) -> None:
    pages = read_file(digital_pdf, reader="none")
    assert [page.number for page in pages] == [1, 2]
    assert pages[1].lines[0].text == "送货单"
    assert {line.reader for page in pages for line in page.lines} == {Reader.TEXT_LAYER}


@pytest.mark.parametrize(
    ("size", "tone"),
    [((1, 1), 255), ((30, 20), 0), ((900, 1200), 0), ((900, 1200), 255), ((60, 20_000), 255)],
)
def test_empty_black_tiny_and_long_pages_do_no_harm(tmp_path: Path, size: tuple[int, int], tone: int) -> None:
    path = tmp_path / "odd.png"
    Pictures.new("L", size, tone).save(path)
    page = read_page(path, 1, kind=FileKind.PNG, reader="rapidocr")
    assert page.lines == ()
    assert (page.width, page.height) == size
    assert page.blank == (tone == 255)


def test_a_long_strip_is_read_to_its_end(tmp_path: Path, sheet: Draw) -> None:
    image = sheet()[100:700]
    path = _saved(tmp_path / "strip.png", np.vstack([image] * 4))
    page = read_page(path, 1, kind=FileKind.PNG, reader="rapidocr")
    assert page.text.count("合同编号：HT-2026-0318") == 4
    assert page.text.count("沈阳永科电气设备有限公司") == 4


def test_a_seal_a_code_and_a_warning_are_reported(tmp_path: Path, sheet: Draw) -> None:
    import cv2
    import qrcode

    image = sheet()
    cv2.circle(image, (600, 1000), 80, (210, 40, 40), 6)
    code = np.array(qrcode.make("https://example.org/licence/1", box_size=4).convert("RGB"))
    image[900 : 900 + code.shape[0], 100 : 100 + code.shape[1]] = code
    page = read_page(_saved(tmp_path / "a.png", image), 1, kind=FileKind.PNG, reader="none")
    assert [code.text for code in page.codes] == ["https://example.org/licence/1"]
    assert page.codes[0].kind == "QRCode"
    assert len(page.seals) == 1
    assert page.seals[0].box.union(Box(560, 960, 640, 1040)) == page.seals[0].box
    assert [warning.code for warning in page.warnings] == ["not_read"]


def test_print_that_shines_through_a_back_was_taken_for_its_own(sheet: Draw) -> None:
    front = cv2.GaussianBlur(sheet(dpi=200)[:, ::-1], (0, 0), 1.2).astype(np.float32)
    back = (250 - 0.2 * (255 - front)).astype(np.uint8)
    for laid in (back, back[::-1, ::-1]):
        assert read_picture(RasterPage(laid, 200), 1, engine("rapidocr"), rotation=0).blank
    back[600:606, 300:900] = 90  # a line drawn by hand
    assert not read_picture(RasterPage(back, 200), 1, engine("rapidocr"), rotation=0).blank


@pytest.mark.parametrize("length", [7, 15])
def test_a_page_smeared_beyond_reading_is_told_though_some_words_were_made_of_it(
    sheet: Draw, length: int
) -> None:
    page = sheet(("第一条甲方向乙方采购镀锌钢管一批由双方商定价款",) * 12, dpi=150, size=12)
    aslant = np.eye(length, dtype=np.float32) / length
    moved = cv2.filter2D(page, -1, aslant).astype(np.uint8)
    told = {one.code for one in read_picture(RasterPage(moved, None), 1, engine("rapidocr")).warnings}
    assert told & {"hard_to_read", "blurred", "nothing_read"}
    plain = read_picture(RasterPage(page, None), 1, engine("rapidocr"))
    assert plain.warnings == ()
