"""Proves that a searchable PDF says what was read: its text is taken out again and compared.

The PDF is written with one library and read with another one, so that one mistake is not made twice.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pymupdf

from capture.characters.plainhan import plain_han
from capture.formats.pdf import PDF_ERRORS, open_pdf
from capture.pages import Line

_FLAGS = pymupdf.TEXTFLAGS_TEXT & ~pymupdf.TEXT_MEDIABOX_CLIP


def page_texts(path: Path) -> list[str]:
    """Return the text of every page of a PDF as another program finds it; a damaged page has none.

    Raises:
        UnreadableFile: It cannot be opened.
    """
    with open_pdf(path) as document:
        return [_text(document, number) for number in range(document.page_count)]


def _text(document: Any, number: int) -> str:
    try:
        text: str = document[number].get_text("text", flags=_FLAGS)
    except PDF_ERRORS:
        return ""
    return text


def lost_from(text: str, lines: Iterable[Line]) -> str:
    """Return the characters of the lines that a page's text does not hold.

    White space does not count, nor the difference between forms of one character (NFKC).
    """
    wanted = _characters("".join(line.text for line in lines if line.box is not None))
    return "".join((wanted - _characters(text)).elements())


def _characters(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", plain_han(text))
    return Counter(char for char in plain if not char.isspace() and char.isprintable())
