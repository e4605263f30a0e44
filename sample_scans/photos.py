"""What a phone camera makes of a sheet: a table around it, keystone, shadows, warm light, a screen's moiré."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Pixels = NDArray[np.float32]
Point = tuple[float, float]
Lines = Sequence[tuple[str, tuple[float, float, float, float]]]

_LONG_SIDE = 2600
_ORIENTATION = 0x0112
_TURNS = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180, 8: Image.Transpose.ROTATE_270}


class Table(StrEnum):
    """What the sheet lies on."""

    WOOD = "wood"
    CLOTH = "cloth"
    STONE = "stone"
    DARK = "dark"
    GREY = "grey"
    PALE = "pale"  # a white desk: the sheet is told from it by its edges' shadow alone


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with the sheet's corners, clockwise from its top left, and the true lines' middles, in pixels."""

    image: Image.Image
    corners: tuple[Point, Point, Point, Point]
    lines: tuple[tuple[str, Point], ...]
    quality: int
    table: Table


def photograph(
    sheet: Image.Image, lines: Lines, rng: random.Random, *, table: Table | None = None, screen: bool = False
) -> Photo:
    """Photograph a drawn sheet that lies on a table, or stands on a screen, with a hand-held phone."""
    table = table or rng.choice(list(Table))
    noise = np.random.default_rng(rng.getrandbits(64))
    width, height = _frame(sheet)
    corners = _corners(sheet, (width, height), rng)
    to_sheet = homography(corners, _rectangle(sheet.size))
    laid, mask = _laid(sheet, to_sheet, (width, height))
    ground = _table(table, (width, height), noise)
    ground *= _contact_shadow(mask, noise)[..., None]
    share = mask[..., None]
    pixels = ground * (1 - share) + laid * share
    if screen:
        pixels = _moire(pixels, mask, noise)
    pixels = _light(pixels, noise)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.0)))
    grain = 3.2 * noise.standard_normal((height, width, 1), np.float32)
    image = Image.fromarray(np.clip(np.asarray(image, np.float32) + grain, 0, 255).astype(np.uint8))
    to_photo = np.linalg.inv(to_sheet)
    middles = tuple(
        (text, moved(((x0 + x1) / 2, (y0 + y1) / 2), to_photo)) for text, (x0, y0, x1, y1) in lines
    )
    return Photo(image, corners, middles, rng.choice((60, 75, 85)), table)


def photo_bytes(photo: Photo, *, orientation: int = 1) -> bytes:
    """Write a photo as JPEG, stored turned with the camera's orientation mark (1, 3, 6 or 8) when asked."""
    image = photo.image if orientation == 1 else photo.image.transpose(_TURNS[orientation])
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=photo.quality, exif=exif, dpi=(72, 72))
    return stream.getvalue()


def on_one_glass(
    sheets: Sequence[Image.Image], dpi: int, rng: random.Random, *, lid: int = 250
) -> Image.Image:
    """Lay small papers one below the other, or two narrow ones side by side, on an A4 glass under one lid."""
    width, height = round(210 / 25.4 * dpi), round(297 / 25.4 * dpi)
    glass = Image.new("RGB", (width, height), (lid, lid, lid))
    beside = all(sheet.width < 0.48 * width for sheet in sheets)
    place = (lid_gap := round(rng.uniform(5, 9) / 25.4 * dpi))
    for sheet in sheets:
        room = (width - lid_gap * 2, (height - lid_gap * 3) // len(sheets))
        if beside:
            room = ((width - lid_gap * 3) // len(sheets), height - lid_gap * 2)
        factor = min(1.0, room[0] / sheet.width, room[1] / sheet.height)
        small = sheet.resize(
            (round(sheet.width * factor), round(sheet.height * factor)), Image.Resampling.LANCZOS
        )
        turned = small.rotate(rng.uniform(-1.2, 1.2), Image.Resampling.BICUBIC, fillcolor=(lid, lid, lid))
        glass.paste(turned, (place, lid_gap) if beside else (lid_gap, place))
        place += (turned.width if beside else turned.height) + lid_gap
    return glass


def dot_matrix(sheet: Image.Image, dpi: int, rng: random.Random) -> Image.Image:
    """Print the sheet's black with a 24-pin head and a worn ribbon: dots 1/180 inch apart, some pins pale."""
    step = dpi / 180
    noise = np.random.default_rng(rng.getrandbits(64))
    grey = np.asarray(sheet.convert("L"), np.float32)
    columns, rows = int(sheet.width / step), int(sheet.height / step)
    cells = Image.fromarray(grey.astype(np.uint8)).resize((columns, rows), Image.Resampling.BOX)
    hit = (np.asarray(cells) < 150).astype(np.float32)
    pins = 1.0 - 0.45 * (noise.random(24) < 0.12)
    ribbon = np.interp(np.arange(rows), [0, rows / 2, rows], [rng.uniform(0.6, 1), 0.9, rng.uniform(0.6, 1)])
    force = hit * (ribbon * pins[np.arange(rows) % 24])[:, None] * noise.uniform(0.75, 1.0, hit.shape)
    scale = 4
    dots = np.zeros((rows * scale, columns * scale), np.float32)
    shape = np.array([[0.3, 0.9, 0.9, 0.3], [0.9, 1, 1, 0.9], [0.9, 1, 1, 0.9], [0.3, 0.9, 0.9, 0.3]])
    for y in range(scale):
        for x in range(scale):
            dots[y::scale, x::scale] = force * shape[y, x]
    ink = Image.fromarray((dots * 255).astype(np.uint8)).resize(sheet.size, Image.Resampling.BOX)
    ink = ink.filter(ImageFilter.GaussianBlur(0.35 * step))
    alpha = np.asarray(ink, np.float32)[..., None] / 255
    paper = _without_print(sheet)
    return Image.fromarray((paper * (1 - alpha) + np.array([45.0, 42.0, 70.0]) * alpha).astype(np.uint8))


def carbon_copy(sheet: Image.Image, rng: random.Random) -> Image.Image:
    """Show the third sheet of a pad: soft, violet, unevenly pressed print on tinted thin paper."""
    noise = np.random.default_rng(rng.getrandbits(64))
    tint = np.array(
        rng.choice(((252, 214, 222), (255, 240, 190), (214, 232, 250), (216, 240, 214))), np.float32
    )
    grey = sheet.convert("L").filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 1.3)))
    ink = 1 - np.asarray(grey, np.float32)[..., None] / 255
    press = _cloud((sheet.width, sheet.height), noise, 9, 0.45, 0.8)[..., None]
    speckle = np.clip(noise.normal(1.0, 0.18, (sheet.height, sheet.width, 1)), 0.3, 1.2)
    alpha = np.clip(ink * press * speckle, 0, 1)
    colour = np.array(rng.choice(((70, 60, 130), (60, 70, 140), (75, 75, 85))), np.float32)
    smudge = _cloud((sheet.width, sheet.height), noise, 14, 0.94, 1.0)[..., None]
    return Image.fromarray(np.clip((tint * (1 - alpha) + colour * alpha) * smudge, 0, 255).astype(np.uint8))


