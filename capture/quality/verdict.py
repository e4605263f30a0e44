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
from statistics import median

import numpy as np

from capture.characters.spaces import is_han
from capture.engines.base import Image
from capture.pages import Box, Line, Message, PageWarning
from capture.picture.ellipses import Ellipse
from capture.quality.legibility import Print, print_of

LEAST_DPI = 200
"""DA/T 31-2017: the lowest resolution of a scan; 300 where print is small, dense or faint."""
MOST_DEGREES = 2.5
MOST_BLUR = 0.07
MOST_SMEAR, MOST_UNEQUAL = 0.045, 2.0
"""How wide edges may be the way they are wider, where they are so many times as wide as the other way: the
camera moved. On 110 scans and papers of offices the one is at most 1.6 times the other."""
MOST_UNSURE = 0.3
"""Which share of the lines may be unread or read unsurely. In photos above it a fifth of the characters is
wrong, and more; of 133 scans and papers one was above 0.2, a receipt printed with a worn ribbon."""
LEAST_CONTRAST = 0.25
LEAST_LIGHT = 0.35
LEAST_EVENNESS = 0.5

_DPI_SLACK = 0.97
_POINTS = (5.0, 24.0)
_USUAL_POINTS, _SMALL_POINTS = 10.5, 7.0
_SURELY_LOW = 165
_COMPANY_SEAL_MM = 34
_FEW_LINES = 3
_WHOLE_PAGE = 8
_SNIPPET_MM = 80
_SHORT = 3
_UNBROKEN = 0.9
"""Along how much of a line the dark of a rule runs that bounds a table; cut letters leave gaps."""
_REASONS = frozenset({"low_resolution", "blurred", "low_contrast", "dark", "uneven_light"})
"""Why print may be hard to read."""
_USUAL_CONTRAST = 0.7
"""That of print on paper; blur takes from it."""


def judge_page(
    image: Image, dpi: int | None, lines: Sequence[Line], *, rings: Sequence[Ellipse] = (), unread: int = 0
) -> tuple[PageWarning, ...]:
    """Tell what is wrong with the scan of a page, and what to do about it.

    Args:
        image: The page as scanned, upright, rows x columns x RGB.
        dpi: The resolution the file claims, if it does.
        lines: What was read, boxes in pixels of the picture.
        rings: Those of round seals on a scan without colour.
        unread: How many lines were found that nothing could be read of.
    """
    found = print_of(image, lines, unread)
    warnings: list[PageWarning | None]
    if found is None:
        warnings = [_stated_resolution(dpi) or _unread(unread, len(lines))]
    else:
        warnings = [
            _resolution(found, dpi),
            _slant(found),
            _blur(found) or _contrast(found),
            _cut_edge(image, found, lines, dpi),
            *_light(found),
        ]
        if not any(warning and warning.code in _REASONS for warning in warnings):
            warnings.append(_unsure(found, unread))
    if dpi and any(2 * ring.along >= _COMPANY_SEAL_MM / 25.4 * dpi for ring in rings):
        warnings.append(_seal_without_colour())
    return tuple(warning for warning in warnings if warning is not None)


def judge_edges(image: Image, dpi: int | None, lines: Sequence[Line]) -> tuple[PageWarning, ...]:
    """Tell whether print runs out of a picture that was read as another one, its rows laid level."""
    found = print_of(image, lines)
    warning = None if found is None else _cut_edge(image, found, lines, dpi)
    return () if warning is None else (warning,)


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


def _resolution(found: Print, dpi: int | None) -> PageWarning | None:
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


def _slant(found: Print) -> PageWarning | None:
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


def _blur(found: Print) -> PageWarning | None:
    blur = median(look.edge / look.letter for look in found.looks)
    if blur > MOST_BLUR:
        return _blurred(blur)
    smear = median(look.smear / look.letter for look in found.looks)
    if smear <= MOST_SMEAR or smear <= MOST_UNEQUAL * blur:
        return None
    message = Message(
        "The print is smeared in one direction: its edges run over {found} of a letter there, over {other} "
        "the other way. Please hold paper and camera still, and take it again.",
        {"found": _percent(smear), "other": _percent(blur)},
    )
    return PageWarning("blurred", message)


def _blurred(blur: float) -> PageWarning:
    message = Message(
        "The print is blurred: its edges run over {found} of a letter, at most {most} is legible. Please "
        "clean the glass, or hold the camera still, and scan it again.",
        {"found": _percent(blur), "most": _percent(MOST_BLUR)},
    )
    return PageWarning("blurred", message)


def _unsure(found: Print, unread: int) -> PageWarning | None:
    """Tell that a page was read badly where no limit told why."""
    if len(found.lines) + unread < _WHOLE_PAGE or found.unsure < MOST_UNSURE:
        return None
    contrast = median(look.contrast for look in found.looks)
    smear = median(look.smear / look.letter for look in found.looks)
    # edges run from black to white: those of blurred print, grey by now, are wider than they seem
    blur = smear * max(1.0, _USUAL_CONTRAST / max(contrast, 0.01))
    return _blurred(blur) if blur > MOST_BLUR else _hard_to_read(found.unsure)


def _unread(unread: int, read: int) -> PageWarning | None:
    """Tell that next to nothing of a page could be read; where it is nothing at all, that is told already."""
    return _hard_to_read(unread / (unread + read)) if read and unread >= _WHOLE_PAGE else None


def _hard_to_read(share: float) -> PageWarning:
    message = Message(
        "{share} of the lines were not read, or not surely. Where they are printed, please take them again: "
        "closer, sharp and in even light.",
        {"share": _percent(share)},
    )
    return PageWarning("hard_to_read", message)


def _contrast(found: Print) -> PageWarning | None:
    contrast = median(look.contrast for look in found.looks)
    if contrast >= LEAST_CONTRAST:
        return None
    message = Message(
        "The print is pale: it differs from the paper by {found}, {least} is the least. Please scan it "
        "again darker, at 300 dpi.",
        {"found": _percent(contrast), "least": _percent(LEAST_CONTRAST)},
    )
    return PageWarning("low_contrast", message)


def _light(found: Print) -> Iterator[PageWarning]:
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


def _cut_edge(image: Image, found: Print, lines: Sequence[Line], dpi: int | None) -> PageWarning | None:
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
    # of a column that is cut one character a row may be left
    short = [
        line.box for line in lines if line.box and len(line.text) <= _SHORT and any(map(is_han, line.text))
    ]
    boxes = {*(box for _, box in found.lines), *short}
    counts = {side: sum(_runs_out(image, box, side, found) for box in boxes) for side in sides}
    side = max(counts, key=lambda one: counts[one])
    if counts[side] < (2 if side in ("left", "right") else 1):
        return None
    message = Message(
        "Print runs into the {side} of the picture in {lines} lines. Please lay the whole paper on the glass "
        "and scan it again.",
        {"side": sides[side], "lines": counts[side]},
    )
    return PageWarning("cut_edge", message)


def _runs_out(image: Image, box: Box, side: str, found: Print) -> bool:
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
    dark = strip.mean(axis=2) < found.middle
    along = float(np.mean(dark.any(axis=1 if side in ("left", "right") else 0)))
    return 0.08 <= float(np.mean(dark)) <= 0.6 and along <= _UNBROKEN


def _seal_without_colour() -> PageWarning:
    message = Message(
        "A round seal stands on a scan without colour; DA/T 31 asks for colour where there is a seal. Please "
        "scan it again in colour."
    )
    return PageWarning("seal_without_colour", message)
