"""What must hold for any text: no crash of a rule or field, boxes on their page, forms that stay."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capture.pages import Box, Line, Page, Reader
from classify.decide import decide
from classify.goods.goods_rows import KEYS
from classify.goods.goods_sums import mend_figures
from classify.normalise import folded, tidy, tidy_name
from classify.piles.rescans import compare_papers, marks_of
from classify.profile import load_profile
from classify.types.explain import explain_type
from classify.values import Decision

PROFILE = load_profile("manufacturing")
TODAY = dt.date(2026, 11, 23)
WIDTH, HEIGHT = 1200, 1600
FRAGMENTS = [
    *(
        "送货单",
        "营业执照",
        "合同编号：",
        "统一社会信用代码",
        "91320113580452133T",
        "甲方：",
        "壹佰万元整",
        "¥1,2.3",
    ),
    *(
        "2024年13月45日",
        "No.",
        "合计",
        "品名 规格 数量 单价 金额",
        "长期",
        "（",
        "㈱",
        "İ",
        "ß",
        "\u0301",
        "👍",
        "0" * 40,
    ),
    *(
        "身份证号",
        "日期：",
        "有效期至",
        "公司",
        "\x00",
        "①",
        "Ⅷ",
        "１２３",
        "\u202e",
        "\ufeff",
        "二〇二四年三月",
        "-",
        "%",
    ),
]
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4).map("".join),
    st.text(min_size=1, max_size=40),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    x0, y0 = draw(st.integers(0, WIDTH - 20)), draw(st.integers(0, HEIGHT - 20))
    box = Box(x0, y0, draw(st.integers(x0, WIDTH)), draw(st.integers(y0, min(HEIGHT, y0 + 120))))
    placed = draw(st.sampled_from([box, None]))
    return Line(draw(texts), placed, draw(st.floats(0, 1)), draw(st.sampled_from(list(Reader))))


pages = st.lists(lines(), max_size=25).map(lambda found: Page(1, WIDTH, HEIGHT, 0, tuple(found), 300))


def boxes(decision: Decision) -> list[Box]:
    found = [reason.box for reason in decision.reasons] + [value.box for value in decision.fields.values()]
    return [box for box in [*found, decision.party.box if decision.party else None] if box is not None]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages)
def test_no_text_crashes_a_rule_and_every_box_lies_on_its_page(page):
    decision = decide([page], PROFILE, own=["上海宏达机械制造有限公司"], today=TODAY)
    assert decision.type in PROFILE.types
    for box in boxes(decision):
        assert 0 <= box.x0 <= box.x1 <= WIDTH
        assert 0 <= box.y0 <= box.y1 <= HEIGHT
    explained = explain_type([page], PROFILE)
    assert explained.best.points >= explained.next.points
    assert len([str(change) for change in explained.changes]) == len(explained.changes)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, st.sampled_from(sorted(PROFILE.types)))
def test_no_text_crashes_a_field_of_any_type(page, type_id):
    assert decide([page], PROFILE, today=TODAY, type_id=type_id).type == type_id


@settings(max_examples=40, deadline=None)
@given(pages, pages)
def test_comparing_papers_crashes_on_nothing_and_knows_itself(one, other):
    assert compare_papers([one], [other]).share <= 1
    assert compare_papers([one], [one]).conflicts == ()
    assert marks_of(one) == marks_of(one)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {key: st.sampled_from([None, "0", "3", "12.5", "708.00", "钢管", "1.2.3"]) for key in KEYS}
        ),
        max_size=4,
    ),
    st.lists(st.decimals(-10, 10_000, places=2), max_size=3),
)
def test_mending_figures_crashes_on_nothing_and_mends_once(rows, printed):
    mended, numbers = mend_figures(rows, printed)
    assert len(mended) == len(rows)
    assert all(1 <= number <= len(rows) for number in numbers)
    assert all(mended[n] == row for n, row in enumerate(rows) if n + 1 not in numbers)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
@pytest.mark.parametrize("normalise", [tidy, tidy_name, folded])
def test_normalising_twice_changes_nothing(normalise, text):
    once = normalise(text)
    assert normalise(once) == once
