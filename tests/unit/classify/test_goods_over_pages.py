"""Lists of goods that go on overleaf without their headings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from capture.pages import Box, Cell, Page, Table
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

COLUMNS = (100, 300, 700, 900, 1100, 1300, 1500)
HEADS = ("产品名称", "规格", "单位", "数量", "单价", "金额")
FIRST = [
    ("红油豆瓣", "1kg", "瓶", "60", "9.8", "588.00"),
    ("牛油底料", "500g", "袋", "120", "9.5", "1140.00"),
    ("清油底料", "500g", "袋", "48", "8.9", "427.20"),
]
SECOND = [("泡椒", "1kg", "袋", "36", "7.5", "270.00"), ("豆豉", "400g", "瓶", "120", "5.25", "630.00")]


def rows_of(rows: Sequence[Sequence[str]], top: int, *, ruled: bool) -> tuple[list[Spot], tuple[Table, ...]]:
    """Return rows of a list from ``top`` on, 60 px each, with the rules of their cells or without."""
    cells = tuple(
        tuple(
            Cell(text, Box(x0, top + 60 * n, x1, top + 60 * n + 60), 0.98)
            for text, x0, x1 in zip(row, COLUMNS, COLUMNS[1:], strict=False)
        )
        for n, row in enumerate(rows)
    )
    spots = [(c.box.x0 + 10, c.box.y0 + 12, c.text) for row in cells for c in row if c.text and c.box]
    table = Table(Box(100, top, 1500, top + 60 * len(rows)), cells)
    return spots, (table,) if ruled else ()


def slip(page: Draw, second: Sequence[Sequence[str]], total: str, *, ruled: bool) -> tuple[Page, Page]:
    head = [
        (500, 40, OWN, 40),
        (600, 110, "销售发货清单", 50),
        (100, 200, "发货单号：XSCK-2023-0882"),
        (1000, 200, "发货日期：2023-03-22"),
        (100, 260, f"收货单位：{OTHER}"),
    ]
    goods, tables = rows_of([HEADS, *FIRST], 340, ruled=ruled)
    overleaf, further = rows_of(second, 60, ruled=ruled)
    foot = [(110, 60 + 60 * len(second) + 12, "合计"), (1310, 60 + 60 * len(second) + 12, total)]
    return (
        page(*head, *goods, width=1600, height=2200, tables=tables),
        page(*overleaf, *foot, (100, 400, "收货签字："), width=1600, height=2200, number=2, tables=further),
    )


@pytest.mark.parametrize("ruled", [True, False])
def test_a_list_goes_on_overleaf_below_no_headings(ruled: bool, page: Draw, read: Read) -> None:
    found = read(*slip(page, SECOND, "3,055.20", ruled=ruled))
    told = values(found)
    assert [line["item"] for line in told["lines"]] == [row[0] for row in (*FIRST, *SECOND)]
    assert (told["total"], found.review) == ("3055.20", False)


@pytest.mark.parametrize("ruled", [True, False])
def test_other_figures_overleaf_are_no_goods(ruled: bool, page: Draw, read: Read) -> None:
    others = [("张三", "仓库", "人", "3", "8.5", "120.00"), ("李四", "车间", "人", "5", "7", "99.00")]
    told = values(read(*slip(page, others, "219.00", ruled=ruled)))
    assert [line["item"] for line in told["lines"]] == [row[0] for row in FIRST]
