"""Where in a pile of pages a paper begins: what speaks for it and against, in points.

A page that bears a known title is not the only first page: letters, tables and certificates of no known
type begin, too, and must not be swallowed by the paper before them. So the whole page is asked: does it have
a head, does the page before it look finished, does text, a numbering, a table or a paper's number run on?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from rapidfuzz import fuzz

from capture.pages import Cell, Page, Table
from classify.plan import OTHER, Profile
from classify.rules import certainty, score_types
from classify.sheet import Row, Sheet, prepare
from classify.titles import find_titles

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_CLAUSE = re.compile(r"^(第)?([一二三四五六七八九十]{1,3}|\d{1,2})([条章节、.)])(?!\d)")
_SENTENCE_END = "。；;:：!！?？)）」”"
_NO_HEAD = re.compile(r"[,，。;；!！?？]|^[\d.\s]+$|年\d{1,2}月|^第.{1,3}[页条章]")
_CLOSING = re.compile(
    r"签字|盖章|签章|签名|公章|签收|代表人?:|经办|审核|制单|制表|收货人|\d{4}年\d{1,2}月\d{1,2}日|此致|敬礼"
)
_NUMBER = re.compile(
    r"(?:编号|号码|合同号|单号|NO)[.:#º°]{0,2}([A-Z]{0,6}[\-]?\d[A-Z0-9\-]{4,})", re.IGNORECASE
)
_FOOT = re.compile(
    r"^[\-—–·]*\s*(?:第?\d{1,3}页?(?:[,/]?共?\d{1,3}页?)?|page\d+(?:of\d+)?)\s*[\-—–·]*$", re.IGNORECASE
)
_ADDRESS = re.compile("网址|HTTP|WWW", re.IGNORECASE)
_FIRM = re.compile("[\u4e00-\u9fff()]{4,20}?有限公司")
_GOES_ON = 0.4
_ALIKE, _TAIL = 75, 12
_USUAL, _HEAD_EDGE, _SAME_HEAD, _LONG_HEAD = 1.15, 0.09, 90, 8
_ANNEX_ROWS, _SHORT = 3, 20
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
_LONE_NUMBER = re.compile(r"\d{1,2}")
_FOOT_EDGE = 0.9
_SIGNED = re.compile(r"^[甲乙买卖供需]方.{0,4}\(?(?:盖章|签章|公章|签字|签名)")
_CLAUSE_HEAD = re.compile(
    "^(?:付款|结算|交货|运输|包装|验收|质量|技术|售后|保密|违约|争议|保修)(?:方式|条件|条款|时间|地点|要求|标准|保证|参数|规格|服务|责任|解决)$"
)
_CUSTOMER = re.compile("^(?:客户|买方|付款(?:方|单位|人))(?:名称|全称)?:[\u4e00-\u9fffA-Z]")
_PARTY = re.compile(r"^(?:甲方|乙方|[买卖供需]方|[^:]{0,8}(?:单位|客户|名称|姓名))[^:]{0,8}:.{2}")
_CONTENTS = re.compile(r"^(?:合同|协议)?目录$")
_LIST = re.compile("(?:清单|明细表?|一览表|名单|价格表)$")
_HEADING_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*(?=[\u4e00-\u9fff])(?!\d*[年月号])")
_HEAD_ROWS = 6
_LARGE = 1.35
_COVER_WORDS = 160
_TITLE_QUALITY = 0.55


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows about beginning a paper, beside the page before it; each 0…1."""

    title: float = 0.0
    other_title: float = 0.0
    known_alone: float = 0.0
    behind_cover: float = 0.0
    own_cover: float = 0.0
    head: float = 0.0
    centred_head: float = 0.0
    before_finished: float = 0.0
    before_short: float = 0.0
    other_shape: float = 0.0
    other_number: float = 0.0
    same_number: float = 0.0
    counts_on: float = 0.0
    clause_follows: float = 0.0
    clause_first: float = 0.0
    sentence_runs_on: float = 0.0
    table_runs_on: float = 0.0
    annex: float = 0.0
    own_annex: float = 0.0
    part: float = 0.0
    same_head_line: float = 0.0
    other_names: float = 0.0


