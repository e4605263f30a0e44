"""What offices do to sheets and scanners to pictures, on top of a level: folds, staples, ink, streaks, moiré.

All of it is seeded. Nothing moves a line of text, and nothing opaque is laid over one, so that true lines and
boxes stay right. What is written by hand is no part of the truth: a reader may read it or not.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sample_scans.degrade import Level, Lines, Scan
from sample_scans.fonts import font, is_installed
from sample_scans.seals import signature

_PENS = ((28, 42, 135), (22, 24, 38), (30, 30, 30), (150, 32, 40))
_HANDS = ("wenkai-light", "wenkai", "fandol-kai", "kai")
_CARBONS = ((255, 226, 226), (255, 246, 206), (222, 238, 255), (226, 246, 226))
_WORDS = ("已核", "同意", "收到", "原件已核", "已入账", "复印", "已付", "请存档", "第三联", "见附件")


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely a page of a level bears each mark; guessed from office practice, not measured."""

    fold: float
    staple: float
    holes: float
    handwriting: float
    carbon: float
    streak: float
    moire: float
    cast: float
    low_quality: float
    saved_twice: float
    qualities: tuple[int, int]


ODDS = {
    Level.OFFICE: Odds(0.20, 0.15, 0.20, 0.25, 0.06, 0.12, 0.06, 0.35, 0.25, 0.15, (60, 42)),
    Level.BAD: Odds(0.35, 0.25, 0.30, 0.35, 0.12, 0.25, 0.12, 0.50, 0.35, 0.30, (55, 40)),
}
"""Clean pages bear nothing."""


def wear_sheet(image: Image.Image, lines: Lines, dpi: int, level: Level, rng: random.Random) -> Image.Image:
    """Return the drawn sheet as it comes out of a folder, before it is scanned; boxes in its pixels."""
    odds = ODDS.get(level)
    if odds is None:
        return image
    worn, mm = image.copy(), dpi / 25.4
    if rng.random() < odds.carbon:
        worn = carbon_copy(worn, rng)
    if rng.random() < odds.handwriting:
        write_by_hand(worn, lines, mm, rng)
    if rng.random() < odds.fold:
        worn = fold(worn, mm, rng)
    if rng.random() < odds.holes:
        punch(worn, lines, mm, rng)
    if rng.random() < odds.staple:
        staple(worn, lines, mm, rng)
    return worn


def wear_scan(scan: Scan, level: Level, rng: random.Random) -> Scan:
    """Return the scan with what glass, sensor and saving add."""
    odds = ODDS.get(level)
    if odds is None:
        return scan
    pixels = np.asarray(scan.image.convert("RGB"), dtype=np.float32)
    if rng.random() < odds.cast:
        pixels = pixels * np.array([rng.uniform(0.92, 1.0) for _ in range(3)], np.float32)
    if rng.random() < odds.moire:
        pixels = pixels + moire(pixels.shape[:2], rng)[..., None]
    if rng.random() < odds.streak:
        pixels = streaks(pixels, rng)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    quality = odds.qualities[rng.random() < odds.low_quality]
    if rng.random() < odds.saved_twice:
        image = _saved(image, rng.choice((50, 65, 75)))
    return replace(scan, image=image, quality=quality)


def carbon_copy(image: Image.Image, rng: random.Random) -> Image.Image:
    """A lower sheet of a pad: tinted paper, print as blue, soft and pale carbon."""
    grey = np.asarray(image.convert("L").filter(ImageFilter.GaussianBlur(0.6)), np.float32) / 255
    own = np.asarray(image, np.float32)
    colourful = (own.max(axis=2) - own.min(axis=2))[..., None] > 60
    ink = np.array((45, 52, 120), np.float32) + rng.uniform(0, 25)
    drawn = ink + (255 - ink) * grey[..., None]
    tint = np.array(rng.choice(_CARBONS), np.float32) / 255
    mixed = np.where(colourful, own, drawn) * tint
    return Image.fromarray(np.clip(mixed, 0, 255).astype(np.uint8))


