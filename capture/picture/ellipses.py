"""Fits circles and ovals to the outer edge of ink: robustly, as many as cross each other.

Three points of the edge make a circle, five an ellipse; of many drawn by lot the one on whose line most ink
lies is kept (random sample consensus, Fischler and Bolles 1981), then moved to the ink's outermost pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_ANGLES = np.linspace(0, 2 * np.pi, 180, endpoint=False)
_COS, _SIN = np.cos(_ANGLES), np.sin(_ANGLES)
_CIRCLES, _OVALS = 160, 280
_MOST_POINTS = 240
_NEAR = 1.6
_TRIED = 6
_LEAST_NEAR = 36
_LEAST_DRAWN = 0.27
"""How many points of an edge lie on a ring and how much of it is drawn, roughly placed; less is no ring."""
_LEAST_SEEN = 0.3
_FLATTEST = 0.5
_ROUND = 0.955
_SEED = 20

Mask = NDArray[np.uint8]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Middle, half axes (along ``angle``, which is in radians, and across), in pixels of its picture."""

    x: float
    y: float
    along: float
    across: float
    angle: float = 0.0

    def scaled(self, scale: float) -> Ellipse:
        """Return it in pixels of another size."""
        return Ellipse(self.x * scale, self.y * scale, self.along * scale, self.across * scale, self.angle)

    def moved(self, x: float, y: float) -> Ellipse:
        """Return it moved by that many pixels."""
        return Ellipse(self.x + x, self.y + y, self.along, self.across, self.angle)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it; may reach beyond the page."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        wide = math.hypot(self.along * cos, self.across * sin)
        high = math.hypot(self.along * sin, self.across * cos)
        return self.x - wide, self.y - high, self.x + wide, self.y + high

    def points(self, inset: float = 0.0) -> tuple[Points, Points]:
        """Return points along it, ``inset`` pixels outside (negative: inside) of it."""
        u, v = (self.along + inset) * _COS, (self.across + inset) * _SIN
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        return self.x + u * cos - v * sin, self.y + u * sin + v * cos

    def radii(self, x: Points, y: Points) -> Points:
        """Return how far points lie from the middle, where its line lies at 1."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        u, v = (x - self.x) * cos + (y - self.y) * sin, (y - self.y) * cos - (x - self.x) * sin
        return np.hypot(u / self.along, v / self.across)


def drawn(mask: Mask, ring: Ellipse, insets: tuple[float, ...] = (-2, -1, 0, 1)) -> float:
    """Return how much of a ring is drawn, as far as it lies on the page; 0 where too little of it does."""
    axes = np.array(((ring.x, ring.y, ring.along, ring.across, ring.angle),))
    return float(_shares_drawn(mask, axes, insets)[0])


def share_on(mask: Mask, ring: Ellipse, inset: float) -> float:
    """Return how much ink lies on a line outside (negative: inside) of a ring."""
    return drawn(mask, ring, (inset,))


def _shares_drawn(
    mask: Mask, rings: NDArray[np.float64], insets: tuple[float, ...] = (-2, -1, 0, 1)
) -> NDArray[np.float64]:
    """Return `drawn` of rings that are rows of x, y, half axes and turn."""
    height, width = mask.shape
    out = np.array((0.0, *insets))[:, None]
    x0, y0, along, across, turn = (column[:, None, None] for column in rings.T)
    u, v = (along + out) * _COS, (across + out) * _SIN  # rings x insets x angles
    cos, sin = np.cos(turn), np.sin(turn)
    x, y = x0 + (u * cos - v * sin), y0 + (u * sin + v * cos)
    on_line = x[:, 0], y[:, 0]
    seen = (on_line[0] >= 0) & (on_line[1] >= 0) & (on_line[0] < width - 0.5) & (on_line[1] < height - 0.5)
    columns = np.clip(x[:, 1:] + 0.5, 0, width - 1).astype(np.intp)
    rows = np.clip(y[:, 1:] + 0.5, 0, height - 1).astype(np.intp)
    hits = mask[rows, columns].any(axis=1) & seen
    count = np.count_nonzero(seen, axis=1)
    shares: NDArray[np.float64] = np.count_nonzero(hits, axis=1) / np.maximum(count, 1)
    shares[count < _LEAST_SEEN * len(_ANGLES)] = 0.0
    return shares


def best_ring(mask: Mask, edge: Points, low: float, high: float) -> Ellipse | None:
    """Return the circle or oval on which most of the ink's outer edge lies.

    Args:
        mask: Where the ink is.
        edge: Points of the outer edge, n x 2 (x, y), of one patch of ink.
        low: The shortest half axis.
        high: The longest half axis.
    """
    if len(edge) < 40:
        return None
    chance = np.random.default_rng(_SEED)
    if len(edge) > _MOST_POINTS:
        edge = edge[chance.choice(len(edge), _MOST_POINTS, replace=False)]
    best, share = _surest(mask, edge, _circles(edge, low, high, chance))
    if share < 0.9:
        oval, more = _surest(mask, edge, _ovals(edge, low, high, chance))
        if oval and (best is None or more > share + 0.06):
            best, share = oval, more
    return refined(mask, best, 4) if best and share >= _LEAST_DRAWN else None


def _circles(edge: Points, low: float, high: float, chance: np.random.Generator) -> NDArray[np.float64]:
    """Return rows of x, y, half axes and turn of circles through three points each."""
    a, b, c = (edge[chance.integers(0, len(edge), _CIRCLES)] for _ in range(3))
    ab, ac = b - a, c - a
    double = 2 * (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])
    good = np.abs(double) > 1.0
    ab, ac, a, double = ab[good], ac[good], a[good], double[good]
    ab2, ac2 = (ab**2).sum(axis=1), (ac**2).sum(axis=1)
    x = (ac[:, 1] * ab2 - ab[:, 1] * ac2) / double
    y = (ab[:, 0] * ac2 - ac[:, 0] * ab2) / double
    radius = np.hypot(x, y)
    fits = (radius >= low) & (radius <= high)
    found: NDArray[np.float64] = np.column_stack((a[:, 0] + x, a[:, 1] + y, radius, radius, np.zeros(len(x))))
    kept: NDArray[np.float64] = found[fits]
    return kept


def _ovals(edge: Points, low: float, high: float, chance: np.random.Generator) -> NDArray[np.float64]:
    """Return rows of x, y, half axes and turn of ellipses through five points each."""
    middle, size = edge.mean(axis=0), max(1.0, float(edge.std()))
    chosen = (edge[chance.integers(0, len(edge), (_OVALS, 5))] - middle) / size
    x, y = chosen[:, :, 0], chosen[:, :, 1]
    system = np.stack((x * x, x * y, y * y, x, y), axis=2)
    system = system[np.abs(np.linalg.det(system)) > 1e-7]
    a, b, c, d, e = np.linalg.solve(system, np.ones((len(system), 5, 1)))[:, :, 0].T
    flat = 4 * a * c - b * b
    a, b, c, d, e, flat = (value[flat > 1e-6] for value in (a, b, c, d, e, flat))
    x0, y0 = (b * e - 2 * c * d) / flat, (b * d - 2 * a * e) / flat
    level = 1 + a * x0 * x0 + b * x0 * y0 + c * y0 * y0  # a u² + b u v + c v² = level about the middle
    turn = 0.5 * np.arctan2(b, a - c)
    cos, sin = np.cos(turn), np.sin(turn)
    along = level / (a * cos * cos + b * cos * sin + c * sin * sin)
    across = level / (a * sin * sin - b * cos * sin + c * cos * cos)
    good = (along > 0) & (across > 0)
    first, second = (np.sqrt(np.where(good, axis, 1)) * size for axis in (along, across))
    swap = second > first
    turn = np.where(swap, turn + np.pi / 2, turn)
    longer, shorter = np.maximum(first, second), np.minimum(first, second)
    fits = good & (shorter >= max(low, 6)) & (longer <= high) & (shorter >= _FLATTEST * longer)
    turn = (turn + np.pi / 2) % np.pi - np.pi / 2
    found: NDArray[np.float64] = np.column_stack(
        (x0 * size + middle[0], y0 * size + middle[1], longer, shorter, turn)
    )
    kept: NDArray[np.float64] = found[fits]
    return kept


def _surest(mask: Mask, edge: Points, rings: NDArray[np.float64]) -> tuple[Ellipse | None, float]:
    """Return the ring through most of the edge, of those the one most of which is drawn, and how much is."""
    if not len(rings):
        return None, 0.0
    x0, y0, along, across, turn = (column[:, None] for column in rings.astype(np.float32).T)
    cos, sin = np.cos(turn), np.sin(turn)
    points = edge.astype(np.float32)
    x, y = points[None, :, 0] - x0, points[None, :, 1] - y0
    u, v = (x * cos + y * sin) / along, (y * cos - x * sin) / across
    away = u * u + v * v  # squared: within so much of 1 as the distance is
    reach = np.minimum(_NEAR / across, 1)
    near = np.count_nonzero((away > (1 - reach) ** 2) & (away < (1 + reach) ** 2), axis=1)
    order = np.argsort(-near)[:_TRIED]
    if near[order[0]] < _LEAST_NEAR:
        return None, 0.0
    shares = _shares_drawn(mask, rings[order])
    best = int(shares.argmax())
    return Ellipse(*map(float, rings[order[best]])), float(shares[best])


def refined(mask: Mask, ring: Ellipse, reach: int) -> Ellipse:
    """Move a ring to the outermost ink within ``reach`` pixels; a circle stays one unless plainly flat."""
    for _ in range(2):
        edge = _outermost(mask, ring, reach)
        if len(edge) < 24:
            return ring
        circle = _circle_through(edge)
        ring = circle
        if len(edge) > 0.6 * len(_ANGLES):
            (x, y), (across, along), angle = cv2.fitEllipse(edge.astype(np.float32))
            if _FLATTEST <= across / max(along, 1e-6) < _ROUND:
                oval = level_ellipse(x, y, across, along, angle)
                if _miss(oval, edge) < 0.7 * _miss(circle, edge):
                    ring = oval
    return ring


def _outermost(mask: Mask, ring: Ellipse, reach: int) -> Points:
    out = np.arange(reach, -reach - 1, -1.0)[:, None]
    u, v = (ring.along + out) * _COS, (ring.across + out) * _SIN
    cos, sin = math.cos(ring.angle), math.sin(ring.angle)
    x, y = ring.x + u * cos - v * sin, ring.y + u * sin + v * cos  # insets x angles
    columns, rows = np.rint(x).astype(np.intp), np.rint(y).astype(np.intp)
    inside = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
    hit = inside & (mask[np.where(inside, rows, 0), np.where(inside, columns, 0)] > 0)
    first = hit.argmax(axis=0)
    # ink that goes on further out is not the ring's edge
    angles = np.flatnonzero(first > 0)
    angles = angles[np.argsort(first[angles], kind="stable")]
    return np.column_stack((x[first[angles], angles], y[first[angles], angles]))


def _circle_through(edge: Points) -> Ellipse:
    """Return the circle nearest to points; those far off it count no more."""
    middle = edge.mean(axis=0)
    edge = edge - middle
    for _ in range(3):
        system = np.column_stack((2 * edge, np.ones(len(edge))))
        x, y, rest = _least_squares(system, (edge**2).sum(axis=1))
        radius = math.sqrt(max(1.0, rest + x * x + y * y))
        away = np.abs(np.hypot(edge[:, 0] - x, edge[:, 1] - y) - radius)
        near = away <= max(1.0, 2 * float(np.median(away)))
        if np.count_nonzero(near) < 20 or near.all():
            break
        edge = edge[near]
    return Ellipse(float(x + middle[0]), float(y + middle[1]), radius, radius)


def _least_squares(system: Points, right: Points) -> tuple[float, float, float]:
    """Solve by the normal equations, which is exact enough for points about the origin and quick."""
    try:
        x, y, rest = np.linalg.solve(system.T @ system, system.T @ right)
    except np.linalg.LinAlgError:  # all points in one place or line
        (x, y, rest), *_ = np.linalg.lstsq(system, right, rcond=None)
    return float(x), float(y), float(rest)


def _miss(ring: Ellipse, edge: Points) -> float:
    away = np.abs(ring.radii(edge[:, 0], edge[:, 1]) - 1) * ring.across
    return float(np.median(away)) + 0.15


def level_ellipse(x: float, y: float, across: float, along: float, angle: float) -> Ellipse:
    """Return an ellipse as `cv2.fitEllipse` describes it, its longer axis as near to level as may be."""
    turn = angle + 90  # the second axis is the longer, its direction 90° on from ``angle``
    turn = (turn + 90) % 180 - 90
    return Ellipse(x, y, along / 2, across / 2, math.radians(turn))
