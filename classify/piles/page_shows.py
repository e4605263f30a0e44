"""What a page of a pile shows by itself: its head and foot, the firms and numbers it names, its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from classify.sheet import Row, Sheet

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
CLAUSE = re.compile(r"^(第)?([一二三四五六七八九十]{1,3}|\d{1,2})([条章节、.)])(?!\d)")
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
FIRM = re.compile("[\u4e00-\u9fff()]{4,20}?有限公司")
_ALIKE, _TAIL = 75, 12
TOP_ROWS = 3
COVER_WORDS = 160
"""A page of fewer signs may be a cover."""
_LONE_NUMBER = re.compile(r"\d{1,2}")
_FOOT_EDGE = 0.9
_CONTENTS = re.compile(r"^(?:合同|协议)?目录$")
_HEAD_ROWS = 6
_LARGE = 1.35


def body_rows(sheet: Sheet) -> list[Row]:
    """Return the rows without page numbers in head and foot."""
    return [row for row in sheet.rows if not _FOOT.match(row.plain)]


def heading(sheet: Sheet) -> tuple[float, bool] | None:
    """Return how large the most heading-like row is, in usual rows, and whether it stands in the middle."""
    best: tuple[float, bool] | None = None
    for row in body_rows(sheet)[:_HEAD_ROWS]:
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


def foot_of(sheet: Sheet) -> float:
    """Return how far down the page its last row stands, 0…1."""
    rows = body_rows(sheet)
    return rows[-1].y / sheet_height(sheet) if rows else 0.0


def sheet_height(sheet: Sheet) -> float:
    """Return how high the page is; of a photo, the sheet laid straight."""
    return max(1.0, sheet.page.flat.height if sheet.page.flat else sheet.page.height)


def is_closed(sheet: Sheet) -> bool:
    """Return whether a page ends with what papers end with: signatures, a date."""
    return any(_CLOSING.search(row.plain) for row in body_rows(sheet)[-6:] if sheet.depth(row.y) > 0.6)


def paper_numbers(sheet: Sheet) -> set[str]:
    """Return the numbers of papers that a page bears behind 编号, 合同号, NO and the like."""
    return {match.group(1).upper() for row in sheet.rows for match in _NUMBER.finditer(row.plain)}


def firm_names(sheet: Sheet) -> set[str]:
    """Return the ends of the firms' names on a page: what stands before a name runs into it."""
    return {match[0][-_TAIL:] for row in sheet.rows for match in FIRM.finditer(row.text)}


def share_a_name(some: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether a firm of the one is a firm of the others, as well as readers read them."""
    return any(fuzz.partial_ratio(a, b) >= _ALIKE for a in some for b in others)


def clauses(sheet: Sheet) -> list[tuple[str, int]]:
    """Return kind and number of the clauses that begin on a page, in order."""
    found = []
    for row in body_rows(sheet):
        match = CLAUSE.match(row.plain)
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


def top_rows(sheet: Sheet) -> list[Row]:
    """Return the first rows, where a page says what it is."""
    return body_rows(sheet)[:TOP_ROWS]


def without_spaces(row: Row) -> str:
    """Return a row in plain form, its letters drawn together."""
    return row.plain.replace(" ", "")


def is_contents(sheet: Sheet) -> bool:
    """Return whether a page is headed as a list of contents."""
    return any(_CONTENTS.match(without_spaces(row)) for row in top_rows(sheet))


def foot_number(sheet: Sheet) -> int | None:
    """Return the number that stands alone at the foot."""
    last = sheet.rows[-1] if sheet.rows else None
    lone = last is not None and last.y > _FOOT_EDGE * sheet_height(sheet)
    return int(last.plain) if last is not None and lone and _LONE_NUMBER.fullmatch(last.plain) else None


@dataclass(frozen=True, slots=True)
class Said:
    """What the pages of one paper say that its annexes share: firms, numbers, and that there are annexes."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    annexes: bool = False

    @classmethod
    def of(cls, sheet: Sheet) -> Said:
        """Return what one page says."""
        annexes = any("附件" in row.plain or "附表" in row.plain for row in sheet.rows)
        return cls(frozenset(firm_names(sheet)), frozenset(paper_numbers(sheet)), annexes)

    def __or__(self, other: Said) -> Said:
        return Said(self.names | other.names, self.numbers | other.numbers, self.annexes or other.annexes)


NOTHING_SAID = Said()
