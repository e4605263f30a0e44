"""The lines that vote: which they are, and what their beginnings say."""

from __future__ import annotations

import numpy as np
import pytest

from capture.engines.base import Reading
from capture.engines.voters import VOTES, beginning, begun, best_voters


def quad(width: float, height: float) -> np.ndarray:
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def test_the_longest_and_largest_lines_vote():
    quads = [quad(100, 20), quad(400, 20), quad(30, 20), quad(300, 40), quad(380, 20), quad(390, 20)]
    assert best_voters(quads, [0, 1, 2, 3, 4]) == [3, 1, 4, 0][:VOTES]


def test_the_beginning_of_what_was_read_whole_is_what_stands_in_the_beginning_of_the_line():
    line = quad(640, 20)
    kept = beginning(line)
    assert kept[:, 0].max() == pytest.approx(128)
    whole = Reading("甲乙丙丁", 0.5, (0.05, 0.15, 0.3, 0.9), (0.9, 0.7, 0.2, 0.2))
    part = begun(whole, line)
    assert (part.text, part.centres, part.sure) == ("甲乙", (0.05, 0.15), (0.9, 0.7))
    assert part.confidence == pytest.approx(0.8)
    assert begun(whole, quad(100, 20)).text == whole.text
