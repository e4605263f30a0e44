"""Where in a pile of pages a paper begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from capture.cut import cut_pages
from capture.pages import Box, Cell, Page, Table
from classify.piles.beginnings import beginnings
from classify.profile import Profile

Draw = Callable[..., Page]

SURELY = 1.0
BODY = [
    (100, 100 + 60 * n, "双方应当遵守本条所列的各项约定并及时通知对方有关情况的变化", 30) for n in range(17)
]


def body(page: Draw, first: str, number: int, last: str = "逾期付款的应当按日支付违约金并赔偿") -> Page:
    """A page full of text that begins and ends with these rows."""
    return page((100, 60, first), *BODY[1:16], (100, 1100, last), number=number)


def test_a_known_title_begins_a_paper(
    page: Draw, profile: Profile, contract_page: Page, slip_lines: list[Any]
) -> None:
    assert beginnings([contract_page, page(*slip_lines, number=2)], profile)[2] > SURELY


def test_a_letter_of_no_known_type_is_not_swallowed_by_the_paper_before(
    page: Draw, profile: Profile, contract_page: Page
) -> None:
    letter = page(
        (500, 90, "关于开展消防安全检查的通告", 56), (100, 200, "各部门："),
        (160, 270, "根据公司年度工作安排，现将有关事项通告如下"), (1000, 900, "综合管理部"), number=2,
    )  # fmt: skip
    assert beginnings([contract_page, letter], profile)[2] > 0


def test_a_page_whose_clauses_go_on_belongs_to_the_paper_before(page: Draw, profile: Profile) -> None:
    first = page(
        (600, 40, "工业品买卖合同", 60), (100, 150, "第一条 标的物"), *BODY[2:15], (100, 1050, "第五条 验收")
    )
    assert beginnings([first, body(page, "第六条 结算方式及期限", 2)], profile)[2] < -SURELY


def test_a_sentence_that_runs_over_the_foot_of_a_page_keeps_it_together(page: Draw, profile: Profile) -> None:
    long = "本协议履行期间乙方变更名称住所或者法定代表人的应当在十日之内书面通知甲方并附有关的证明文件否则"
    first = body(page, "第二条 双方权利义务", 1, last=long)
    assert (
        beginnings([first, body(page, "由此造成的一切损失均由乙方自行承担并赔偿甲方", 2)], profile)[2]
        < -SURELY
    )


def test_a_page_of_other_firms_begins_another_paper_though_its_head_says_little(
    page: Draw, profile: Profile
) -> None:
    first = page((500, 90, "资料移交说明", 40), (100, 200, "移交单位：上海宏达机械制造有限公司"), *BODY[3:15])
    same = page((100, 60, "接收单位：上海宏达机械制造有限公司"), *BODY[1:14], number=2)
    other = page((100, 60, "接收单位：佛山恒盛五金制品有限公司"), *BODY[1:14], number=2)
    assert beginnings([first, other], profile)[2] > beginnings([first, same], profile)[2] + 1


def grid(top: int) -> Table:
    """A table of five columns and some rows that begins at a height of a page."""
    rows = tuple(
        tuple(Cell("1", Box(100 + 280 * x, top + 60 * y, 370 + 280 * x, top + 50 + 60 * y)) for x in range(5))
        for y in range(6)
    )
    return Table(Box(100, top, 1490, top + 350), rows)


def test_a_table_that_goes_on_at_the_head_of_a_page_keeps_it_together(page: Draw, profile: Profile) -> None:
    first = page((600, 60, "应收账款对账单", 60), *BODY[3:16], tables=(grid(700),))
    running = page((100, 60, "1 2 3 4 5"), *BODY[8:12], number=2, tables=(grid(40),))
    own_head = page((100, 60, "1 2 3 4 5"), *BODY[8:12], number=2, tables=(grid(500),))
    points = beginnings([first, running], profile)[2]
    assert points < -SURELY
    assert points < beginnings([first, own_head], profile)[2]


def test_an_annex_belongs_to_the_paper_before(page: Draw, profile: Profile, contract_page: Page) -> None:
    annex = page((100, 60, "附件一：技术协议", 50), (100, 300, "技术要求如下"), number=2)
    assert beginnings([contract_page, annex], profile)[2] < 0


def test_blank_pages_and_the_first_page_are_not_asked(profile: Profile, contract_page: Page) -> None:
    blank = Page(2, 1600, 1200, 0, (), blank=True)
    assert beginnings([contract_page, blank], profile) == {}
    assert beginnings([], profile) == {}


def contract_with_parties(page: Draw) -> Page:
    return page(
        (600, 40, "设备采购合同", 60), (100, 150, "甲方：上海宏达机械制造有限公司"),
        (100, 210, "合同编号：HT20240119298"), (100, 270, "货物的品名、规格、数量见附件一"),
        *BODY[4:15], (100, 1050, "甲方（盖章）"), (100, 1100, "日期：2024年3月5日"),
    )  # fmt: skip


def test_an_agreement_that_is_an_annex_of_the_contract_belongs_to_it(page: Draw, profile: Profile) -> None:
    rows = (
        (600, 90, "技术协议", 60), (100, 200, "甲方：上海宏达机械制造有限公司"),
        *BODY[4:15], (100, 1050, "甲方（盖章）"),
    )  # fmt: skip
    first = contract_with_parties(page)
    for head in ("附件一", "合同附件2：", "附件A"):
        annex = page((100, 40, head), *rows, number=2)
        assert beginnings([first, annex], profile)[2] < -SURELY, head
    assert beginnings([first, page(*rows, number=2)], profile)[2] > SURELY


def test_an_annex_of_other_firms_or_a_numbered_form_of_another_type_begins_a_paper(
    page: Draw, profile: Profile
) -> None:
    first = contract_with_parties(page)
    other = page(
        (100, 40, "附件一"), (600, 90, "技术协议", 60), (100, 200, "甲方：佛山恒盛五金制品有限公司"),
        *BODY[4:15], number=2,
    )  # fmt: skip
    form = page((100, 40, "附件1"), (500, 90, "客户信用额度审批表", 60), *BODY[4:15], number=2)
    assert beginnings([first, other], profile)[2] > SURELY
    assert beginnings([first, form], profile)[2] > 0


def test_terms_and_pages_for_signatures_belong_to_the_contract_before_them(
    page: Draw, profile: Profile
) -> None:
    first = contract_with_parties(page)
    for head in ("通用条款", "合同条款", "签署页", "第二部分 专用合同条款", "（本页无正文，为签署页）"):
        part = page((600, 90, head, 60), *BODY[2:15], number=2)
        assert beginnings([first, part], profile)[2] < 0, head


def test_a_list_of_contents_behind_a_cover_does_not_end_it(page: Draw, profile: Profile) -> None:
    cover = page((500, 600, "设备采购合同", 90), (400, 1100, "甲方：上海宏达机械制造有限公司"))
    contents = page((600, 90, "目 录", 60), (100, 200, "第一条 标的"), (100, 260, "第二条 质量"), number=2)
    text = page((500, 60, "设备采购合同", 60), (100, 200, "第一条 标的"), *BODY[4:15], number=3)
    assert beginnings([cover, contents, text], profile)[3] < 0


def test_a_list_that_bears_the_number_of_the_contract_is_one_of_its_annexes(
    page: Draw, profile: Profile
) -> None:
    first = contract_with_parties(page)
    rows = [(600, 90, "供货清单", 60), *BODY[4:15]]
    own = page(rows[0], (100, 200, "合同编号：HT20240119298"), *rows[1:], number=2)
    assert beginnings([first, own], profile)[2] < 0 < beginnings([first, page(*rows, number=2)], profile)[2]


def test_a_count_of_pages_may_begin_behind_the_cover(page: Draw, profile: Profile) -> None:
    cover = page(
        (500, 500, "设备采购合同", 90), (400, 800, "合同编号：HT20240119298"),
        (400, 900, "甲方：上海宏达机械制造有限公司"), height=1600,
    )  # fmt: skip
    rows = [*BODY[5:15], (780, 1520, "第1页 共3页")]
    own = page(
        (500, 60, "设备采购合同", 60), (100, 160, "合同编号：HT20240119298"), *rows, number=2, height=1600
    )
    other = page(
        (500, 60, "设备采购合同", 60), (100, 160, "合同编号：HT20250301001"), *rows, number=2, height=1600
    )
    contents = page(
        (600, 90, "目 录", 60), (100, 200, "第一条 标的"), (780, 1520, "第1页 共3页"), number=2, height=1600
    )
    cuts = [
        cut_pages(some, beginnings(some, profile))
        for some in ([cover, own], [cover, other], [cover, contents])
    ]
    assert [len(cut) for cut in cuts] == [1, 2, 1]


def test_a_signature_page_under_a_running_head_is_no_cover_of_the_next(page: Draw, profile: Profile) -> None:
    head = (100, 30, "上海宏达机械制造有限公司设备采购合同", 24)
    first = page(
        head, (500, 100, "设备采购合同", 60), (100, 200, "甲方：上海宏达机械制造有限公司"), *BODY[4:15]
    )
    # the reader took what shines through for a part of the head
    last = page(
        (*head[:2], head[2] + "购采备", 24),
        (100, 200, "甲方（盖章）："),
        (900, 200, "乙方（盖章）："),
        number=2,
    )
    following = page(
        (500, 60, "设备采购合同", 60), (100, 200, "甲方：佛山恒盛五金制品有限公司"), *BODY[4:15], number=3
    )
    points = beginnings([first, last, following], profile)
    assert points[2] < 0 < points[3]


def test_a_page_that_repeats_title_and_number_over_more_clauses_goes_on(page: Draw, profile: Profile) -> None:
    first = contract_with_parties(page)
    head = [(600, 60, "设备采购合同", 40), (100, 150, "合同编号：HT20240119298")]
    copied = [*head, (100, 210, "甲方：上海宏达机械制造有限公司")]
    assert beginnings([first, page(*head, *BODY[4:15], number=2)], profile)[2] < 0
    assert beginnings([first, page(*copied, *BODY[4:15], number=2)], profile)[2] > 0


def test_heads_that_say_so_go_on(page: Draw, profile: Profile) -> None:
    first = contract_with_parties(page)
    for head in ("设备采购合同（续）", "设备采购合同（第2页）", "《设备采购合同》签署页"):
        part = page((600, 90, head, 60), *BODY[2:15], number=2)
        assert beginnings([first, part], profile)[2] < 0, head


def test_a_lone_number_at_the_foot_counts_only_on_from_the_one_before(page: Draw, profile: Profile) -> None:
    def numbered(number: str, at: int) -> Page:
        return page((600, 90, "验收报告", 60), *BODY[4:15], (790, 1150, number), number=at)

    first, second, other = numbered("1", 1), numbered("2", 2), numbered("7", 2)
    assert beginnings([first, second], profile)[2] < beginnings([first, other], profile)[2] - SURELY


def test_a_form_without_names_that_is_headed_as_an_annex_goes_with_the_contract(
    page: Draw, profile: Profile
) -> None:
    first = page((500, 60, "设备采购合同", 60), (100, 200, "甲方：上海宏达机械制造有限公司"), *BODY[4:15])
    annex = page((100, 40, "附件一"), (600, 90, "技术协议", 60), *BODY[4:15], number=2)
    assert beginnings([first, annex], profile)[2] < -SURELY


def test_an_address_printed_at_the_foot_is_no_sentence_that_runs_on(page: Draw, profile: Profile) -> None:
    letter = page((500, 60, "资金支付审批表", 30), *BODY[2:14], number=2)
    points = [
        beginnings([body(page, "营业执照", 1, last=foot), letter], profile)[2]
        for foot in ("国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", BODY[0][2] + "否则应当赔偿")
    ]
    assert points[0] > points[1]
