"""Firms, offices and kinds of papers of many trades: what was read as another's, or as half."""

from __future__ import annotations

import pytest

from classify.names.organisations import is_complete_organisation, organisation, short_name
from tests.unit.classify.decided import OTHER, OWN, Draw, Read, values
from tests.unit.classify.test_other_words import grid


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山东鲁轮橡胶集团有限公", "山东鲁轮橡胶集团有限公司"),
        ("山东鲁轮橡胶集团有限公（", "山东鲁轮橡胶集团有限公司"),
        ("山东鲁轮橡胶集团有限", None),
        ("VOLTEK APPLIANCE SDN. BHD.", "VOLTEK APPLIANCE SDN. BHD."),
        ("山东鲁轮橡胶集团股份", None),
        ("焦作市中站区人民检察院", "焦作市中站区人民检察院"),
        ("玉溪红塔区北城饵丝加工坊", "玉溪红塔区北城饵丝加工坊"),
        ("哈市道外区大有坊街", None),
        ("NORDIC HYDRAULIK AB", "NORDIC HYDRAULIK AB"),
        ("PACIFIC FASTENER SUPPLY", "PACIFIC FASTENER SUPPLY"),
        ("SAME AS", None),
        ("AQUA MEMBRAN OY, Tampere, Finland", "AQUA MEMBRAN OY"),
        ("SUZHOU VISTA CO., LTD. (苏州远景贸易有限公司)", "苏州远景贸易有限公司"),
        ("户名苏州远景贸易有限公司", "苏州远景贸易有限公司"),
    ],
)
def test_a_name_is_whole_or_none(text: str, name: str | None) -> None:
    assert organisation(text) == name


def test_the_beginning_of_a_company_form_is_no_short_name() -> None:
    assert short_name("鲁轮橡胶有限") is None
    assert short_name("京东办公") == "京东办公"


@pytest.mark.parametrize(
    "name",
    ["中牟县官渡镇人民政府", "郑州市二七区教育体育局", "巩义市回郭镇第一幼儿园", "焦作市中站区人民检察院"],
)
def test_an_office_or_a_school_is_a_whole_name(name: str) -> None:
    assert is_complete_organisation(name)


def test_a_name_cut_before_its_last_sign_is_not_the_group(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "法定代表人授权委托书", 56),
            (160, 200, "现授权委托孙晓燕为我公司代理人，代理人无权转让委托权。"),
            (800, 500, "单位名称(盖章）：山东鲁轮橡胶集团有限公"),
            (800, 560, "司"),
            (800, 620, "法定代表人：邵建民"),
            (800, 680, "2024年2月28日"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == "山东鲁轮橡胶集团有限公司"


def test_the_beginning_of_a_name_that_goes_on_in_the_next_row_is_not_filed(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, "收货单位：鄂尔多斯市东胜区华晟煤矿机械设备制造"),
            (100, 420, "送货单号：S2406-019"),
            (100, 480, "送货日期：2024-06-19"),
        )
    )
    assert decision.review
    assert decision.party is None or decision.party.confidence < 0.8


def test_a_department_behind_an_office_begins_no_other_name(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "送货单", 56),
            (100, 160, "收货单位：绥化市北林区人民医院设备科"),
            (100, 420, "送货单号：S2406-019"),
            (100, 480, "送货日期：2024-06-19"),
        )
    )
    assert decision.party is not None
    assert decision.party.name == "绥化市北林区人民医院"
    assert decision.party.confidence >= 0.8


def test_a_branch_in_the_cells_second_row_is_the_customer(page: Draw, read: Read) -> None:
    whole = "中国移动通信集团河南有限公司郑州市郑东新区分公司"
    table = grid(100, 160, (700, 500), [(f"需方：{whole}", "合同编号：CM-2024-0339")], high=100)
    decision = read(
        page(
            (600, 60, "购销合同", 56),
            (108, 165, f"需方：{whole[:16]}", 28),
            (820, 190, "合同编号：CM-2024-0339", 28),
            (108, 215, whole[16:], 28),
            (100, 300, f"供方：{OWN}"),
            (100, 360, "签订日期：2024年8月1日"),
            (100, 420, "一、违约责任：按民法典。二、本合同一式两份。"),
            tables=(table,),
        )
    )
    assert values(decision)["party_a"] == whole


def test_our_own_name_in_short_is_not_the_customer(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (400, 60, OTHER, 40),
            (600, 130, "销售单", 50),
            (100, 220, "客户名称：宏达机械"),
            (1000, 220, "日期：2024-03-29"),
            (100, 300, "货名"), (500, 300, "规格"), (800, 300, "数量"), (1000, 300, "单价"),
            (100, 360, "白板笔"), (500, 360, "可擦"), (800, 360, "50"), (1000, 360, "12"),
        )
    )  # fmt: skip
    assert decision.party is not None
    assert decision.party.name == OTHER


