"""Writes what was read as hidden text of a PDF page, each character where it stands on the picture."""

from __future__ import annotations

import math

from capture.pages import Line, Page
from capture.pdfwriting.blankfont import FontCodes

Matrix = tuple[float, float, float, float, float, float]
_SIZE = 0.8
_BASE = 0.22
_SAME = 0.06


def text_stream(page: Page, place: Matrix, codes: FontCodes) -> bytes:
    """Return the drawing commands for the hidden text of a page; the font is called ``/FDossier``."""
    numbers = " ".join(f"{value:.6g}" for value in place)
    lines = [_line(line, codes) for line in page.lines if line.box is not None and line.text]
    return f"q {numbers} cm BT 3 Tr\n".encode() + b"\n".join(lines) + b"\nET Q\n"


def _line(line: Line, codes: FontCodes) -> bytes:
    """Write one line; in the space of pixels y runs down, so the text is set upside down to stand up."""
    box = line.box
    if box is None:
        return b""
    if line.is_column:
        return _tall_line(line, codes)
    edges = line.edges or tuple(
        box.x0 + round(box.width * index / len(line.text)) for index in range(len(line.text) + 1)
    )
    height = max(2.0, box.height - abs(line.slope) * box.width)
    if line.seal:  # letters along an arc stand level in its middle, no larger than there is room
        height = min(height, 1.5 * box.width / len(line.text))
    size = height * _SIZE
    cosine, sine = math.cos(math.atan(line.slope)), math.sin(math.atan(line.slope))
    middle_x, middle_y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    base = middle_y + height * (0.5 - _BASE) + (edges[0] - middle_x) * line.slope
    matrix = f"{cosine:.5g} {sine:.5g} {sine:.5g} {-cosine:.5g} {edges[0]} {base:.1f} Tm"
    return f"/FDossier {size:.1f} Tf {matrix}\n".encode() + _runs(line.text, edges, size * cosine, codes)


def _tall_line(line: Line, codes: FontCodes) -> bytes:
    """Write text that runs from top to bottom."""
    box = line.box
    if box is None:
        return b""
    size = box.width * _SIZE
    edges = tuple(round(box.height * index / len(line.text)) for index in range(len(line.text) + 1))
    matrix = f"0 1 1 0 {box.x0 + box.width * _BASE:.1f} {box.y0} Tm"
    return f"/FDossier {size:.1f} Tf {matrix}\n".encode() + _runs(line.text, edges, size, codes)


def _runs(text: str, edges: tuple[int, ...], size: float, codes: FontCodes) -> bytes:
    """Stretch characters so that each reaches to the next: no gap that a program could take for a space."""
    parts: list[bytes] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and _alike(edges, start, index):
            continue
        width = (edges[index] - edges[start]) / (index - start)
        stretch = max(1.0, 100 * width / size)
        shown = codes.encode(text[start:index]).hex().encode()
        parts.append(f"{stretch:.1f} Tz <".encode() + shown + b"> Tj")
        start = index
    return b" ".join(parts)


def _alike(edges: tuple[int, ...], start: int, index: int) -> bool:
    """Return whether a character is as wide as those of the run so far."""
    mean = (edges[index] - edges[start]) / (index - start)
    return abs(edges[index + 1] - edges[index] - mean) <= max(2.0, _SAME * mean)
