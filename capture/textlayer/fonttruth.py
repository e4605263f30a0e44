"""Do the fonts of a PDF page tell what they draw? A font may show one sign and name another.

Some programs write such fonts so that nobody can copy the text, others by mistake. What is seen counts.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any

from capture.characters.spaces import HAN
from capture.clean import clean_page
from capture.engines.base import Engine
from capture.pages import Box
from capture.raster import draw_pdf_page
from capture.textlayer.ownrows import Row

_FEWEST, _LONGEST = 4, 14
_MOST_FONTS = 4
_TRIALS = 2
_MUCH = 0.1
_SURE = 0.8
_ALIKE = 0.4
_MOSTLY = 0.6
_ALIKE_SIGNS = str.maketrans("lio|", "1101")
_ROOM = 0.15


def is_true(page: Any, dpi: int, rows: Sequence[Row], reader: Engine) -> bool:
    """Tell whether the rows of a page say what is seen; two of each larger font are looked at.

    Args:
        page: The page of a PDF.
        dpi: The rows' pixels are those of the page drawn so.
        rows: Its own text.
        reader: Reads them; what it cannot read is taken for true.

    Raises:
        UnreadableFile: The page cannot be drawn.
    """
    if reader.name == "none":
        return True
    by_font: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_font[row.font].append(row)
    sizes = {font: sum(len(row.text) for row in some) for font, some in by_font.items()}
    least = _MUCH * sum(sizes.values())
    larger = sorted((font for font in sizes if sizes[font] >= least), key=lambda font: -sizes[font])
    return not any(_lies(page, dpi, by_font[font], reader) for font in larger[:_MOST_FONTS])


def _lies(page: Any, dpi: int, rows: Sequence[Row], reader: Engine) -> bool:
    """Tell whether each of a font's rows that are looked at says something else than what is seen."""
    level = [row for row in rows if _is_level(row) and len(_signs(row.text)) >= _FEWEST]
    best = nlargest(_TRIALS, level, key=lambda row: min(_LONGEST, len(_signs(row.text))))
    return len(best) == _TRIALS and all(_says_otherwise(page, dpi, row, reader) for row in best)


def _is_level(row: Row) -> bool:
    return row.direction == 0 and not row.column


def _says_otherwise(page: Any, dpi: int, row: Row, reader: Engine) -> bool:
    shown = row.corners[:_LONGEST]
    x0, y0 = min(c[0] for c in shown), min(c[1] for c in shown)
    x1, y1 = max(c[2] for c in shown), max(c[3] for c in shown)
    room = _ROOM * (y1 - y0)
    place = Box(*(max(0, round(side)) for side in (x0 - room, y0 - room, x1 + room, y1 + room)))
    line = reader.read_line(clean_page(draw_pdf_page(page, dpi, place)).image)
    if line is None or line.confidence < _SURE:
        return False
    said, seen = _signs(row.text[: len(shown)]), _signs(line.text)
    if 2 * len(seen) < len(said):
        return False
    if len(_known(said)) < _MOSTLY * len(said):  # Cyrillic is read as Latin, but never as Han
        return len(HAN.findall(seen)) >= _MOSTLY * len(seen)
    blocks = SequenceMatcher(None, said, seen, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) < _ALIKE * len(said)


def _signs(text: str) -> str:
    """Return letters and figures without case, width and accents; those that look alike are one."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE_SIGNS)
    return "".join(char for char in plain if char.isalnum())


def _known(signs: str) -> list[str]:
    """Return those of the scripts that are read."""
    return [char for char in signs if char.isascii() or HAN.match(char)]
