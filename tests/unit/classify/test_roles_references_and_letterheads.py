"""Papers of makers nobody had met: roles in brackets, references, letterheads, words of more forms."""

from __future__ import annotations

import pytest

from classify.kinds.table import read_kind
from classify.names.organisations import organisation, person, short_name
from classify.profile import Profile
from tests.unit.classify.decided import ABROAD, OTHER, OWN, Draw, Read, listed, values


def test_what_a_creditor_may_claim_is_not_its_name_in_traditional_characters(page: Draw, read: Read) -> None:
    ours, theirs = "恆昇光學儀器（香港）有限公司", "濠鏡眼鏡有限公司"
    drawn = page(
        (600, 60, "還款協議", 56),
        (100, 160, "本協議於2021年6月10日由以下雙方訂立："),
        (100, 220, f"（1）{ours}（「債權人」）；及"),
        (100, 280, f"（2）{theirs}（「債務人」）。"),
        (100, 340, "債務人確認拖欠債權人貨款港幣陸萬貳仟叁佰元正（HK$62,300.00）。"),
        (100, 400, "如未能如期支付，債權人有權要求即時清還全部餘款"),
    )
    found = values(read(drawn, own=[ours]))
    assert (found["creditor"], found["debtor"]) == (ours, theirs)


def test_the_contract_a_form_refers_to_is_not_its_title(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "付款方式约定单", 50),
            (100, 150, "客户"),
            (400, 150, OTHER),
            (100, 190, "对应合同"),
            (400, 190, "HD-2024-SB-061"),
            (100, 260, "付款方式"),
            (400, 260, "银行承兑汇票，3:3:3:1"),
            (100, 320, "第一笔"),
            (400, 320, "合同生效后10日内付30%"),
            (100, 380, "签订日期"),
            (400, 380, "2024年5月20日"),
        )
    )
    assert decision.type == "payment_terms"
    assert values(decision)["contract_no"] == "HD-2024-SB-061"


def test_an_invoice_is_its_letterheads(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, OTHER, 44),
            (500, 140, "电子发票证明联", 50),
            (600, 220, "2021-06-09"),
            (100, 290, "发票号码：QK41870263"),
            (100, 350, f"买方：{OWN}"),
            *listed(430, "品名|数量|单价|金额", "光学镜头|200|18.60|3,720.00"),
            (100, 600, "总计"),
            (760, 600, "3,720.00"),
        )
    )
    assert values(decision)["seller"] == OTHER


def test_an_old_licence_says_at_its_foot_how_long_it_is_valid(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "个体工商户营业执照", 80),
            (100, 240, "注册号320500600184236"),
            (100, 300, "字号名称武汉市硚口区老陈家具经营部"),
            (100, 360, "经营者姓名"),
            (400, 360, "高山流"),
            (100, 420, "经营范围及方式"),
            (400, 420, "家具零售"),
            (700, 900, "2009年5月14日"),
            (100, 1000, "本执照有效期自2009年5月14日至2013年5月13日"),
        )
    )
    valid = decision.fields["valid_until"]
    assert valid.value == "2013-05-13"
    assert valid.confidence >= 0.8


def test_a_payers_name_ends_surely_where_the_paying_begins(profile: Profile) -> None:
    rule = profile.types["receipt"].fields["party"]
    found = read_kind(rule, "赣州市章贡区阳明幼儿园支付的床柜定制款", True)
    assert found is not None
    assert (found.value, found.quality) == ("赣州市章贡区阳明幼儿园", 1.0)


def test_a_shop_says_in_brackets_who_it_is(page: Draw, read: Read) -> None:
    shop = "武汉市硚口区老陈家具经营部"
    decision = read(
        page(
            (500, 100, "还款计划书", 56),
            (100, 240, f"{OWN}："),
            (180, 320, f"本店（{shop}）欠贵公司货款9820元，现计划如下："),
            (100, 400, "三月底还3000元，四月底还3000元，五月二十日前还清余下3820元。"),
            (800, 700, "2019年2月18日"),
        )
    )
    assert values(decision)["party"] == shop


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("赣州市章贡区阳明幼儿园支付的幼儿园床柜定制款", "赣州市章贡区阳明幼儿园"),
        (f"Name and Address of Consignee{ABROAD}, Malmo", ABROAD),
    ],
)
def test_names_end_where_something_else_begins(text: str, name: str) -> None:
    assert organisation(text) == name


def test_what_a_copy_is_for_names_nobody() -> None:
    assert short_name("第三联发票联购买方记账凭证") is None


