"""Every possible value of a field on a page: what labels, cells and patterns give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from capture.pages import Box
from classify.candidates.choosing import Candidate, unlike
from classify.candidates.label_values import FREE_TEXT, SHORT_LABEL, WRAPS, offered_values, whole_value
from classify.kinds.read_values import ReadValue
from classify.kinds.table import read_kind
from classify.labels.days_of_labels import is_no_day_of, names_another_day, of_one_day, tells_last_day
from classify.labels.finder import Finder, Value
from classify.labels.label_hits import Hit
from classify.labels.list_headings import counts_goods
from classify.labels.vocabulary import UNDER
from classify.names.organisations import is_complete_organisation, organisation
from classify.names.registrars import is_office, is_place
from classify.normalise import fold, folded, has_han
from classify.notation.dates import find_dates
from classify.profile import DocumentType, FieldKind, FieldRule
from classify.sheet import Piece, Row, Same, Sheet, joined_box, joined_confidence, joined_raw
from classify.types.titles import is_titled
from classify.values import FieldValue

_PERSON_LABEL = "人"  # 发货人：黄静 is a person, 发货人：…公司 is not
# who buys is the customer, who takes in or hands over is one of its people
_BUYERS = frozenset(map(folded, ("购货人", "购买人", "买受人", "需货人", "订货人", "采购人")))
# what a project is called begins with the firm it is for, or with what is built
_OF_A_PROJECT = folded("项目名称")
_PLACE_LABELS = frozenset(map(folded, ("FROM", "TO", "SHIP TO", "DELIVER TO", "SHIP-TO")))
_TELLING = (FieldKind.COMPANY, FieldKind.DATE, FieldKind.CREDIT_CODE, FieldKind.PERIOD_UNTIL)
_GLUED = 0.67
_OTHERS_LABEL = 0.15
_BLANK_DATE = re.compile("[ _.]*年[ _.]*月[ _.]*日")
_UP_TO = re.compile("[至到](?=[12二])")
# 债权人有权… is a clause
_ACTS = re.compile("有权|无权|应当|不得|必须|同意|承诺|确认|保证|负责|自愿|可以?要求")
_SAYS_ON = re.compile("[为是有系多均以]")  # 客户为两地的洗煤厂 says who a firm's own customers are
# 经营范围由章程确定, 经营范围中属于…的 say something of it
_SAID_OF_TEXT = re.compile(
    "中[的属须需应凡有涉包含依]|由(?:.{0,6}章程|.{0,8}(?:确定|决定|登记))|以.{0,12}为准|和许可"
)
# where an answer is to be written below a letter that asks for one: its day is the other party's
_ANSWER = re.compile(
    "结论[:(]{1,2}请|[(]?(?:回函|回执|复函)(?:联|栏|部分)?[):]*$"
    r"|(?:\d[.、)]|[□☐☑√(].{0,2})?(?:信息|数据)[^,。;]{0,8}(?:证明|核对)?(?:无误|不符)"
)
_PART_OF_SUM = re.compile(
    "(?:保证金|押金|模具费|定金|订金|违约金|罚款|滞纳金|质保金|保修金|预付款|首付款|备料款|进度款|保险金额)[^,。;:总合共计]{0,16}"
    "(?:人民币|[(]?大写[):]*|为|[:¥]){0,4}$"
)
_WHOLE_SUM = re.compile("[合总共]计|总|合同|价款")
_OF_THE_WHOLE = re.compile("(?:[合总共]计|总[额价])[^,。;]{0,24}$")
_OF_A_TERM = re.compile("(?:[每月季年日][租薪]金?|每[年月季日次平])[^,。;]{0,20}$")  # 年租金, 每月
_PATTERN = 0.8
_WIDEST_IN_NAME = 3.0
_OF_A_TITLE, _OF_FIRST_ROW = 1.2, 1.1
_SUM_OF_A_TERM = 0.05
_NOT_SAID = 0.1  # of a value in a sentence about something else than the field's
_TITLE_ROWS = 6
_SKIPPED_KINDS = (FieldKind.LINES,)


@dataclass(frozen=True, slots=True)
class _Worth:
    """How plainly a stretch is the value, and how far down its label stands in the profile's list, from 0."""

    strength: float
    place: int


def _rank(place: int) -> float:
    return min(0.12, 0.003 * place)


def _cut(pieces: Sequence[Piece], raw: str, read: ReadValue) -> Box | None:
    """Return the box of the part of the stretch the value came from."""
    if read.span is None or len(pieces) != 1:
        return joined_box(pieces)
    piece = pieces[0]
    start, end = read.span
    if fold(raw).text != piece.segment.folded.text[piece.start : piece.end]:
        return joined_box(pieces)
    return Piece(piece.segment, piece.start + start, piece.start + end).box