def fold(image: Image.Image, mm: float, rng: random.Random) -> Image.Image:
    """A sheet folded once or twice: light falls off beside a crease, the crease itself has lost some ink."""
    pixels = np.asarray(image, np.float32)
    for across in rng.choice(((True,), (False,), (True, False), (True, True))):
        length = pixels.shape[0 if across else 1]
        place = length * rng.choice((1 / 2, 1 / 3, 2 / 3)) + rng.uniform(-4, 4) * mm
        away = (np.arange(length) - place) / mm
        shade = 1 - rng.uniform(0.06, 0.16) * np.exp(-np.abs(away) / rng.uniform(3, 9)) * (away > 0)
        crease = rng.uniform(0.1, 0.4) * np.exp(-((away / 0.18) ** 2))
        shape = (-1, 1, 1) if across else (1, -1, 1)
        faded = crease.reshape(shape).astype(np.float32)
        pixels = (pixels * (1 - faded) + 232 * faded) * shade.reshape(shape).astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def punch(image: Image.Image, lines: Lines, mm: float, rng: random.Random) -> None:
    """Two holes of 6 mm, 80 mm apart, 12 mm from the left edge: dark where the lid is, or white."""
    pen = ImageDraw.Draw(image)
    colour = rng.choice(((35, 35, 38), (90, 90, 92), (252, 252, 252)))
    x, middle = 12 * mm, image.height / 2 + rng.uniform(-5, 5) * mm
    for y in (middle - 40 * mm, middle + 40 * mm):
        hole = (x - 3 * mm, y - 3 * mm, x + 3 * mm, y + 3 * mm)
        if not _covers(hole, lines):
            pen.ellipse(hole, fill=colour, outline=(130, 130, 130), width=max(1, round(0.15 * mm)))


def staple(image: Image.Image, lines: Lines, mm: float, rng: random.Random) -> None:
    """A staple in the upper left corner, 12 mm of wire, or the two holes and the shadow it left."""
    pen = ImageDraw.Draw(image)
    x, y = rng.uniform(9, 16) * mm, rng.uniform(6, 14) * mm
    turn = rng.uniform(-0.6, 0.9)
    dx, dy = 6 * mm * np.cos(turn), 6 * mm * np.sin(turn)
    if _covers((x - dx - mm, y - abs(dy) - mm, x + dx + mm, y + abs(dy) + mm), lines):
        return
    if rng.random() < 0.6:
        pen.line(
            (x - dx, y - dy + 0.4 * mm, x + dx, y + dy + 0.4 * mm), fill=(150, 150, 152), width=round(mm)
        )
        pen.line((x - dx, y - dy, x + dx, y + dy), fill=(72, 72, 76), width=max(1, round(0.55 * mm)))
    for side in (-1, 1):
        at = (x + side * dx, y + side * dy)
        pen.ellipse([v + d * 0.45 * mm for d in (-1, 1) for v in at], fill=(60, 60, 62))


def write_by_hand(image: Image.Image, lines: Lines, mm: float, rng: random.Random) -> None:
    """A note with a date or a signature on free paper, and ticks before lines."""
    colour = rng.choice(_PENS)
    if lines and rng.random() < 0.5:
        for _, box in rng.sample(list(lines), min(len(lines), rng.randint(1, 5))):
            _tick(image, (box[0] - 3 * mm, (box[1] + box[3]) / 2), mm, colour, rng)
    if rng.random() < 0.7:
        _lay(image, _note(mm, colour, rng), lines, rng)
    if rng.random() < 0.5:
        name = signature(rng, rng.randint(3, 5), colour)
        _lay(image, name.resize((round(26 * mm), round(10 * mm)), Image.Resampling.LANCZOS), lines, rng)


