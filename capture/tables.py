"""Ruled tables."""

from __future__ import annotations

from collections.abc import Sequence

from capture.engines.base import Image
from capture.pages import Line, Table


def find_tables(image: Image, lines: Sequence[Line]) -> tuple[Table, ...]:
    """Return the ruled tables of an upright grey page with the text of their cells."""
    return ()
