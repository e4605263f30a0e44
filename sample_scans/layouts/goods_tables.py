"""Goods tables as programs and printers make them: any columns, ruled, half ruled or not ruled at all."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sample_scans.case import Item
from sample_scans.money import cents, grouped, plain
from sample_scans.paper import BLACK, Color, Paper

_MATERIALS = ("Q235B", "304", "20#", "Q345B", "HT250")

#: what a column shows of a goods line, by kind
_CELLS: dict[str, Callable[[int, Item], str]] = {
    "no": lambda place, g: str(place),
    "no2": lambda place, g: f"{place:02d}",
    "item": lambda place, g: g.item,
    "spec": lambda place, g: g.spec,
    "both": lambda place, g: f"{g.item} {g.spec}",
    "unit": lambda place, g: g.unit,
    "quantity": lambda place, g: plain(g.quantity),
    "quantity3": lambda place, g: f"{g.quantity:.3f}",
    "quantity_unit": lambda place, g: f"{plain(g.quantity)}{g.unit}",
    "price": lambda place, g: f"{g.price:.2f}",
    "price4": lambda place, g: f"{g.price:.4f}",
    "price_plain": lambda place, g: plain(g.price),
    "amount": lambda place, g: f"{g.amount:.2f}",
    "grouped": lambda place, g: grouped(g.amount),
    "yuan": lambda place, g: f"¥{g.amount:.2f}",
    "tax": lambda place, g: f"{cents(g.amount * 13 / 113):.2f}",
    "rate": lambda place, g: "13%",
    "material": lambda place, g: _MATERIALS[(len(g.item) + place) % len(_MATERIALS)],
    "pieces": lambda place, g: f"{2 + (place * 7) % 9}件",
    "blank": lambda place, g: "",
}

#: kinds of the columns that carry a cell of the truth
_CARRIES = {
    "item": "item", "both": "item", "spec": "spec", "unit": "unit", "quantity": "quantity",
    "quantity3": "quantity", "price": "price", "price4": "price", "price_plain": "price",
    "amount": "amount", "grouped": "amount", "yuan": "amount",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands over it, how wide it is in mm, what it shows."""

    title: str
    width: float
    kind: str
    align: str = "m"


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is printed. ``rules`` is one of all, lying (no upright ones), head, none."""

    font: str = "song"
    size: float = 9.5
    color: Color = BLACK
    rules: str = "all"
    row: float = 7.0
    head: float = 7.0
    head_font: str = ""
    rule_color: Color | None = None
    value_font: str = ""
    value_color: Color | None = None
    shake: float = 0.0
    empty: int = 0
    marks: tuple[str, ...] = field(default=())


def goods_table(
    paper: Paper,
    x: float,
    y: float,
    columns: Sequence[Column],
    goods: Sequence[Item],
    rng: random.Random,
    look: Look,
    *,
    more: Sequence[Sequence[str]] = (),
) -> float:
    """Draw goods lines and ``more`` rows of ready cells below. Returns the y below the table."""
    heads = [column.title for column in columns]
    head_font = look.head_font or look.font
    _row(paper, x, y, columns, heads, look, height=look.head, font=head_font, head=True)
    levels = [y, y + look.head]
    y += look.head
    rows = [[_text(column, place, g, rng, look) for column in columns] for place, g in enumerate(goods, 1)]
    rows += [[""] * len(columns) for _ in range(look.empty)]
    rows += [list(row) for row in more]
    for row in rows:
        _row(paper, x, y, columns, row, look, height=look.row, font=look.value_font or look.font)
        y += look.row
        levels.append(y)
    _rules(paper, x, columns, levels, look)
    return y


def lines_truth(goods: Sequence[Item], columns: Sequence[Column], *known: str) -> list[dict[str, str | None]]:
    """Return the true cells of the goods; what no column carries is null."""
    carried = {_CARRIES[column.kind] for column in columns if column.kind in _CARRIES} | set(known)
    if any(column.kind == "quantity_unit" for column in columns):
        carried |= {"quantity", "unit"}
    lines = []
    for g in goods:
        cells = g.truth(*({"item", "spec", "unit", "quantity", "price", "amount"} - carried))
        if any(column.kind == "both" for column in columns):
            cells["item"] = f"{g.item} {g.spec}"
        lines.append(cells)
    return lines


def total_row(columns: Sequence[Column], label: str, **values: str) -> list[str]:
    """Return a row with ``label`` under the goods' name and ``values`` under columns of these kinds."""
    row = [values.get(column.kind, "") for column in columns]
    row[next((n for n, column in enumerate(columns) if column.kind in ("item", "both")), 0)] = label
    return row


def span_row(
    paper: Paper, x: float, y: float, height: float, parts: Sequence[tuple[float, str, str]], look: Look
) -> float:
    """Draw one row of wide cells: width, text, align. Returns the y below it."""
    for width, text, align in parts:
        if look.rules == "all":
            paper.frame(x, y, x + width, y + height, color=look.rule_color or look.color)
        paper.cell(x, y, width, height, text, align=align, font=look.font, size=look.size, color=look.color)
        x += width
    return y + height


def _text(column: Column, place: int, g: Item, rng: random.Random, look: Look) -> str:
    if column.kind == "code":
        return f"{rng.choice(('01', '02', '10'))}.{rng.randint(10, 99)}.{rng.randint(100, 9999):04d}"
    if column.kind == "mark":
        return look.marks[(place - 1) % len(look.marks)]
    return _CELLS[column.kind](place, g)


def _row(
    paper: Paper,
    x: float,
    y: float,
    columns: Sequence[Column],
    cells: Sequence[str],
    look: Look,
    *,
    height: float,
    font: str,
    head: bool = False,
) -> None:
    color = look.color if head or look.value_color is None else look.value_color
    for column, text in zip(columns, cells, strict=True):
        align = "m" if head and look.rules == "all" else column.align
        paper.cell(
            x, y, column.width, height, text, align=align, font=font, size=look.size, color=color,
            shake=0.0 if head else look.shake,
        )  # fmt: skip
        x += column.width


def _rules(paper: Paper, x: float, columns: Sequence[Column], levels: Sequence[float], look: Look) -> None:
    ink = look.rule_color or look.color
    end = x + sum(column.width for column in columns)
    shown = {"all": levels, "lying": levels, "head": (*levels[:2], levels[-1]), "none": ()}[look.rules]
    for level in shown:
        paper.rule(x, level, end, level, color=ink)
    if look.rules != "all":
        return
    edges = [x]
    for column in columns:
        edges.append(edges[-1] + column.width)
    for edge in edges:
        paper.rule(edge, levels[0], edge, levels[-1], color=ink)
