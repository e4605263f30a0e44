"""A paper's own day: under a seal, over two rows, in a sentence, behind a label the reader broke."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from capture.pages import Box, Page, Seal
from classify.normalise import fold
from classify.notation.dates import find_dates, parse_date
from tests.unit.classify.decided import Read, values

Draw = Callable[..., Page]

LICENCE = (
    (600, 80, "营业执照", 90),
    (100, 150, "统一社会信用代码 91320113580452133T"),
    (100, 300, "名称"),
    (330, 300, "南京文化艺术产权交易所有限公司"),
    (100, 420, "法定代表人"),
    (330, 420, "高山流"),
    (100, 480, "经营范围"),
    (330, 480, "投资咨询服务。"),
    (1000, 800, "登记机关"),
)
CONTRACT = (
    (600, 60, "产品购销合同", 60),
    (100, 200, "合同编号：HD-2024-0315"),
    (100, 260, "甲方：上海宏达机械制造有限公司"),
    (100, 320, "乙方：苏州远景贸易有限公司"),
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018年。11月19日", "2018-11-19"),
        ("20/7年4月/2日", "2017-04-12"),  # a 1 by a hand
        ("2024年/月15日", "2024-01-15"),
        ("2025   3月14日", "2025-03-14"),
        ("201912月04日", "2019-12-04"),
        ("2019年1 18日", "2019-01-18"),
        ("二一八年四月八日", "2018-04-08"),
        ("〇七年六月三日", "2007-06-03"),
        ("224年8月25日", "2024-08-25"),
        ("二○九年十月四日", "2009-10-04"),
        ("2019年月18日", None),
        ("二四年九月十八日", None),
        ("20167年12月22日", None),
    ],
)
def test_a_day_is_read_though_the_reader_passed_over_a_sign(text: str, day: str | None) -> None:
    assert parse_date(text) == day


def test_what_was_mended_in_a_day_makes_it_less_sure() -> None:
    said = [
        find_dates(fold(text).plain)[0].sure
        for text in ("二〇一八年四月八日", "二一八年四月八日", "二〇九年四月八日")
    ]
    assert said[0] == 1.0 > said[1] > said[2]


@pytest.mark.parametrize(
    "rows",
    [
        ((1000, 900, "2017年3月"), (1040, 950, "2日")),
        ((1000, 900, "2017年。3月2"), (1230, 904, "日")),
        ((900, 900, "核准日"), (1000, 900, "期"), (1100, 900, "2017-03-02")),
    ],
)
def test_a_licence_is_issued_on_the_day_by_its_office(
    page: Draw, read: Read, rows: tuple[object, ...]
) -> None:
    assert values(read(page(*LICENCE, *rows)))["issued"] == "2017-03-02"


def test_a_note_of_a_hand_below_the_office_is_not_taken_for_the_day_printed(page: Draw, read: Read) -> None:
    noted = page(*LICENCE, (1020, 870, "2026.10.7"), (1000, 940, "2018年9月7日"))
    assert values(read(noted))["issued"] == "2018-09-07"


def test_a_note_of_a_hand_far_from_the_seal_is_no_day_of_issue(page: Draw, read: Read) -> None:
    seal = Seal(Box(950, 700, 1150, 900))
    for x, day in ((100, None), (1000, "2024-05-06")):
        drawn = replace(page(*LICENCE, (x, 920, "2024.5.6")), seals=(seal,))
        assert values(read(drawn)).get("issued") == day


@pytest.mark.parametrize(
    "sentence",
    [
        "甲乙双方于2024.03.05在苏州市就下列事项签订本合同，共同遵守",
        "本合同于二〇二四年三月五日由以下双方在苏州市签署，共同遵守",
        "本合同由甲乙双方于2024年3月5日订立，共同遵守下列条款",
        "合同签订于2024/3/5，签订地点为苏州市",
    ],
)
def test_a_sentence_tells_when_a_contract_was_signed(page: Draw, read: Read, sentence: str) -> None:
    clauses = [(100, 500 + 60 * n, f"{n}. 双方应当遵守本条所列的各项约定") for n in range(1, 10)]
    assert values(read(page(*CONTRACT, (100, 400, sentence), *clauses)))["signed"] == "2024-03-05"


def test_another_contract_that_a_sentence_names_is_not_the_one_signed(page: Draw, read: Read) -> None:
    told = (100, 400, "根据双方于2023年1月9日签订的编号为A-12的框架协议，经协商，约定如下条款")
    clauses = [(100, 500 + 60 * n, f"{n}. 双方应当遵守本条所列的各项约定") for n in range(1, 10)]
    assert "signed" not in values(read(page(*CONTRACT, told, *clauses)))
