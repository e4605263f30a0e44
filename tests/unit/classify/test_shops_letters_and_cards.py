"""Papers of shops, offices and cooperatives: their words for each other, letters, cards, permits."""

from __future__ import annotations

from typing import Any

import pytest

from capture.pages import Box, Seal
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, listed, values

SHOP = "宁波市江北区望湖副食店"


@pytest.mark.parametrize("label", ["网点", "网点名称", "门店名称", "加盟商", "专卖店", "零售商"])
def test_what_sellers_to_shops_call_them_named_nobody(label: str, page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "经销商信用额度申请审批单", 52),
            (100, 180, f"{label}：{SHOP}"),
            (900, 180, "申请日期：2022年9月20日"),
            (100, 240, "申请额度：20000元"),
            (100, 300, "总经理意见：同意"),
        )
    )
    assert decision.type == "credit_approval"
    assert values(decision)["party"] == SHOP


def test_a_credit_line_granted_in_a_sentence_named_nobody(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, f"{OWN}内部审批件", 44),
            (500, 130, f"关于给予{OTHER}信用额度的审批", 44),
            (100, 240, f"{OTHER}（统一社会信用代码91320594MA1Y0RJK3X）自2021年起向我司采购，现申请"),
            (100, 300, "信用额度：人民币180,000.00元，信用期限：60天"),
            (900, 500, "批准日期：2023年8月16日"),
        )
    )
    assert decision.type == "credit_approval"
    assert values(decision)["party"] == OTHER


def test_an_account_permit_written_as_one_sentence(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "开户许可证", 70),
            (1100, 60, "核准号：J3050012345601"),
            (100, 200, f"{OTHER}（法定代表人李四光）经审核符合开户条件，准予在中国工商银行股份有限"),
            (100, 260, "公司苏州吴中支行开立基本存款账户，账号为1102020309000123456。"),
            (900, 500, "中国人民银行苏州市中心支行"),
            (900, 560, "2015年4月8日"),
        )
    )
    found = values(decision)
    assert found["name"] == OTHER
    assert found["bank"] == "中国工商银行股份有限公司苏州吴中支行"
    assert found["account_no"] == "1102020309000123456"


def test_a_shop_that_signs_with_its_keeper_is_whose_plan_it_is(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款计划", 60),
            (100, 180, "宏达机械："),
            (150, 250, "我店欠贵公司货款9260元，打算九月还3000元，十月还清。请放心。"),
            (700, 420, f"{SHOP}陈大勇"),
            (900, 490, "2023年9月2日"),
        )
    )
    assert decision.type == "repayment_plan"
    assert values(decision)["party"] == SHOP


def test_a_statement_was_addressed_to_the_firm_that_sealed_it(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "经销商对账函", 56),
            (100, 150, f"{OTHER}："),
            (150, 210, "贵我双方业务往来如下，请予核对。截至2022年末贵方应付我方货款余额为17,880.00元。"),
            (100, 420, "□核对一致"),
            (100, 560, "经销商（盖章）："),
            (1000, 560, OWN),
            (1000, 620, "2023年1月10日"),
            height=900,
        )
    )
    assert decision.type == "account_statement"
    assert values(decision)["party"] == OTHER
    assert values(decision)["sender"] == OWN


def _order(page: Draw, read: Read) -> dict[str, Any]:
    return values(
        read(
            page(
                (500, 40, OTHER, 40),
                (500, 110, "阀门订货通知书", 50),
                (100, 190, f"{OWN}："),
                (150, 250, "现向贵公司订购下列货物，请于2023年7月10日前送至我司六号仓库。"),
                *listed(320, "名称|型号|数量|单价|金额", "截止阀|J41H|8台|145.00|1160.00"),
                (1100, 560, "物资部：岑浩"),
                (1100, 620, "二〇二三年五月十八日"),
                height=900,
            )
        )
    )


def test_an_order_written_as_a_letter_names_its_supplier_and_days(page: Draw, read: Read) -> None:
    found = _order(page, read)
    assert found["supplier"] == OWN
    assert found["delivery_date"] == "2023-07-10"
    assert found["date"] == "2023-05-18"


