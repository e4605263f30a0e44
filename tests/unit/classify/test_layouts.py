from __future__ import annotations

import pytest

from tests.unit.classify.decided import OWN, Draw, Read, values


def test_a_partnership_licence_with_values_behind_colons(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (640, 90, "营业执照", 90),
            (60, 100, "统一社会信用代码：91320113580452133T", 28),
            (150, 330, "名称：苏州金沙江创业投资合伙企业（有限合伙）"),
            (150, 390, "类型：有限合伙企业"),
            (150, 450, "主要经营场所：苏州工业园区苏虹东路183号"),
            (150, 510, "执行事务合伙人：苏州金沙江投资管理有限公司（委派代表：高山流）"),
            (150, 570, "成立日期：2017年11月2日"),
            (150, 630, "合伙期限：自2017年11月2日至长期"),
            (150, 690, "经营范围：创业投资、投资管理。"),
            (1000, 800, "登记机关：苏州工业园区行政审批局"),
            (1050, 900, "二○一七年十一月二日"),
        )
    )
    found = values(decision)
    assert decision.type == "business_licence"
    assert found["name"] == "苏州金沙江创业投资合伙企业（有限合伙）"
    assert found["legal_representative"] == "高山流"
    assert (found["valid_from"], found["valid_until"]) == ("2017-11-02", "长期")
    assert (found["registrar"], found["issued"]) == ("苏州工业园区行政审批局", "2017-11-02")


def test_a_branch_licence_whose_labels_are_glued_to_the_values(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (640, 90, "营业执照", 90),
            (60, 100, "注册号 110108000000016", 28),
            (150, 330, "名称苏州远景贸易有限公司无锡分公司"),
            (150, 390, "营业场所无锡市惠山区木渎镇"),
            (150, 450, "负责人高山流"),
            (150, 510, "经营范围机械零部件销售"),
            (150, 570, "成立日期2009年8月6日"),
            (1000, 800, "登记机关"),
            (1050, 900, "2009年8月6日"),
        )
    )
    found = values(decision)
    assert found["registration_no"] == "110108000000016"
    assert found["name"] == "苏州远景贸易有限公司无锡分公司"
    assert found["legal_representative"] == "高山流"
    assert found["address"] == "无锡市惠山区木渎镇"
    assert "uscc" not in found


def test_a_type_whose_bracket_closes_on_the_next_row(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (640, 90, "营业执照", 90),
            (60, 100, "统一社会信用代码：91320113580452133T", 28),
            (150, 330, "名称：苏州远景管道股份有限公司"),
            (150, 390, "类型：股份有限公司（非上市、自然人投资"),
            (250, 440, "或控股）"),
            (150, 510, "住所：苏州工业园区苏虹东路183号"),
            (150, 570, "经营范围：机械零部件销售"),
            (1000, 800, "登记机关"),
        )
    )
    assert values(decision)["company_type"] == "股份有限公司(非上市、自然人投资或控股)"


def test_parties_named_only_in_the_signing_block(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 80, "加工承揽合同", 50),
            (1100, 180, "合同编号：JG-2023-118"),
            (1100, 280, "签订时间：2023.11.02"),
            (100, 500, "品名"),
            (800, 500, "数量"),
            (1300, 500, "金额"),
            (100, 600, "合计"),
            (800, 600, "200"),
            (1300, 600, "24000"),
            (100, 760, "三、违约责任：按规定执行。"),
            (400, 1000, "定作方"),
            (1100, 1000, "承揽方"),
            (100, 1060, "单位名称（章）：无锡锐捷精工有限公司"),
            (900, 1060, f"单位名称（章）：{OWN}"),
            (100, 1240, "委托代理人：高山流"),
            (900, 1240, "委托代理人：水长东"),
            width=1600,
            height=2200,
        )
    )
    found = values(decision)
    assert (found["party_a"], found["party_b"]) == ("无锡锐捷精工有限公司", OWN)
    assert found["agent"] == "高山流"
    assert found["amount"] == "24000.00"
    assert decision.party is not None
    assert decision.party.name == "无锡锐捷精工有限公司"


def test_a_cover_with_its_title_down_the_page(page: Draw, read: Read) -> None:
    title = [(700, 300 + 120 * n, character, 90) for n, character in enumerate("购销合同")]
    cover = page(
        *title,
        (400, 1000, "合同编号：GX2024-0508", 36),
        (400, 1080, "甲　　方：苏州远景贸易有限公司", 36),
        (400, 1160, f"乙　　方：{OWN}", 36),
        (400, 1240, "签订日期：二〇二四年五月八日", 36),
        width=1600,
        height=2200,
    )
    body = page(
        (100, 300, "一、合同总价为人民币（大写）叁拾万元整，含税。"),
        (100, 600, "四、本合同有效期自2024年5月8日起至2025年5月7日止。"),
        width=1600,
        height=2200,
        number=2,
    )
    found = values(read(cover, body))
    assert (found["contract_no"], found["signed"]) == ("GX2024-0508", "2024-05-08")
    assert found["party_a"] == "苏州远景贸易有限公司"
    assert found["amount"] == "300000.00"
    assert (found["valid_from"], found["valid_until"]) == ("2024-05-08", "2025-05-07")


