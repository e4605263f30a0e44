"""Two readers: the first reads; the second is asked about lines the first doubts, and can only confirm.

Off unless chosen: docs/decisions/0010 says what it gains and costs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from capture.engines.base import Image, Layout, Sign
from capture.engines.rapidocr import RapidOcr
from capture.engines.tesseract import Tesseract
from capture.pages import Line

_SURE_ENOUGH = 0.95
_MARGIN = 6
"""The cut-out is larger than the line by this part of its height: Tesseract wants white around the print."""


class Pair:
    """PP-OCR reads, Tesseract reads doubtful lines again."""

    name = "rapidocr+tesseract"
    languages = ("zh", "en")

    def __init__(self) -> None:
        self._first, self._second = RapidOcr(), Tesseract()
        self.version = f"{self._first.version}+{self._second.version}"

    def look(self, image: Image, *, upright: bool = False) -> Layout:
        """Ask the first."""
        return self._first.look(image, upright=upright)

    def read(
        self, image: Image, layout: Layout | None = None, softer: Image | None = None
    ) -> tuple[Line, ...]:
        """Read with the first; where the second reads the same, both are surer together."""
        return tuple(
            line if line.confidence >= _SURE_ENOUGH else self._asked_again(image, line)
            for line in self._first.read(image, layout, softer)
        )

    def read_line(self, image: Image) -> Line | None:
        """Ask the first."""
        return self._first.read_line(image)

    def read_signs(self, images: Sequence[Image]) -> list[tuple[Sign, ...]]:
        """Ask the first."""
        return self._first.read_signs(images)

    def _asked_again(self, image: Image, line: Line) -> Line:
        if line.box is None:
            return line
        box, more = line.box, line.box.height // _MARGIN
        cut = image[max(0, box.y0 - more) : box.y1 + more, max(0, box.x0 - more) : box.x1 + more]
        other = self._second.read_line(cut) if cut.size else None
        if other is None:
            return line
        return dataclasses.replace(line, confidence=confirmed(line, other))


def confirmed(line: Line, other: Line) -> float:
    """Return how sure a line is after another reader was asked: two that agree err together only by chance.

    One that disagrees lowers nothing: on doubtful lines the second is wrong far more often than the first.
    """
    if "".join(line.text.split()) != "".join(other.text.split()):
        return line.confidence
    return 1 - (1 - line.confidence) * (1 - other.confidence)
