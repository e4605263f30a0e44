"""Names that readers ran into the word before them or the form behind them, and roles papers leave unsaid."""

from __future__ import annotations

import pytest

from classify.names.organisations import organisation
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, listed, values


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Porto Ceramica, Lda.", "Porto Ceramica, Lda."),
        ("Praha Sklo, s.r.o.", "Praha Sklo, s.r.o."),
        ("Gulf Harbour Trading, W.L.L., P.O. Box 12", "Gulf Harbour Trading, W.L.L."),
        ("Torino LegnamiS.p.A.", "Torino Legnami S.p.A."),
        ("Rhein KunststoffeGmbH", "Rhein Kunststoffe GmbH"),
    ],
)
def test_a_form_behind_a_comma_or_run_into_the_name_was_no_form(printed: str, name: str) -> None:
    assert organisation(printed) == name


@pytest.mark.parametrize("printed", ["88 River Street, Calgary, AB", "Suite 4, Boise, CO"])
def test_a_province_behind_a_comma_is_no_form(printed: str) -> None:
    assert organisation(printed) is None


@pytest.mark.parametrize("room", ["质量检验中心", "品质管理中心", "·工程部", "·安装部"])
def test_a_department_behind_a_firm_is_not_its_name(room: str) -> None:
    assert organisation(f"{OTHER}{room}") == OTHER


def test_a_firm_that_tests_keeps_its_name() -> None:
    assert organisation("南京市产品质量检验中心") == "南京市产品质量检验中心"


def test_an_english_label_was_taken_for_the_beginning_of_the_name(page: Draw, read: Read) -> None:
    """收货人 ConsigneePacific…: the blank behind the label is lost."""
    decision = read(
        page(
            (600, 60, "品质检验证书", 56),
            (100, 200, f"发货人 Consignor{OWN}"),
            (100, 280, "收货人 ConsigneePacific Timber Imports LLC"),
            (100, 360, "检验结果 RESULTS OF INSPECTION:"),
            (100, 440, "签证日期 Date of Issue 2024年5月6日"),
        ),
        own=[OWN],
    )
    assert values(decision)["party"] == "Pacific Timber Imports LLC"
    assert values(decision)["sender"] == OWN


def _order(page: Draw, *more: tuple[int, int, str]) -> object:
    return page(
        (600, 60, "采购订单", 56),
        (100, 160, f"买方：{OTHER}"),
        (100, 220, "订单编号：DD-240918-3"),
        (900, 220, "日期：2024-09-18"),
        *listed(300, "品名|规格|数量|单价|金额", "轴承|6204|100|12.00|1200.00"),
        *more,
    )


def test_our_name_by_itself_on_a_customers_order_says_who_supplies(page: Draw, read: Read) -> None:
    decision = read(_order(page, (900, 160, OWN)), own=[OWN])
    assert values(decision)["supplier"] == OWN


@pytest.mark.parametrize("said", [f"请{OWN}来人验收", f"原{OWN}产品"])
def test_our_name_within_a_sentence_says_nothing_of_who_supplies(page: Draw, read: Read, said: str) -> None:
    decision = read(_order(page, (100, 700, said)), own=[OWN])
    assert "supplier" not in values(decision)


def test_who_is_named_as_supplier_stays_so(page: Draw, read: Read) -> None:
    other = "无锡长风轴承有限公司"
    decision = read(_order(page, (900, 160, OWN), (100, 700, f"供方：{other}")), own=[OWN])
    assert values(decision)["supplier"] == other


