"""Turning the recogniser's scores into text."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from capture.engines.recognise import Alphabet, read_crops
from capture.engines.scores import Likelihoods

_CHARACTERS = "0\n1\n5\n8\n9\n*\n°\n′\nC"


class Spelling:
    """Says one text, a character every two steps, whatever it is shown."""

    runtime = "test"
    characters = _CHARACTERS

    def __init__(self, text: str, alphabet: Alphabet) -> None:
        self._steps = [alphabet.characters.index(char) for char in text]
        self._count = len(alphabet.characters)

    def score(self, batch: NDArray[np.float32]) -> Likelihoods:
        scores = np.zeros((len(batch), 2 * len(self._steps), self._count), np.float32)
        for at, step in enumerate(self._steps):
            scores[:, 2 * at, step] = 1.0
            scores[:, 2 * at + 1, 0] = 1.0
        return Likelihoods(scores)


@pytest.mark.parametrize(
    ("seen", "text"),
    [("15.951.98", "15,951.98"), ("8,915,98", "8,915.98"), ("15.951", "15.951"), ("8.15.98", "8.15.98")],
)
def test_a_comma_of_thousands_was_read_as_a_point(seen: str, text: str) -> None:
    alphabet = Alphabet.of_metadata(_CHARACTERS + "\n.\n,")
    (reading,) = read_crops([np.zeros((48, 90), np.uint8)], Spelling(seen, alphabet), alphabet)
    assert reading.text == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [("159°8", "159*8"), ("1.5", "1.5"), ("90°", "90°"), ("15°10′", "15°10′"), ("8°C", "8°C")],
)
def test_a_degree_sign_inside_a_size_is_a_star(seen: str, text: str) -> None:
    alphabet = Alphabet.of_metadata(_CHARACTERS + "\n.")
    (reading,) = read_crops([np.zeros((48, 90), np.uint8)], Spelling(seen, alphabet), alphabet)
    assert reading.text == text
    assert len(reading.centres) == len(text)
