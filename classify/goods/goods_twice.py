"""Goods read twice, by the rules of the table and by place: which reading is the better, what each lacks.

A streak of the scanner or a fold draws a rule where none is printed, and cells are cut in two; where lines
of text lie says something else then. So both are read, and what adds up and names more decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from classify.goods.goods_rows import FIGURES, KEYS, Goods, GoodsLine, amounts_total, line_faults
from classify.normalise import han_count

_TEXTS = ("item", "spec", "unit")
_HOLE = 0.5
_FAULT = 2.0
_TOTAL = 3.0
_CLEARLY = 0.9
_MORE_WORDS = 1.1
_SERIAL = re.compile(r"\d{1,3}[.、 ]?")


def better_goods(ruled: Goods | None, placed: Goods | None) -> Goods | None:
    """Return the better of two readings of one list, with what only the other one has filled in."""
    if ruled is None or placed is None:
        return ruled or placed
    more, few = worth(placed) - worth(ruled), len(placed.lines) < len(ruled.lines)
    told = _letters(placed) > _MORE_WORDS * _letters(ruled) and more >= 0
    best, other = (placed, ruled) if not few and (more > _CLEARLY or told) else (ruled, placed)
    return _filled(best, other)


def worth(goods: Goods) -> float:
    """Return how well a reading holds together, in points: rows, right sums, empty cells."""
    used = [key for key in KEYS if any(line[key] for line in goods.lines)]
    holes = sum(line[key] is None for line in goods.lines for key in used)
    right = sum(all(line[key] for key in FIGURES) and not line_faults(line) for line in goods.lines)
    faults = sum(line_faults(line) for line in goods.lines)
    adds_up = amounts_total(goods.lines) in goods.totals
    rows = len(goods.lines) + right
    return rows + _TOTAL * adds_up - _FAULT * faults - _HOLE * holes


def _letters(goods: Goods) -> int:
    return sum(len(line[key] or "") for line in goods.lines for key in _TEXTS)


def _filled(best: Goods, other: Goods) -> Goods:
    """Fill what one reading of the same rows lacks from the other."""
    if len(best.lines) != len(other.lines):
        return best
    lines = [_filled_line(a, b) for a, b in zip(best.lines, other.lines, strict=True)]
    return replace(best, lines=tuple(lines), totals=best.totals or other.totals)


def _filled_line(line: GoodsLine, other: GoodsLine) -> GoodsLine:
    if not _same_row(line, other):
        return line
    filled = dict(line)
    for key in KEYS:
        if filled[key] is None and other[key] is not None and _is_spare(other[key] or "", line):
            tried = filled | {key: other[key]}
            filled = filled if line_faults(tried) and not line_faults(line) else tried
    item, longer = line["item"] or "", other["item"] or ""
    cut = longer.removesuffix(item) if item and longer != item else ""
    if han_count(cut) and cut != longer and not _SERIAL.match(cut) and line["spec"] == other["spec"]:
        filled["item"] = longer
    return filled


def _is_spare(text: str, line: GoodsLine) -> bool:
    """Tell whether a text is not what another cell of the line holds already."""
    return not any(text in (line[key] or "") for key in KEYS)


def _same_row(line: GoodsLine, other: GoodsLine) -> bool:
    known: Sequence[str] = [key for key in KEYS if line[key] and other[key]]
    return sum(line[key] == other[key] for key in known) >= max(1, len(known) - 1)
