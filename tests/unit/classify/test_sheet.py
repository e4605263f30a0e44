"""Rows of a page that lies askew."""

from __future__ import annotations

import pytest

from capture.pages import Box, Line, Page, Reader
from classify.sheet import prepare

_SIZE = 30
_LEFT = ("住所地址邮编电话", "法定代表人或负责", "开户银行支行营业", "账号户名税号行号", "委托代理人签字日")


def _line(text: str, x: int, y: int, slope: float) -> Line:
    edges = tuple(x + _SIZE * place for place in range(len(text) + 1))
    ends = y + slope * x, y + slope * edges[-1]
    box = Box(x, round(min(ends)), edges[-1], round(max(ends)) + 36)
    return Line(text, box, 0.98, Reader.RAPIDOCR, edges, slope)


@pytest.mark.parametrize("slope", [-0.04, 0.04])
def test_rows_follow_the_slope_that_was_measured_on_their_lines(slope: float) -> None:
    """Sought by which boxes line up, a page that falls was taken for one that rises where rows are close."""
    high = 8 if slope > 0 else -8
    right = [text[::-1] for text in _LEFT]
    lines = [_line(text, 100, 300 + 48 * row, slope) for row, text in enumerate(_LEFT)]
    lines += [_line(text, 800, 300 + 48 * row + high, slope) for row, text in enumerate(right)]
    rows = prepare(Page(1, 1600, 1400, 0, tuple(lines), 200)).rows
    assert [row.text for row in rows] == [a + b for a, b in zip(_LEFT, right, strict=True)]


def test_holes_at_the_edge_of_a_continuous_form_are_no_words() -> None:
    """Read as ●, 0 and 6 they stood beside labels, and were taken for sums."""
    holes = [_line(text, 1560, 200 + 90 * row, 0.0) for row, text in enumerate("●6●0●")]
    figures = [_line(text, 60, 200 + 90 * row, 0.0) for row, text in enumerate("12345")]
    words = [_line("本期结余", 200, 200, 0.0)]
    rows = prepare(Page(1, 1600, 1400, 0, (*holes, *figures, *words), 200)).rows
    assert [row.text for row in rows] == ["1本期结余", "2", "3", "4", "5"]
    ones = [_line(text, 1560, 200 + 90 * row, 0.0) for row, text in enumerate("06080")]
    assert len(prepare(Page(1, 1600, 1400, 0, (*ones, *words), 200)).rows) == len(ones)
