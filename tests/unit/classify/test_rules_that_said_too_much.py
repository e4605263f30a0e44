"""Papers that words and rules made for other papers decided wrongly."""

from __future__ import annotations

import pytest

from classify.names.organisations import organisation
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values

THIRD = "浙江蓝帆流程设备有限公司"
GOODS = (
    (100, 400, "货物名称"), (500, 400, "件数"), (800, 400, "单价"), (1100, 400, "金额"),
    (100, 450, "六角螺栓"), (500, 450, "200"), (800, 450, "1.00"), (1100, 450, "200.00"),
)  # fmt: skip


@pytest.mark.parametrize("title", ["交货验收单", "供货验收单", "食材配送验收单", "提货验收单"])
def test_who_receives_goods_and_checks_them_writes_no_delivery_slip(
    page: Draw, read: Read, title: str
) -> None:
    decision = read(
        page(
            (500, 20, OWN, 40),
            (600, 90, title, 50),
            (100, 170, f"供货单位：{OTHER}"),
            (100, 220, f"收货单位：{OWN}"),
            (900, 220, "日期：2024-05-12"),
            (100, 270, "单号：PS20240512"),
            *GOODS,
            (100, 550, "验收人：邓"),
        )
    )
    assert decision.type == "goods_receipt"


def agreement(title: str, *foot: Spot) -> list[Spot]:
    """Return the lines of an agreement of a customer with us."""
    return [
        (600, 60, title, 56),
        (100, 180, f"甲方：{OTHER}"),
        (100, 240, f"乙方：{OWN}"),
        (160, 360, "双方达成如下协议：总价款50,000.00元，违约责任按民法典。"),
        (160, 420, "本合约一式两份。"),
        *foot,
    ]


@pytest.mark.parametrize(
    "title", ["借款合约书", "劳务合约", "房屋租赁合约", "供电服务合约", "股权转让合约", "终止合约书"]
)
def test_not_every_agreement_is_of_goods(page: Draw, read: Read, title: str) -> None:
    assert read(page(*agreement(title, (100, 900, "2024年5月20日")))).review


@pytest.mark.parametrize("title", ["取消采购通知书", "暂停订货通知书", "招标采购通知书"])
def test_who_calls_off_orders_nothing(page: Draw, read: Read, title: str) -> None:
    lines = [
        (600, 60, title, 56),
        (100, 180, f"致：{OTHER}"),
        (100, 240, f"采购方：{OWN}"),
        (100, 300, "编号：CG240512-12"),
        (900, 300, "日期：2024-05-12"),
        *GOODS,
        (100, 560, "交货时间：2024-06-12"),
    ]
    assert read(page(*lines)).review


@pytest.mark.parametrize(
    "other",
    [
        [(100, 560, "下次检验日期：2025-05-12")],
        [(100, 560, "原材料检验日期：2022-03-02")],
        [(100, 560, "仪器检测日期：2023-01-02")],
        [(100, 560, "仪器名称"), (500, 560, "检测日期"), (100, 610, "卡尺"), (500, 610, "2023-01-05")],
    ],
)
def test_a_report_is_not_dated_by_another_inspection(page: Draw, read: Read, other: list[Spot]) -> None:
    lines = [
        (600, 60, "产品检验报告", 56),
        (100, 180, f"客户名称：{OTHER}"),
        (100, 300, "报告编号：JY240512-12"),
        (900, 360, "报告日期：2024-05-12"),
    ]
    assert values(read(page(*lines, *other)))["date"] == "2024-05-12"


@pytest.mark.parametrize("what", ["文件", "票据", "工资", "快递"])
def test_what_is_sent_out_need_not_be_goods(page: Draw, read: Read, what: str) -> None:
    head = [(500, 20, OWN, 40), (600, 90, f"{what}发出单", 50), (100, 170, f"客户：{OTHER}")]
    foot = [(900, 220, "日期：2024-05-12"), (100, 550, "送货员：邓"), (900, 550, "客户签名：")]
    assert read(page(*head, *GOODS, *foot)).review


@pytest.mark.parametrize("whose", ["员工", "内部", "银行"])
def test_a_bill_within_the_house_is_no_statement(page: Draw, read: Read, whose: str) -> None:
    parties = [(100, 160, f"结算单位：{OTHER}"), (100, 220, f"服务单位：{OWN}")]
    assert read(page((600, 60, f"{whose}往来账单", 56), *parties, (100, 300, "未付合计：12,000.00"))).review


def statement(*rows: Spot) -> list[Spot]:
    """Return the lines of a statement of ours that names no customer."""
    return [(600, 60, "往来对账单", 56), (100, 160, f"编制单位：{OWN}"), *rows, (160, 900, "请核对无误。")]


def test_a_list_of_what_many_firms_owe_is_of_none_of_them(page: Draw, read: Read) -> None:
    rows = [("单位", "期末余额"), (OTHER, "1,000.00"), (THIRD, "2,000.00"), ("合计", "3,000.00")]
    spots = [(x, 300 + 50 * n, row[i]) for n, row in enumerate(rows) for i, x in enumerate((300, 900))]
    decision = read(page(*statement(*spots)))
    assert decision.review
    assert decision.party is None


@pytest.mark.parametrize("line", ["审计单位：正大会计师事务所", "正大会计师事务所：", "上海市税务局："])
def test_who_audits_or_taxes_is_no_customer(page: Draw, read: Read, line: str) -> None:
    decision = read(page(*statement((100, 300, line), (100, 360, "期末余额：12.00"))))
    assert decision.party is None


def test_a_statement_names_its_firm_behind_a_colon(page: Draw, read: Read) -> None:
    rows = [(100, 300, f"单位：{OTHER}"), (900, 300, f"供应商：{OWN}"), (100, 360, "期末余额：12.00")]
    assert values(read(page(*statement(*rows))))["party"] == OTHER


@pytest.mark.parametrize("apart", [3, 1])
def test_a_day_of_a_list_of_tall_entries_is_not_the_papers(page: Draw, read: Read, apart: int) -> None:
    rows: list[Spot] = [(600, 200 + 40 * n, "螺栓M12") for n in range(16)]
    rows += [(100, 200 + 40 * (apart * n + (3 if n > 2 else 0)), f"2024年{n + 1}月3日") for n in range(5)]
    head = [(600, 60, "对账单", 56), (100, 130, f"客户：{OTHER}"), (900, 130, f"供方：{OWN}")]
    assert "date" not in values(read(page(*head, *rows, (900, 900, "期末余额：1,200.00"))))


@pytest.mark.parametrize(
    ("days", "signed"),
    [
        ([(100, 20, "日期：2024年5月20日"), (1000, 20, "DATE：2024-05-28 FAX")], "2024-05-20"),
        ([(100, 300, "签订日期：2024年5月20日"), (100, 480, "签订日期：2024年6月20日")], "2024-05-20"),
        ([(100, 860, "2024年5月20日"), (900, 860, "2025年5月19日")], "2024-05-20"),
    ],
)
def test_only_days_beside_one_another_are_of_two_parties(
    page: Draw, read: Read, days: list[Spot], signed: str
) -> None:
    assert values(read(page(*agreement("设备购销协议", *days))))["signed"] == signed


def test_a_house_a_firm_keeps_is_the_firm() -> None:
    assert organisation(f"{OTHER}员工餐厅") == OTHER
    assert organisation("金秋护理院") == "金秋护理院"
