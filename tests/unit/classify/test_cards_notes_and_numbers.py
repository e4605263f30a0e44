"""Cards and notes about customers, and numbers and names that stand beside what a paper calls itself."""

from __future__ import annotations

import pytest

from classify.kinds.table import read_kind
from classify.names.organisations import is_complete_organisation, organisation
from classify.notation.dates import find_dates
from classify.profiles.plan import FieldKind, FieldRule, Profile
from classify.sheet import prepare
from classify.types.titles import find_titles
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values


def test_a_note_about_one_firm_is_about_the_firm_of_its_title(page: Draw, read: Read) -> None:
    found = read(
        page(
            (400, 60, f"{OTHER}背景资料", 44),
            (100, 240, f"{OTHER}（以下简称远景公司）位于苏州市东吴路1号，法定代表人高山流，"),
            (100, 300, "主要从事五金件的销售，客户为昆山、太仓两地的洗煤厂，其中约四成向我公司采购。"),
            (100, 360, "付款以承兑汇票为主，信誉良好。"),
            (1000, 700, f"{OWN}销售二部"),
            (1000, 760, "2024年3月5日"),
            height=2200,
        )
    )
    assert (found.type, found.review) == ("customer_background", False)
    assert values(found)["party"] == OTHER
    assert found.party is not None
    assert found.party.name == OTHER


def test_numbers_in_a_list_are_not_the_papers_own(page: Draw, read: Read) -> None:
    heads = ["日期", "单据号", "应收（欠款）", "已还款", "欠款余额"]
    first = ["2024-03-05", "JL0711-38", "38,640.00", "", "38,640.00"]
    rows = [(100 + 280 * n, y, text) for y, row in ((200, heads), (260, first)) for n, text in enumerate(row)]
    found = read(
        page((600, 40, "客户欠款登记簿", 50), (100, 130, f"户名：{OTHER}"), *(r for r in rows if r[2]))
    )
    assert values(found)["party"] == OTHER
    assert "number" not in values(found)


def test_the_label_of_another_papers_number_is_no_title(page: Draw, profile: Profile) -> None:
    drawn = page(
        (500, 60, "TERMS OF PAYMENT"),
        (100, 200, "Contract No."),
        (500, 200, "JL-IT-21-006"),
        (100, 260, "Sales Order: 30045518"),
        (100, 320, "Payment terms: L/C at 60 days sight"),
    )
    best = {title.type: title.quality for title in reversed(find_titles(prepare(drawn), profile))}
    assert best["payment_terms"] > 0.5
    assert max(best.get("contract", 0.0), best.get("order", 0.0)) < 0.2


def test_a_title_keeps_its_weight_beside_its_number_and_its_maker(page: Draw, profile: Profile) -> None:
    alone, numbered, made, headed = (
        find_titles(prepare(page((100, 60, "收据"), *beside, (100, 400, "今收到货款"))), profile)[0].quality
        for beside in ((), ((700, 60, "编号KH0187"),), ((700, 60, OWN),), ((700, 60, "摘要和说明"),))
    )
    assert alone == numbered == made
    assert headed < alone


def test_a_year_that_lost_a_nought_is_not_guessed_where_two_are_meant() -> None:
    assert not find_dates("二〇二年十一月三十日")
    assert find_dates("二〇六年十一月三十日")[0].value.year == 2006


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("高雄永春機械廠", "高雄永春機械廠"),
        ("台中縣豐原鎮順發五金行", "台中縣豐原鎮順發五金行"),
        ("客戶聯絡：無", None),
        ("无錫锦澜印染有限公司", "无锡锦澜印染有限公司"),
        ("深圳市彩印坊包裝印刷有限公司", "深圳市彩印坊包裝印刷有限公司"),
        ("Textiles Belmonte S.r.1.", "Textiles Belmonte S.r.l."),
        ("Brightwater Pump Repairs 1td", "Brightwater Pump Repairs Ltd"),
        ("Tamagawa Senshoku Kabushiki Kaisha", "Tamagawa Senshoku Kabushiki Kaisha"),
        ("株式会社玉川染色", "株式会社玉川染色"),
        ("合肥市蜀山区徽香小馆", "合肥市蜀山区徽香小馆"),
        ("淮安市淮阴区徽香食府", "淮安市淮阴区徽香食府"),
    ],
)
def test_names_in_traditional_letters_of_japan_and_misread_forms(text: str, name: str | None) -> None:
    assert organisation(text) == name
    assert name is None or is_complete_organisation(name)