#: what a page is worth as a beginning that shows nothing at all: most pages of a pile go on
_NOTHING = -2.7
#: how much each sign speaks for a beginning (or, below 0, against it), where it is there in full
_POINTS = Signs(
    title=4.5,
    other_title=2.5,
    known_alone=2.5,
    behind_cover=-4.0,
    own_cover=-5.0,
    head=2.2,
    centred_head=0.8,
    before_finished=0.3,
    before_short=0.8,
    other_shape=2.2,
    other_number=1.5,
    same_number=-1.5,
    counts_on=-4.0,
    clause_follows=-2.0,
    clause_first=0.3,
    sentence_runs_on=-2.0,
    table_runs_on=-3.0,
    annex=-4.5,
    own_annex=-4.0,
    part=-3.0,
    same_head_line=-0.3,
    other_names=1.2,
)


def beginnings(pages: Sequence[Page], profile: Profile) -> dict[int, float]:
    """Return for each page but the first and blank ones how much speaks for a paper beginning there.

    Above 0 more speaks for it, below 0 against it; by page number. What a page says of its place (第2页) is
    left to `capture.cut`.
    """
    points: dict[int, float] = {}
    before: Sheet | None = None
    cover: str | None = None
    kind: str | None = None
    so_far = _Said()
    for page in pages:
        if page.blank:
            continue
        sheet = prepare(page)
        goes_on = before is not None and (_is_clause(sheet, before) or _is_continued(sheet))
        title = None if goes_on else _title(sheet, profile)
        alone = _known(sheet, profile)
        words = sum(len(row.text) for row in sheet.rows)
        bare = words < _COVER_WORDS and not page.ruled_tables and title not in (None, OTHER)
        bare = bare and not _is_contents(sheet)
        # of two bare pages with one title neither is the cover of the other: they are two small papers
        told = _GOES_ON if alone == kind else 1.0
        named = _Named(title, alone, None if bare else cover, told, kind, so_far)
        if before is not None:
            points[page.number] = _weigh(signs(sheet, before, named))
        so_far = _Said.of(sheet) if points.get(page.number, 0.0) > 0 else so_far | _Said.of(sheet)
        kind = alone or kind
        # behind a cover a list of contents may lie before the page that bears the title again;
        # a page that goes on is none, though its running head names the paper
        begins = points.get(page.number, 1.0) > 0
        cover = cover if _is_contents(sheet) else title if bare and begins else None
        before = sheet
    return points


