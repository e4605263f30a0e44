"""What every reader promises."""

from __future__ import annotations

import shutil

import numpy as np
import pymupdf
import pytest

from capture.engines.base import Engine, EngineMissing, Image
from capture.engines.rapidocr import RapidOcr
from capture.engines.table import ENGINES, engine
from dossier.settings import ReaderChoice

_LINES = ("合同编号：HT-2026-0318", "甲方：沈阳永科电气设备有限公司", "签订日期：二〇二六年三月")


def _sheet(dpi: int = 200) -> Image:
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        for row, text in enumerate(_LINES):
            place, number = (50, 70 + row * 60), text.find("HT-")
            page.insert_text(place, text[:number] if number > 0 else text, fontname="china-s", fontsize=14)
            if number > 0:
                page.insert_text((50 + 14 * number, place[1]), text[number:], fontsize=14)
        pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride).copy()


@pytest.fixture(scope="module", params=[*ENGINES, "rapidocr on ONNX Runtime"])
def reader(request: pytest.FixtureRequest) -> Engine:
    if request.param == "rapidocr on ONNX Runtime":
        return RapidOcr("onnxruntime")
    if request.param == "tesseract" and shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    return engine(request.param)


def test_it_says_what_it_is(reader: Engine) -> None:
    assert reader.name in ENGINES
    assert reader.version
    assert reader.name == "none" or set(reader.languages) == {"zh", "en"}


def test_boxes_edges_and_confidence_hold_what_they_promise(reader: Engine) -> None:
    image = _sheet()
    for line in reader.read(image):
        assert 0 <= line.confidence <= 1
        assert line.text == line.text.strip()
        assert line.box is not None
        assert 0 <= line.box.x0 <= line.box.x1 <= image.shape[1]
        assert 0 <= line.box.y0 <= line.box.y1 <= image.shape[0]
        assert list(line.edges) == sorted(line.edges)


def test_it_reads_in_order_without_spaces_between_han(reader: Engine) -> None:
    if reader.name == "none":
        pytest.skip("reads nothing")
    text = "\n".join(line.text for line in reader.read(_sheet()))
    assert "沈阳永科" in text
    assert text.index("HT-2026-0318") < text.index("沈阳") < text.index("签订")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_it_says_which_way_up_a_page_lies(reader: Engine, rotation: int) -> None:
    if reader.name != "rapidocr":
        pytest.skip("no promise for so few lines")
    lying = np.ascontiguousarray(np.rot90(_sheet(), rotation // 90))
    assert reader.look(lying).rotation == rotation


def test_a_page_that_is_upright_for_sure_is_not_turned(reader: Engine) -> None:
    lying = np.ascontiguousarray(np.rot90(_sheet(), 2))
    layout = reader.look(lying, upright=True)
    assert (layout.rotation, layout.quads is not None) == (0, True)


@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (400, 3), (300, 300)])
def test_nothing_to_read_is_no_error(reader: Engine, shape: tuple[int, int]) -> None:
    for tone in (0, 255):
        image = np.full(shape, tone, np.uint8)
        assert reader.read(image) == ()
        layout = reader.look(image)
        assert layout.rotation in (0, 90, 180, 270)
        assert layout.quads is not None or layout.rotation  # or the pipeline would look a second time


def test_engines_are_kept_warm_and_auto_is_one_of_them() -> None:
    assert engine("none") is engine("none")
    assert engine("auto").name in ENGINES
    assert {choice.value for choice in ReaderChoice} == {"auto", *ENGINES}


def test_an_engine_that_cannot_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineMissing):
        ENGINES["tesseract"]()


def test_signs_are_what_a_line_says_with_how_sure_each_is(reader: Engine) -> None:
    image = _sheet()[90:150, 100:620]
    line = reader.read_line(image)
    for signs in reader.read_signs([image, np.full((48, 200), 255, np.uint8)]):
        for sign in signs:
            assert 0 <= sign.centre <= 1
            assert [sure for _, sure in sign.options] == sorted((s for _, s in sign.options), reverse=True)
            assert all(0 <= sure <= 1.001 for _, sure in sign.options)
    (said,) = reader.read_signs([image])
    text = "".join(sign.options[0][0] for sign in said if sign.options[0][1] > 0.5)
    assert (line.text if line else "").replace(" ", "") == text.replace(" ", "")
    assert reader.read_signs([]) == []
