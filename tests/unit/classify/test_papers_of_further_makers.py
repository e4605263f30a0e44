"""Papers of makers nobody had met: our name abroad, roles over columns, letters."""

from __future__ import annotations

import pytest

from classify.kinds.table import read_kind
from classify.names.organisations import is_complete_organisation, organisation, person, short_name
from classify.names.spelled import is_spelled
from classify.notation.dates import parse_date
from classify.notation.money import parse_money
from classify.profile import Profile
from classify.sheet import prepare
from classify.types.titles import find_titles
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid, spots_of

FOREIGN, ABROAD = "VOLTEK APPLIANCE SDN. BHD.", "SHANGHAI HONGDA MACHINERY CO., LTD."


@pytest.mark.parametrize(
    ("name", "own", "ours"),
    [
        (ABROAD, OWN, True),
        ("Hongda Tools (Shanghai) Ltd.", OWN, True),
        ("SHANGHAI HENGDA MACHINERY CO., LTD.", OWN, False),
        ("NINGBO HONGDA MACHINERY CO., LTD.", OWN, False),
        ("FOSHAN NANHAI DELIFANG METAL CO., LTD.", "佛山市南海德立方金属制品有限公司", True),
        ("FOSHAN NANHAI XINGFA METAL CO., LTD.", "佛山市南海德立方金属制品有限公司", False),
        ("HONGDA MACHINERY CO., LTD.", "宏达机械有限公司", False),
        ("LUSHI (SHANGHAI) TRADING", "上海吕氏商贸有限公司", True),
    ],
)
def test_a_chinese_name_is_known_by_its_spelling(name: str, own: str, ours: bool) -> None:
    assert is_spelled(name, [own]) is ours


def test_a_paper_that_names_us_in_latin_letters_only_is_filed(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 40, ABROAD, 40),
            (700, 110, "COMMERCIAL INVOICE", 50),
            (100, 200, f"TO: {FOREIGN}"),
            (1000, 200, "INVOICE NO.: LB-2404"),
            (1000, 250, "DATE: 26-Apr-24"),
            (100, 330, "DESCRIPTION"),
            (700, 330, "QUANTITY"),
            (900, 330, "UNIT PRICE"),
            (1200, 330, "AMOUNT"),
            (100, 390, "SEAL KIT"),
            (700, 390, "100"),
            (900, 390, "USD2.00"),
            (1200, 390, "USD200.00"),
            (100, 450, "TOTAL AMOUNT: USD200.00"),
        )
    )
    assert decision.party is not None
    assert (decision.party.name, decision.review) == (FOREIGN, False)
    assert values(decision)["date"] == "2024-04-26"


def test_a_form_in_chinese_names_a_customer_abroad(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户授信担保登记表", 56),
            (100, 200, f"客户名称：{FOREIGN}"),
            (100, 260, "授信金额：USD 50,000.00"),
            (100, 320, "担保方式：保证　抵押物：无　评估价值：无"),
            (100, 380, "登记日期：2024年9月8日"),
        )
    )
    assert (decision.type, decision.review) == ("collateral_registration", False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PT. SEHAT MEDIKA INDONESIA", "PT. SEHAT MEDIKA INDONESIA"),
        ("KRAUSE VERPACKUNGGMBH", "KRAUSE VERPACKUNG GMBH"),
        ("HANSUNG CHEMICAL CO., LTD. 兹申明以上内容承担法律责任", "HANSUNG CHEMICAL CO., LTD."),
        ("GULF FASTENERS W.L.L", "GULF FASTENERS W.L.L"),
        ("LA CASA BONITA S.A. DE C.V.", "LA CASA BONITA S.A. DE C.V."),
        ("MAISON DU BAIN S.A.S.", "MAISON DU BAIN S.A.S."),
        ("FERRETERIA LOPEZ S. DE R.L. DE C.V.", "FERRETERIA LOPEZ S. DE R.L. DE C.V."),
        ("SMITH & SONS, INC.", "SMITH & SONS, INC."),
        ("GREAT LAKES SUPPLY CO.", "GREAT LAKES SUPPLY CO."),
        ("OOO STROYINVEST", "OOO STROYINVEST"),
        ("CONG TY TNHH MINH LONG", "CONG TY TNHH MINH LONG"),
        ("GULF STAR GENERAL TRADING L.L.C", "GULF STAR GENERAL TRADING L.L.C"),
        ("监管方式（1039）市场采购", None),
        ("采购部", None),
        ("注册于合肥市的苏州远景贸易有限公司", "苏州远景贸易有限公司"),
    ],
)
def test_firms_are_told_by_their_forms(text: str, name: str | None) -> None:
    assert organisation(text) == name


