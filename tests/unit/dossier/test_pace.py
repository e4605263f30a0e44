"""How long the rest will take is told from the pages just read."""

from __future__ import annotations

from dossier.pace import Pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_too_few_pages_tell_nothing():
    pace = Pace(Clock())
    pace.page_done()
    pace.page_done()
    assert pace.seconds_left(100) is None


def test_time_without_work_does_not_count():
    clock = Clock()
    pace = Pace(clock)
    for _ in range(4):
        clock.now += 3600
        pace.begin()
        clock.now += 2
        pace.page_done()
    assert pace.seconds_left(10) == 20


def test_the_last_pages_count_and_not_those_of_long_ago():
    clock = Clock()
    pace = Pace(clock)
    for seconds in [60] * 100 + [1] * 100:
        clock.now += seconds
        pace.page_done()
    assert pace.seconds_left(7) == 7
