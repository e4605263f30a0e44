"""An engine that reads nothing: for machines without a reader, and for tests."""

from __future__ import annotations

from collections.abc import Sequence

from capture.engines.base import Image, Layout, Sign
from capture.pages import Line


class NoEngine:
    """Sees a page and reads nothing."""

    name = "none"
    version = "1"
    languages: tuple[str, ...] = ()

    def look(self, image: Image, *, upright: bool = False) -> Layout:
        """Leave every picture as it is."""
        return Layout(0, ())

    def read(
        self, image: Image, layout: Layout | None = None, softer: Image | None = None
    ) -> tuple[Line, ...]:
        """Find no line."""
        return ()

    def read_line(self, image: Image) -> Line | None:
        """Find nothing."""
        return None

    def read_signs(self, images: Sequence[Image]) -> list[tuple[Sign, ...]]:
        """Find nothing."""
        return [()] * len(images)