def test_orders_of_services(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (500, 60, "临时保安服务订购单", 50),
                (100, 160, "订购单位：苏州市相城第二中学"),
                (100, 220, f"服务单位：{OWN}"),
                (900, 160, "下单日期：2023年5月16日"),
                (100, 280, "进场日期：2023年6月7日"),
                (900, 280, "撤场日期：2023年6月9日"),
                *listed(360, "项目|人数|天数|单价|金额", "保安员|12|3|360|12960.00"),
            )
        )
    )
    assert found["supplier"] == OWN
    assert found["delivery_date"] == "2023-06-07"


def test_a_slip_whose_supplier_only_sealed_it(page: Draw, read: Read) -> None:
    spots = (
        (600, 60, "送货单", 60),
        (100, 160, f"客户名称：{OTHER}"),
        (1100, 160, "2023年11月9日"),
        *listed(240, "品名|规格|单位|数量|单价|金额", "轴承|6205|只|12|48.00|576.00"),
        (100, 420, "送货单位及经手人（盖章）阿坤"),
        (900, 420, "收货单位及经手人（签章）孟"),
    )
    seal = Seal(Box(300, 380, 520, 600), f"16{OWN}\n业务专用章", "red")
    assert values(read(page(*spots, seals=(seal,))))["supplier"] == OWN
    theirs = Seal(Box(900, 380, 1120, 600), f"{OTHER}\n收货专用章", "red")
    assert "supplier" not in values(read(page(*spots, seals=(theirs,))))
    short = tuple((x, y, text.replace(OTHER, "远景"), *more) for x, y, text, *more in spots)
    assert "supplier" not in values(read(page(*short, seals=(theirs,))))


def test_what_a_cooperative_hands_in_names_it(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "收购入库单", 56),
            (100, 160, "交售单位：柘城县丰源蔬菜种植专业合作社"),
            (900, 160, "收购日期：2023年5月12日"),
            *listed(240, "品名|等级|单位|数量|单价|金额", "小麦|一级|吨|12|2800|33600.00"),
        )
    )
    assert values(decision)["supplier"] == "柘城县丰源蔬菜种植专业合作社"


@pytest.mark.parametrize(
    ("title", "type_id"),
    [
        ("货物清单（送货）", "delivery_slip"),
        ("物资清单（发货）", "delivery_slip"),
        ("客户（单位）情况卡", "customer_background"),
        ("客户（企业）信息登记表", "customer_background"),
        ("网点欠款还款卡", "arrears_statement"),
        ("客户赊账登记簿", "arrears_statement"),
    ],
)
def test_titles_with_words_in_brackets_and_titles_of_cards(
    title: str, type_id: str, page: Draw, read: Read
) -> None:
    drawn = page((600, 60, title, 56), (100, 200, f"客户：{OTHER}"), (100, 260, "日期：2024年5月6日"))
    assert read(drawn).type == type_id


@pytest.mark.parametrize("title", ["入库单（采购）", "入（出）库单", "费用明细表（报销）"])
def test_brackets_make_no_other_paper_of_a_title(title: str, page: Draw, read: Read) -> None:
    drawn = page((600, 60, title, 56), (100, 200, f"客户：{OTHER}"), (100, 260, "日期：2024年5月6日"))
    assert read(drawn).type in ("goods_receipt", "other")


def test_an_office_authorises_one_of_its_people(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (600, 60, "委托书", 60),
                (100, 160, f"{OWN}："),
                (160, 230, "兹委托我镇党政办工作人员时玉洁同志前来你厂办理车辆维修费用结算手续。"),
                (800, 400, "委托单位：涡阳县高炉镇人民政府"),
                (900, 460, "单位负责人：于振海"),
                (1000, 520, "2021年3月15日"),
            )
        )
    )
    assert found["agent"] == "时玉洁"
    assert found["legal_representative"] == "于振海"


def test_a_term_that_takes_effect_in_a_sentence(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (600, 60, "授权委托书", 60),
                (100, 160, f"授权单位：{OTHER}"),
                (100, 230, "被授权人：张三丰"),
                (100, 300, "本授权自2023年2月10日起生效，至2024年2月9日止。"),
                (900, 500, "2023年2月10日"),
            )
        )
    )
    assert (found["valid_from"], found["valid_until"]) == ("2023-02-10", "2024-02-09")


