"""Reads the fields of a type: labels and patterns give stretches, kinds give values, the best stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Hamming

from capture.pages import Box
from classify.agreement import words_money
from classify.choosing import Candidate, choose, unlike
from classify.days_of_labels import is_no_day_of, names_another_day, of_one_day
from classify.firms import (
    ends_within_form,
    goes_on_as,
    goes_on_behind,
)
from classify.kinds import GAPS, WIDEST, ReadValue, read_kind
from classify.label_hits import Hit
from classify.labels import Finder, Value, sums_up
from classify.list_headings import counts_goods, heads_list
from classify.names import organisation
from classify.normalise import fold, folded, has_han
from classify.profile import DocumentType, FieldKind, FieldRule, Profile
from classify.registrars import ends_office, is_office, is_place
from classify.sheet import Piece, Row, Sheet, joined_box, joined_confidence, joined_raw
from classify.values import FieldValue
from classify.vocabulary import UNDER, Vocabulary

_RUNS_ON = (FieldKind.BLOCK,)
_FREE_TEXT = (FieldKind.BLOCK, FieldKind.TEXT)
_WRAPS = (FieldKind.MONEY, FieldKind.WORDS)
_PERSON_LABEL = "人"  # 发货人：黄静 is a person, 发货人：…公司 is not
# who buys is the customer, who takes in or hands over is one of its people
_BUYERS = frozenset(map(folded, ("购货人", "购买人", "买受人", "需货人", "订货人", "采购人")))
_PLACE_LABELS = frozenset(map(folded, ("FROM", "TO", "SHIP TO", "DELIVER TO", "SHIP-TO")))
_TELLING = (FieldKind.COMPANY, FieldKind.DATE, FieldKind.CREDIT_CODE, FieldKind.PERIOD_UNTIL)
_GLUED = 0.67
_OTHERS_LABEL = 0.15
_BEGUN_DATE = re.compile(r"(?:20\d{2}|二[零〇○O0].{2})年?(?:\d{1,2}月?)?$")  # the row ends within it
_A_HEADING = re.compile(r"(?!人民币|大写|小写|港币|美元|欧元)[\u4e00-\u9fff]{2,6}(?:\([^()]{1,4}\))?")
_DAYS = (FieldKind.DATE, FieldKind.PERIOD_FROM, FieldKind.PERIOD_UNTIL)
_BLANK_DATE = re.compile("[ _.]*年[ _.]*月[ _.]*日")
_UP_TO = re.compile("[至到](?=[12二])")
_AS_PLAIN = 0.8
_NEARLY = 2
"""How many figures of a sum may be other than those of its words where one of both was misread."""
_SHORT_LABEL = 2
# 债权人有权… is a clause
_ACTS = re.compile("有权|无权|应当|不得|必须|同意|承诺|确认|保证|负责|自愿|可以?要求")
_SAYS_ON = re.compile("[为是有系多均以]")  # 客户为两地的洗煤厂 says who a firm's own customers are
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
_SKIPPED_KINDS = (FieldKind.LINES,)


def vocabulary_of(kind: DocumentType, profile: Profile) -> Vocabulary:
    """Return the labels of a type with the profile's stop labels."""
    return _vocabulary(_Key(kind, profile))


@dataclass(frozen=True, slots=True)
class _Worth:
    """How plainly a stretch is the value, and how far down its label stands in the profile's list, from 0."""

    strength: float
    place: int