def test_a_person_may_have_letters_of_other_alphabets() -> None:
    assert person("Ingrid Sjölund") == "Ingrid Sjölund"


def test_a_contract_is_named_by_its_number_before_its_title(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收货授权书", 56),
            (100, 160, f"{OWN}："),
            (160, 220, "根据双方签订的编号为HD-LP-2022-031的《酒店客房家具采购合同》，我公司授权"),
            (100, 280, "高山流（身份证号：450305197602140849）为收货人。"),
            (800, 600, f"授权单位：{OTHER}"),
            (800, 660, "2022年6月15日"),
        )
    )
    assert values(decision)["contract_no"] == "HD-LP-2022-031"


def test_a_list_of_what_is_ordered_is_an_order(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "远景2月订货明细（发宏达）", 50),
            (100, 160, "订货方"),
            (400, 160, OTHER),
            (800, 160, "订货日期"),
            (1100, 160, "2023-2-8"),
            (100, 220, "供货方"),
            (400, 220, OWN),
            *listed(300, "序号|产品|规格|单位|数量|出厂价|小计", "1|六角螺栓|M12|个|10|5.00|50.00", step=200),
            (100, 460, "合计"),
            (1300, 460, "50.00"),
        )
    )
    assert decision.type == "order"
    assert values(decision)["buyer"] == OTHER


def test_goods_are_named_under_their_own_heading(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, f"客户：{OTHER}"),
            (900, 160, "日期：2020年11月20日"),
            *listed(260, "项目|货品说明|规格|数量|单位", "1|六角螺栓|M12|120|个", "2|平垫圈|12|40|个"),
        )
    )
    lines = values(decision)["lines"]
    assert [line["item"] for line in lines] == ["六角螺栓", "平垫圈"]


def test_a_dollar_sign_read_as_a_letter_is_one(profile: Profile) -> None:
    rule = profile.types["collateral_registration"].fields["amount"]
    found = read_kind(rule, "HKS200,000.00", True)
    assert found is not None
    assert (found.value, found.extra) == ("200000.00", {"currency": "HKD"})
    part = read_kind(rule, "HKS-200", True)
    assert part is None or part.extra is None, "the type of some goods"


def test_a_receipt_gives_its_sum_in_figures_alone_below_the_words(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (100, 60, OWN, 40),
            (1100, 60, "RECEIPT", 50),
            (900, 150, "No. R-15-0037"),
            (1200, 150, "Date: 10 February 2015"),
            (100, 220, f"Received from: {ABROAD}"),
            (100, 280, "the sum of: US Dollars Eighteen Thousand Six Hundred and Fifty Only"),
            (100, 340, "being payment of: 30% deposit for order CL-1502"),
            (150, 440, "USD 18,650.00"),
            (1200, 440, "Cashier: Zhong Li"),
        )
    )
    found = values(decision)
    assert (found["amount"], found["amount_currency"]) == ("18650.00", "USD")


def test_a_slip_says_your_order(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (100, 60, OWN, 40),
            (1000, 60, "DELIVERY NOTE", 50),
            (100, 160, "Deliver to"),
            (100, 200, ABROAD),
            (800, 160, "Delivery note no."),
            (1200, 160, "HD-D22-0417"),
            (800, 230, "Your order"),
            (1200, 230, "PO-0088412"),
        )
    )
    assert values(decision)["order_no"] == "PO-0088412"


def test_a_lady_of_rank_is_an_agent(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "授权书", 56),
            (160, 200, "兹授权本公司采购部副理高雅筑小姐（员工编号：JY-0417）代表本公司，"),
            (100, 260, f"全权处理与{OWN}间采购案之议价、签约等一切事宜。"),
            (800, 500, f"授权公司：{OTHER}"),
            (800, 560, "2021年2月24日"),
        )
    )
    assert values(decision)["agent"] == "高雅筑"


def test_the_firm_a_receipt_of_goods_begins_with_takes_them_in_and_a_carrier_does_not(
    page: Draw, read: Read
) -> None:
    rest = [
        (500, 60, "鲜汇超市·进货验收单", 50),
        (100, 200, f"供应商：{OWN}"),
        (900, 200, "验收日期：2024-03-05"),
        *listed(300, "品名|规格|单位|实收数量", "六角螺栓|M12|个|100"),
    ]
    firm = "沈阳鲜汇超市连锁有限公司"
    assert values(read(page(*rest, (100, 140, f"公司：{firm}"))))["consignee"] == firm
    carried = read(page(*rest, (100, 250, "承运公司：苏州顺达物流有限公司")))
    assert carried.review
    assert carried.party is None or "物流" not in carried.party.name
