"""Reads the seals and stamps of a page: what each says, and of which kind it is.

A seal's ink alone is looked at. Round ones are read by `capture.seals.arcs`, those with straight sides by
`capture.seals.plates`; what looks like a logo or a frame of print and says nothing is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import HAN
from capture.engines.base import Engine, Image
from capture.pages import Box, Line, Seal
from capture.picture.ellipses import Ellipse, level_ellipse, refined
from capture.seals.arcs import read_round
from capture.seals.inks import InkPicture, as_print, ink_of
from capture.seals.plates import read_plate
from capture.seals.sealkinds import seal_kind
from capture.seals.stamps import Ink, Plate, Stamp, find_stamps

_MARGIN = 0.1
_INK = 70
_INNER, _SOLID = 0.8, 0.5
"""Up to so far out ink covers less of a seal. Of 189 seals, drawn ones and on papers of offices, none had
more than 0.36; of 17 emblems, which are filled, none less than 0.64."""
_LEAST_SURE = 0.7
_SQUARE_FILL = 0.88
_OF_SEALS = re.compile(r"[章讫]$|^[0-9A-Z]{9,}$")
"""What stands level in a seal; where print has no other colour, it may be a line of the page, too."""
_OF_HOUSES = re.compile("公司|厂|局|银行|合作社|委员会|事务所|法院|医院|专用章|公章|[收付]讫")
_PLACE_FOR_ONE = re.compile("加盖|盖章|此处")
"""Without colour a dial, a badge or the circle where a seal is to be set may be taken for one."""
_FIRM = re.compile(r"[\u3400-\u9fff（）]{2,40}(?:公司|厂|局|院|中心|银行|合作社)")


def read_seals(
    image: Image,
    boxes: Sequence[Box],
    reader: Engine,
    lines_of_page: Sequence[Line] = (),
    half: Image | None = None,
    black_rings: Sequence[Ellipse] = (),
) -> tuple[tuple[Seal, ...], tuple[Line, ...]]:
    """Find and read the seals of an upright picture; what can't be read stays empty.

    Args:
        image: The page as scanned.
        boxes: Where red patches as round as seals are: each holds at least one.
        reader: Reads the unrolled letters.
        lines_of_page: What the page says; names on it decide between letters of a seal that are doubtful.
        half: The page at half its size, if that is known.
        black_rings: Those of seals on a scan without colour.

    Returns:
        The seals, and what they say as lines of the page; the box of a name along the arc is the seal's.
    """
    seals, said = [], []
    stamps = (*find_stamps(image, boxes, half), *(_black_stamp(ring, image) for ring in black_rings))
    rings = [stamp.outline for stamp in stamps if isinstance(stamp.outline, Ellipse)]
    names = _names(lines_of_page) if rings else ()
    for stamp in stamps:
        others = [ring for ring in rings if ring is not stamp.outline]
        lines = _read_stamp(image, stamp, reader, others, names)
        if stamp.ink is Ink.BLACK:
            lines = [line for line in lines if line.box == stamp.box or _OF_SEALS.search(line.text)]
        shape = _shape(stamp)
        if _is_doubtful(stamp, lines):
            continue
        rows = [line.text for line in lines]
        seals.append(Seal(stamp.box, "\n".join(rows), seal_kind(rows, shape)))
        said += lines
    return tuple(seals), tuple(said)


def _shape(stamp: Stamp) -> str:
    if isinstance(stamp.outline, Plate):
        return "square" if stamp.outline.width < 1.25 * stamp.outline.height else "plate"
    return "round"


def _is_doubtful(stamp: Stamp, lines: Sequence[Line]) -> bool:
    """Tell whether an outline may be a logo or a frame of print: then its text must speak for it.

    Red rings and small red frames are seals; long frames, filled squares and other inks need letters, and
    without colour words of a seal.
    """
    said = "".join(line.text for line in lines)
    han = len(HAN.findall(said))
    if isinstance(stamp.outline, Plate):
        need = 3 if stamp.outline.filled else 2
        return (_shape(stamp) == "plate" or stamp.outline.filled or stamp.ink is not Ink.RED) and han < need
    if stamp.ink is Ink.BLACK and (not _OF_HOUSES.search(said) or _PLACE_FOR_ONE.search(said)):
        return True
    return stamp.ink is not Ink.RED and han < 4


def _black_stamp(ring: Ellipse, image: Image) -> Stamp:
    height, width = image.shape[:2]
    x0, y0, x1, y1 = map(round, ring.box)
    return Stamp(Box(max(0, x0), max(0, y0), min(width, x1), min(height, y1)), Ink.BLACK, ring)


def _names(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the names of firms that lines of a page hold."""
    return tuple({name: None for line in lines for name in _FIRM.findall(line.text)})


