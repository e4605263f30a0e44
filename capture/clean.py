"""Makes a page easy to read: red seals vanish, the ground becomes even. For the reader only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box
from capture.picture.components import components_of
from capture.picture.screens import without_screens
from capture.picture.shrink import halved, shrunk
from capture.picture.tones import percentile, percentiles
from capture.seals.redareas import seal_blobs

_GLANCE = 900
_RED = 40
_SEAL_RED, _PALE_RED = 26, 20
"""How red seals are at the least on a pale page, and such as would fall into pieces otherwise."""
_LIFTED = 1.3
"""How many times its share of a seal's usual red a pixel is lifted for: edges of strokes are less red."""
_DARKEST = (0.1, 60, 85)
"""Which percent of a page is its darkest print; from where to where its tone tells that the page is pale.

Seals on pale copies are pale, too, so less red makes one there; elsewhere such red is print to be read.
"""
_BRIGHT = 150
_INK, _SEALED_INK = 244, 230
"""What is darker on even ground may be print, what is so within a seal: thermal paper fades to 240, and is
still read; what is left of a seal is as pale."""
_BLACK, _FADED = (0.5, 140.0), (0.005, 235.0)
"""Which percent of a page becomes black, but for what is lighter than that tone; and where next to nothing,
so many percent, is darker than it, up to which tone."""
_DARK_ENOUGH, _PAPER = 10.0, 250
"""To which tone print is spread to be measured, so that darker print still differs, and from which tone on
paper is white."""
_READ_DARK, _READ_PAPER = 120.0, 255
"""The same for a second look at what is blurred: its strokes run together where print is spread further, and
lose their faint parts where paper is made white."""
_STRAY_RED = 0.0008
_TINGE, _STRAY_COLOUR, _GRAIN = 16, 0.0002, 5
"""By how many levels its channels differ makes a pixel coloured, and how many are by chance, of all."""
_MOSTLY = 0.6
_NO_INK = 0.00002
_NO_RED = 0.0003
_PRINT = (5, 45)
_ROOM = 3


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page made even; as scanned at half its size; its red seals; how much ink it bears.

    Attributes:
        image: Grey, print nearly black on white.
        flat: The same in its own tones.
        black: The tone of its darkest print there.
        half: The page as scanned, at half its size.
        seals: Where red seals stand, in pixels of the page.
        ink: How large a share of it is dark.
    """

    image: Image
    flat: Image
    black: float
    half: Image
    seals: tuple[Box, ...]
    ink: float

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all to read."""
        return self.ink < _NO_INK

    def soft(self) -> Image:
        """Return the page in its own tones, but for pale print: that is darkened, and not much."""
        return _spread(self.flat, self.black, _READ_DARK, _READ_PAPER)


def clean_page(image: Image) -> CleanPage:
    """Return the page in grey with red seals taken out, background flattened and contrast stretched."""
    image = without_screens(image)
    scale = min(1.0, _GLANCE / max(image.shape[:2]))
    half = halved(image)
    small = shrunk(image, scale, half)
    ground = _ground(small)
    even = cv2.divide(small, ground, scale=255).astype(np.uint8, copy=False)
    red, bright, paler, paleness = _red_masks(even)
    blobs = seal_blobs(bright, paler) if np.count_nonzero(bright) > _NO_RED * bright.size else []
    if not blobs and _is_colourless(small):
        # grain differs from channel to channel: the mean of all three has less
        flat = _flatten(_grey(image), _ground(_grey(small)))
    else:
        flat = _even_grey(image, ground, red, blobs)
    if blobs:
        _bleach(flat, image, ground, (red, bright), blobs, scale, paleness)
    seals = tuple(_box_at_scale(cv2.boundingRect(blob), 1 / scale, image.shape) for blob in blobs)
    black = _black(flat)
    spread = _spread(flat, black, _DARK_ENOUGH, _PAPER)
    return CleanPage(spread, flat, black, half, seals, _ink(flat, seals))