def _candidate(
    rule: FieldRule, sheet: Sheet, pieces: Sequence[Piece], colon: bool, worth: _Worth, row: int, how: str
) -> Candidate | None:
    raw = joined_raw(pieces)
    read = read_kind(rule, raw, colon)
    if read is None:
        return None
    confidence = joined_confidence(pieces)
    box = _cut(pieces, raw, read)
    strength = worth.strength
    if rule.kind in _TELLING and read.quality == 1.0 and strength >= _GLUED:
        strength = max(strength, 0.85)  # such a value shows by itself that the label was one
    score = (strength - _rank(worth.place)) * read.quality
    sure = strength * read.quality
    return Candidate(read, raw, sheet.page.number, box, confidence, score, sure, row, how, worth.place)


def values_of_hit(rule: FieldRule, finder: Finder, hit: Hit, rank: int) -> Iterator[Candidate]:
    """Yield the value of one label: the first stretch that can be such a value."""
    if rule.kind == FieldKind.DATE and _BLANK_DATE.match(hit.row.text, hit.value_from):
        return  # printed to be filled in, and nobody did
    behind = hit.row.plain[hit.value_from :]
    if rule.kind == FieldKind.PERIOD_FROM and (_UP_TO.match(behind) or tells_last_day(hit.label, behind)):
        return  # 有效期至… names the last day alone
    if rule.kind == FieldKind.DATE and names_another_day(hit):
        return
    if rule.kind == FieldKind.DATE and finder.heads_days(hit):
        return
    answer = _answer_begins(Same(finder.sheet)) if rule.kind == FieldKind.DATE else None
    if answer is not None and answer < hit.row.index:
        return
    if rule.kind in FREE_TEXT and not hit.has_colon and _SAID_OF_TEXT.match(hit.row.plain, hit.end):
        return
    bare = rule.kind in WRAPS and not rule.any_sum and not _WHOLE_SUM.search(hit.label)
    if bare and _speaks_of_a_part(finder.sheet, hit.row.index, hit.start):
        return
    rule = of_one_day(rule, hit.label, behind)
    less = 0.0 if _is_said_of(rule, finder.sheet, hit) else _NOT_SAID
    for value in offered_values(rule, finder, hit):
        if rule.kind == FieldKind.DATE and is_no_day_of(hit, value):
            continue
        if rule.kind == FieldKind.COMPANY and (
            _is_said_on(hit, value) or finder.signs_opposite(hit, value.pieces[0].segment)
        ):
            continue
        worth = _Worth(value.strength - less, rank)
        how = f"label.{value.how}"
        plain = hit.colon and not (rule.kind == FieldKind.COMPANY and _may_mean_another(hit, value))
        plain = plain or (rule.kind == FieldKind.COMPANY and _alone_in_a_form(hit, value))
        found = _candidate(rule, finder.sheet, value.pieces, plain, worth, hit.row.index, how)
        if found is not None:
            yield _named_below(rule, finder, hit, rank, found) or found
            return


def _named_below(rule: FieldRule, finder: Finder, hit: Hit, rank: int, found: Candidate) -> Candidate | None:
    """Return the whole name right below a label alone, where beside it only the next label's word stands.

    Of blocks side by side (Supplier: above its name, Order beside it) the next one's label is a short name.
    """
    if rule.kind != FieldKind.COMPANY or not hit.alone or found.read.quality >= 1 or has_han(found.raw):
        return None
    below = finder.below(hit)
    if below is None or abs(below.pieces[0].segment.x0 - hit.x0) > hit.row.height:
        return None
    value = whole_value(rule, finder, below)
    worth = _Worth(value.strength, rank)
    named = _candidate(rule, finder.sheet, value.pieces, False, worth, hit.row.index, "label.below")
    return named if named is not None and named.read.quality == 1 else None


def _is_said_on(hit: Hit, value: Value) -> bool:
    """Tell whether a word that means a firm begins a sentence instead: 客户为…, 客户以…为主, 债权人有权…."""
    if not (hit.colon or hit.alone) and _ACTS.match(fold(joined_raw(value.pieces)).plain):
        return True
    short = len(hit.label) <= SHORT_LABEL and not (hit.colon or hit.alone)
    return short and _SAYS_ON.match(joined_raw(value.pieces)) is not None


def _may_mean_another(hit: Hit, value: Value) -> bool:
    """Tell whether only a whole name shows that a label means a firm: 收货人 names people, TO names ports.

    项目名称 names what is built or supplied.
    """
    if hit.label in _PLACE_LABELS:
        return not has_han(joined_raw(value.pieces))
    means_people = hit.label.endswith(_PERSON_LABEL) and hit.label not in _BUYERS
    return means_people or hit.label == _OF_A_PROJECT


