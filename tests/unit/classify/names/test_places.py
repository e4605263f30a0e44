"""Names of firms that begin with a city or county are held against the areas there are."""

from __future__ import annotations

import pytest

from classify.crosschecks.agreement import agree_places
from classify.names.organisations import organisation
from classify.names.places import unknown_place
from classify.values import FieldValue


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("临近市罗庄区利华胶粘剂厂", "临近市"),
        ("山东省临近市罗庄区利华胶粘剂厂", "临近市"),
        ("临颖县麦田农业种植专业合作社", "临颖县"),
        ("临沂市罗庄区利华胶粘剂厂", None),
        ("枣庄市峰城区鲁南减速机有限责任公司", "峰城区"),
        ("山东省枣庄市峰城区鲁南减速机有限责任公司", "峰城区"),
        ("枣庄市峄城区鲁南减速机有限责任公司", None),
        ("枣庄市高新区精工机械厂", None),
        ("杭州市临平区宏图机械厂", None),  # since 2021; there is a 临安区, too
        ("无锡市新区旺庄电器厂", None),
        ("苏州市工业园区金属加工厂", None),
        ("臨沂市羅莊區利華膠粘劑廠", None),
        ("临颍县麦田农业种植专业合作社", None),
        ("浙江义乌市小商品有限公司", None),
        ("内蒙古自治区呼和浩特市乳业有限公司", None),
        ("襄樊市轴承厂", None),  # 襄阳 since 2010
        ("台北市精密工業有限公司", None),
        ("永辉超市股份有限公司", None),
        ("中国市政工程有限公司", None),
        ("苏州建材市场管理有限公司", None),
        ("大城市物业管理有限公司", None),
        ("无锡东门市场管理有限公司", None),
        ("上海宏图食品股份有限公司", None),
        ("湖州练市锦绣童装厂", None),  # a town of 湖州 that is called so
        ("三门侠市宏图机械厂", "三门侠市"),  # 三门 is a county, 三门峡 a city
    ],
)
def test_a_place_misread_opened_a_customer_of_its_own(name: str, place: str | None) -> None:
    assert unknown_place(name) == place


def test_a_firm_of_no_known_place_waits_for_a_person() -> None:
    fields = {"debtor": FieldValue("临近市罗庄区利华胶粘剂厂", "临近市罗庄区利华胶粘剂厂", 0.99, 1, None)}
    agree_places(fields)
    (check,) = fields["debtor"].checks
    assert (check.id, check.ok) == ("place", False)


def test_a_department_behind_a_brand_was_taken_for_a_firm() -> None:
    assert organisation("谷满仓食品·仓储中心") is None
    assert organisation("谷满仓食品有限公司·仓储中心") == "谷满仓食品有限公司"
    assert organisation("阿依努尔·买买提百货商店") == "阿依努尔·买买提百货商店"
