"""The date of a paper that bears no label: in the part of the page a profile names, of no other field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from capture.pages import Box
from classify.kinds.kinds_of_days import date_checks
from classify.normalise import fold
from classify.notation.dates import DateFound, find_dates
from classify.profiles.plan import FieldRule
from classify.sheet import Piece, Row, Segment, Sheet, joined_box, joined_confidence
from classify.values import FieldValue

_FEW_SIGNS = 2
_LISTED = 4  # so many days one below the other
_HEADING = re.compile(".{1,4}(?:日期?|时间)")
_FEWEST_BELOW_HEADING, _FEWEST_CELLS, _FEWEST_HEADINGS, _LONGEST_LIST = 2, 3, 4, 40
_OF_DAYS = re.compile("[\u4e00-\u9fff]{0,4}(?:日期|时间)|DATE")
_OF_SIGNATURES = re.compile("签[字名章]|意见|[审批核]批?人|SIGNATURE|OPINION|COMMENT")
_LABEL_BEFORE = re.compile("(?:日期?|时间|DATED?|DATE OF [A-Z]+)[: ]*$")
_NEXT_DAY = 2  # rows from one to the next
_SIGNED_WITHIN = dt.timedelta(days=92)  # the last party after the first
_SURE = 0.85
_NOT_ISSUED = re.compile(
    "打印|印刷|截止|查询|有效|至|到期|已付|收讫|作废|复核|入账|成立|设立|创建|建厂|开业|投产|出生"
    "|生产|购买|交货|提货|应还|还款|付款|归还|到厂"
)
# the first and the last day of a term are none of issue
_TERM_BEFORE, _TERM_BEHIND = (
    re.compile(r"\d[日号]?起? ?(?:[~至到]|[-—–]{1,3}) ?$"),
    re.compile(r" ?(?:[~至到]|[-—–]{1,3}) ?\d"),
)
_IN_ENGLISH = re.compile("JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC")
_MONTH_IN_WORDS = re.compile(rf"\d ?(?:{_IN_ENGLISH.pattern})[A-Z.]* ?,? ?(?:19|20)\d\d")
_PLACE = re.compile(r"(?:[A-ZÀ-Þ][A-ZÀ-Þ .'-]{2,28},)?(?: ?THE )? ?|DATED?:? ?")
_LONGEST_BESIDE = 40
_SIGNED = re.compile(r"(?<![A-Z])(?:DATED?|SIGNED|EXECUTED|MADE|DONE|GIVEN|ISSUED|THIS|ON THE)(?![A-Z])")
_TOLD_IN_ENGLISH = re.compile(
    r"(?<![A-Z])(?:UNTIL|TILL|THROUGH|FROM|BEFORE|BY|SINCE|TO|EXPIRES?|EXPIRY|DUE|VALID|AFTER|BORN|PAYABLE|ETD|ETA)"
    r"(?: ?DATE)?(?: ON| THE)?:? ?$"
)
_BEGUN = re.compile(r"(?:(?:19|20)\d{2}|二[零〇○O0].{2})年(?:.{1,3}月?)?$")
_REST = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[月日]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A day, where it stands, and whether it stands alone there."""

    value: FieldValue
    alone: bool
    row: tuple[int, int]


def loose_date(
    rule: FieldRule, sheets: Sequence[Sheet], fields: Mapping[str, FieldValue]
) -> FieldValue | None:
    """Return a date without a label in the zone a profile names, not claimed by another field.

    Of several the printed form with 年 that stands alone comes first: a hand notes 同意 2024.3.5 beside
    it, and sentences tell of other days. Far from the paper's seals 2024.3.5 is such a note even alone.
    """
    found = list(_in_part(rule.loose, sheets, fields, signed=rule.take == "latest"))
    if rule.loose == "bottom":
        found = [one for one in found if _is_printed(one.value) or not _is_far_from_seals(one.value, sheets)]
    if rule.loose == "bottom" and not any("年" in one.value.raw for one in found):
        found = list(_datelines(sheets[:1], fields)) or found
    if not found and rule.loose == "top":
        # a letter bears its day under the name at its foot
        found = [one for one in _in_part("bottom", sheets, fields) if one.alone and "年" in one.value.raw]
    if not found and rule.loose == "bottom":
        # as under the parties' names; 2024.3.5 that far from the foot is a hand's note
        found = [one for one in _in_part("any", sheets[:1], fields) if one.alone and "年" in one.value.raw]
    if not found:
        return None
    first = found[0].value
    if rule.loose == "any" and rule.take == "latest" and not any(_is_labelled(one, sheets) for one in found):
        return _last_signed(found)
    if rule.loose == "bottom" and "年" in first.raw:
        return _latest_of_row(found) if rule.take == "latest" else first
    printed = [one for one in found if "年" in one.value.raw]
    best = [one.value for one in printed if one.alone]
    if not best and rule.loose != "bottom":
        best = [one.value for one in printed]
    return best[0] if best else first


