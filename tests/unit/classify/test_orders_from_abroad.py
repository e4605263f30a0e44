"""Orders that systems abroad print: blocks of firms side by side, numbers with their day; years of Taiwan."""

from __future__ import annotations

import pytest

from classify.kinds.table import read_kind
from classify.notation.dates import parse_date
from classify.profiles.plan import FieldKind, FieldRule
from tests.unit.classify.decided import Draw, Read, Spot, values

OURS, BUYER = "Shanghai Hongda Machinery Co., Ltd.", "Northgate Valve Corporation"
LIST: list[Spot] = [
    *((100, 700, "Line"), (300, 700, "Description"), (800, 700, "Quantity"), (1000, 700, "Unit Price")),
    *((1300, 700, "Amount (USD)"), (100, 760, "1"), (300, 760, "SEAL-ASSY 2in"), (800, 760, "60")),
    *((1000, 760, "160.00"), (1300, 760, "9,600.00"), (1100, 840, "Total: 9,600.00 (USD)")),
]


def test_ship_to_names_no_supplier(page: Draw, read: Read) -> None:
    blocks = [
        *((100, 200, "Supplier:"), (900, 200, "Order"), (1200, 200, "NGV-77120-0")),
        *((100, 260, OURS), (900, 260, "Order Date"), (1200, 260, "21-JUL-2023")),
        *((100, 420, "Ship To:"), (900, 420, "Bill To:"), (100, 480, BUYER), (900, 480, BUYER)),
    ]
    found = read(page((600, 60, "Standard Purchase Order", 44), *blocks, *LIST), own=(OURS,))
    told = values(found)
    assert (told["supplier"], told["buyer"], told["order_no"]) == (OURS, BUYER, "NGV-77120-0")
    assert not found.review


def test_the_next_blocks_heading_is_no_name(page: Draw, read: Read) -> None:
    blocks = [
        *((100, 140, BUYER), (100, 200, "Order #: D-20931"), (100, 260, "Date: Dec 2, 2022")),
        *((100, 400, "VENDOR"), (900, 400, "SHIP TO"), (100, 460, OURS), (900, 460, BUYER)),
    ]
    told = values(read(page((600, 60, "PURCHASE ORDER", 44), *blocks, *LIST), own=(OURS,)))
    assert (told["supplier"], told["buyer"]) == (OURS, BUYER)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("4500187342 / 09.04.2024", "4500187342"),
        ("PO-2401/2024.01.09", "PO-2401"),
        ("TY/24/0091", "TY/24/0091"),
    ],
)
def test_a_day_behind_a_number_is_no_part_of_it(printed: str, number: str) -> None:
    rule = FieldRule(id="order_no", kind=FieldKind.NUMBER, title="", title_en="", labels=("PO",))
    found = read_kind(rule, printed, True)
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("112年10月18日", "2023-10-18"),
        ("113/02/29", "2024-02-29"),
        ("113/02/01~113/02/29", "2024-02-01"),
        ("规格 110/02/10 三件", None),
        ("保修112年", None),
        ("民国112年7月3日", "2023-07-03"),
    ],
)
def test_years_of_taiwan_without_their_era(printed: str, day: str | None) -> None:
    assert parse_date(printed) == day


def test_a_unit_of_sums_is_no_customers_short_name() -> None:
    rule = FieldRule(id="party", kind=FieldKind.COMPANY, title="", title_en="", labels=("单位",))
    assert read_kind(rule, "万元", True) is None
    assert read_kind(rule, "金鼎机械", True) is not None
