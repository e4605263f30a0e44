"""Print across a page at an angle hides nothing of what is printed level below it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from bench.lcer import distance_to_best_stretch
from capture.engines.rapidocr import RapidOcr
from capture.pipeline import read_picture
from capture.raster import RasterPage
from sample_scans.fonts import font

_ROWS = ("营业执照", "统一社会信用代码91320113580452133T", "名称沈阳永科电气设备有限公司", "类型有限责任公司",
         "住所沈阳市铁西区建设中路12号", "成立日期2011年08月10日", "注册资本3000万元整")  # fmt: skip
_MARK = "此复印件仅供办理业务使用再次复印无效"


def _copy(tone: int) -> Pictures.Image:
    sheet = Pictures.new("L", (900, 1100), 250)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate(_ROWS):
        pen.text((120, 160 + 90 * row), text, font=font("song", 64 if row == 0 else 30), fill=25)
    stripe = Pictures.new("L", (1100, 60), 0)
    ImageDraw.Draw(stripe).text((10, 6), _MARK, font=font("hei", 44), fill=255)
    stripe = stripe.rotate(35, expand=True)
    for y in (-330, -60, 210, 480):
        sheet.paste(tone, (-20, y), stripe)
    return sheet


@pytest.mark.parametrize(
    ("tone", "turns", "told"),
    [(190, 0, None), (170, 0, None), (190, 1, None), (190, 0, 0)],
    ids=["pale", "darker", "lying on its side", "turned by a person"],
)
def test_a_watermark_across_the_page_hid_what_it_crosses(tone: int, turns: int, told: int | None) -> None:
    picture = np.ascontiguousarray(np.rot90(np.dstack([np.asarray(_copy(tone))] * 3), turns))
    page = read_picture(RasterPage(picture, 100), 1, RapidOcr(), told)
    text = page.text.replace("\n", "")
    # a sign that a stroke crosses may be misread; nothing is missing
    assert max(distance_to_best_stretch(row, text) for row in _ROWS) <= 1
    assert [warning for warning in page.warnings if warning.code == "skewed"] == []
    assert "复印" in "".join(line.text for line in page.lines[len(_ROWS) - 1 :])


_LABELS = ("发票号码", "开票日期", "项目名称", "规格型号", "价税合计", "购买方名称")
_BELOW = ("逾期付款的每日按未付金额支付违约金", "运输途中的风险由卖方承担", "凡因本合同引起的争议提交仲裁")


def _on_other_papers() -> Pictures.Image:
    desk = Pictures.new("L", (1500, 1200), 248)
    for y in (20, 400, 780):
        sheet = Pictures.new("L", (800, 300), 248)
        for row, text in enumerate(_BELOW):
            ImageDraw.Draw(sheet).text((20, 20 + 90 * row), text, font=font("song", 40), fill=25)
        aslant = sheet.rotate(-24, Pictures.Resampling.BICUBIC, expand=True, fillcolor=248)
        desk.paste(aslant.resize((700, 480)), (800, y))
    pen = ImageDraw.Draw(desk)
    for row, label in enumerate(_LABELS):
        pen.text((80, 120 + 150 * row), label, font=font("hei", 30), fill=180)
        for place in (50, 110):
            pen.text((330, 70 + place + 150 * row), f"2024{row}17350{row}68", font=font("hei", 34), fill=20)
    return desk


def test_print_of_papers_below_was_taken_for_a_watermark_and_pale_labels_with_it() -> None:
    page = read_picture(RasterPage(np.dstack([np.asarray(_on_other_papers())] * 3), 100), 1, RapidOcr(), 0)
    assert [label for label in _LABELS if label not in page.text] == []
    assert max(page.text.count(_BELOW[1]), page.text.count(_BELOW[2])) <= 3  # once for each paper