def test_a_customer_whose_place_is_none_was_filed_where_no_field_must_be_right(
    page: Draw, read: Read
) -> None:
    spots = (
        (600, 60, "送货单", 60),
        (100, 160, "送货单位：阜阳市颖州区众诚五金经营部"),
        (100, 220, f"收货单位：{OWN}"),
        (1100, 160, "2023年11月9日"),
        (1100, 60, "No. 0012345"),
        *listed(300, "品名|规格|单位|数量|单价|金额", "轴承|6205|只|12|48.00|576.00"),
    )
    decision = read(page(*spots))
    assert decision.party is not None
    assert decision.review


def test_days_and_numbers_of_cards_and_letters(page: Draw, read: Read) -> None:
    card = values(
        read(
            page(
                (500, 60, "网点欠款还款卡", 56),
                (1100, 60, "卡号 NB-27"),
                (100, 160, f"网点名称：{SHOP}"),
                *listed(
                    240, "日期|摘要|赊货|还款|尚欠", "2022.10.8|礼盒|13800||13800", "2023.5.1|现金||4000|9800"
                ),
                (100, 460, "截至2023年8月31日欠款：9800.00元"),
            )
        )
    )
    assert card["number"] == "NB-27"
    assert card["date"] == "2023-08-31"
    statement = values(
        read(
            page(
                (500, 60, "往来对账函", 56),
                (100, 150, f"{OTHER}："),
                (150, 210, "贵我双方2022年7月1日一2022年12月31日业务往来如下，请予核对。"),
                (100, 300, "期末应收余额：17,880.00元"),
            )
        )
    )
    assert (statement["period_from"], statement["period_until"]) == ("2022-07-01", "2022-12-31")


def test_a_number_with_its_year_in_brackets_needs_no_zi(page: Draw, read: Read) -> None:
    spots = (
        (100, 60, OTHER),
        (1100, 60, "远景授〔2023〕第017号"),
        (600, 130, "授权委托书", 60),
        (100, 230, f"授权单位：{OTHER}"),
        (100, 300, "被授权人：张三丰"),
    )
    assert values(read(page(*spots)))["number"] == "远景授〔2023〕第017号"


def test_where_it_was_signed_and_what_was_given_back(page: Draw, read: Read) -> None:
    contract = values(
        read(
            page(
                (100, 60, "No:YJ-2022-36"),
                (1200, 60, "签于江苏·苏州"),
                (600, 130, "购销合同", 60),
                (100, 230, f"甲方（供货商）：{OWN}"),
                (100, 300, f"乙方（经销商）：{OTHER}"),
                (100, 370, "违约责任：按民法典执行。本合同一式两份。"),
            )
        )
    )
    assert contract["place"] == "江苏·苏州"
    verdict = values(
        read(
            page(
                (500, 60, "退货原因、责任鉴定意见", 56),
                (100, 160, f"客户{OTHER}退回的法兰阀门6台，经品控部拆验，鉴定如下："),
                (100, 220, "一、现象：密封面划伤。二、责任：承运方负全部责任。"),
                (900, 420, f"{OWN}品控部"),
                (900, 480, "2023年5月24日"),
            )
        )
    )
    assert verdict["product"] == "法兰阀门"


def test_the_type_of_an_old_licence_stands_in_its_title(page: Draw, read: Read) -> None:
    found = values(
        read(
            page(
                (500, 60, "个人独资企业营业执照", 70),
                (1300, 160, "注册号3401042301877"),
                (100, 220, "企业名称"),
                (300, 220, "合肥车驰汽配经营部"),
                (100, 280, "投资人姓名"),
                (300, 280, "宣立兵"),
                (100, 340, "成立日期2005年3月11日"),
                (100, 400, "经营范围汽车配件销售。"),
                (1000, 700, "登记机关：合肥市工商行政管理局"),
            )
        )
    )
    assert found["company_type"] == "个人独资企业"


@pytest.mark.parametrize(
    ("line", "term"), [("结算：☑月结30天 □批结 □其他", "月结30天"), ("结算：月结60天", "月结60天")]
)
def test_of_choices_with_boxes_the_ticked_one_is_meant(line: str, term: str, page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "信用额度申请审批单", 52),
            (100, 180, f"客户名称：{OTHER}"),
            (100, 240, "申请额度：20000元"),
            (100, 300, line),
            (100, 360, "理由：无逾期。"),
        )
    )
    assert values(decision)["term"] == term
