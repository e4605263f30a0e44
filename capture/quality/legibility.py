"""How the print of a page looks: how sharp, how dark, how large, and how surely it was read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from capture.engines.base import Image, Quad
from capture.engines.quads import side_lengths
from capture.pages import Box, Line, Reader
from capture.picture.tones import counts_upto

_FEW_LINES = 3
_SHORTEST = 3
_SAMPLE = 32
_LONGEST = 24
_SURE = 0.9
_FILLED = 0.3
"""Which share of a line's box its characters fill at the least; wide spacing leaves half."""
_STEP = 0.4
"""A step blurred by sigma pixels rises by ``0.4 / sigma`` of its height in its steepest pixel."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the print of one line looks: grey levels 0…255 of paper and ink, edge and letter size in pixels.

    ``edge`` is how wide edges are the way they are sharper, along the rows or across them; ``smear`` is how
    wide they are the other way.
    """

    paper: int
    ink: int
    edge: float
    smear: float
    letter: float

    @property
    def contrast(self) -> float:
        """By which share of the paper's light the ink differs from it."""
        return (self.paper - self.ink) / max(1, self.paper)


@dataclass(frozen=True, slots=True)
class Print:
    """The lines of a page, and how those of them look that were looked at.

    ``letter`` is how large the usual letter is, in pixels, ``middle`` the grey between paper and ink,
    ``unsure`` the share of the lines found that were not read, or not surely.
    """

    lines: tuple[tuple[Line, Box], ...]
    looks: tuple[Look, ...]
    letter: float
    middle: float
    unsure: float


def count_unread(quads: Sequence[Quad], lines: Sequence[Line]) -> int:
    """Return in how many places where a line was found, longer than two characters, nothing was read.

    Nothing is also what the network makes of a smeared line: two or three signs, unsurely, of twenty.
    """
    boxes = [line.box for line in lines if line.box is not None and not _says_nothing(line, line.box)]
    unread = 0
    for quad in quads:
        width, height = side_lengths(quad)
        x, y = quad.mean(axis=0).tolist()
        if width > _SHORTEST * height and not any(b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1 for b in boxes):
            unread += 1
    return unread


def _says_nothing(line: Line, box: Box) -> bool:
    """Tell whether a line has far fewer characters, read unsurely, than there is room for in its box."""
    room = max(box.width, box.height) / max(1, min(box.width, box.height))
    return line.confidence < _SURE and _length(line.text) < _FILLED * room


def print_of(image: Image, lines: Sequence[Line], unread: int = 0) -> Print | None:
    """Look at the lines of a page; nothing where there are too few to tell. ``unread`` are to be added."""
    printed = tuple(_printed(lines))
    step = max(1, len(printed) // _SAMPLE)
    looks = tuple(look for line, box in printed[::step] if (look := _look(image, line, box)) is not None)
    if len(looks) < _FEW_LINES:
        return None
    middle = median((look.paper + look.ink) / 2 for look in looks)
    letter = median(look.letter for look in looks)
    return Print(printed, looks, letter, middle, _unsure_share(printed, unread))


def _unsure_share(printed: Sequence[tuple[Line, Box]], unread: int) -> float:
    """Return which share of lines is unread or read unsurely; another reader's sureness tells nothing."""
    sure = [line.confidence >= _SURE for line, _ in printed if line.reader is Reader.RAPIDOCR]
    return 1 - sum(sure) / (len(sure) + unread) if sure else 0.0


def _printed(lines: Sequence[Line]) -> Iterator[tuple[Line, Box]]:
    for line in lines:
        if line.box is None or line.seal or line.reader is Reader.QR:
            continue
        if _length(line.text) >= _SHORTEST and min(line.box.width, line.box.height) > 2:
            yield line, line.box


def _length(text: str) -> float:
    """Return how many Han characters wide a text is."""
    return sum(1.0 if char >= "\u2e80" else 0.55 for char in text)


def _letter(line: Line, box: Box) -> float:
    """Return the size of a line's letters; its box is higher than they are where it slants."""
    long, short = max(box.width, box.height), min(box.width, box.height)
    return min(long / _length(line.text), float(short))


def _look(image: Image, line: Line, box: Box) -> Look | None:
    letter = _letter(line, box)
    most = math.ceil(_LONGEST * letter)
    part = image[box.y0 : min(box.y1, box.y0 + most), box.x0 : min(box.x1, box.x0 + most)]
    if part.shape[0] < 4 or part.shape[1] < 4:
        return None
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    ink, paper = _levels(grey, 0.02, 0.9)
    (across,) = _levels(cv2.absdiff(grey[:, 1:], grey[:, :-1]), 0.99)
    (down,) = _levels(cv2.absdiff(grey[1:], grey[:-1]), 0.99)
    edge, smear = (_STEP * (paper - ink) / max(1, step) for step in (max(across, down), min(across, down)))
    return Look(paper, ink, edge, smear, letter)


def _levels(grey: cv2.typing.MatLike, *shares: float) -> list[int]:
    """Return the levels below which shares of the pixels lie."""
    upto = counts_upto(grey.astype(np.uint8, copy=False))
    return [int(np.searchsorted(upto, share * upto[-1])) for share in shares]