def _alone_in_a_form(hit: Hit, value: Value) -> bool:
    """Tell whether a label without a colon and one short text stand alone side by side: 客户 | 苏州远景."""
    whole = len(value.pieces) == 1 and value.pieces[0].start == 0
    named = has_han(hit.label) and not hit.label.endswith(_PERSON_LABEL)
    return hit.alone and not hit.inside and value.how == "beside" and whole and named


@lru_cache(maxsize=8)  # asked for each day of a page
def _answer_begins(key: Same[Sheet]) -> int | None:
    """Return the row with which the answer below a letter begins, where its own day stands above that."""
    rows = key.thing.rows
    first = next((row.index for row in rows if _ANSWER.match(row.plain)), None)
    dated = first is not None and any(find_dates(row.plain) for row in rows[:first])
    return first if dated else None


def _speaks_of_a_part(sheet: Sheet, row: int, start: int) -> bool:
    """Tell whether the sentence before a sum is about a deposit, a fine or an instalment, not the whole."""
    before = sheet.rows[row - 1].plain if row else ""
    return _PART_OF_SUM.search(before + sheet.rows[row].plain[:start]) is not None


def _speaks_of_a_term(sheet: Sheet, row: int, start: int) -> bool:
    """Tell whether the sentence before a sum is about what a month or a year costs, not the whole."""
    before = (sheet.rows[row - 1].plain if row else "") + sheet.rows[row].plain[:start]
    return _OF_A_TERM.search(before) is not None and _OF_THE_WHOLE.search(before) is None


def _is_said_of(rule: FieldRule, sheet: Sheet, hit: Hit) -> bool:
    """Tell whether the sentence before a label within a row says what the field is of."""
    if rule.said_of is None or hit.row.starts_segment(hit.start):
        return True
    before = sheet.rows[hit.row.index - 1].plain if hit.row.index else ""
    return rule.said_of.search(before + hit.row.plain[: hit.start]) is not None


def _from_labels(rule: FieldRule, kind: DocumentType, finder: Finder) -> Iterator[Candidate]:
    for hit, rank in finder.hits(rule.id):
        if rule.kind in FREE_TEXT and _is_title(hit, kind, finder):
            continue
        if rule.kind == FieldKind.COMPANY and _begins_a_title(hit, kind):
            continue
        yield from values_of_hit(rule, finder, hit, rank)


def _is_title(hit: Hit, kind: DocumentType, finder: Finder) -> bool:
    """Tell whether a label is a word of the paper's title: COLLATERAL REGISTER in large letters."""
    segment = hit.row.segments[hit.row.places[hit.start][0]]
    least = _OF_A_TITLE if hit.row.index else _OF_FIRST_ROW
    large = segment.height > least * finder.sheet.height and not hit.has_colon
    return large and any(title.ends(segment.folded.text, segment.folded.plain) for title in kind.titles)


def _begins_a_title(hit: Hit, kind: DocumentType) -> bool:
    """Tell whether a word that means a firm is one of the paper's title: 客户背景调查报告.

    A line may also name the firm and then the paper: 客户苏州…公司欠款明细.
    """
    segment = hit.row.segments[hit.row.places[hit.start][0]]
    if hit.row.index >= _TITLE_ROWS or hit.has_colon or hit.alone or not has_han(hit.label):
        return False
    return is_titled(segment, kind.titles) and organisation(segment.folded.raw) is None


def _titled_rows(sheet: Sheet, kind: DocumentType) -> frozenset[int]:
    """Return the numbers of the rows that hold the title alone: what stands below them begins anew."""
    first = (row for row in sheet.rows[:_TITLE_ROWS] if len(row.segments) == 1)
    return frozenset(row.index for row in first if is_titled(row.segments[0], kind.titles))


def _from_under(rule: FieldRule, kind: DocumentType, finder: Finder) -> Iterator[Candidate]:
    """Read labels that several parties have (单位名称) where they stand in this field's column or block."""
    names = [f.id for f in kind.fields.values() if f.under]
    for hit, rank in finder.hits(f"{rule.id}{UNDER}"):
        if finder.owner(hit, names) == rule.id:
            for found in values_of_hit(rule, finder, hit, rank):
                yield replace(found, score=found.score - _OTHERS_LABEL)


def _matches(pattern: re.Pattern[str], row: Row, from_: int = 0) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(row.plain):
        if match.start() >= from_:
            continue
        group = "value" if "value" in pattern.groupindex else 0
        if match[group] is not None:
            yield match.span(group)