def test_a_slip_said_who_sells_and_who_buys_as_shops_on_the_net_do(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "发货单", 56),
            (100, 160, f"卖家：{OTHER}"),
            (100, 220, f"买家：{OWN}"),
            (100, 280, "收货：周平138****0000高新区三号库"),
            (100, 340, "发货时间：2024-03-02"),
            *listed(420, "品名|数量|单价|金额", "电源|10|50.00|500.00"),
        ),
        own=[OWN],
    )
    assert values(decision)["supplier"] == OTHER
    assert values(decision)["consignee"] == OWN
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_a_slip_to_a_firm_behind_one_sign(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 60, OWN),
            (100, 160, f"收：{OTHER}"),
            (900, 160, "2024年3月2日"),
            *listed(420, "品名|数量|单价|金额", "电源|10|50.00|500.00"),
            (100, 700, "收货人签字：张建"),
        ),
        own=[OWN],
    )
    assert values(decision)["consignee"] == OTHER


def test_a_letter_that_orders_from_whom_it_calls(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "订单", 56),
            (100, 160, f"{OWN}："),
            (100, 220, "请给我公司做下面的支架："),
            (100, 280, "1、角钢支架 200件 每件72元 14400元"),
            (900, 500, OTHER),
            (900, 560, "2024年3月2日"),
        ),
        own=[OWN],
    )
    assert values(decision)["supplier"] == OWN


def test_a_power_of_attorney_was_cut_within_the_name(page: Draw, read: Read) -> None:
    """…ra Vi… looked like the article of: we, …Ltd, a company…."""
    decision = read(
        page(
            (600, 60, "POWER OF ATTORNEY", 56),
            (100, 200, "We, Ferrara Vetro, Lda., represented by our managing director"),
            (100, 260, "Ms. Anna Rossi, hereby authorise Mr. Paul Weber to sign on our behalf."),
            (100, 320, "This authorisation is valid from 1 March 2024 to 1 March 2025."),
        ),
        own=[OWN],
    )
    assert values(decision)["party"] == "Ferrara Vetro, Lda."


def test_an_approval_names_whose_goods_were_below_standard(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "原料折价审批表", 56),
            (100, 160, f"供货单位：{OTHER}"),
            (100, 220, "货物名称：石英砂"),
            (100, 280, "折价金额：8640.00元"),
            (100, 340, "折价原因：含铁超标"),
            (100, 400, "审批日期：2024年3月2日"),
        ),
        own=[OWN],
    )
    assert values(decision)["party"] == OTHER


def test_who_signed_for_a_firm_was_taken_for_who_owes(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款协议", 56),
            (100, 160, "宿松县松林粮油专业合作社欠上海宏达机械制造有限公司"),
            (100, 220, "货款6240元，2023年5月20日以前一次还清。"),
            (100, 400, "欠款方：周水生"),
            (100, 460, "收款方：丁力"),
            (100, 520, "2023年1月12日"),
        ),
        own=[OWN],
    )
    assert values(decision)["debtor"] == "宿松县松林粮油专业合作社"
    assert values(decision)["creditor"] == OWN


def test_what_lies_aslant_across_the_page_ended_the_scope(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "营业执照", 56),
            (100, 160, "统一社会信用代码：91320594MA1XEXK45Q"),
            (100, 260, "名称"),
            (400, 260, OTHER),
            (100, 360, "经营范围"),
            (400, 360, "一般项目：五金产品批发；五金产品零售；日用百货销售；"),
            (250, 300, "仅供投标使用", 150),
            (400, 420, "电子产品销售。"),
            (800, 900, "登记机关：苏州市吴中区市场监督管理局"),
        ),
        own=[OWN],
    )
    assert str(values(decision)["scope"]).endswith("电子产品销售。")


def test_a_report_of_what_came_in_says_from_whom_it_was_bought(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "三月份进货情况报告", 56),
            (100, 160, f"填报单位：{OTHER}"),
            (900, 160, "填报日期：2024年3月31日"),
            (100, 220, f"本月从{OWN}进货一次，到货完好，明细如下："),
            *listed(300, "品名|单位|进货数量|进价|金额", "轴承|套|60|338|20280"),
        ),
        own=[OWN],
    )
    assert values(decision)["supplier"] == OWN
