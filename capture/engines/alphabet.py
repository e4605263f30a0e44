"""The characters a recogniser knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from capture.engines.scores import Scores


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of a recogniser, and the number of each; output 0 means no character."""

    characters: tuple[str, ...]
    numbers: Mapping[str, int]

    @classmethod
    def of_metadata(cls, characters: str) -> Alphabet:
        """Take the list from the model's own metadata: one character a row, the space added at the end."""
        listed = ("", *characters.split("\n"), " ")
        return cls(listed, {sign: number for number, sign in enumerate(listed)})

    def likelihoods(self, scores: Scores, row: int, step: int, signs: Iterable[str]) -> list[float]:
        """Return how likely each of some characters is at a step of a line; one it does not know is not."""
        (likely,) = scores.likelihoods(row, np.array([step]))
        return [float(likely[self.numbers[sign]]) if sign in self.numbers else 0.0 for sign in signs]
