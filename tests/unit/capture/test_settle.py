from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from capture.formats.structure import Structure
from capture.settle import (
    Condition,
    FileStamp,
    Patience,
    Settler,
    SettleState,
    Track,
    advance,
)

PATIENCE = Patience(quiet=1.5, unknown=10, unfinished=120)
COMPLETE = Condition(Structure.COMPLETE)
INCOMPLETE = Condition(Structure.INCOMPLETE)
UNKNOWN = Condition(Structure.UNKNOWN)


def stamp(size: int, mtime: int = 0, inode: int = 1) -> FileStamp:
    return FileStamp(size, mtime, 7, inode)


class Paper:
    """A file whose stat and condition the test sets, looked at on a clock of its own."""

    def __init__(self, condition: Condition = COMPLETE, size: int = 100) -> None:
        self.condition: Condition | OSError = condition
        self.stamp = stamp(size)
        self.looks = 0
        self.track: Track | None = None

    def judge(self) -> Condition:
        self.looks += 1
        if isinstance(self.condition, OSError):
            raise self.condition
        return self.condition

    def at(self, now: float) -> SettleState:
        self.track = advance(self.track, self.stamp, now, PATIENCE, self.judge)
        return self.track.state

    def ready_after(self, start: float, step: float = 0.5, limit: float = 1000) -> float:
        now = start
        while now < start + limit:
            if self.at(now) is SettleState.READY:
                return now - start
            now += step
        raise AssertionError("never ready")


def test_a_complete_file_is_ready_after_the_quiet_time() -> None:
    paper = Paper()
    assert paper.at(0) is SettleState.CHANGING
    assert paper.at(1.4) is SettleState.CHANGING
    assert paper.looks == 0, "nobody looks into a file that may still change"
    assert paper.at(1.5) is SettleState.READY


def test_a_file_that_grows_is_never_ready_while_it_grows() -> None:
    paper = Paper()
    for second in range(600):
        paper.stamp = stamp(100 + second)
        assert paper.at(float(second)) is SettleState.CHANGING
    assert paper.at(600.5) is SettleState.READY


def test_a_new_time_or_inode_counts_as_a_change() -> None:
    for changed in (stamp(100, mtime=1), stamp(100, inode=2)):
        paper = Paper()
        paper.at(0)
        paper.stamp = changed
        assert paper.at(1.5) is SettleState.CHANGING
        assert paper.at(3.0) is SettleState.READY


def test_a_scanner_that_pauses_half_a_minute_is_waited_for() -> None:
    paper = Paper(INCOMPLETE)
    for second in range(31):
        assert paper.at(float(second)) is not SettleState.READY
    paper.stamp, paper.condition = stamp(200), COMPLETE
    assert paper.ready_after(31.0) == 1.5


def test_an_empty_file_that_is_filled_later_is_waited_for() -> None:
    paper = Paper(INCOMPLETE, size=0)
    for second in range(100):
        assert paper.at(float(second)) is not SettleState.READY
    paper.stamp, paper.condition = stamp(5000), COMPLETE
    assert paper.ready_after(100.0) == 1.5


def test_patience_ends_and_the_file_is_taken_as_it_is() -> None:
    assert Paper(INCOMPLETE).ready_after(0) == 120
    assert Paper(UNKNOWN).ready_after(0) == 10


def test_a_complete_file_that_somebody_still_writes_waits_for_the_writer() -> None:
    paper = Paper(Condition(Structure.COMPLETE, writer=True))
    for second in range(20):
        assert paper.at(float(second)) is not SettleState.READY
    paper.condition = COMPLETE
    assert paper.ready_after(20, step=0.1) < 0.6


def test_a_writer_that_never_closes_does_not_hold_a_file_for_ever() -> None:
    assert Paper(Condition(Structure.COMPLETE, writer=True)).ready_after(0) == 120


def test_a_structure_that_changes_behind_an_unchanged_stat_is_a_change() -> None:
    paper = Paper(INCOMPLETE)
    for second in range(60):
        paper.at(float(second))
    paper.condition = COMPLETE
    assert paper.at(62.0) is SettleState.UNFINISHED
    assert paper.ready_after(62.0, step=0.25) >= 1.25


def test_a_busy_file_is_tried_again_with_growing_pauses_and_never_given_up() -> None:
    paper = Paper()
    paper.condition = PermissionError()
    tries = []
    for second in range(600):
        before = paper.looks
        paper.at(float(second))
        if paper.looks > before:
            tries.append(second)
    pauses = [b - a for a, b in itertools.pairwise(tries)]
    assert pauses == sorted(pauses)
    assert max(pauses) == 15
    assert paper.track is not None
    assert paper.track.state is SettleState.BUSY
    paper.condition = COMPLETE
    assert paper.ready_after(600) <= 15


def test_a_file_that_was_ready_but_could_not_be_taken_comes_again() -> None:
    settler = Settler(PATIENCE, lambda path: COMPLETE)
    settler.observe("a", stamp(1), 0)
    assert settler.observe("a", stamp(1), 2).state is SettleState.READY
    settler.postpone("a", 2)
    assert settler.observe("a", stamp(1), 2.5).state is SettleState.BUSY
    assert settler.observe("a", stamp(1), 3).state is SettleState.READY
    settler.postpone("a", 3)
    assert settler.observe("a", stamp(1), 4.5).state is SettleState.BUSY
    assert settler.observe("a", stamp(1), 5).state is SettleState.READY


def test_files_are_forgotten_when_they_are_gone() -> None:
    settler = Settler(PATIENCE, lambda path: COMPLETE)
    settler.observe("a", stamp(1), 0)
    settler.observe("b", stamp(1), 1)
    settler.keep_only(["b"])
    assert set(settler.tracks()) == {"b"}
    assert settler.next_due() == 2.5
    assert settler.observe("a", stamp(1), 9).state is SettleState.CHANGING


def test_stamps_survive_being_written_down() -> None:
    one = FileStamp(5, 1_700_000_000_123_456_789, 64769, 42)
    assert FileStamp.parse(str(one)) == one


moves = st.lists(
    st.tuples(
        st.floats(0, 30),
        st.sampled_from(["grow", "touch", "still"]),
        st.sampled_from([COMPLETE, INCOMPLETE, UNKNOWN, Condition(Structure.COMPLETE, writer=True)]),
    ),
    max_size=40,
)


@given(moves)
def test_nothing_is_ready_before_it_lay_still_as_long_as_its_condition_asks(
    story: list[tuple[float, str, Condition]],
) -> None:
    paper, now, changed = Paper(), 0.0, 0.0
    paper.at(0)
    for pause, what, condition in story:
        now += pause
        if what != "still":
            changed = now
            grown = 1 if what == "grow" else 0
            paper.stamp = stamp(paper.stamp.size + grown, paper.stamp.mtime_ns + 1)
        paper.condition = condition
        before = paper.track is not None and paper.track.state is SettleState.READY
        if paper.at(now) is SettleState.READY and not before:
            assert now - changed >= PATIENCE.of(condition) - 1e-6