def _without_print(sheet: Image.Image) -> Pixels:
    """Return the paper with what is red or tinted, without what is black."""
    pixels = np.asarray(sheet, np.float32)
    black = pixels.max(axis=2, keepdims=True) < 150
    ground = np.median(pixels.reshape(-1, 3), axis=0)
    return np.where(black, ground, pixels).astype(np.float32)


def _frame(sheet: Image.Image) -> tuple[int, int]:
    """Return the camera's frame: 3:4, held the way the sheet lies."""
    long, short = _LONG_SIDE, _LONG_SIDE * 3 // 4
    return (long, short) if sheet.width > sheet.height else (short, long)


def _rectangle(size: tuple[int, int]) -> tuple[Point, Point, Point, Point]:
    width, height = size
    return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))


def _corners(
    sheet: Image.Image, frame: tuple[int, int], rng: random.Random
) -> tuple[Point, Point, Point, Point]:
    """Return where the corners come to lie: turned, smaller, nearer on one side than on the other."""
    width, height = frame
    fill = rng.uniform(0.68, 0.93)
    scale = fill * min(width / sheet.width, height / sheet.height)
    angle = np.deg2rad(rng.uniform(-7, 7))
    half = np.array([sheet.width, sheet.height]) * scale / 2
    around = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    lean = np.array([rng.uniform(-0.09, 0.09), rng.uniform(-0.14, 0.14)]) / half
    placed = (around / (1 + around @ lean)[:, None]) @ turn
    low, high = placed.min(axis=0), placed.max(axis=0)
    room = np.array([width, height]) * 0.97 - (high - low)
    placed *= min(1.0, *(np.array([width, height]) * 0.97 / (high - low)))
    low, high = placed.min(axis=0), placed.max(axis=0)
    room = np.maximum(np.array([width, height]) - (high - low), 0)
    shift = -low + room * (rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7))
    a, b, c, d = ((float(x), float(y)) for x, y in placed + shift)
    return a, b, c, d


