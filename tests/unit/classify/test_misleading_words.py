"""Ordinary papers whose words mislead: labels, goods and offices that look like others."""

from __future__ import annotations

import pytest

from classify.kinds.table import read_kind
from classify.profile import Profile
from classify.sheet import prepare
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values

HEADS = ("名称", "规格", "单位", "数量", "单价", "金额")
GOODS = (
    *((100 + 220 * column, 360, head) for column, head in enumerate(HEADS)),
    *(
        (100 + 220 * n, 410, said)
        for n, said in enumerate(("角钢", "L50*5", "吨", "2", "4200.00", "8400.00"))
    ),
    (100, 470, "合计"),
    (1200, 470, "8400.00"),
)


@pytest.mark.parametrize("title", ["生产物料采购订单", "生产委外加工订单"])
def test_what_is_bought_for_production_is_no_sale(page: Draw, read: Read, title: str) -> None:
    drawn = page(
        (500, 40, OWN, 36),
        (600, 110, title, 56),
        (100, 210, f"致：{OTHER}"),
        (800, 210, "订单编号：CG-1001"),
        (100, 270, "日期：2024-05-18"),
        *GOODS,
    )
    found = values(read(drawn))
    assert (found["buyer"], found["supplier"]) == (OWN, OTHER)


@pytest.mark.parametrize("item", ["保管箱", "会计凭证纸"])
def test_goods_named_like_those_who_sign_do_not_end_the_goods(page: Draw, read: Read, item: str) -> None:
    drawn = page(
        (600, 110, "送货单", 56),
        (100, 210, f"客户：{OTHER}"),
        (900, 210, "NO：0012345"),
        (100, 360, "品名"),
        (560, 360, "规格"),
        (900, 360, "数量"),
        (100, 410, "文件柜"),
        (560, 410, "A1"),
        (900, 410, "20件"),
        (100, 460, item),
        (560, 460, "C10"),
        (900, 460, "15件"),
        (100, 510, "保管："),
        (560, 510, "经手人"),
        (900, 510, "15"),
    )
    assert [line["item"] for line in values(read(drawn))["lines"]] == ["文件柜", item]


def test_an_english_receipt_is_the_payers_and_has_its_own_number(page: Draw, read: Read) -> None:
    for number in ("RECEIPT NO: 12345", "NO. 12345"):
        drawn = page(
            (500, 40, "SHANGHAI HONGDA MACHINERY CO., LTD.", 30),
            (600, 110, "OFFICIAL RECEIPT", 56),
            (100, 210, "RECEIVED FROM: ATLAS TRADING GMBH"),
            (900, 210, number),
            (100, 270, "THE SUM OF: USD 8400.00"),
            (900, 270, "DATE: 25.12.2024"),
        )
        decision = read(drawn)
        found = values(decision)
        assert decision.party is not None
        assert decision.party.name == "ATLAS TRADING GMBH"
        assert (found["number"], found["amount"], found["date"]) == ("12345", "8400.00", "2024-12-25")


def test_the_head_of_a_column_is_not_what_a_receipt_is_for(page: Draw, read: Read) -> None:
    drawn = page(
        (600, 110, "收款收据", 56),
        (100, 210, f"交款单位：{OTHER}"),
        (100, 270, "项目"),
        (400, 270, "数量"),
        (800, 270, "金额"),
        (100, 320, "货款"),
        (400, 320, "1"),
        (800, 320, "15000.00"),
    )
    assert "purpose" not in values(read(drawn))


def test_a_dash_behind_a_label_is_no_part_of_the_number(page: Draw, read: Read) -> None:
    drawn = page(
        (500, 40, "ATLAS TRADING GMBH", 30),
        (600, 110, "PURCHASE ORDER", 56),
        (100, 210, "VENDOR: SHANGHAI HONGDA MACHINERY CO., LTD."),
        (1000, 210, "PO NO-778812"),
        (1000, 270, "DATE-2024-05-13"),
        (100, 500, "TOTAL: USD 8400.00"),
    )
    found = values(read(drawn))
    assert (found["order_no"], found["date"]) == ("778812", "2024-05-13")


