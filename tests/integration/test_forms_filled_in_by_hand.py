"""A form that somebody filled in by hand, read as it comes: its customer must be known, or a person looks."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from dossier.adding import add_files
from dossier.settings import read_settings
from dossier.wiring import open_service
from sample_scans.fonts import font
from storage.viewer import SYSTEM
from tests.integration.conftest import people

OWN, KNOWN, UNKNOWN = "嘉兴恒源五金制品有限公司", "绍兴永兴物资有限公司", "常州新恒模具有限公司"
_DPI, _SIZE = 200, (1500, 900)
_TYPE, _PEN = 34, 44


def _receipt(folder: Path, customer: str, number: str, *, words: bool = True) -> Path:
    """Draw a printed receipt that a pen filled in; without ``words`` nothing confirms its sum."""
    printed, written = (Image.new("L", _SIZE, 255) for _ in range(2))
    print_, pen = ImageDraw.Draw(printed), ImageDraw.Draw(written)
    print_.text((640, 60), "收  据", font=font("song", 60), fill=20)
    print_.text((1100, 160), f"№ {number}", font=font("song", _TYPE), fill=20)
    rows = [
        ("入账日期：", "2026年7月28日", 240),
        ("交款单位：", customer, 340),
        ("金额（大写）：", "叁万陆仟伍佰元整" if words else "", 440),
        ("金额（小写）：", "¥36500.00", 540),
        ("收款事由：", "上月货款", 640),
    ]
    for label, value, y in rows:
        print_.text((120, y), label, font=font("song", _TYPE), fill=20)
        print_.line((350, y + 52, 1300, y + 52), fill=60, width=2)
        pen.text((380, y - 8), value, font=font("kai", _PEN), fill=40)
    print_.text((120, 760), f"收款单位（盖章）：{OWN}", font=font("song", _TYPE), fill=20)
    sheet = np.minimum(np.asarray(printed), _as_by_a_pen(np.asarray(written)))
    path = folder / f"{number}.png"
    Image.fromarray(sheet).save(path, dpi=(_DPI, _DPI))
    return path


def _as_by_a_pen(image: np.ndarray) -> np.ndarray:
    """Bend the strokes of a page as a hand does, each otherwise."""
    random = np.random.default_rng(11)
    width, height = _SIZE
    grid = (round(2.5 * height / _PEN), round(2.5 * width / _PEN))
    bent = [
        cv2.resize(
            random.normal(0, 0.07 * _PEN, grid).astype(np.float32), _SIZE, interpolation=cv2.INTER_CUBIC
        )
        for _ in range(2)
    ]
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(image, across + bent[0], down + bent[1], cv2.INTER_LINEAR, borderValue=(255,))


@pytest.fixture(scope="module")
def house(tmp_path_factory, serve):
    """A house with a real reader that knows one customer."""
    settings = read_settings(tmp_path_factory.mktemp("hand") / "data", own_company=(OWN,), workers=1)
    with open_service(settings) as service, serve(service) as web:
        people(service)
        web.add_customer(KNOWN)
        yield web


@pytest.fixture(scope="module")
def answers(house, tmp_path_factory):
    """What became of three receipts, read at once: a reader takes its time to start."""
    folder = tmp_path_factory.mktemp("receipts")
    receipts = [
        _receipt(folder, KNOWN, "3905050"),
        _receipt(folder, UNKNOWN, "3905051"),
        _receipt(folder, KNOWN, "3905052", words=False),
    ]
    return add_files(house.service, SYSTEM, receipts, lambda _done, _total: None)


def test_a_form_by_hand_of_a_known_customer_is_filed(answers):
    [document] = answers[0].documents
    assert (answers[0].outcome, document.type, document.customer.name) == ("filed", "receipt", KNOWN)


def test_a_name_by_hand_that_nobody_knows_was_filed_without_a_word(house, answers):
    [document] = answers[1].documents
    assert (answers[1].outcome, document.customer) == ("review", None)
    with house.signed_in("ada", "zh-CN") as client:
        desk = client.get(f"/review/{document.id}").text
    assert f"客户名称“{UNKNOWN}”为手工填写，请与图片核对。" in desk
    marked = re.findall(r'<label for="v-(\w+)">(?:(?!</label>).)*class="hand"', desk)
    assert "party" in marked
    assert "number" not in marked


def test_a_sum_by_hand_that_nothing_confirms_was_filed(house, answers):
    assert answers[2].outcome == "review"
    with house.signed_in("ada") as client:
        desk = client.get(f"/review/{answers[2].documents[0].id}").text
    assert "Amount was filled in by hand; nothing confirms it." in desk