def homography(source: Sequence[Point], target: Sequence[Point]) -> NDArray[np.float64]:
    """Return the matrix that takes four points to four others."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), np.array(target, np.float64).reshape(-1))
    return np.append(solved, 1.0).reshape(3, 3)


def moved(point: Point, matrix: NDArray[np.float64]) -> Point:
    """Return where a point comes to lie."""
    x, y, w = matrix @ (*point, 1.0)
    return float(x / w), float(y / w)


def _laid(sheet: Image.Image, to_sheet: NDArray[np.float64], size: tuple[int, int]) -> tuple[Pixels, Pixels]:
    """Return the sheet as it lies in the frame, and where it lies, 0…1."""
    matrix = (to_sheet / to_sheet[2, 2]).reshape(-1)[:8]
    way = Image.Transform.PERSPECTIVE
    laid = sheet.transform(size, way, tuple(matrix), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    mask = Image.new("L", sheet.size, 255).transform(size, way, tuple(matrix), Image.Resampling.BILINEAR)
    mask = mask.filter(ImageFilter.GaussianBlur(0.7))
    return np.asarray(laid, np.float32), np.asarray(mask, np.float32) / 255


def _cloud(size: tuple[int, int], noise: np.random.Generator, cells: int, low: float, high: float) -> Pixels:
    """Return values that change softly over a picture."""
    grid = Image.fromarray(noise.uniform(low, high, (cells, cells)).astype(np.float32))
    return np.asarray(grid.resize(size, Image.Resampling.BICUBIC), np.float32)


def _table(table: Table, size: tuple[int, int], noise: np.random.Generator) -> Pixels:
    width, height = size
    match table:
        case Table.WOOD:
            rings = np.sin(_cloud(size, noise, 5, 0, 30) + np.linspace(0, 55, height)[:, None])
            fibre = noise.normal(0, 1, (height, 1)) @ np.ones((1, width)) * 3
            tone = (
                0.82 + 0.10 * rings + fibre / 80 + 0.02 * noise.standard_normal((height, width), np.float32)
            )
            return np.asarray(tone[..., None] * np.array([176, 128, 84]), np.float32)
        case Table.CLOTH:
            check = (np.arange(width)[None, :] // 90 + np.arange(height)[:, None] // 90) % 2
            weave = 0.06 * noise.standard_normal((height, width), np.float32)
            tone = (0.8 + 0.35 * check + weave)[..., None]
            return np.asarray(tone * np.array([92, 110, 150]), np.float32)
        case Table.STONE:
            speckle = noise.choice(
                [0.55, 0.85, 1.0, 1.25], (height // 4 + 1, width // 4 + 1), p=[0.2, 0.3, 0.3, 0.2]
            )
            tone = np.kron(speckle, np.ones((4, 4)))[:height, :width] + _cloud(size, noise, 6, -0.1, 0.1)
            return np.asarray(tone[..., None] * np.array([138, 134, 130]), np.float32)
        case Table.DARK:
            return np.asarray(
                _cloud(size, noise, 6, 0.7, 1.3)[..., None] * np.array([42, 40, 44]), np.float32
            )
        case Table.GREY:
            return np.asarray(
                _cloud(size, noise, 4, 0.92, 1.06)[..., None] * np.array([160, 163, 166]), np.float32
            )
        case Table.PALE:
            return np.asarray(
                _cloud(size, noise, 4, 0.98, 1.0)[..., None] * np.array([226, 224, 220]), np.float32
            )


def _contact_shadow(mask: Pixels, noise: np.random.Generator) -> Pixels:
    """Return how the table darkens along the sheet's edges, more on one side."""
    wide = Image.fromarray((mask * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(9))
    shift = (int(noise.integers(-7, 8)), int(noise.integers(-7, 8)))
    shadow = np.roll(np.asarray(wide, np.float32) / 255, shift, (0, 1))
    return (1 - 0.35 * shadow).astype(np.float32)


def _light(pixels: Pixels, noise: np.random.Generator) -> Pixels:
    """Light falls unevenly and warm, and half of the time a hand with the phone throws a shadow."""
    height, width = pixels.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle = noise.uniform(0, 2 * np.pi)
    slope = noise.uniform(0.05, 0.22)
    light = 1 - slope * (1 + x * np.cos(angle) + y * np.sin(angle)) - 0.08 * (x * x + y * y)
    if noise.random() < 0.5:
        light *= _hand(x, y, noise)
    warm = np.array([1.0, noise.uniform(0.93, 1.0), noise.uniform(0.8, 0.98)], np.float32)
    return (pixels * light[..., None].astype(np.float32) * warm * noise.uniform(0.85, 1.02)).astype(
        np.float32
    )


def _hand(x: np.ndarray, y: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """Return the soft shadow of a hand that reaches in from the lower edge: a fist and four fingers."""
    at, depth = noise.uniform(-0.6, 0.6), noise.uniform(0.25, 0.5)
    shade = np.clip(1.6 - np.hypot((x - at) / 0.45, (y - 1.0) / 0.55), 0, 1)
    for finger in range(4):
        middle = at - 0.3 + 0.2 * finger
        reach = 0.15 + 0.12 * np.sin(finger + 1.0)
        shade = np.maximum(
            shade, np.clip(1.5 - np.hypot((x - middle) / 0.09, (y - 0.5) / (reach + 0.2)), 0, 1)
        )
    return 1 - depth * np.clip(shade * 1.4, 0, 1)


def _moire(pixels: Pixels, mask: Pixels, noise: np.random.Generator) -> Pixels:
    """Lay the coloured bands over the sheet that a camera's grid makes of a screen's grid."""
    height, width = mask.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = _cloud((width, height), noise, 4, -12, 12)
    bands = []
    for _ in range(3):
        angle, pitch = noise.uniform(0.2, 1.2), noise.uniform(22, 60)
        bands.append(np.sin(((x + bent) * np.cos(angle) + (y + bent) * np.sin(angle)) * 2 * np.pi / pitch))
    pattern = 1 - 0.07 * mask[..., None] * (1 + np.stack(bands, axis=2))
    return (pixels * pattern).astype(np.float32)
