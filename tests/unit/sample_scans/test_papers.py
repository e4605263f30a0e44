from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pymupdf
import pytest

from bench.compare import words_to_money
from sample_scans.case import Drawn, random_case
from sample_scans.degrade import Level
from sample_scans.judging_set import own_firm
from sample_scans.money import in_words, plain, spoken_date
from sample_scans.paper import break_lines
from sample_scans.registry import layouts_of
from sample_scans.scanning import born_digital, file_bytes, scan_all

TYPES = {
    "business_licence", "tax_registration", "authorisation_letter", "customer_background",
    "bank_account_permit",
    "id_card", "contract", "order", "credit_approval", "arrears_statement", "repayment_agreement",
    "deferral_approval", "repayment_plan", "payment_terms", "collateral_registration", "delivery_slip",
    "goods_receipt", "packing_list", "customs_declaration", "inspection_report", "commodity_inspection",
    "invoice",
    "account_statement", "receipt", "return_approval", "return_responsibility", "other",
}  # fmt: skip
ALL = [
    (which, kind, name)
    for which in ("tuning", "judging")
    for kind, layouts in layouts_of(which).items()
    for name in layouts
]


@lru_cache(maxsize=512)
def draw(which: str, kind: str, name: str, seed: int = 11) -> Drawn:
    rng = random.Random(f"{seed}{name}")
    return layouts_of(which)[kind][name](random_case(rng, own_firm(seed)), rng)


def flat(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("○", "〇")
    return "".join(folded.split()).replace(",", "")


def spellings(key: str, value: str) -> Iterator[str]:
    """How a normalised value may stand in print."""
    yield value
    if value == "长期":
        return
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        pass
    else:
        yield from (spoken_date(day, style) for style in ("zh", "zh0", "dot", "slash", "han"))
        yield f"{day:%Y%m%d}"
        yield f"{day.year}-{day.month}-{day.day}"
    if key == "registered_capital":
        yield f"{int(Decimal(value)) // 10_000}万"
        yield f"{int(Decimal(value)) // 10_000}.000000万"
    if key in ("amount", "total"):
        yield f"{plain(Decimal(value) / 10_000)}万"
        yield in_words(Decimal(value))


def printed(text: str, key: str, value: Any) -> bool:
    if isinstance(value, list):
        cells = [cell for row in value for cell in row.values() if cell is not None]
        return all(
            any(form in text for form in (flat(cell), flat(cell).removesuffix(".00"))) for cell in cells
        )
    if key in ("registered_capital", "amount") and not any(
        flat(form) in text for form in spellings(key, value)
    ):
        return any(words_to_money(part) == Decimal(value) for part in text.split("\n"))
    return any(flat(form) in text for form in spellings(key, value))


def test_every_type_has_layouts_for_rules_and_others_for_judging() -> None:
    for which, more in (("tuning", 3), ("judging", 3)):
        layouts = layouts_of(which)
        assert set(layouts) == TYPES
        for kind in ("business_licence", "contract", "delivery_slip"):
            assert len(layouts[kind]) >= more
    names = [name for _, _, name in ALL]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("which", "kind", "name"), ALL)
def test_the_truth_stands_on_the_paper(which: str, kind: str, name: str) -> None:
    drawn = draw(which, kind, name)
    assert drawn.type == kind
    assert drawn.layout == name
    text = "\n".join(flat(line.text) for paper in drawn.pages for line in paper.lines)
    joined = text.replace("\n", "")
    for key, value in drawn.fields.items():
        if key == "issued" and not printed(joined, key, value):
            year, month, day = value.split("-")
            assert year in joined
            assert month.lstrip("0") in joined
            assert day.lstrip("0") in joined
            continue
        if key == "date" and name == "carbon_book":
            continue  # year, month and day stand before printed 年 月 日 of the form
        assert printed(text, key, value) or printed(joined, key, value), (key, value)
    if kind == "other":
        assert drawn.customer is None
    else:
        assert drawn.customer is not None
        assert flat(str(drawn.customer["name"])) in joined
        if drawn.customer["uscc"]:
            assert drawn.customer["uscc"] in joined


@pytest.mark.parametrize("seed", [11, pytest.param(12, marks=pytest.mark.long)])
@pytest.mark.parametrize(("which", "kind", "name"), ALL)
def test_no_text_runs_off_the_sheet(which: str, kind: str, name: str, seed: int) -> None:
    for paper in draw(which, kind, name, seed).pages:
        for line in paper.lines:
            x0, y0, x1, y1 = line.box
            assert x0 >= 4, line
            assert y0 >= 4, line
            assert x1 <= paper.width - 1.5, line
            assert y1 <= paper.height - 2, line


def test_same_seed_same_bytes_other_seed_other_bytes() -> None:
    def scan(seed: int) -> bytes:
        drawn = draw("tuning", "delivery_slip", "stock_out_yellow", seed)
        return file_bytes(scan_all([drawn], Level.BAD, random.Random(seed), dpi=100), "jpg")

    assert scan(1) == scan(1)
    assert scan(1) != scan(2)


def test_born_digital_pdf_has_its_text_and_is_the_same_each_time() -> None:
    drawn = draw("tuning", "contract", "sales_contract_letters")
    data = born_digital([drawn])
    assert data == born_digital([drawn])
    with pymupdf.open("pdf", data) as document:
        assert len(document) == 2
        assert drawn.fields["contract_no"] in document[0].get_text()


def test_boxes_follow_the_turn_of_the_sheet() -> None:
    drawn = draw("tuning", "delivery_slip", "delivery_note")
    clean = scan_all([drawn], Level.CLEAN, random.Random(1), dpi=100)[0]
    office = scan_all([drawn], Level.OFFICE, random.Random(1), dpi=100)[0]
    moved = [abs(a[1] - b[1]) for (_, a), (_, b) in zip(clean.lines, office.lines, strict=True)]
    assert max(moved) > 1
    assert max(moved) < 40
    bad = scan_all([drawn], Level.BAD, random.Random(1), dpi=300)[0]
    assert bad.dpi == 150
    assert all(x1 <= bad.image.width and y1 <= bad.image.height for _, (_, _, x1, y1) in bad.lines)


def test_lines_break_before_no_closing_sign_and_inside_no_number() -> None:
    text = "合同总金额为人民币12300.00元，大写壹万贰仟叁佰元整。" * 3
    lines = break_lines(text, "song", 12)
    assert "".join(lines) == text
    assert not any(line[0] in "，。" for line in lines)
    assert sum(line.count("12300.00") for line in lines) == 3
