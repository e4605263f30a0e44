"""Misread figures of a list of goods: quantity times price is the amount, the amounts make the total.

A figure is mended only where exactly one other reading of it makes the sums right, and that reading is
near what was read, or nothing was; each mended row is named in a check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from rapidfuzz.distance import Levenshtein

from classify.goods.goods_rows import FIGURES, GoodsLine, amounts_total, line_faults
from classify.notation.money import figure
from classify.notation.numerals import decimal_text

_CENT = Decimal("0.01")
_PLACES, _USUAL_PLACES = (0, 1, 2, 3, 4), (0, 1, 2)
_FAR = 1
_FEWEST_DIGITS = 2
_BESIDE = re.compile(
    r"(?:(?P<less>优惠|折扣|折让|让利|抹零|减免)|运费|运杂费|装卸费|包装费|税额)(?:金额|合计)?:?[¥$]?(?P<sum>\d[\d,]*(?:\.\d{1,2})?)(?![\d%折])"
)


def mend_figures(lines: Sequence[GoodsLine], printed: Sequence[Decimal]) -> tuple[list[GoodsLine], list[int]]:
    """Return the lines with misread figures mended, and the numbers of those rows, from 1.

    ``printed`` are the sums that the paper gives as its total, in figures or in words.
    """
    mended = [dict(line) for line in lines]
    _mend_amounts(mended, printed)
    _mend_last_amount(mended, printed)
    sure = amounts_total(mended) in printed
    if all(any(line[key] for line in mended) for key in FIGURES):
        for line in mended:
            _mend_factor(line, sure=sure)
    return mended, [n for n, (a, b) in enumerate(zip(lines, mended, strict=True), start=1) if a != b]


def adds_up(total: Decimal, lines: Decimal, rows: Iterable[str]) -> bool:
    """Tell whether a printed total is the sum of the lines, with what the rows of the paper add or take off.

    优惠 50.00 and 运费 30.00 stand beside the list; each counts alone or all together.
    """
    found = [match for row in rows for match in _BESIDE.finditer(row)]
    more = {(-1 if m["less"] else 1) * (figure(m["sum"].rstrip(",")) or Decimal(0)) for m in found}
    return total - lines in {Decimal(0), *more, sum(more, Decimal(0))}


def _values(line: GoodsLine) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    quantity, price, amount = (figure(line[key] or "") if line[key] else None for key in FIGURES)
    return quantity, price, amount


def _product(line: GoodsLine) -> Decimal | None:
    quantity, price, _ = _values(line)
    if quantity is None or price is None:
        return None
    return (quantity * price).quantize(_CENT, ROUND_HALF_UP)


def _mend_amounts(lines: Sequence[GoodsLine], printed: Sequence[Decimal]) -> None:
    """Set amounts that are missing or no product to the product, where the total then is the printed one."""
    wrong = [line for line in lines if line["amount"] is None or line_faults(line)]
    if not wrong or len(wrong) == len(lines) > 1 or not any(line["amount"] for line in lines):
        return
    tried = [line | {"amount": _money(_product(line))} if line in wrong else line for line in lines]
    if all(line["amount"] for line in tried) and amounts_total(tried) in printed:
        for line, other in zip(lines, tried, strict=True):
            line["amount"] = other["amount"]


def _mend_last_amount(lines: Sequence[GoodsLine], printed: Sequence[Decimal]) -> None:
    """Set the one amount of which an end or nothing was read to what the others leave of the total."""
    wrong = [line for line in lines if line["amount"] is None or line_faults(line) or _one_missing(line)]
    others = [figure(line["amount"] or "") for line in lines if line not in wrong]
    if len(wrong) != 1 or not others or None in others:
        return
    (line,) = wrong
    quantity, read = _values(line)[0], line["amount"] or ""
    for total in printed:
        rest = total - sum((amount for amount in others if amount is not None), Decimal(0))
        if rest > 0 and f"{rest:.2f}".endswith(read) and _quotient(rest, quantity, _USUAL_PLACES):
            line["amount"] = f"{rest:.2f}"


def _money(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _one_missing(line: GoodsLine) -> bool:
    return sum(line[key] is None for key in FIGURES) == 1 and line["amount"] is not None


def _mend_factor(line: GoodsLine, *, sure: bool) -> None:
    """Mend the one figure of a row that makes the product right; of a sure amount only the factors."""
    quantity, price, amount = _values(line)
    if not (line_faults(line) or _one_missing(line)) or not amount:
        return
    others = {
        "price": _quotient(amount, quantity, _PLACES if sure else _USUAL_PLACES),
        "quantity": _quotient(amount, price, _PLACES if sure else _USUAL_PLACES),
        "amount": None if sure else _money(_product(line)),
    }
    # a factor of one digit divides too many amounts to find one that was not read at all
    many = [key for key in FIGURES if len((line[key] or "").replace(".", "")) >= _FEWEST_DIGITS]
    good = {
        key: new
        for key, new in others.items()
        if new and _is_near(line[key], new) and (line[key] is not None or len(many) > 1)
    }
    if len(good) == 1:
        line.update(good)


def _quotient(amount: Decimal, factor: Decimal | None, most: Sequence[int]) -> str | None:
    """Return the shortest figure whose product with a factor is the amount to the cent."""
    if not factor:
        return None
    for places in most:
        found = (amount / factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if (found * factor).quantize(_CENT, ROUND_HALF_UP) == amount:
            return decimal_text(found)
    return None


def _is_near(read: str | None, new: str) -> bool:
    """Tell whether a figure may have been misread as another: one digit or the point differs.

    Where the point was lost or moved, the noughts before the figures are still there: 40 is no 0.04.
    """
    if read is None:
        return True
    if read.replace(".", "").rstrip("0") == new.replace(".", "").rstrip("0"):
        return True
    return Levenshtein.distance(read, new, score_cutoff=_FAR) <= _FAR
