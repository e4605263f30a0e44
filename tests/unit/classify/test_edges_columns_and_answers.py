"""Where values end and whose they are: at edges of rows and columns, in answers and lists of signatures."""

from __future__ import annotations

import pytest

from classify.goods.goods_rows import goods_line
from classify.kinds.table import read_kind
from classify.names.organisations import person
from classify.notation.money import find_money, parse_quantity
from classify.profile import FieldKind
from classify.profiles.plan import FieldRule
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, Spot, values
from tests.unit.classify.test_other_words import grid, spots_of


def rule(kind: FieldKind, name: str = "number") -> FieldRule:
    return FieldRule(name, kind, "", "", ())


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("TOTAL FOB SHANGHAI 3,250 481,900", ["3250.00", "481900.00"]),
        ("合计 640 112,800.00", ["640.00", "112800.00"]),
        ("12 800.00", ["12800.00"]),
        ("1 234 567,89", ["1234567.89"]),
        ("12.300.00", ["12300.00"]),
    ],
)
def test_a_blank_between_figures_with_commas_parts_two_columns(text: str, sums: list[str]) -> None:
    assert [money.value for money in find_money(text)] == sums


def test_a_quantity_ends_at_the_next_column() -> None:
    assert parse_quantity("3,250 481,900") == "3250"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("合计 9600支 384000 日本元", ("384000.00", "JPY")),
        ("共 1200盒 36000 澳大利亚元", ("36000.00", "AUD")),
        ("总计 500袋 26,500.00", ("26500.00", None)),
    ],
)
def test_pieces_are_no_sum_and_customs_name_currencies_in_full(
    text: str, said: tuple[str, str | None]
) -> None:
    read = read_kind(rule(FieldKind.MONEY, "amount"), text, True)
    assert read is not None
    assert (read.value, (read.extra or {}).get("currency")) == said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4900237716/2024", "4900237716"),
        ("鲁国税登字370283661523908号", "370283661523908"),
        ("税务字第440104771234566号", "440104771234566"),
        ("HT-2024/2025", "HT-2024/2025"),
    ],
)
def test_numbers_without_the_year_or_the_office_around_them(text: str, number: str) -> None:
    read = read_kind(rule(FieldKind.NUMBER), text, True)
    assert read is not None
    assert read.value == number


@pytest.mark.parametrize(
    "text", ["乔振山电话13900001122", "乔振山（身份证号310101", "乔振山 联系电话：021-5566"]
)
def test_a_person_ends_where_a_telephone_is_told(text: str) -> None:
    read = read_kind(rule(FieldKind.PERSON, "agent"), text, True)
    assert read is not None
    assert read.value == "乔振山"


def test_who_is_appointed_as_representative() -> None:
    assert person("上海临港资本管理有限公司(委派乔振山为代表)") == "乔振山"


def test_a_little_l_behind_litres_and_in_a_word() -> None:
    line = goods_line({"item": "量杯500m1", "spec": "双面1ogo", "quantity": "12"})
    assert (line["item"], line["spec"]) == ("量杯500ml", "双面logo")
    assert goods_line({"item": "钢管M1 1寸", "quantity": "3"})["item"] == "钢管M1 1寸"


def test_a_bank_at_the_edge_of_the_page_goes_on_at_its_left(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "开户许可证", 70),
            (100, 200, "核准号：J2900012345601"),
            (1000, 200, "编号：2910-00456123"),
            (160, 270, f"经审核，{OTHER}符合开户条件，准予开立基本存款账户。"),
            (100, 340, "法定代表人（单位负责人）"),
            (560, 340, "陆逸飞"),
            (760, 340, "开户银行"),
            (960, 340, "中国建设银行股份有限"),
            (100, 400, "公司苏州园区支行"),
            (100, 460, "账号"),
            (300, 460, "32201988636051512345"),
            (1000, 640, "2016年06月27日"),
        )
    )
    assert values(decision)["bank"] == "中国建设银行股份有限公司苏州园区支行"


def background(page: Draw, read: Read, *spots: Spot) -> dict[str, object]:
    return values(
        read(
            page(
                (500, 60, "客户背景调查报告", 56),
                (100, 200, "客户名称"),
                (360, 200, OTHER),
                (100, 260, "法定代表人"),
                (360, 260, "陆逸飞"),
                (100, 320, "注册地址"),
                (360, 320, "苏州市吴中区宝带东路399号远景大厦1208"),
                *spots,
            )
        )
    )


def test_an_address_ends_above_the_next_column_and_above_the_next_label(page: Draw, read: Read) -> None:
    columns = [
        (120, 400, "1 经营概况"),
        (760, 400, "3 诉讼情况"),
        (100, 460, "公司成立于2009年，员工85人。"),
        (740, 460, "裁判文书网查得被告案件一件，已履行。"),
    ]
    assert background(page, read, *columns)["address"] == "苏州市吴中区宝带东路399号远景大厦1208"
    labels = [
        (100, 370, "创立/股本"),
        (360, 370, "2009年 / 3000万元"),
        (100, 420, "主营"),
        (360, 420, "五金批发"),
    ]
    assert background(page, read, *labels)["address"] == "苏州市吴中区宝带东路399号远景大厦1208"


def test_an_address_ends_above_a_label_in_two_languages(page: Draw, read: Read) -> None:
    labels = [
        (100, 370, "成立 Since"),
        (360, 370, "2009, 85 staff"),
        (100, 420, "主营 Business"),
        (360, 420, "五金"),
    ]
    assert background(page, read, *labels)["address"] == "苏州市吴中区宝带东路399号远景大厦1208"


