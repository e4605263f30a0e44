"""O and 0, % and ‰ are told apart where the type lets it be measured."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.rapidocr import RapidOcr
from sample_scans.fonts import font


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


@pytest.mark.parametrize("name", ["sans", "hei", "serif"])
@pytest.mark.parametrize("number", ["PO20260315", "P020260315", "SO26031507"])
def test_the_o_of_an_order_number_was_read_as_a_zero(reader: RapidOcr, name: str, number: str) -> None:
    sheet = Pictures.new("L", (900, 200), 245)
    ImageDraw.Draw(sheet).text((40, 60), f"订单编号：{number}", font=font(name, 36), fill=25)
    (line,) = reader.read(np.asarray(sheet))
    assert line.text == f"订单编号：{number}"


@pytest.mark.parametrize("name", ["song", "kai"])
@pytest.mark.parametrize("number", ["WIN002517", "S001122", "DB002233", "NO00471"])
def test_the_first_of_two_noughts_was_read_as_an_o(reader: RapidOcr, name: str, number: str) -> None:
    sheet = Pictures.new("L", (700, 120), 245)
    ImageDraw.Draw(sheet).text((30, 40), f"编号：{number}", font=font(name, 36), fill=25)
    (line,) = reader.read(np.asarray(sheet))
    assert line.text == f"编号：{number}"


@pytest.mark.parametrize("name", ["sans", "serif", "fandol-song"])
@pytest.mark.parametrize("rate", ["0.5‰", "0.5%", "10%", "8%", "10‰"])
def test_the_rate_of_a_penalty_was_read_ten_times_as_high(reader: RapidOcr, name: str, rate: str) -> None:
    sheet = Pictures.new("L", (900, 200), 245)
    ImageDraw.Draw(sheet).text((40, 60), f"每日按{rate}支付违约金", font=font(name, 36), fill=25)
    (line,) = reader.read(np.asarray(sheet))
    assert line.text == f"每日按{rate}支付违约金"
