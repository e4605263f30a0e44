"""What an engine promises, and the table of engines.

An engine runs inside the process that asks, starts no further parallelism, needs no network and keeps
what it loaded: ask `capture.engines.table.engine` for it, which keeps one of each name warm per process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from capture.pages import Line

Image = NDArray[np.uint8]
"""A picture: rows x columns (grey) or rows x columns x 3 (RGB)."""

Quad = NDArray[np.float32]
"""Four corners of a line of text, clockwise from the top left of the text, in pixels: 4 x 2."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line says; ``centres`` are the characters' places along the line, 0 (begin) … 1 (end).

    ``sure`` is how sure each character is, 0…1.
    """

    text: str
    confidence: float
    centres: tuple[float, ...]
    sure: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Which way up a picture is, and where its lines stand once it is upright, if that is known already.

    ``rotation`` are the clockwise quarter turns in degrees that set it upright: 0, 90, 180 or 270;
    ``readings`` are what some of the quads, by their numbers, were found to say meanwhile.
    """

    rotation: int
    quads: tuple[Quad, ...] | None = None
    readings: Mapping[int, Reading] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of a line: where its middle is, 0 (the line's begin) … 1, and what it may be.

    ``options`` are characters with how sure each is (0…1), the surest first.
    """

    centre: float
    options: tuple[tuple[str, float], ...]


class Engine(Protocol):
    """Reads the lines of one page picture."""

    @property
    def name(self) -> str:
        """The name in the table of engines."""
        ...

    @property
    def version(self) -> str:
        """What read a page, precisely enough to know whether another reading may differ."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it reads, as two-letter codes."""
        ...

    def look(self, image: Image, *, upright: bool = False) -> Layout:
        """Return which way up a picture is; one that is ``upright`` for sure is never turned.

        The quads come with it where the picture lies level. A reader that finds lines only as it reads
        them says there are none to tell: an empty tuple.
        """
        ...

    def read(
        self, image: Image, layout: Layout | None = None, softer: Image | None = None
    ) -> tuple[Line, ...]:
        """Return the lines of an upright picture in reading order, boxes in its pixels.

        ``layout`` is what `look` said of the same picture; what it found is not sought again. ``softer`` is
        the same picture in its own tones: a reader may read from it again what it is not sure of.
        """
        ...

    def read_line(self, image: Image) -> Line | None:
        """Read a picture that holds one level line and nothing else; no box, None when nothing is there."""
        ...

    def read_signs(self, images: Sequence[Image]) -> list[tuple[Sign, ...]]:
        """Read pictures of one level line each, character by character, unsure ones too."""
        ...


class EngineMissing(Exception):
    """An engine cannot run here; the text says what is missing."""


Factory = Callable[[], Engine]