@dataclass(frozen=True, slots=True)
class _Said:
    """What the pages of one paper say that its annexes share: firms, numbers, and that there are annexes."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    annexes: bool = False

    @classmethod
    def of(cls, sheet: Sheet) -> _Said:
        """Return what one page says."""
        annexes = any("附件" in row.plain or "附表" in row.plain for row in sheet.rows)
        return cls(frozenset(_names(sheet)), frozenset(_numbers(sheet)), annexes)

    def __or__(self, other: _Said) -> _Said:
        return _Said(self.names | other.names, self.numbers | other.numbers, self.annexes or other.annexes)


@dataclass(frozen=True, slots=True)
class _Named:
    """A page's names: the type of its title, the type its words alone tell, if any, the cover before it.

    ``told`` is how much the words alone count: of the type of the page before they are what goes on.
    ``kind`` is the type that the pages before told, ``so_far`` what they say.
    """

    title: str | None
    alone: str | None
    cover: str | None
    told: float = 1.0
    kind: str | None = None
    so_far: _Said = _Said()


def _known(sheet: Sheet, profile: Profile) -> str | None:
    """Return the type that the words of a page alone tell, if they do."""
    scored = score_types([sheet], profile)
    sure = scored[0].type != OTHER and certainty(scored) >= profile.thresholds.file
    return scored[0].type if sure else None


def _weigh(shown: Signs) -> float:
    points: float = sum(getattr(_POINTS, one.name) * getattr(shown, one.name) for one in fields(Signs))
    return _NOTHING + points


def _title(sheet: Sheet, profile: Profile) -> str | None:
    """Return the type whose title stands on a page."""
    found = (
        title
        for title in find_titles(sheet, profile)
        if title.quality >= _TITLE_QUALITY and not _HEADING_NUMBER.match(title.text)
    )
    return next((title.type for title in found), None)


def signs(sheet: Sheet, before: Sheet, named: _Named) -> Signs:
    """Return what a page shows, seen beside the page before it."""
    head, running = _head(sheet), _runs_along(sheet, before)
    mine, theirs = _numbers(sheet), _numbers(before)
    first, last = _clauses(sheet)[:1], _clauses(before)[-1:]
    listed = bool(mine & named.so_far.numbers) and any(_LIST.search(row.plain) for row in _top_rows(sheet))
    behind = named.cover is not None and named.title in (None, named.cover)
    follows = bool(first and last and first[0][0] == last[0][0] and first[0][1] == last[0][1] + 1)
    return Signs(
        # the title of a cover stands again on the page behind it
        title=float(
            named.title not in (None, OTHER, named.cover) and not running and not _is_repeated(sheet, named)
        ),
        # a list that bears the number of the paper before is one of its annexes
        other_title=float(named.title == OTHER and not running and not listed),
        known_alone=named.told * float(named.alone is not None and named.cover is None),
        behind_cover=float(behind),
        # its count of pages may begin behind the cover
        own_cover=float(behind and (_is_contents(sheet) or _is_named_before(sheet, named.so_far))),
        head=min(1.0, max(0.0, (head[0] - 1.1) / 0.5)) if head else 0.0,
        centred_head=float(bool(head and head[1])),
        before_finished=float(_is_closed(before)),
        before_short=min(1.0, max(0.0, (0.85 - _foot(before)) / 0.3)),
        other_shape=float(_other_shape(sheet.page, before.page)),
        other_number=float(bool(mine and theirs and not mine & theirs)),
        same_number=float(bool(mine & theirs)),
        counts_on=float(_counts_on(sheet, before)),
        clause_follows=float(follows),
        clause_first=float(bool(first and first[0][1] == 1)),
        sentence_runs_on=float(_runs_on(sheet, before)),
        table_runs_on=float(_table_runs_on(sheet.page, before.page)),
        annex=float(any(_is_annex(row) for row in sheet.rows[:_ANNEX_ROWS])),
        own_annex=float(_is_own_annex(sheet, named)),
        part=float(named.title in (None, OTHER) and (_is_part(sheet) or _is_continued(sheet))),
        same_head_line=float(_same_head(sheet, before)),
        other_names=float(_other_names(sheet, before)),
    )


def _body(sheet: Sheet) -> list[Row]:
    """Return the rows without page numbers in head and foot."""
    return [row for row in sheet.rows if not _FOOT.match(row.plain)]


def _head(sheet: Sheet) -> tuple[float, bool] | None:
    """Return how large the most heading-like row is, in usual rows, and whether it stands in the middle."""
    best: tuple[float, bool] | None = None
    for row in _body(sheet)[:_HEAD_ROWS]:
        if (
            sheet.depth(row.y) > 0.35
            or not 2 <= len(row.plain.replace(" ", "")) <= 30
            or _NO_HEAD.search(row.plain)
        ):
            continue
        x0, x1 = row.segments[0].x0, row.segments[-1].x1
        centred = abs((x0 + x1) / 2 - sheet.width / 2) < 0.1 * sheet.width and x0 > 0.12 * sheet.width
        size = row.height / max(1.0, sheet.height)
        if (best is None and size > _LARGE) or (centred and (best is None or size > best[0])):
            best = (size, centred)
    return best


def _foot(sheet: Sheet) -> float:
    """Return how far down the page its last row stands, 0…1."""
    rows = _body(sheet)
    return rows[-1].y / _sheet_height(sheet) if rows else 0.0


def _sheet_height(sheet: Sheet) -> float:
    return max(1.0, sheet.page.flat.height if sheet.page.flat else sheet.page.height)


def _is_closed(sheet: Sheet) -> bool:
    """Return whether a page ends with what papers end with: signatures, a date."""
    return any(_CLOSING.search(row.plain) for row in _body(sheet)[-6:] if sheet.depth(row.y) > 0.6)


def _other_shape(page: Page, before: Page) -> bool:
    if not (page.width and page.height and before.width and before.height):
        return False
    mine, theirs = page.width / page.height, before.width / before.height
    return max(mine, theirs) / min(mine, theirs) > 1.12


def _numbers(sheet: Sheet) -> set[str]:
    return {match.group(1).upper() for row in sheet.rows for match in _NUMBER.finditer(row.plain)}


def _is_annex(row: Row) -> bool:
    short = len(row.plain) < _SHORT
    if row.plain.startswith(_ANNEX):
        return row.index == 0 or short
    return short and _NUMBERED_ANNEX.match(_tight(row)) is not None


def _is_clause(sheet: Sheet, before: Sheet) -> bool:
    """Return whether a page is headed by what a clause is about (付款方式), behind clauses of a contract.

    So a paper of its own may be headed, too; then it says whose it is.
    """
    headed = any(_CLAUSE_HEAD.match(_tight(row)) for row in _top_rows(sheet)[:1])
    own = _names(sheet) or _numbers(sheet) or any(_CUSTOMER.match(_tight(row)) for row in _top_rows(sheet))
    return headed and bool(_clauses(before)) and not own


def _is_part(sheet: Sheet) -> bool:
    """Return whether a page is headed as terms or signatures of the paper before are."""
    rows = [_tight(row) for row in _top_rows(sheet)]
    return any(_PART.match(row) or _SIGNED.match(row) for row in rows)


def _is_continued(sheet: Sheet) -> bool:
    """Return whether a page's head says that it goes on: 购销合同（续）, 续页."""
    return any(_CONTINUED.search(_tight(row)) for row in _top_rows(sheet))


