"""Where labels stand on a page: phrases of the profile where a stretch of text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from classify.labels.translations import translation_end
from classify.labels.vocabulary import Vocabulary
from classify.normalise import folded
from classify.sheet import Row, Sheet

_COLON = ":;"
_SKIPPED = re.compile(r"[:;.,、。_\-|¦~*=\s\"']*")
_BRACKET = re.compile(r"\((?!负)([^()]{1,12})\)?(?=[:;]|$|[^)])")
_OPEN_BRACKET = re.compile(r"\([\u4e00-\u9fff]{1,8}")
_BEFORE_LABEL = re.compile(r"(?:^|[\s:;,.。、；，()\[\]/|_*#○●◆■□☆★√]|(?<=\D)\d{1,2}[.、)])$")
NUMBERING = re.compile(r"^(?:[(\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)\].、:]|[*#○●◆■□☆★·-])+")
_TRANSLATION = re.compile(r" ?(?:THE )?[A-Z][A-Z .'/&-]{1,28}[:;]")
_AND_DATE = re.compile(r"\.? ?(?:&|AND|及|和) ?(?:DATE|日期)(?=[:;]| |$)")  # P/L NO. & DATE: both follow
# 供货方：…公司（以下简称甲方）: the paper says itself which party this is
_CALLED = re.compile(r":?[^:]{0,40}?\((?:以下|下)?(?:统?简?称)?[:为]?[\"'“”]?([甲乙]方)[\"'“”]?\)")
# 原授信额度, 上年销售金额: what was before; 机器编号: what printed the paper
_ANOTHERS = re.compile(
    "(?:原|旧|历史|以往|往年|去年|上(?:一?年度?|[期月次])|前(?:期|次|一?年度?)"
    "|机器|设备|终端|打印机|税控盘|柜员|网点)$"
)
_FIRM_BEFORE = re.compile(r"[\u4e00-\u9fff]{3}(?:公司|厂|店|部|社|行|院|校|中心|集团)\($")
_SAYS_WHO_THAT_WAS = re.compile(r"\)(?=[\u4e00-\u9fff])(?![\u4e00-\u9fff]{0,6}:)")
_NO, _TO = folded("NO"), folded("TO")
_DONE_TO = re.compile(
    r"(?:SHIP|SHIPPED|SOLD|BILL|BILLED|INVOICED?|DELIVER|DELIVERED|CONSIGN|CONSIGNED|PAYABLE|UP|DUE)[ -]$"
)
_OF_SOMETHING = re.compile(r"[A-Z][A-Z/.]*[ ./]$")
_SHORT_FOR = re.compile(r"(?<![A-Z0-9])[A-Z0-9]/[A-Z0-9][. ]+$")  # P/O No., L/C No.
_OF_A_TITLE = re.compile(r"》\(?(?:合同|协议)?$")  # 《设备采购合同》(编号 is that contract's
_OF_ANOTHER = re.compile(
    r"(?<![A-Z])(?:L/C|L/G|LC|B/L|AWB|VAT|HS|VESSEL|VOYAGE|FLIGHT|POLICY|PASSPORT|ROOM|HEAT|DRAWING|MODEL|LICEN[CS]E"
    r"|INV(?:OICE)?|A/C|ACC(?:OUNT)?|ITEM|TEL|FAX|SEAL|CONTAINER|LOT|BATCH|SERIAL|PART|PHONE|TAX"
    r"|VENDOR|SUPPLIER|[A-Z]{3,} REG)[. ]*$"
)
_REMARKS = frozenset(
    map(folded, ("姓名", "名称", "单位名称", "公司名称", "企业名称", "全称", "单位全称", "职务"))
)
_NUMBERS = frozenset(map(folded, ("编号", "合同编号", "协议编号", "NO")))
_GLUED_INSIDE = 4
_LONGEST_PREFIX = 3
"""How many letters a number's own beginning may have (PO-, S/O-); longer words before a dash are labels."""
WIDEST_LABEL_GAP = 9.0
_FEW_LETTERS = 2
_BROKEN_LABEL_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found: for which fields, where, and how plainly it is a label."""

    label: str
    fields: tuple[tuple[str, int], ...]
    row: Row
    start: int
    end: int
    value_from: int
    colon: bool
    alone: bool
    inside: bool

    @property
    def x0(self) -> float:
        """The left edge of the segment the label begins in."""
        return self.row.segments[self.row.places[self.start][0]].x0

    @property
    def has_colon(self) -> bool:
        """Whether a colon stands behind it: (元) alone behind a heading is none."""
        return any(c in _COLON for c in self.row.text[self.end : self.value_from])

    @property
    def is_in_a_sentence(self) -> bool:
        """Whether it is an English word in small letters amid others: net from invoice date."""
        if self.has_colon or self.row.starts_segment(self.start) or not self.label.isascii():
            return False
        number, at = self.row.places[self.start]
        folded_line = self.row.segments[number].folded
        return folded_line.raw[folded_line.origin[at]].islower()

    @property
    def label_x0(self) -> float:
        """The left edge of the label itself, where it stands inside a segment."""
        (piece, *_) = self.row.pieces(self.start, self.end)
        box, whole = piece.box, piece.segment.box
        return piece.segment.x0 + (box.x0 - whole.x0 if box and whole else 0.0)

    @property
    def strength(self) -> float:
        """How plainly this is a label, 0…1."""
        if self.colon:
            return 0.85 if self.inside else 1.0
        if self.alone:
            return 0.9
        if self.inside:
            return 0.35
        return 0.85 if len(self.label) >= _GLUED_INSIDE else 0.7


def _crosses_far(row: Row, start: int, end: int) -> bool:
    """Tell whether a label would reach over a gap too wide for spaced-out letters.

    Single letters may stand far apart; a reader also breaks 营业期 限 where letters stand a little apart.
    """
    pieces = row.pieces(start, end)
    for left, right in pairwise(pieces):
        whole = left.start == 0 and left.end == len(left.segment.folded.text)
        gap = right.segment.x0 - left.segment.x1
        widest = WIDEST_LABEL_GAP if left.end - left.start <= _FEW_LETTERS else _BROKEN_LABEL_GAP
        if gap > widest * row.height or not whole or right.start != 0:
            return True
    return False


def _hit(row: Row, start: int, label: str, vocabulary: Vocabulary) -> Hit | None:
    text, end = row.text, start + len(label)
    if _crosses_far(row, start, end):
        return None
    at_start = row.starts_segment(start) or _spaced(row, start)
    clean = at_start or _BEFORE_LABEL.search(text[max(0, start - 4) : start]) is not None
    if not clean and row.starts_segment(start - len(_leading(row, start))):
        clean = True
    if (
        label[-1].isascii()
        and label[-1].isalnum()
        and _runs_into_a_number(text[end : end + 2], label, vocabulary)
        and not _spaced(row, end)
    ):
        return None  # PO in PO2024031 and PO-2024031 is a part of the number
    if label == _NO and not at_start and _OF_SOMETHING.search(row.plain, max(0, start - 8), start):
        return None  # L/C NO is the number of a letter of credit
    if label == _NO and _OF_ANOTHER.search(row.plain, max(0, start - 16), start):
        return None
    if label == _NO and _SHORT_FOR.search(row.plain, max(0, start - 5), start):
        return None
    if label == _TO and _DONE_TO.search(row.plain, max(0, start - 12), start):
        return None  # SHIP TO names another than TO does
    if _says_who_it_is(row, start, end):
        return None  # …GmbH (Customer) says who the firm before it is
    if text[start - 1 : start] == "(" and text[end : end + 1] in ("至", "自", "到"):
        return None  # a remark within a sentence: 印刷（有效期至2026年）
    if _SAYS_WHO_THAT_WAS.match(row.plain, end) and _FIRM_BEFORE.search(row.plain, 0, start):
        return None  # …公司(欠款人)欠…厂(收款人): it says of the firm before it what it is
    after = end
    bracket = _BRACKET.match(text, after)
    open_until = _open_bracket(row, after)
    if open_until is not None:
        after = open_until
    elif bracket:
        after = bracket.end()
    both = _AND_DATE.match(row.plain, after)
    if both:
        after = both.end()
    translation = _TRANSLATION.match(row.plain, after) if not label[-1].isascii() else None
    if translation:
        after = translation.end() - 1
    if not label[-1].isascii():
        after = translation_end(row, after)
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        if label in _REMARKS and not row.starts_segment(start - 1) and text[end + 1 : end + 2] != ":":
            return None  # 高山流(姓名) says what the blank before it was for
        after = translation_end(row, end + 1)  # (编号) and its value; (甲方)Company and its own
    dotted = text[after : after + 1] == "." and label.isascii()  # Order No.: X
    colon = (after < len(text) and text[after + dotted : after + dotted + 1] in tuple(_COLON)) or (
        clean and text[after - 1] == ")"
    )
    skipped = _SKIPPED.match(text, after)
    value_from = skipped.end() if skipped else after
    alone = value_from >= len(text) or row.starts_segment(value_from)
    if not clean and not colon and (len(label) < _GLUED_INSIDE or not vocabulary.fields[label]):
        return None
    cited = label in _NUMBERS and _OF_A_TITLE.search(text[:start])
    if cited or (not clean and vocabulary.fields[label] and _ANOTHERS.search(text[:start])):
        return Hit(label, (), row, start, end, value_from, colon, alone, inside=True)
    # 买方(甲方) says it by itself; what follows is another party's
    called = _CALLED.match(text, end) if vocabulary.fields[label] and label[-1] != ")" else None
    said = vocabulary.fields.get(folded(called[1])) if called else None
    fields = said or vocabulary.fields[label]
    return Hit(label, fields, row, start, end, value_from, colon, alone, not clean)


def _open_bracket(row: Row, at: int) -> int | None:
    """Return where a bracket begun behind a label ends its stretch, closed in the label's next line if ever.

    Of 法定代表人(负责 | 人) in a narrow cell the value stands beside the first line.
    """
    opened = _OPEN_BRACKET.match(row.text, at)
    if opened is None or row.starts_segment(at):
        return None
    ends = (end for end in range(at + 1, opened.end() + 1) if end < len(row.text) and row.starts_segment(end))
    end = next(ends, None)
    return end if end is not None and end > at + 1 and ")" not in row.text[at:end] else None


def _says_who_it_is(row: Row, start: int, end: int) -> bool:
    """Tell whether a Western label in brackets ends what is said of the name before it: …GmbH (Customer)."""
    word, behind = row.text[start:end], row.text[end + 1 : end + 2]
    in_brackets = row.text[start - 1 : start] == "(" and row.text[end : end + 1] == ")"
    if not (in_brackets and word.isascii() and word.isalnum() and len(word) >= _GLUED_INSIDE):
        return False
    return behind != ":" and bool(behind or not row.starts_segment(start - 1))


def _runs_into_a_number(following: str, label: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a label that ends in a letter goes on as a number: PO2024031, PO-2024031, PO/LX/31.

    Of PO NO-31 it is the value's dash.
    """
    prefix = label != _NO and len(label) <= _LONGEST_PREFIX and bool(vocabulary.fields[label])
    goes_on = following[:1] == "-" or (following[:1] == "/" and following[1:].isalnum())
    return following[:1].isalnum() or (goes_on and prefix)