def _datelines(sheets: Sequence[Sheet], fields: Mapping[str, FieldValue]) -> Iterator[_Found]:
    """Yield the day at the head of a letter in English, alone or behind its place: Duisburg, 14 May 2024."""
    for one in _in_part("top", sheets, fields):
        row = sheets[0].rows[one.row[1]]
        for segment in row.segments:
            plain = segment.folded.plain
            days = find_dates(plain) if _IN_ENGLISH.search(plain) else ()
            if len(days) == 1 and days[0].end == len(plain) and _PLACE.fullmatch(plain[: days[0].start]):
                yield one


def _latest_of_row(found: Sequence[_Found]) -> FieldValue:
    """Return the latest of the days that stand alone beside the first one: each party dates its own.

    Long after the first it was put there for something else, as when the paper was laid by.
    """
    first = found[0]
    beside = [one.value for one in found if one.row == first.row and one.alone and "年" in one.value.raw]
    earliest = min(map(_day, beside), default=_day(first.value))
    signed = [value for value in beside if _day(value) - earliest <= _SIGNED_WITHIN]
    return max(signed, key=_day, default=first.value)


def _last_signed(found: Sequence[_Found]) -> FieldValue:
    """Return the last of the days beside the names of those who approve, one after the other.

    Only then is a form in force; the days above it are when it was filled in and when others agreed.
    """
    earliest = min(_day(one.value) for one in found)
    signed = [one.value for one in found if _day(one.value) - earliest <= _SIGNED_WITHIN]
    return max(signed, key=_day)


