"""Numbers, days and lists the way office programs write them, for Chinese papers first."""

from __future__ import annotations

import datetime as dt

import pytest

from capture.office.formcodes import code_of
from capture.office.numberforms import shown_number, shown_text
from capture.office.numerals import CAPITAL, han_number, list_number

FIRST_DAY = dt.datetime(1899, 12, 30)
ACCOUNTS = '_ [$¥-804]* #,##0.00_ ;_ [$¥-804]* -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("46099", "yyyy-mm-dd", "2026-03-18"),
        ("46099", 'yyyy"年"m"月"d"日"', "2026年3月18日"),
        ("46099", '[$-804]yyyy"年"m"月"d"日";@', "2026年3月18日"),
        ("46099", "[$-F800]dddd, mmmm dd, yyyy", "2026年3月18日"),
        ("46099", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年三月十八日"),
        ("46099.5", "yyyy/m/d hh:mm:ss", "2026/3/18 12:00:00"),
        ("0.25", "h:mm:ss", "6:00:00"),
        ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.01", "mm:ss", "14:24"),
        ("-5", "yyyy-mm-dd", "-5"),
        ("1e300", "yyyy-mm-dd", "1e300"),
        ("3", "General", "3"),
        ("0.30000000000000004", "General", "0.3"),
        ("nan", "0.00", "nan"),
        ("1234.5", '"￥"#,##0.00;[Red]-0', "￥1,234.50"),
        ("-1234.5", '"￥"#,##0.00;[Red](#,##0.00)', "(1,234.50)"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("10628", ACCOUNTS, "¥10,628.00"),
        ("0", ACCOUNTS, "-"),
        ("40031", '"RF"000000', "RF040031"),
        ("13904110000", "000\\-0000\\-0000", "139-0411-0000"),
        ("12.5", '0.0"吨"', "12.5吨"),
        ("123456", '0.0,"千"', "123.5千"),
        ("2.675", "0.00", "2.68"),
        ("0.5", "#.##", ".5"),
        ("0.12345", "0.00%", "12.35%"),
        ("0.375", "# ?/?", "3/8"),
        ("123456789", "0.00E+00", "1.23E+08"),
        ("10628", '[DBNum2][$-804]General"元整"', "壹万零陆佰贰拾捌元整"),
        ("12.5", "[DBNum1]0.00", "一二.五零"),
        ("46099", "[$-804]aaaa", "星期三"),
        ("46099", "aaa", "三"),
        ("54321.99", ";;;", ""),
        ("5", '[>100]"大"0;"小"0', "小5"),
        ("7", "@", "7"),
    ],
)
def test_numbers_are_shown_as_a_person_sees_them_in_their_cell(value: str, code: str, shown: str) -> None:
    assert shown_number(value, code, FIRST_DAY) == shown


def test_a_number_too_long_for_a_workbook_was_told_with_digits_it_does_not_have() -> None:
    assert shown_number("210204198805061234", "General", FIRST_DAY) == "2.10204E+17"
    assert shown_number("210204198805061234", "0", FIRST_DAY) == "210204198805061000"


def test_texts_follow_their_format_too() -> None:
    assert shown_text("031", '"单号："@') == "单号：031"
    assert shown_text("底价", ";;;") == ""
    assert shown_text("沈阳", "0.00") == "沈阳"


def test_formats_built_in_are_those_of_chinese_programs() -> None:
    assert shown_number("46099", code_of(14, None), FIRST_DAY) == "2026/3/18"
    assert shown_number("46099", code_of(31, None), FIRST_DAY) == "2026年3月18日"
    assert shown_number("46099", code_of(0, None), FIRST_DAY) == "46099"


@pytest.mark.parametrize(
    ("value", "plain"),
    [(0, "零"), (10, "一十"), (105, "一百零五"), (10_023, "一万零二十三"), (120_000_000, "一亿二千万")],
)
def test_numbers_in_han_say_their_zeros(value: int, plain: str) -> None:
    assert han_number(value) == plain
    assert han_number(100_200, CAPITAL) == "壹拾万零贰佰"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (12, "chineseCounting", "十二"),
        (30, "japaneseCounting", "三十"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "ideographTraditional", "乙"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (5, "decimalZero", "05"),
        (5, "decimal", "5"),
        (5, "none", ""),
    ],
)
def test_lists_count_the_way_they_say(value: int, form: str, shown: str) -> None:
    assert list_number(value, form) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1.5", "0." + "0" * 30, "1.5" + "0" * 29),
        ("2958000", "yyyy-mm-dd", "2958000"),  # behind the last day, where days count from 1904
        ("0.5", "%" * 200, "%" * 200),
        ("7", '"', ""),
    ],
)
def test_formats_no_paper_has_end_no_reader(value: str, code: str, shown: str) -> None:
    assert shown_number(value, code, dt.datetime(1904, 1, 1)) == shown
