"""Turn a sheet into pixels, or into a page of a born-digital PDF."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import numpy as np
import pymupdf
from PIL import Image, ImageDraw

from sample_scans.fonts import DIGITAL, FILES, face_of, font, has_glyph
from sample_scans.paper import Fill, Paper, Picture, Stroke, Text

_MM_TO_PT = 72 / 25.4
_ASCENT = 0.86


def rasterise(paper: Paper, dpi: int = 200) -> Image.Image:
    """Draw the sheet as an RGB image at ``dpi``."""
    scale = dpi / 25.4
    image = Image.new("RGB", (round(paper.width * scale), round(paper.height * scale)), paper.ground)
    pen = ImageDraw.Draw(image)
    for mark in paper.marks:
        match mark:
            case Text():
                _draw_text(pen, mark, scale)
            case Stroke():
                _draw_stroke(image, pen, mark, scale)
            case Fill():
                pen.rectangle([v * scale for v in (mark.x0, mark.y0, mark.x1, mark.y1)], fill=mark.color)
            case Picture():
                _lay_picture(image, mark, scale)
    return image


def line_boxes(paper: Paper, dpi: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return each true line with its box in pixels at ``dpi``."""
    scale = dpi / 25.4
    found = []
    for line in paper.lines:
        x0, y0, x1, y1 = (value * scale for value in line.box)
        found.append((line.text, (x0, y0, x1, y1)))
    return found


def _draw_text(pen: ImageDraw.ImageDraw, mark: Text, scale: float) -> None:
    pixels = round(mark.size * scale)
    face = font(mark.font, pixels)
    x, base = mark.x * scale, (mark.y + mark.size * _ASCENT) * scale
    stroke = max(1, round(pixels / 45)) if mark.bold else 0
    whole = all(has_glyph(mark.font, char) for char in mark.text)
    if whole and not mark.spacing and not mark.shake:
        pen.text((x, base), mark.text, font=face, fill=mark.color, anchor="ls", stroke_width=stroke)
        return
    hand = random.Random(mark.text)
    for char in mark.text:
        dx = hand.uniform(-1, 1) * mark.shake * pixels
        dy = hand.uniform(-1, 1) * mark.shake * pixels
        place = (x + dx, base + dy)
        face = font(face_of(mark.font, char), pixels)
        pen.text(place, char, font=face, fill=mark.color, anchor="ls", stroke_width=stroke)
        x += face.getlength(char) + mark.spacing * scale


def _draw_stroke(image: Image.Image, pen: ImageDraw.ImageDraw, mark: Stroke, scale: float) -> None:
    points = [(x * scale, y * scale) for x, y in mark.points]
    width = max(1, round(mark.width * scale))
    if mark.dash is None:
        pen.line(points, fill=mark.color, width=width, joint="curve")
        return
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
    on, off = (value * scale for value in mark.dash)
    at = 0.0
    while at < length:
        end = min(at + on, length)
        a, b = at / length, end / length
        piece = [(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)]
        pen.line(piece, fill=mark.color, width=width)
        at += on + off


def _lay_picture(image: Image.Image, mark: Picture, scale: float) -> None:
    """Multiply the picture into the sheet: red ink over black print leaves the print black."""
    size = (max(1, round(mark.width * scale)), max(1, round(mark.height * scale)))
    picture = mark.image.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    x, y = round(mark.x * scale), round(mark.y * scale)
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + size[0], image.width), min(y + size[1], image.height)
    if x0 >= x1 or y0 >= y1:
        return
    ink = np.asarray(picture.crop((x0 - x, y0 - y, x1 - x, y1 - y)), dtype=np.float32)
    ground = np.asarray(image.crop((x0, y0, x1, y1)), dtype=np.float32)
    alpha = ink[..., 3:] / 255.0
    mixed = ground * (1 - alpha) + ground * ink[..., :3] / 255.0 * alpha
    image.paste(Image.fromarray(mixed.round().astype(np.uint8)), (x0, y0))


def pdf_of(papers: Sequence[Paper]) -> bytes:
    """Print the sheets as an office program does: real text, embedded fonts."""
    document = pymupdf.open()
    for paper in papers:
        page = document.new_page(width=paper.width * _MM_TO_PT, height=paper.height * _MM_TO_PT)
        texts = [mark for mark in paper.marks if isinstance(mark, Text)]
        for name in sorted({name for mark in texts for name, _, _ in _pieces(mark)}):
            page.insert_font(fontname=f"F{name}", fontfile=str(FILES[name][0]))
        for mark in paper.marks:
            _print_mark(page, mark)
    document.subset_fonts()
    document.set_metadata({"producer": "", "creator": "WPS 文字", "creationDate": "D:20260301090000+08'00'"})
    data: bytes = document.tobytes(garbage=4, deflate=True, no_new_id=True)
    document.close()
    return data


def _digital(name: str) -> str:
    return DIGITAL.get(name, name)


def _print_mark(page: pymupdf.Page, mark: Text | Stroke | Fill | Picture) -> None:
    k = _MM_TO_PT
    match mark:
        case Text():
            _print_text(page, mark)
        case Stroke():
            page.draw_polyline(
                [(x * k, y * k) for x, y in mark.points],
                color=[c / 255 for c in mark.color],
                width=mark.width * k,
            )
        case Fill():
            color = [c / 255 for c in mark.color]
            page.draw_rect(
                (mark.x0 * k, mark.y0 * k, mark.x1 * k, mark.y1 * k), color=color, fill=color, width=0
            )
        case Picture():
            stream = io.BytesIO()
            mark.image.save(stream, "PNG")
            place = (mark.x * k, mark.y * k, (mark.x + mark.width) * k, (mark.y + mark.height) * k)
            page.insert_image(pymupdf.Rect(place), stream=stream.getvalue())


def _print_text(page: pymupdf.Page, mark: Text) -> None:
    color = [c / 255 for c in mark.color]
    k, size = _MM_TO_PT, mark.size * _MM_TO_PT
    base = (mark.y + mark.size * _ASCENT) * k
    render = 2 if mark.bold else 0
    for name, x, piece in _pieces(mark):
        page.insert_text(
            (x * k, base), piece, fontname=f"F{name}", fontsize=size, color=color, fill=color,
            render_mode=render, border_width=0.03,
        )  # fmt: skip


def _pieces(mark: Text) -> list[tuple[str, float, str]]:
    """Return what is printed in one go: font, x in mm, text; single characters where they are set apart."""
    name = _digital(mark.font)
    text = mark.text.replace("¥", "￥") if not has_glyph(name, "¥") else mark.text
    names = [name if has_glyph(name, char) else "hei" for char in text]
    if not mark.spacing and set(names) <= {name}:
        return [(name, mark.x, text)]
    pieces, x = [], mark.x
    for own, char in zip(names, text, strict=True):
        pieces.append((own, x, char))
        x += font(own, 200).getlength(char) / 200 * mark.size + mark.spacing
    return pieces
