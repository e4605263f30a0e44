from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capture.pages import Box, Cell, Code, Line, Page, Reader, Table
from classify.decide import Decision, decide
from classify.piles.beginnings import beginnings
from classify.profile import Profile, load_profile
from tests.unit.classify.decided import OWN, TODAY, Draw, values

PROFILE = load_profile("manufacturing")
_SURELY = 1.0


def test_a_licence_is_read_whole(licence_page: Page, profile: Profile) -> None:
    decision = decide([licence_page], profile, today=TODAY)
    assert decision.type == "business_licence"
    assert not decision.review
    assert values(decision) == {
        "uscc": "91320113580452133T",
        "name": "南京文化艺术产权交易所有限公司",
        "company_type": "有限责任公司",
        "legal_representative": "高山流",
        "registered_capital": "30000000.00",
        "founded": "2011-08-10",
        "valid_from": "2011-08-10",
        "valid_until": "2041-08-09",
        "address": "南京市栖霞区马群街道紫东路1号",
        "scope": "为文化艺术品提供交易平台及相关配套服务;投资咨询。",
        "issued": "2017-03-02",
        "copy": "副本",
    }
    assert decision.party is not None
    assert (decision.party.name, decision.party.uscc) == (
        "南京文化艺术产权交易所有限公司",
        "91320113580452133T",
    )


def test_every_value_tells_where_it_stood(licence_page: Page, profile: Profile) -> None:
    decision = decide([licence_page], profile, today=TODAY)
    for name, field in decision.fields.items():
        assert field.page == 1, name
        assert field.box is not None, name
        assert field.raw, name
    assert all(reason.rule and str(reason.text) for reason in decision.reasons)
    assert any(reason.box is not None for reason in decision.reasons)


@pytest.mark.parametrize("slope", [-0.06, -0.02, 0.02, 0.06])
def test_a_skewed_page_reads_the_same(slope: float, page: Draw, profile: Profile, licence_page: Page) -> None:
    spots = [(line.box.x0, line.box.y0 + 200, line.text, 25) for line in licence_page.lines if line.box]
    straight = decide([page(*spots)], profile, today=TODAY)
    skewed = decide([page(*spots, slope=slope)], profile, today=TODAY)
    assert values(skewed) == values(straight)


def test_a_contract_names_parties_sums_and_term(contract_page: Page, profile: Profile) -> None:
    decision = decide([contract_page], profile, own=[OWN], today=TODAY)
    assert decision.type == "contract"
    assert not decision.review
    found = values(decision)
    assert found.pop("amount_in_words") == "壹拾贰万叁仟元整"
    assert found == {
        "contract_no": "HD-2024-0315",
        "party_a": "苏州远景贸易有限公司",
        "party_b": "上海宏达机械制造有限公司",
        "signed": "2024-03-15",
        "place": "苏州市",
        "amount": "123000.00",
        "valid_from": "2024-03-15",
        "valid_until": "2025-03-14",
        "agent": "李四光",
    }
    assert decision.party is not None
    assert decision.party.name == "苏州远景贸易有限公司"


def test_a_firm_whose_name_is_ours_but_for_a_sign_keeps_its_name(
    page: Draw, profile: Profile, contract_page: Page
) -> None:
    spots = [
        (line.box.x0, line.box.y0, line.text.replace("苏州远景贸易", "上海宏运机械制造"))
        for line in contract_page.lines
        if line.box
    ]
    decision = decide([page(*spots, width=1700, height=2200)], profile, own=[OWN], today=TODAY)
    assert decision.fields["party_a"].value == "上海宏运机械制造有限公司"
    assert decision.fields["party_b"].value == "上海宏达机械制造有限公司"


@pytest.mark.parametrize(("least", "asked"), [(0.4, True), (0.8, False)])
def test_a_name_with_a_sign_rather_wrong_than_right_does_not_file_itself(
    least: float, asked: bool, profile: Profile, contract_page: Page
) -> None:
    lines = [
        replace(line, sure=(0.99,) * (len(line.text) - 3) + (least, 0.99, 0.99))
        if line.text.startswith("买受人")
        else line
        for line in contract_page.lines
    ]
    decision = decide([replace(contract_page, lines=tuple(lines))], profile, own=[OWN], today=TODAY)
    assert decision.review is asked


