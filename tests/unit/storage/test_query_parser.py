"""What people type, read as a query; no text is refused, and what is written down reads the same."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.query import Amount, Clause, Dated, FieldIs, Match, OneOf, Query, Words
from storage.query_parser import Names, cents_of, parse
from storage.search_needs import covering, needs

NAMES = Names(
    {"合同编号": ("contract_no",), "编号": ("contract_no", "slip_no"), "客户": ("customer",)},
    frozenset({"日期", "date"}),
    frozenset({"金额", "amount"}),
    {
        "类型": ("type", {"合同": ("contract",), "订单": ("order",)}),
        "state": ("state", {"filed": ("filed",)}),
    },
)


def dated(first: tuple[int, ...] | None, last: tuple[int, ...] | None) -> Dated:
    return Dated(dt.date(*first) if first else None, dt.date(*last) if last else None)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("合同編號:HT2024*", FieldIs(("contract_no",), "ht2024", Match.BEGINS)),
        ("合同编号：ＨＴ２０２４＊", FieldIs(("contract_no",), "ht2024", Match.BEGINS)),
        ("编号=HT-1", FieldIs(("contract_no", "slip_no"), "ht-1", Match.EQUALS)),
        ('客户:"宏达 ACME"', FieldIs(("customer",), "宏达 acme", Match.CONTAINS)),
        ("客户：“宏达”", FieldIs(("customer",), "宏达", Match.CONTAINS)),
        ("金额>100000", Amount(10_000_001, None)),
        ("金额≥10万", Amount(10_000_000, None)),
        ("金额<1,000.50", Amount(None, 100_049)),
        ("金额:2000..1000", Amount(100_000, 200_000)),
        ("金额:..¥30", Amount(None, 3000)),
        ("amount=12.3", Amount(1230, 1230)),
        ("日期:2024-01..2024-06", dated((2024, 1, 1), (2024, 6, 30))),
        ("日期:2024", dated((2024, 1, 1), (2024, 12, 31))),
        ("日期:2024年2月", dated((2024, 2, 1), (2024, 2, 29))),
        ("日期:2024/3/5..", dated((2024, 3, 5), None)),
        ("日期>2024-02", dated((2024, 3, 1), None)),
        ("日期<2024", dated(None, (2023, 12, 31))),
        ("date<=2024", dated(None, (2024, 12, 31))),
        ("类型:合同", OneOf("type", ("contract",))),
        ("合同", Words("合同")),
        ('"total amount"', Words("total amount", as_typed=True)),
        ("“合 同”", Words("合同", as_typed=True)),
        ("HT2024-018", Words("ht2024-018")),
        ("类型:没有", Words("类型:没有")),
        ("日期:2024-13", Words("日期:2024-13")),
        ("日期:..", Words("日期:..")),
        ("金额>很多", Words("金额>很多")),
        ("谁知道:甲", Words("谁知道:甲")),
        ("合*", Words("合*")),
        ("-", Words("-")),
    ],
)
def test_one_condition(text, condition):
    (clause,) = parse(text, NAMES).clauses
    assert (clause.condition, clause.excluded) == (condition, False)


def test_several_clauses_with_exclusion():
    query = parse('合同 -作废 -"not valid" -类型:订单 A-1', NAMES)
    assert query.clauses == (
        Clause(Words("合同")),
        Clause(Words("作废"), True),
        Clause(Words("not valid", as_typed=True), True),
        Clause(OneOf("type", ("order",)), True),
        Clause(Words("a-1")),
    )
    assert query.words == ("合同", "a-1")


@pytest.mark.parametrize(
    ("text", "asks"), [("", False), ("　 ", False), ('""', False), ("-a", False), ("a -b", True)]
)
def test_leaving_out_alone_asks_for_nothing(text, asks):
    assert parse(text, NAMES).asks == asks


SIGNS = st.sampled_from(
    list('合同编号日期金额类型客户订单:：=<>≤≥*-"“”.。,，万亿年月 \t\\\x00ａA1２0/(){}[]^~|&')
)


@settings(max_examples=300)
@given(st.one_of(st.text(), st.text(SIGNS), st.lists(SIGNS, max_size=30).map("".join)))
def test_no_text_is_refused_and_its_words_quoted_read_the_same(text):
    query = parse(text, NAMES)
    needs(query)
    quoted = parse(" ".join(f'"{word}"' for word in query.words), NAMES)
    assert quoted.words == query.words


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1,000", 100_000),
        ("10万", 10_000_000),
        ("1.5亿", 15_000_000_000),
        ("¥3.50元", 350),
        ("x", None),
        ("-1", None),
    ],
)
def test_typed_sums(text, cents):
    assert cents_of(text) == cents


@given(st.integers(0, 10**14 - 1), st.integers(0, 10**14 - 1))
def test_beginnings_of_digits_cover_a_span_exactly(one, other):
    low, high = min(one, other), max(one, other)
    found = covering(low, high)
    assert sum(10 ** (14 - len(digits)) for digits in found) == high - low + 1
    for number in (low, high, (low + high) // 2, low - 1, high + 1):
        inside = sum(f"{number:014}".startswith(digits) for digits in found if 0 <= number < 10**14)
        assert inside == (low <= number <= high)


def test_a_query_holds_more_conditions_beside_its_words():
    query = parse("合同").and_also(OneOf("state", ("filed",)))
    assert query == Query((Clause(Words("合同")), Clause(OneOf("state", ("filed",)))))
