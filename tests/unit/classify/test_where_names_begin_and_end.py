"""A firm's name in a sentence: words before and behind it are none of it; a kind of firm is no name."""

from __future__ import annotations

import pytest

from classify.names.organisations import is_complete_organisation, organisation, short_name
from classify.names.places import place_before
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values

FIRM = "无锡市恒昌精密铸造有限公司"


@pytest.mark.parametrize(
    "before",
    [
        "8号的",
        "号的",
        "注册于无锡市惠山区钱桥路8号的",
        "致",
        "由",
        "向",
        "欠",
        "尚欠",
        "与",
        "以及",
        "对",
        "为",
        "同",
        "在",
        "给",
        "兹委托",
        "现授权",
        "今收到",
        "支付给",
        "关于给予",
        "汇往",
        "还款协议",
        "二〇二一年秋在",
        "二〇二〇年五月向",
        "应向",
        "同意由",
        "今欠到",
        "对于",
        "我方已收到",
        "抄送",
        "特委托",
        "16",
        "10027",
    ],
)
def test_words_of_the_sentence_before_a_name_became_a_part_of_it(before: str) -> None:
    assert organisation(before + FIRM) == FIRM
    assert not is_complete_organisation(before + FIRM)


@pytest.mark.parametrize(
    "behind",
    [
        "的法定代表人",
        "欠南通市大生机械厂货款",
        "（欠款人）欠南通市大生机械厂（收款人）",
        "与南通市大生机械有限公司",
        "向贵行申请",
        "（出卖人）",
        "质量检验部",
        "品控部",
        "人力资源部",
        "设备管理处",
        "南通市通州路建材市场后街",
    ],
)
def test_words_of_the_sentence_behind_a_name_became_a_part_of_it(behind: str) -> None:
    assert organisation(FIRM + behind) == FIRM


@pytest.mark.parametrize(
    "name",
    [
        "和林格尔县盛乐乳业有限公司",
        "同江市向阳粮油有限公司",
        "于都县宏达竹业有限公司",
        "自贡市天工灯彩有限公司",
        "向阳区和平商店",
        "从化市明珠食品有限公司",
        "为民超市有限公司",
        "致远互联软件有限公司",
        "对外建设有限公司",
        "佛山市美的清洁设备有限公司",
        "武汉市的士有限公司",
        "上海可的便利店有限公司",
        "中国移动通信集团安徽有限公司阜阳分公司",
        f"{FIRM}和县分公司",
        f"{FIRM}向阳门市部",
        f"{FIRM}技术中心",
        "临泉县供销合作社",
        "阜阳市汽车运输公司",
        "联合汽车电子有限公司",
        "武汉市江岸区花桥街道社区卫生服务中心",
    ],
)
def test_names_that_begin_or_end_as_a_sentence_might_stay_whole(name: str) -> None:
    assert organisation(name) == name
    assert is_complete_organisation(name)


@pytest.mark.parametrize(
    "kind",
    [
        "农民专业合作社",
        "鹿邑县农民专业合作社",
        "专业合作社",
        "有限责任公司分公司",
        "有限责任公司（自然人投资或控股）",
        "股份有限公司（上市）",
        "一人有限责任公司",
        "个体工商户",
        "商水县经营部",
        "商水县分公司",
        "第一分公司",
        "安徽阜阳分公司",
        "武汉办事处",
        "安徽省阜阳市第二项目部",
        "汽车维修服务中心",
        "五金建材经营部",
        "物流运输有限公司",
    ],
)
def test_a_kind_of_firm_was_taken_for_a_firm(kind: str) -> None:
    assert organisation(kind) is None
    assert short_name(kind) is None
    assert not is_complete_organisation(kind)


@pytest.mark.parametrize("place", ["武汉市硚口区汉西路建材市场", "苏州市吴中区宝带东路创业中心"])
def test_where_a_firm_is_opened_a_customer(place: str) -> None:
    assert not is_complete_organisation(place)
    assert is_complete_organisation(f"{place}管理有限公司")


