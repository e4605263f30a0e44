"""Red seals, scribbled signatures, QR codes and the ornaments of licences."""

from __future__ import annotations

import math
import random

import numpy as np
import qrcode
from PIL import Image, ImageDraw, ImageFilter

from sample_scans.fonts import font

_SIZE = 640
_SEAL_RED = (214, 30, 38)


def round_seal(
    text: str, below: str, rng: random.Random, *, star: bool = True, number: str = ""
) -> Image.Image:
    """A company seal: ring, name in an arc, star, purpose below; worn and slightly turned."""
    image = Image.new("L", (_SIZE, _SIZE), 0)
    pen = ImageDraw.Draw(image)
    pen.ellipse((14, 14, _SIZE - 14, _SIZE - 14), outline=255, width=17)
    _arc_text(
        image, text, radius=235, size=74 if len(text) < 16 else 60, sweep=min(300, 20 + 15.5 * len(text))
    )
    if star:
        _star(pen, _SIZE / 2, _SIZE / 2, 100)
    if below:
        face = font("serif-bold", 52)
        pen.text((_SIZE / 2, 470), below, font=face, fill=255, anchor="mm")
    if number:
        _arc_text(image, number, radius=252, size=34, sweep=min(120, 7 * len(number)), under=True)
    return _ink(image, rng)


def square_seal(text: str, rng: random.Random) -> Image.Image:
    """A person's square name seal of two or four characters."""
    image = Image.new("L", (300, 300), 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((8, 8, 292, 292), outline=255, width=12)
    text = (text + "印")[:4]
    cells = ((1, 0), (1, 1), (0, 0), (0, 1))
    for char, (column, row) in zip(text, cells, strict=False):
        pen.text(
            (80 + 140 * column, 80 + 140 * row), char, font=font("serif-bold", 118), fill=255, anchor="mm"
        )
    return _ink(image, rng)


def _ink(mask: Image.Image, rng: random.Random, color: tuple[int, int, int] = _SEAL_RED) -> Image.Image:
    """Press the seal: uneven ink, missing spots, a small turn."""
    mask = mask.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC)
    noise = np.random.default_rng(rng.getrandbits(32))
    cloud = Image.fromarray(noise.uniform(130, 255, (14, 14)).astype(np.uint8)).resize(
        mask.size, Image.Resampling.BICUBIC
    )
    specks = Image.fromarray(
        (noise.random((mask.height // 2, mask.width // 2)) > 0.05).astype(np.uint8) * 255
    )
    specks = specks.resize(mask.size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(0.8))
    alpha = (
        np.asarray(mask, np.float32)
        / 255
        * np.asarray(cloud, np.float32)
        / 255
        * np.asarray(specks, np.float32)
        / 255
    )
    stamped = Image.new("RGBA", mask.size, (*color, 0))
    stamped.putalpha(Image.fromarray((alpha * 235).astype(np.uint8)))
    return stamped


def _arc_text(
    image: Image.Image, text: str, *, radius: int, size: int, sweep: float, under: bool = False
) -> None:
    """Write text along the ring, upright at the top (or along the bottom)."""
    face = font("serif-bold", size)
    step = sweep / max(len(text) - 1, 1)
    for place, char in enumerate(text):
        angle = -sweep / 2 + step * place
        glyph = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(glyph).text((size, size), char, font=face, fill=255, anchor="mm")
        turn = math.radians(angle)
        if under:
            glyph = glyph.rotate(angle, Image.Resampling.BICUBIC)
            x, y = _SIZE / 2 + radius * math.sin(turn), _SIZE / 2 + radius * math.cos(turn)
        else:
            glyph = glyph.rotate(-angle, Image.Resampling.BICUBIC)
            x, y = _SIZE / 2 + radius * math.sin(turn), _SIZE / 2 - radius * math.cos(turn)
        image.paste(255, (round(x) - size, round(y) - size), glyph)


def _star(
    pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: int | tuple[int, ...] = 255
) -> None:
    points = []
    for place in range(10):
        reach = radius if place % 2 == 0 else radius * 0.382
        angle = math.pi * place / 5
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    pen.polygon(points, fill=fill)


def signature(
    rng: random.Random, strokes: int = 5, color: tuple[int, int, int] = (25, 28, 60)
) -> Image.Image:
    """A scribbled signature: a few long pen strokes."""
    image = Image.new("RGBA", (720, 280), (*color, 0))
    pen = ImageDraw.Draw(image)
    x = 60.0
    for _ in range(strokes):
        points = [(x, rng.uniform(80, 200))]
        for _ in range(rng.randint(3, 5)):
            points.append((points[-1][0] + rng.uniform(-25, 75), rng.uniform(40, 240)))
        pen.line(_smooth(points), fill=(*color, 225), width=rng.randint(5, 8), joint="curve")
        x += 600 / strokes * rng.uniform(0.7, 1.0)
    return image


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Catmull-Rom through the points."""
    padded = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(12):
            t = step / 12
            curve.append(tuple(
                q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * q - p - 3 * r + s)))
                for p, q, r, s in zip(a, b, c, d, strict=True)
            ))  # fmt: skip
    return [(x, y) for x, y in curve]


def qr_code(text: str) -> Image.Image:
    """A QR code as black on nothing."""
    code = qrcode.QRCode(border=1, box_size=6, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    grey = code.make_image().get_image().convert("L")
    image = Image.new("RGBA", grey.size, (10, 10, 10, 0))
    image.putalpha(grey.point(lambda value: 255 - value))
    return image


def emblem(color: tuple[int, int, int] = (206, 36, 42)) -> Image.Image:
    """A round figure like the one that heads a licence: ring, wheel, gate and stars; nobody's real emblem."""
    image = Image.new("RGBA", (600, 620), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    gold = (214, 160, 60, 255)
    pen.ellipse((20, 20, 580, 580), fill=(*color, 255))
    pen.ellipse((34, 34, 566, 566), outline=gold, width=16)
    for place in range(40):
        angle = math.radians(60 + place * 6.2)
        x, y = 300 + 256 * math.cos(angle), 300 + 256 * math.sin(angle)
        pen.ellipse((x - 15, y - 9, x + 15, y + 9), fill=gold)
    _star(pen, 300, 150, 56, gold)
    for dx, dy in ((-120, 200), (-60, 240), (60, 240), (120, 200)):
        _star(pen, 300 + dx, dy, 22, gold)
    pen.rectangle((190, 360, 410, 384), fill=gold)
    pen.polygon([(170, 360), (300, 300), (430, 360)], fill=gold)
    for x in range(200, 401, 40):
        pen.rectangle((x, 384, x + 12, 440), fill=gold)
    pen.rectangle((170, 440, 430, 462), fill=gold)
    pen.ellipse((250, 480, 350, 580), outline=gold, width=18)
    return image
