"""A typed text is taken apart into pieces that mean together what the whole means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.search_names import cents_of, day_of
from storage.query import Clause, Words
from storage.query_parser import Names, parse, pieces

NAMES = Names({"编号": ("no",)}, frozenset({"日期"}), frozenset({"金额"}), {}, day=day_of, cents=cents_of)
SIGNS = '洪达 编号:：=＝"“”-*2026年3月18日.1万,ht\u3000\n\x00（)>'


def apart(clauses: tuple[Clause, ...]) -> list[Clause]:
    """Return clauses without what they are together with others."""
    return [
        replace(one, condition=replace(one.condition, joined="")) if isinstance(one.condition, Words) else one
        for one in clauses
    ]


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(SIGNS), max_size=40))
def test_pieces_mean_what_the_whole_means(text):
    each = [clause for piece in pieces(text) for clause in parse(piece, NAMES).clauses]
    assert apart(tuple(each)) == apart(parse(text, NAMES).clauses)


@pytest.mark.parametrize(
    ("text", "apart_as"),
    [
        ('洪达 -"作 废" 编号:"HT 1"', ["洪达", '-"作 废"', '编号:"HT 1"']),
        ("洪达“贸易” 2026 年 3 月 18 日 x", ['洪达"贸易"', "2026 年 3 月 18 日", "x"]),
        ('编号："HT"* "a', ['编号："HT"*', '"a']),
    ],
)
def test_a_phrase_an_exclusion_and_a_day_stay_one_piece(text, apart_as):
    assert pieces(text) == apart_as
