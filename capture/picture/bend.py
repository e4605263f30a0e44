"""How far each place of a picture is moved to lay its rows level: polynomials, told of the places of text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEVEL_POWERS = tuple((i, j) for i in (1, 2, 3) for j in (0, 1, 2))
"""Powers of the way across and of the way down, in the polynomial that moves up and down."""
UPRIGHT_POWERS = ((1, 0), (1, 1), (1, 2), (2, 0), (2, 1))
"""Powers of the way down and of the way across, in the polynomial that moves left and right."""
_ROUNDS = 12


def terms(along: Numbers, across: Numbers, powers: tuple[tuple[int, int], ...]) -> Numbers:
    """Return the powers of places, along the last axis."""
    return np.stack([along**i * across**j for i, j in powers], axis=-1)


@dataclass(frozen=True, slots=True)
class Bend:
    """The way from a picture's pixels to those of the same picture with level rows.

    ``falls`` and ``leans`` are factors of the powers of places from ``middle``, in units of ``scale`` pixels;
    beyond ``around`` (left, top, right, bottom) all is moved as at its border. ``right`` and ``down`` are
    added, in pixels, so that the whole picture has room in ``width`` x ``height``.
    """

    scale: float
    middle: tuple[float, float]
    around: tuple[float, float, float, float]
    falls: tuple[float, ...]
    leans: tuple[float, ...]
    right: float = 0.0
    down: float = 0.0
    width: int = 1
    height: int = 1

    def moves(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Return how far places of the picture are moved right and down."""
        left, top, right, bottom = self.around
        u = np.clip(x / self.scale, left, right) - self.middle[0]
        v = np.clip(y / self.scale, top, bottom) - self.middle[1]
        leaning = terms(v, u, UPRIGHT_POWERS) @ np.array(self.leans)
        falling = terms(u, v, LEVEL_POWERS) @ np.array(self.falls)
        return self.scale * leaning + self.right, self.scale * falling + self.down

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the picture lies once rows are level."""
        right, down = self.moves(np.array([x]), np.array([y]))
        return x + float(right[0]), y + float(down[0])

    def in_picture(self, points: Numbers) -> Numbers:
        """Return where points (rows of x and y) of the level picture lie in the picture."""
        x, y = points[..., 0].copy(), points[..., 1].copy()
        for _ in range(_ROUNDS):
            right, down = self.moves(x, y)
            x, y = points[..., 0] - right, points[..., 1] - down
        return np.stack([x, y], axis=-1)