def test_without_our_own_name_a_contract_has_no_customer(contract_page: Page, profile: Profile) -> None:
    decision = decide([contract_page], profile, today=TODAY)
    assert decision.party is None
    assert decision.review
    assert decision.customer_unknown
    told = [reason.params for reason in decision.review_reasons]
    assert {"names": "苏州远景贸易有限公司、上海宏达机械制造有限公司"} in told


def test_words_and_figures_that_disagree_go_to_review(
    page: Draw, profile: Profile, contract_page: Page
) -> None:
    spots = [
        (line.box.x0, line.box.y0, line.text.replace("123,000", "128,000"))
        for line in contract_page.lines
        if line.box
    ]
    decision = decide([page(*spots, width=1700, height=2200)], profile, own=[OWN], today=TODAY)
    assert decision.review
    assert [c.ok for c in decision.fields["amount"].checks if c.id == "words_equal_figures"] == [False]


def test_a_slip_without_ruled_table_gives_its_lines(slip_page: Page, profile: Profile) -> None:
    decision = decide([slip_page], profile, own=[OWN], today=TODAY)
    assert decision.type == "delivery_slip"
    assert not decision.review
    found = values(decision)
    assert found["lines"] == [
        {
            "item": "六角螺栓",
            "spec": "M12×50",
            "unit": "个",
            "quantity": "1000",
            "price": "1.5",
            "amount": "1500.00",
        },
        {
            "item": "平垫圈",
            "spec": "12",
            "unit": "个",
            "quantity": "2000",
            "price": "0.2",
            "amount": "400.00",
        },
    ]
    assert (found["slip_no"], found["date"], found["total"]) == ("0012345", "2024-05-06", "1900.00")
    assert (found["supplier"], found["consignee"]) == (OWN, "苏州远景贸易有限公司")
    assert {c.id: c.ok for c in decision.fields["total"].checks} == {
        "lines_equal_total": True,
        "words_equal_figures": True,
    }


def test_a_ruled_table_gives_the_lines_too(
    slip_lines: list[tuple[Any, ...]], page: Draw, profile: Profile
) -> None:
    rows = [
        ["序号", "货物名称", "规格/型号", "单位", "实发数量", "备注"],
        ["1", "六角螺栓", "M12×50", "个", "1,000", ""],
        ["2", "平垫圈", "12", "个", "2000", "急"],
        ["", "", "", "", "", ""],
        ["合计", "", "", "", "3000", ""],
    ]
    table = Table(Box(100, 260, 1300, 460), tuple(tuple(Cell(text) for text in row) for row in rows))
    head = [spot for spot in slip_lines if spot[1] < 250]
    decision = decide([page(*head, tables=(table,))], profile, own=[OWN], today=TODAY)
    assert values(decision)["lines"] == [
        {
            "item": "六角螺栓",
            "spec": "M12×50",
            "unit": "个",
            "quantity": "1000",
            "price": None,
            "amount": None,
        },
        {"item": "平垫圈", "spec": "12", "unit": "个", "quantity": "2000", "price": None, "amount": None},
    ]
    assert "total" not in decision.fields


def test_without_our_own_name_the_consignee_is_the_customer(slip_page: Page, profile: Profile) -> None:
    decision = decide([slip_page], profile, today=TODAY)
    assert decision.party is not None
    assert decision.party.name == "苏州远景贸易有限公司"


def test_our_own_licence_has_no_customer(licence_page: Page, profile: Profile) -> None:
    for own in (["南京文化艺术产权交易所有限公司"], ["91320113580452133T", "南京文化艺术产权交易所有限公司"]):
        decision = decide([licence_page], profile, own=own, today=TODAY)
        assert decision.party is None
        assert decision.review


