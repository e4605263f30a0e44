"""The stretches a label offers as its value, best first, with the rows they run on to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from classify.kinds.table import read_kind
from classify.labels.finder import Finder, Value, sums_up
from classify.labels.label_hits import Hit
from classify.labels.list_headings import heads_list
from classify.names.firms import ends_within_form, goes_on_as, goes_on_behind
from classify.names.organisations import organisation
from classify.names.registrars import ends_office, is_office
from classify.normalise import fold, has_han
from classify.profile import FieldKind, FieldRule
from classify.sheet import Piece, joined_raw

FREE_TEXT = (FieldKind.BLOCK, FieldKind.TEXT)
"""Kinds whose values are words of any kind."""
WRAPS = (FieldKind.MONEY, FieldKind.WORDS)
"""Kinds whose values go on in the next row of a paragraph."""
SHORT_LABEL = 2
"""Characters of a label that may be a part of another word."""
# of which the row ends within it
_BEGUN_DATE = re.compile(r"(?:20\d{2}|二[零〇○O0].{2})年?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月?)?$")
_A_HEADING = re.compile(
    r"(?!人民币|大写|小写|港币|美元|欧元|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+$)[\u4e00-\u9fff]{2,6}(?:\([^()]{1,4}\))?"
)
# a term of which the row ends within it: 结算期：2024.7.1— | 2024.7.31; 一 is how readers take the dash
_BEGUN_TERM = re.compile(r"[-./月]\d{1,2}[日号]?起? ?(?:[-—–~至到]|(?<=\d)一){1,2}$")
_BEGUN_WORDS = re.compile("[壹贰叁肆伍陆柒捌玖][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+$")
_REST_OF_WORDS = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆][零壹贰叁肆伍陆柒捌玖角分]*[整正]?")
_FORM_BEGUN = re.compile("(?:股份有?|有限公?|有限责任?公?)$")
_FORM_OVER_THE_EDGE = re.compile("有限(?:责任)?公司")
_LONGEST_FORM, _FEWEST_OF_NAME = 6, 4
_GAPS: Mapping[FieldKind, float] = {
    FieldKind.COMPANY: 1.6,
    FieldKind.PERSON: 2.5,
    FieldKind.TEXT: 3.0,
    FieldKind.BLOCK: 3.0,
    FieldKind.NUMBER: 1.2,
    FieldKind.CREDIT_CODE: 2.0,
    FieldKind.REGISTRATION_NO: 2.0,
}
"""How wide a gap a value of each kind may have inside, in heights of its row."""
_WIDEST = 60.0
_DAYS = (FieldKind.DATE, FieldKind.PERIOD_FROM, FieldKind.PERIOD_UNTIL)


def offered_values(rule: FieldRule, finder: Finder, hit: Hit) -> Iterator[Value]:
    """Yield the stretches that may be the value of a label: beside it, in its box, right of it, below it."""
    widest = _GAPS.get(rule.kind, _WIDEST)
    if rule.kind == FieldKind.MONEY and (sums := finder.listed_sums(hit)):
        if rule.take == "label" or sums_up(sums):
            yield sums[-1]
        return  # of several rows the first one's is not the sum
    beside = finder.beside(hit, widest)
    if rule.kind in FREE_TEXT and beside is not None and heads_list(finder.sheet, hit.row):
        beside = None  # the next column's heading
    # a day at the other edge of the page is a note's; the one below the label is meant
    far = beside is not None and rule.kind == FieldKind.DATE and finder.begins_far(beside)
    if beside is not None and not far:
        yield whole_value(rule, finder, beside)
    begun = len(hit.label) <= SHORT_LABEL and not (hit.alone or hit.colon) and beside is not None
    if rule.kind == FieldKind.COMPANY and begun:
        return  # 客户签收: what follows shows that the word is a part of another one
    near = finder.near_right(hit)
    stray = near is not None and rule.kind in _DAYS and finder.begins_far(near)
    if rule.kind in (FieldKind.NUMBER, FieldKind.TEXT) and near is not None:
        under = finder.below(hit)
        if under is not None and finder.is_in_one_box(under):
            yield under
    if near is not None and not stray:
        yield near
    below = finder.below(hit, stacked=rule.kind == FieldKind.MONEY)
    if below is not None:
        yield whole_value(rule, finder, below)
    if near is not None and stray:
        yield near
    if beside is not None and far:
        yield whole_value(rule, finder, beside)


def whole_value(rule: FieldRule, finder: Finder, value: Value) -> Value:
    """Add the rows a value runs on to, where its kind allows that."""
    match rule.kind:
        case FieldKind.BLOCK:
            return finder.continued(value, lambda _: True, free=True)
        case FieldKind.TEXT:
            return _whole_text(finder, value)
        case FieldKind.COMPANY:
            return _whole_company(rule, finder, value)
        case FieldKind.DATE:
            begun = _BEGUN_DATE.search(fold(joined_raw(value.pieces)).plain)
            return _and_rows_below(finder, value, 1) if begun else value
        case FieldKind.PERIOD_FROM | FieldKind.PERIOD_UNTIL:
            return _whole_term(rule, finder, value)
        case FieldKind.MONEY | FieldKind.WORDS:
            return _whole_sum(rule, finder, value)
        case _:
            return value


def _whole_text(finder: Finder, value: Value) -> Value:
    over = _form_over_the_edge(finder, value)
    if over is not value or not _is_open(joined_raw(value.pieces)):
        return over
    longer = _and_rows_below(finder, value, 1)
    return value if _is_open(joined_raw(longer.pieces)) else longer


def _whole_company(rule: FieldRule, finder: Finder, value: Value) -> Value:
    over = _form_over_the_edge(finder, value)
    if over is not value:
        return over
    raw = joined_raw(value.pieces)
    if rule.seal and not is_office(raw):
        longer = finder.continued(value, ends_office, free=True)
        if is_office(joined_raw(longer.pieces)):
            return longer
    name = organisation(raw)
    begun = (
        len(raw) >= _FEWEST_OF_NAME if name is None else goes_on_behind(raw, name) or ends_within_form(raw)
    )
    if not begun:
        return value
    longer = _and_rows_below(finder, value, 1)
    whole = organisation(joined_raw(longer.pieces))
    if not has_han(raw) and has_han(joined_raw(longer.pieces)):
        return value  # a name abroad, and what a seal says below it
    return longer if whole is not None and (name is None or goes_on_as(raw, name, whole)) else value


def _whole_term(rule: FieldRule, finder: Finder, value: Value) -> Value:
    if rule.kind == FieldKind.PERIOD_UNTIL:
        value = _up_to_begun_date(value)
    raw = joined_raw(value.pieces)
    if _A_HEADING.fullmatch(fold(raw).plain):
        return value
    if _BEGUN_TERM.search(fold(raw).plain):
        return _with_next_row(finder, value)
    return _and_rows_below(finder, value, 2) if read_kind(rule, raw, True) is None else value


def _whole_sum(rule: FieldRule, finder: Finder, value: Value) -> Value:
    raw = joined_raw(value.pieces)
    if _A_HEADING.fullmatch(fold(raw).plain):
        return value
    if read_kind(rule, raw, True) is None:
        return _and_rows_below(finder, value, 2)
    over = _over_the_edge(rule, finder, value, raw) if value.how == "beside" else value
    if over is not value or rule.kind == FieldKind.MONEY:
        return over
    longer = _and_rows_below(finder, value, 1)  # 圆肆角 | 壹分: a narrow cell breaks them
    return longer if _reaches(rule, raw, longer) else value


def _and_rows_below(finder: Finder, value: Value, most: int) -> Value:
    """Add the rows below at a value's left edge, ``most`` at the most."""
    longer = finder.continued(value, lambda _: True)
    return replace(longer, pieces=longer.pieces[: len(value.pieces) + most])


