"""Everyday words of township papers, titles beside the text, and slips of both sides."""

from __future__ import annotations

import pytest

from classify.profiles.plan import Profile
from classify.sheet import prepare
from classify.types.titles import find_titles
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, listed, values

GROWER = "滨州市沾化区富国镇丰收果蔬专业合作社"


def test_a_title_in_lines_beside_the_text_was_not_seen(page: Draw, profile: Profile) -> None:
    drawn = page(
        (120, 150, "税务", 100),
        (600, 140, f"纳税人名称：{OTHER}"),
        (600, 220, "法定代表人：高山流"),
        (120, 290, "登记", 100),
        (600, 300, "登记注册类型：有限责任公司"),
        (600, 380, "经营范围：机械设备"),
        (170, 430, "证", 100),
        (600, 460, "发证税务机关：苏州市地方税务局"),
    )
    found = find_titles(prepare(drawn), profile)
    assert (found[0].type, found[0].text) == ("tax_registration", "税务登记证")


def test_large_lines_far_apart_are_no_title(page: Draw, profile: Profile) -> None:
    drawn = page((120, 100, "税务", 100), (600, 140, "说明"), (120, 700, "登记", 100), (120, 1100, "证", 100))
    assert all(title.type != "tax_registration" for title in find_titles(prepare(drawn), profile))


@pytest.mark.parametrize("title", ["钢管到货交接验收单", "苗木移交验收表"])
def test_a_slip_of_both_sides_was_filed_as_the_buyers(title: str, page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, title, 44),
            (100, 160, f"采购单位：{OTHER}"),
            (900, 160, "编号：JJ-0118"),
            (100, 220, f"供货单位：{OWN}"),
            (900, 220, "到货日期：2024年5月6日"),
            *listed(300, "序号|材料名称|规格型号|单位|实到数量|外观", "1|无缝钢管|φ89×4|吨|12.5|完好"),
            (100, 520, "供货方：高山流"),
            (700, 520, "采购方：李四"),
        ),
        own=[OWN],
    )
    assert decision.review


def test_what_is_owed_in_everyday_words(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款协议", 44),
            (100, 160, f"欠账人：{GROWER}"),
            (100, 220, f"债主：{OWN}"),
            (100, 280, "合作社去年春天欠化肥款贰万壹仟陆佰元（21600元），说好收了果子就还。"),
            (100, 340, "中间人：高山流"),
            (100, 400, "2024年5月6日"),
        ),
        own=[OWN],
    )
    read_ = values(decision)
    assert decision.type == "repayment_agreement"
    assert (read_["debtor"], read_["creditor"]) == (GROWER, OWN)
    assert (read_["amount"], read_["amount_in_words"]) == ("21600.00", "贰万壹仟陆佰元")


def test_what_is_left_on_a_debtors_card(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "欠款还款登记卡", 44),
            (100, 160, f"欠款人：{GROWER}"),
            *listed(240, "日期|拉货|欠款|还款", "5月6日|3|9800|5000"),
            (100, 460, "截止2024年5月20日，实欠4800元。"),
        ),
        own=[OWN],
    )
    assert values(decision)["amount"] == "4800.00"
