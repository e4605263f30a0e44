"""Reads the characters of lines that were found: crops, the recogniser network, best character per step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.alphabet import Alphabet
from capture.engines.base import Image, Quad, Reading, Sign
from capture.engines.latin import settle_latin
from capture.engines.lookalikes import DOUBTED, settle_letters, settle_per_mille
from capture.engines.missed import Spelled, with_missed
from capture.engines.quads import is_tall, side_lengths
from capture.engines.runtime import Recogniser
from capture.engines.scores import Scores
from capture.engines.stars import settle_stars
from capture.engines.tensors import fill
from capture.engines.words import settle_words

HEIGHT = 48
_WIDTHS = (96, 160, 240, 320, 400, 480, 640, 800, 960, 1120, 1280, 1600, 1920, 2240, 2560)
MOST_WIDTH = _WIDTHS[-1]
_STEP = 8
_OPTIONS = 12
_COLUMNS = 512
_BEFORE_O = ("N", "P")
"""NO00471 and PO00471 are usual; other letters seldom have an O before a nought."""
_LEAST_LIKELY = 0.08
_LETTER_ODDS = 0.025
_BATCH_AREA, _MOST_IN_BATCH = 1280, 4
# 159*8 in small print: a degree sign between digits is a star, unless minutes of an angle follow
_DEGREE_IN_SIZE = re.compile(r"(?<=\d)[°º](?=\d+(?:\.\d+)?(?![\d.′'’]))")
# the tail of a per mille sign is read as a zero of its own
_PER_MILLE = re.compile(r"(?<=[\d/])%[0oO](?![0-9A-Za-z.%])")
# D/O No., P/O No.: letters of what is numbered; the 0 of a version, A/0, has no No. behind it
_NOUGHT_OF_LABEL = re.compile(r"(?<=\b[A-Z]/)0(?= ?N[oO]\b)")
# the raised o of the sign for a number hangs on its N: Ne00471; neon has no noughts before it
_NUMBER_SIGN = re.compile(r"(?<![A-Za-z])Ne(?=[.:：]?\s?(?:0\d{2}|\d{5}))")
# 69.945.12: groups of three before two places are thousands; in small print a comma loses its tail
_SUM = re.compile(
    r"(?:(?<=RMB)|(?<=CNY)|(?<=USD)|(?<![\dA-Za-z.,，]))\d{1,3}(?:[.,，]\d{3})+[.,，]\d{2}(?![-.,，]?\d)"
)


def crop_line(image: Image, quad: Quad, *, upside_down: bool = False, standing: bool = False) -> Image:
    """Cut a line out of the full page, straightened and 48 pixels high.

    Tall text is laid down, unless it is one character that is ``standing``.
    """
    width, height = side_lengths(quad)
    size = (max(1, round(width)), max(1, round(height)))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, target)
    crop = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if is_tall(quad) and not standing:
        crop = cv2.rotate(crop, cv2.ROTATE_90_COUNTERCLOCKWISE)
    if upside_down:
        crop = cv2.rotate(crop, cv2.ROTATE_180)
    final = min(max(_STEP, round(crop.shape[1] * HEIGHT / crop.shape[0])), _WIDTHS[-1])
    way = cv2.INTER_AREA if crop.shape[0] > HEIGHT else cv2.INTER_LINEAR
    resized: Image = cv2.resize(crop, (final, HEIGHT), interpolation=way).astype(np.uint8)
    return resized


def read_crops(crops: Sequence[Image], network: Recogniser, alphabet: Alphabet) -> list[Reading]:
    """Read crops, in the order given; widths are rounded up to few sizes, batches hold about equal areas."""
    readings: list[Reading] = [Reading("", 0.0, ())] * len(crops)
    for scores, indices in _scored(crops, network):
        best = scores.best()
        for row, index in enumerate(indices):
            reading = _decode(scores, row, best[row], crops[index].shape[1], alphabet)
            readings[index] = _settled(reading, crops[index])
    return readings


def sign_crops(crops: Sequence[Image], network: Recogniser, alphabet: Alphabet) -> list[tuple[Sign, ...]]:
    """Read crops character by character; what is likelier no character than one counts, too."""
    found: list[tuple[Sign, ...]] = [()] * len(crops)
    for scores, indices in _scored(crops, network):
        for row, index in enumerate(indices):
            found[index] = _signs(scores, row, crops[index].shape[1], alphabet)
    return found


def _scored(crops: Sequence[Image], network: Recogniser) -> Iterator[tuple[Scores, list[int]]]:
    """Yield what the network says of each batch, valid until the next, and which crops its lines are."""
    for width, indices in _batches(crops):
        batch = np.zeros((len(indices), 3, HEIGHT, width), np.float32)
        for row, index in enumerate(indices):
            crop = crops[index]  # what is left of the width stays grey
            fill(batch[row, :, :, : crop.shape[1]], crop)
        yield network.score(batch), indices


def _signs(scores: Scores, row: int, width: int, alphabet: Alphabet) -> tuple[Sign, ...]:
    steps = scores.filled(row, _LEAST_LIKELY)
    likelihoods = scores.likelihoods(row, steps)[:, 1:]
    best = likelihoods.argmax(axis=1)
    filled = likelihoods[np.arange(len(steps)), best] >= _LEAST_LIKELY
    steps, best, likelihoods = steps[filled], best[filled], likelihoods[filled]
    changes = np.flatnonzero((np.diff(steps) > 1) | (np.diff(best) != 0)) + 1
    signs: list[Sign] = []
    for start, end in pairwise([0, *changes.tolist(), len(steps)] if len(steps) else []):
        centre = float(steps[start] + steps[end - 1] + 1) / 2 * _STEP / width
        if centre > 1.0:
            continue
        likeliest = likelihoods[start:end].max(axis=0)
        options = sorted(((float(likeliest[n]), int(n) + 1) for n in _highest(likeliest)), reverse=True)
        signs.append(Sign(centre, tuple((alphabet.characters[n], sure) for sure, n in options)))
    return tuple(signs)


def _highest(likeliest: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return where the few highest of many numbers are: none is below as many columns' own highest."""
    rows = max(1, len(likeliest) // _COLUMNS)
    columns = likeliest[: len(likeliest) // rows * rows].reshape(rows, -1).max(axis=0)
    least = np.partition(columns, -_OPTIONS)[-_OPTIONS]
    some = np.flatnonzero(likeliest >= least)
    return some[np.argpartition(likeliest[some], -_OPTIONS)[-_OPTIONS:]]


def _batches(crops: Sequence[Image]) -> Iterable[tuple[int, list[int]]]:
    by_width: dict[int, list[int]] = {}
    for index, crop in enumerate(crops):
        width = next(size for size in _WIDTHS if size >= crop.shape[1])
        by_width.setdefault(width, []).append(index)
    for width, indices in sorted(by_width.items()):
        size = max(1, min(_MOST_IN_BATCH, _BATCH_AREA // width))
        for start in range(0, len(indices), size):
            yield width, indices[start : start + size]


def _decode(scores: Scores, row: int, best: NDArray[np.intp], width: int, alphabet: Alphabet) -> Reading:
    """Join repeated characters and drop empty steps."""
    changes = np.flatnonzero(best[1:] != best[:-1]) + 1
    bounds = np.concatenate(([0], changes, [len(best)]))
    known = best[bounds[:-1]]
    filled = known != 0
    found = Spelled(bounds[:-1][filled], bounds[1:][filled], known[filled])
    found = with_missed(found, scores, row, min(len(best), -(-width // _STEP)), alphabet)
    starts = found.starts
    sure = scores.sureness(row, starts, found.numbers)
    text = _likely_letters(found.text(alphabet), scores, row, starts, alphabet)

    def likelihood(place: int, signs: Sequence[str]) -> list[float]:
        return alphabet.likelihoods(scores, row, starts[place], signs)

    text = settle_latin(settle_words(text, sure.tolist(), likelihood), likelihood)
    centres = np.minimum(1.0, (starts + found.ends) / 2 * _STEP / width)
    # how sure a blank is says nothing about the words beside it
    signs = sure[[char != " " for char in text]]
    mean = float(signs.mean()) if len(signs) else 0.0
    return _with_per_mille(Reading(_by_shape(text), mean, tuple(centres.tolist()), tuple(sure.tolist())))


def _likely_letters(text: str, scores: Scores, row: int, starts: NDArray[np.intp], alphabet: Alphabet) -> str:
    """Make a zero before a number's figures the letter O where the network holds that possible.

    Of figures set as such it does not: the odds of O for 0 are below 1 in 40 even behind other letters.
    """
    letters = list(text)
    for found in DOUBTED.finditer(text):
        place = found.start(1)
        if text[place + 1] == "0" and text[found.start() : place] not in _BEFORE_O:
            continue  # WIN002517: two alike are two noughts, unless the ink differs
        zero, letter = alphabet.likelihoods(scores, row, starts[place], "0O")
        if letter >= _LETTER_ODDS * zero:
            letters[place] = "O"
    return "".join(letters)


def _with_per_mille(reading: Reading) -> Reading:
    """Join what a per mille sign was read as."""
    found = _PER_MILLE.search(reading.text)
    if found is None:
        return reading
    start, tail = found.start(), found.end() - 1
    text = reading.text[:start] + "‰" + reading.text[found.end() :]
    centres = (*reading.centres[:tail], *reading.centres[tail + 1 :])
    sure = (*reading.sure[:tail], *reading.sure[tail + 1 :])
    return _with_per_mille(Reading(text, reading.confidence, centres, sure))


def _settled(reading: Reading, crop: Image) -> Reading:
    """Let what can be measured in the crop decide between letters and figures that look alike."""
    text = settle_letters(reading.text, reading.centres, crop)
    text = settle_per_mille(text, reading.centres, crop)
    return settle_stars(reading if text == reading.text else replace(reading, text=text), crop)


def _by_shape(text: str) -> str:
    """Mend signs that only one reading of their neighbours allows; the length stays."""
    text = _NOUGHT_OF_LABEL.sub("O", _NUMBER_SIGN.sub("No", text))
    return _SUM.sub(_with_commas, _DEGREE_IN_SIZE.sub("*", text))


def _with_commas(found: re.Match[str]) -> str:
    return re.sub("[.，]", ",", found[0][:-3]) + "." + found[0][-2:]
