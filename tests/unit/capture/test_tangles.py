"""Rows that touch run together in the detector's map; drawn taller they part."""

from __future__ import annotations

import numpy as np

from capture.engines.base import Quad
from capture.engines.tangles import Region, rows_parted

_WIDTH, _HEIGHT = 1280, 800


def _row(y: float, height: float = 30.0, right: float = 600.0) -> Quad:
    return np.array([[100, y], [right, y], [right, y + height], [100, y + height]], np.float32)


def _close_rows(step: float, count: int = 8) -> list[Quad]:
    return [_row(100 + step * n) for n in range(count)]


class Looks:
    """Shows given quads at each stretch, and keeps what it was asked."""

    def __init__(self, **shown: list[Quad]) -> None:
        self.shown = shown
        self.asked: list[tuple[Region, float]] = []

    def __call__(self, region: Region, stretch: float) -> list[Quad]:
        self.asked.append((region, stretch))
        return self.shown[f"at_{round(stretch * 10)}"]


def test_rows_that_run_together_are_looked_at_taller_until_they_part() -> None:
    plain = _close_rows(25)
    looks = Looks(at_15=_close_rows(15), at_20=plain)
    found = rows_parted(_close_rows(10), _WIDTH, _HEIGHT, looks)
    assert [stretch for _, stretch in looks.asked] == [1.5, 2.0]
    assert sorted(quad[0, 1] for quad in found) == [quad[0, 1] for quad in plain]


def test_a_place_that_no_look_parts_stays_as_it_was() -> None:
    tangled = _close_rows(10)
    looks = Looks(at_15=_close_rows(12), at_20=[], at_30=_close_rows(14))
    assert len(looks.shown) == 3
    found = rows_parted(tangled, _WIDTH, _HEIGHT, looks)
    assert [quad[0, 1] for quad in found] == [quad[0, 1] for quad in tangled]


def test_lines_elsewhere_stay_and_are_not_told_twice() -> None:
    heading, beside = _row(20, 40, 300), _row(700)
    looks = Looks(at_15=[*_close_rows(25), _row(702)])
    found = rows_parted([heading, *_close_rows(10), beside], _WIDTH, _HEIGHT, looks)
    assert sum(quad is heading or quad is beside for quad in found) == 2
    assert len(found) == 10


def test_rows_set_close_without_touching_are_looked_at_once() -> None:
    looks = Looks()
    rows = _close_rows(24, 20)
    assert len(rows_parted(rows, _WIDTH, _HEIGHT, looks)) == len(rows)
    assert not looks.asked


def test_few_quads_that_cross_are_no_touching_rows() -> None:
    looks = Looks()
    rows = [*_close_rows(40), _row(105), _row(110)]
    assert len(rows_parted(rows, _WIDTH, _HEIGHT, looks)) == len(rows)
    assert not looks.asked
