from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from capture.engines.base import Image

Draw = Callable[..., Image]

CONTRACT = (
    "工业品买卖合同",
    "合同编号：HT-2026-0318",
    "甲方：沈阳永科电气设备有限公司",
    "乙方：西安德顺管道工程有限公司",
    "第一条 产品名称、数量、价款由双方商定。",
    "第二条 合同总价为人民币壹拾贰万元整。",
    "签订日期：2026年3月18日",
)


def draw_sheet(document: pymupdf.Document, lines: tuple[str, ...], *, size: float = 14) -> pymupdf.Page:
    page = document.new_page(width=420, height=595)
    for row, text in enumerate(lines):
        x = 50.0
        for part in re.findall(r"[ -~]+|[^ -~]+", text):
            font = "helv" if part.isascii() else "china-s"
            page.insert_text((x, 70 + row * 40), part, fontname=font, fontsize=size)
            x += pymupdf.get_text_length(part, font, size) if part.isascii() else size * len(part)
    return page


@pytest.fixture
def sheet() -> Draw:
    """Return a function that draws lines of text as a picture."""

    def draw(lines: tuple[str, ...] = CONTRACT, *, dpi: int = 150, size: float = 14) -> Image:
        with pymupdf.open() as document:
            pixels = draw_sheet(document, lines, size=size).get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB)
            drawn = np.frombuffer(pixels.samples, np.uint8)
            return drawn.reshape(pixels.height, pixels.width, 3).copy()

    return draw


@pytest.fixture
def digital_pdf(tmp_path: Path) -> Path:
    """Return a born-digital PDF of two pages."""
    path = tmp_path / "digital.pdf"
    with pymupdf.open() as document:
        draw_sheet(document, CONTRACT)
        draw_sheet(document, ("送 货 单", "收货单位：沈阳永科电气设备有限公司", "PO 2026 delivered by truck"))
        document.save(path)
    return path


@pytest.fixture
def scanned_pdf(tmp_path: Path, sheet: Draw) -> Path:
    """Return a PDF whose only page is a scan lying upside down, with a bad hidden text behind it."""
    path = tmp_path / "scan.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=595)
        image = np.ascontiguousarray(np.rot90(sheet(dpi=200), 2))
        pixels = pymupdf.Pixmap(pymupdf.csRGB, image.shape[1], image.shape[0], image.tobytes(), False)
        page.insert_image(page.rect, stream=pixels.tobytes("jpeg"))
        page.insert_text((50, 70), "OLD HIDDEN TEXT OF ANOTHER READER", render_mode=3)
        document.save(path)
    return path
