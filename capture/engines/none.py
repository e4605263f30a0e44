"""An engine that reads nothing: for machines without a reader, and for tests."""

from __future__ import annotations

from capture.engines.base import Image, Layout
from capture.pages import Line


class NoEngine:
    """Sees a page and reads nothing."""

    name = "none"
    version = "1"
    languages: tuple[str, ...] = ()

    def look(self, image: Image) -> Layout:
        """Leave every picture as it is."""
        return Layout(0)

    def read(self, image: Image, layout: Layout | None = None) -> tuple[Line, ...]:
        """Find no line."""
        return ()

    def read_line(self, image: Image) -> Line | None:
        """Find nothing."""
        return None