def _from_patterns(rule: FieldRule, kind: DocumentType, finder: Finder) -> Iterator[Candidate]:
    sheet = finder.sheet
    titled = _titled_rows(sheet, kind) if rule.patterns else frozenset()
    for rank, pattern in enumerate(rule.patterns):
        for number, row in enumerate(sheet.rows):
            last = number + 1 == len(sheet.rows)
            wraps = not (last or pattern.pattern.startswith("^") or number in titled)
            wide = finder.with_next(row) if wraps else row
            for start, end in _matches(pattern, wide, len(row.text)):
                if rule.kind in WRAPS and not rule.any_sum and _speaks_of_a_part(sheet, number, start):
                    continue
                if rule.seal and start < len(row.text) < end and not _begins_an_office(row.plain[start:]):
                    continue
                pieces = wide.pieces(_behind_label(finder, number, start, end), end)
                pieces = _own_line(pieces) if rule.kind == FieldKind.COMPANY else pieces
                if rule.kind == FieldKind.COMPANY and _reaches_over(row, pieces):
                    continue
                a_term = rule.kind in WRAPS and _speaks_of_a_term(sheet, number, start)
                worth = _Worth(_PATTERN - (_SUM_OF_A_TERM if a_term else 0.0), rank)
                found = _candidate(rule, sheet, pieces, True, worth, row.index, "pattern")
                if found is not None:
                    yield found


def _own_line(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a name's own line where it is whole there, without the end of the line before: 批准:…."""
    last = pieces[-1]
    cut_out = len(pieces) > 1 and pieces[0].start > 0 and last.start == 0
    return (last,) if cut_out and is_complete_organisation(last.raw) else pieces


def _reaches_over(row: Row, pieces: Sequence[Piece]) -> bool:
    """Tell whether a pattern's name runs from one column into the next: Commercial Invoice | …Co., Ltd."""
    mine = [piece for piece in pieces if piece.segment in row.segments]
    gaps = (right.segment.x0 - left.segment.x1 for left, right in pairwise(mine))
    return any(gap > _WIDEST_IN_NAME * row.height for gap in gaps)


def _begins_an_office(text: str) -> bool:
    """Tell whether an office's name may go on below: it begins with its place, or its branch follows."""
    return is_place(text) or is_office(text)


def _behind_label(finder: Finder, row: int, start: int, end: int) -> int:
    """Return where a pattern's value begins when a label alone on its row was read on into it."""
    own = (hit for hit in finder.rows[row] if hit.start == start and hit.fields)
    return next((hit.end for hit in own if hit.alone and hit.end < end), start)


def _from_cells(rule: FieldRule, finder: Finder) -> Iterator[Candidate]:
    """Read the cell right of a cell that holds the label alone."""
    for fields, cell, as_label in finder.cells:
        rank = next((r for f, r in fields if f == rule.id), None)
        if as_label and rule.kind not in FREE_TEXT:
            continue
        text = finder.uncut(cell.text) if rule.kind == FieldKind.BLOCK else cell.text
        plain = rank is None or not _names_people(rule, rank)
        label = next(iter(rule.labels[rank : rank + 1]), "") if rank is not None else ""
        if rule.kind == FieldKind.PERIOD_FROM and tells_last_day(label, fold(text).plain):
            continue
        read = read_kind(of_one_day(rule, label, fold(text).plain), text, plain) if rank is not None else None
        if rank is None or read is None:
            continue
        if rule.kind == FieldKind.MONEY and cell.box and counts_goods(finder.sheet, cell.box):
            continue
        sure = 0.97 * read.quality
        score, page = sure - _rank(rank), finder.sheet.page.number
        yield Candidate(read, text, page, cell.box, cell.confidence, score, sure, 0, "cell", rank)


def _names_people(rule: FieldRule, rank: int) -> bool:
    """Tell whether a label of a firm means people (发货人) or a project, too: a whole name shows a firm."""
    labels = rule.labels[rank : rank + 1]
    return rule.kind == FieldKind.COMPANY and any(
        label.endswith(_PERSON_LABEL) or label == _OF_A_PROJECT for label in labels
    )


def candidates(
    rule: FieldRule, kind: DocumentType, finder: Finder, other: FieldValue | None = None
) -> list[Candidate]:
    """Return every possible value of a field on a page but ``other``, in reading order."""
    if rule.kind in _SKIPPED_KINDS:
        return []
    found = [*_from_labels(rule, kind, finder), *_from_cells(rule, finder)]
    found = unlike(rule, found, other)
    if rule.under and not any(c.read.quality == 1.0 for c in found):  # nothing, or names cut off or short
        found += _from_under(rule, kind, finder)
    if not found or max(c.score for c in found) < 0.75:
        found += _from_patterns(rule, kind, finder)
    return unlike(rule, found, other)
