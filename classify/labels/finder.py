"""Labels and the values that stand beside, behind or below them.

One mechanism for all papers: a label is a phrase of the profile at the start of a stretch of text;
its value is what follows on the row up to the next label, the next cells to the right, or what stands
below. What the value must look like is decided by the field's kind, see ``kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from classify.labels.columns import within_column
from classify.labels.compound_headings import nth_below, place_in_heading
from classify.labels.label_cells import labelled_cells
from classify.labels.label_hits import NUMBERING, WIDEST_LABEL_GAP, Hit, find_labels
from classify.labels.number_ends import is_next_cell
from classify.labels.vocabulary import Vocabulary
from classify.names.organisations import begins_with_place, organisation
from classify.normalise import folded, han_count
from classify.notation.dates import find_dates
from classify.sheet import Piece, Row, Segment, Sheet

_NEXT_LABEL = re.compile(
    r"(?!人民币|大写|小写|(?:许可|一般)(?:经营)?项目)[\u4e00-\u9fff]{2,8}(?:\([^()]{1,8}\))?:"
    r"|(?!T/T|L/C|D/P|D/A|O/A)[A-Z][A-Z &./]{2,20}:(?!//)"
)  # one nobody knows
_ANOTHER_THING = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:价值|价格|金额|数额|日期|时间|编号|证号|期限|电话|地址|面积|数量|权属|登记|比例|备注|产权人|所有人|共有人"
    r"|权利人|负责人|联系人|经办人|保管人|登记人)(?:\([^()]{1,8}\))?:"
)  # of a form's row that goes on with something else
_NUMBERED = re.compile(r"\d{1,2}\. ?[\u4e00-\u9fff]{2}")  # the next box of a form: 12. 数/重量
_LINE_NUMBER = re.compile(r"(\d{1,2})(?!\d)[、.) ]*")
_WORDS_ALONE = re.compile(
    "[\u4e00-\u9fff]{4,8}|[\u4e00-\u9fff]{2,6} ?(?:/ ?[\u4e00-\u9fff]{2,6}|[A-Z][A-Z &/.]{2,20})"
    "|[A-Z][A-Z &/.]{2,24}(?:[\u4e00-\u9fff]{2,8})?:?"
)
_FEWEST_CUT, _OF_A_LIST, _LONGEST_HEAD = 8, 5, 8
_FEWEST_HEADINGS, _FEWEST_LISTED, _WIDEST_ROW_GAP = 4, 2, 3.5
_A_SUM = re.compile(r"-?[¥￥]?-?\d[\d,]*(?:\.\d{1,2})?")
_SIGNS = re.compile("[¥￥,]")
_WIDEST_INSIDE = 3.0
_TO_BE_SEALED = re.compile(r"\((?:公司|单位)?[盖公签印]?[章字]\)")
_SIGNED_FROM = 0.5  # how far down the written part of a page
_LOOKED_AROUND = 8
_WHOLE_NAME = 8
"""Han characters from which a line that begins with a place may be a whole name, no end of another's."""
_NEXT_IN_BOX, _SAME_EDGE = 1.3, 0.4
_TALLEST_NEXT = 1.5
_TALLEST_BELOW = 3.0
_FARTHEST_NEXT = 5.0
"""How many heights of a row the next one may be away for a sentence to go on there."""


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch that may be the value of a label."""

    hit: Hit
    pieces: tuple[Piece, ...]
    how: str
    strength: float


def sums_up(sums: Sequence[Value]) -> bool:
    """Tell whether the last of the sums below a heading is that of the others."""
    *parts, whole = (Decimal(_SIGNS.sub("", value.pieces[0].segment.folded.plain)) for value in sums)
    return sum(parts, Decimal(0)) == whole


def _number_of(hit: Hit) -> int:
    """Return the number that a label's line begins with, 0 where none does: 3 付款方式."""
    segment = hit.row.segments[hit.row.places[hit.start][0]]
    number = _LINE_NUMBER.match(segment.folded.plain)
    at = hit.row.places[hit.start][1]
    return int(number[1]) if number and number.end() == at else 0


