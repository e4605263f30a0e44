"""Codes anywhere on a page; the rarer kinds are sought only where a picture is as dense as they are."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from capture.codes import find_codes
from capture.engines.base import Image

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
