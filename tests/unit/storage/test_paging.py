"""Cursors travel through addresses and come back, or are refused."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import WrongCursor
from storage.paging import decode_cursor, encode_cursor


@given(st.text(), st.integers(1 - 2**63, 2**63 - 1))
def test_a_cursor_comes_back_as_it_was(name, number):
    cursor = encode_cursor(name, number)
    assert decode_cursor(cursor, str, int) == (name, number)
    assert all(character.isalnum() or character in "-_" for character in cursor)


@pytest.mark.parametrize("cursor", ["", "x", "号", "bnVsbA", encode_cursor(1), encode_cursor(1, 2, 3), "a b"])
def test_other_cursors_are_refused(cursor):
    with pytest.raises(WrongCursor):
        decode_cursor(cursor, int, int)


@given(st.text())
def test_no_text_breaks_the_decoder(text):
    with contextlib.suppress(WrongCursor):
        decode_cursor(text, int)


def test_a_truth_value_is_no_number():
    with pytest.raises(WrongCursor):
        decode_cursor(encode_cursor(True), int)


@given(st.dates(), st.datetimes(timezones=st.just(dt.UTC)))
def test_days_and_moments_come_back_too(day, moment):
    assert decode_cursor(encode_cursor(day, moment), dt.date, dt.datetime) == (day, moment)


@pytest.mark.parametrize(
    ("cursor", "kind"),
    [
        (encode_cursor("2024-13-01"), dt.date),
        (encode_cursor("yesterday"), dt.datetime),
        (encode_cursor("2024-03-05T10:00:00"), dt.datetime),
        (encode_cursor(5), dt.date),
        (encode_cursor(2**63), int),
    ],
)
def test_a_made_up_day_moment_or_number_broke_the_list(cursor, kind):
    with pytest.raises(WrongCursor):
        decode_cursor(cursor, kind)