def _gap_ends(row: Row, pieces: Sequence[Piece], widest: float) -> tuple[Piece, ...]:
    """Keep the pieces up to the first gap wider than ``widest`` row heights, or another label's colon."""
    kept = list(pieces[:1])
    for piece in pieces[1:]:
        if piece.segment.x0 - kept[-1].segment.x1 > widest * row.height:
            break
        if piece.start == 0 and _NEXT_LABEL.match(piece.segment.folded.plain):
            break
        if piece.start == 0 and _NUMBERED.match(piece.segment.folded.plain):
            break
        kept.append(piece)
    return tuple(kept)


def _without_neighbours(segments: Sequence[Segment], edge: float, height: float) -> list[Segment]:
    """Keep the segments of a row that begin before a column's right edge, and what joins on to them."""
    kept: list[Segment] = []
    if all(segment.x0 > edge for segment in segments):
        return kept  # the next column's: no line of a value begins behind the end of its others
    for segment in sorted(segments, key=lambda s: s.x0):
        if segment.x0 - (kept[-1].x1 if kept else edge) > _WIDEST_INSIDE * height:
            break
        kept.append(segment)
    return kept


def _heads_a_list(row: Row) -> bool:
    """Tell whether a row is made of many short words: 节点 | 条件 | 比例 | 金额 | 付款形式."""
    words = [len(segment.folded.text) for segment in row.segments]
    return len(words) >= _OF_A_LIST and max(words) <= _LONGEST_HEAD