def test_the_name_of_another_label_is_no_name() -> None:
    assert organisation(f"收款单位{FIRM}") is None
    assert organisation(f"承租方{FIRM}") is None
    assert organisation(f"原名{FIRM}") is None


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("安庆皖源化工", True),
        ("安庆市大观区", True),
        ("洪山区卓刀泉", True),
        ("浙江瓯泉", True),
        ("欠安庆皖源", False),
    ],
)
def test_places_with_and_without_their_ending(name: str, begins: bool) -> None:
    assert bool(place_before(name)) is begins


def test_a_receipt_headed_by_a_kind_of_firm_was_filed_for_that_kind(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (400, 60, "农民专业合作社收据", 56),
            (100, 160, f"付款单位：{OWN}"),
            (100, 220, "收款事由：小麦种款"),
            (100, 280, "金额（大写）：贰仟元整"),
            (800, 280, "¥2000.00"),
            (100, 340, "2023年5月15日"),
            (100, 400, "出纳：王小丫"),
        )
    )
    assert decision.type == "receipt"
    assert decision.review
    assert "payee" not in decision.fields


def test_a_role_in_brackets_behind_a_firm_is_that_firms(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "还款协议", 56),
            (200, 200, f"{FIRM}（欠款人）欠{OWN}（收款人）货款共计叁万元（30000元），"),
            (100, 270, "双方说定二〇二二年春节前付清。"),
            (900, 500, "2021年12月12日"),
        )
    )
    assert values(decision)["debtor"] == FIRM
    assert values(decision)["creditor"] == OWN


def test_an_authorisation_was_filed_for_a_piece_of_a_sentence(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "授权委托书", 56),
            (100, 160, f"致：{OWN}"),
            (160, 240, "本授权书声明：注册于苏州市吴中区宝带东路18号的苏州远景贸易有限公"),
            (100, 300, "司的法定代表人李四光，授权在下面签字的张三丰为本公司的合法代理人，"),
            (100, 360, "代理人无转委托权。"),
            (800, 500, "2023年2月10日"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_two_parties_named_in_one_sentence_were_one(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "欠款还款协议", 60),
            (160, 200, f"截至2023年3月1日，{FIRM}（以下简称乙方）尚欠{OWN}"),
            (100, 260, "（以下简称甲方）货款人民币85000元，双方协商如下："),
            (100, 320, "一、乙方于2023年6月30日前付清。"),
            (900, 600, "2023年3月2日"),
        )
    )
    assert values(decision)["debtor"] == FIRM
    assert values(decision)["creditor"] == OWN


def test_who_authorises_stands_in_brackets_behind_us(page: Draw, read: Read) -> None:
    shop = "滁州市琅琊区丰乐五金商行"
    decision = read(
        page(
            (600, 60, "授权委托书", 60),
            (160, 200, f"兹有我单位（{shop}，地址：滁州市琅琊路18号）委托王大力"),
            (100, 260, "同志前往贵公司办理提货事宜，请予接洽。"),
            (100, 320, "此致"),
            (100, 380, OWN),
            (900, 560, "2023年5月4日"),
        )
    )
    assert values(decision)["party"] == shop


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("合肥市第三中学（学生食堂）", "合肥市第三中学"),
        ("滁州市中医院(后勤处)", "滁州市中医院"),
        ("安庆皖北宾馆有限公司（采购部）", "安庆皖北宾馆有限公司"),
        ("滁州远山咨询中心（有限合伙）", "滁州远山咨询中心（有限合伙）"),
        ("合肥三江超市（鼓楼店）", "合肥三江超市（鼓楼店）"),
    ],
)
def test_a_schools_canteen_was_a_customer_of_its_own(printed: str, name: str) -> None:
    assert organisation(printed) == name


@pytest.mark.parametrize("code", ["91310113MA1K7QX28U", "(91310113MA1K7QX28U)", "2024", "KH-0731"])
def test_a_code_printed_before_a_name_is_no_part_of_it(code: str) -> None:
    assert organisation(f"{code}{OTHER}") == OTHER


@pytest.mark.parametrize(
    "name", ["合肥市乾元机电设备有限公司", "杭州於潜机械有限公司", "上海昇辉机械有限公司", "东莞市恒湧五金厂"]
)
def test_a_name_keeps_characters_that_simplified_writing_has_too(name: str) -> None:
    assert organisation(name) == name


def test_a_traditional_character_misread_in_a_simplified_name_is_simplified() -> None:
    assert organisation("苏州遠景贸易有限公司") == OTHER
