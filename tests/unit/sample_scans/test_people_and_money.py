from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest

from bench.compare import words_to_money
from sample_scans.money import chinese_date, in_words
from sample_scans.people_and_firms import credit_code, id_number, make_firm, registration_number

CODE_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_credit_code_has_the_check_character_of_the_standard() -> None:
    # 91350100M000100Y43 is the worked example of GB 32100-2015
    assert credit_code("350100", "M000100Y4") == "91350100M000100Y43"


@pytest.mark.parametrize("seed", range(30))
def test_firms_have_well_formed_codes(seed: int) -> None:
    rng = random.Random(seed)
    firm = make_firm(rng)
    assert len(firm.uscc) == 18
    assert set(firm.uscc) <= set(CODE_CHARS)
    assert len(firm.registration_no) == 15


def test_id_number_has_the_check_character_of_the_standard() -> None:
    number = id_number(random.Random(1), "110105", dt.date(1949, 12, 31))
    weights = [2**power % 11 for power in range(17, -1, -1)]
    values = [10 if char == "X" else int(char) for char in number]
    assert sum(weight * value for weight, value in zip(weights, values, strict=True)) % 11 == 1


def test_registration_number_passes_its_check() -> None:
    number = registration_number(random.Random(3), "110108")
    part = 10
    for char in number[:-1]:
        part = ((part + int(char)) % 10 or 10) * 2 % 11
    assert (part + int(number[-1])) % 10 == 1


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("12300", "壹万贰仟叁佰元整"),
        ("1005.5", "壹仟零伍元伍角整"),
        ("100000.06", "壹拾万元零陆分"),
        ("20030400", "贰仟零叁万零肆佰元整"),
        ("0.85", "零元捌角伍分"),
        ("100010000", "壹亿零壹万元整"),
    ],
)
def test_amounts_in_words(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words
    assert words_to_money(words) == Decimal(amount)


def test_amounts_in_words_are_read_back_as_the_same_sum() -> None:
    rng = random.Random(8)
    for _ in range(500):
        amount = Decimal(rng.randint(1, 10**11)).scaleb(-2)
        assert words_to_money(in_words(amount)) == amount


def test_words_that_are_no_sum_are_no_sum() -> None:
    assert words_to_money("壹万贰仟什么元整") is None


def test_chinese_dates() -> None:
    assert chinese_date(dt.date(2024, 11, 20)) == "二〇二四年十一月二十日"
    assert chinese_date(dt.date(2010, 10, 5)) == "二〇一〇年十月五日"