def test_a_department_is_nobody(page: Draw, read: Read) -> None:
    assert not is_complete_organisation("液压件采购部")
    assert is_complete_organisation("鸿运五金销售部")
    assert short_name("采购部 小黄") is None


def test_the_month_by_name_tells_the_day_from_the_year() -> None:
    assert parse_date("DATE: 08-MAR-24") == "2024-03-08"
    assert parse_date("24-08-MAR") is None


def test_roles_over_two_columns_say_whose_the_names_below_are(page: Draw, read: Read) -> None:
    heads = [(100, 200, "买方（甲方）"), (850, 200, "卖方（乙方）")]
    names = [(100, 260, f"名称：{OTHER}"), (850, 260, f"名称：{OWN}")]
    decision = read(page((600, 60, "购销合同", 56), *heads, *names, (100, 900, "签订日期：2022年3月1日")))
    found = values(decision)
    assert (found["party_a"], found["party_b"]) == (OTHER, OWN)


def test_the_whole_name_where_the_parties_sign_mends_one_cut_short(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "工矿产品购销合同", 56),
            (100, 160, f"供方：{OWN}"),
            (100, 220, "需方：嘉善县陶庄热镀锌"),
            (100, 600, "供方"),
            (850, 600, "需方"),
            (100, 660, f"单位名称（章）：{OWN}"),
            (850, 660, "单位名称（章）：嘉善县陶庄热镀锌厂"),
        )
    )
    assert values(decision)["party_a"] == "嘉善县陶庄热镀锌厂"


def test_parties_named_in_brackets_need_no_label(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "年度采购框架协议", 56),
            (100, 200, "本协议由以下双方于2024年1月15日签署："),
            (100, 260, f"（1）{OTHER}（以下简称“甲方”），住所：苏州市东吴路1号；"),
            (100, 320, f"（2）{OWN}（以下简称“乙方”），住所：上海市宝山区。"),
        )
    )
    found = values(decision)
    assert (found["party_a"], found["party_b"]) == (OTHER, OWN)


def test_the_former_line_is_not_the_line(page: Draw, read: Read) -> None:
    rows = [["客户名称", OTHER, "申请日期", "2024年1月5日"], ["原授信额度", "500000.00", "审批意见", "同意"]]
    form = grid(100, 200, [250, 450, 250, 450], rows)
    decision = read(page((600, 60, "客户授信审批单", 56), *spots_of(form), tables=(form,)))
    assert (decision.type, values(decision).get("amount")) == ("credit_approval", None)


@pytest.mark.parametrize(
    "spots",
    [
        [(600, 60, "采 购 入 库 单", 30), (100, 200, "供应商"), (300, 200, OTHER), (900, 200, "采购订单")],
        [(600, 60, "采 购 入 库 单", 30), (100, 200, "单号"), (300, 200, "RK0312"), (900, 200, "采购订单")],
    ],
)
def test_a_word_before_a_number_in_a_form_is_no_title(page: Draw, profile: Profile, spots: list) -> None:
    sheet = prepare(page(*spots, (1100, 200, "PO202503050021"), (100, 300, "合计"), (300, 300, "7000")))
    best = {title.type: title.quality for title in reversed(find_titles(sheet, profile))}
    assert best.get("order", 0.0) < 0.3 < best["goods_receipt"]