@pytest.mark.parametrize(
    ("first", "second", "scope"),
    [
        ("一般项目：软件开发；", "许可项目：食品销售", "一般项目:软件开发;许可项目:食品销售"),
        ("许可经营项目：无", "", "许可经营项目:无"),
    ],
)
def test_parts_of_a_scope_of_business_are_no_labels(
    page: Draw, read: Read, first: str, second: str, scope: str
) -> None:
    drawn = page(
        (600, 80, "营业执照", 90),
        (100, 150, "统一社会信用代码 91320113580452133T"),
        (100, 300, f"名称：{OTHER}"),
        (100, 480, "经营范围"),
        (330, 480, first),
        (700, 480, second),
    )
    assert values(read(drawn))["scope"] == scope


def test_a_year_before_a_debt_is_not_its_amount(page: Draw, read: Read) -> None:
    statement = page(
        (600, 110, "对账函", 56),
        (100, 210, f"{OTHER}："),
        (100, 270, "贵公司尚欠我公司2023年度货款85000.00元。"),
        (100, 330, "请核对无误后盖章确认"),
    )
    plan = page(
        (600, 110, "还款计划", 56),
        (100, 210, f"欠款单位：{OTHER}"),
        (100, 270, "我公司拖欠贵司2023年货款85000元，分两期归还。"),
        (100, 330, "日期：2024-05-18"),
    )
    assert [values(read(drawn))["amount"] for drawn in (statement, plan)] == ["85000.00", "85000.00"]


def test_who_fetched_the_goods_does_not_make_a_delivery_a_draw_from_the_store(page: Draw, read: Read) -> None:
    drawn = page(
        (500, 40, OWN, 36),
        (600, 110, "提货单", 56),
        (100, 210, f"提货单位：{OTHER}"),
        (800, 210, "单号：CK20240506"),
        (100, 270, "日期：2024-05-06"),
        *GOODS,
        (100, 600, "领料人：张涛"),
    )
    assert read(drawn).type == "delivery_slip"


def test_a_report_is_about_the_product_not_its_material(page: Draw, read: Read) -> None:
    drawn = page(
        (500, 40, OWN, 36),
        (600, 110, "产品检验报告", 56),
        (100, 210, f"顾客：{OTHER}"),
        (800, 210, "报告编号：JY-1001"),
        (100, 270, "材料名称：Q235"),
        (100, 330, "产品名称：轴承座"),
        (100, 400, "检验结论：合格"),
    )
    assert values(read(drawn))["product"] == "轴承座"


def test_an_order_is_not_that_of_the_firm_its_goods_are_sent_to(page: Draw, read: Read) -> None:
    drawn = page(
        (500, 40, OTHER, 36),
        (600, 110, "订购单", 56),
        (100, 210, f"供应商名称：{OWN}"),
        (800, 210, "采购单号：CG-1001"),
        (100, 270, "收货单位：无锡华光物流有限公司"),
        (800, 270, "日期：2024-05-18"),
        *GOODS,
    )
    decision = read(drawn)
    assert decision.party is not None
    assert decision.party.name == OTHER
    assert values(decision)["buyer"] == OTHER


@pytest.mark.parametrize("title", ["采购订单", "销售订单", "采购入库单"])
def test_who_made_the_goods_is_not_who_trades_in_them(page: Draw, read: Read, title: str) -> None:
    drawn = page(
        (500, 40, OWN, 36),
        (600, 110, title, 56),
        (100, 210, "生产厂家：天津华光钢铁有限公司"),
        (800, 210, "单据编号：CG-1001"),
        (100, 270, "日期：2024-05-18"),
        *GOODS,
    )
    decision = read(drawn)
    assert decision.review
    assert decision.party is None


@pytest.mark.parametrize("piece", ["远景业务办理", "于远景业务", "用于远景"])
def test_a_note_of_use_printed_all_over_a_licence_is_no_value(page: Draw, read: Read, piece: str) -> None:
    note = "仅用于远景业务办理"
    decision = read(
        page(
            (600, 40, "营业执照", 60),
            (500, 110, note),
            (100, 200, "统一社会信用代码：91320508MA1MCF1A73"),
            (100, 300, f"企业名称：{OTHER}"),
            (420, 400, note),
            (100, 480, "住所"),
            (420, 482, piece),
            (100, 530, "苏州市姑苏区人民路240号3号楼"),
            (100, 600, "法定代表人"),
            (420, 602, "业务办理"),
            (100, 650, "高永刚"),
            (420, 900, note),
        )
    )
    found = values(decision)
    assert found["address"] == "苏州市姑苏区人民路240号3号楼"
    assert found["legal_representative"] == "高永刚"