def test_an_invoice_of_hong_kong_has_seller_sum_and_currency(page: Draw, read: Read) -> None:
    found = read(
        page(
            (500, 40, "上海宏達機械製造有限公司", 40),
            (700, 130, "發"),
            (900, 130, "票"),
            (100, 220, "客戶名稱：晉昌印務貿易有限公司"),
            (1000, 220, "發票號碼：INV-HK1907-33"),
            (1000, 280, "日期：2019年7月8日"),
            *(
                (x, 380, text)
                for x, text in ((100, "貨品名稱"), (600, "數量"), (850, "單價 HK$"), (1200, "金額 HK$"))
            ),
            *(
                (x, 440, text)
                for x, text in ((100, "宣傳單張"), (600, "30,000"), (850, "1.05"), (1200, "31,500.00"))
            ),
            (850, 520, "總額 HK$"),
            (1200, 520, "31,500.00"),
            (100, 600, "港幣叁萬壹仟伍佰元正"),
        )
    )
    told = values(found)
    assert (found.type, found.review) == ("invoice", False)
    assert (told["seller"], told["party"]) == ("上海宏達機械製造有限公司", "晉昌印務貿易有限公司")
    assert (told["amount"], told["amount_currency"]) == ("31500.00", "HKD")
    assert told["amount_in_words"] == "叁萬壹仟伍佰元正"


def test_an_official_receipt_in_dollars_of_hong_kong(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (500, 60, "正式收據 OFFICIAL RECEIPT", 40),
                (100, 200, "茲收到 Received from: 晉昌印務貿易有限公司"),
                (100, 280, "港幣 The sum of HK Dollars: 叁萬壹仟伍佰元正"),
                (100, 360, "日期 Date：2019年8月6日"),
            )
        )
    )
    assert (told["amount"], told["amount_currency"]) == ("31500.00", "HKD")


@pytest.mark.parametrize(
    ("label", "printed", "read_as"),
    [
        ("合同编号", "HC-GC-2022-118（10kV开关站改造）", "HC-GC-2022-118"),
        ("合同编号", "HC-GC-2022-118（补充）", "HC-GC-2022-118（补充）"),
        ("合同编号", "0755-28771866", None),
    ],
)
def test_what_a_number_is_of_does_not_belong_to_it(label: str, printed: str, read_as: str | None) -> None:
    rule = FieldRule(id="contract_no", kind=FieldKind.NUMBER, title="", title_en="", labels=(label,))
    found = read_kind(rule, printed, True)
    assert (found.value if found else None) == read_as


def test_a_number_stands_before_the_day_or_between_brackets(page: Draw, read: Read) -> None:
    rest = [(100, 260, f"甲方（债权人）：{OWN}"), (100, 320, f"乙方（债务人）：{OTHER}")]
    first = page(
        (600, 60, "欠款偿还协议", 44), (100, 160, "HKXY19-0312"), (900, 160, "签订日期：2019年8月5日"), *rest
    )
    assert values(read(first))["number"] == "HKXY19-0312"
    letter = (700, 60, "LTZB-授字〔2023〕019号")
    told = values(read(page(letter, (600, 160, "授权委托书", 44), (100, 260, f"授权单位：{OTHER}"))))
    assert told["number"] == "LTZB-授字〔2023〕019号"


def test_below_a_box_comes_before_what_stands_below_the_next(page: Draw, read: Read) -> None:
    boxes = ((100, "合同协议号", "JL-JP-1811"), (600, "件数", "380"), (900, "包装种类", "纸箱"))
    told = values(
        read(
            page(
                (400, 60, "中华人民共和国海关出口货物报关单", 44),
                (100, 140, "海关编号：310120150518834027"),
                *((x, 300, label) for x, label, _ in boxes),
                *((x, 340, value) for x, _, value in boxes),
            )
        )
    )
    assert told["contract_no"] == "JL-JP-1811"


def test_an_address_ends_where_the_form_goes_on(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (500, 60, "CUSTOMER BACKGROUND REPORT", 40),
                *((100, 200, "Customer"), (500, 200, "Kestrel Gift & Stationery Pty Ltd")),
                *((100, 260, "Address"), (500, 260, "41 Henderson Road, Knoxfield VIC 3180")),
                *((100, 320, "ABN"), (500, 320, "62 118 307 945")),
                *((100, 380, "Date"), (500, 380, "30 August 2022")),
            )
        )
    )
    assert told["address"] == "41 Henderson Road, Knoxfield VIC 3180"
    told = values(
        read(
            page(
                (500, 60, "国外客户调查报告", 40),
                (100, 200, f"调查对象：{OTHER}"),
                (100, 260, "地址：越南胡志明市第七郡阮文灵大道214号"),
                (100, 320, "调查日期：2023年7月10日"),
                (620, 320, "调查人：牛倩"),
            )
        )
    )
    assert told["address"] == "越南胡志明市第七郡阮文灵大道214号"


