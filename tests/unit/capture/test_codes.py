"""Codes anywhere on a page; the rarer kinds are sought only where a picture is as dense as they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from capture.codes import find_codes
from capture.engines.base import Image
from capture.pages import Box, Line, Reader

ROOT = Path(__file__).resolve().parents[3]
_SAYS = "91320113580452133T"


def _page_with(kind: str) -> Image:
    drawn = zxingcpp.create_barcode(_SAYS, zxingcpp.barcode_format_from_str(kind)).to_image(scale=4)
    code = np.asarray(drawn)
    page = np.full((2339, 1654, 3), 246, np.uint8)
    page[300 : 300 + code.shape[0], 900 : 900 + code.shape[1]] = code[:, :, None]
    for row in range(900, 2000, 60):  # rows of print are no codes
        page[row : row + 24, 200:1400:16] = 30
    return page


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "PDF417", "Aztec", "Code128"])
def test_a_code_of_every_kind_is_found_where_it_stands(kind: str) -> None:
    (code,) = find_codes(_page_with(kind))
    assert (code.kind, code.text) == (kind, _SAYS)
    assert code.box is not None
    assert 890 <= code.box.x0 < 950
    assert 290 <= code.box.y0 < 330


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("width", [2, 4])
def test_bars_are_found_whichever_way_they_run(turns: int, width: int) -> None:
    drawn = zxingcpp.create_barcode(_SAYS, zxingcpp.barcode_format_from_str("Code128")).to_image(scale=width)
    code = np.rot90(np.asarray(drawn)[:48], turns)
    page = np.full((2339, 1654, 3), 246, np.uint8)
    page[300 : 300 + code.shape[0], 300 : 300 + code.shape[1]] = code[:, :, None]
    assert [found.text for found in find_codes(page)] == [_SAYS]


def test_print_that_was_surely_read_hides_no_code_beside_it() -> None:
    page = _page_with("DataMatrix")
    box = Box(300, 290, 905, 330)  # reaches a little into the code
    line = Line("统一社会信用代码", box, 0.99, Reader.RAPIDOCR)
    assert [found.text for found in find_codes(page, [line])] == [_SAYS]
    # over the code itself: what was read there was the code's own pattern, and surely
    whole = Line("统一社会信用代码", Box(880, 280, 1100, 500), 0.99, Reader.RAPIDOCR)
    assert find_codes(page, [whole]) == ()


def test_the_library_complained_of_leaks_when_a_program_ended() -> None:
    script = (
        "import numpy, capture.codes; capture.codes.find_codes(numpy.full((300, 300, 3), 255, numpy.uint8))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr == ""
