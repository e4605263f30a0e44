"""Seals and stamps of many designs: ring and star, letters wide or narrow, ink, wear and pressure.

A design is what the seal engraver chose; how it was pressed comes from the seed.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sample_scans.fonts import font

RED, BLUE, PURPLE = (208, 28, 40), (38, 66, 170), (112, 44, 140)
_SIZE = 720
_STAR_POINTS = 10
_OF_LETTER, _OF_LATIN = 0.7, 0.55
"""How high Han and Latin letters along the foot are, in letters of the name."""


@dataclass(frozen=True, slots=True)
class Design:
    """How a round or oval seal is cut; lengths as shares of the half width.

    ``letter`` is how high a letter of the arc is, ``narrow`` how wide against its height, ``sweep`` how many
    degrees the name may take, ``flat`` the height of the whole against its width.
    """

    face: str = "serif-bold"
    ring: float = 0.05
    inner_ring: float = 0.0
    letter: float = 0.25
    narrow: float = 0.72
    sweep: float = 270.0
    gap: float = 0.05
    star: float = 0.28
    below: float = 0.48
    below_size: float = 0.17
    number: float = 0.09
    flat: float = 1.0


#: what the reader was built on
TUNING = (
    Design(),
    Design(face="song", narrow=0.8, letter=0.24),
    Design(face="hei", narrow=0.7, sweep=250, star=0.25),
    Design(face="serif-bold", inner_ring=0.62, star=0.24, below=0.42, below_size=0.14),
    Design(flat=0.75, star=0.0, below=0.1, letter=0.24, below_size=0.16),
    Design(face="sans-bold", letter=0.22, narrow=0.85, star=0.3),
    Design(face="serif-bold", ring=0.035, inner_ring=0.9, letter=0.22, sweep=280),
    Design(face="fandol-song", letter=0.26, narrow=0.64, ring=0.055, star=0.31, below=0.5),
    Design(face="fang", letter=0.25, narrow=0.7, sweep=260, star=0.28, below_size=0.15),
    Design(face="wenkai", letter=0.23, narrow=0.82, gap=0.07, star=0.26),
    Design(face="fandol-hei", letter=0.22, narrow=0.78, sweep=290, inner_ring=0.58, star=0.22, below=0.4),
    Design(face="babelstone", letter=0.27, narrow=0.6, sweep=240, star=0.3, below=0.52),
    Design(face="ukai", letter=0.24, narrow=0.76, star=0.0, below=0.2, below_size=0.18),
)
INVOICE_TUNING = (
    Design(face="fang", flat=0.75, star=0.0, below=0.5, letter=0.23, below_size=0.17, narrow=0.8),
    Design(face="song", flat=0.75, star=0.0, below=0.46, letter=0.21, below_size=0.15, ring=0.04),
    Design(face="sans-bold", flat=0.72, star=0.0, below=0.5, letter=0.24, below_size=0.16, sweep=285),
)
"""Ovals with a tax code in the middle."""

#: kept apart: only the judging run of bench/seals.py draws them
JUDGING = (
    Design(face="ming", letter=0.26, narrow=0.66, ring=0.045),
    Design(face="zenhei", letter=0.21, sweep=235, narrow=0.75, star=0.33, below=0.55),
    Design(face="serif", letter=0.27, narrow=0.6, sweep=285, star=0.26, ring=0.06),
    Design(face="sans", ring=0.03, inner_ring=0.55, letter=0.26, star=0.2, below=0.36, below_size=0.13),
    Design(face="ming", flat=0.7, star=0.0, below=0.05, letter=0.23, narrow=0.85, below_size=0.18),
    Design(face="serif-bold", flat=0.8, star=0.17, below=0.42, letter=0.22, ring=0.035),
    Design(face="kai", letter=0.23, narrow=0.8, gap=0.08, star=0.24, below_size=0.19),
    Design(face="zenhei", inner_ring=0.92, letter=0.2, narrow=0.9, sweep=300, star=0.0, below=0.2),
)
INVOICE_JUDGING = (
    Design(face="ming", flat=0.75, star=0.0, below=0.48, letter=0.22, below_size=0.16, narrow=0.78),
    Design(face="zenhei", flat=0.77, star=0.0, below=0.52, letter=0.2, below_size=0.15, ring=0.035),
)


@dataclass(frozen=True, slots=True)
class Press:
    """How a seal was pressed: ink, turn in degrees, worn spots 0…1, how pale 0…1, how uneven 0…1."""

    ink: tuple[int, int, int] = RED
    turn: float = 0.0
    wear: float = 0.05
    pale: float = 0.0
    uneven: float = 0.4


def draw_press(rng: random.Random, *, ink: tuple[int, int, int] = RED) -> Press:
    """Return one pressing as an office does it: mostly fair, some pale, some worn, some turned far."""
    turn = rng.uniform(-12, 12) if rng.random() < 0.75 else rng.uniform(-60, 60)
    return Press(
        ink,
        turn,
        rng.choice((0.02, 0.05, 0.05, 0.1, 0.16)),
        rng.choice((0.0, 0.0, 0.1, 0.3, 0.45)),
        rng.uniform(0.2, 0.6),
    )


def round_stamp(
    name: str, below: str, design: Design, *, number: str = "", code: str = "", foot: str = ""
) -> Image.Image:
    """Return a round or oval seal as a mask; 255 is ink.

    ``below`` stands level, in as many rows as it has lines; ``number``, small, or ``foot`` along the foot;
    ``code`` across the middle.
    """
    half = _SIZE / 2
    mask = Image.new("L", (_SIZE, _SIZE), 0)
    pen = ImageDraw.Draw(mask)
    pen.ellipse((4, 4, _SIZE - 4, _SIZE - 4), outline=255, width=round(design.ring * half))
    outer = 1 - design.ring - design.gap
    if design.inner_ring:
        reach = design.inner_ring * half
        box = (half - reach, half - reach, half + reach, half + reach)
        pen.ellipse(box, outline=255, width=round(0.014 * half))
        if design.inner_ring > 0.8:
            outer = design.inner_ring - 0.014 - design.gap
    _name_arc(mask, name, design, outer * half)
    if design.star:
        _star(pen, half, half, design.star * half)
    rows = below.splitlines()
    for place, row in enumerate(rows):
        lower = (place - (len(rows) - 1) / 2) * 1.25 * design.below_size
        _level(mask, row, half, half * (1 + design.below + lower), design)
    if number:
        _foot_arc(mask, number, "sans", design.number * half, outer * half)
    if foot:
        high = (_OF_LATIN if foot.isascii() else _OF_LETTER) * design.letter * half
        _foot_arc(mask, foot, design.face, high, outer * half)
    if code:
        _code(mask, code, design)
    if design.flat != 1.0:
        mask = mask.resize((_SIZE, round(_SIZE * design.flat)), Image.Resampling.LANCZOS)
    return mask


def square_stamp(name: str, *, face: str = "serif-bold", filled: bool = False) -> Image.Image:
    """Return a person's square seal of four signs, read from the right downwards; white in red if filled."""
    text = {2: name + "之印", 3: name + "印"}.get(len(name), name)[:4]
    mask = Image.new("L", (400, 400), 255 if filled else 0)
    pen = ImageDraw.Draw(mask)
    if not filled:
        pen.rectangle((6, 6, 393, 393), outline=255, width=14)
    for char, (column, row) in zip(text, ((1, 0), (1, 1), (0, 0), (0, 1)), strict=False):
        place = (110 + 180 * column, 110 + 180 * row)
        pen.text(place, char, font=font(face, 158), fill=0 if filled else 255, anchor="mm")
    return mask


