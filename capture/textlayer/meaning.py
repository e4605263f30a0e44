"""Does the text that a PDF page brings along mean what is written? Programs lose the names of signs.

What is lost shows as signs without meaning, as letters of other languages among Han characters, or as spaces
that something is drawn at.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pymupdf

from capture.characters.spaces import is_han
from capture.characters.symbols import is_of_symbols
from capture.raster import draw_pdf_page
from capture.textlayer.ownrows import Row, turn_of

_MOST_GARBAGE = 0.03
_FEW, _KINDS = 4, 3
"""So many signs that mean nothing, of so many kinds, are a word or a number that is lost."""
_MUTE_GLYPHS = 3
"""A font has fewer glyphs for white space than that."""
_LOOK_DPI = 100
_INK = 160


def is_meant(rows: Sequence[Row], least: int) -> bool:
    """Tell whether rows hold ``least`` signs and more, and say what they show as far as they tell."""
    shown = [char for row in rows for char in row.text if not char.isspace()]
    if len(shown) < least:
        return False
    garbage = sum(map(_is_garbage, shown))
    meaning = sum(1 for char in shown if char.isalnum() or is_han(char))
    if garbage > _MOST_GARBAGE * len(shown) or meaning < 0.4 * len(shown):
        return False
    lost = [char for row in rows for char in _lost(row)]
    return len(lost) < _FEW or len(set(lost)) < _KINDS


def _is_garbage(char: str) -> bool:
    return unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") or char == "\ufffd"


def _lost(row: Row) -> Iterator[str]:
    """Yield what must be another sign: no writing, or an accented letter alone among Han characters."""
    symbols = is_of_symbols(row.font)
    text = row.text.replace(" ", "")
    for place, char in enumerate(text):
        if _is_garbage(char) and not symbols:
            yield char
        elif "\u00c0" <= char <= "\u024f":  # as ÿ and ÷ are
            beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
            if beside and all(map(is_han, beside)) and char != "×":
                yield char


def is_mute(page: Any) -> bool:
    """Tell whether a page draws signs that its text calls white space.

    Raises:
        RuntimeError: It cannot be parsed, or another of `capture.formats.pdf.PDF_ERRORS`.
        UnreadableFile: It cannot be drawn.
    """
    boxes: dict[str, dict[int, list[tuple[float, ...]]]] = defaultdict(lambda: defaultdict(list))
    for span in page.get_texttrace():
        for code, glyph, _, box in span["chars"]:
            if code >= 0 and chr(code).isspace():
                boxes[span["font"]][glyph].append(box)
    doubtful = [glyphs for glyphs in boxes.values() if len(glyphs) >= _MUTE_GLYPHS]
    if not doubtful:
        return False
    look = draw_pdf_page(page, _LOOK_DPI)
    zoom = turn_of(page) * pymupdf.Matrix(_LOOK_DPI / 72, _LOOK_DPI / 72)
    for glyphs in doubtful:
        inked = [glyph for glyph, some in glyphs.items() if any(_has_ink(look, box, zoom) for box in some)]
        if len(inked) >= _MUTE_GLYPHS and sum(len(glyphs[glyph]) for glyph in inked) >= _FEW:
            return True
    return False


def _has_ink(look: Any, box: Sequence[float], zoom: Any) -> bool:
    """Tell whether something stands in the middle of a place; rules run below and beside it."""
    x0, y0, x1, y1 = pymupdf.Rect(box) * zoom
    inset = 0.2 * (y1 - y0)
    part = look[max(0, round(y0 + inset)) : round(y1 - inset), max(0, round(x0)) : round(x1)]
    return bool(part.size) and int(np.min(part)) < _INK
