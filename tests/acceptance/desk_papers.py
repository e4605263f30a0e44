"""Thirty papers for a clerk: twenty read rightly, six with one wrong field, four under a wrong customer.

What they truly say is known, as a clerk knows it who reads the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.wiring import Service
from tests.acceptance.desk_room import RIGHT, TWIN, Sheet, contract, open_dossier, put_in, slip

PAIRS = (
    (RIGHT, TWIN),
    ("青岛海润橡胶制品有限公司", "青岛海澜橡胶制品有限公司"),
    ("烟台北船船舶工程有限公司", "烟台北般船舶工程有限公司"),
    ("潍坊华丰纺织印染有限公司", "潍坊华本纺织印染有限公司"),
)
"""Customers whose names differ in one character: a faint reading of one may be the other."""
GOODS = (
    "轴承座",
    "液压油缸",
    "密封垫圈",
    "不锈钢法兰",
    "铸铁阀体",
    "齿轮毛坯",
    "冷拔圆钢",
    "镀锌钢管",
    "铜排",
    "护套",
)
FAINT = 0.55


@dataclass(frozen=True, slots=True)
class Truth:
    """What a paper says to a person: whose it is, and the fields that a clerk compares."""

    document: int
    kind: str
    customer: str
    fields: Mapping[str, str]


def prepare(service: Service) -> dict[int, Truth]:
    """Open the dossiers and take the thirty papers in; returns by document what is true."""
    for pair in PAIRS:
        for name in pair:
            open_dossier(service, name)
    truths = [
        *(_slip(service, n, "right") for n in range(12)),
        *(_contract(service, n, "right") for n in range(8)),
        *(_slip(service, n, "field") for n in range(12, 15)),
        *(_contract(service, n, "field") for n in range(8, 11)),
        *(_slip(service, n, "customer") for n in range(15, 19)),
    ]
    return {truth.document: truth for truth in truths}


def _slip(service: Service, n: int, kind: str) -> Truth:
    first, second = PAIRS[n % len(PAIRS)]
    number, day, total = f"SH2026{n + 1:02}{37 * n % 90 + 10}", n + 3, f"{1200 + 731 * n}.00"
    lines = slip(number, f"2026年3月{day}日", first, total)
    misread: dict[int, str] = {}
    if kind == "field":  # one figure of the number, of the date, of the total
        wrong = n % 3
        place, right, read = (
            (1, number, number[:-1] + ("7" if number[-1] != "7" else "1")),
            (2, f"3月{day}日", f"2月{day}日"),
            (5, total, "1" + total),
        )[wrong]
        misread[place] = lines[place].replace(right, read)
    if kind == "customer":  # the one character in which the two differ
        misread[3] = lines[3].replace(first, second)
    [document] = put_in(service, f"送货单 {n:02}", [Sheet(lines, misread, {3: FAINT})])
    fields = {"slip_no": number, "date": f"2026-03-{day:02}", "consignee": first, "total": total}
    return Truth(document, kind, first, fields)


def _contract(service: Service, n: int, kind: str) -> Truth:
    buyer = PAIRS[n % len(PAIRS)][0]
    number, day = f"HT-2026-{140 + 17 * n}", n + 2
    lines = [
        *contract(number, f"2026年2月{day}日", buyer)[:6],
        f"一、产品：{GOODS[n % 10]}，{GOODS[(n + 3) % 10]}，共{11 * n + 20}件",
        f"二、交货：{GOODS[(n + 5) % 10]}先行，其余{n + 5}日内到齐",
    ]
    misread = {1: lines[1].replace(number, number[:-1] + "0" if number[-1] != "0" else number[:-1] + "8")}
    [document] = put_in(
        service, f"合同 {n:02}", [Sheet(lines, misread if kind == "field" else {}, {1: FAINT})]
    )
    fields = {"contract_no": number, "party_a": buyer, "signed": f"2026-02-{day:02}"}
    return Truth(document, kind, buyer, fields)