def test_an_english_contract_in_dollars(page: Draw, read: Read) -> None:
    own = "Shanghai Hongda Machinery Co., Ltd."
    decision = read(
        page(
            (600, 80, "SALES CONTRACT", 50),
            (1000, 180, "Contract No.: HD-EX-2024-018"),
            (1000, 230, "Date: Mar. 15, 2024"),
            (100, 300, f"The Seller: {own}"),
            (100, 360, "The Buyer: ABC Trading Co., Ltd."),
            (100, 600, "Total Amount: USD 123,456.00"),
        ),
        own=[own],
    )
    found = values(decision)
    assert decision.type == "contract"
    assert (found["contract_no"], found["signed"]) == ("HD-EX-2024-018", "2024-03-15")
    assert (found["amount"], found["amount_currency"]) == ("123456.00", "USD")
    assert decision.party is not None
    assert decision.party.name.startswith("ABC Trading")


def test_a_pad_that_addresses_its_customer(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (560, 60, "送货单", 46),
            (100, 140, "苏州远景贸易有限公司宝号"),
            (1000, 140, "2024年5月6日"),
            (700, 60, "2023.9.7"),
            (60, 200, "名称及规格"),
            (600, 200, "单位"),
            (750, 200, "数量"),
            (60, 250, "√不锈钢管"),
            (600, 250, "米"),
            (750, 250, "100"),
            (60, 400, "送货人："),
            (800, 400, "收货人签字："),
            width=1400,
            height=700,
        )
    )
    found = values(decision)
    assert found["consignee"] == "苏州远景贸易有限公司"
    assert found["date"] == "2024-05-06"
    assert found["lines"][0]["item"] == "不锈钢管"


def test_a_supplement_has_its_own_day_and_the_number_of_the_contract_it_changes(
    page: Draw, read: Read
) -> None:
    decision = read(
        page(
            (640, 80, "补充协议", 56),
            (100, 200, "甲方：苏州远景贸易有限公司"),
            (100, 260, f"乙方：{OWN}"),
            (100, 320, "甲乙双方于2023年6月18日签订了编号为GX-2023-018的购销合同，现达成如下补充协议："),
            (100, 380, "一、原合同交货时间变更为2023年10月31日前。"),
            (100, 440, "二、本补充协议一式两份。"),
            (100, 900, "甲方（盖章）："),
            (900, 900, "乙方（盖章）："),
            (100, 1000, "2023年8月2日"),
            (900, 1000, "2023年8月2日"),
            width=1600,
            height=2200,
        )
    )
    found = values(decision)
    assert decision.type == "contract"
    assert (found["signed"], found["contract_no"]) == ("2023-08-02", "GX-2023-018")


def test_a_confirmation_names_its_addressee_as_the_customer(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (640, 80, "企业询证函", 56),
            (100, 200, "√苏州远景贸易有限公司："),
            (100, 260, "本公司聘请的会计师事务所正在对本公司财务报表进行审计，下列信息出自本公司账簿记录，"),
            (100, 320, "如与贵公司记录相符，请在本函下端“信息证明无误”处签章证明。"),
            (100, 400, "截止日期"),
            (500, 400, "贵公司欠"),
            (900, 400, "欠贵公司"),
            (100, 460, "2023年12月31日"),
            (500, 460, "356,800.00"),
            (900, 460, "0.00"),
            width=1600,
            height=2200,
        )
    )
    assert decision.type == "account_statement"
    assert decision.party is not None
    assert decision.party.name == "苏州远景贸易有限公司"
    assert values(decision)["amount"] == "356800.00"


@pytest.mark.parametrize(
    "rows",
    [
        [
            "劳动合同书",
            "甲方（用人单位）：" + OWN,
            "乙方（劳动者）：王建国",
            "根据《中华人民共和国劳动合同法》，双方协商一致，订",
            "立本合同。",
        ],
        [
            "税收完税证明",
            "纳税人识别号：91320113580452133T",
            "纳税人名称：苏州远景贸易有限公司",
            "税务机关：国家税务总局苏州市税务局",
        ],
        [
            "企业信用信息公示报告",
            "统一社会信用代码：91320113580452133T",
            "登记机关：苏州市市场监督管理局",
            "经营范围：贸易",
            "股东信息",
        ],
    ],
)
def test_papers_that_speak_like_known_types_wait_as_other(page: Draw, read: Read, rows: list[str]) -> None:
    spots = [(100 if n else 640, 90 + 70 * n, text, 30 if n else 56) for n, text in enumerate(rows)]
    decision = read(page(*spots, width=1600, height=2200))
    assert (decision.type, decision.review) == ("other", True)


def test_a_slip_with_its_head_on_one_line_and_preprinted_words(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (560, 60, "送 货 单", 46),
            (1000, 60, "№ 0023456"),
            (60, 140, "客户：苏州远景贸易有限公司 日期：2024/5/6 合同号：HD-2024-0315"),
            (60, 200, "货号"),
            (200, 200, "名称及规格"),
            (600, 200, "单位"),
            (750, 200, "数量"),
            (900, 200, "单价"),
            (1050, 200, "金额"),
            (60, 250, "A01"),
            (200, 250, "不锈钢管"),
            (600, 250, "米"),
            (750, 250, "100"),
            (900, 250, "12"),
            (1050, 250, "1200"),
            (60, 400, "合计人民币（大写）"),
            (400, 400, "⊗万壹仟贰佰零拾零元零角零分"),
            (1050, 400, "￥1200"),
            (60, 460, "送货单位（盖章）："),
            (360, 460, OWN),
            width=1400,
            height=700,
        )
    )
    found = values(decision)
    assert (found["slip_no"], found["date"], found["contract_no"]) == (
        "0023456",
        "2024-05-06",
        "HD-2024-0315",
    )
    assert found["total"] == "1200.00"
    assert found["consignee"] == "苏州远景贸易有限公司"
    assert found["supplier"] == OWN
    assert [line["item"] for line in found["lines"]] == ["不锈钢管"]
    assert not decision.review
