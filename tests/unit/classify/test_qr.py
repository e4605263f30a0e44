"""QR codes as witnesses: what they give, what they question, and which of them say nothing of a paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from capture.pages import Code, Page
from classify.decide import decide
from classify.profile import Profile
from classify.values import Decision, FieldValue

Draw = Callable[..., Page]
Read = Callable[..., Decision]
_NEW = "01,31,,24322000000048542163,1130.00,20240528,,B2B6"
_OLD = "01,10,032001800311,65281307,1000.00,20240528,02259002865525349387,DC08,"


@pytest.fixture
def read(profile: Profile, today: Any, own: list[str]) -> Read:
    return lambda *pages: decide(pages, profile, own=own, today=today)


def invoice(page: Draw, *codes: str, number: str | None = "24322000000048542163") -> Page:
    return page(
        (500, 40, "电子发票（增值税专用发票）", 50),
        *([(1050, 40, f"发票号码：{number}", 24)] if number else []),
        (1050, 90, "开票日期：2024年05月28日", 24),
        (60, 200, "购买方名称：无锡中通国际贸易有限公司"), (860, 200, "销售方名称：苏州恒达机械有限公司"),
        (60, 300, "项目名称"), (500, 300, "单位"), (700, 300, "数量"), (900, 300, "单价"),
        (1100, 300, "金额"), (1300, 300, "税额"), (60, 900, "价税合计（大写）"),
        (500, 900, "壹仟壹佰叁拾圆整"), (1000, 900, "（小写）¥1130.00"), (60, 1100, "开票人：王芳"),
        codes=tuple(Code("QRCode", text) for text in codes),
    )  # fmt: skip


def said(value: FieldValue) -> list[bool]:
    return [check.ok for check in value.checks if check.id == "qr"]


def test_the_code_of_an_invoice_was_no_witness(read: Read, page: Draw) -> None:
    fields = read(invoice(page, _NEW)).fields
    assert [said(fields[name]) for name in ("number", "date", "amount")] == [[True], [True], [True]]


def test_a_number_that_was_not_read_is_taken_from_the_code(read: Read, page: Draw) -> None:
    fields = read(invoice(page, _NEW, number=None)).fields
    assert fields["number"].value == "24322000000048542163"


def test_a_misread_number_of_an_invoice_was_filed(read: Read, page: Draw) -> None:
    decision = read(invoice(page, _NEW, number="24322000000048542168"))
    assert said(decision.fields["number"]) == [False]
    assert decision.review


def test_the_sum_in_older_codes_is_the_one_before_tax(read: Read, page: Draw) -> None:
    fields = read(invoice(page, _OLD, number="65281307")).fields
    assert said(fields["number"]) == [True]
    assert fields["invoice_code"].value == "032001800311"
    assert said(fields["amount"]) == []


def test_another_invoices_code_gives_nothing(read: Read, page: Draw) -> None:
    other = "01,10,044031900211,37820761,37990.57,20200706,05660235979008260151,EF5B,"
    decision = read(invoice(page, other))
    assert decision.fields["number"].value == "24322000000048542163"
    assert "invoice_code" not in decision.fields
    assert decision.review


def test_of_several_invoices_codes_the_one_that_was_read_counts(read: Read, page: Draw) -> None:
    other = "01,32,,24322000000011111111,20.00,20240501,,AAAA"
    assert said(read(invoice(page, other, _NEW)).fields["number"]) == [True]
    assert "number" not in read(invoice(page, other, _NEW, number=None)).fields


@pytest.mark.parametrize(
    "text",
    [
        "https://qr.alipay.com/fkx18932abcdefgh",
        "wxp://f2f0A1B2C3D4",
        "01,10,1,2,3",
        _NEW.replace("0528", "1328"),
        f"https://pay.example/?bill={_NEW}",
    ],
)
def test_a_code_that_is_no_invoices_says_nothing(read: Read, page: Draw, text: str) -> None:
    assert [said(value) for value in read(invoice(page, text)).fields.values() if said(value)] == []


def test_a_code_within_an_address_written_for_the_web_was_not_seen(licence_page: Page, read: Read) -> None:
    assert said(_with(licence_page, read, "https://x/?q=code%3D91320113580452133T%26a")) == [True]


def test_eighteen_figures_of_a_parcel_were_taken_for_a_credit_code(licence_page: Page, read: Read) -> None:
    assert said(_with(licence_page, read, "YD 400000000000000022")) == []


def _with(licence: Page, read: Read, text: str) -> FieldValue:
    page = Page(1, 1600, 1200, 0, licence.lines, codes=(Code("QRCode", text),))
    return read(page).fields["uscc"]
