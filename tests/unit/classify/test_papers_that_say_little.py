"""Papers whose words say plainly of which type they are, though they bear a short title or none."""

from __future__ import annotations

from tests.unit.classify.decided import OTHER, OWN, Draw, Read, listed, values

SHOP = "滁州市琅琊区宏光五金商行"


def test_a_sheet_of_a_mills_laboratory_without_a_title(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (100, 60, f"客户：{OTHER}"),
            (100, 130, "产品：育肥猪料"),
            *listed(220, "项目|标准|检测", "水分%|≤14|12.1", "粗蛋白%|≥15|15.6"),
            (100, 520, "结论：合格，准予出厂。"),
            (100, 590, "化验员：高山流"),
            (700, 590, "2024年5月6日"),
        ),
        own=[OWN],
    )
    assert decision.type == "inspection_report"
    assert values(decision)["party"] == OTHER


def test_a_slips_copy_for_return_without_a_title(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (100, 60, "发货方"),
            (900, 60, "收货方"),
            (100, 110, OWN),
            (900, 110, OTHER),
            (100, 180, "单据编号：FH0118-7"),
            (900, 180, "发货日期：2024.05.06"),
            *listed(260, "品名|规格|单位|数量|单价|金额", "绿萝|大盆|盆|20|15.00|300.00"),
            (100, 520, "发货经手：高山流"),
            (700, 520, "收货签字："),
            (100, 600, "第三联：回单"),
        ),
        own=[OWN],
    )
    assert decision.type == "delivery_slip"
    assert values(decision)["consignee"] == OTHER


def test_an_order_by_hand_is_the_shops_that_signs_it(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "订货单", 44),
            (100, 160, f"{OWN}："),
            (100, 220, "麻烦请给我店送以下的货"),
            *listed(300, "品名|规格|数量|单价|金额", "螺丝|M8|40盒|12|480", "扳手|12寸|10把|18|180"),
            (100, 560, "一共660元，货到付款。"),
            (700, 640, f"{SHOP}王小二"),
            (700, 710, "2024.5.6"),
        ),
        own=[OWN],
    )
    read_ = values(decision)
    assert (read_["buyer"], read_["supplier"], read_["amount"]) == (SHOP, OWN, "660.00")
    assert not decision.review


def test_whose_authority_a_farmer_signs(page: Draw, read: Read) -> None:
    farm = "滨州市沾化区富国镇海生养鸭场"
    decision = read(
        page(
            (600, 60, "授权书", 56),
            (100, 160, "以后拉料由我女婿张小海(身份证"),
            (100, 220, "110101199003074514)去办，签的单子都认账。"),
            (700, 320, f"{farm}场长：张海生"),
            (700, 390, "2024年5月6日"),
        ),
        own=[OWN],
    )
    read_ = values(decision)
    assert (read_["party"], read_["agent"]) == (farm, "张小海")


def test_a_slip_with_prices_is_no_packing_list(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "提货单", 44),
            (100, 160, f"TO：{OTHER}"),
            (900, 160, "NO.TH-0118"),
            *listed(260, "品名|件数|毛重|净重|单价|货值", "铝锭|5|15.9|15.8|18000|284400"),
            (100, 460, f"发货单位：{OWN}"),
            (700, 460, "日期：2024-05-06"),
        ),
        own=[OWN],
    )
    scores = decision.scores
    assert scores["delivery_slip"] > scores.get("packing_list", 0.0) + 2


def test_a_certificate_of_origin_was_taken_for_a_packing_list(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (900, 60, "CERTIFICATE OF ORIGIN"),
            (100, 60, "1. Exporter"),
            (100, 110, "Baoding Textile Import and Export Co., Ltd."),
            (100, 200, "2. Consignee"),
            (100, 250, "Nordland Mobler AB"),
            (100, 340, "5. For certifying authority use only"),
            (100, 420, "7. Description of goods"),
            (700, 420, "9. Quantity"),
            (100, 480, "200 CARTONS OF TOWELS"),
            (700, 480, "N.W. 1800 KGS"),
        ),
        own=[OWN],
    )
    assert decision.type == "other"


def test_goods_that_a_shop_says_it_has_bought(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "进货报告", 44),
            (100, 160, f"2024年5月6日，我店从{OWN}进货一车，已点清，明细如下："),
            *listed(240, "货名|单位|数量|单价|金额", "螺丝|盒|40|12|480"),
            (700, 480, SHOP),
            (700, 550, "2024年5月6日"),
        ),
        own=[OWN],
    )
    assert decision.type == "goods_receipt"
    assert not decision.review


def test_a_plan_in_one_sentence(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款计划", 44),
            (100, 160, f"我店欠{OWN}货款25000元，打算中秋前还10000元，"),
            (100, 220, "腊月前还10000元，剩下5000元开春还完。"),
            (700, 320, SHOP),
            (700, 390, "2024年5月6日"),
        ),
        own=[OWN],
    )
    assert decision.type == "repayment_plan"
    assert not decision.review


def test_the_days_of_a_card_are_no_plan(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "欠款还款卡", 44),
            (100, 160, f"客户名称：{SHOP}"),
            *listed(240, "日期|摘要|赊货|还款|尚欠", "5.6|春茶|13800||13800", "6.7|微信还||8000|5800"),
            (100, 520, "截至2024年6月7日欠款：5800.00元"),
        ),
        own=[OWN],
    )
    assert decision.type == "arrears_statement"
    assert decision.scores.get("repayment_plan", 0.0) <= 5.0


def test_a_sum_in_words_and_figures_tells_enough(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "退赔折价审批表", 24),
            (100, 160, f"客户名称：{OTHER}"),
            (100, 220, "金额合计：1640元（壹仟陆佰肆拾元）"),
            (100, 280, "日期：2024年5月6日"),
        ),
        own=[OWN],
    )
    assert decision.type == "return_approval"
    assert not decision.review


def test_terms_tell_what_a_paper_on_them_is_about(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "付款方式说明", 44),
            (100, 160, f"客户名称：{OTHER}"),
            (100, 220, "对应合同：HT-2024-018"),
            (100, 280, "付款方式：验收合格后45日内银行转账"),
            (100, 340, "日期：2024年5月6日"),
        ),
        own=[OWN],
    )
    assert not decision.review


def test_two_words_with_a_stroke_are_the_next_label(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户背景资料", 44),
            (100, 160, "客户名称"),
            (500, 160, OTHER),
            (100, 210, "地址"),
            (500, 210, "苏州市东吴路1号"),
            (100, 260, "创办 / 规模"),
            (500, 260, "1997年 / 45人"),
            (100, 310, "付款习惯"),
            (500, 310, "月结"),
        ),
        own=[OWN],
    )
    assert values(decision)["address"] == "苏州市东吴路1号"