def test_a_qr_code_confirms_or_questions_the_credit_code(licence_page: Page, profile: Profile) -> None:
    def with_code(text: str) -> Decision:
        page = Page(1, 1600, 1200, 0, licence_page.lines, codes=(Code("QRCode", text),))
        return decide([page], profile, today=TODAY)

    same = with_code("统一社会信用代码:91320113580452133T;名称:某")
    assert ("qr", True) in [(c.id, c.ok) for c in same.fields["uscc"].checks]
    other = with_code("https://x/?id=9111011157319077XC")
    assert ("qr", False) in [(c.id, c.ok) for c in other.fields["uscc"].checks]
    assert other.review


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("购销合同审批表", "other"),
        ("组织机构代码证", "other"),
        ("食品经营许可证", "other"),
        ("产品报价单", "other"),
        ("客户信用额度审批表", "credit_approval"),
        ("采购入库单", "goods_receipt"),
        ("往来对账单", "account_statement"),
        ("出口货物装箱单", "packing_list"),
        ("法定代表人授权委托书", "authorisation_letter"),
        ("税务登记证", "tax_registration"),
        ("收款收据", "receipt"),
        ("欠款还款协议书", "repayment_agreement"),
        ("退赔折价责任鉴定表", "return_responsibility"),
        ("销 售 出 库 单", "delivery_slip"),
        ("營業執照", "business_licence"),
        ("质量管理体系认证证书", "other"),
        ("产品检验报告", "inspection_report"),
    ],
)
def test_the_head_word_of_the_title_tells_look_alikes_apart(
    title: str, kind: str, page: Draw, profile: Profile
) -> None:
    body = [(100, 300 + 60 * n, f"这里写着一些别的内容第{n}行不说明什么") for n in range(5)]
    decision = decide([page((500, 60, title, 60), *body)], profile, today=TODAY)
    assert decision.type == kind
    if kind == "other":
        assert decision.review


def test_a_form_that_lists_licence_and_contract_is_neither(page: Draw, profile: Profile) -> None:
    form = page(
        (500, 60, "新客户开户申请表", 50),
        (100, 200, "客户名称"),
        (400, 200, "苏州远景贸易有限公司"),
        (100, 300, "附件：1、营业执照复印件"),
        (100, 350, "2、购销合同"),
        (100, 400, "3、法人授权委托书"),
        (100, 500, "审批意见："),
    )
    assert decide([form], profile, today=TODAY).type == "other"


def test_an_empty_page_is_other_and_goes_to_review(profile: Profile) -> None:
    decision = decide([Page(1, 100, 100, 0, (), blank=True)], profile, today=TODAY)
    assert (decision.type, decision.review) == ("other", True)
    assert decide([], profile, today=TODAY).type == "other"


def test_a_cover_and_the_page_behind_it_are_one_contract(
    page: Draw, profile: Profile, contract_page: Page
) -> None:
    cover = page((500, 500, "工业品买卖合同", 80), (400, 900, "合同编号：HD-2024-0315"))
    body = Page(2, 1700, 2200, 0, contract_page.lines)
    assert beginnings([cover, body], profile)[2] < -_SURELY
    decision = decide([cover, body], profile, own=[OWN], today=TODAY)
    assert decision.type == "contract"
    assert values(decision)["party_a"] == "苏州远景贸易有限公司"


WORDS = st.sampled_from(
    [
        "营业执照",
        "名称：",
        "合同编号",
        "金额",
        "合计（大写）",
        "壹万元整",
        "2024年13月45日",
        "￥1.2.3",
        "（",
        "）",
        "甲方：",
        "品名",
        "数量",
    ]
)
BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(0, 600),
    st.integers(0, 60),
)
LINES = st.builds(
    lambda parts, box, sure: Line("".join(parts), box, sure, Reader.RAPIDOCR),
    st.lists(WORDS | st.text(max_size=8), max_size=4),
    st.none() | BOXES,
    st.floats(0, 1),
)
TABLES = st.builds(
    lambda rows: Table(None, tuple(tuple(Cell(text) for text in row) for row in rows)),
    st.lists(st.lists(WORDS | st.text(max_size=6), max_size=5), max_size=4),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(LINES, max_size=25), st.lists(TABLES, max_size=2), st.sampled_from(sorted(PROFILE.types)))
def test_no_page_crashes_and_every_box_lies_on_it(lines: list[Line], tables: list[Table], kind: str) -> None:
    page = Page(1, 1500, 1000, 0, tuple(lines), tables=tuple(tables))
    boxes = [line.box for line in lines if line.box is not None]
    for decision in (
        decide([page], PROFILE, own=[OWN], today=TODAY),
        decide([page], PROFILE, today=TODAY, type_id=kind),
    ):
        assert 0 <= decision.confidence <= 1
        for field in decision.fields.values():
            assert 0 <= field.confidence <= 1
            if field.box is not None:
                assert field.box.x1 <= max(b.x1 for b in boxes)
                assert field.box.y1 <= max(b.y1 for b in boxes)
