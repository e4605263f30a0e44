"""Papers that look like true ones and are not: void, drafts, returns, meant for another, of other houses."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from capture.pages import Box, Page, Seal
from classify.names.organisations import organisation
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

MARKED = "It is marked “{text}”. Is it to be filed?"
BETWEEN = "The paper names {first}, but it may be for {second}."
ELSEWHERE = "It is addressed to {name}, not to our own company."
THIRD = "南通中天钢绳有限公司"


def slip(
    page: Draw,
    *more: Spot,
    title: str = "送货单",
    taker: str = f"收货单位：{OTHER}",
    seals: Sequence[Seal] = (),
) -> Page:
    heads = [(100, 320, "品名"), (500, 320, "数量"), (800, 320, "单价"), (1100, 320, "金额")]
    goods = [(100, 380, "减速机"), (500, 380, "2"), (800, 380, "860.00"), (1100, 380, "1,720.00")]
    top = [(600, 40, OWN, 36), (640, 110, title, 52), (100, 200, taker), (1100, 200, "单号：SH-0511")]
    foot = [(100, 440, "合计：1,720.00"), (100, 520, "送货人："), (800, 520, "收货人签字：")]
    return page(*top, (1100, 260, "日期：2024-05-11"), *heads, *goods, *foot, *more, seals=tuple(seals))


def form(page: Draw, title: str, *rows: str) -> Page:
    return page((640, 60, title, 56), *((100, 200 + 60 * n, row) for n, row in enumerate(rows)))


def contract(page: Draw, title: str, *more: str, buyer: str = OTHER) -> Page:
    ends = ["一、付款方式：月结30天。", "二、违约责任：按民法典执行。", "签订日期：2024年3月11日"]
    return form(page, title, f"甲方：{buyer}", f"乙方：{OWN}", "合同编号：HD-2024-0311", *more, *ends)


def reasons(read: Read, drawn: Page) -> list[str]:
    return [reason.template for reason in read(drawn).review_reasons]


@pytest.mark.parametrize(
    "mark", ["作废", "本单作废", "此单已取消", "（样张）", "VOID", "CANCELLED", "本单仅供参考，不作结算依据"]
)
def test_a_slip_stamped_void_is_asked_about(mark: str, page: Draw, read: Read) -> None:
    assert reasons(read, slip(page, (1000, 110, mark))) == [MARKED]


def test_a_red_stamp_across_the_words_is_asked_about(page: Draw, read: Read) -> None:
    box = Box(600, 300, 1000, 500)
    void, paid = (slip(page, seals=(Seal(box, text, "mark"),)) for text in ("作 废", "已付讫"))
    assert reasons(read, void) == [MARKED]
    assert reasons(read, paid) == []


@pytest.mark.parametrize("title", ["采购合同（草稿）", "采购合同（征求意见稿）", "采购合同样本"])
def test_a_contract_that_is_a_draft_is_asked_about(title: str, page: Draw, read: Read) -> None:
    assert reasons(read, contract(page, title)) == [MARKED]


@pytest.mark.parametrize(
    "said",
    [
        "说明：本单涂改作废，请当面点清",
        "备注：取消订单请提前三日通知",
        "图片仅供参考，以实物为准",
        "（合同示范文本）",
    ],
)
def test_what_a_clause_says_of_void_papers_is_no_stamp(said: str, page: Draw, read: Read) -> None:
    assert reasons(read, slip(page, (100, 600, said))) == []


@pytest.mark.parametrize(
    "title",
    [
        "退货送货单",
        "换货出库单",
        "返修品送货单",
        "维修件发货单",
        "借出送货单",
        "赠品发货单",
        "空托盘回收签收单",
    ],
)
def test_goods_that_come_back_or_are_lent_are_no_delivery(title: str, page: Draw, read: Read) -> None:
    assert read(slip(page, title=title)).review


@pytest.mark.parametrize("title", ["维修配件送货单", "样品发货单", "种子发放签收单"])
def test_goods_sold_whose_title_is_near_to_it_are_filed(title: str, page: Draw, read: Read) -> None:
    assert not read(slip(page, title=title)).review


@pytest.mark.parametrize("title", ["销售退货入库单", "盘盈入库单", "返工品入库单"])
def test_what_comes_back_into_stock_was_not_bought(title: str, page: Draw, read: Read) -> None:
    rows = (OWN, f"供应商：{OTHER}", "入库单号：RK-0423", "入库日期：2024-04-23", "入库仓库：一号库")
    assert read(form(page, title, *rows)).review
    assert not read(form(page, "采购入库单", *rows)).review


@pytest.mark.parametrize(
    "title",
    ["购销合同解除协议", "采购合同终止协议书", "采购意向协议", "放弃债权协议", "合同权利义务转让协议"],
)
def test_what_ends_a_contract_or_only_plans_one_is_none(title: str, page: Draw, read: Read) -> None:
    assert read(contract(page, title)).review


def test_a_receipt_for_money_paid_back_or_lent_is_asked_about(page: Draw, read: Read) -> None:
    rows = ["人民币（大写）：壹仟元整　¥1,000.00", f"收款单位：{OWN}", "日期：2024-04-21", "编号：SJ-0421"]
    assert not read(form(page, "收款收据", f"交款单位：{OTHER}", "事由：货款", *rows)).review
    assert read(form(page, "收款收据", f"交款单位：{OTHER}", "事由：借款", *rows)).review
    assert read(form(page, "退款收据", f"交款单位：{OTHER}", "事由：货款", *rows)).review


def test_an_order_form_that_is_an_offer_is_asked_about(page: Draw, read: Read) -> None:
    rows = (
        f"采购方：{OTHER}",
        f"供应商：{OWN}",
        "订单编号：DH-0813",
        "订单日期：2024-08-13",
        "合计：1,720.00",
    )
    assert not read(form(page, "销售订单", *rows)).review
    assert read(form(page, "销售订单", *rows, "报价有效期：15天")).review


@pytest.mark.parametrize("buyers", [f"{OTHER}、{THIRD}", f"{OTHER}和江阴市长虹五金厂"])
def test_a_contract_of_two_buyers_is_asked_about(buyers: str, page: Draw, read: Read) -> None:
    assert reasons(read, contract(page, "购销合同", buyer=buyers)) == [BETWEEN]


def test_who_buys_for_another_or_with_a_second_one_is_asked_about(page: Draw, read: Read) -> None:
    assert reasons(read, contract(page, "购销合同", f"甲方受{THIRD}委托采购。")) == [BETWEEN]
    assert reasons(read, contract(page, "购销合同", f"甲方二：{THIRD}")) == [BETWEEN]
    assert reasons(read, contract(page, "购销合同")) == []


def test_a_buyer_and_another_who_takes_in_are_asked_about(page: Draw, read: Read) -> None:
    assert reasons(read, slip(page, (100, 260, f"购货单位：{THIRD}"))) == [BETWEEN]
    assert reasons(read, slip(page, (100, 260, f"购货单位：{OTHER}"))) == []
    assert reasons(read, slip(page, (100, 260, f"承运单位：{THIRD}"))) == []


@pytest.mark.parametrize("said", [f"代付{OTHER}货款", f"替{OTHER}支付货款", f"代{OTHER}支付货款"])
def test_who_pays_for_another_in_other_words_is_asked_about(said: str, page: Draw, read: Read) -> None:
    rows = ["人民币（大写）：壹仟元整　¥1,000.00", f"收款单位：{OWN}", "日期：2024-04-21", "编号：SJ-0421"]
    assert reasons(read, form(page, "收款收据", f"交款单位：{THIRD}", f"摘要：{said}", *rows)) == [BETWEEN]


def test_two_slips_close_together_on_a_page_are_asked_about(page: Draw, read: Read) -> None:
    below = [(640, 610, "送货单", 52), (100, 700, f"收货单位：{THIRD}"), (1100, 700, "单号：SH-0512")]
    assert reasons(read, slip(page, *below)) == [BETWEEN]


@pytest.mark.parametrize("to", [f"致：{THIRD}", f"{THIRD}："])
def test_a_letter_of_authority_for_another_house_is_asked_about(to: str, page: Draw, read: Read) -> None:
    said = "兹委托我公司匡志远同志办理提货手续。有效期至2024年12月31日。"
    assert reasons(read, form(page, "授权委托书", to, said, OTHER, "2024年9月2日")) == [ELSEWHERE]
    ours = to.replace(THIRD, OWN)
    assert reasons(read, form(page, "授权委托书", ours, said, OTHER, "2024年9月2日")) == []


def test_your_company_is_nobodys_name(page: Draw, read: Read) -> None:
    said = "兹委托我公司匡志远同志到贵公司办理提货手续。有效期至2024年12月31日。"
    decision = read(form(page, "授权委托书", f"{OWN}：", said, OTHER, "2024年9月2日"))
    assert decision.party is not None
    assert decision.party.name == OTHER
    assert organisation("匡志远同志到贵公司") is None
    assert organisation("三菱电机日本公司") == "三菱电机日本公司"


@pytest.mark.parametrize("said", ["不同意", "不予批准", "驳回，资料不全"])
def test_what_was_refused_is_asked_about(said: str, page: Draw, read: Read) -> None:
    rows = (
        f"客户名称：{OTHER}",
        "申请额度：80,000.00元",
        "账期：30天",
        "申请日期：2024-07-05",
        "财务部意见：同意",
    )
    assert reasons(read, form(page, "客户信用额度审批表", *rows, f"总经理审批：{said}")) == [MARKED]
    assert reasons(read, form(page, "客户信用额度审批表", *rows, "总经理审批：同意")) == []


@pytest.mark.parametrize("kind", ["采购退货", "借用出库", "赠送"])
def test_a_slip_whose_kind_is_no_sale_is_asked_about(kind: str, page: Draw, read: Read) -> None:
    assert read(slip(page, (100, 260, f"出库类型：{kind}"), title="出库单")).review
    assert not read(slip(page, (100, 260, "出库类型：□销售 □退货 □借用"), title="出库单")).review


def test_goods_taken_back_are_told_by_the_kind_of_receipt(page: Draw, read: Read) -> None:
    rows = (OWN, f"供应商：{OTHER}", "入库单号：RK-0423", "入库日期：2024-04-23", "入库仓库：一号库")
    assert read(form(page, "入库单", *rows, "入库类型：销售退货")).review
    assert not read(form(page, "入库单", *rows, "入库类型：采购入库")).review


def test_the_label_of_another_party_is_no_part_of_a_name() -> None:
    assert organisation("NOTIFY PARTY: NORDIC BAUER GMBH") is None
    assert organisation("NORDIC BAUER GMBH") == "NORDIC BAUER GMBH"


def test_a_prepayment_behind_the_whole_sum_is_not_the_sum(page: Draw, read: Read) -> None:
    said = "一、乙方供应减速机200台，合同总金额172,000.00元，预付款51,600.00元。"
    assert values(read(contract(page, "购销合同", said)))["amount"] == "172000.00"


def test_the_day_of_a_contract_given_with_its_number_is_not_the_supplements(page: Draw, read: Read) -> None:
    said = "双方于2023年12月1日签订的供货合同（编号HD-2023-1201）现补充如下："
    drawn = form(page, "补充协议", f"甲方：{OTHER}", f"乙方：{OWN}", said, "", "2024年3月25日")
    assert values(read(drawn))["signed"] == "2024-03-25"


@pytest.mark.parametrize(
    "title",
    ["催款函签收单", "对账单签收单", "通知书签收单", "营业执照签收单", "拒收货物签收单", "寄存货物出库单"],
)
def test_papers_handed_over_and_goods_not_taken_are_no_delivery(title: str, page: Draw, read: Read) -> None:
    assert read(slip(page, title=title)).review


@pytest.mark.parametrize(
    "title",
    ["图书签收单", "货物签收证明", "文件柜送货单", "证卡打印机出库单", "盘条送货单", "发货凭证签收单"],
)
def test_goods_named_like_papers_are_delivered(title: str, page: Draw, read: Read) -> None:
    assert not read(slip(page, title=title)).review


@pytest.mark.parametrize("title", ["取消采购订单", "预测采购清单", "意向采购订单", "采购订单"])
def test_what_is_not_ordered_yet_is_no_order(title: str, page: Draw, read: Read) -> None:
    rows = (f"采购方：{OTHER}", f"供应商：{OWN}", "订单编号：DH-0813", "订单日期：2024-08-13")
    assert read(form(page, title, *rows)).review == (title != "采购订单")


@pytest.mark.parametrize("why", ["增值税发票一张", "合同原件两份", "归还借款"])
def test_a_receipt_for_papers_is_not_one_for_money(why: str, page: Draw, read: Read) -> None:
    rows = ["人民币（大写）：壹仟元整　¥1,000.00", f"收款单位：{OWN}", "日期：2024-04-21", "编号：SJ-0421"]
    assert read(form(page, "收条", f"今收到：{OTHER}", f"事由：{why}", *rows)).review
    assert not read(form(page, "收条", f"今收到：{OTHER}", "事由：合同款", *rows)).review


def test_a_sentence_that_ends_like_a_title_makes_no_paper_complete(page: Draw, read: Read) -> None:
    decision = read(slip(page, title="免费提供送货单"))
    assert "delivery_slip.complete" not in [reason.rule for reason in decision.reasons]


def test_a_list_of_what_many_owe_is_not_the_firsts(page: Draw, read: Read) -> None:
    head = [(640, 60, "欠款明细表", 56), (600, 140, OWN), (100, 220, "制表日期：2024-05-03")]
    names = [(100, 300, "客户名称"), (700, 300, "欠款金额"), (1000, 300, "还款金额"), (1300, 300, "余额")]
    first = [(100, 360, OTHER), (700, 360, "1,000.00"), (1000, 360, "0.00"), (1300, 360, "1,000.00")]
    second = [(100, 420, THIRD), (700, 420, "2,000.00"), (1000, 420, "0.00"), (1300, 420, "2,000.00")]
    assert reasons(read, page(*head, *names, *first, *second)) == [BETWEEN]
    assert reasons(read, page(*head, *names, *first)) == []


def test_who_signs_for_another_is_asked_about(page: Draw, read: Read) -> None:
    assert reasons(read, slip(page, (100, 600, f"（代{THIRD}签收）"))) == [BETWEEN]


def test_a_persons_firm_in_brackets_is_no_part_of_a_name() -> None:
    assert organisation(f"张三（{OTHER}业务员）") == OTHER
    assert organisation("上海（浦东发展有限公司") == "上海浦东发展有限公司"