def test_a_seller_in_latin_letters_may_be_ourselves(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (300, 60, "SHANGHAI HONGDA MACHINERY CO., LTD.", 40),
            (600, 140, "COMMERCIAL INVOICE", 50),
            (100, 240, "Invoice No.: HD24-061"),
            (100, 300, "Date: AUG 03, 2024"),
            (100, 420, "DESCRIPTION"),
            (800, 420, "AMOUNT"),
            (100, 480, "HEX BOLT M12X60"),
            (800, 480, "USD 19,800.00"),
        )
    )
    assert decision.type == "invoice"
    assert decision.review


def test_a_party_is_said_behind_any_word(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "模具开发协议", 56),
            (100, 180, f"定制单位：{OWN}（以下简称甲方）"),
            (100, 240, "承做单位：宁海县西店镇宏达模具厂（下称“乙方”）"),
            (160, 300, "一、完成日期：2024年7月31日。"),
            (160, 360, "二、本协议自双方盖章之日起生效。"),
            (100, 500, "甲方（盖章）"),
            (900, 500, "乙方（盖章）"),
            (100, 560, "2024年6月8日"),
            (900, 560, "2024年6月8日"),
        )
    )
    found = values(decision)
    assert found["party_a"] == OWN
    assert found["party_b"] == "宁海县西店镇宏达模具厂"
    assert found["signed"] == "2024-06-08"  # the day it is to be finished is another


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "重庆农村商业银行客户收款回单",
            "付款人账号 3100031609024770138 收款人户名 本行客户 大写金额 壹万元整",
        ),
        ("电费账单", "账期：2024年5月 电量(KWH) 上期结余：0.00 本期应付：186,420.77"),
        ("供应商基本情况调查表", "员工人数 86 基本情况 良好 调查日期：2024年2月2日"),
        ("捐赠协议书", f"甲方：{OWN} 乙方：{OTHER} 双方签订本协议"),
    ],
)
def test_what_only_looks_like_a_known_paper_is_none(page: Draw, read: Read, title: str, said: str) -> None:
    rows = [(100, 200 + 60 * n, text) for n, text in enumerate(said.split(" "))]
    assert read(page((600, 60, title, 50), *rows)).type == "other"


@pytest.mark.parametrize("title", ["安全生产管理协议书", "质量管理协议"])
def test_what_is_agreed_beside_a_contract_waits(page: Draw, read: Read, title: str) -> None:
    decision = read(
        page(
            (600, 60, title, 56),
            (100, 180, f"甲方：{OWN}"),
            (100, 240, f"乙方：{OTHER}"),
            (160, 300, "双方订立本协议，违约责任由乙方承担。本协议一式两份。"),
            (100, 500, "2024年1月3日"),
        )
    )
    assert decision.review


def test_an_agreement_of_three_parties_is_a_contract(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (600, 60, "设备购销三方协议", 56),
            (100, 180, f"甲方（买方）：{OTHER}"),
            (100, 240, f"乙方（卖方）：{OWN}"),
            (100, 300, "丙方（融资方）：平安国际融资租赁有限公司"),
            (160, 360, "三方达成协议如下：设备总价款600,000.00元。"),
            (160, 420, "本协议一式三份。"),
        )
    )
    assert decision.type == "contract"


def test_a_letterhead_stands_left_of_the_papers_number(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (900, 60, "送货单 DELIVERY NOTE", 50),
            (100, 150, OTHER),
            (1000, 150, "送货单号：8004417263"),
            (1000, 210, "日期：2024.05.21"),
            (100, 300, "收货方："),
            (100, 350, OWN),
            *((100, 420 + 60 * n, f"客供冲片 {n}") for n in range(8)),
            (100, 960, "收货人签字："),
        )
    )
    assert values(decision)["supplier"] == OTHER


def test_each_column_of_a_licence_goes_on_by_itself(page: Draw, read: Read) -> None:
    decision = read(
        page(
            (300, 40, "营业执照", 60),
            (900, 180, "注册日期"),
            (1100, 180, "2022年07月11日"),
            (100, 180, "名称"),
            (300, 180, "深圳市宝安区沙井锐拓刀具商行"),
            (100, 240, "经营者赖伟强"),
            (900, 240, "经营场所深圳市宝安区沙井街道衙边社区环镇路19号"),
            (100, 300, "经营范围五金产品零售；刀具销售；金属工具（依法"),
            (900, 300, "B101"),
            (100, 360, "须经批准的项目，经批准后开展）"),
        )
    )
    found = values(decision)
    assert found["address"] == "深圳市宝安区沙井街道衙边社区环镇路19号B101"
    assert "B101" not in str(found["scope"])
    assert str(found["scope"]).endswith("经批准后开展)")