def test_a_label_alone_in_its_column_is_no_title(page: Draw, profile: Profile) -> None:
    found = find_titles(prepare(page((100, 60, "付款方式登记表", 44), (100, 200, "关联合同："))), profile)
    assert max((t.quality for t in found if t.type == "contract"), default=0.0) < 0.3


def test_two_cells_read_as_one_end_where_the_next_label_begins(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 60, "PURCHASE ORDER", 44),
                *((100, 200, "Vendor"), (700, 200, "Ship To / Buyer")),
                *((100, 260, OWN), (700, 260, "Nordmed Healthcare AB PO Date: 7 April 2022")),
            )
        )
    )
    assert (told["buyer"], told["date"]) == ("Nordmed Healthcare AB", "2022-04-07")


def test_the_first_day_of_a_term_is_not_the_papers(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (600, 60, "对账明细", 44),
                (100, 160, f"客户：{OTHER}"),
                (900, 160, "(2023.11.1-2023.11.30)"),
                (100, 300, "期末欠款：4318.00元"),
                (100, 400, "宏达合肥配送站2023-12-01"),
            )
        )
    )
    assert told["date"] == "2023-12-01"


MILL = "湖州南浔恒达线材有限公司"


@pytest.mark.parametrize(
    "lines",
    [
        [f"{MILL}概况", f"{MILL}创建于1998年，主要从事线材的销售，现有职工85人，厂房面积12000平方米。"],
        ["供应商走访小记", f"3月2日走访{MILL}，主营线材，交货期不稳，付款方面要求改为月结。"],
        ["走访小记", f"3月2日走访供应商{MILL}，主营线材，付款方面要求改为月结30天。"],
        ["竞争对手背景调查", f"{MILL}，年销售额8亿元，主营线材，员工人数1200人，主要客户为主机厂。"],
    ],
    ids=["a firm's account of itself", "of a supplier", "at a supplier's", "of a competitor"],
)
def test_notes_about_firms_that_buy_nothing_wait(lines: list[str], page: Draw, read: Read) -> None:
    found = read(
        page(
            (500, 60, lines[0], 44),
            (100, 240, lines[1]),
            (1000, 700, "市场部"),
            (1000, 760, "2023年3月3日"),
            width=2000,
            height=2200,
        )
    )
    assert found.review


def test_a_note_that_says_what_a_firm_buys_of_us_is_filed(page: Draw, read: Read) -> None:
    found = read(
        page(
            (500, 60, f"{MILL}概况", 44),
            (100, 240, f"{MILL}创建于1998年，主营线材，现有职工85人，每年向我司采购模具三十万元。"),
            (1000, 760, "2023年3月3日"),
            width=2000,
            height=2200,
        )
    )
    assert (found.type, found.review) == ("customer_background", False)


def test_a_title_that_fits_two_types_alike_names_both(page: Draw, profile: Profile) -> None:
    found = find_titles(prepare(page((600, 60, "客户信用评审表", 56), (100, 300, "甲"))), profile)
    best = max(title.quality for title in found)
    assert {title.type for title in found if title.quality == best} == {
        "credit_approval",
        "customer_background",
    }


def test_values_within_sentences_of_notes_and_agreements(page: Draw, read: Read) -> None:
    told = values(
        read(
            page(
                (500, 60, "客户走访纪要", 44),
                (100, 160, f"客户：{OTHER}"),
                (100, 220, "拜访日期：2023年5月12日"),
                (100, 280, "接待人：叶茗山（法定代表人）、采购经理洪雅雯"),
                (100, 400, "该公司主营茶叶的分装，信誉良好。"),
            )
        )
    )
    assert told["legal_representative"] == "叶茗山"
    told = values(
        read(
            page(
                (500, 60, "欠款确认单", 44),
                (100, 160, f"经双方核对，截至2016年10月20日，{OTHER}尚欠{OWN}"),
                (100, 220, "货款人民币贰拾贰万捌仟玖佰元整（小写："),
                (100, 280, "228,900.00元）。还款情况登记如下："),
                (100, 500, f"欠款单位（盖章）：{OTHER}"),
                (900, 560, "2016年10月20日"),
            )
        )
    )
    assert (told["party"], told["amount"]) == (OTHER, "228900.00")