def _rank(place: int) -> float:
    return min(0.12, 0.003 * place)


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    kind: DocumentType
    profile: Profile

    def __hash__(self) -> int:
        return hash((id(self.profile), id(self.kind)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.profile is other.profile and self.kind is other.kind


@lru_cache(maxsize=256)
def _vocabulary(key: _Key) -> Vocabulary:
    fields = key.kind.fields
    words = {f"{name}_in_words" for name in fields} & set(fields)
    labels = {
        f.id: f.labels + (fields[f"{f.id}_in_words"].labels if f"{f.id}_in_words" in words else ())
        for f in fields.values()
    }
    labels |= {f"{f.id}{UNDER}": f.under for f in fields.values() if f.under}
    choices = [
        w
        for f in key.kind.fields.values()
        if f.kind == FieldKind.LINES
        for ws in f.choices.values()
        for w in ws
    ]
    return Vocabulary.of(labels, [*key.profile.stop_labels, *choices])


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


def _values(rule: FieldRule, finder: Finder, hit: Hit) -> Iterator[Value]:
    widest = GAPS.get(rule.kind, WIDEST)
    if rule.kind == FieldKind.MONEY and (sums := finder.listed_sums(hit)):
        if rule.take == "label" or sums_up(sums):
            yield sums[-1]
        return  # of several rows the first one's is not the sum
    beside = finder.beside(hit, widest)
    if rule.kind in _FREE_TEXT and beside is not None and heads_list(finder.sheet, hit.row):
        beside = None  # the next column's heading
    # a day at the other edge of the page is a note's; the one below the label is meant
    far = beside is not None and rule.kind == FieldKind.DATE and finder.begins_far(beside)
    if beside is not None and not far:
        yield _whole_value(rule, finder, beside)
    begun = len(hit.label) <= _SHORT_LABEL and not (hit.alone or hit.colon) and beside is not None
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
        yield _whole_value(rule, finder, below)
    if near is not None and stray:
        yield near
    if beside is not None and far:
        yield _whole_value(rule, finder, beside)


def _whole_value(rule: FieldRule, finder: Finder, value: Value) -> Value:
    """Add the rows a value runs on to, where its kind allows that."""
    if rule.kind in _RUNS_ON:
        return finder.continued(value, lambda _: True, free=True)
    if rule.kind == FieldKind.TEXT and _is_open(joined_raw(value.pieces)):
        longer = finder.continued(value, lambda _: True)
        longer = replace(longer, pieces=longer.pieces[: len(value.pieces) + 1])
        return value if _is_open(joined_raw(longer.pieces)) else longer
    if rule.kind == FieldKind.COMPANY:
        raw = joined_raw(value.pieces)
        if rule.seal and not is_office(raw):
            longer = finder.continued(value, ends_office, free=True)
            if is_office(joined_raw(longer.pieces)):
                return longer
        name = organisation(raw)
        if (name is None and len(raw) >= 4) or (
            name is not None and (goes_on_behind(raw, name) or ends_within_form(raw))
        ):
            longer = finder.continued(value, lambda _: True)
            longer = replace(longer, pieces=longer.pieces[: len(value.pieces) + 1])
            whole = organisation(joined_raw(longer.pieces))
            if not has_han(raw) and has_han(joined_raw(longer.pieces)):
                return value  # a name abroad, and what a seal says below it
            if whole is not None and (name is None or goes_on_as(raw, name, whole)):
                return longer
    if rule.kind == FieldKind.DATE:
        begun = _BEGUN_DATE.search(fold(joined_raw(value.pieces)).plain)
        longer = finder.continued(value, lambda _: True) if begun else value
        return replace(longer, pieces=longer.pieces[: len(value.pieces) + 1])
    if rule.kind in (FieldKind.PERIOD_FROM, FieldKind.PERIOD_UNTIL, FieldKind.MONEY, FieldKind.WORDS):
        raw = joined_raw(value.pieces)
        if _A_HEADING.fullmatch(fold(raw).plain):
            return value
        if read_kind(rule, raw, True) is None:
            longer = finder.continued(value, lambda _: True)
            return replace(longer, pieces=longer.pieces[: len(value.pieces) + 2])
        if rule.kind in _WRAPS and value.how == "beside":
            over = _over_the_edge(rule, finder, value, raw)
            if over is not value or rule.kind != FieldKind.WORDS:
                return over
        if rule.kind == FieldKind.WORDS:  # 圆肆角 | 壹分: a narrow cell breaks them
            longer = finder.continued(value, lambda _: True)
            longer = replace(longer, pieces=longer.pieces[: len(value.pieces) + 1])
            return longer if _reaches(rule, raw, longer) else value
    return value


def _is_open(text: str) -> bool:
    """Tell whether a bracket is opened and not closed: the text goes on in the next row."""
    plain = fold(text).plain
    return plain.count("(") > plain.count(")")


def _over_the_edge(rule: FieldRule, finder: Finder, value: Value, raw: str) -> Value:
    """Add the next row of a paragraph where a sum begun at the end of its row goes on there."""
    row, last = value.hit.row, value.pieces[-1]
    if last.segment is not row.segments[-1] or last.end != len(last.segment.folded.text):
        return value
    for following in finder.sheet.rows[row.index + 1 : row.index + 2]:
        first = following.segments[0]
        longer = replace(value, pieces=(*value.pieces, Piece(first, 0, len(first.folded.text))))
        if _reaches(rule, raw, longer):
            return longer
    return value


def _reaches(rule: FieldRule, raw: str, longer: Value) -> bool:
    """Tell whether what is read of a longer stretch begins in ``raw`` and ends behind it."""
    read = read_kind(rule, joined_raw(longer.pieces), True)
    return read is not None and read.span is not None and read.span[0] < len(fold(raw).plain) < read.span[1]


def values_of_hit(rule: FieldRule, finder: Finder, hit: Hit, rank: int) -> Iterator[Candidate]:
    """Yield the value of one label: the first stretch that can be such a value."""
    if rule.kind == FieldKind.DATE and _BLANK_DATE.match(hit.row.text, hit.value_from):
        return  # printed to be filled in, and nobody did
    if rule.kind == FieldKind.PERIOD_FROM and _UP_TO.match(hit.row.plain, hit.value_from):
        return  # 有效期至… names the last day alone
    if rule.kind == FieldKind.DATE and names_another_day(hit):
        return
    if rule.kind == FieldKind.DATE and finder.heads_days(hit):
        return
    bare = rule.kind in _WRAPS and not rule.any_sum and not _WHOLE_SUM.search(hit.label)
    if bare and _speaks_of_a_part(finder.sheet, hit.row.index, hit.start):
        return
    rule = of_one_day(rule, hit.label)
    for value in _values(rule, finder, hit):
        if rule.kind == FieldKind.DATE and is_no_day_of(hit, value):
            continue
        if rule.kind == FieldKind.COMPANY and (
            _is_said_on(hit, value) or finder.signs_opposite(hit, value.pieces[0].segment)
        ):
            continue
        worth = _Worth(value.strength, rank)
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
    value = _whole_value(rule, finder, below)
    worth = _Worth(value.strength, rank)
    named = _candidate(rule, finder.sheet, value.pieces, False, worth, hit.row.index, "label.below")
    return named if named is not None and named.read.quality == 1 else None


def _is_said_on(hit: Hit, value: Value) -> bool:
    """Tell whether a word that means a firm begins a sentence instead: 客户为…, 客户以…为主, 债权人有权…."""
    if not (hit.colon or hit.alone) and _ACTS.match(fold(joined_raw(value.pieces)).plain):
        return True
    short = len(hit.label) <= _SHORT_LABEL and not (hit.colon or hit.alone)
    return short and _SAYS_ON.match(joined_raw(value.pieces)) is not None


def _may_mean_another(hit: Hit, value: Value) -> bool:
    """Tell whether only a whole name shows that a label means a firm: 收货人 names people, TO names ports."""
    if hit.label in _PLACE_LABELS:
        return not has_han(joined_raw(value.pieces))
    return hit.label.endswith(_PERSON_LABEL) and hit.label not in _BUYERS


def _alone_in_a_form(hit: Hit, value: Value) -> bool:
    """Tell whether a label without a colon and one short text stand alone side by side: 客户 | 苏州远景."""
    whole = len(value.pieces) == 1 and value.pieces[0].start == 0
    named = has_han(hit.label) and not hit.label.endswith(_PERSON_LABEL)
    return hit.alone and not hit.inside and value.how == "beside" and whole and named


def _speaks_of_a_part(sheet: Sheet, row: int, start: int) -> bool:
    """Tell whether the sentence before a sum is about a deposit, a fine or an instalment, not the whole."""
    before = sheet.rows[row - 1].plain if row else ""
    return _PART_OF_SUM.search(before + sheet.rows[row].plain[:start]) is not None


def _speaks_of_a_term(sheet: Sheet, row: int, start: int) -> bool:
    """Tell whether the sentence before a sum is about what a month or a year costs, not the whole."""
    before = (sheet.rows[row - 1].plain if row else "") + sheet.rows[row].plain[:start]
    return _OF_A_TERM.search(before) is not None and _OF_THE_WHOLE.search(before) is None


def _from_labels(rule: FieldRule, kind: DocumentType, finder: Finder) -> Iterator[Candidate]:
    for hit, rank in finder.hits(rule.id):
        if rule.kind in _FREE_TEXT and _is_title(hit, kind, finder):
            continue
        yield from values_of_hit(rule, finder, hit, rank)


def _is_title(hit: Hit, kind: DocumentType, finder: Finder) -> bool:
    """Tell whether a label is a word of the paper's title: COLLATERAL REGISTER in large letters."""
    segment = hit.row.segments[hit.row.places[hit.start][0]]
    least = _OF_A_TITLE if hit.row.index else _OF_FIRST_ROW
    large = segment.height > least * finder.sheet.height and not hit.has_colon
    return large and any(title.ends(segment.folded.text, segment.folded.plain) for title in kind.titles)


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


def _from_patterns(rule: FieldRule, finder: Finder) -> Iterator[Candidate]:
    sheet = finder.sheet
    for rank, pattern in enumerate(rule.patterns):
        for number, row in enumerate(sheet.rows):
            wraps = number + 1 < len(sheet.rows) and not pattern.pattern.startswith("^")
            wide = finder.with_next(row) if wraps else row
            for start, end in _matches(pattern, wide, len(row.text)):
                if rule.kind in _WRAPS and not rule.any_sum and _speaks_of_a_part(sheet, number, start):
                    continue
                if rule.seal and start < len(row.text) < end and not _begins_an_office(row.plain[start:]):
                    continue
                pieces = wide.pieces(_behind_label(finder, number, start, end), end)
                if rule.kind == FieldKind.COMPANY and _reaches_over(row, pieces):
                    continue
                a_term = rule.kind in _WRAPS and _speaks_of_a_term(sheet, number, start)
                worth = _Worth(_PATTERN - (_SUM_OF_A_TERM if a_term else 0.0), rank)
                found = _candidate(rule, sheet, pieces, True, worth, row.index, "pattern")
                if found is not None:
                    yield found


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
        if as_label and rule.kind not in _FREE_TEXT:
            continue
        text = finder.uncut(cell.text) if rule.kind == FieldKind.BLOCK else cell.text
        plain = rank is None or not _names_people(rule, rank)
        label = next(iter(rule.labels[rank : rank + 1]), "") if rank is not None else ""
        read = read_kind(of_one_day(rule, label), text, plain) if rank is not None else None
        if rank is None or read is None:
            continue
        if rule.kind == FieldKind.MONEY and cell.box and counts_goods(finder.sheet, cell.box):
            continue
        sure = 0.97 * read.quality
        score, page = sure - _rank(rank), finder.sheet.page.number
        yield Candidate(read, text, page, cell.box, cell.confidence, score, sure, 0, "cell", rank)


def _names_people(rule: FieldRule, rank: int) -> bool:
    """Tell whether a label of a firm means people as well (发货人): only a whole name shows a firm."""
    labels = rule.labels[rank : rank + 1]
    return rule.kind == FieldKind.COMPANY and any(label.endswith(_PERSON_LABEL) for label in labels)


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
        found += _from_patterns(rule, finder)
    return unlike(rule, found, other)


def field_values(rule: FieldRule, chosen: Candidate) -> dict[str, FieldValue]:
    """Return a chosen value as the field, and its currency where that is not the yuan."""
    confidence = round(max(0.0, min(1.0, chosen.confidence * min(1.0, 0.25 + 0.8 * chosen.sure))), 4)
    value = FieldValue(chosen.read.value, chosen.raw, confidence, chosen.page, chosen.box, chosen.read.checks)
    values = {rule.id: value}
    for key, text in (chosen.read.extra or {}).items():
        values[f"{rule.id}_{key}"] = replace(value, value=text, checks=())
    return values


def read_fields(kind: DocumentType, profile: Profile, finders: Sequence[Finder]) -> dict[str, FieldValue]:
    """Read every field of a type that labels, cells and patterns give."""
    values: dict[str, FieldValue] = {}
    for rule in sorted(kind.fields.values(), key=lambda r: (r.kind == FieldKind.MONEY, r.unlike is not None)):
        found: list[Candidate] = []
        other = values.get(rule.unlike or "")
        for number, finder in enumerate(finders):
            page = candidates(rule, kind, finder, other)
            found += [replace(c, score=c.score - 0.03 * min(number, 3)) for c in page]
        words = values.get(f"{rule.id}_in_words")
        chosen = _said_in_words(found, words) if words else None
        if chosen is None:
            chosen = choose(rule, _in_figures(found) if words else found)
        if chosen is not None:
            values.update(field_values(rule, chosen))
    return values


def _said_in_words(found: Sequence[Candidate], words: FieldValue) -> Candidate | None:
    """Return the figures that the words say, where they stand among the possible ones; else the words alone.

    Figures that are nearly the same are to be compared with the words: one of both was misread, or cut.
    """
    said = words_money(str(words.value))
    if said is None:
        return None
    figures = [c for c in found if _has_figures(c)]
    same = [c for c in figures if c.read.value == said]
    near = [c for c in figures if c.read.value[:1] != "-" and Hamming.distance(c.read.value, said) <= _NEARLY]
    alone = [c for c in found if c.read.value == said]
    return max(same or near or alone, key=lambda c: c.score, default=None)


def _in_figures(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the sums in figures, where some stand as plainly as the words: one must prove the other."""
    best = max((c.score for c in found), default=0.0)
    figures = [c for c in found if _has_figures(c) and c.score >= _AS_PLAIN * best]
    return figures or found


def _has_figures(candidate: Candidate) -> bool:
    start, end = candidate.read.span or (0, None)
    return any(c.isdigit() and c.isascii() for c in fold(candidate.raw).plain[start:end])
