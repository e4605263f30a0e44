"""Whether a page was scanned well enough to be kept, and what to do where it was not.

From DA/T 31-2017 (纸质档案数字化规范): at least 200 dpi, where pixels by size of the paper count, not only
what the file claims; colour where there is a seal; pages complete, legible, not distorted and upright. For
slant, blur, contrast and light no figure of the standard is used: those limits are ours, set between what
office scanners do and what a person would scan again.

A verdict is for people: it decides no type, no field and no customer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from capture.ellipses import Ellipse
from capture.engines.base import Image
from capture.pages import Box, Line, Message, PageWarning, Reader
from capture.tones import counts_upto

LEAST_DPI = 200
"""DA/T 31-2017: the lowest resolution of a scan; 300 where print is small, dense or faint."""
MOST_DEGREES = 2.5
MOST_BLUR = 0.07
LEAST_CONTRAST = 0.25
LEAST_LIGHT = 0.35
LEAST_EVENNESS = 0.5

_DPI_SLACK = 0.97
_POINTS = (5.0, 24.0)
_USUAL_POINTS, _SMALL_POINTS = 10.5, 7.0
_SURELY_LOW = 165
_COMPANY_SEAL_MM = 34
_FEW_LINES = 3
_SHORTEST = 3
_WHOLE_PAGE = 8
_SNIPPET_MM = 80
_SAMPLE = 32
_LONGEST = 24
_STEP = 0.4
"""A step blurred by sigma pixels rises by ``0.4 / sigma`` of its height in its steepest pixel."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How the print of one line looks: grey levels 0…255 of paper and ink, edge and letter size in pixels."""

    paper: int
    ink: int
    edge: float
    letter: float


@dataclass(frozen=True, slots=True)
class _Print:
    """The lines of a page, and how those of them look that were looked at.

    ``letter`` is how large the usual letter is, in pixels, ``middle`` the grey between paper and ink.
    """

    lines: tuple[tuple[Line, Box], ...]
    looks: tuple[_Look, ...]
    letter: float
    middle: float


def judge_page(
    image: Image, dpi: int | None, lines: Sequence[Line], *, rings: Sequence[Ellipse] = ()
) -> tuple[PageWarning, ...]:
    """Tell what is wrong with the scan of a page, and what to do about it.

    Args:
        image: The page as scanned, upright, rows x columns x RGB.
        dpi: The resolution the file claims, if it does.
        lines: What was read, boxes in pixels of the picture.
        rings: Those of round seals on a scan without colour.
    """
    found = _print_of(image, lines)
    if found is None:
        warnings = [_stated_resolution(dpi)]
    else:
        warnings = [
            _resolution(found, dpi),
            _slant(found),
            _blur(found) or _contrast(found),
            _cut_edge(image, found, dpi),
            *_light(found),
        ]
    if dpi and any(2 * ring.along >= _COMPANY_SEAL_MM / 25.4 * dpi for ring in rings):
        warnings.append(_seal_without_colour())
    return tuple(warning for warning in warnings if warning is not None)


