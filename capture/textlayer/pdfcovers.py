"""What a PDF page draws over its text, and whether that hides it."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_THICK = 3.0
_MOST_COVERS = 5000
_COVERING = frozenset({"fill-path", "fill-image", "fill-shade"})
_WHOLE = 0.8


@dataclass(frozen=True, slots=True)
class Covers:
    """What is drawn over areas: as which steps of drawing the page, and which are a picture of all of it."""

    steps: NDArray[np.int64]
    areas: NDArray[np.float64]
    scans: NDArray[np.bool_]

    def over(self, span: dict[str, Any]) -> NDArray[np.bool_]:
        """Tell which are drawn over the middle of a text, after it."""
        x, y = ((span["bbox"][side] + span["bbox"][side + 2]) / 2 for side in (0, 1))
        x0, y0, x1, y1 = self.areas.T
        found: NDArray[np.bool_] = (
            (self.steps > span["seqno"]) & (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
        )
        return found


def covers_of(page: Any) -> Covers:
    """Return what is drawn after some text and may lie over it; of very many the last ones."""
    log = page.get_bboxlog()
    first = next((step for step, (kind, _) in enumerate(log) if kind.endswith("-text")), len(log))
    clear = {_place(one["bbox"]) for one in page.get_image_info() if one["has-mask"]}
    opaque = not _has_transparency(page)
    found = [
        (
            step,
            area,
            opaque and kind == "fill-image" and _is_whole(area, page.rect) and _place(area) not in clear,
        )
        for step, (kind, area) in enumerate(log[first:], first)
        if kind in _COVERING and area[2] - area[0] > _THICK and area[3] - area[1] > _THICK
    ][-_MOST_COVERS:]
    return Covers(
        np.array([step for step, _, _ in found], np.int64),
        np.array([area for _, area, _ in found], np.float64).reshape(-1, 4),
        np.array([scan for _, _, scan in found], np.bool_),
    )


def _has_transparency(page: Any) -> bool:
    """Tell whether a page names a way of drawing that lets what lies below shine through."""
    _, states = page.parent.xref_get_key(page.xref, "Resources/ExtGState")
    found = (page.parent.xref_get_key(int(xref), "ca") for xref in re.findall(r"(\d+) 0 R", states))
    return any(kind in ("float", "int") and float(value) < 1 for kind, value in found) or "/ca 0" in states


def _place(area: Sequence[float]) -> tuple[int, ...]:
    return tuple(round(side) for side in area)


def _is_whole(area: Sequence[float], page: Any) -> bool:
    covered = abs((area[2] - area[0]) * (area[3] - area[1]))
    return bool(covered >= _WHOLE * abs(page.width * page.height))
