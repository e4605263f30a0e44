"""Names without a place that are only part of something else found no customer by themselves."""

from __future__ import annotations

import pytest

from classify.names.forms_abroad import may_be_misread
from classify.names.unplaced import is_cut_out
from classify.sheet import prepare
from tests.unit.classify.decided import Draw, Read


@pytest.mark.parametrize(
    ("name", "line", "cut"),
    [
        ("号的皖北化工股份有限公司", "注册于石化一路6号的皖北化工股份有限公司的代理人", True),
        ("农民专业合作社", "农民专业合作社收据", True),
        ("对面红星五金经营部", "今收到车站对面红星五金经营部货款", True),
        ("红星五金经营部", "付款单位：红星五金经营部", False),
        ("红星五金经营部", "付款单位 红星五金经营部（盖章）", False),
        ("红星五金经营部", "红星五金经营部", False),
        ("乐高玩具（上海）有限公司", "由乐高玩具（上海）有限公司的代理人签收", False),
        ("安庆皖北化工股份有限公司", "由安庆皖北化工股份有限公司的代理人签收", False),
        ("中国铁路工程有限公司", "由中国铁路工程有限公司的代理人签收", False),
        ("NORDLAND MOBLER AB", "received from NORDLAND MOBLER AB the sum of", False),
    ],
)
def test_the_end_of_a_sentence_opened_a_customer(page: Draw, name: str, line: str, cut: bool) -> None:
    sheet = prepare(page((600, 100, "收据", 50), (100, 300, line), (100, 400, "2024年5月6日")))
    assert is_cut_out(name, [sheet]) is cut


def test_who_is_named_in_a_sentence_alone_and_without_a_place_waits(page: Draw, read: Read) -> None:
    said = (100, 300, "今收到飞鸿达五金经营部交来货款人民币500.00元整")
    rest = ((600, 100, "收据", 50), (900, 200, "2024年5月6日"), (900, 500, "收款人：李四"))
    doubtful = read(page(*rest, said))
    named = read(page(*rest, said, (100, 400, "付款单位：飞鸿达五金经营部")))
    assert doubtful.party is not None
    assert named.party is not None
    assert doubtful.party.name == named.party.name == "飞鸿达五金经营部"
    assert doubtful.party.confidence <= 0.75 < named.party.confidence


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("Gulf Pearl General Trading", True),
        ("Nordic Tools & Supplies", True),
        ("A1 Hamra Building Materials LLC", True),
        ("Gulf Pearl General Trading LLC", False),
        ("Nordic Tools & Supplies Oy", False),
        ("Al Hamra Building Materials LLC", False),
        ("PT. Maju Jaya Trading", False),
        ("Nordic Fi1ters Oy", True),
        ("0mega Valves Ltd", True),
        ("B2B Tools Ltd", False),
        ("3M Deutschland GmbH", False),
    ],
)
def test_a_firm_abroad_was_filed_with_its_form_cut_off_or_a_figure_for_a_letter(
    name: str, doubtful: bool
) -> None:
    assert may_be_misread(name) is doubtful