def _is_labelled(one: _Found, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a word for a day stands right before one: 提交时间2024-01-05 is the form's own."""
    rows = next(sheet.rows for sheet in sheets if sheet.page.number == one.value.page)
    before = rows[one.row[1]].plain.partition(fold(one.value.raw).plain)[0]
    return _LABEL_BEFORE.search(before) is not None


def _is_printed(value: FieldValue) -> bool:
    """Tell whether a day is in a form of print: with 年, or with its month as an English word."""
    return "年" in value.raw or _MONTH_IN_WORDS.search(value.raw.upper()) is not None


def _day(value: FieldValue) -> dt.date:
    return dt.date.fromisoformat(str(value.value))


def _is_far_from_seals(value: FieldValue, sheets: Sequence[Sheet]) -> bool:
    """Return whether a paper bears seals and none lies within its own size of a value."""
    seals = [(sheet.page.number, seal.box) for sheet in sheets for seal in sheet.page.seals if seal.box]
    near = (page == value.page and value.box and value.box.overlaps(_widened(box)) for page, box in seals)
    return bool(seals) and not any(near)


def _widened(box: Box) -> Box:
    wide, high = box.width, box.height
    return Box(box.x0 - wide, box.y0 - high, box.x1 + wide, box.y1 + high)


def _in_part(
    zone: str | None, sheets: Sequence[Sheet], fields: Mapping[str, FieldValue], *, signed: bool = False
) -> Iterator[_Found]:
    """Yield the dates of a part of the pages, from below where the part is the bottom.

    ``signed``, also those of a list of who has agreed: each of them dates a sign of its own.
    """
    # a firm's name or a number that was read on into the day beside it claims nothing
    claimed = [
        (v.page, v.box)
        for v in fields.values()
        if v.box is not None and find_dates(fold(v.raw).plain) and find_dates(fold(str(v.value)).plain)
    ]
    for sheet in reversed(sheets) if zone == "bottom" else sheets:
        columns = _listed_days(sheet)
        rows = [row for row in sheet.rows if _is_in(sheet, row, zone)]
        for row in reversed(rows) if zone == "bottom" else rows:
            for found, pieces in (*_of_row(row), *_of_two_rows(sheet, row)):
                box = joined_box(pieces)
                first = pieces[0].segment
                days = columns.get(_column(first), set())
                if signed and days and _lists_signatures(sheet, row, first):
                    days = set()
                if _is_listed(row.index, days) or _is_headed(sheet, row, first):
                    continue
                if len(days) >= _FEWEST_BELOW_HEADING and _heads_a_list(sheet, row, first):
                    continue
                if any(box and page == sheet.page.number and box.overlaps(other) for page, other in claimed):
                    continue
                yield _value(sheet, row, found, pieces)


def _of_row(row: Row) -> Iterator[tuple[DateFound, tuple[Piece, ...]]]:
    for found in find_dates(row.plain):
        before, behind = row.plain[max(0, found.start - 6) : found.start], row.plain[found.end :]
        if _is_told_of(row, found):
            continue
        if _TOLD_IN_ENGLISH.search(row.plain, max(0, found.start - 20), found.start):
            continue
        if _NOT_ISSUED.search(before) or _TERM_BEFORE.search(before) or _TERM_BEHIND.match(behind):
            continue
        yield found, row.pieces(found.start, found.end)


def _is_told_of(row: Row, found: DateFound) -> bool:
    """Tell whether a sentence in English speaks of a day, but for the one it was signed on."""
    if not _IN_ENGLISH.search(row.plain, found.start, found.end):
        return False
    others = len(row.plain) - (found.end - found.start)
    return others > _LONGEST_BESIDE and not _SIGNED.search(row.plain, 0, found.start)


def _of_two_rows(sheet: Sheet, row: Row) -> Iterator[tuple[DateFound, tuple[Piece, ...]]]:
    """Yield the dates whose day, or month and day, stand in the next row below their beginning."""
    for begun in (s for s in row.segments if _BEGUN.search(s.folded.plain)):
        for rest in _below(sheet, row, begun):
            match = _REST.match(rest.folded.plain)
            found = find_dates(begun.folded.plain + rest.folded.plain) if match else ()
            if found and found[-1].end > len(begun.folded.plain):
                start = min(found[-1].start, len(begun.folded.plain) - 1)
                end = found[-1].end - len(begun.folded.plain)
                yield found[-1], (Piece(begun, start, len(begun.folded.text)), Piece(rest, 0, end))


def _is_headed(sheet: Sheet, row: Row, segment: Segment) -> bool:
    """Tell whether the word above a day says that it is no day of issue: 截止日期 heads a column."""
    return any(
        _HEADING.fullmatch(other.folded.plain)
        and _NOT_ISSUED.search(other.folded.plain)
        and other.is_above_or_below(segment)
        for above in sheet.rows[max(0, row.index - 1) : row.index]
        for other in above.segments
    )


def _heads_a_list(sheet: Sheet, row: Row, segment: Segment) -> bool:
    """Tell whether a day stands in the column of a list that 日期 heads, beside other headings."""
    return len(row.segments) >= _FEWEST_CELLS and any(
        len(above.segments) >= _FEWEST_HEADINGS
        and _OF_DAYS.fullmatch(other.folded.plain)
        and other.is_above_or_below(segment)
        for above in sheet.rows[max(0, row.index - _LONGEST_LIST) : row.index]
        for other in above.segments
    )


def _lists_signatures(sheet: Sheet, row: Row, segment: Segment) -> bool:
    """Tell whether a day stands in the column 日期 of a list of opinions and signatures."""
    for above in reversed(sheet.rows[max(0, row.index - _LONGEST_LIST) : row.index]):
        heads = [other for other in above.segments if _OF_DAYS.fullmatch(other.folded.plain)]
        if any(other.is_above_or_below(segment) for other in heads):
            others = "|".join(other.folded.plain for other in above.segments if other not in heads)
            return _OF_SIGNATURES.search(others) is not None
    return False


def _below(sheet: Sheet, row: Row, segment: Segment) -> list[Segment]:
    """Return the segments of the next row that stand below a segment."""
    following = sheet.rows[row.index + 1 : row.index + 2]
    return [
        other
        for below in following
        if below.y - row.y < 3 * max(row.height, below.height)
        for other in below.segments
        if other.is_above_or_below(segment)
    ]


def _value(sheet: Sheet, row: Row, found: DateFound, pieces: tuple[Piece, ...]) -> _Found:
    raw = "".join(piece.raw for piece in pieces)
    sure = round(_SURE * found.sure * joined_confidence(pieces), 4)
    value = FieldValue(
        found.value.isoformat(), raw, sure, sheet.page.number, joined_box(pieces), date_checks(found)
    )
    alone = len(pieces[0].segment.folded.plain) <= len(raw) + _FEW_SIGNS
    return _Found(value, alone, (sheet.page.number, row.index))


def _column(segment: Segment) -> int:
    """Return a mark for the column a segment begins in, a character wide."""
    return round(segment.x0 / max(1.0, segment.height))


def _listed_days(sheet: Sheet) -> dict[int, set[int]]:
    """Return column -> rows where days stand alone one below the other: a list's, not the paper's."""
    found: dict[int, set[int]] = {}
    for row in sheet.rows:
        for segment in row.segments:
            days = find_dates(segment.folded.plain)
            if len(days) == 1 and days[0].end - days[0].start >= len(segment.folded.plain) - _FEW_SIGNS:
                for near in range(-2, 3):
                    found.setdefault(_column(segment) + near, set()).add(row.index)
    return found


def _is_listed(row: int, days: set[int]) -> bool:
    """Tell whether a row is one of a list of days, unless it stands alone above or below the others.

    A day at the foot is further from the last of the list than those are from one another.
    """
    if len(days) < _LISTED:
        return False
    others = sorted(days - {row})
    if others[0] < row < others[-1]:
        return True
    apart = min(abs(row - others[0]), abs(row - others[-1]))
    return apart <= max(_NEXT_DAY, *(below - above for above, below in pairwise(others)))


def _is_in(sheet: Sheet, row: Row, zone: str | None) -> bool:
    depth = sheet.depth(row.y)
    last_rows = row.index >= 0.5 * len(sheet.rows)  # the page with the signatures may be mostly empty
    return {"top": depth < 0.4, "bottom": depth > 0.55 or last_rows}.get(zone or "any", True)
