"""The second reader: Tesseract, Chinese and English. Nobody else calls it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pytesseract

from capture.characters.spaces import close_spaces_with_edges
from capture.engines.base import EngineMissing, Image, Layout, Sign
from capture.pages import Box, Line, Reader

_LANGUAGES = ("chi_sim", "eng")
_WHOLE_PAGE, _ONE_LINE = "--psm 3", "--psm 7"
_LEAST_SURE = 0.2
_TURN_IS_SURE = 1.0
_OSD_SIDE = 2000


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


class Tesseract:
    """Tesseract with the data of Debian's packages, one thread."""

    name = "tesseract"
    languages = ("zh", "en")

    def __init__(self) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # without it the processes of two workers fight for the cores
        try:
            self.version = str(pytesseract.get_tesseract_version())
            installed = set(pytesseract.get_languages(config=""))
        except (pytesseract.TesseractNotFoundError, OSError, SystemExit) as error:
            raise EngineMissing("The program tesseract is not installed.") from error
        missing = [name for name in _LANGUAGES if name not in installed]
        if missing:
            raise EngineMissing(f"Tesseract lacks its language data: {', '.join(missing)}.")
        self._can_turn = "osd" in installed

    def look(self, image: Image, *, upright: bool = False) -> Layout:
        """Ask Tesseract's own orientation detection; where it is not sure the page stays."""
        return Layout(0 if upright or not self._can_turn else self._turn(image), ())

    def _turn(self, image: Image) -> int:
        scale = min(1.0, _OSD_SIDE / max(image.shape[:2]))
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        try:
            found = pytesseract.image_to_osd(small, config="--psm 0", output_type=pytesseract.Output.DICT)
        except pytesseract.TesseractError:
            return 0  # too few characters
        return int(found["rotate"]) % 360 if float(found["orientation_conf"]) >= _TURN_IS_SURE else 0

    def read(
        self, image: Image, layout: Layout | None = None, softer: Image | None = None
    ) -> tuple[Line, ...]:
        """Read the lines of an upright page; it finds them itself."""
        return _read(image, _WHOLE_PAGE)

    def read_line(self, image: Image) -> Line | None:
        """Read the picture as one line."""
        lines = _read(image, _ONE_LINE)
        return dataclasses.replace(lines[0], box=None, edges=()) if lines else None

    def read_signs(self, images: Sequence[Image]) -> list[tuple[Sign, ...]]:
        """Read each as one line; every character counts as sure as its line, and they stand evenly."""
        return [_signs_of(self.read_line(image)) for image in images]


def _signs_of(line: Line | None) -> tuple[Sign, ...]:
    if line is None:
        return ()
    return tuple(
        Sign((place + 0.5) / len(line.text), ((char, line.confidence),))
        for place, char in enumerate(line.text)
    )


def _read(image: Image, layout: str) -> tuple[Line, ...]:
    try:
        found = pytesseract.image_to_data(
            np.ascontiguousarray(image),
            "+".join(_LANGUAGES),
            layout,
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractError:
        return ()  # it refuses pictures of a few pixels
    rows: dict[tuple[int, int, int], list[_Word]] = {}
    for index, text in enumerate(found["text"]):
        if text.strip() and float(found["conf"][index]) >= 0:
            place = (found["block_num"][index], found["par_num"][index], found["line_num"][index])
            rows.setdefault(place, []).append(_word(found, index))
    lines = (_line(words) for words in rows.values())
    return tuple(line for line in lines if line.text and line.confidence >= _LEAST_SURE)


def _word(found: dict[str, Any], index: int) -> _Word:
    left, top = int(found["left"][index]), int(found["top"][index])
    right, bottom = left + int(found["width"][index]), top + int(found["height"][index])
    return _Word(found["text"][index], left, top, right, bottom, float(found["conf"][index]) / 100)


def _line(words: list[_Word]) -> Line:
    text = " ".join(word.text for word in words)
    spans: list[tuple[int, int]] = []
    for word in words:
        step = (word.right - word.left) / len(word.text)
        if spans:
            spans.append((spans[-1][1], word.left))
        spans.extend(
            (word.left + round(step * place), word.left + round(step * (place + 1)))
            for place in range(len(word.text))
        )
    clean, edges = close_spaces_with_edges(text, spans)
    box = Box(
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )
    confidence = sum(word.confidence * len(word.text) for word in words) / sum(
        len(word.text) for word in words
    )
    return Line(clean, box, min(1.0, confidence), Reader.TESSERACT, edges)
