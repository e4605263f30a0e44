"""Finding lines of text, with a network that sees ink as text."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from capture.engines.detect import find_lines
from capture.engines.quads import side_lengths


class InkNetwork:
    """Takes every dark pixel for text."""

    runtime = "test"

    def run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        return (batch[:, :1] < -0.5).astype(np.float32)


def _white(height: int, width: int) -> NDArray[np.uint8]:
    return np.full((height, width), 255, np.uint8)


def test_close_long_lines_at_an_angle_are_all_found() -> None:
    page = _white(800, 1000)
    for row in range(3):
        end = 900 if row != 1 else 450
        cv2.line(page, (100, 300 + 26 * row), (end, 300 + 26 * row + round((end - 100) * 0.07)), (0,), 12)
    assert len(find_lines(page, InkNetwork())) == 3


def test_tall_lines_side_by_side_are_all_found() -> None:
    page = _white(1000, 800)
    for column in range(10):
        cv2.line(page, (100 + 50 * column, 100), (100 + 50 * column, 800), (0,), 14)
    assert len(find_lines(page, InkNetwork())) == 10


@pytest.mark.parametrize("lean", [-90, -40, 0, 40, 90])
def test_corners_begin_at_the_top_left_however_a_line_leans(lean: int) -> None:
    tall, wide = _white(1000, 1000), _white(1000, 1000)
    cv2.line(tall, (500, 100), (500 + lean, 900), (0,), 14)
    cv2.line(wide, (100, 500), (900, 500 + lean), (0,), 14)
    (upright,), (lying,) = find_lines(tall, InkNetwork()), find_lines(wide, InkNetwork())
    for (width, height), quad in ((side_lengths(upright), upright), (side_lengths(lying), lying)):
        assert (height > width) == (quad is upright)
        assert quad[0][0] < quad[1][0]
        assert quad[3][0] < quad[2][0]
        assert quad[0][1] < quad[3][1]
        assert quad[1][1] < quad[2][1]


def test_every_line_of_a_strip_is_found_once() -> None:
    strip = _white(6000, 400)
    for y in range(40, 6000, 60):
        cv2.line(strip, (40, y), (360, y), (0,), 14)
    quads = find_lines(strip, InkNetwork())
    assert len(quads) == len(range(40, 6000, 60))
    assert all(quad[:, 1].min() >= 0 and quad[:, 1].max() <= 6000 for quad in quads)


def test_a_line_longer_than_a_window_of_a_wide_strip_is_found_in_one_piece() -> None:
    strip = _white(1200, 3400)
    for y in range(300, 1100, 60):
        cv2.line(strip, (100, y), (3200, y + 30), (0,), 24)
    for y in range(100, 250, 40):
        cv2.line(strip, (100, y), (1500, y), (0,), 14)  # ends where two windows overlap
        cv2.line(strip, (1640, y), (3200, y), (0,), 14)  # another line of the same row
    quads = find_lines(strip, InkNetwork())
    long = [quad for quad in quads if quad[:, 1].min() > 250]
    assert len(long) == len(range(300, 1100, 60))
    assert all(quad[:, 0].min() < 105 and quad[:, 0].max() > 3195 for quad in long)
    assert len(quads) - len(long) == 2 * len(range(100, 250, 40))


def test_boxes_are_a_little_larger_than_the_text() -> None:
    page = _white(400, 600)
    page[100:130, 100:400] = 0
    (quad,) = find_lines(page, InkNetwork())
    assert 60 < quad[0][0] < 100
    assert 400 < quad[2][0] < 440
    assert 60 < quad[0][1] < 100
    assert 130 < quad[2][1] < 170


def test_specks_are_no_text() -> None:
    page = _white(400, 600)
    page[100:102, 100:102] = 0
    assert find_lines(page, InkNetwork()) == []


class FadingNetwork:
    """Sees dark pixels from ``fades`` on only faintly while it looks at more than a strip."""

    runtime = "test"

    def __init__(self, fades: float) -> None:
        self.fades = fades
        self.looks: list[tuple[int, int]] = []

    def run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        height, width = batch.shape[2:]
        self.looks.append((height, width))
        seen = (batch[:, :1] < -0.5).astype(np.float32)
        if min(height, width) > 480:
            seen[..., round(self.fades * width) :] *= 0.2
        return seen


def test_a_line_that_fades_beside_an_ornament_is_seen_in_a_strip() -> None:
    page = _white(1280, 1000)
    cv2.line(page, (200, 1200), (800, 1200), (0,), 12)
    (quad,) = find_lines(page, FadingNetwork(fades=0.0))
    assert quad[:, 0].min() < 205
    assert quad[:, 0].max() > 795
    assert 1180 < quad[:, 1].min() < quad[:, 1].max() < 1220


def test_a_line_of_which_the_beginning_alone_was_seen_is_found_whole() -> None:
    page = _white(1280, 1000)
    cv2.line(page, (200, 1200), (800, 1200), (0,), 12)
    cv2.line(page, (200, 1150), (420, 1150), (0,), 12)
    short, long = sorted(find_lines(page, FadingNetwork(fades=0.45)), key=lambda quad: quad[:, 1].max())
    assert short[:, 0].max() < 440
    assert long[:, 0].min() < 205
    assert long[:, 0].max() > 795


def test_a_column_that_fades_is_seen_in_a_strip() -> None:
    page = _white(1280, 1000)
    cv2.line(page, (950, 300), (950, 900), (0,), 12)
    (quad,) = find_lines(page, FadingNetwork(fades=0.0))
    assert quad[:, 1].min() < 305
    assert quad[:, 1].max() > 895


def test_what_was_seen_is_not_looked_at_again() -> None:
    page = _white(1280, 1000)
    cv2.line(page, (200, 1200), (800, 1200), (0,), 12)
    network = FadingNetwork(fades=1.0)
    assert len(find_lines(page, network)) == 1
    assert len(network.looks) == 1


class GreyNetwork:
    """Takes pixels for text as far as they are dark."""

    runtime = "test"

    def run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        return (0.5 - 0.5 * batch[:, :1]).astype(np.float32)


def _bridged(rows: int, beside: int) -> NDArray[np.uint8]:
    """Draw characters below each other with a faint bridge between them, and beside each what is so long."""
    page = _white(1280, 1000)
    cv2.rectangle(page, (205, 300), (215, 300 + 50 * rows - 26), (140,), -1)
    for row in range(rows):
        top = 300 + 50 * row
        cv2.rectangle(page, (200, top), (220, top + 20), (0,), -1)
        cv2.rectangle(page, (330, top), (330 + beside, top + 20), (0,), -1)
    return page


def test_first_characters_of_spaced_labels_are_no_column() -> None:
    quads = find_lines(_bridged(2, beside=20), GreyNetwork())
    assert len(quads) == 4
    assert all(abs(width - height) < 8 for width, height in map(side_lengths, quads))


def test_a_column_that_labels_long_rows_stays_whole() -> None:
    quads = find_lines(_bridged(3, beside=400), GreyNetwork())
    assert len(quads) == 4
    assert max(side_lengths(quad)[1] for quad in quads) > 120


@pytest.mark.parametrize("quarters", [0, 2])
def test_a_column_that_touches_the_edge_of_the_page_does_not_stop_reading(quarters: int) -> None:
    page = np.ascontiguousarray(np.rot90(_bridged(2, beside=20)[300:371, 200:], quarters))
    assert find_lines(page, GreyNetwork())