def plate_stamp(rows: tuple[str, ...], *, face: str = "hei", double: bool = False) -> Image.Image:
    """Return a rectangular stamp: one to three level rows in a frame."""
    size = 110
    width = round(max(font(face, size).getlength(row) for row in rows)) + 90
    height = round(size * 1.25 * len(rows)) + 50
    mask = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    pen.rectangle((4, 4, width - 5, height - 5), outline=255, width=10)
    if double:
        pen.rectangle((20, 20, width - 21, height - 21), outline=255, width=3)
    for place, row in enumerate(rows):
        y = 25 + size * 1.25 * (place + 0.5)
        pen.text((width / 2, y), row, font=font(face, size), fill=255, anchor="mm")
    return mask


def firm_stamp(rows: tuple[str, ...], *, face: str = "serif-bold") -> Image.Image:
    """Return a firm's square seal: level rows of which the first say its name."""
    side, edge = 480, 34
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).rectangle((6, 6, side - 7, side - 7), outline=255, width=14)
    high = (side - 2 * edge) / len(rows)
    for place, row in enumerate(rows):
        size = round(min(0.78 * high, 1.25 * (side - 2 * edge) / len(row)))
        text = Image.new("L", (round(font(face, size).getlength(row)), round(1.2 * size)), 0)
        ImageDraw.Draw(text).text((0, text.height / 2), row, font=font(face, size), fill=255, anchor="lm")
        text = text.resize((min(text.width, side - 2 * edge), text.height), Image.Resampling.LANCZOS)
        top = edge + high * (place + 0.5) - text.height / 2
        mask.paste(text, ((side - text.width) // 2, round(top)))
    return mask


def pressed(mask: Image.Image, press: Press, rng: random.Random) -> Image.Image:
    """Return the seal as ink on nothing, pressed once."""
    reach = math.ceil(math.hypot(*mask.size))
    sheet = Image.new("L", (reach, reach), 0)
    sheet.paste(mask, ((reach - mask.width) // 2, (reach - mask.height) // 2))
    sheet = sheet.rotate(press.turn, Image.Resampling.BICUBIC)
    box = sheet.getbbox()
    sheet = sheet.crop(box) if box else sheet
    noise = np.random.default_rng(rng.getrandbits(32))
    cloud = _cloud(noise, sheet.size, 1 - press.uneven, 1.0, 9)
    specks = _specks(noise, sheet.size, press.wear)
    alpha = np.asarray(sheet, np.float32) * cloud * specks * (1 - press.pale) * 0.93
    stamped = Image.new("RGBA", sheet.size, (*press.ink, 0))
    stamped.putalpha(Image.fromarray(np.clip(alpha, 0, 255).astype(np.uint8)))
    return stamped


def _cloud(
    noise: np.random.Generator, size: tuple[int, int], low: float, high: float, grid: int
) -> np.ndarray:
    small = Image.fromarray((noise.uniform(low, high, (grid, grid)) * 255).astype(np.uint8))
    return np.asarray(small.resize(size, Image.Resampling.BICUBIC), np.float32) / 255


def _specks(noise: np.random.Generator, size: tuple[int, int], share: float) -> np.ndarray:
    spots = (noise.random((size[1] // 3 + 1, size[0] // 3 + 1)) > share).astype(np.uint8) * 255
    soft = Image.fromarray(spots).resize(size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(1))
    return np.asarray(soft, np.float32) / 255


def _glyph(char: str, face: str, height: float, narrow: float) -> Image.Image:
    """Return one letter cut as tall as asked and as narrow as engravers make it."""
    pixels = max(8, round(height))
    glyph = Image.new("L", (pixels * 2, pixels * 2), 0)
    ImageDraw.Draw(glyph).text((pixels, pixels), char, font=font(face, pixels), fill=255, anchor="mm")
    width = max(4, round(glyph.width * narrow))
    return glyph.resize((width, glyph.height), Image.Resampling.LANCZOS)


def _paste_turned(mask: Image.Image, glyph: Image.Image, degrees: float, x: float, y: float) -> None:
    side = math.ceil(math.hypot(*glyph.size))
    whole = Image.new("L", (side, side), 0)
    whole.paste(glyph, ((side - glyph.width) // 2, (side - glyph.height) // 2))
    whole = whole.rotate(degrees, Image.Resampling.BICUBIC)
    mask.paste(255, (round(x - side / 2), round(y - side / 2)), whole)


def letter_places(name: str, design: Design) -> list[tuple[float, float]]:
    """Return where the name's letters stand from the middle, as shares of the half width, before any turn."""
    outer = 1 - design.ring - design.gap
    if design.inner_ring > 0.8:
        outer = design.inner_ring - 0.014 - design.gap
    radius = outer - design.letter / 2
    step = math.radians(_pitch(name, design, design.letter, radius))
    turns = [step * (place - (len(name) - 1) / 2) for place in range(len(name))]
    return [(radius * math.sin(turn), -design.flat * radius * math.cos(turn)) for turn in turns]


def _pitch(name: str, design: Design, height: float, radius: float) -> float:
    """Return the degrees from letter to letter."""
    return min(design.sweep / max(1, len(name) - 1), math.degrees(1.25 * height / radius))


def _name_arc(mask: Image.Image, text: str, design: Design, outer: float) -> None:
    half = _SIZE / 2
    height = design.letter * half
    radius = outer - height / 2
    step = _pitch(text, design, height, radius)
    room = math.radians(step) * radius
    narrow = min(1.0, design.narrow * 1.4 if len(text) < 12 else design.narrow, 0.96 * room / height)
    for place, char in enumerate(text):
        angle = step * (place - (len(text) - 1) / 2)
        turn = math.radians(angle)
        x, y = half + radius * math.sin(turn), half - radius * math.cos(turn)
        _paste_turned(mask, _glyph(char, design.face, height, narrow), -angle, x, y)


def _foot_arc(mask: Image.Image, text: str, face: str, height: float, outer: float) -> None:
    """Write along the foot, upright; figures and Latin letters stand closer than Han characters."""
    half = _SIZE / 2
    radius = outer - height / 2
    pitch = 0.85 if text.isascii() else 1.2
    step = math.degrees(pitch * height / radius)
    for place, char in enumerate(text):
        angle = step * (place - (len(text) - 1) / 2)
        turn = math.radians(angle)
        x, y = half + radius * math.sin(turn), half + radius * math.cos(turn)
        _paste_turned(mask, _glyph(char, face, height, 1.0), angle, x, y)


def _code(mask: Image.Image, text: str, design: Design) -> None:
    """Write a tax code across the middle."""
    half = _SIZE / 2
    height = 0.17 * half / design.flat
    step = 1.16 * half / len(text)
    for place, char in enumerate(text):
        left = half + (place - (len(text) - 1) / 2) * step
        _paste_turned(mask, _glyph(char, "sans", height, min(1.0, 1.6 * step / height)), 0, left, half)


def _level(mask: Image.Image, text: str, x: float, y: float, design: Design) -> None:
    half = _SIZE / 2
    height = design.below_size * half
    flat = 1 / design.flat  # drawn before the oval is pressed flat
    room = 2 * half * math.sqrt(max(0.05, 0.72**2 - design.below**2)) / len(text)
    narrow = min(0.9 * flat, 0.95 * room / height)
    for place, char in enumerate(text):
        left = x + (place - (len(text) - 1) / 2) * narrow * height * 1.04
        _paste_turned(mask, _glyph(char, design.face, height, narrow), 0, left, y)


def _star(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for place in range(_STAR_POINTS):
        reach = radius if place % 2 == 0 else radius * 0.382
        angle = math.pi * place / 5
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    pen.polygon(points, fill=255)
