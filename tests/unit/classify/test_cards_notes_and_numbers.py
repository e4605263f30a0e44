"""Cards and notes about customers, and numbers and names that stand beside what a paper calls itself."""

from __future__ import annotations

import pytest

from classify.dates import find_dates
from classify.names import is_complete_organisation, organisation
from classify.plan import Profile
from classify.sheet import prepare
from classify.titles import find_titles
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values


def test_a_note_about_one_firm_is_about_the_firm_of_its_title(page: Draw, read: Read) -> None:
    found = read(
        page(
            (400, 60, f"{OTHER}背景资料", 44),
            (100, 240, f"{OTHER}（以下简称远景公司）位于苏州市东吴路1号，法定代表人高山流，"),
            (100, 300, "主要从事五金件的销售，客户为昆山、太仓两地的洗煤厂，其中约四成向我公司采购。"),
            (100, 360, "付款以承兑汇票为主，信誉良好。"),
            (1000, 700, f"{OWN}销售二部"),
            (1000, 760, "2024年3月5日"),
            height=2200,
        )
    )
    assert (found.type, found.review) == ("customer_background", False)
    assert values(found)["party"] == OTHER
    assert found.party is not None
    assert found.party.name == OTHER


def test_numbers_in_a_list_are_not_the_papers_own(page: Draw, read: Read) -> None:
    heads = ["日期", "单据号", "应收（欠款）", "已还款", "欠款余额"]
    first = ["2024-03-05", "JL0711-38", "38,640.00", "", "38,640.00"]
    rows = [(100 + 280 * n, y, text) for y, row in ((200, heads), (260, first)) for n, text in enumerate(row)]
    found = read(
        page((600, 40, "客户欠款登记簿", 50), (100, 130, f"户名：{OTHER}"), *(r for r in rows if r[2]))
    )
    assert values(found)["party"] == OTHER
    assert "number" not in values(found)


def test_the_label_of_another_papers_number_is_no_title(page: Draw, profile: Profile) -> None:
    drawn = page(
        (500, 60, "TERMS OF PAYMENT"),
        (100, 200, "Contract No."),
        (500, 200, "JL-IT-21-006"),
        (100, 260, "Sales Order: 30045518"),
        (100, 320, "Payment terms: L/C at 60 days sight"),
    )
    best = {title.type: title.quality for title in reversed(find_titles(prepare(drawn), profile))}
    assert best["payment_terms"] > 0.5
    assert max(best.get("contract", 0.0), best.get("order", 0.0)) < 0.2


def test_a_title_keeps_its_weight_beside_its_number_and_its_maker(page: Draw, profile: Profile) -> None:
    alone, numbered, made, headed = (
        find_titles(prepare(page((100, 60, "收据"), *beside, (100, 400, "今收到货款"))), profile)[0].quality
        for beside in ((), ((700, 60, "编号KH0187"),), ((700, 60, OWN),), ((700, 60, "摘要和说明"),))
    )
    assert alone == numbered == made
    assert headed < alone


def test_a_year_that_lost_a_nought_is_not_guessed_where_two_are_meant() -> None:
    assert not find_dates("二〇二年十一月三十日")
    assert find_dates("二〇六年十一月三十日")[0].value.year == 2006


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("高雄永春機械廠", "高雄永春機械廠"),
        ("台中縣豐原鎮順發五金行", "台中縣豐原鎮順發五金行"),
        ("客戶聯絡：無", None),
        ("Textiles Belmonte S.r.1.", "Textiles Belmonte S.r.l."),
        ("Brightwater Pump Repairs 1td", "Brightwater Pump Repairs Ltd"),
        ("Tamagawa Senshoku Kabushiki Kaisha", "Tamagawa Senshoku Kabushiki Kaisha"),
        ("株式会社玉川染色", "株式会社玉川染色"),
        ("合肥市蜀山区徽香小馆", "合肥市蜀山区徽香小馆"),
        ("淮安市淮阴区徽香食府", "淮安市淮阴区徽香食府"),
    ],
)
def test_names_in_traditional_letters_of_japan_and_misread_forms(text: str, name: str | None) -> None:
    assert organisation(text) == name
    assert name is None or is_complete_organisation(name)
