"""The first reader: PP-OCR networks of the ``rapidocr`` wheel in a lean flow of ours.

Find lines -> a few of them tell which way up -> crop each from the full page -> recognise -> reading order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from importlib.metadata import version

import cv2
import numpy as np

from capture.characters.spaces import close_spaces, is_han
from capture.engines.alphabet import Alphabet
from capture.engines.base import Image, Layout, Quad, Reading, Sign
from capture.engines.columns import is_backward, is_one_piece, stacked_crop
from capture.engines.detect import find_lines
from capture.engines.places import placed_line
from capture.engines.quads import is_tall, may_be_one_character, side_lengths
from capture.engines.recognise import (
    crop_line,
    read_crops,
    sign_crops,
)
from capture.engines.runtime import load_network, load_recogniser, model_folder
from capture.engines.tails import read_tails
from capture.engines.units import read_units
from capture.engines.voters import VOTES, beginning, begun, best_voters
from capture.layout.order import reading_order
from capture.pages import Line, Reader

_DETECTOR = "PP-OCRv6_det_small.onnx"
_RECOGNISER = "PP-OCRv6_rec_small.onnx"
_LEAST_SURE = 0.5
_MURKY = 0.75
_FEW = 0.25
_PLAINLY_SURE = 0.93
_DOUBTFUL = 0.95
"""A line that is less sure is read once more in its own tones."""
_SHORT, _MANY_SHORT = 1.25, 6
"""How long lines of two characters are at the least, and how many tell the way up where none is longer."""
_ROUNDS = 4
"""So often others are asked for lines that say nothing."""
_SURE_LENGTH = 4
_WITNESSES = 3
_HALF_SURE, _AS_SURE = 0.6, 0.9
_HALF_READ = 0.7
_STANDS = 0.8


class RapidOcr:
    """PP-OCR v6 small, Chinese and English, on one core."""

    name = "rapidocr"
    languages = ("zh", "en")

    def __init__(self, runtime: str = "auto") -> None:
        folder = model_folder("rapidocr", (_DETECTOR, _RECOGNISER))
        self._detector = load_network(folder / _DETECTOR, runtime)
        self._recogniser = load_recogniser(folder / _RECOGNISER, runtime)
        self._alphabet = Alphabet.of_metadata(self._recogniser.characters)
        self.version = f"{version('rapidocr')}+{self._recogniser.runtime}"

    def look(self, image: Image, *, upright: bool = False) -> Layout:
        """Find the lines and let them vote: the quads come with it when the picture lies level."""
        quads = find_lines(image, self._detector)
        rotation, readings = (0, {}) if upright else self._vote(image, quads)
        if rotation == 0:
            return Layout(0, tuple(quads), readings)
        if rotation == 180:
            end = np.array([image.shape[1], image.shape[0]], np.float32)
            return Layout(180, tuple(end - quad[[2, 3, 0, 1]] for quad in quads))
        return Layout(rotation)

    def _vote(self, image: Image, quads: list[Quad]) -> tuple[int, dict[int, Reading]]:
        """Tall boxes tell whether it lies on its side, some lines read both ways up tell the rest.

        What lines say that were read whole meanwhile, comes by their numbers.
        """
        sides = [sorted(side_lengths(quad)) for quad in quads]
        long = [n for n, (lesser, greater) in enumerate(sides) if greater > 2 * lesser]
        short = [n for n, (lesser, greater) in enumerate(sides) if greater > _SHORT * lesser]
        if not long and len(short) >= _MANY_SHORT:  # nothing but short cells; fewer are a stamp's letters
            long = short
        if not long:
            return 0, {}
        tall = sum(max(side_lengths(quads[n])) for n in long if is_tall(quads[n]))
        lying = tall > 0.5 * sum(max(side_lengths(quads[n])) for n in long)
        among = [n for n in long if is_tall(quads[n]) == lying]
        known: dict[int, Reading] = {}
        voices: dict[int, Reading] = {}
        for _ in range(_ROUNDS):  # for those that are but dots others are asked
            heard = sum(map(_speaks, voices.values()))
            asked = best_voters(quads, [n for n in among if n not in voices])[: VOTES - heard]
            places = [beginning(quads[n]) if lying else quads[n] for n in asked]
            found = dict(zip(asked, self._read(image, places, upside_down=False), strict=True))
            known.update({} if lying else found)
            voices.update({n: one if lying else begun(one, quads[n]) for n, one in found.items()})
        chosen = [n for n, voice in voices.items() if _speaks(voice)] or list(voices)
        voters = [beginning(quads[n]) for n in chosen]
        return self._turn(image, voters, [voices[n] for n in chosen], lying=lying), known

    def _turn(self, image: Image, voters: list[Quad], one_way: list[Reading], *, lying: bool) -> int:
        """Return which turn sets a page upright; ``one_way`` is what the voters say as they stand."""
        # crops of tall lines are laid down anticlockwise: reading well so means the page does too
        turn, over = (270, 90) if lying else (0, 180)
        if not _is_plain_text(one_way):
            other_way = self._read(image, voters, upside_down=True)
            if _worth(other_way) > _worth(one_way):
                turn, one_way = over, other_way
        # the network reads columns lying on their side as well as lines: upright characters tell them apart
        column = (turn + 90) % 360
        turn = column if self._is_column(image, voters, one_way, column) else turn
        return turn if _is_text(one_way) else 0

    def _is_column(self, image: Image, quads: list[Quad], along: list[Reading], turn: int) -> bool:
        """Tell whether text is made of upright characters below each other once the page is turned.

        ``along`` is what the quads say when they are read along their length.
        """
        surest = sorted(range(len(quads)), key=lambda index: -_sureness(along[index]))
        if not surest or _is_latin(along[surest[0]].text):
            return False
        share = self._stacked_share(image, quads, along, turn, surest[:1])
        if _HALF_SURE <= share < _AS_SURE:  # two strokes of one character may have been read as two
            share = self._stacked_share(image, quads, along, turn, surest[:_WITNESSES])
        return share >= _AS_SURE

    def _stacked_share(
        self, image: Image, quads: list[Quad], along: list[Reading], turn: int, chosen: list[int]
    ) -> float:
        """Return how much as well some quads read as columns as they do along their length."""
        rows = [stacked_crop(image, quads[index], turn) for index in chosen]
        # of most that are none one half tells it, in half the time
        halves = [None if row is None else row[:, : row.shape[1] // 2] for row in rows]
        if all(half.confidence < _HALF_READ for half in self._read_stacked(halves)):
            return 0.0
        return _worth(self._read_stacked(rows)) / max(1e-6, _worth([along[index] for index in chosen]))

    def read(
        self, image: Image, layout: Layout | None = None, softer: Image | None = None
    ) -> tuple[Line, ...]:
        """Read the lines of an upright page."""
        known = layout if layout and layout.quads is not None else self.look(image, upright=True)
        quads = list(known.quads or ())
        readings = self._read_rest(image, quads, known.readings)
        if softer is not None:
            self._read_softer(softer, quads, readings)
        read_tails(quads, readings, lambda quad: crop_line(image, quad), self._read_crops)
        standing = self._read_standing(image, quads, readings)
        columns = self._read_tall(image, quads, readings, standing)
        over = self._read_over(image, quads, readings)
        level = {n: quad for n, quad in enumerate(quads) if n not in over and not is_tall(quad)}
        read_units(readings, level, lambda quad: crop_line(image, quad), self._read_crops)
        sure = [
            index
            for index, reading in enumerate(readings)
            if reading.confidence >= _LEAST_SURE and reading.text.strip()
        ]
        tall = {
            place: index in columns
            for place, index in enumerate(sure)
            if is_tall(quads[index]) and index not in standing
        }
        order = reading_order([quads[index] for index in sure], tall)
        lines = (
            placed_line(quads[sure[place]], readings[sure[place]], image.shape, level=sure[place] not in over)
            for place in order
        )
        return tuple(line for line in lines if line.text)

    def _read_rest(self, image: Image, quads: list[Quad], known: Mapping[int, Reading]) -> list[Reading]:
        """Read the quads that were not read already."""
        left = [quad for number, quad in enumerate(quads) if number not in known]
        found = iter(self._read(image, left, upside_down=False))
        return [known[number] if number in known else next(found) for number in range(len(quads))]

    def _read_softer(self, softer: Image, quads: list[Quad], readings: list[Reading]) -> None:
        """Read lines that are not sure once more in their own tones, and keep what is surer."""
        doubtful = [
            n
            for n, reading in enumerate(readings)
            if reading.confidence < _DOUBTFUL and not is_tall(quads[n])
        ]
        found = self._read(softer, [quads[n] for n in doubtful], upside_down=False)
        for n, reading in zip(doubtful, found, strict=True):
            readings[n] = max(readings[n], reading, key=lambda one: one.confidence)

    def _read_over(self, image: Image, quads: list[Quad], readings: list[Reading]) -> set[int]:
        """Read level lines that say little once more upside down; return those that say more so."""
        doubtful = [
            index
            for index, quad in enumerate(quads)
            if _is_long(quad) and not is_tall(quad) and _says_little(readings[index], quad)
        ]
        found = self._read(image, [quads[index] for index in doubtful], upside_down=True)
        over = set()
        for index, reading in zip(doubtful, found, strict=True):
            if _is_sure(reading) and _sureness(reading) > _sureness(readings[index]):
                readings[index] = reading
                over.add(index)
        return over

    def _read_standing(self, image: Image, quads: list[Quad], readings: list[Reading]) -> set[int]:
        """Read tall boxes of one narrow character upright, and return which those are.

        Laid down, the 1 of a cell reads as 11, and a 9 as a 6, both surely.
        """
        short = [n for n, quad in enumerate(quads) if is_tall(quad) and may_be_one_character(quad)]
        crops = {index: crop_line(image, quads[index], standing=True) for index in short}
        single = {index: crop for index, crop in crops.items() if is_one_piece(crop)}
        upright = self._read_crops(list(single.values()))
        standing = {
            index: reading
            for index, reading in zip(single, upright, strict=True)
            if _is_figure_or_letter(reading.text.strip()) and reading.confidence >= _STANDS
        }
        for index, reading in standing.items():
            readings[index] = reading
        return set(standing)

    def _read_tall(
        self, image: Image, quads: list[Quad], readings: list[Reading], standing: Set[int]
    ) -> set[int]:
        """Read tall lines in the other ways they may run, too, and keep what is surest.

        Returns which are columns of upright characters.
        """
        tall = [index for index, quad in enumerate(quads) if is_tall(quad) and index not in standing]
        doubtful = [index for index in tall if not _is_sure(readings[index])]
        some = [quads[index] for index in doubtful]
        upward = self._read(image, some, upside_down=True)
        stacked = self._read_columns(image, some, 0)
        columns = set()
        for index, other, column in zip(doubtful, upward, stacked, strict=True):
            # characters on their side are read as well as upright ones, but from the line's end
            ways = (
                (readings[index], other) if is_backward(column, other) else (readings[index], other, column)
            )
            best = max(ways, key=_sureness)
            readings[index] = best
            if best.text.strip() == column.text.strip():
                columns.add(index)  # however else it was read: its characters stand upright
        sure = [index for index in tall if index not in doubtful]
        begins = [beginning(quads[index]) for index in sure[:VOTES]]
        if len(tall) > 1 and self._is_column(image, begins, self._read(image, begins, upside_down=False), 0):
            columns.update(sure)
        return columns

    def _read_columns(self, image: Image, quads: list[Quad], turn: int) -> list[Reading]:
        """Read quads as columns of upright characters, the page turned clockwise by ``turn``."""
        return self._read_stacked([stacked_crop(image, quad, turn) for quad in quads])

    def _read_stacked(self, crops: list[Image | None]) -> list[Reading]:
        """Read characters laid side by side; where there are none nothing is read."""
        found = self._read_crops([crop for crop in crops if crop is not None])
        left = iter(found)
        return [Reading("", 0.0, ()) if crop is None else next(left) for crop in crops]

    def read_line(self, image: Image) -> Line | None:
        """Recognise without looking for lines first."""
        (reading,) = self._read_crops([crop_line(image, _whole(image))])
        text = close_spaces(reading.text.strip())
        return Line(text, None, reading.confidence, Reader.RAPIDOCR) if text else None

    def read_signs(self, images: Sequence[Image]) -> list[tuple[Sign, ...]]:
        """Recognise lines without looking for them, and tell what else each character may be."""
        crops = [crop_line(image, _whole(image)) for image in images]
        return sign_crops(crops, self._recogniser, self._alphabet)

    def _read(self, image: Image, quads: list[Quad], *, upside_down: bool) -> list[Reading]:
        return self._read_crops([crop_line(image, quad, upside_down=upside_down) for quad in quads])

    def _read_crops(self, crops: Sequence[Image]) -> list[Reading]:
        return read_crops(crops, self._recogniser, self._alphabet)


def _whole(image: Image) -> Quad:
    height, width = image.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def _is_plain_text(readings: list[Reading]) -> bool:
    """Return whether lines read so well that nobody need try them upside down."""
    characters = sum(len(reading.text.strip()) for reading in readings)
    surest = sum(reading.confidence >= _PLAINLY_SURE for reading in readings)
    han = sum(is_han(char) for reading in readings for char in reading.text)
    return surest >= VOTES - 1 and characters >= 12 and han >= 6


def _is_sure(reading: Reading) -> bool:
    """Return whether a tall line read along its length needs no other try."""
    return reading.confidence >= _PLAINLY_SURE and len(reading.text.strip()) >= _SURE_LENGTH


def _is_figure_or_letter(text: str) -> bool:
    """Return whether a text is one character that may be tall and narrow: no Han one is."""
    return len(text) == 1 and text.isascii() and text.isalnum()


def _is_latin(text: str) -> bool:
    return not any(map(is_han, text))


def _is_text(readings: list[Reading]) -> bool:
    """Return whether lines are read as writing: drawings give single signs as long as a line, or a pair."""
    texts = [text for reading in readings if len(text := reading.text.strip()) > 1]
    return any(map(is_han, "".join(texts))) or len("".join(texts)) > 2


def _speaks(reading: Reading) -> bool:
    """Return whether a line has a sign that differs upside down: leaders and rules have none."""
    return any(map(str.isalnum, reading.text))


def _worth(readings: list[Reading]) -> float:
    return sum(map(_sureness, readings))


def _sureness(reading: Reading) -> float:
    """A line counts by how sure it is and, up to eight, by its characters."""
    return reading.confidence * min(len(reading.text.strip()), 8)


def _says_little(reading: Reading, quad: Quad) -> bool:
    """Return whether a line was read unsurely, or as few characters as would leave it mostly empty."""
    width, height = side_lengths(quad)
    return reading.confidence < _MURKY or len(reading.text) < _FEW * width / max(height, 1.0)


def _is_long(quad: Quad) -> bool:
    width, height = side_lengths(quad)
    return width > _SURE_LENGTH / 2 * height


cv2.setNumThreads(1)
