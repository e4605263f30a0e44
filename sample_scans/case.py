"""One piece of business: what all papers of a deal agree on, and what a drawn paper carries."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sample_scans.money import cents, plain
from sample_scans.paper import Paper
from sample_scans.people_and_firms import Firm, make_firm, person, rare_person

#: item, specifications, unit, lowest and highest price in yuan, decimals of quantity
GOODS = (
    ("镀锌钢管", ("DN50*3.5", "DN80*4.0", "DN100*4.0"), "吨", 3900, 5200, 3),
    ("无缝钢管", ("Φ108*6", "Φ89*5", "Φ159*8"), "米", 68, 320, 1),
    ("平焊法兰", ("DN80 PN16", "DN100 PN16", "DN150 PN10"), "片", 45, 160, 0),
    ("六角螺栓", ("M16*80", "M20*100", "M12*60"), "套", 1, 9, 0),
    ("闸阀", ("Z41H-16C DN80", "Z45X-16Q DN100"), "台", 380, 1250, 0),
    ("热轧角钢", ("L50*5", "L63*6", "L75*8"), "吨", 3600, 4300, 3),
    ("冷轧钢板", ("SPCC 1.0*1250", "DC01 1.5*1250"), "吨", 4500, 5600, 3),
    ("工字钢", ("20#b", "25#a", "32#a"), "吨", 3700, 4400, 3),
    ("电焊条", ("J422 3.2", "J507 4.0"), "千克", 6, 12, 0),
    ("不锈钢弯头", ("DN50 90°", "DN65 45°"), "只", 28, 96, 0),
    ("轴承座", ("UCP208", "UCP210"), "件", 55, 180, 0),
    ("电力电缆", ("YJV-3*50+1*25", "YJV22-4*35"), "米", 86, 210, 0),
    ("镀锌铁丝", ("8#", "10#", "12#"), "公斤", 5, 9, 0),
    ("铝合金型材", ("6063-T5 40*40", "6061-T6 60*30"), "支", 90, 260, 0),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One goods line."""

    item: str
    spec: str
    unit: str
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """Quantity times price, to the fen."""
        return cents(self.quantity * self.price)

    def truth(self, *without: str) -> dict[str, str | None]:
        """Return the normalised cells; columns the paper does not have are null."""
        cells: dict[str, str | None] = {
            "item": self.item, "spec": self.spec, "unit": self.unit, "quantity": plain(self.quantity),
            "price": plain(self.price), "amount": f"{self.amount:.2f}",
        }  # fmt: skip
        return {key: None if key in without else value for key, value in cells.items()}


@dataclass(frozen=True, slots=True)
class Case:
    """A deal between our own company and a customer."""

    customer: Firm
    own: Firm
    contract_no: str
    order_no: str
    slip_no: str
    shipment_no: str
    signed: dt.date
    delivered: dt.date
    valid_from: dt.date
    valid_until: dt.date
    place: str
    goods: tuple[Item, ...]
    agent: str = ""
    driver: str = "赵师傅"
    clerk: str = "孙敏"
    number: int = 1
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """What all goods cost."""
        return sum((item.amount for item in self.goods), Decimal(0))


@dataclass(slots=True)
class Drawn:
    """A drawn paper with its truth. ``unjudged`` fields stand only where no reader must find them (seals)."""

    type: str
    layout: str
    pages: list[Paper]
    customer: dict[str, str | None] | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    unjudged: dict[str, Any] = field(default_factory=dict)


Layout = Callable[[Case, random.Random], Drawn]

#: set (tuning, judging) -> type -> layout name -> function
LAYOUTS: dict[str, dict[str, dict[str, Layout]]] = {"tuning": {}, "judging": {}}


def layout(which: str, kind: str) -> Callable[[Layout], Layout]:
    """Register a layout function under its own name."""

    def register(function: Layout) -> Layout:
        LAYOUTS[which].setdefault(kind, {})[function.__name__] = function
        return function

    return register


