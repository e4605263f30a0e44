"""Pledges, goods going out and goods coming back, in the words of the forms that offices take over."""

from __future__ import annotations

import pytest

from capture.pages import Page
from classify.names.organisations import organisation
from classify.names.places import unknown_place
from classify.piles.beginnings import beginnings
from classify.profile import Profile
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid, spots_of


def mortgage(page: Draw) -> Page:
    return page(
        (600, 60, "动产抵押登记书", 56),
        (130, 160, "抵押人"),
        (600, 160, "企业√个体工商户□农业生产经营者□"),
        (100, 230, "名称（姓名）"),
        (400, 230, OTHER),
        (900, 230, "住所地"),
        (1100, 230, "苏州市吴江区"),
        (100, 300, "证件类型"),
        (400, 300, "营业执照"),
        (500, 400, "被担保债权概况"),
        (100, 470, "种类"),
        (400, 470, "购销"),
        (900, 470, "数额"),
        (1100, 470, "45万元"),
        (500, 600, "抵押物概况"),
        (100, 670, "喷水织机12台"),
        (100, 900, "抵押人签字（盖章）"),
        (900, 900, "抵押权人签字（盖章）"),
        (900, 960, OWN),
        (100, 1030, "2024年5月6日"),
    )


def test_the_mortgagor_stands_below_the_boxes_of_its_kind(page: Draw, read: Read) -> None:
    decision = read(mortgage(page))
    assert decision.type == "collateral_registration"
    assert values(decision)["party"] == OTHER


def test_the_mortgagor_named_alone_is_whose_paper_it_is(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "动产抵押登记证明", 56),
            (100, 160, f"抵押人名称：{OTHER}"),
            (100, 230, f"抵押权人名称：{OWN}"),
            (100, 300, "被担保债权数额：45万元"),
            (100, 370, "登记日期：2024-05-06"),
        )
    )
    assert values(decision)["party"] == OTHER


@pytest.mark.parametrize(
    ("head", "goes_on"),
    [("动产抵押登记须知", True), ("《动产抵押登记书》填写说明", True), ("新员工入职登记须知", False)],
)
def test_notes_on_a_form_go_on_with_that_form(page: Draw, profile: Profile, head: str, goes_on: bool) -> None:
    notes = page(
        (600, 60, head, 40),
        (100, 150, "一、申请人应当使用黑色签字笔填写，字迹清楚。"),
        (100, 210, "二、申请人应当保证所提供的材料真实有效。"),
        (100, 600, "签字："),
        number=2,
    )
    assert (beginnings([mortgage(page), notes], profile)[2] < 0) is goes_on


def test_a_paper_that_ends_a_mortgage_registers_none(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "动产抵押注销登记书", 56),
            (100, 160, "原登记编号：0512DY2024031"),
            (100, 230, f"抵押人：{OTHER}"),
            (100, 300, f"抵押权人：{OWN}"),
            (100, 370, "注销原因：主债权消灭"),
            (100, 440, "登记机关"),
        )
    )
    assert decision.type == "other"


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("邯郸魏县众和无纺布有限公司", None),
        ("新昌大市聚力轴承经营部", None),
        ("浙江新昌大市聚力轴承经营部", None),
        ("三门狭市恒大机械有限公司", "三门狭市"),
        ("邯郸巍县众和无纺布有限公司", "邯郸巍县"),
    ],
)
def test_a_county_or_town_may_stand_behind_its_place_in_short(name: str, unknown: str | None) -> None:
    assert unknown_place(name) == unknown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(中文) — (外文) P.T. BAJA MAKMUR", "P.T. BAJA MAKMUR"),
        ("(英文) NORDLAND MOBLER AB", "NORDLAND MOBLER AB"),
        (f"(中文) {OTHER} (外文) SUZHOU YUANJING TRADING CO., LTD.", OTHER),
    ],
)
def test_the_language_a_name_is_written_in_is_no_part_of_it(text: str, name: str) -> None:
    assert organisation(text) == name


