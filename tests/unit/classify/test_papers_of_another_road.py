"""Labels, titles and roles of papers drawn in the look of further offices."""

from __future__ import annotations

import pytest

from classify.names.organisations import organisation
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid, spots_of
from tests.unit.classify.test_values_that_go_on import HEADINGS, WIDTHS, slip_values


def test_a_letterhead_names_the_supplier_before_its_telephone(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (300, 140, f"{OWN} 上海市嘉定区安亭镇"),
            (1100, 140, "TEL:021-59512306"),
            (100, 220, f"客户名称：{OTHER}"),
            (1000, 220, "送货单号：S2310-0447"),
            (1000, 270, "送货日期：2023/10/17"),
            (100, 600, "送货人："),
            (1000, 600, "收货单位签章："),
        )
    )
    assert values(decision)["supplier"] == OWN


def test_a_sentence_says_until_when_payment_is_deferred(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "延期付款申请书", 56),
            (100, 180, f"致：{OWN}"),
            (160, 240, "按约定应于2024年5月31日支付货款37,660.00元。现申请将上述款项延期至2024年"),
            (100, 300, "7月31日支付，望贵司予以支持。"),
            (900, 500, f"申请单位：{OTHER}"),
            (1000, 560, "2024年5月24日"),
            (100, 700, "财务部意见"),
            (100, 760, "总经理审批"),
        )
    )
    assert values(decision)["deferred_until"] == "2024-07-31"


def test_an_account_number_in_fours_is_one_number(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "基本存款账户信息", 50),
            (100, 200, f"账户名称：{OTHER}"),
            (100, 280, "账户号码：1001 2345 0900 8876 216"),
            (100, 360, "开户银行：中国工商银行苏州安亭支行"),
            (100, 440, "基本存款账户编号：J2900218830402"),
        )
    )
    assert values(decision)["account_no"] == "1001234509008876216"


def test_a_waybill_is_no_deliveryslip_values(page: Draw, read: Read) -> None:
    table = grid(
        100,
        220,
        (200, 500, 200, 500),
        [
            ("发货人", OWN, "收货人", OTHER),
            ("发站", "常州", "到站", "平顶山"),
            ("货名", "机械配件", "件数/重量", "3件"),
        ],
    )
    decision = read(
        page(
            (420, 60, "苏州顺捷货运代理服务部货物托运单", 30),
            (100, 150, "托运日期：2024年3月22日"),
            (1200, 150, "运单号：SJ0092871"),
            *spots_of(table),
            (100, 450, "托运须知：1.托运人不得夹带危险品。2.未保价货物丢失按运费5倍赔偿。"),
            (1200, 600, "收货人签收："),
            tables=(table,),
        )
    )
    assert decision.type == "other"


def test_who_checks_what_was_delivered_signs_slips_as_well(page: Draw, read: Read) -> None:
    table = grid(100, 380, WIDTHS, [HEADINGS, ("1", "母线夹", "MWP-104", "60", "套")])
    decision = read(
        page(
            (400, 60, OTHER),
            (500, 120, "产品交货单", 50),
            (100, 200, f"需方：{OWN}"),
            (100, 260, "交货日期：2024年06月07日"),
            (1200, 260, "编号：HR-0607-2"),
            *spots_of(table),
            (100, 800, "交货人：施"),
            (1200, 800, "验收人："),
            tables=(table,),
        )
    )
    assert decision.type == "delivery_slip"


def test_whoever_works_on_goods_for_others_supplies_them(page: Draw, read: Read) -> None:
    table = grid(100, 320, WIDTHS, [HEADINGS, ("1", "输出轴", "JD-ZL-06", "186", "件")])
    decision = read(
        page(
            (600, 60, "外协加工送货单", 50),
            (100, 160, f"委托单位：{OWN}"),
            (1000, 160, "送货单号：WX0429-08"),
            (100, 210, f"加工单位：{OTHER}"),
            (1000, 210, "日期：2024-04-29"),
            *spots_of(table),
            (100, 700, "送货人：蔡"),
            (900, 700, "收货人："),
            tables=(table,),
        )
    )
    assert values(decision)["supplier"] == OTHER