def named(firm: Firm, *, code: bool = False) -> dict[str, str | None]:
    """Return the customer as one paper names it."""
    return {"name": firm.name, "uscc": firm.uscc if code else None}


def make_goods(rng: random.Random, count: int) -> tuple[Item, ...]:
    """Draw goods lines, all different."""
    items = []
    for item, specs, unit, low, high, decimals in rng.sample(GOODS, count):
        quantity = Decimal(rng.randint(3, 24)) if decimals == 3 else Decimal(rng.randint(8, 260))
        if decimals:
            quantity += Decimal(rng.randint(1, 999 if decimals == 3 else 9)).scaleb(-decimals)
        price = Decimal(rng.randint(low, high))
        if high < 400 and rng.random() < 0.5:
            price += Decimal(rng.choice((5, 25, 8, 6))).scaleb(-1 if rng.random() < 0.6 else -2)
        items.append(Item(item, rng.choice(specs), unit, quantity, price))
    return tuple(items)


def make_case(
    rng: random.Random,
    own: Firm,
    customer: Firm,
    *,
    number: int = 1,
    agent: bool | None = None,
    lines: int = 0,
) -> Case:
    """Draw a deal between two firms."""
    signed = dt.date(rng.randint(2024, 2026), rng.randint(1, 9), rng.randint(1, 28))
    delivered = signed + dt.timedelta(days=rng.randint(6, 35))
    valid_until = dt.date(signed.year, 12, 31) if rng.random() < 0.6 else signed + dt.timedelta(days=364)
    serial = rng.randint(3, 980)
    style = rng.choice(
        ("{b}-{y}{m:02d}-{s:03d}", "XS{y}{m:02d}{s:04d}", "{y}-GX-{s:03d}", "HT{y}{m:02d}{d:02d}{s:03d}")
    )
    number_text = style.format(b="JX", y=signed.year, m=signed.month, d=signed.day, s=serial)
    with_agent = rng.random() < 0.4 if agent is None else agent
    return Case(
        customer=customer,
        own=own,
        contract_no=number_text,
        order_no=f"PO{signed:%y%m%d}{rng.randint(1, 99):02d}",
        slip_no=rng.choice(
            (
                f"XSCK-{delivered:%Y-%m}-{serial:05d}",
                f"{rng.randint(10000, 999999):07d}",
                f"CK{delivered:%Y%m%d}{rng.randint(1, 99):03d}",
            )
        ),
        shipment_no=f"SH{delivered:%y%m%d}{rng.randint(1, 9)}",
        signed=signed,
        delivered=delivered,
        valid_from=signed,
        valid_until=valid_until,
        place=rng.choice((own.city, f"{own.city}{own.district}", customer.city)),
        goods=make_goods(rng, lines or rng.randint(2, 6)),
        agent=person(rng) if with_agent else "",
        driver=person(rng),
        clerk=person(rng),
        number=number,
    )


def random_case(rng: random.Random, own: Firm) -> Case:
    """Draw a customer and a deal with it."""
    until = (
        dt.date(rng.randint(2030, 2055), rng.randint(1, 12), rng.randint(1, 28))
        if rng.random() < 0.5
        else None
    )
    return make_case(rng, own, make_firm(rng, valid_until=until))


_RARELY = 0.3


def with_rare_names(case: Case) -> Case:
    """Return the deal with some of its people named with a rare character; the seed is the deal itself."""
    rng = random.Random(f"rare/{case.customer.uscc}/{case.contract_no}")

    def named_anew(name: str) -> str:
        return rare_person(rng) if name and rng.random() < _RARELY else name

    firm = case.customer
    # the contact of a firm is often the one who stands for it
    chief = named_anew(firm.legal_representative)
    contact = chief if firm.contact == firm.legal_representative else named_anew(firm.contact)
    return replace(
        case,
        customer=replace(firm, legal_representative=chief, contact=contact),
        agent=named_anew(case.agent),
        driver=named_anew(case.driver),
        clerk=named_anew(case.clerk),
    )