def _up_to_begun_date(value: Value) -> Value:
    """Leave out the next column beside a line that ends within a date: it goes on below, not beside."""
    first = value.pieces[0]
    begun = len(value.pieces) > 1 and _BEGUN_DATE.search(fold(first.raw).plain) is not None
    return replace(value, pieces=(first,)) if begun else value


def _form_over_the_edge(finder: Finder, value: Value) -> Value:
    """Add the next row of a paragraph to a firm at the end of its row: …股份有限 | 公司红旗支行."""
    raw = joined_raw(value.pieces)
    longer = _with_next_row(finder, value) if _FORM_BEGUN.search(raw) else value
    if longer is value:
        return value
    end, first = raw[-_LONGEST_FORM:], longer.pieces[-1].segment
    form = _FORM_OVER_THE_EDGE.search(end + first.folded.raw[:_LONGEST_FORM])
    runs_over = form is not None and form.start() < len(end) < form.end()
    return longer if runs_over and first.x0 < value.pieces[0].segment.x0 else value


def _is_open(text: str) -> bool:
    """Tell whether a bracket is opened and not closed: the text goes on in the next row."""
    plain = fold(text).plain
    return plain.count("(") > plain.count(")")


def _over_the_edge(rule: FieldRule, finder: Finder, value: Value, raw: str) -> Value:
    """Add the next row of a paragraph where a sum begun at the end of its row goes on there."""
    if _ends_its_row(value) and _BEGUN_WORDS.search(fold(raw).plain):
        return _with_next_row(finder, value, _REST_OF_WORDS)
    longer = _with_next_row(finder, value)
    return longer if longer is not value and _reaches(rule, raw, longer) else value


def _ends_its_row(value: Value) -> bool:
    last = value.pieces[-1]
    return last.segment is value.hit.row.segments[-1] and last.end == len(last.segment.folded.text)


def _with_next_row(finder: Finder, value: Value, as_far_as: re.Pattern[str] | None = None) -> Value:
    """Add the next row's first line to a value that ends its row: all of it, or what it begins with."""
    following = finder.sheet.rows[value.hit.row.index + 1 : value.hit.row.index + 2]
    if not following or not _ends_its_row(value):
        return value
    first = following[0].segments[0]
    found = as_far_as.match(first.folded.plain) if as_far_as else None
    if as_far_as and not found:
        return value
    end = found.end() if found else len(first.folded.text)
    return replace(value, pieces=(*value.pieces, Piece(first, 0, end)))


def _reaches(rule: FieldRule, raw: str, longer: Value) -> bool:
    """Tell whether what is read of a longer stretch begins in ``raw`` and ends behind it."""
    read = read_kind(rule, joined_raw(longer.pieces), True)
    return read is not None and read.span is not None and read.span[0] < len(fold(raw).plain) < read.span[1]