def test_an_application_for_inspection_names_who_receives_the_goods(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "出境货物检验检疫申请", 50),
            (100, 160, f"申请单位（加盖公章）：{OWN}"),
            (1000, 160, "申请日期 2024-05-06"),
            (100, 240, "发货人"),
            (300, 240, f"(中文) {OWN} (外文) SHANGHAI HONGDA MACHINERY CO., LTD."),
            (100, 310, "收货人"),
            (300, 310, "(中文) — (外文) P.T. BAJA MAKMUR"),
            (100, 400, "货物名称"),
            (700, 400, "货物总值"),
            (100, 460, "齿轮箱"),
            (700, 460, "46,000.00 人民币"),
            (100, 520, "联轴器"),
            (700, 520, "12,000.00 人民币"),
            (100, 600, "合计 TOTAL"),
            (700, 600, "58,000.00 人民币"),
            (100, 680, "合同号"),
            (300, 680, "HD-2024-EX07"),
            (600, 680, "输往国家(地区)"),
            (900, 680, "印度尼西亚"),
            (100, 760, "需要证单名称"),
            (300, 760, "☑品质证书 □重量证书"),
        )
    )
    said = values(decision)
    assert decision.type == "commodity_inspection"
    assert (said["party"], said["date"]) == ("P.T. BAJA MAKMUR", "2024-05-06")
    assert (said["amount"], said["contract_no"]) == ("58000.00", "HD-2024-EX07")
    assert not decision.review_reasons


def test_who_seals_a_report_made_the_goods(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "成品检验报告", 56),
            (100, 180, "报告编号：CP240506-01"),
            (900, 180, f"委托客户：{OTHER}"),
            (100, 240, "名称：齿轮箱"),
            (900, 240, "检验日期：2024年5月6日"),
            (100, 320, "检验项目"),
            (500, 320, "判定标准"),
            (900, 320, "检验结果"),
            (100, 380, "径向跳动"),
            (500, 380, "≤0.02mm"),
            (900, 380, "0.01mm"),
            (100, 800, "批准：卜建国"),
            (310, 800, f"{OWN}（检验章）"),
        )
    )
    assert values(decision)["maker"] == OWN


def test_a_short_report_says_that_the_goods_are_good(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (100, 100, "出厂检验报告"),
            (100, 160, "报告编号：CP240506-01"),
            (100, 220, "产品名称：齿轮箱"),
            (100, 280, f"客户：{OTHER}"),
            (100, 340, "出库日期：2024-05-06"),
            (100, 400, "数量：480"),
            (100, 460, "备注：按图检验，外观合格"),
        )
    )
    assert decision.type == "inspection_report"
    assert not decision.review_reasons


def returned(
    page: Draw, read: Read, *foot: tuple[int, int, str], title: str = "销售退货单"
) -> tuple[str, bool]:
    decision = read(
        page(
            (600, 60, title, 50),
            (100, 160, "退货单号：TH240506-02"),
            (900, 160, f"客户名称：{OTHER}"),
            (100, 230, "产品名称：齿轮箱"),
            (900, 230, "退货数量：3台"),
            (100, 300, "退货原因：轴孔超差，客户要求退回"),
            (900, 300, "退货时间：2024-05-06"),
            *foot,
        )
    )
    return decision.type, bool(decision.review_reasons)


def test_a_slip_of_goods_sent_back_is_an_approval_where_somebody_approves(page: Draw, read: Read) -> None:
    assert returned(page, read, (900, 700, "审批人：殷志恒")) == ("return_approval", False)


@pytest.mark.parametrize("title", ["销售退货单", "退货单", "采购退货单"])
def test_a_slip_of_goods_sent_back_waits_where_nobody_approves(page: Draw, read: Read, title: str) -> None:
    assert returned(page, read, (100, 700, "审批人：   制单人：薛文"), title=title)[1]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("供应商扣款申请", "return_approval"),
        ("质量扣款通知单", "return_approval"),
        ("销售退货合同评审", "return_approval"),
        ("员工扣款申请", "other"),
        ("学费退款评审", "other"),
    ],
)
def test_money_taken_off_for_goods_is_a_return(page: Draw, read: Read, title: str, kind: str) -> None:
    decision = read(
        page(
            (600, 60, title, 50),
            (100, 160, "编号：KK-2405-14"),
            (900, 160, "申请日期：2024-05-06"),
            (100, 230, f"供应商名称：{OTHER}"),
            (100, 300, "金额：4,860.00"),
            (100, 500, "审批信息"),
        )
    )
    assert decision.type == kind


def complaint(page: Draw, read: Read, *rows: str, title: str = "客诉处理单") -> str:
    return read(
        page(
            (600, 60, title, 50),
            (100, 160, "客诉编号：KS-2405-03"),
            (900, 160, f"客户名称：{OTHER}"),
            (100, 230, "客诉内容：齿轮箱异响"),
            (900, 230, "填表日期：2024-05-06"),
            *((100, 320 + 70 * number, row) for number, row in enumerate(rows)),
        )
    ).type


