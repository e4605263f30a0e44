"""Codes anywhere on a page; the rarer kinds are sought only where a page is as dense as they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from capture.codes.barcodes import find_codes
from capture.engines.base import Image

ROOT = Path(__file__).resolve().parents[3]
_SAYS = "91320113580452133T"


def _drawn(kind: str, scale: int) -> Image:
    square = {"force_square": True} if kind == "DataMatrix" else {}
    code = zxingcpp.create_barcode(_SAYS, zxingcpp.barcode_format_from_str(kind), **square)
    return np.asarray(code.to_image(scale=scale))


def _put(page: Image, code: Image, y: int, x: int) -> None:
    page[y : y + code.shape[0], x : x + code.shape[1]] = code[:, :, None]


def _page_with(kind: str) -> Image:
    page = np.full((2339, 1654, 3), 246, np.uint8)
    _put(page, _drawn(kind, scale=4), 300, 900)
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


def test_a_small_data_matrix_of_a_label_was_not_found() -> None:
    page = np.full((2339, 1654, 3), 246, np.uint8)
    _put(page, _drawn("DataMatrix", scale=4), 500, 700)
    page[510:1700, 790:800] = 0  # a rule that runs past it
    assert [(code.kind, code.text) for code in find_codes(page)] == [("DataMatrix", _SAYS)]


def test_a_code_under_a_red_seal_was_not_read() -> None:
    page = np.full((2339, 1654, 3), 255, np.uint8)
    _put(page, _drawn("QRCode", scale=7), 400, 700)
    ring = np.zeros(page.shape[:2], np.uint8)
    cv2.circle(ring, (770, 470), 160, 255, 16)
    cv2.circle(ring, (770, 470), 60, 255, -1)  # the star in its middle
    page[ring > 0] = np.minimum(page[ring > 0], (200, 40, 40))
    assert [code.text for code in find_codes(page)] == [_SAYS]


def test_the_library_complained_of_leaks_when_a_program_ended() -> None:
    script = (
        "import numpy, capture.codes.barcodes; "
        "capture.codes.barcodes.find_codes(numpy.full((300, 300, 3), 255, numpy.uint8))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr == ""