def test_an_agreement_to_keep_secrets_is_no_contract_of_goods(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "保密协议", 50),
            (100, 180, f"甲方：{OTHER}"),
            (100, 240, f"乙方：{OWN}"),
            (160, 300, "鉴于双方开展业务合作，经协商签订本协议。"),
            (160, 360, "一、保密信息包括图纸、技术标准、价格等。"),
            (160, 420, "二、违约责任：乙方违反的，赔偿甲方损失。"),
            (160, 480, "三、本协议一式两份，自签字之日起生效。"),
            (100, 600, "2024年2月28日"),
        )
    )
    assert decision.type == "other"


def test_a_salesman_is_authorised_by_name(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收款授权委托书", 50),
            (100, 180, f"致：{OWN}"),
            (160, 240, "兹授权我公司业务员殷学军（身份证号码330326198502038125）前来收取货款。"),
            (900, 500, f"授权单位：{OTHER}"),
            (900, 560, "日期：2024年5月6日"),
        )
    )
    assert values(decision)["agent"] == "殷学军"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("西安阎良航远精密机械厂（李工 13991288806）", "西安阎良航远精密机械厂"),
        ("中铁十一局集团有限公司常泰长江大桥项目部 财务部", "中铁十一局集团有限公司常泰长江大桥项目部"),
        (f"{OTHER}采购部", OTHER),
        ("宁波恒祥塑料模具厂（普通合伙）", "宁波恒祥塑料模具厂（普通合伙）"),
    ],
)
def test_a_telephone_and_a_department_are_no_part_of_a_name(text: str, name: str) -> None:
    assert organisation(text) == name


def test_a_full_line_ends_where_a_numbered_one_begins(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户走访报告", 56),
            (100, 180, f"客户名称：{OTHER}"),
            (100, 240, "走访日期：2024年2月6日"),
            (100, 300, "地址：江苏省常州市武进区洛阳镇圻庄村工业集中区圻庄路十八号三幢二楼"),
            (100, 360, "一、客户概况"),
            (100, 420, "员工约450人，年销售额3.6亿元。"),
        )
    )
    assert values(decision)["address"].endswith("三幢二楼")


def test_a_column_of_days_is_not_the_day_of_the_statement(page: Draw, read: Read) -> None:
    columns = (100, 350, 700, 1000, 1300)
    rows = [
        ("日期", "单据编号", "摘要", "本期应付", "余额"),
        ("2024-05-13", "20240513006", "采购入库", "26,325.65", "44,525.65"),
        ("2024-05-28", "FK0528", "付款", "18,200.00", "26,325.65"),
    ]
    decision = read(
        page(
            (600, 60, "往来对账单", 50),
            (100, 160, f"供应商：{OTHER}"),
            *(
                (x, 260 + 50 * n, text)
                for n, row in enumerate(rows)
                for x, text in zip(columns, row, strict=True)
            ),
            (100, 460, "期末余额：26,325.65元"),
            (100, 560, f"我方：{OWN}"),
            (100, 610, "2024年6月4日"),
        )
    )
    assert values(decision)["date"] == "2024-06-04"


def test_an_order_says_from_whom_it_comes(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "订购单", 50),
            (100, 160, f"致：{OWN}"),
            (100, 210, f"发自：{OTHER}"),
            (1000, 160, "订购单号：HY-DG-0506"),
            (1000, 210, "订购日期：2024年5月6日"),
            (100, 300, "名称"),
            (500, 300, "数量"),
            (800, 300, "单价"),
            (1100, 300, "交期"),
        )
    )
    assert values(decision)["buyer"] == OTHER


def test_stock_is_what_a_program_calls_the_goods(page: Draw, read: Read) -> None:
    rows = [("序号", "存货", "规格型号", "数量", "含税单价"), ("1", "平焊法兰", "DN100", "120", "46.00")]
    lines = slip_values(page, read, grid(100, 320, WIDTHS, rows))["lines"]
    assert lines[0]["item"] == "平焊法兰"
