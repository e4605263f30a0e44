"""What shows that a page of a pile goes on with the paper before it, or that it is another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from capture.pages import Cell, Page, Table
from classify.piles.page_shows import (
    CLAUSE,
    COVER_WORDS,
    FIRM,
    NOTHING_SAID,
    TOP_ROWS,
    Said,
    body_rows,
    clauses,
    firm_names,
    foot_number,
    foot_of,
    paper_numbers,
    share_a_name,
    sheet_height,
    top_rows,
    without_spaces,
)
from classify.profiles.plan import OTHER
from classify.sheet import Row, Sheet

_SENTENCE_END = "。；;:：!！?？)）」”"
_ADDRESS = re.compile("网址|HTTP|WWW", re.IGNORECASE)
_USUAL, _HEAD_EDGE, _SAME_HEAD, _LONG_HEAD = 1.15, 0.09, 90, 8
_SHORT = 20
_ANNEX = ("附件", "附表", "附录", "附:", "续")
_NUMBERED_ANNEX = re.compile(
    r"^(?:本|主|上述)?(?:合同|协议书?|订单)?(?:的|之)?附[件表录]?[一二三四五六七八九十\dA-F]{0,2}(?:[:.、]|$|(?<=[一二三四五六七八九十\dA-F]))"
)
_PART = re.compile(
    r"^(?:(?:合同|协议|产品|采购|销售|交易|买卖|通用|专用|一般|标准|补充|附加|特别|其他|其它|双方){0,3}(?:条款|条款及条件|条款与条件)"
    r"|《?.{0,12}(?:合同|协议书?)?》?(?:签[署字章约]|盖章)页|\(?(?:本页|以下)(?:无正文|为).{0,24}|第[一二三四五六]部分.{0,16}"
    r"|(?:GENERAL|STANDARD|SPECIAL)?TERMSANDCONDITIONS.{0,12})$"
)
_CONTINUED = re.compile(r"(?:\(续\)|续[页表]|\(第[2-9二三四五六七八九]页\))$")
# printed on the back of a form: 动产抵押登记须知, 《入网申请表》填表说明
_NOTES = re.compile(
    "^《?(?P<form>[\u4e00-\u9fff]{3,14}?)(?:表|书|单|卡)?》?(?:须知|填[表写报]说明|填表须知|填写须知|注意事项|使用说明)$"
)
_SIGNED = re.compile(r"^[甲乙买卖供需]方.{0,4}\(?(?:盖章|签章|公章|签字|签名)")
_CLAUSE_HEAD = re.compile(
    "^(?:付款|结算|交货|运输|包装|验收|质量|技术|售后|保密|违约|争议|保修)(?:方式|条件|条款|时间|地点|要求|标准|保证|参数|规格|服务|责任|解决)$"
)
_CUSTOMER = re.compile("^(?:客户|买方|付款(?:方|单位|人))(?:名称|全称)?:[\u4e00-\u9fffA-Z]")
_PARTY = re.compile(r"^(?:甲方|乙方|[买卖供需]方|[^:]{0,8}(?:单位|客户|名称|姓名))[^:]{0,8}:.{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """A page's names: the type of its title, the type its words alone tell, if any, the cover before it.

    ``told`` is how much the words alone count: of the type of the page before they are what goes on.
    ``kind`` is the type that the pages before told, ``so_far`` what they say. ``goes_on``: its head says
    that it is no beginning, so that it bears no title.
    """

    title: str | None
    alone: str | None
    cover: str | None
    told: float = 1.0
    kind: str | None = None
    so_far: Said = NOTHING_SAID
    goes_on: bool = False


def is_annex(row: Row) -> bool:
    """Return whether a row heads an annex: 附件一, 附表."""
    short = len(row.plain) < _SHORT
    if row.plain.startswith(_ANNEX):
        return row.index == 0 or short
    return short and _NUMBERED_ANNEX.match(without_spaces(row)) is not None


def is_own_annex(sheet: Sheet, named: Named) -> bool:
    """Return whether a page is headed as an annex (附件一) and shows to be one of the paper before.

    Forms that regulations bring along are headed so, too: the paper before must speak of annexes or share
    a firm or a number, and a title must not be that of another type, unless the form is blank.
    """
    mine = Said.of(sheet)
    filled = bool(mine.names or mine.numbers) or sum(len(row.text) for row in sheet.rows) >= COVER_WORDS
    if named.title not in (None, OTHER, named.kind) and filled:
        return False  # such a form is a paper of its own; left blank it is the contract's pattern
    if not any(
        _NUMBERED_ANNEX.match(without_spaces(row)) and len(row.plain) < _SHORT for row in top_rows(sheet)
    ):
        return False
    if named.title is not None and named.title == named.kind and not mine.names and not mine.numbers:
        return True  # 技术协议 behind a contract: one of its own would say between whom
    said = named.so_far
    if mine.names and said.names:
        return share_a_name(mine.names, said.names)
    return said.annexes or bool(mine.numbers & said.numbers)


def is_clause(sheet: Sheet, before: Sheet) -> bool:
    """Return whether a page is headed by what a clause is about (付款方式), behind clauses of a contract.

    So a paper of its own may be headed, too; then it says whose it is.
    """
    headed = any(_CLAUSE_HEAD.match(without_spaces(row)) for row in top_rows(sheet)[:1])
    own = (
        firm_names(sheet)
        or paper_numbers(sheet)
        or any(_CUSTOMER.match(without_spaces(row)) for row in top_rows(sheet))
    )
    return headed and bool(clauses(before)) and not own


def is_part(sheet: Sheet) -> bool:
    """Return whether a page is headed as terms or signatures of the paper before are."""
    rows = [without_spaces(row) for row in top_rows(sheet)]
    return any(_PART.match(row) or _SIGNED.match(row) for row in rows)


def is_notes(sheet: Sheet, before: Sheet) -> bool:
    """Return whether a page is headed as the notes on the form before it, called as that form is."""
    heads = (_NOTES.match(without_spaces(row)) for row in top_rows(sheet))
    forms = [head["form"] for head in heads if head is not None]
    return any(form in without_spaces(row) for row in top_rows(before) for form in forms)


def is_continued(sheet: Sheet) -> bool:
    """Return whether a page's head says that it goes on: 购销合同（续）, 续页."""
    return any(_CONTINUED.search(without_spaces(row)) for row in top_rows(sheet))