def test_a_term_in_chinese_numerals_goes_on_below_and_not_in_the_next_column(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (200, 80, "企业法人营业执照", 60),
            (1200, 80, "企业年度检验情况"),
            (600, 180, "注册号3205001000482"),
            (100, 250, f"企业名称{OTHER}"),
            (100, 320, "法定代表人陆逸飞"),
            (100, 390, "成立日期二〇〇一年四月三十日"),
            (100, 460, "营业期限自二〇〇四年九月十五日至二〇一四年九"),
            (1110, 460, "2009年度"),
            (1480, 460, "2010年度"),
            (300, 520, "月十四日"),
            (440, 760, "发照机关：苏州市工商行政管理局"),
            (500, 820, "二〇〇四年九月十五日"),
        )
    )
    assert values(decision)["valid_until"] == "2014-09-14"


def test_a_numbered_clause_goes_on_below_its_number_up_to_the_next(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "付款方式约定书", 56),
            (100, 160, f"买方：{OTHER}"),
            (100, 210, f"卖方：{OWN}"),
            (100, 270, "1 付款方式：预付20%，发货前付50%，验收后60日付25%，质保金5%（12个"),
            (100, 320, "月）"),
            (100, 370, "2 付款工具：电汇，或三个月以内的银行承兑汇票。"),
            (100, 420, "3 质保金不计息。"),
            (1000, 600, "2023年8月2日"),
        )
    )
    assert values(decision)["terms"] == "预付20%,发货前付50%,验收后60日付25%,质保金5%(12个月)"


def test_two_labels_beside_each_other_do_not_make_a_third(page: Draw, read: Read) -> None:
    table = grid(
        100,
        160,
        (200, 480, 200, 300),
        [("客户", OTHER, "单号", "23-0417"), ("客户单号", "PO-230417-02", "日期", "2023-04-23")],
    )
    goods = grid(
        100,
        300,
        (300, 300, 200),
        [("品名", "规格", "数量"), ("瓦楞箱", "100×40", "3000"), ("隔板", "98×38", "150")],
    )
    decision = read(page((600, 60, "送货单", 56), *spots_of(table), *spots_of(goods), tables=(table, goods)))
    assert values(decision)["order_no"] == "PO-230417-02"
    assert values(decision)["slip_no"] == "23-0417"


def test_the_day_of_an_answer_is_not_the_letters(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "往来款项对账函", 56),
            (100, 160, f"{OTHER}："),
            (160, 210, "截至2024年3月31日，贵公司尚欠我公司货款486,200.00元，请核对。"),
            (900, 300, OWN),
            (900, 350, "2024年4月2日"),
            (100, 430, "结论（请在下列一项签章）"),
            (100, 480, "1. 信息证明无误。"),
            (700, 480, "2. 信息不符，列明差异："),
            (100, 560, "签章：陆逸飞   日期：2024.4.9"),
        )
    )
    assert values(decision)["date"] == "2024-04-02"


def test_what_is_said_of_the_scope_is_no_scope(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 80, "营业执照", 90),
            (200, 220, "统一社会信用代码：91320113580452133T"),
            (200, 290, f"名称：{OTHER}"),
            (200, 350, "类型：有限责任公司"),
            (200, 410, "法定代表人：陆逸飞"),
            (200, 500, "重要提示"),
            (360, 500, "1.经营范围中属于法律规定应当经批准的项目，取得许可后方可开展。"),
            (900, 760, "2022年07月08日"),
        )
    )
    assert "scope" not in values(decision)


def test_the_last_of_a_list_of_signatures_is_the_day_of_an_approval(page: Draw, read: Read) -> None:
    signed = grid(
        100,
        420,
        (240, 500, 240, 240),
        [
            ("审批环节", "意见", "签字", "日期"),
            ("销售部", "同意申报", "顾明", "2023/05/03"),
            ("法务部", "合同已审", "温立", "2023/05/06"),
            ("财务部", "同意", "郝静", "2023/05/07"),
            ("总经理", "同意执行", "邹建平", "2023/05/09"),
        ],
    )
    decision = read(
        page(
            (500, 60, "客户信用额度审批表", 56),
            (100, 180, f"客户名称：{OTHER}"),
            (100, 240, "申请账期：月结90天"),
            (700, 240, "批准账期：月结45天"),
            (100, 300, "授信额度：500,000.00元"),
            (700, 300, "期限：自2023年6月1日至2024年5月31日，期满重新评审"),
            *spots_of(signed),
            tables=(signed,),
        )
    )
    found = values(decision)
    assert found["date"] == "2023-05-09"
    assert found["term"] == "月结45天"
    assert (found["valid_from"], found["valid_until"]) == ("2023-06-01", "2024-05-31")


def test_english_before_a_label_is_its_translation(page: Draw, read: Read) -> None:
    form = grid(
        100,
        200,
        (300, 360, 300, 300),
        [
            ("Customer 客户名称", "Baltic Tools OÜ", "Date claimed 提出", "2024-01-15"),
            ("Order No. 订单号", "PO-88120", "Approved 批准日", "2024-01-22"),
            ("Amount 批准金额", "USD 940.00", "Product 产品", "Torque wrench"),
        ],
        high=70,
    )
    # narrow cells break their labels: the rows of the page hold only parts of them
    broken = {"Order No. 订单号": ("Order No. 订单", "号"), "Amount 批准金额": ("Amount 批准金", "额")}
    lines: list[Spot] = []
    for x, y, text, size in spots_of(form):
        for number, part in enumerate(broken.get(text, (text,))):
            lines.append((x, y - 16 + 28 * number if text in broken else y, part, size))
    decision = read(page((400, 60, "退赔折价审批表", 56), *lines, tables=(form,)))
    found = values(decision)
    assert (found["order_no"], found["amount"], found["amount_currency"]) == ("PO-88120", "940.00", "USD")
    assert found["date"] == "2024-01-22"
