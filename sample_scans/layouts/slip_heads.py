"""What the wide slips share: their truth, texts in their places, names at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from sample_scans.case import Case, Drawn, Item, named
from sample_scans.layouts.goods_tables import Column, lines_truth
from sample_scans.paper import BLACK, Color, Paper


def slip(
    name: str,
    paper: Paper,
    case: Case,
    columns: Sequence[Column],
    goods: Sequence[Item] | None = None,
    **more: str | None,
) -> Drawn:
    """Return the drawn slip; ``more`` adds to the usual truth, None takes away."""
    truth: dict[str, object] = {
        "slip_no": case.slip_no, "date": case.delivered.isoformat(), "consignee": case.customer.name,
        "supplier": case.own.name, "total": f"{case.total:.2f}",
        "lines": lines_truth(case.goods if goods is None else goods, columns),
    }  # fmt: skip
    truth |= more
    fields = {key: value for key, value in truth.items() if value is not None}
    drawn = Drawn("delivery_slip", name, [paper], named(case.customer), fields)
    if "supplier" in more and more["supplier"] is None:
        drawn.unjudged["supplier"] = case.own.name
    return drawn


def put(
    paper: Paper,
    texts: Sequence[tuple[float, float, str]],
    *,
    font: str = "song",
    size: float = 10,
    color: Color = BLACK,
) -> None:
    """Write texts at their places."""
    for x, y, text in texts:
        paper.text(x, y, text, font=font, size=size, color=color)