def is_repeated(sheet: Sheet, named: Named) -> bool:
    """Return whether title and number of the paper before stand again over text that names nobody.

    A paper, and a second copy of one, says in its upper part whom it is between, or whom it is for.
    """
    if named.title != named.kind or not paper_numbers(sheet) & named.so_far.numbers:
        return False
    upper = sheet.rows[: max(TOP_ROWS, len(sheet.rows) // 2)]
    return not any(FIRM.search(row.text) or _PARTY.match(without_spaces(row)) for row in upper)


def counts_on(sheet: Sheet, before: Sheet) -> bool:
    """Return whether a number stands alone at the foot, one more than on the page before.

    Written so, a number may be many things: alone it tells nothing of its page's place.
    """
    mine, theirs = foot_number(sheet), foot_number(before)
    return mine is not None and theirs is not None and mine == theirs + 1


def is_named_before(sheet: Sheet, said: Said) -> bool:
    """Return whether the pages before bear the number of this one or, where it has none, a firm it names."""
    mine = Said.of(sheet)
    if mine.numbers and said.numbers:
        return bool(mine.numbers & said.numbers)
    return share_a_name(mine.names, said.names)


def runs_along(sheet: Sheet, before: Sheet) -> bool:
    """Return whether the head of a page is a running one: small, at its edge, as on the page before."""
    if not sheet.rows or not before.rows:
        return False
    heads = ((sheet.rows[0], sheet), (before.rows[0], before))
    # a slant that is not wholly taken out makes one of them seem taller
    small = min(head.height / max(1.0, page.height) for head, page in heads) < _USUAL
    at_edge = all(head.y < _HEAD_EDGE * sheet_height(page) for head, page in heads)
    mine, theirs = sheet.rows[0].plain, before.rows[0].plain
    # a hand's note or what shines through the sheet may stand beside it
    long = min(len(mine), len(theirs)) >= _LONG_HEAD
    same = fuzz.ratio(mine, theirs) >= _SAME_HEAD or (long and fuzz.partial_ratio(mine, theirs) >= _SAME_HEAD)
    return small and at_edge and len(mine) > 3 and same


def runs_on(sheet: Sheet, before: Sheet) -> bool:
    """Return whether the sentence at the foot of the page before goes on at the head of this one."""
    mine, theirs = body_rows(sheet), body_rows(before)
    if not mine or len(theirs) < 3:
        return False
    last, first = theirs[-1], mine[0]
    right = max(row.segments[-1].x1 for row in theirs)
    full = last.segments[-1].x1 > right - 3 * before.height and len(last.plain) > 15
    level = first.height < 1.25 * sheet.height and not CLAUSE.match(first.plain)
    return (
        full
        and level
        and not _ADDRESS.search(last.plain)
        and last.plain[-1] not in _SENTENCE_END
        and foot_of(before) > 0.7
    )


def table_runs_on(page: Page, before: Page) -> bool:
    """Return whether the page begins with a table of the columns that the page before ends with."""
    mine = [table for table in page.ruled_tables if table.box]
    theirs = [table for table in before.ruled_tables if table.box]
    if not mine or not theirs:
        return False
    first, last = min(mine, key=_top), max(theirs, key=_top)
    if _top(first) > 0.16 * page.height:
        return False
    ours, others = _columns(first.rows[0], page.width), _columns(last.rows[-1], before.width)
    return len(ours) == len(others) and all(abs(a - b) < 0.03 for a, b in zip(ours, others, strict=True))


def _top(table: Table) -> int:
    return table.box.y0 if table.box else 0


def _columns(row: Sequence[Cell], width: int) -> list[float]:
    """Return where the cells of a row begin, in widths of the page."""
    return [cell.box.x0 / width for cell in row if cell.box]


def same_head(sheet: Sheet, before: Sheet) -> bool:
    """Return whether the first rows of both pages say the same."""
    if not sheet.rows or not before.rows:
        return False
    return len(sheet.rows[0].plain) > 3 and sheet.rows[0].plain == before.rows[0].plain


def other_names(sheet: Sheet, before: Sheet) -> bool:
    """Return whether both pages name firms and none of them alike: the deals are others."""
    mine, theirs = firm_names(sheet), firm_names(before)
    return bool(mine and theirs) and not share_a_name(mine, theirs)


def other_shape(page: Page, before: Page) -> bool:
    """Return whether the sheets are of other proportions: one lies, the other stands."""
    if not (page.width and page.height and before.width and before.height):
        return False
    mine, theirs = page.width / page.height, before.width / before.height
    return max(mine, theirs) / min(mine, theirs) > 1.12
