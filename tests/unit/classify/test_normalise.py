from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classify.normalise import fold, folded, tidy, tidy_name
from classify.notation.dates import find_dates, parse_date
from classify.notation.money import find_money, parse_money, parse_quantity
from classify.notation.numerals import words_value

LETTERS = "零一二三四五六七八九十百千万亿元角分整壹贰叁肆伍陆柒捌玖拾佰仟圆¥0123456789.,年月日（）() 　/-"
CHINESE = st.text(alphabet=LETTERS) | st.text()


def test_tidy_drops_spaces_between_han_and_folds_width() -> None:
    assert tidy("营　业 执  照　ＡＢＣ１２") == "营业执照 ABC12"
    assert tidy_name("上海宏达(集团) 有限公司") == "上海宏达（集团）有限公司"


def test_a_name_stored_with_an_accent_is_still_found_by_its_folded_form() -> None:
    """Customers' names lie in the ledger as they were folded: what folds otherwise is another customer."""
    assert fold("Müller机械").plain == "MÜLLER机械"


def test_folding_makes_look_alikes_and_traditional_characters_one() -> None:
    assert folded("統一社會信用代碼") == folded("统一社会信用代码")
    assert folded("末来曰期") == folded("未来日期")
    assert folded("NO.10I") == folded("n0.1O1")
    assert folded("買賣合同") == folded("买卖合同")


@given(CHINESE)
@example("ﬀ㍿ ﷺ")
def test_normalising_is_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert folded(folded(text)) == folded(text)
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@given(st.text(), st.data())
def test_every_stretch_leads_back_to_what_stood_there(text: str, data: st.DataObject) -> None:
    form = fold(text)
    assert len(form.text) == len(form.plain) == len(form.origin)
    assert list(form.origin) == sorted(form.origin)
    start = data.draw(st.integers(0, len(form.text)))
    end = data.draw(st.integers(start, len(form.text)))
    assert form.cut(start, end) in text


@pytest.mark.parametrize(
    "text",
    [
        "二〇二四年三月五日",
        "二○二四年三月五日",
        "贰零贰肆年叁月零伍日",
        "2024年3月5日",
        "２０２４年０３月０５日",
        "2024.03.05",
        "2024-3-5",
        "2024/3/5",
        "20240305",
        "2024-3-5 12:30",
        "签订于2024年3月5日在上海",
        "2O24年O3月O5日",
        "2024年 03 月 05 日",
        "March 5, 2024",
        "5 Mar 2024",
        "24年3月5日",
        "2 0 2 4 年 0 3 月 0 5 日",
        "20 24年3月5日",
        "2024年_3_月_5_日",
        "2024年三月五日",
        "二O二四年三月五日",
        "二〇二四年三月5日",
        "2024 MAR 05",
        "2024年3用5目",
        "2024羊3月5口",
        "Z024年3月S日",
        "日期:2024 03 05",
        "2024  03  05",
    ],
)
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert parse_date(text) == "2024-03-05"


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2024",
        "2024年13月5日",
        "2024年2月30日",
        "12345678",
        "1200.50",
        "3-5",
        "2024 03 05 12",
        "A 2024 03 05",
    ],
)
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024年12月2 5日", "2024-12-25"),
        ("2024年1 2月5日", "2024-12-05"),
        ("二零二四年三月十入日", "2024-03-18"),
        ("2024年B月31日", "2024-08-31"),
    ],
)
def test_a_figure_apart_from_its_number_is_not_lost(text: str, value: str) -> None:
    assert parse_date(text) == value


def test_a_day_that_may_have_lost_a_figure_is_no_certain_date() -> None:
    assert parse_date("2024-12-2 5") is None
    assert parse_date("2024-12-02 5") == "2024-12-02"
    assert parse_date("2024-12-2 15:30") == "2024-12-02"


def test_a_letter_taken_for_a_figure_of_a_date_is_told() -> None:
    assert [f.mended for f in find_dates("2024年3月S日至2025年3月5目")] == [True, False]


