"""What a scanner and a copier do to a sheet: levels clean, office and bad."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PIL import Image, ImageFilter


class Level(StrEnum):
    """How well the paper was scanned."""

    CLEAN = "clean"
    OFFICE = "office"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Scan:
    """Pixels of one page, their resolution, the JPEG quality that suits them, and the true lines."""

    image: Image.Image
    dpi: int
    quality: int
    lines: tuple[tuple[str, tuple[int, int, int, int]], ...]


Lines = list[tuple[str, tuple[float, float, float, float]]]


def degrade(image: Image.Image, lines: Lines, dpi: int, level: Level, rng: random.Random) -> Scan:
    """Scan a drawn page at a level; boxes follow every turn and scale."""
    noise = np.random.default_rng(rng.getrandbits(64))
    if level is Level.CLEAN:
        return Scan(image, dpi, 80, _whole(lines, image))
    if level is Level.OFFICE:
        image, lines = _skew(image, lines, rng.uniform(-2, 2), (238, 238, 236))
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.35, 0.65)))
        pixels = _ground(np.asarray(image, dtype=np.float32), noise, low=0.92, high=0.99)
        pixels = _grain(pixels, noise, sigma=3.0)
        return _finish(pixels, lines, dpi, 60)
    shrunk, lines = _shrink(image, lines, 150 / dpi)
    shrunk = _show_through(shrunk, noise)
    shrunk, lines = _skew(shrunk, lines, rng.uniform(-4, 4), (228, 226, 222))
    shrunk = shrunk.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 0.7)))
    pixels = np.asarray(shrunk, dtype=np.float32)
    pixels = 62 + pixels * (rng.uniform(0.62, 0.72))
    pixels = _ground(pixels, noise, low=0.9, high=1.0)
    return _finish(_grain(pixels, noise, sigma=4.0), lines, 150, 55)


def _finish(pixels: np.ndarray, lines: Lines, dpi: int, quality: int) -> Scan:
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return Scan(image, dpi, quality, _whole(lines, image))


def _whole(lines: Lines, image: Image.Image) -> tuple[tuple[str, tuple[int, int, int, int]], ...]:
    found = []
    for text, (x0, y0, x1, y1) in lines:
        box = (
            max(round(x0), 0),
            max(round(y0), 0),
            min(round(x1), image.width),
            min(round(y1), image.height),
        )
        found.append((text, box))
    return tuple(found)


def _skew(
    image: Image.Image, lines: Lines, degrees: float, edge: tuple[int, int, int]
) -> tuple[Image.Image, Lines]:
    """Turn the page about its centre inside the same frame, as a badly laid sheet lies."""
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=edge)
    angle = np.deg2rad(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    cx, cy = image.width / 2, image.height / 2
    moved: Lines = []
    for text, (x0, y0, x1, y1) in lines:
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]) - (cx, cy)
        x = corners[:, 0] * cos + corners[:, 1] * sin + cx
        y = -corners[:, 0] * sin + corners[:, 1] * cos + cy
        moved.append((text, (float(x.min()), float(y.min()), float(x.max()), float(y.max()))))
    return turned, moved


def _shrink(image: Image.Image, lines: Lines, factor: float) -> tuple[Image.Image, Lines]:
    size = (round(image.width * factor), round(image.height * factor))
    smaller = image.resize(size, Image.Resampling.BOX if factor < 0.6 else Image.Resampling.LANCZOS)
    scaled: Lines = []
    for text, (x0, y0, x1, y1) in lines:
        scaled.append((text, (x0 * factor, y0 * factor, x1 * factor, y1 * factor)))
    return smaller, scaled


def _ground(pixels: np.ndarray, noise: np.random.Generator, low: float, high: float) -> np.ndarray:
    """Light falls unevenly: a smooth grey ground made from a 4 x 4 grid."""
    grid = Image.fromarray(noise.uniform(low, high, (4, 4)).astype(np.float32))
    light = np.asarray(grid.resize((pixels.shape[1], pixels.shape[0]), Image.Resampling.BICUBIC))
    return pixels * light[..., None]


def _grain(pixels: np.ndarray, noise: np.random.Generator, sigma: float) -> np.ndarray:
    grain = noise.normal(0, sigma, pixels.shape[:2]).astype(np.float32)
    return pixels + grain[..., None]


def _show_through(image: Image.Image, noise: np.random.Generator) -> Image.Image:
    """The back of the sheet shines through: mirrored, shifted, blurred and pale."""
    back = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(1.6))
    back = back.transform(
        back.size,
        Image.Transform.AFFINE,
        (1, 0, float(noise.uniform(-40, 40)), 0, 1, float(noise.uniform(30, 90))),
    )
    ghost = np.asarray(back.convert("L"), dtype=np.float32)
    ghost[ghost == 0] = 255
    front = np.asarray(image, dtype=np.float32)
    pale = 255 - (255 - ghost) * 0.12
    return Image.fromarray(np.clip(front * pale[..., None] / 255, 0, 255).astype(np.uint8))