def _note(mm: float, colour: tuple[int, int, int], rng: random.Random) -> Image.Image:
    """Return some handwritten words, each character a little off its place."""
    day = f"{rng.randint(2023, 2026)}.{rng.randint(1, 12)}.{rng.randint(1, 28)}"
    text = rng.choice((day, rng.choice(_WORDS), f"{rng.choice(_WORDS)} {day}"))
    size = round(rng.uniform(4.5, 7) * mm)
    face = font(next(name for name in _HANDS if is_installed(name)), size)
    paper = Image.new("RGBA", (round(face.getlength(text)) + 2 * size, 2 * size), (*colour, 0))
    pen, x = ImageDraw.Draw(paper), float(size // 2)
    for char in text:
        place = (x + rng.uniform(-0.05, 0.05) * size, 1.45 * size + rng.uniform(-0.08, 0.08) * size)
        pen.text(place, char, font=face, fill=(*colour, rng.randint(185, 240)), anchor="ls")
        x += face.getlength(char) * rng.uniform(0.88, 1.02)
    sheared = (1, rng.uniform(0.05, 0.25), -0.3 * size, rng.uniform(-0.06, 0.06), 1, 0)
    return paper.transform(paper.size, Image.Transform.AFFINE, sheared, Image.Resampling.BICUBIC)


def _lay(image: Image.Image, ink: Image.Image, lines: Lines, rng: random.Random) -> None:
    """Write on a free place; a full sheet stays as it is."""
    for _ in range(40):
        x = rng.randint(0, max(image.width - ink.width, 0))
        y = rng.randint(0, max(image.height - ink.height, 0))
        if not _covers((x, y, x + ink.width, y + ink.height), lines):
            image.paste(ink.convert("RGB"), (x, y), ink.getchannel("A"))
            return


def _tick(
    image: Image.Image, at: tuple[float, float], mm: float, colour: tuple[int, int, int], rng: random.Random
) -> None:
    x, y = at
    turn = [(x - 1.6 * mm, y), (x - 0.6 * mm, y + 1.3 * mm), (x + 1.8 * mm, y - rng.uniform(1.5, 3) * mm)]
    ImageDraw.Draw(image).line(turn, fill=colour, width=max(1, round(0.4 * mm)), joint="curve")


def _covers(area: Sequence[float], lines: Lines) -> bool:
    return any(
        box[0] < area[2] and box[2] > area[0] and box[1] < area[3] and box[3] > area[1] for _, box in lines
    )


def moire(shape: tuple[int, ...], rng: random.Random) -> np.ndarray:
    """The beat of a printed screen with the sensor's: two crossing waves, 3 to 8 levels."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    turn, period = rng.uniform(0.1, 1.4), rng.uniform(5, 11)
    one = np.sin((columns * np.cos(turn) + rows * np.sin(turn)) * 2 * np.pi / period)
    other = np.sin((rows * np.cos(turn) - columns * np.sin(turn)) * 2 * np.pi / (period * 1.1))
    waves: np.ndarray = rng.uniform(1.5, 4) * (one + other)
    return waves


def streaks(pixels: np.ndarray, rng: random.Random) -> np.ndarray:
    """Dust on the glass of a feeder: thin lines along the whole way of the paper."""
    drawn = pixels.copy()
    for _ in range(rng.randint(1, 4)):
        x, wide = rng.randrange(pixels.shape[1] - 3), rng.choice((1, 1, 2))
        colour = np.array(
            rng.choice(((60, 60, 60), (120, 118, 110), (90, 120, 200), (250, 250, 250))), np.float32
        )
        strength = rng.uniform(0.2, 0.6)
        drawn[:, x : x + wide] = drawn[:, x : x + wide] * (1 - strength) + colour * strength
    return drawn


def _saved(image: Image.Image, quality: int) -> Image.Image:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return Image.open(io.BytesIO(stream.getvalue())).convert("RGB")