def test_both_ends_of_a_term_are_found() -> None:
    found = find_dates(fold("自2011年08月10日至2041年08月09日").plain)
    assert [f.value for f in found] == [dt.date(2011, 8, 10), dt.date(2041, 8, 9)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("人民币壹万贰仟叁佰元整", "12300.00"),
        ("¥12,300.00", "12300.00"),
        ("500万元", "5000000.00"),
        ("1.2亿元", "120000000.00"),
        ("壹仟万元整", "10000000.00"),
        ("拾万元整", "100000.00"),
        ("3仟万元", "30000000.00"),
        ("1000.000000万人民币", "10000000.00"),
        ("叁仟零伍元零角陆分", "3005.06"),
        ("零佰壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123456.78"),
        ("⊗拾贰万零仟零佰零拾零元", "20000.00"),
        ("12.300.00", "12300.00"),
        ("12，300，00", "12300.00"),
        ("1,234", "1234.00"),
    ],
)
def test_money_is_read_in_yuan(text: str, value: str) -> None:
    found = parse_money(text)
    assert found is not None
    assert found.value == value
    assert found.currency == "CNY"


def test_other_currencies_are_told() -> None:
    found = parse_money("USD 12,000.00")
    assert found is not None
    assert (found.value, found.currency) == ("12000.00", "USD")


@pytest.mark.parametrize(
    ("text", "value"), [("1,200.50吨", "1200.5"), ("2000", "2000"), ("0.20", "0.2"), ("—", None)]
)
def test_quantities_lose_separators_and_zeros(text: str, value: str | None) -> None:
    assert parse_quantity(text) == value


_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def in_words(number: int) -> str:
    """Write a number as accountants do (the inverse, written apart from the reader)."""

    def section(part: int) -> str:
        text, zero = "", False
        for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
            digit = part // unit % 10
            if digit:
                text += ("零" if zero and text else "") + _DIGITS[digit] + name
                zero = False
            else:
                zero = True
        return text

    text, empty = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        if part:
            text += ("零" if text and (part < 1000 or empty) else "") + section(part) + name
            empty = False
        elif text:
            empty = True
    return text or "零"


@given(st.integers(1, 10**12 - 1))
def test_words_say_the_number_they_were_made_of(number: int) -> None:
    assert words_value(in_words(number)) == number
    found = parse_money(in_words(number) + "元整")
    assert found is not None
    assert found.amount == Decimal(number)


@given(CHINESE)
def test_no_text_crashes_the_parsers(text: str) -> None:
    plain = fold(text).plain
    for money in find_money(plain):
        assert 0 <= money.start < money.end <= len(plain)
        assert "." in money.value
    for date in find_dates(plain):
        assert 0 <= date.start < date.end <= len(plain)
    parse_quantity(text)
    words_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "合同签订后预付百分之三十",
        "应向对方支付合同总金额百分之五的违约金",
        "合同生效后三十日内交货",
        "质保期为十二个月",
        "履约保证金为合同总价的一成",
        "壹佰份",
        "交货数量贰拾吨",
        "共叁拾箱",
        "附单据拾贰张",
        "数量(大写):贰拾台",
        "验收后叁拾个工作日",
    ],
)
def test_a_share_or_a_number_of_days_is_no_sum(text: str) -> None:
    """百分之三十 of a contract's clauses was its amount: 30.00."""
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("合计:叁拾万", "300000.00"),
        ("贰仟伍佰", "2500.00"),
        ("三十万", "300000.00"),
        ("合计金额(大写) 柒仟捌佰 年 月 日", "7800.00"),
        ("人民币叁仟 月结", "3000.00"),
        ("大写：玖佰 批准人", "900.00"),
    ],
)
def test_a_sum_in_words_needs_no_yuan(text: str, value: str) -> None:
    found = parse_money(text)
    assert found is not None
    assert found.value == value
