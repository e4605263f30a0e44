"""Names that a paper gives twice, and our own company under the names of its offices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capture.pages import Box, Page, Seal
from classify.names.firms import is_short_for, own_office
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

RIGHT, MISREAD = "临沂市罗庄区利华胶粘剂厂", "临近市罗庄区利华胶粘剂厂"
BODY = "尚欠货款贰拾贰万捌仟玖佰元整（¥228,900元），分期偿还，至2017年12月28日前全部还清。"


def agreement(name_in_text: str, name_below: str) -> list[Spot]:
    return [
        (500, 60, "关于分期清偿货款的协议", 44),
        (100, 200, f"{OWN}（下称债权方）与{name_in_text}（下称债务方）"),
        (100, 260, BODY),
        (100, 600, f"债权方：{OWN}"),
        (900, 600, f"债务方：{name_below}"),
        (900, 700, "2016年12月2日"),
    ]


def test_a_place_misread_where_they_sign_is_read_where_the_text_has_it(page: Draw, read: Read) -> None:
    found = read(page(*agreement(RIGHT, MISREAD), width=1700, height=2200))
    assert values(found)["debtor"] == RIGHT
    assert not found.review
    assert "corrected" in [check.id for check in found.fields["debtor"].checks]


def test_a_place_that_is_nowhere_right_still_waits(page: Draw, read: Read) -> None:
    found = read(page(*agreement(MISREAD, MISREAD), width=1700, height=2200))
    assert found.review
    assert values(found)["debtor"] == MISREAD


def licence(page: Draw, read: Read, address: str, code: str = "93411122649YCQC09M") -> tuple[str, bool]:
    found = read(
        page(
            (600, 80, "营业执照", 90),
            (100, 200, f"统一社会信用代码：{code}"),
            (100, 300, "名称：临颖县麦田农业种植专业合作社"),
            (100, 360, "类型：农民专业合作社"),
            (100, 420, f"住所：{address}"),
            (100, 480, "法定代表人：宋保田"),
            (100, 540, "成立日期：2013年09月10日"),
            (100, 600, "经营范围：小麦种植。"),
            (900, 800, "登记机关"),
            (900, 900, "2018年04月03日"),
        )
    )
    return str(values(found)["name"]), found.review


def test_a_place_is_read_as_the_address_and_the_credit_code_have_it(page: Draw, read: Read) -> None:
    assert licence(page, read, "河南省漯河市临颍县瓦店镇")[0] == "临颍县麦田农业种植专业合作社"
    assert licence(page, read, "瓦店镇李湾村") == ("临颖县麦田农业种植专业合作社", True)


def test_three_other_readings_outvote_one_and_two_do_not(page: Draw, read: Read) -> None:
    right, misread = "苏州远景贸易有限公司", "苏州远景贺易有限公司"
    seal = Seal(Box(900, 650, 1200, 950), f"{right}\n合同专用章")
    twice = page(
        (500, 60, "还款计划", 44),
        (100, 140, f"{OWN}："),
        (100, 200, f"{right}欠贵公司货款20,000元，保证分期付清。"),
        (100, 260, f"如到期不能付清，{right}自愿承担责任。"),
        (900, 600, f"承诺人：{misread}"),
        (900, 700, "2024年3月5日"),
        seals=(seal,),
    )
    assert values(read(twice))["party"] == right
    once = page(
        (500, 60, "还款计划", 44),
        (100, 200, f"{right}欠贵公司货款20,000元，保证分期付清。"),
        (900, 600, f"承诺人：{misread}"),
        (900, 700, "2024年3月5日"),
        (100, 140, f"{OWN}："),
    )
    assert values(read(once))["party"] == misread


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        (f"{OWN}内销部", OWN),
        (f"{OWN}器材门市部", OWN),
        (f"{OWN}苏州办事处", OWN),
        (f"{OWN}苏州分公司", None),
        ("上海宏达机械制造有限公司工会", None),
        (OTHER, None),
    ],
)
def test_an_office_of_ours_is_us_and_a_branch_is_itself(name: str, ours: str | None) -> None:
    assert own_office(name, [OWN], in_short=False) == ours


def test_an_office_called_by_our_trade_name_is_us_where_the_paper_names_us(page: Draw, read: Read) -> None:
    own = "四川川巷子食品股份有限公司"
    spots = [
        (500, 40, "川巷子合肥配送站"),
        (600, 100, "商品配送单", 44),
        (100, 180, "单号：HF231102-018"),
        (900, 180, "日期：2023-11-02"),
        (100, 300, "客户：合肥市蜀山区徽香小馆"),
        *((x, 360, text) for x, text in ((100, "品名"), (500, "数量"), (800, "单价"), (1100, "金额"))),
        *((x, 420, text) for x, text in ((100, "红油豆瓣"), (500, "24"), (800, "10.5"), (1100, "252"))),
        (100, 480, "合计：¥252.00"),
        (100, 560, "客户签字："),
    ]
    found = read(page(*spots, (100, 240, f"发货：{own}")), own=(own,))
    assert (found.review, values(found)["supplier"]) == (False, own)
    assert found.party is not None
    assert found.party.name == "合肥市蜀山区徽香小馆"


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("楚垣建材公司", True),
        ("楚垣建材", True),
        ("楚垣石材公司", False),
        ("湖北建材公司", False),
        ("楚垣建材有限公司", False),
        ("楚垣", False),
    ],
)
def test_our_trade_name_with_words_of_ours_is_us_in_short(name: str, ours: bool) -> None:
    assert is_short_for(name, ["湖北楚垣新型建材有限公司"]) is ours


def test_who_tests_our_goods_is_no_customer(page: Draw, read: Read) -> None:
    def report(maker: str) -> list[Spot]:
        return [
            (500, 40, maker, 36),
            (600, 110, "检测报告", 50),
            (100, 200, "报告编号：GJZ2023-1187"),
            (100, 260, f"委托单位：{OWN}"),
            (900, 260, "检测日期：2023-08-08"),
            *(
                (x, 340, text)
                for x, text in ((100, "检测项目"), (500, "标准要求"), (800, "检测结果"), (1100, "判定"))
            ),
            *(
                (x, 400, text)
                for x, text in ((100, "泄漏电流"), (500, "≤0.75mA"), (800, "0.21"), (1100, "合格"))
            ),
            (100, 480, "检测结论：合格　检验员：何笑"),
        ]

    assert read(page(*report("广东省家电质量检测中心"))).party is None
    supplied = read(page(*report(OTHER))).party
    assert supplied is not None
    assert supplied.name == OTHER


def test_an_order_placed_for_another_waits_between_both(page: Draw, read: Read) -> None:
    found = read(
        page(
            (600, 60, "采购订单", 50),
            (100, 200, f"采购方：{OTHER}（代广州市荔湾区实验小学采购）"),
            (100, 260, f"供应商：{OWN}"),
            (900, 200, "订单号：ZC-009812"),
            (900, 260, "订单日期：2023-11-01"),
            *((100, 340, "品名"), (500, 340, "数量"), (800, 340, "单价"), (1100, 340, "金额")),
            *((100, 400, "开水器"), (500, 400, "4"), (800, 400, "2300"), (1100, 400, "9200.00")),
        )
    )
    assert values(found)["buyer"] == OTHER
    assert found.review
    assert found.between


SHOP, MISREAD_SHOP = "苏州吴江鑫和织造厂", "苏州吴江鑫相织造厂"


def sealed(page: Draw, seal: str, sure: float) -> Page:
    """Return a letter of authority signed once under a seal, one character read as surely as given."""
    drawn = page(
        (500, 60, "收货授权委托书", 44),
        (100, 140, f"{OWN}："),
        (100, 200, "兹委托我公司员工李明（身份证号：320584198609271519）负责货物签收事宜。"),
        (100, 260, "委托期限：2024年1月1日至2024年12月31日"),
        (900, 600, f"{MISREAD_SHOP}（盖章）"),
        (900, 700, "2023年12月28日"),
        width=1700,
        height=2200,
        seals=(Seal(Box(900, 550, 1200, 850), seal),),
    )
    lines = tuple(
        replace(line, sure=tuple(sure if sign == "相" else 1.0 for sign in line.text)) for line in drawn.lines
    )
    return replace(drawn, lines=lines)


def test_a_name_waits_whose_seal_has_another_character_where_it_was_read_unsurely(
    page: Draw, read: Read
) -> None:
    assert read(sealed(page, SHOP, 0.9)).review
    assert not read(sealed(page, MISREAD_SHOP, 0.9)).review
    assert not read(sealed(page, SHOP, 1.0)).review  # plainly read: the seal was misread


@pytest.mark.parametrize(("sure", "waits"), [(0.54, True), (0.8, False)])
def test_a_new_name_waits_where_a_character_was_read_by_half(
    page: Draw, read: Read, sure: float, waits: bool
) -> None:
    assert read(sealed(page, "", sure)).review is waits


def test_a_character_read_by_half_is_taken_where_the_seal_says_the_same(page: Draw, read: Read) -> None:
    assert not read(sealed(page, MISREAD_SHOP, 0.54)).review
