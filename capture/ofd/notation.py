"""The notations of OFD: boxes, matrices, runs of distances and colours."""

from __future__ import annotations

import math
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
FARTHEST = 1e6


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in millimetres, y running down."""

    x: float
    y: float
    width: float
    height: float


def number(text: str | None, default: float = 0.0) -> float:
    """Return a number; the default where there is none, or none that a page can hold."""
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) and abs(value) <= FARTHEST else default


def numbers(text: str | None) -> list[float]:
    """Return the numbers in a text, as many as make sense."""
    values = []
    for token in (text or "").split():
        try:
            value = float(token)
        except ValueError:
            break
        if not math.isfinite(value) or abs(value) > FARTHEST:
            break
        values.append(value)
    return values


def area(text: str | None) -> Area | None:
    """Return a box "x y width height"; nothing where it has no extent."""
    values = numbers(text)
    if len(values) < 4 or values[2] <= 0 or values[3] <= 0:
        return None
    return Area(*values[:4])


def matrix(text: str | None) -> Matrix:
    """Return a matrix "a b c d e f"; the one that changes nothing where it is missing."""
    values = numbers(text)
    if len(values) < 6:
        return UNIT
    a, b, c, d, e, f = values[:6]
    return a, b, c, d, e, f


def moved(by: Matrix, x: float, y: float) -> Matrix:
    """Return a matrix followed by a shift."""
    return (*by[:4], by[4] + x, by[5] + y)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return what a matrix and another one after it do together."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def distances(text: str | None, count: int) -> list[float] | None:
    """Return ``count`` distances of a list with runs ("g 3 1.5" is 1.5 three times); nothing without a list.

    Where the list is too short its last distance goes on, as the makers of invoices expect.
    """
    tokens = (text or "").split()
    values: list[float] = []
    place = 0
    while place < len(tokens) and len(values) < count:
        if tokens[place] == "g":
            times = max(0, int(number(tokens[place + 1] if place + 1 < len(tokens) else None)))
            value = number(tokens[place + 2] if place + 2 < len(tokens) else None)
            values += [value] * min(times, count - len(values))
            place += 3
        else:
            values.append(number(tokens[place]))
            place += 1
    if not values:
        return None if not tokens else [0.0] * count
    return values + [values[-1]] * (count - len(values))


def colour(text: str | None, space: str | None = None) -> tuple[float, float, float] | None:
    """Return a colour value as red, green and blue from 0 to 1."""
    values = [min(1.0, max(0.0, value / 255)) for value in _components(text)]
    if space == "CMYK" or (space is None and len(values) == 4):
        if len(values) < 4:
            return None
        cyan, magenta, yellow, black = values[:4]
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    if len(values) >= 3:
        return values[0], values[1], values[2]
    return (values[0], values[0], values[0]) if values else None


def _components(text: str | None) -> list[float]:
    values = []
    for token in (text or "").split():
        try:
            values.append(float(int(token[1:], 16)) if token.startswith("#") else float(token))
        except ValueError:
            return []
    return [value for value in values if math.isfinite(value)]
