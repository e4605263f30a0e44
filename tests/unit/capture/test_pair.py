"""The second reader can only confirm."""

from __future__ import annotations

import pytest

from capture.engines.pair import confirmed
from capture.pages import Line, Reader


def line(text: str, confidence: float) -> Line:
    return Line(text, None, confidence, Reader.RAPIDOCR)


def test_two_that_agree_are_surer_than_each() -> None:
    assert confirmed(line("合同 编号", 0.8), line("合同编号", 0.9)) == pytest.approx(0.98)


def test_one_that_disagrees_changes_nothing() -> None:
    assert confirmed(line("合同编号", 0.8), line("台同编号", 0.99)) == 0.8