def test_one_copy_of_a_note_of_use_stays_and_names_its_firm(page: Draw) -> None:
    note = f"仅供{OTHER}办理业务使用"
    drawn = page(
        *((100, 200 * n, note) for n in range(1, 4)), (900, 200, "办理业务使用"), (900, 300, "业务员")
    )
    assert [row.text for row in prepare(drawn).rows] == ["业务员", note]
    once = page((100, 200, note), (900, 300, "办理业务使用"))
    assert [row.text for row in prepare(once).rows] == [note, "办理业务使用"]


@pytest.mark.parametrize(
    "sums",
    [
        {"期初余额": "10,000.00", "本期应收": "50,000.00", "本期已收": "20,000.00", "期末余额": "40,000.00"},
        {"上期结欠": "10,000.00", "本期应付": "50,000.00", "本期已付": "20,000.00", "期末余额": "40,000.00"},
        {"本月应付金额": "50,000.00", "本月付款": "10,000.00", "累计欠款": "40,000.00"},
        {"借方发生额": "50,000.00", "贷方发生额": "10,000.00", "余额": "40,000.00", "合计": "60,000.00"},
    ],
)
@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("across", [True, False])
def test_what_is_owed_at_the_end_is_not_what_was_delivered(
    page: Draw, read: Read, sums: dict[str, str], step: int, across: bool
) -> None:
    head = (
        (500, 40, OWN, 36),
        (600, 110, "对账单", 56),
        (100, 200, f"客户名称：{OTHER}"),
        (100, 250, "对账期间：2024年5月1日至2024年5月31日"),
    )
    shown = list(sums.items())[::step]
    lines = [(100, 320 + 60 * n, f"{label}：{value}") for n, (label, value) in enumerate(shown)]
    columns = [
        (100 + 350 * n, 320 + 60 * down, pair[down]) for n, pair in enumerate(shown) for down in (0, 1)
    ]
    decision = read(page(*head, *(columns if across else lines)))
    assert decision.type == "account_statement"
    assert values(decision)["amount"] == "40000.00"


def test_a_sum_in_words_is_nobody(profile: Profile) -> None:
    supplier = profile.types["delivery_slip"].fields["supplier"]
    assert read_kind(supplier, "壹拾贰万壹仟贰佰零伍元肆角叁分", colon=True) is None
    assert read_kind(supplier, "华康管道", colon=True) is not None


def test_a_day_stamped_beside_a_licence_is_no_period_and_no_address(page: Draw, read: Read) -> None:
    note = "仅用于远景业务办理"
    found = values(
        read(
            page(
                (300, 40, "电子营业执照", 50),
                (240, 110, note),
                (100, 200, "统一社会信用代码"),
                (100, 240, "91320508MA1MCF1A73"),
                (100, 300, "企业名称"),
                (100, 340, OTHER),
                (100, 400, "成立日期"),
                (100, 440, "2018-06-27"),
                (100, 500, "营业期限"),
                (100, 540, "2018-06-27至长期"),
                (620, 528, "2026.9.14"),
                (100, 600, "住所"),
                (100, 640, "苏州市姑苏区人民路240号3号楼"),
                (240, 900, note),
            )
        )
    )
    assert (found["valid_from"], found["valid_until"]) == ("2018-06-27", "长期")
    assert found["address"] == "苏州市姑苏区人民路240号3号楼"


def test_a_list_of_many_customers_is_not_the_first_ones(page: Draw, read: Read) -> None:
    rows = [
        *((100, 200, "序号"), (420, 200, "客户名称"), (900, 200, "负责人"), (1200, 200, "主营产品")),
        *(
            (110, 260, "1"),
            (300, 260, "平湖市新仓镇永兴童车有限公司"),
            (900, 260, "张根"),
            (1200, 260, "童车"),
        ),
        *((110, 320, "2"), (400, 320, "嘉善县西塘纽扣厂"), (900, 320, "王土"), (1200, 320, "纽扣")),
    ]
    found = read(page((600, 60, "客户资料表", 56), *rows, (100, 600, "制表日期：2023年6月30日")))
    assert found.review