def test_a_sheet_of_a_complaint_that_tells_who_is_to_blame(page: Draw, read: Read) -> None:
    rows = ("分析结果：轴承压装不到位", "责任判定：装配车间", "纠正预防措施：增加压装检测")
    assert complaint(page, read, *rows) == "return_responsibility"


def test_a_sheet_of_a_complaint_that_settles_it_stays_an_approval(page: Draw, read: Read) -> None:
    rows = ("处理意见：折让处理", "赔付金额：1,200.00元", "总经理意见：同意")
    assert complaint(page, read, *rows) == "return_approval"


def test_a_report_on_a_damage_tells_who_is_to_blame(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "赔偿处理调查报告书", 50),
            (100, 160, f"赔偿申请人：{OTHER}"),
            (100, 230, "赔偿发生：2024年5月6日上午"),
            (100, 300, "原因：吊带磨损未更换，责任在我方，客户负次要责任。"),
            (100, 370, "处理：按责任比例承担4,800元"),
            (100, 700, "批准：殷志恒"),
        )
    )
    assert decision.type == "return_responsibility"
    assert values(decision)["party"] == OTHER


def test_what_is_offered_was_not_received(page: Draw, read: Read) -> None:
    table = grid(
        100,
        260,
        (200, 400, 200, 200, 200, 200),
        [("序号", "名称", "单位", "数量", "价格", "金额"), ("1", "齿轮箱", "台", "3", "1500.00", "4500.00")],
    )
    decision = read(
        page(
            (600, 60, OWN, 40),
            (700, 130, "报价单", 30),
            (100, 200, "编号：BJ240506"),
            (900, 200, "日期：2024-05-06"),
            *spots_of(table),
            (100, 500, "付款方式：预付30%，货到仓库验收合格后付清。"),
            (100, 600, "采购商确认（盖章）："),
            (900, 600, f"供应商确认（盖章）：{OWN}"),
            tables=(table,),
        )
    )
    assert decision.type == "other"


def test_the_contract_that_goods_come_back_from_is_named_by_its_own_number(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "退货审批表", 50),
            (100, 160, "退货合同编号：XT-2405-01"),
            (600, 160, "原销售合同编号：HD-2024-0871"),
            (100, 230, f"客户名称：{OTHER}"),
            (100, 300, "退货金额合计：12,000.00元"),
            (100, 400, "总经理意见：同意"),
        )
    )
    said = values(decision)
    assert (said["number"], said["contract_no"]) == ("XT-2405-01", "HD-2024-0871")


@pytest.mark.parametrize("title", ["退货协议书", "质量扣款协议", "折价协议", "退换货合同"])
def test_an_agreement_about_goods_that_come_back_is_no_contract(page: Draw, read: Read, title: str) -> None:
    decision = read(
        page(
            (600, 60, title, 56),
            (100, 160, f"甲方：{OTHER}"),
            (100, 230, f"乙方：{OWN}"),
            (100, 300, "经双方协商，就甲方所购齿轮箱达成如下协议："),
            (100, 370, "一、乙方同意甲方退回齿轮箱3台，货款4,500元从应收中冲减。"),
            (100, 440, "二、本协议一式两份，双方签字盖章后生效。"),
            (100, 700, "甲方（盖章）："),
            (900, 700, "乙方（盖章）："),
            (100, 760, "2024年5月6日"),
        )
    )
    assert decision.review_reasons


def test_a_heading_is_no_product_and_what_is_settled_is_the_sum(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "索赔处理调查报告", 50),
            (100, 160, f"索赔申请人：{OTHER}"),
            (100, 230, "产品信息"),
            (100, 300, "产品分类名称"),
            (400, 300, "传动件"),
            (100, 770, "2.产品质量是否符合"),
            (100, 370, "损失合计6,740元，责任在我方。"),
            (100, 440, "处理费用"),
            (400, 440, "5,392元"),
            (100, 700, "日期：2024-05-06"),
        )
    )
    said = values(decision)
    assert "product" not in said
    assert said["amount"] == "5392.00"


def test_the_heading_of_a_list_is_nothing_pledged(page: Draw, read: Read) -> None:
    table = grid(
        100, 400, (300, 400, 500), [("抵押物名称", "所有权归属", "数量、质量、状况"), ("织机", OTHER, "12台")]
    )
    decision = read(
        page(
            (600, 60, "动产抵押登记书", 56),
            (100, 160, f"抵押人：{OTHER}"),
            (100, 230, f"抵押权人：{OWN}"),
            *spots_of(table),
            (100, 700, "登记日期：2024-05-06"),
            tables=(table,),
        )
    )
    assert values(decision).get("collateral") != "所有权归属"
