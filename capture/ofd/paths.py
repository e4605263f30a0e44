"""Abbreviated paths of OFD become steps of a PDF."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from capture.ofd.notation import UNIT, Matrix, number

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_Step = tuple[Sequence[float], str]
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def path(text: str | None, by: Matrix = UNIT) -> Iterator[str]:
    """Return the steps of an abbreviated path, moved by a matrix, as a PDF writes them.

    A path that makes no sense ends where the sense ends.
    """
    tokens = (found[0] for found in _TOKEN.finditer(text or ""))
    here = (0.0, 0.0)
    for letter in tokens:
        wanted = _OPERANDS.get(letter)
        if wanted is None:
            return
        values = [number(token, math.nan) for _, token in zip(range(wanted), tokens, strict=False)]
        if len(values) < wanted or any(math.isnan(value) for value in values):
            return
        for places, operator in _step(letter, values, here):
            yield _written(_moved(places, by), operator)
        if letter != "C":
            here = values[-2], values[-1]


def _step(letter: str, values: Sequence[float], here: tuple[float, float]) -> Iterator[_Step]:
    if letter in ("S", "M"):
        yield values, "m"
    elif letter == "L":
        yield values, "l"
    elif letter == "B":
        yield values, "c"
    elif letter == "Q":
        x, y, end_x, end_y = values
        first = here[0] + (x - here[0]) * 2 / 3, here[1] + (y - here[1]) * 2 / 3
        second = end_x + (x - end_x) * 2 / 3, end_y + (y - end_y) * 2 / 3
        yield (*first, *second, end_x, end_y), "c"
    elif letter == "A":
        yield from _arc(values, here)
    else:
        yield (), "h"


def _arc(values: Sequence[float], here: tuple[float, float]) -> Iterator[_Step]:
    """Write an arc of an ellipse as curves of a quarter at most; the same arcs as those of SVG."""
    rx, ry, angle, large, sweep, x, y = values
    rx, ry = abs(rx), abs(ry)
    if rx == 0 or ry == 0 or here == (x, y):
        yield (x, y), "l"
        return
    turn = math.radians(angle)
    cosine, sine = math.cos(turn), math.sin(turn)
    half_x, half_y = (here[0] - x) / 2, (here[1] - y) / 2
    px, py = cosine * half_x + sine * half_y, -sine * half_x + cosine * half_y
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = (rx * ry) ** 2 / max((rx * py) ** 2 + (ry * px) ** 2, 1e-12) - 1
    reach = math.sqrt(max(0.0, rest)) * (1 if bool(large) != bool(sweep) else -1)
    cx, cy = reach * rx * py / ry, -reach * ry * px / rx
    begin = math.atan2((py - cy) / ry, (px - cx) / rx)
    span = (math.atan2((-py - cy) / ry, (-px - cx) / rx) - begin) % math.tau
    span = span if sweep else span - math.tau
    pieces = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / pieces
    bulge = 4 / 3 * math.tan(step / 4)
    middle = (here[0] + x) / 2 + cosine * cx - sine * cy, (here[1] + y) / 2 + sine * cx + cosine * cy

    def at(u: float, v: float) -> tuple[float, float]:
        return middle[0] + cosine * rx * u - sine * ry * v, middle[1] + sine * rx * u + cosine * ry * v

    for piece in range(pieces):
        one, two = begin + piece * step, begin + (piece + 1) * step
        first = at(math.cos(one) - bulge * math.sin(one), math.sin(one) + bulge * math.cos(one))
        second = at(math.cos(two) + bulge * math.sin(two), math.sin(two) - bulge * math.cos(two))
        end = (x, y) if piece == pieces - 1 else at(math.cos(two), math.sin(two))
        yield (*first, *second, *end), "c"


def _moved(places: Sequence[float], by: Matrix) -> Sequence[float]:
    if by == UNIT:
        return places
    a, b, c, d, e, f = by
    pairs = zip(places[::2], places[1::2], strict=True)
    return [side for x, y in pairs for side in (a * x + c * y + e, b * x + d * y + f)]


def _written(values: Sequence[float], operator: str) -> str:
    return " ".join([*(f"{value:.4f}" for value in values), operator])
