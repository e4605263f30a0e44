"""Values that were a neighbour's heading, a clause's beginning or another's day; words of more forms."""

from __future__ import annotations

import pytest

from capture.pages import Box, Cell, Table
from classify.kinds.table import read_kind
from classify.names.firms import misread_own
from classify.profile import Profile
from tests.unit.classify.decided import ABROAD, OTHER, OWN, Draw, Read, listed, values


def _table(y: int, *rows: str, step: int = 220) -> Table:
    cells = tuple(
        tuple(
            Cell(text, Box(80 + step * c, y + 70 * r, 80 + step * (c + 1), y + 70 * (r + 1)), 0.98)
            for c, text in enumerate(row.split("|"))
        )
        for r, row in enumerate(rows)
    )
    return Table(Box(80, y, 80 + step * len(cells[0]), y + 70 * len(rows)), cells, True)


HEADS, GOODS = "品名|批号|单位|退货数量|单价|退货金额", "六角螺栓|20240306A|盒|30|168.50|5,055.00"
RETURN = ((600, 60, "退货审批单", 56), (100, 160, f"客户：{OTHER}"), (900, 160, "申请日期：2024-03-15"))


def test_the_next_heading_of_a_list_is_no_value(page: Draw, read: Read) -> None:
    decision = read(page(*RETURN, *listed(260, HEADS, GOODS)))
    assert values(decision)["product"] == "六角螺栓"


def test_the_next_heading_of_a_ruled_list_is_no_value(page: Draw, read: Read) -> None:
    drawn = page(*RETURN, *listed(260, HEADS, GOODS), tables=(_table(250, HEADS, GOODS),))
    assert values(read(drawn))["product"] == "六角螺栓"


def test_a_form_of_words_side_by_side_keeps_its_values(page: Draw, read: Read) -> None:
    form = listed(260, "品名|六角螺栓|单位|盒", "批号|20240306A|退货数量|30", step=330)
    assert values(read(page(*RETURN, *form)))["product"] == "六角螺栓"


def test_a_list_of_one_row_above_blank_ones_gives_what_is_pledged(page: Draw, read: Read) -> None:
    heads = "客户|授信金额(元)|抵押物|评估价值(元)|起始日|到期日"
    row = f"{OTHER}|2,000,000.00|苏州市东吴路1号厂房|3,460,000.00|2018-03-01|2021-02-28"
    drawn = page(
        (600, 60, "授信金额抵押登记表", 56),
        (100, 160, "登记日期：2018年3月6日"),
        *listed(260, heads, row, step=400),
        width=2600,
        tables=(_table(250, heads, row, "|||||", step=400),),
    )
    found = values(read(drawn))
    assert found["collateral"] == "苏州市东吴路1号厂房"
    assert (found["valid_from"], found["valid_until"]) == ("2018-03-01", "2021-02-28")


def test_days_of_credit_come_before_how_it_is_paid(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户信用额度审批表", 56),
            (100, 140, "表号：HDXY-23-006"),
            (900, 140, "申报日期：2023年6月19日"),
            (100, 200, "客户名称"),
            (400, 200, OTHER),
            (100, 260, "批准额度"),
            (400, 260, "800,000.00元"),
            (100, 320, "账期"),
            (400, 320, "45天"),
            (800, 320, "结算方式"),
            (1100, 320, "电汇"),
        )
    )
    assert (values(decision)["term"], values(decision)["number"]) == ("45天", "HDXY-23-006")


def test_a_number_in_brackets_ends_with_them(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款协议书", 56),
            (100, 160, f"甲方（债权人）：{OWN}"),
            (100, 220, f"乙方（债务人）：{OTHER}"),
            (100, 280, "双方就《设备买卖合同》（合同编号：HD-YC-2020-11）项下乙方所欠款项达成如下协议："),
            (100, 340, "乙方欠甲方货款人民币74,500.00元"),
            (900, 900, "签订日期：2022年7月12日"),
        )
    )
    assert values(decision)["contract_no"] == "HD-YC-2020-11"


def test_what_else_is_known_of_goods_is_not_their_name(profile: Profile) -> None:
    rule = profile.types["return_responsibility"].fields["product"]
    said = read_kind(rule, "六角螺栓，批号20231106A，退", True)
    whole = read_kind(rule, "表面锈蚀，数量短少", True)
    assert said is not None
    assert said.value == "六角螺栓"
    assert whole is not None
    assert whole.value == "表面锈蚀,数量短少"