def _leading(row: Row, start: int) -> str:
    """Return the numbering (一、 1. ○) that stands before ``start`` in its segment."""
    first = start
    while first > 0 and not row.starts_segment(first):
        first -= 1
    before = row.text[first:start]
    match = NUMBERING.match(before)
    return before if match and match.end() == len(before) else ""


def _spaced(row: Row, start: int) -> bool:
    """Tell whether blank space stood before this character in what was read."""
    if start == 0:
        return True
    number, at = row.places[start]
    segment = row.segments[number]
    origin = segment.folded.origin[at]
    return origin > 0 and segment.folded.raw[origin - 1].isspace() and at > 0


def _as_translation(hit: Hit, before: Sequence[Hit]) -> Hit:
    """Return a label within a stretch as one that begins it, where it says the one before it in English.

    签证日期Date of Issue: both are plainly the label, wherever they stand.
    """
    names = {name for b in before if b.end == hit.start for name, _ in b.fields}
    twice = bool(names & {name for name, _ in hit.fields}) and hit.label.isascii()
    return replace(hit, inside=False) if hit.inside and twice else hit


def find_labels(sheet: Sheet, vocabulary: Vocabulary) -> tuple[tuple[Hit, ...], ...]:
    """Find the labels of every row, left to right."""
    found = []
    for row in sheet.rows:
        hits: list[Hit] = []
        at = 0
        while at < len(row.text):
            found_here = (_hit(row, at, label, vocabulary) for label in vocabulary.starts(row.text, at))
            hit = next((h for h in found_here if h is not None), None)
            if hit is not None:
                hits.append(_as_translation(hit, hits[-1:]))
                at = max(hit.end, at + 1)
            else:
                at += 1
        found.append(tuple(hits))
    return tuple(found)
