"""Where in a pile of pages a paper begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from capture.pages import Box, Cell, Page, Table
from classify.beginnings import beginnings
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