def test_a_letter_that_asks_for_time_is_its_signer_s(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "关于延期付款的申请函", 56),
            (100, 200, f"{OWN}："),
            (100, 260, "我司尚欠贵司货款136,400.00元，特申请将上述货款延期至2022年6月30日支付。"),
            (900, 500, OTHER),
            (900, 560, "2022年3月25日"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == OTHER
    assert values(decision)["deferred_until"] == "2022-06-30"


def test_a_report_of_a_visit_names_whom_it_was_paid_to(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, f"关于走访{OTHER}的情况汇报", 56),
            (100, 200, f"销售部于2025年8月19日对{OTHER}进行了实地走访，情况如下："),
            (100, 260, "一、客户基本情况：主营产品为密封件，年销售额约9亿元。"),
            (1100, 600, "2025年8月21日"),
        )
    )
    assert decision.type == "customer_background"
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_the_maker_of_what_we_tested_is_no_second_customer(page: Draw, read: Read) -> None:
    rows = [
        ["受检单位", OTHER, "报告编号", "JC2210-0087"],
        ["制造商", "深圳迈瑞", "检测日期", "2022年10月20日"],
    ]
    form = grid(100, 200, [250, 450, 250, 450], rows)
    foot = (100, 900, f"检测单位：{OWN}")
    decision = read(page((600, 60, "设备检测报告", 56), *spots_of(form), foot, tables=(form,)))
    assert decision.party is not None
    assert (decision.party.name, decision.customer_unknown) == (OTHER, False)


def test_an_empty_field_does_not_take_the_day_beside_it(profile: Profile) -> None:
    purpose = profile.types["receipt"].fields["purpose"]
    assert read_kind(purpose, "2023年05月08日", False) is None
    assert read_kind(purpose, "2023年5月货款", False) is not None


def test_a_name_abroad_that_goes_on_is_not_sure(profile: Profile) -> None:
    party = profile.types["invoice"].fields["party"]
    qualities = {}
    for text in ("VOLTEK PTE. LTD.", "VOLTEK PTE. LTD. SINGAPORE BRANCH", "VOLTEK PTE. LTD. & PARTNERS"):
        found = read_kind(party, text, True)
        qualities[text] = found.quality if found else 0.0
    assert list(qualities.values()) == [1.0, 0.6, 0.6]


def test_a_value_ends_before_a_label_nobody_knows(profile: Profile) -> None:
    holder = profile.types["customer_background"].fields["legal_representative"]
    found = read_kind(holder, "于德海　　注册资本：8000万元", True)
    assert found is not None
    assert found.value == "于德海"


def test_a_paper_with_a_code_and_no_name_waits_in_read(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "客户授信审批单", 56),
            (100, 200, "统一社会信用代码：91320113580452133T"),
            (100, 260, "授信额度：5000元"),
        )
    )
    assert decision.review


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("乌力吉巴特尔", "乌力吉巴特尔"),
        ("斯琴格日勒", "斯琴格日勒"),
        ("张三李四王五", None),
        ("销售部负责", None),
    ],
)
def test_a_name_without_a_dot_from_the_grasslands_was_no_name(text: str, name: str | None) -> None:
    assert person(text) == name


def test_the_day_of_a_form_was_taken_for_the_number_of_its_contract(profile: Profile) -> None:
    number = profile.types["return_approval"].fields["contract_no"]
    assert read_kind(number, "2022-09-08", True) is None
    assert read_kind(number, "2022-09-08-01", True) is not None


def test_the_number_of_the_approval_was_taken_for_the_own_one(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (500, 60, "退赔折价原因、责任鉴定表", 56),
            (100, 200, "编号：ZR-2023-009"),
            (600, 200, "对应审批表编号：TP-2023-009"),
            (100, 260, f"客户名称：{OTHER}"),
            (100, 320, "责任鉴定：装配车间承担70%"),
        )
    )
    found = values(decision)
    assert (found["number"], found["approval_no"]) == ("ZR-2023-009", "TP-2023-009")