def _read_stamp(
    image: Image, stamp: Stamp, reader: Engine, others: Sequence[Ellipse], names: Sequence[str]
) -> list[Line]:
    if reader.name == "none":
        return []
    if isinstance(stamp.outline, Plate):
        return read_plate(image, stamp.outline, stamp.ink, stamp.box, reader)
    x, y, reach = _place(stamp)
    picture = ink_of(image, x, y, reach, stamp.ink, others)
    ellipse = _ring_in(picture, stamp)
    if ellipse is not None and _is_solid(picture.ink, ellipse):
        return []
    if ellipse is not None:
        return [_on_page(line, stamp.box, picture) for line in read_round(picture, ellipse, reader, names)]
    outline = _outline((picture.ink > _INK).astype(np.uint8))
    if outline is not None and _is_square(outline):
        lines: Sequence[Line] = _sure(reader.read(as_print(picture.ink)))
        return [_on_page(line, stamp.box, picture) for line in lines]
    return []


def _place(stamp: Stamp) -> tuple[float, float, float]:
    """Return the middle of a seal's picture on the page and half its side, in pixels of the page."""
    if isinstance(stamp.outline, Ellipse):
        return stamp.outline.x, stamp.outline.y, stamp.outline.along * (1 + _MARGIN)
    box = stamp.box
    reach = max(box.width, box.height, 2) * (0.5 + _MARGIN)
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, reach


def _ring_in(picture: InkPicture, stamp: Stamp) -> Ellipse | None:
    """Return the ring of a seal in the pixels of its picture, or nothing where there is none."""
    mask = (picture.ink > _INK).astype(np.uint8)
    if isinstance(stamp.outline, Ellipse):
        drawn = stamp.outline.moved(-picture.left, -picture.top).scaled(picture.scale)
        exact = refined(mask, drawn, max(3, round(0.03 * drawn.along)))
        return exact if _agree(exact, drawn) else drawn
    outline = _outline(mask)
    return None if outline is None or _is_square(outline) else _ellipse_of(outline, max(mask.shape))


def _is_solid(ink: Image, ellipse: Ellipse) -> bool:
    """Tell whether a disc is filled: letters would leave most of it blank."""
    inner = np.zeros_like(ink)
    axes = (max(1, round(_INNER * ellipse.along)), max(1, round(_INNER * ellipse.across)))
    middle = (round(ellipse.x), round(ellipse.y))
    cv2.ellipse(inner, middle, axes, math.degrees(ellipse.angle), 0, 360, (1,), -1)
    of_disc = ink[inner > 0]
    return bool(np.count_nonzero(of_disc > _INK) > _SOLID * of_disc.size)


def _agree(fitted: Ellipse, drawn: Ellipse) -> bool:
    reach = 0.05 * drawn.along
    moved = math.hypot(fitted.x - drawn.x, fitted.y - drawn.y)
    return (
        moved < reach
        and abs(fitted.along - drawn.along) < reach
        and abs(fitted.across - drawn.across) < reach
    )


def _on_page(line: Line, seal: Box, picture: InkPicture) -> Line:
    """Return a line of a seal's picture in the pixels of its page."""
    box = seal
    if line.box is not None:
        x0, x1 = (round(value / picture.scale) + picture.left for value in (line.box.x0, line.box.x1))
        y0, y1 = (round(value / picture.scale) + picture.top for value in (line.box.y0, line.box.y1))
        x0, y0, x1, y1 = max(seal.x0, x0), max(seal.y0, y0), min(seal.x1, x1), min(seal.y1, y1)
        if x0 < x1 and y0 < y1:  # else it stands outside the seal
            box = Box(x0, y0, x1, y1)
    return replace(line, box=box, edges=(), slope=0.0, seal=True)


def _outline(mask: Image) -> NDArray[np.int32] | None:
    """Return the hull of the seal's red without specks beside it."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    large = [n for n in range(1, len(stats)) if stats[n, cv2.CC_STAT_AREA] >= 120]
    if not large:
        return None
    points = np.argwhere(np.isin(labels, large))[:, ::-1].astype(np.int32)
    hull = cv2.convexHull(points).astype(np.int32)
    return hull if cv2.contourArea(hull) > 0.2 * mask.size else None


def _is_square(hull: NDArray[np.int32]) -> bool:
    (_, (width, height), _) = cv2.minAreaRect(hull)
    return bool(cv2.contourArea(hull) > _SQUARE_FILL * width * height)


def _ellipse_of(hull: NDArray[np.int32], side: int) -> Ellipse | None:
    if len(hull) < 5:
        return None
    (x, y), (across, along), angle = cv2.fitEllipse(_dense(hull))
    if not 0.45 < across / max(along, 1e-6) <= 1.001 or along > 1.3 * side:
        return None
    if across / along > 0.9:  # a circle: its axes tell nothing of where up is
        radius = (across + along) / 4
        return Ellipse(x, y, radius, radius)
    return level_ellipse(x, y, across, along, angle)


def _dense(hull: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return points at even distances along a hull, so that straight stretches count as much as bends."""
    points = hull.reshape(-1, 2).astype(np.float64)
    ahead = np.roll(points, -1, axis=0)
    found = [
        start + (end - start) * step
        for start, end in zip(points, ahead, strict=True)
        for step in np.linspace(0, 1, max(2, int(np.hypot(*(end - start)) / 4)), endpoint=False)
    ]
    return np.array(found, np.float32)


def _sure(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.confidence >= _LEAST_SURE]