def test_a_box_with_its_word_in_small_print_above_keeps_its_number(page: Draw, read: Read) -> None:
    """Beside the word, a little higher, stands what another box holds."""
    decision = read(
        page(
            (500, 60, "中华人民共和国海关出口货物报关单", 48),
            (110, 314, "境内发货人", 36),
            (110, 345, OWN, 36),
            (906, 304, "申报日期", 36),
            (904, 335, "20230614", 36),
            (109, 392, "境外收货人", 36),
            (111, 422, ABROAD, 36),
            (905, 460, "监管方式", 36),
            (907, 492, "一般贸易0110", 36),
            (113, 549, "合同协议号", 36),
            (113, 580, "HD-NH-2303", 36),
            (509, 544, "贸易国", 36),
            (508, 575, "瑞典", 36),
        )
    )
    assert values(decision)["contract_no"] == "HD-NH-2303"


def test_an_office_goes_on_below_its_label(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "营业执照", 90),
            (100, 200, "统一社会信用代码91320113580452133T"),
            (100, 280, f"名称{OTHER}"),
            (100, 340, "经营范围金属材料销售"),
            (800, 760, "登记机关揭阳市榕城区市场监督"),
            (800, 800, "管理局"),
            (800, 880, "2019年12月02日"),
        )
    )
    assert values(decision)["registrar"] == "揭阳市榕城区市场监督管理局"


def test_a_name_abroad_does_not_go_on_as_a_seal(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (900, 60, "收据", 60),
            (100, 60, OWN),
            (100, 200, f"兹收到{OTHER}交来"),
            (100, 260, "货款人民币壹万肆仟伍佰元整￥14,500.00"),
            (900, 200, "日期：2020年11月6日"),
            (900, 400, "收款人：Winnie Lo"),
            (930, 445, "有限公司"),
        )
    )
    assert "Winnie" not in str(values(decision).get("payee"))


def test_a_hyphen_of_a_seal_is_not_in_our_name() -> None:
    own = "Suzhou Hongda Furniture Co., Ltd."
    assert misread_own("Suzhou-Hongda Furniture Co., Ltd.", [own]) == own
    assert misread_own(own, [own]) is None


def test_the_day_of_a_report_is_not_that_of_the_visit(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "CUSTOMER BACKGROUND REPORT", 50),
            (100, 200, "Company"),
            (500, 200, ABROAD),
            (100, 260, "Payment record"),
            (500, 260, "No overdue since 2019"),
            (100, 320, "Visited by"),
            (500, 320, "Li Xiaodong, 24 January 2023"),
            (100, 380, "Date of report"),
            (500, 380, "30 January 2023"),
        )
    )
    assert values(decision)["date"] == "2023-01-30"


@pytest.mark.parametrize(
    "glued", ["签证日期 Date of Issue AUG. 14, 2019", "签证日期Date of Issue AUG. 14, 2019"]
)
def test_a_certificate_names_its_consignee_and_its_own_day(page: Draw, read: Read, glued: str) -> None:
    decision = read(
        page(
            (600, 60, "卫生证书", 56),
            (600, 130, "HEALTH CERTIFICATE"),
            (1000, 60, "编号No.:219000119084471"),
            (100, 220, f"收货人名称及地址 Name and Address of Consignee{ABROAD}, Malmo, Sweden"),
            (100, 280, "合同号 Contract No. HD-HS-1907 发货日期 Date of Despatch AUG. 15, 2019"),
            (100, 340, "日期 Date AUG. 13, 2019"),
            (500, 900, f"签证地点 Place of Issue DALIAN {glued}"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == ABROAD
    assert values(decision)["date"] == "2019-08-14"


def test_what_a_party_may_do_is_not_its_name(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款协议", 56),
            (100, 160, "本协议于2021年6月10日由以下双方订立："),
            (100, 220, f"（1）{OWN}（「债权人」）；及"),
            (100, 280, f"（2）{OTHER}（「债务人」）。"),
            (100, 340, "债务人确认拖欠债权人货款人民币62,300.00元。"),
            (100, 400, "如未能如期支付，债权人有权要求即时清还全部余款"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == OTHER
    assert (values(decision)["creditor"], values(decision)["date"]) == (OWN, "2021-06-10")