def _print_of(image: Image, lines: Sequence[Line]) -> _Print | None:
    """Look at the lines of a page; nothing where there are too few to tell."""
    printed = tuple(_printed(lines))
    step = max(1, len(printed) // _SAMPLE)
    looks = tuple(look for line, box in printed[::step] if (look := _look(image, line, box)) is not None)
    if len(looks) < _FEW_LINES:
        return None
    middle = median((look.paper + look.ink) / 2 for look in looks)
    return _Print(printed, looks, median(look.letter for look in looks), middle)


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


def _look(image: Image, line: Line, box: Box) -> _Look | None:
    letter = _letter(line, box)
    most = math.ceil(_LONGEST * letter)
    part = image[box.y0 : min(box.y1, box.y0 + most), box.x0 : min(box.x1, box.x0 + most)]
    if part.shape[0] < 4 or part.shape[1] < 4:
        return None
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    ink, paper = _levels(grey, 0.02, 0.9)
    (across,) = _levels(cv2.absdiff(grey[:, 1:], grey[:, :-1]), 0.99)
    (down,) = _levels(cv2.absdiff(grey[1:], grey[:-1]), 0.99)
    steepest = max(across, down)
    return _Look(paper, ink, _STEP * (paper - ink) / max(1, steepest), letter)


def _levels(grey: cv2.typing.MatLike, *shares: float) -> list[int]:
    """Return the levels below which shares of the pixels lie."""
    upto = counts_upto(grey.astype(np.uint8, copy=False))
    return [int(np.searchsorted(upto, share * upto[-1])) for share in shares]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _stated_resolution(dpi: int | None) -> PageWarning | None:
    if dpi is None or dpi >= LEAST_DPI * _DPI_SLACK:
        return None
    message = Message(
        "Scanned at {dpi} dpi; DA/T 31 asks for at least {least}. Please scan it again at 300 dpi.",
        {"dpi": dpi, "least": LEAST_DPI},
    )
    return PageWarning("low_resolution", message)


def _resolution(found: _Print, dpi: int | None) -> PageWarning | None:
    """Judge the stated resolution; where there is none to be believed, the size of the letters in pixels.

    A claim by which the usual letter would be under 5 or over 24 points is a default of some program.
    """
    if dpi is not None and _POINTS[0] <= found.letter * 72 / dpi <= _POINTS[1]:
        return _stated_resolution(dpi)
    if found.letter * 72 / _SMALL_POINTS >= _SURELY_LOW:
        return None
    message = Message(
        "Letters are only {pixels} pixels wide, as in a scan of about {dpi} dpi; DA/T 31 asks for at least "
        "{least}. Please scan it again at 300 dpi.",
        {
            "pixels": round(found.letter),
            "dpi": round(found.letter * 72 / _USUAL_POINTS),
            "least": LEAST_DPI,
        },
    )
    return PageWarning("low_resolution", message)


def _slant(found: _Print) -> PageWarning | None:
    slopes = [line.slope for line, box in found.lines if line.slope and box.width > 5 * found.letter]
    if len(slopes) < _FEW_LINES:
        return None
    degrees = abs(math.degrees(math.atan(median(slopes))))
    if degrees <= MOST_DEGREES:
        return None
    message = Message(
        "The page is turned by {degrees}°; over {most}° it is to be straightened. Please lay it straight and "
        "scan it again.",
        {"degrees": f"{degrees:.1f}", "most": f"{MOST_DEGREES:g}"},
    )
    return PageWarning("skewed", message)


def _blur(found: _Print) -> PageWarning | None:
    blur = median(look.edge / look.letter for look in found.looks)
    if blur <= MOST_BLUR:
        return None
    message = Message(
        "The print is blurred: its edges run over {found} of a letter, at most {most} is legible. Please "
        "clean the glass, or hold the camera still, and scan it again.",
        {"found": _percent(blur), "most": _percent(MOST_BLUR)},
    )
    return PageWarning("blurred", message)


def _contrast(found: _Print) -> PageWarning | None:
    contrast = median((look.paper - look.ink) / max(1, look.paper) for look in found.looks)
    if contrast >= LEAST_CONTRAST:
        return None
    message = Message(
        "The print is pale: it differs from the paper by {found}, {least} is the least. Please scan it "
        "again darker, at 300 dpi.",
        {"found": _percent(contrast), "least": _percent(LEAST_CONTRAST)},
    )
    return PageWarning("low_contrast", message)


def _light(found: _Print) -> Iterator[PageWarning]:
    papers = sorted(look.paper for look in found.looks)
    light = median(papers) / 255
    if light < LEAST_LIGHT:
        message = Message(
            "The page is dark: the paper shows as {found} of white, {least} is the least. Please scan it "
            "again with more light.",
            {"found": _percent(light), "least": _percent(LEAST_LIGHT)},
        )
        yield PageWarning("dark", message)
    evenness = papers[len(papers) // 10] / max(1, papers[-1 - len(papers) // 10])
    if len(papers) >= _WHOLE_PAGE and evenness < LEAST_EVENNESS:
        message = Message(
            "The light is uneven: the dark part shows {found} of the bright one. Please take it again "
            "without shadows, or scan it.",
            {"found": _percent(evenness)},
        )
        yield PageWarning("uneven_light", message)


def _cut_edge(image: Image, found: _Print, dpi: int | None) -> PageWarning | None:
    """Find lines that run into the border of a whole page; a snippet of one is cut on purpose."""
    height, width = image.shape[:2]
    if len(found.lines) < _WHOLE_PAGE or (dpi and min(width, height) * 25.4 / dpi < _SNIPPET_MM):
        return None
    sides = {
        "left": Message("left edge"),
        "right": Message("right edge"),
        "top": Message("upper edge"),
        "bottom": Message("lower edge"),
    }
    counts = {side: sum(_runs_out(image, box, side, found) for _, box in found.lines) for side in sides}
    side = max(counts, key=lambda one: counts[one])
    if counts[side] < (2 if side in ("left", "right") else 1):
        return None
    message = Message(
        "Print runs into the {side} of the picture in {lines} lines. Please lay the whole paper on the glass "
        "and scan it again.",
        {"side": sides[side], "lines": counts[side]},
    )
    return PageWarning("cut_edge", message)


def _runs_out(image: Image, box: Box, side: str, found: _Print) -> bool:
    """Tell whether the print of a line, not a shadow along the border, reaches the border of the picture."""
    height, width = image.shape[:2]
    gap = {"left": box.x0, "right": width - box.x1, "top": box.y0, "bottom": height - box.y1}[side]
    if gap > max(2.0, 0.1 * found.letter):
        return False
    strip = {
        "left": image[box.y0 : box.y1, :2],
        "right": image[box.y0 : box.y1, -2:],
        "top": image[:2, box.x0 : box.x1],
        "bottom": image[-2:, box.x0 : box.x1],
    }[side]
    if strip.size == 0:
        return False
    dark = float(np.mean(strip.mean(axis=2) < found.middle))
    return 0.08 <= dark <= 0.6


def _seal_without_colour() -> PageWarning:
    message = Message(
        "A round seal stands on a scan without colour; DA/T 31 asks for colour where there is a seal. Please "
        "scan it again in colour."
    )
    return PageWarning("seal_without_colour", message)
