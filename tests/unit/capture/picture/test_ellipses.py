"""Rings are found among other ink, also crossing, cut by the border, oval or broken."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.picture.ellipses import Ellipse, Mask, Points, best_ring, drawn, refined


def outer_edge(mask: Mask) -> Points:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.concatenate([line.reshape(-1, 2) for line in outlines]).astype(np.float64)


@pytest.mark.parametrize(
    ("x", "width", "height", "turn"),
    [(120, 60, 60, 0), (150, 80, 60, 25), (150, 96, 56, 35), (12, 60, 60, 0)],
)
def test_a_ring_is_fitted_to_its_outer_edge(x: int, width: int, height: int, turn: int) -> None:
    mask = np.zeros((240, 300), np.uint8)
    cv2.ellipse(mask, (x, 120), (width, height), turn, 0, 360, (1,), 4)
    if x < width:  # cut by the border
        mask = mask[:, :]
    ring = best_ring(mask, outer_edge(mask), 20, 110)
    assert ring is not None
    assert abs(ring.x - x) < 3
    assert abs(ring.along - width) < 4
    assert abs(ring.across - height) < 4
    assert drawn(mask, ring) > 0.9 or x < width


def test_of_two_rings_that_cross_one_is_found_whole() -> None:
    mask = np.zeros((240, 360), np.uint8)
    for x in (120, 210):
        cv2.circle(mask, (x, 120), 70, (1,), 4)
    ring = best_ring(mask, outer_edge(mask), 20, 110)
    assert ring is not None
    assert min(abs(ring.x - 120), abs(ring.x - 210)) < 3
    assert abs(ring.along - 71) < 4


def test_a_broken_ring_beside_a_line_of_print_is_found() -> None:
    mask = np.zeros((240, 300), np.uint8)
    for begin in range(0, 360, 30):
        cv2.ellipse(mask, (150, 120), (70, 70), 0, begin, begin + 24, (1,), 4)
    cv2.rectangle(mask, (20, 100), (60, 112), (1,), -1)
    ring = best_ring(mask, outer_edge(mask), 20, 110)
    assert ring is not None
    assert np.hypot(ring.x - 150, ring.y - 120) < 3


def test_few_points_make_no_ring() -> None:
    mask = np.zeros((60, 60), np.uint8)
    cv2.line(mask, (5, 5), (20, 5), (1,), 1)
    assert best_ring(mask, outer_edge(mask), 10, 30) is None
    lonely = Ellipse(30, 30, 20, 20)
    assert refined(mask, lonely, 3) == lonely


def test_a_ring_mostly_beyond_the_page_counts_as_not_drawn() -> None:
    mask = np.ones((60, 60), np.uint8)
    assert drawn(mask, Ellipse(-30, 30, 40, 40)) == 0.0
    assert drawn(mask, Ellipse(30, 30, 20, 20)) == 1.0


def test_lines_of_print_hold_no_ring() -> None:
    mask = np.zeros((240, 300), np.uint8)
    for row in range(30, 90, 16):
        cv2.putText(mask, "No.2101030045678", (10, row), 0, 0.7, (1,), 1)
    assert best_ring(mask, outer_edge(mask), 20, 110) is None
