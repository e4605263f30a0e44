"""Sums in currencies of the world, and declarations of goods that come in."""

from __future__ import annotations

import pytest

from classify.normalise import fold
from classify.notation.money import find_money
from tests.unit.classify.decided import Draw, Read, values

THEIRS = "Lotus Cable Works S.A.E."


@pytest.mark.parametrize(
    ("printed", "amount", "currency"),
    [
        ("AED 12,000.00", "12000.00", "AED"),
        ("12,000.00 EGP", "12000.00", "EGP"),
        ("INR 1,25,000.00", "125000.00", "INR"),
        ("US Dollars 5,200.00", "5200.00", "USD"),
        ("61,900美", "61900.00", "USD"),
        ("RETRY 5000", "5000.00", "CNY"),
        ("61,900美观", "61900.00", "CNY"),
    ],
)
def test_sums_in_other_currencies_are_none_in_yuan(printed: str, amount: str, currency: str) -> None:
    (found,) = find_money(fold(printed).plain)
    assert (found.value, found.currency) == (amount, currency)


def test_on_an_import_declaration_the_firm_abroad_sends(page: Draw, read: Read) -> None:
    paper = page(
        (400, 60, "中华人民共和国海关进口货物报关单", 44),
        (120, 160, "海关编号：222920231000400011"),
        (900, 160, "申报日期 2023-07-19"),
        (120, 240, "境内收货人：上海宏达机械制造有限公司"),
        (120, 300, f"境外发货人：{THEIRS}"),
        (120, 360, "监管方式：一般贸易"),
        (700, 360, "进境关别：洋山海关"),
    )
    found = values(decision := read(paper))
    assert (found["sender"], found["party"]) == (THEIRS, "上海宏达机械制造有限公司")
    assert decision.party is not None
    assert decision.party.name == THEIRS
    alone = read(paper, own=[])
    assert alone.party is not None
    assert alone.party.name == THEIRS