def test_a_report_names_who_was_visited_in_its_title(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (300, 60, f"关于{OTHER}的走访报告", 56),
            (160, 200, "该公司位于苏州市吴中区木渎镇金枫路152号，法定代表人：陈碧英，注册资本1200万元。"),
            (900, 800, f"{OWN}市场部"),
            (900, 860, "2018年6月27日"),
        )
    )
    found = values(decision)
    assert (found["party"], found["address"]) == (OTHER, "苏州市吴中区木渎镇金枫路152号")


@pytest.mark.parametrize(
    "line", ["现将2023年1月1日至2023年6月30日期间的往来列示如下", "对账期：2023.01.01—2023.06.30"]
)
def test_the_term_of_a_statement_was_not_found_in_its_sentence(page: Draw, read: Read, line: str) -> None:
    decision = read(
        page(
            (600, 60, "往来账款对账单", 56),
            (160, 200, f"{OTHER}："),
            (160, 260, line),
            (160, 320, "期末余额516,280.00元，请核对盖章。"),
            (900, 800, "出单日 2023.07.05"),
        )
    )
    found = values(decision)
    assert (found["period_from"], found["period_until"]) == ("2023-01-01", "2023-06-30")
    assert found["date"] == "2023-07-05"


@pytest.mark.parametrize(("title", "label"), [("欠款展期审批单", "往来客户"), ("客户还款计划表", "填报单位")])
def test_customers_of_forms_are_called_otherwise(page: Draw, read: Read, title: str, label: str) -> None:
    decision = read(
        page((500, 60, title, 56), (100, 200, f"{label}：{OTHER}"), (100, 260, "欠款金额：65,800.00元"))
    )
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_or_name_was_filed_as_a_part_of_the_payers_name(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "收款凭单", 56),
            (100, 160, f"收款单位：{OWN}"),
            (100, 250, "交款单位或姓名"),
            (450, 250, OTHER),
            (100, 330, "款项内容"),
            (450, 330, "6月货款"),
            (100, 420, "人民币（大写）贰万陆仟元整"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == OTHER


@pytest.mark.parametrize(
    ("name", "sure"),
    [("楚垣建材西北办事处", False), ("永盛机械华东大区", False), ("望京街道办事处", True)],
)
def test_an_office_of_our_own_was_filed_as_a_customer(profile: Profile, name: str, sure: bool) -> None:
    party = profile.types["customer_background"].fields["party"]
    found = read_kind(party, name, True)
    assert found is not None
    assert (found.quality == 1.0) == sure


def test_who_asks_is_no_customer_where_one_is_named(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "经销商情况调查表", 56),
            (100, 200, f"调查单位：{OTHER.replace('苏州', '无锡')}"),
            (100, 300, f"经销商名称：{OTHER}"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_the_number_of_the_printing_machine_was_taken_for_the_invoices(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "湖北增值税专用发票", 56),
            (1700, 60, "No11873046"),
            (60, 160, "机器编号：661118730120"),
            (1700, 160, "开票日期：2022年07月29日"),
            (100, 230, f"购买方名称：{OTHER}"),
            (100, 800, f"销售方名称：{OWN}"),
        )
    )
    assert values(decision)["number"] == "11873046"


def test_what_stands_beside_a_value_is_no_part_of_it(profile: Profile) -> None:
    fields = profile.types["return_approval"].fields
    boxes = read_kind(fields["order_no"], "DL-CG-24-0912共18箱", True)
    assert boxes is not None
    assert boxes.value == "DL-CG-24-0912"
    assert read_kind(fields["product"], "数量", False) is None


def test_a_sum_in_words_that_its_row_cuts_off_was_taken_for_the_whole() -> None:
    assert parse_money("货款（大写）叁万捌") is None
    assert parse_money("货款（大写）叁万捌仟元整") is not None
