"""Borders of licences: guilloche, meander and double rules, as pen strokes."""

from __future__ import annotations

import math

from sample_scans.paper import Color, Paper, Stroke


def guilloche(
    paper: Paper, margin: float, depth: float, color: Color, *, waves: int = 5, period: float = 11.0
) -> None:
    """A band of woven sine lines around the sheet."""
    x0, y0, x1, y1 = margin, margin, paper.width - margin, paper.height - margin
    middle = depth / 2
    for wave in range(waves):
        phase = math.tau * wave / waves
        for sides in (
            [(x, y0 + middle + _sway(x - x0, period, phase, middle)) for x in _steps(x0, x1)],
            [(x, y1 - middle + _sway(x - x0, period, phase, middle)) for x in _steps(x0, x1)],
            [(x0 + middle + _sway(y - y0, period, phase, middle), y) for y in _steps(y0, y1)],
            [(x1 - middle + _sway(y - y0, period, phase, middle), y) for y in _steps(y0, y1)],
        ):
            paper.marks.append(Stroke(tuple(sides), 0.18, color))
    paper.frame(x0, y0, x1, y1, width=0.5, color=color)
    paper.frame(x0 + depth, y0 + depth, x1 - depth, y1 - depth, width=0.35, color=color)


def meander(paper: Paper, margin: float, cell: float, color: Color) -> None:
    """A Chinese key pattern around the sheet, between two rules."""
    x0, y0, x1, y1 = margin, margin, paper.width - margin, paper.height - margin
    paper.frame(x0 - 1.2, y0 - 1.2, x1 + 1.2, y1 + 1.2, width=0.4, color=color)
    paper.frame(x0 + cell + 1.2, y0 + cell + 1.2, x1 - cell - 1.2, y1 - cell - 1.2, width=0.25, color=color)
    columns, rows = int((x1 - x0) // cell), int((y1 - y0) // cell)
    dx, dy = (x1 - x0) / columns, (y1 - y0) / rows
    for column in range(columns):
        for top in (y0, y1 - cell):
            _key(paper, x0 + column * dx, top, dx, cell, color)
    for row in range(1, rows - 1):
        for left in (x0, x1 - cell):
            _key(paper, left, y0 + row * dy, cell, dy, color)


def _key(paper: Paper, x: float, y: float, w: float, h: float, color: Color) -> None:
    shape = ((0.1, 0.9), (0.1, 0.1), (0.9, 0.1), (0.9, 0.75), (0.35, 0.75), (0.35, 0.4), (0.65, 0.4))
    paper.marks.append(Stroke(tuple((x + a * w, y + b * h) for a, b in shape), 0.25, color))


def watermark(paper: Paper, margin: float, color: Color, *, step: float = 6.0) -> None:
    """A pale net of waves over the whole sheet, as security paper has."""
    level = margin
    row = 0
    while level < paper.height - margin:
        points = [
            (x, level + 1.6 * math.sin(x / 7.0 + row * 0.9) + 0.8 * math.sin(x / 2.9))
            for x in _steps(margin, paper.width - margin, 1.5)
        ]
        paper.marks.append(Stroke(tuple(points), 0.12, color))
        level += step / 2
        row += 1


def _sway(along: float, period: float, phase: float, reach: float) -> float:
    return reach * 0.92 * math.sin(math.tau * along / period + phase)


def _steps(start: float, end: float, step: float = 0.6) -> list[float]:
    count = max(2, round((end - start) / step))
    return [start + (end - start) * place / count for place in range(count + 1)]
