"""Values of one paper that must agree, and what is made of those that do not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.pages import Box, Page, Seal
from classify.crosschecks.agreement import AREA, SEAL
from classify.decide import decide
from classify.notation.money import parse_words
from classify.notation.numerals import money_words
from classify.profile import Profile
from classify.values import Decision, FieldValue

Read = Callable[..., Decision]


@pytest.fixture
def read(profile: Profile, today: Any, own: list[str]) -> Read:
    return lambda *pages: decide(pages, profile, own=own, today=today)


def checks(value: FieldValue, kind: str) -> list[bool]:
    return [check.ok for check in value.checks if check.id == kind]


def licence(page: Callable[..., Page], address: str) -> Page:
    return page(
        (640, 90, "营业执照", 90), (60, 200, "统一社会信用代码：91320113580452133T"),
        (150, 330, "名称：南京文化艺术产权交易所有限公司"),
        (150, 390, "类型：有限责任公司"), (150, 450, f"住所：{address}"),
        (150, 510, "成立日期：2011年8月10日"),
        (150, 570, "经营范围：投资咨询服务。"), (1000, 800, "登记机关"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("江苏省南京市栖霞区马群街道紫东路1号", [True]),
        ("浙江省宁波市鄞州区建设路1号", [False]),
        ("栖霞区紫东路1号", []),
    ],
)
def test_a_code_of_another_province_is_told_but_does_not_wait(
    read: Read, page: Callable[..., Page], address: str, expected: list[bool]
) -> None:
    decision = read(licence(page, address))
    assert checks(decision.fields["uscc"], AREA) == expected
    assert not decision.review


@pytest.mark.parametrize(
    ("seal", "party", "expected"),
    [
        ("苏州远景贸易有限公司\n收货专用章", "consignee", [True]),
        ("苏州运景贸易有限公司", "consignee", [True]),  # one character misread
        ("广州市白云区腾飞化工有限公司", "consignee", [False]),
        ("广洲白", "consignee", []),  # too little was read to say anything
    ],
)
def test_seals_confirm_the_parties(
    read: Read, page: Callable[..., Page], slip_lines: list[Any], seal: str, party: str, expected: list[bool]
) -> None:
    stamped = page(*slip_lines, width=1500, height=900, seals=(Seal(Box(900, 400, 1100, 600), seal),))
    decision = read(stamped)
    assert checks(decision.fields[party], SEAL) == expected
    assert not decision.review


def test_words_that_lost_their_beginning_are_mended_by_lines_and_figures(
    read: Read, page: Callable[..., Page], slip_lines: list[Any]
) -> None:
    spots = [(x, y, text.replace("壹仟玖佰元整", "仟玖佰元整"), *rest) for x, y, text, *rest in slip_lines]
    words = read(page(*spots, width=1500, height=900)).fields["total_in_words"]
    assert (words.value, checks(words, "corrected")) == ("壹仟玖佰元整", [True])


@pytest.mark.parametrize("printed", ["章仟玖佰元整", "壹仟政佰元整", "壹任玖佰元整"])
def test_words_of_a_sum_do_not_end_at_a_misread_sign(
    read: Read, page: Callable[..., Page], slip_lines: list[Any], printed: str
) -> None:
    spots = [(x, y, text.replace("壹仟玖佰元整", printed), *rest) for x, y, text, *rest in slip_lines]
    found = read(page(*spots, width=1500, height=900)).fields
    words = found["total_in_words"]
    assert found["total"].value == "1900.00"
    assert (words.value, checks(words, "corrected")) == ("壹仟玖佰元整", [True])
    assert all(check.ok for check in words.checks)


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("壹拾贰万捌仟肆佰元整", "128400.00"),
        ("章拾贰方捌仟肆佰元整", None),
        ("壹拾贰方捌仟肆佰元整", None),
        ("拾贰万捌仟肆佰元整", "128400.00"),
    ],
)
def test_words_with_a_misread_sign_give_no_sum(
    read: Read, page: Callable[..., Page], printed: str, amount: str | None
) -> None:
    decision = read(
        page(
            (600, 60, "购销合同", 46), (60, 160, "需方：苏州远景贸易有限公司"),
            (60, 220, "供方：上海宏达机械制造有限公司"), (60, 280, "合同编号：HT2024-018"),
            (60, 340, f"合同总金额（大写）：{printed}"), (60, 400, "签订日期：2024年5月6日"),
            width=1500, height=900,
        )
    )  # fmt: skip
    found = decision.fields.get("amount")
    assert (found.value if found else None) == amount


def test_a_count_of_pieces_is_no_sum_of_money(read: Read, page: Callable[..., Page]) -> None:
    decision = read(
        page(
            (600, 60, "调拨出库单", 46), (60, 140, "收货单位：苏州远景贸易有限公司"),
            (900, 140, "日期：2024-05-06"),
            (60, 200, "品名"), (400, 200, "规格型号"), (700, 200, "单位"), (900, 200, "出库数量"),
            (60, 260, "镀锌钢管"), (400, 260, "DN50"), (700, 260, "吨"), (900, 260, "2.5"),
            (60, 320, "闸阀"), (400, 320, "DN80"), (700, 320, "台"), (900, 320, "4"),
            (60, 380, "合计"), (900, 380, "6.5"), width=1500, height=900,
        )
    )  # fmt: skip
    assert len(decision.fields["lines"].value) == 2
    assert "total" not in decision.fields


@given(st.integers(1, 10**14 - 1).map(lambda cents: Decimal(cents) / 100).filter(lambda sum_: sum_ >= 1))
def test_a_sum_in_words_reads_as_itself(amount: Decimal) -> None:
    said = parse_words(money_words(amount))
    assert said is not None
    assert said.amount == amount


def test_words_broken_in_a_narrow_cell_were_filed_without_their_fen(
    read: Read, page: Callable[..., Page]
) -> None:
    decision = read(_sum_of_an_invoice(page, "玖万捌仟柒佰肆拾柒圆肆角", "壹分"))
    assert decision.fields["amount"].value == "98747.41"
    assert checks(decision.fields["amount"], "words_equal_figures") == [True]


def test_cut_words_of_a_sum_proved_themselves(read: Read, page: Callable[..., Page]) -> None:
    decision = read(_sum_of_an_invoice(page, "玖万捌仟柒佰肆拾柒圆肆角", "备注"))
    assert decision.fields["amount"].value == "98747.41"
    assert checks(decision.fields["amount"], "words_equal_figures") == [False]


def _sum_of_an_invoice(page: Callable[..., Page], words: str, below: str) -> Page:
    return page(
        (500, 40, "电子发票（普通发票）", 50), (1050, 40, "发票号码：24322000000048542163", 24),
        (1050, 90, "开票日期：2024年05月28日", 24),
        (60, 200, "购买方名称：无锡中通国际贸易有限公司"), (860, 200, "销售方名称：苏州恒达机械有限公司"),
        (60, 703, "合计", 43), (900, 700, "¥90593.95", 43), (1200, 700, "¥8153.46", 43),
        (63, 798, "价税合计（大写）", 43), (450, 768, words, 43), (997, 787, "（小写）¥98747.41", 43),
        (450, 817, below, 43), (60, 1000, "开票人：王芳"),
    )  # fmt: skip
