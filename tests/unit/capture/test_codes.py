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


def test_the_library_complained_of_leaks_when_a_program_ended() -> None:
    script = (
        "import numpy, capture.codes; capture.codes.find_codes(numpy.full((300, 300, 3), 255, numpy.uint8))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr == ""
