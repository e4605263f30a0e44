"""Rows keep their places while others come and go between them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from storage.repositories.places import STEP, place_rows

ROWS = st.lists(st.integers(0, 30), unique=True, max_size=20)


@given(before=ROWS, after=ROWS)
def test_places_rise_and_known_rows_stay_unless_their_order_changed(before, after):
    known = dict(zip(before, place_rows(before, {}), strict=True))
    places = place_rows(after, known)
    assert len(places) == len(after)
    assert all(low < high for low, high in pairwise(places))
    stayed = [one for one in after if one in known]
    if stayed == sorted(stayed, key=known.__getitem__):
        assert [known[one] for one in stayed] == [
            place for one, place in zip(after, places, strict=True) if one in known
        ]


def test_a_row_in_between_moves_none_behind_it_until_there_is_no_room():
    known = dict(zip("abc", place_rows("abc", {}), strict=True))
    assert place_rows("axbc", known) == [0, STEP // 2, STEP, 2 * STEP]
    assert place_rows("abc" + "d" * 1, known)[-1] == 3 * STEP
    tight = {"a": 5, "b": 6}
    assert place_rows("axb", tight) == [0, STEP, 2 * STEP]
    assert place_rows("xa", {"a": 0}) == [-STEP, 0]
