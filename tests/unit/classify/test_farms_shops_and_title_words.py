"""Names of farms and shops, and words of titles that were run into the names beside or below them."""

from __future__ import annotations

import pytest

from classify.names.organisations import is_complete_organisation, organisation
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values

FARM = "滨州市沾化区富国镇海生养鸭场"


@pytest.mark.parametrize(
    "name",
    [
        FARM,
        "利津县盐窝镇张记奶牛场",
        "寿光市洛城街道永发种猪场",
        "长沙市望城区绿野苗圃",
        "宜兴市丁蜀镇古韵陶瓷行",
        "保定市莲池区瑞蚨布庄",
        "徐州市云龙区万家百货庄",
    ],
)
def test_farms_and_shops_of_a_trade_were_no_firms(name: str) -> None:
    assert organisation(name) == name
    assert is_complete_organisation(name)


@pytest.mark.parametrize(
    "text",
    [
        "养鸭场",
        "我养牛场以后拉料",
        "沾化区布庄村",
        "请给我厂送下面的货",
        "麻烦贵社给我部开票",
        "债权银行",
        "付款人开户行",
        "保人：张三厂方：李四",
        "全国陶瓷行业",
    ],
)
def test_what_only_sounds_like_a_firm_is_none(text: str) -> None:
    assert organisation(text) is None


@pytest.mark.parametrize("name", ["招商银行", "杭州联合农村商业银行"])
def test_banks_keep_their_names(name: str) -> None:
    assert organisation(name) == name


@pytest.mark.parametrize(
    "title", ["订货单", "客户走访报告", "信用（赊货）额度审批表", "销售出库单", "对账明细表"]
)
def test_a_title_before_a_name_is_none_of_it(title: str) -> None:
    assert organisation(f"{title}{OTHER}") == OTHER


@pytest.mark.parametrize(
    "name", ["济南清单软件有限公司", "山东报告文化传媒有限公司", "苏州订单网络科技有限公司"]
)
def test_a_name_may_hold_the_word_of_a_title(name: str) -> None:
    assert organisation(name) == name


def test_a_title_beside_our_office_was_the_customer(page: Draw, read: Read) -> None:
    """客户背景调查报告 | …公司销售部: the word 客户 began a title, and what stood beside it became a firm."""
    decision = read(
        page(
            (100, 60, "客户背景调查报告", 30),
            (390, 62, f"{OWN}华东销售部", 26),
            (100, 200, "谁"),
            (500, 200, OTHER),
            (100, 270, "付款习惯：月结"),
            (100, 340, "调查日期：2024年5月6日"),
        ),
        own=[OWN],
    )
    assert values(decision)["party"] == OTHER  # the only other firm, proposed
    assert decision.review


def test_a_name_that_holds_ours_is_not_sure(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "付款承诺书", 56),
            (100, 160, f"客户名称：星海项目{OWN}"),
            (100, 280, "承诺日期：2024年5月6日"),
            (100, 340, "欠款金额：1200元"),
        ),
        own=[OWN],
    )
    assert decision.customer_unknown


def test_a_farm_is_the_payer_of_a_receipt(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收据", 56),
            (100, 160, "2024年5月6日"),
            (100, 220, f"今收到{FARM}"),
            (100, 280, "交来货款人民币（大写）壹仟贰佰元整 ¥1200.00"),
            (100, 340, f"收款单位：{OWN}"),
        ),
        own=[OWN],
    )
    assert values(decision)["party"] == FARM
    assert not decision.customer_unknown


@pytest.mark.parametrize(
    "name",
    [
        "洛阳市涧西区远景轴承商贸行",
        "永康市古山镇远景五金经销处",
        "临沂市兰山区远景运输队",
        "寿光市洛城街道远景苗木基地",
        "信阳市浉河区远景茶园",
        "台州市路桥区远景机电行",
        "义乌市佛堂镇远景浴室",
    ],
)
def test_small_firms_of_further_kinds_have_whole_names(name: str) -> None:
    assert organisation(name) == name
    assert is_complete_organisation(name)


@pytest.mark.parametrize("text", ["由施工队负责安装", "物资行情", "化工行业", "建设工程队伍"])
def test_words_that_only_begin_like_such_firms_are_none(text: str) -> None:
    assert organisation(text) is None