def _ink(flat: Image, seals: Sequence[Box]) -> float:
    """Return how large a share of a page on even ground is ink, but for its borders."""
    dark = flat < _INK
    for box in seals:
        place = np.s_[box.y0 : box.y1, box.x0 : box.x1]
        dark[place] = flat[place] < _SEALED_INK
    high, wide = (side // 40 for side in flat.shape)
    inner = dark[high : flat.shape[0] - high or None, wide : flat.shape[1] - wide or None]
    return float(np.count_nonzero(inner)) / max(1, inner.size)


def _ground(small: Image) -> Image:
    """Return the paper without what is printed on it; dark areas count as print, not as paper."""
    paper = cv2.dilate(small, np.ones((13, 13), np.uint8))
    for side in (17, 19, 17):  # together nearly a Gaussian blur of 9 pixels, and quicker
        paper = cv2.blur(paper, (side, side))
    channels = [channel.astype(np.uint8, copy=False) for channel in cv2.split(paper)]
    for channel in channels:
        least = max(0.5 * percentile(channel[::4, ::4], 50), 24)
        np.maximum(channel, np.uint8(least), out=channel)
    return cv2.merge(channels).astype(np.uint8, copy=False)


def _flatten(channel: Image, ground: Image) -> Image:
    size = (channel.shape[1], channel.shape[0])
    full = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
    return cv2.divide(channel, full, scale=255).astype(np.uint8)


def _bleach(
    flat: Image,
    image: Image,
    ground: Image,
    reds: tuple[Image, Image],
    blobs: list[NDArray[np.int32]],
    scale: float,
    paleness: float,
) -> None:
    """Lift what is left of the seals to white; print over them is darkened by both and stays dark.

    ``reds`` are where the page is red, and where a seal is; the palest have nothing that is red elsewhere.
    On pale pages print beside their strokes is not lifted with them: where there is less red, less is lifted.
    """
    small = shrunk(flat, scale)
    for blob in blobs:
        inside = np.zeros(small.shape, np.uint8)
        cv2.fillPoly(inside, [blob], (1,))
        strokes = (strong for red in reds if (strong := small[(inside & red) > 0]).size)
        level = float(np.median(next(strokes, np.full(1, 255, np.uint8))))
        if level >= 250:
            continue
        outline = np.round(cv2.convexHull(blob).reshape(-1, 2) / scale).astype(np.int32)
        x, y, width, height = cv2.boundingRect(outline)
        part = flat[y : y + height, x : x + width]
        mask = np.zeros(part.shape, np.uint8)
        cv2.fillPoly(mask, [outline - (x, y)], (1,))
        left, top, wide, high = cv2.boundingRect(blob)
        paper = ground[top : top + high, left : left + wide]
        share = _redness(image[y : y + height, x : x + width], paper, mask)
        share = 1 - paleness * (1 - share)
        lifted = part * (1 + (255.0 / max(level, 128.0) - 1) * share)
        cv2.copyTo(np.minimum(lifted, 255).astype(np.uint8), mask, part)


def _redness(part: Image, paper: Image, mask: Image) -> NDArray[np.float32]:
    """Return how far each pixel within a mask is as red as a seal's strokes, 0…1."""
    red, green, blue = _untinted(part, paper.reshape(-1, 3).mean(axis=0).astype(np.float32))
    redness = cv2.blur(cv2.subtract(red, cv2.max(green, blue)), (3, 3))
    strokes = redness[(redness > _SEAL_RED) & (mask > 0)]
    full = float(np.median(strokes)) if strokes.size else 255.0
    share: NDArray[np.float32] = np.clip(redness * np.float32(_LIFTED / full), 0, 1).astype(np.float32)
    return share


def _untinted(picture: Image, paper: NDArray[np.floating]) -> list[Image]:
    """Return red, green and blue of a picture as on white paper, whose own three are given."""
    channels = zip(cv2.split(picture), paper.tolist(), strict=True)
    return [cv2.multiply(channel, 255.0 / level).astype(np.uint8, copy=False) for channel, level in channels]


def _black(flat: Image) -> float:
    """Return the tone of a page's darkest print, that of a pale copy too."""
    (usual, least), (darkest, most) = _BLACK, _FADED
    dark, darker = percentiles(flat[::3, ::3], usual, darkest)
    return min(dark, max(least, darker), most)


def _spread(flat: Image, black: float, dark: float, paper: int) -> Image:
    """Spread grey so that what is as dark as ``black`` becomes ``dark`` at the lightest, paper white."""
    tones = 255 - (paper - np.arange(256)) * ((255 - min(black, dark)) / (paper - black))
    return cv2.LUT(flat, np.clip(tones, 0, 255).astype(np.uint8)).astype(np.uint8)


def _is_colourless(small: Image) -> bool:
    """Tell whether nothing on a page made smaller is of another colour than its paper."""
    soft = cv2.blur(small, (_GRAIN, _GRAIN)).astype(np.uint8, copy=False)  # grain is no colour
    red, green, blue = _untinted(soft, np.maximum(np.median(soft[::8, ::8].reshape(-1, 3), axis=0), 1))
    brightest, least = cv2.max(red, cv2.max(green, blue)), cv2.min(red, cv2.min(green, blue))
    coloured = np.count_nonzero(cv2.subtract(brightest, least) > _TINGE)
    return bool(coloured <= _STRAY_COLOUR * red.size)


def _red_masks(even: Image) -> tuple[Image, Image, Image, float]:
    """Return where the page is red, and where it is reddish and so bright that the red channel loses it.

    Of the latter there are two, the second with what is less red on a pale page. The last is how pale the
    page's print is, 0…1.
    """
    red, green, blue = cv2.split(even)
    redness = cv2.subtract(red, cv2.max(green, blue))
    percent, black, pale = _DARKEST
    darkest = percentile(green.astype(np.uint8, copy=False)[::2, ::2], percent)
    paleness = float(np.interp(darkest, (black, pale), (0, 1)))
    bright, paler = (
        ((redness > _RED - paleness * (_RED - least)) & (red > _BRIGHT)).astype(np.uint8)
        for least in (_SEAL_RED, _PALE_RED)
    )
    return (redness > _RED).astype(np.uint8), bright, paler, paleness


def _even_grey(image: Image, ground: Image, red: Image, blobs: list[NDArray[np.int32]]) -> Image:
    """Return what is read, on even ground: the red channel but for red print, or grey but for seals."""
    inside = np.zeros_like(red)
    cv2.fillPoly(inside, blobs, (1,))
    inside = cv2.dilate(inside, np.ones((7, 7), np.uint8)).astype(np.uint8)
    total = np.count_nonzero(red)
    outside = (red & ~inside & 1).astype(np.uint8)
    stray = np.count_nonzero(outside)
    if stray <= _STRAY_RED * red.size or (
        blobs and stray <= (1 - _MOSTLY) * total and stray < 0.004 * red.size
    ):
        reds = _even_red(image, ground)
        for box in _red_print(outside):
            _show(reds, image, ground, box, red.shape)
        return reds
    grey = _flatten(_grey(image), _grey(ground))
    if blobs:
        size = (image.shape[1], image.shape[0])
        mask = cv2.resize(inside, size, interpolation=cv2.INTER_NEAREST)
        cv2.copyTo(_even_red(image, ground), mask, grey)
    return grey


def _even_red(image: Image, ground: Image) -> Image:
    return _flatten(cv2.extractChannel(image, 0).astype(np.uint8, copy=False), ground[:, :, 0])


def _red_print(red: Image) -> list[Box]:
    """Return where red marks stand in a level row, as the number of a slip does: they are to be read."""
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((3, 9), np.uint8))
    boxes = components_of(closed.astype(np.uint8)).boxes()[1:]
    wide, high = boxes[:, 2], boxes[:, 3]
    like_a_line = (high >= _PRINT[0]) & (high <= _PRINT[1]) & (wide >= 1.5 * high)
    return [
        Box(max(0, x - _ROOM), max(0, y - _ROOM), x + width + _ROOM, y + height + _ROOM)
        for x, y, width, height in boxes[like_a_line].tolist()
    ]


def _show(flat: Image, image: Image, ground: Image, box: Box, size: tuple[int, ...]) -> None:
    """Put grey, in which red is dark, into a part of the page; the box is in the pixels of the glance."""
    scale = image.shape[0] / size[0]
    part = np.s_[round(box.y0 * scale) : round(box.y1 * scale), round(box.x0 * scale) : round(box.x1 * scale)]
    paper = np.ascontiguousarray(ground[box.y0 : box.y1, box.x0 : box.x1])
    if image[part].size and paper.size:
        flat[part] = _flatten(_grey(np.ascontiguousarray(image[part])), _grey(paper))


def _grey(image: Image) -> Image:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.uint8)


def _box_at_scale(rect: Sequence[int], scale: float, shape: tuple[int, ...]) -> Box:
    x, y, width, height = (round(value * scale) for value in rect)
    return Box(min(x, shape[1]), min(y, shape[0]), min(x + width, shape[1]), min(y + height, shape[0]))