def _is_repeated(sheet: Sheet, named: _Named) -> bool:
    """Return whether title and number of the paper before stand again over text that names nobody.

    A paper, and a second copy of one, says in its upper part whom it is between, or whom it is for.
    """
    if named.title != named.kind or not _numbers(sheet) & named.so_far.numbers:
        return False
    upper = sheet.rows[: max(_ANNEX_ROWS, len(sheet.rows) // 2)]
    return not any(_FIRM.search(row.text) or _PARTY.match(_tight(row)) for row in upper)


def _counts_on(sheet: Sheet, before: Sheet) -> bool:
    """Return whether a number stands alone at the foot, one more than on the page before.

    Written so, a number may be many things: alone it tells nothing of its page's place.
    """
    mine, theirs = _foot_number(sheet), _foot_number(before)
    return mine is not None and theirs is not None and mine == theirs + 1


def _foot_number(sheet: Sheet) -> int | None:
    last = sheet.rows[-1] if sheet.rows else None
    lone = last is not None and last.y > _FOOT_EDGE * _sheet_height(sheet)
    return int(last.plain) if last is not None and lone and _LONE_NUMBER.fullmatch(last.plain) else None


def _top_rows(sheet: Sheet) -> list[Row]:
    return _body(sheet)[:_ANNEX_ROWS]


def _tight(row: Row) -> str:
    return row.plain.replace(" ", "")


def _is_contents(sheet: Sheet) -> bool:
    return any(_CONTENTS.match(_tight(row)) for row in _top_rows(sheet))


def _is_own_annex(sheet: Sheet, named: _Named) -> bool:
    """Return whether a page is headed as an annex (附件一) and shows to be one of the paper before.

    Forms that regulations bring along are headed so, too: the paper before must speak of annexes or share
    a firm or a number, and a title must not be that of another type, unless the form is blank.
    """
    mine = _Said.of(sheet)
    filled = bool(mine.names or mine.numbers) or sum(len(row.text) for row in sheet.rows) >= _COVER_WORDS
    if named.title not in (None, OTHER, named.kind) and filled:
        return False  # such a form is a paper of its own; left blank it is the contract's pattern
    if not any(_NUMBERED_ANNEX.match(_tight(row)) and len(row.plain) < _SHORT for row in _top_rows(sheet)):
        return False
    if named.title is not None and named.title == named.kind and not mine.names and not mine.numbers:
        return True  # 技术协议 behind a contract: one of its own would say between whom
    said = named.so_far
    if mine.names and said.names:
        return _share_a_name(mine.names, said.names)
    return said.annexes or bool(mine.numbers & said.numbers)


def _is_named_before(sheet: Sheet, said: _Said) -> bool:
    """Return whether the pages before bear the number of this one or, where it has none, a firm it names."""
    mine = _Said.of(sheet)
    if mine.numbers and said.numbers:
        return bool(mine.numbers & said.numbers)
    return _share_a_name(mine.names, said.names)


def _share_a_name(some: Iterable[str], others: Iterable[str]) -> bool:
    return any(fuzz.partial_ratio(a, b) >= _ALIKE for a in some for b in others)


def _runs_along(sheet: Sheet, before: Sheet) -> bool:
    """Return whether the head of a page is a running one: small, at its edge, as on the page before."""
    if not sheet.rows or not before.rows:
        return False
    heads = ((sheet.rows[0], sheet), (before.rows[0], before))
    # a slant that is not wholly taken out makes one of them seem taller
    small = min(head.height / max(1.0, page.height) for head, page in heads) < _USUAL
    at_edge = all(head.y < _HEAD_EDGE * _sheet_height(page) for head, page in heads)
    mine, theirs = sheet.rows[0].plain, before.rows[0].plain
    # a hand's note or what shines through the sheet may stand beside it
    long = min(len(mine), len(theirs)) >= _LONG_HEAD
    same = fuzz.ratio(mine, theirs) >= _SAME_HEAD or (long and fuzz.partial_ratio(mine, theirs) >= _SAME_HEAD)
    return small and at_edge and len(mine) > 3 and same


def _names(sheet: Sheet) -> set[str]:
    """Return the ends of the firms' names on a page: what stands before a name runs into it."""
    return {match[0][-_TAIL:] for row in sheet.rows for match in _FIRM.finditer(row.text)}


def _other_names(sheet: Sheet, before: Sheet) -> bool:
    """Return whether both pages name firms and none of them alike: the deals are others."""
    mine, theirs = _names(sheet), _names(before)
    return bool(mine and theirs) and not _share_a_name(mine, theirs)


def _clauses(sheet: Sheet) -> list[tuple[str, int]]:
    """Return kind and number of the clauses that begin on a page, in order."""
    found = []
    for row in _body(sheet):
        match = _CLAUSE.match(row.plain)
        if match:
            kind = f"{match.group(1) or ''}{'n' if match.group(2)[0].isdigit() else 'c'}{match.group(3)}"
            found.append((kind, _value(match.group(2))))
    return found


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return _DIGITS.get(text[0], 0)


def _runs_on(sheet: Sheet, before: Sheet) -> bool:
    """Return whether the sentence at the foot of the page before goes on at the head of this one."""
    mine, theirs = _body(sheet), _body(before)
    if not mine or len(theirs) < 3:
        return False
    last, first = theirs[-1], mine[0]
    right = max(row.segments[-1].x1 for row in theirs)
    full = last.segments[-1].x1 > right - 3 * before.height and len(last.plain) > 15
    level = first.height < 1.25 * sheet.height and not _CLAUSE.match(first.plain)
    return (
        full
        and level
        and not _ADDRESS.search(last.plain)
        and last.plain[-1] not in _SENTENCE_END
        and _foot(before) > 0.7
    )


def _table_runs_on(page: Page, before: Page) -> bool:
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


def _same_head(sheet: Sheet, before: Sheet) -> bool:
    if not sheet.rows or not before.rows:
        return False
    return len(sheet.rows[0].plain) > 3 and sheet.rows[0].plain == before.rows[0].plain
