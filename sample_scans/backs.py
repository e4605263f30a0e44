"""Backs of sheets: blank ones with all traces of use, and ones that bear one small thing."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sample_scans.fonts import font
from sample_scans.seals import round_seal

BLANK = ("clean", "show_through", "holes", "dust", "streak", "staple", "fold", "border")
MARKED = ("page_number", "pencil_note", "stamp", "small_stamp", "signature", "initials", "short_line", "tick")

_TEXT = "本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效，未尽事宜双方协商解决。"
_SHEET = (210, 297)
_PENCIL = (150, 150, 155)
_INK = (40, 50, 120)


def draw_back(kind: str, dpi: int, rng: random.Random) -> Image.Image:
    """Draw the back of an A4 sheet of a kind of ``BLANK`` or ``MARKED``."""
    mm = dpi / 25.4
    image = Image.new("RGB", (round(_SHEET[0] * mm), round(_SHEET[1] * mm)), (252, 252, 250))
    if kind in BLANK:
        return _used(image, kind, mm, rng)
    return _marked(image, kind, mm, rng)


def _used(image: Image.Image, kind: str, mm: float, rng: random.Random) -> Image.Image:
    pen = ImageDraw.Draw(image)
    match kind:
        case "show_through":
            return _shine_through(image, mm, rng)
        case "holes":
            for y in rng.choice(((108.5, 188.5), (28.5, 108.5, 188.5, 268.5))):
                tone = rng.choice((30, 90, 140))
                x = rng.uniform(9, 13)
                pen.ellipse([v * mm for v in (x - 3, y - 3, x + 3, y + 3)], fill=(tone, tone, tone))
        case "dust":
            for _ in range(rng.randint(10, 40)):
                x, y, size = rng.uniform(5, 205), rng.uniform(5, 290), rng.uniform(0.1, 0.8)
                tone = rng.randint(40, 190)
                pen.ellipse([v * mm for v in (x, y, x + size, y + size)], fill=(tone, tone, tone))
        case "streak":
            for _ in range(rng.randint(1, 3)):
                x, tone = rng.uniform(10, 200) * mm, rng.randint(90, 200)
                pen.line([(x, 0), (x, image.height)], fill=(tone, tone, tone), width=rng.randint(1, 3))
        case "staple":
            x, y = rng.uniform(6, 14), rng.uniform(6, 14)
            end = ((x + 8.5) * mm, (y + rng.uniform(-6, 6)) * mm)
            pen.line([(x * mm, y * mm), end], fill=(90, 90, 95), width=round(0.6 * mm))
        case "fold":
            shade = Image.new("L", image.size, 255)
            y = image.height * rng.choice((1 / 3, 1 / 2))
            ImageDraw.Draw(shade).line([(0, y), (image.width, y + 6)], fill=205, width=round(1.2 * mm))
            soft = np.asarray(shade.filter(ImageFilter.GaussianBlur(0.8 * mm)), np.float32)[..., None]
            return Image.fromarray((np.asarray(image, np.float32) * soft / 255).astype(np.uint8))
        case "border":
            pen.rectangle([0, 0, rng.uniform(0.5, 3) * mm, image.height], fill=(60, 60, 60))
    return image


def _shine_through(image: Image.Image, mm: float, rng: random.Random) -> Image.Image:
    """Show the front's print mirrored, soft and pale, its seal too."""
    front = Image.new("RGB", image.size, (255, 255, 255))
    pen, face = ImageDraw.Draw(front), font("song", round(4.2 * mm))
    for row in range(rng.randint(12, 30)):
        pen.text((25 * mm, (25 + 8 * row) * mm), _TEXT[rng.randint(0, 8) :], font=face, fill=(20, 20, 20))
    seal = round_seal("郑州泰和管道工程有限公司", "合同专用章", rng).resize((round(42 * mm), round(42 * mm)))
    front.paste(seal, (round(120 * mm), round(200 * mm)), seal)
    back = front.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(0.33 * mm))
    pale = 1 - (1 - np.asarray(back, np.float32) / 255) * rng.uniform(0.1, 0.24)
    return Image.fromarray((np.asarray(image, np.float32) * pale).astype(np.uint8))


def _marked(image: Image.Image, kind: str, mm: float, rng: random.Random) -> Image.Image:
    pen = ImageDraw.Draw(image)
    x, y = rng.uniform(30, 120), rng.uniform(40, 240)
    match kind:
        case "page_number":
            face = font("song", round(3.7 * mm))
            pen.text((104 * mm, 284 * mm), str(rng.randint(2, 40)), font=face, fill=(20, 20, 20))
        case "short_line":
            pen.text((x * mm, y * mm), "附件如下", font=font("hei", round(3.7 * mm)), fill=(20, 20, 20))
        case "pencil_note":
            _write(pen, "已核对", x, y, 7, _PENCIL, mm, rng)
        case "initials":
            _write(pen, "王", x, y, 9, _INK, mm, rng)
        case "stamp" | "small_stamp":
            side = 42 if kind == "stamp" else 18
            seal = round_seal("郑州泰和管道工程有限公司", "", rng).resize(
                (round(side * mm), round(side * mm))
            )
            image.paste(seal, (round(x * mm), round(y * mm)), seal)
        case "signature":
            _scrawl(pen, x, y, 34, _INK, mm, rng)
        case "tick":
            points = [(x, y + 4), (x + 3, y + 8), (x + 9, y - 2)]
            pen.line([(a * mm, b * mm) for a, b in points], fill=_PENCIL, width=round(0.5 * mm))
    return image


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    x: float,
    y: float,
    size: float,
    color: tuple[int, int, int],
    mm: float,
    rng: random.Random,
) -> None:
    face = font("kai", round(size * mm))
    for place, char in enumerate(text):
        at = ((x + place * size * 1.05) * mm, (y + rng.uniform(-0.6, 0.6)) * mm)
        pen.text(at, char, font=face, fill=color)


def _scrawl(
    pen: ImageDraw.ImageDraw,
    x: float,
    y: float,
    length: float,
    color: tuple[int, int, int],
    mm: float,
    rng: random.Random,
) -> None:
    steps = [(x + length * n / 24, y + rng.uniform(-5, 5)) for n in range(25)]
    pen.line([(a * mm, b * mm) for a, b in steps], fill=color, width=round(0.45 * mm), joint="curve")