class Finder:
    """Looks up the values of labels on one page."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self.sheet = sheet
        self._vocabulary = vocabulary
        self.rows = find_labels(sheet, vocabulary)
        self.cells = tuple(labelled_cells(sheet, vocabulary))
        self._joined: dict[int, Row] = {}

    def hits(self, name: str) -> list[tuple[Hit, int]]:
        """Return the labels of a field with their rank, in reading order."""
        return [
            (hit, rank) for row in self.rows for hit in row for field, rank in hit.fields if field == name
        ]

    def with_next(self, row: Row) -> Row:
        """Return a row with the next one behind it; all patterns of all fields ask for the same ones."""
        if row.index not in self._joined:
            below = self._next_line(row)
            height = max(row.height, below.height, self.sheet.height)
            far = below.y - row.y > _FARTHEST_NEXT * height
            self._joined[row.index] = row if far else row.followed_by(below)
        return self._joined[row.index]

    def _next_line(self, row: Row) -> Row:
        """Return the row below; of a form's cell in two lines not its label, which stands between the two."""
        between, *rest = self.sheet.rows[row.index + 1 : row.index + 3]
        left, height = row.segments[0].x0, max(row.height, self.sheet.height)
        aside = rest and between.segments[-1].x1 < left and abs(rest[0].segments[0].x0 - left) < height
        return rest[0] if aside else between

    def uncut(self, text: str) -> str:
        """Return the whole line that a cell holds the beginning of, where a streak drew a rule through it."""
        plain = folded(text)
        if len(plain) < _FEWEST_CUT:
            return text
        for row in self.sheet.rows:
            for segment in row.segments:
                rest = segment.folded.text.removeprefix(plain)
                if rest and rest != segment.folded.text and next(self._vocabulary.starts(rest), None) is None:
                    return segment.folded.raw
        return text

    def next_start(self, hit: Hit) -> int:
        """Return where the next label of the row starts, or the row's end."""
        later = [
            h.start
            for h in self.rows[hit.row.index]
            if h.start >= max(hit.value_from, hit.end) and not h.is_in_a_sentence
        ]
        return min(later, default=len(hit.row.text))

    def beside(self, hit: Hit, widest: float) -> Value | None:
        """Return what follows the label on its row, up to the next label or a gap."""
        end = self.next_start(hit)
        pieces = hit.row.pieces(hit.value_from, end)
        if not pieces:
            return None
        above = self.rows[max(0, hit.row.index - 2) : hit.row.index]
        edges = [other.x0 for row in above for other in row if other.fields]
        kept = within_column(_gap_ends(hit.row, pieces, widest), edges, hit.row.height)
        if is_next_cell(hit, kept):
            return None
        return Value(hit, kept, "beside", hit.strength)

    def begins_far(self, value: Value) -> bool:
        """Tell whether a value stands farther from its label than the parts of a label may."""
        gap = value.pieces[0].segment.x0 - self._own_box(value.hit)[1]
        return gap > WIDEST_LABEL_GAP * value.hit.row.height

    def signs_opposite(self, hit: Hit, segment: Segment) -> bool:
        """Tell whether a label at the left is an empty place to sign, with the other firm at the right."""
        if not _TO_BE_SEALED.match(hit.row.plain, hit.end):
            return False
        gap, middle = segment.x0 - self._own_box(hit)[1], self.sheet.width / 2
        far = gap > WIDEST_LABEL_GAP * hit.row.height and hit.x0 < middle < segment.x0
        return far and self.sheet.depth(hit.row.y) > _SIGNED_FROM

    def _is_label(self, segment: Segment) -> bool:
        return any(
            segment is h.row.segments[h.row.places[h.start][0]] and h.row.starts_segment(h.start)
            for row in self.rows
            for h in row
        )

    def _ends_value(self, segment: Segment) -> bool:
        """Tell whether a row that might go on with a value begins another one instead.

        A word that only ends values does so by its colon or alone: 批准 also begins rows of running text.
        """
        return any(
            (hit.fields or hit.colon or hit.alone)
            and segment is hit.row.segments[hit.row.places[hit.start][0]]
            and hit.row.starts_segment(hit.start)
            for row in self.rows
            for hit in row
        )

    def _own_box(self, hit: Hit) -> tuple[float, float]:
        pieces = hit.row.pieces(hit.start, hit.end)
        return pieces[0].segment.x0, pieces[-1].segment.x1

    def near_right(self, hit: Hit) -> Value | None:
        """Return the segments right of a label that stand half a row higher or lower (a cell of two rows)."""
        x1 = self._own_box(hit)[1]
        reach = 1.2 * max(hit.row.height, self.sheet.height)
        close = [
            s
            for row in self.sheet.rows[max(0, hit.row.index - 2) : hit.row.index + 3]
            if row is not hit.row
            for s in row.segments
            if s.x0 >= x1 - 0.5 * hit.row.height
            and abs(s.y - hit.row.y) < reach
            and not self._is_label(s)
            and not self._under_another(s, hit)
        ]
        if not close:
            return None
        left = min(s.x0 for s in close)
        column = sorted((s for s in close if s.x0 - left < 3 * hit.row.height), key=lambda s: s.y)
        pieces = tuple(Piece(s, 0, len(s.folded.text)) for s in column)
        return Value(hit, pieces, "near", 0.8 * hit.strength)

    def is_in_one_box(self, value: Value) -> bool:
        """Tell whether a value stands right below its label, from the same left edge: small print over it."""
        own = value.hit.row.pieces(value.hit.start, value.hit.end)[0].segment
        under = value.pieces[0].segment
        near = under.y - own.y < _NEXT_IN_BOX * max(own.height, under.height)
        return near and abs(under.x0 - own.x0) < _SAME_EDGE * own.height

    def _under_another(self, segment: Segment, hit: Hit) -> bool:
        """Tell whether a segment stands below another word of the row, whose value it then is."""
        if segment.y <= hit.row.y:
            return False
        own = self._own_box(hit)[1]
        boxes = [self._own_box(other) for other in self.rows[hit.row.index] if other is not hit]
        boxes += [(s.x0, s.x1) for s in hit.row.segments if s.x0 >= own]
        return any(min(segment.x1, x1) > max(segment.x0, x0) for x0, x1 in boxes)

    def below(self, hit: Hit, *, stacked: bool = False) -> Value | None:
        """Return the segment that stands below a label; ``stacked``, as deep as the label stands in it."""
        x0, x1 = self._own_box(hit)
        place, places = place_in_heading(hit.row, hit.start, hit.label)
        if stacked and places > 1:
            found = nth_below(self.sheet, hit.row, x0, x1, place, places)
            piece = Piece(found, 0, len(found.folded.text)) if found else None
            return Value(hit, (piece,), "below", 0.75 * hit.strength) if piece else None
        for row in self.sheet.rows[hit.row.index + 1 : hit.row.index + 5]:
            if row.y - hit.row.y > 4.5 * max(hit.row.height, row.height):
                break
            under = [
                s for s in row.segments if min(s.x1, x1) - max(s.x0, x0) > 0.3 * min(x1 - x0, s.x1 - s.x0)
            ]
            if under:
                if self._is_label(under[0]) or under[0].height > _TALLEST_BELOW * hit.row.height:
                    return None  # another label, or what a seal says
                piece = Piece(under[0], 0, self._up_to_label(row, under[0]))
                return Value(hit, (piece,), "below", 0.75 * hit.strength)
        return None

    def _up_to_label(self, row: Row, segment: Segment) -> int:
        """Return where a label begins within a segment, two cells read as one; else the segment's end."""
        first = next(at for at, (number, _) in enumerate(row.places) if row.segments[number] is segment)
        starts = (hit.start - first for hit in self.rows[row.index] if hit.colon and hit.fields)
        whole = len(segment.folded.text)
        return min((start for start in starts if 0 < start < whole), default=whole)

    def heads_days(self, hit: Hit) -> bool:
        """Tell whether a label heads a column of days: each is that of a row, none that of the paper."""
        if hit.has_colon or not hit.alone or len(hit.row.segments) < _FEWEST_HEADINGS:
            return False
        x0, x1 = self._own_box(hit)
        rows = self.sheet.rows[hit.row.index + 1 : hit.row.index + 1 + _LOOKED_AROUND]
        under = (s for row in rows for s in row.segments if min(s.x1, x1) > max(s.x0, x0))
        days = {found[0].value for s in under if (found := find_dates(s.folded.plain))}
        return len(days) >= _FEWEST_LISTED  # where each row has the same day it is the paper's

    def listed_sums(self, hit: Hit) -> list[Value]:
        """Return the sums below a label from above, where it is a list's heading and several stand there."""
        row = hit.row
        if hit.has_colon or not hit.alone or len(row.segments) < _FEWEST_HEADINGS:
            return []
        x0, x1 = self._own_box(hit)
        found: list[Segment] = []
        above = row
        for lower in self.sheet.rows[row.index + 1 :]:
            if lower.y - above.y > _WIDEST_ROW_GAP * max(lower.height, self.sheet.height):
                break
            under = [s for s in lower.segments if min(s.x1, x1) > max(s.x0, x0)]
            if under and len(lower.segments) > 1 and _A_SUM.fullmatch(under[-1].folded.plain):
                found.append(under[-1])
            above = lower
        if len(found) < _FEWEST_LISTED:
            return []
        return [Value(hit, (Piece(s, 0, len(s.folded.text)),), "below", 0.75 * hit.strength) for s in found]

    def continued(self, value: Value, reads_on: Callable[[str], bool], *, free: bool = False) -> Value:
        """Add the rows below at a value's left edge, no label before them; ``free``, below a bare label."""
        if not value.pieces:
            return value
        hit, pieces = value.hit, list(value.pieces)
        left, right = self._column(hit, value.pieces)
        if self._wraps_to_label(value, free=free):
            left = self._line_x0(hit)
        following = _number_of(hit) + 1
        last = value.pieces[-1].segment
        start = max((p.segment for p in value.pieces), key=lambda s: s.y)
        from_row = next((r.index for r in self.sheet.rows if start in r.segments), hit.row.index)
        for row in self.sheet.rows[from_row + 1 :]:
            if all(s.height > _TALLEST_BELOW * last.height for s in row.segments):
                continue  # what lies aslant across the page stands in its rows, and ends none
            # what lies across the page in large letters is no row of the value
            row_height = min(row.height, _TALLEST_NEXT * last.height)
            height = max(row_height, 0.8 * last.height, 0.6 * self.sheet.height)
            if row.y - last.y > 2.1 * height or _heads_a_list(row):
                break
            inside = [
                s for s in row.segments if left - 1.6 * height <= s.x0 < right and s.x0 > hit.x0 - height
            ]
            if any(self._is_unknown_label(s, hit, left) for s in row.segments):
                break
            begun = _LINE_NUMBER.match(inside[0].folded.plain) if following > 1 and inside else None
            if begun is not None and int(begun[1]) == following:
                break  # 1 付款方式:…, 2 付款工具:…
            if self._is_another_block(row, inside, left + _WIDEST_INSIDE * height):
                break
            if any(_ANOTHER_THING.match(s.folded.plain) for s in inside):
                break
            if any(s is not row.segments[0] and _NEXT_LABEL.match(s.folded.plain) for s in inside):
                break
            inside = _without_neighbours(inside, max(p.segment.x1 for p in pieces), height)
            if not inside:
                if any(s.x0 < left for s in row.segments):
                    break
                continue
            if any(self._ends_value(s) for s in inside) or self._label_before(row, inside[0]):
                break
            if not reads_on(inside[0].folded.plain):
                break
            pieces += [Piece(s, 0, len(s.folded.text)) for s in inside]
            last = inside[0]
        return Value(hit, tuple(pieces), value.how, value.strength)

    def _wraps_to_label(self, value: Value, *, free: bool) -> bool:
        """Tell whether a value goes on below its label: it follows it in a line full to the edge.

        The line below begins as far left as the label, is no longer, and none that begins there is longer.
        """
        hit, last = value.hit, value.pieces[-1].segment
        own = hit.row.segments[hit.row.places[hit.start][0]]
        heads = hit.colon or (free and hit.row.starts_segment(hit.start))
        if not heads or value.pieces[0].segment is not own or last is not own:
            return False
        near = self.sheet.rows[max(0, hit.row.index - _LOOKED_AROUND) : hit.row.index + _LOOKED_AROUND]
        left, edge = self._line_x0(hit), own.x1 + own.height
        beside = [s for row in near for s in row.segments if s.x0 < own.x1]
        beginning = [s for s in beside if abs(s.x0 - left) < own.height]
        following = self.sheet.rows[hit.row.index + 1 : hit.row.index + 2]
        below = [s for row in following for s in row.segments if s in beginning]
        full = all(s.x1 < edge for s in beginning) and all(s.x1 < edge + 2 * own.height for s in beside)
        return full and bool(below) and not any(self._begins_anew(s) for s in below)

    def _line_x0(self, hit: Hit) -> float:
        """Return where the line of a label begins: at the label, or at the number before it."""
        return hit.x0 if _number_of(hit) else hit.label_x0

    def _begins_anew(self, segment: Segment) -> bool:
        """Tell whether a line begins something: it is numbered, has a colon after a word, or is a firm."""
        text = segment.folded.plain
        firm = han_count(text) >= _WHOLE_NAME and begins_with_place(text) and organisation(text) is not None
        return firm or ":" in segment.folded.text[:_FEWEST_CUT] or NUMBERING.match(text) is not None

    def _is_another_block(self, row: Row, inside: Sequence[Segment], edge: float) -> bool:
        """Tell whether a row's stretches are those of two columns, none of them at a value's left edge."""
        aside = any(s.x0 < edge for s in row.segments if s not in inside)
        return aside and bool(inside) and min(s.x0 for s in inside) > edge

    def _is_unknown_label(self, segment: Segment, hit: Hit, left: float) -> bool:
        """Tell whether a segment stands in the label's column as a label nobody knows would."""
        below = abs(segment.x0 - hit.x0) < 0.5 * segment.height and segment.x1 < left
        return below and _WORDS_ALONE.fullmatch(segment.folded.plain) is not None

    def owner(self, hit: Hit, names: Sequence[str]) -> str | None:
        """Return the field among ``names`` in whose column or block a label stands: nearest above it."""
        width = max(1, self.sheet.width)
        best: tuple[float, str] | None = None
        for name in names:
            for other, _ in self.hits(name):
                sideways = abs(other.x0 - hit.x0)
                below = hit.row.y + hit.row.height - other.row.y
                if other.inside or other is hit or below < 0 or sideways > 0.22 * width:
                    continue
                distance = hit.row.y - other.row.y + sideways
                if best is None or distance < best[0]:
                    best = (distance, name)
        return best[1] if best else None

    def _label_before(self, row: Row, segment: Segment) -> bool:
        """Tell whether a segment is the value of a label that stands before it on the row."""
        number = row.segments.index(segment)
        before = [h for h in self.rows[row.index] if row.places[h.start][0] < number and not h.inside]
        if not before:
            return False
        label = before[-1]
        last = row.places[label.end - 1][0]
        return label.alone and last == number - 1

    def _column(self, hit: Hit, pieces: Sequence[Piece]) -> tuple[float, float]:
        """Return the left and right edge of the column a value stands in."""
        first = pieces[0]
        box, segment = first.box, first.segment
        left = segment.x0
        if first.start and box is not None and segment.box is not None:
            left = segment.x0 + (box.x0 - segment.box.x0)
        nearby = self.rows[max(0, hit.row.index - 3) : hit.row.index + 6]
        reach = left + 4 * hit.row.height
        right = min(
            (h.x0 for row in nearby for h in row if h.x0 > reach and not h.inside), default=float("inf")
        )
        return left, right - hit.row.height
