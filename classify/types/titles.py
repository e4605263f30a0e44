"""Titles: what a paper calls itself.

In Chinese the head word comes last: 购销合同审批表 is a form, 合同 only says about what. So a title is a
phrase that ends its line, and of several that end a line the longest wins. A line is a title as far as it
looks like one: near the top, large, in the middle, alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from capture.pages import Box
from classify.names.organisations import is_complete_organisation
from classify.notation.dates import find_dates
from classify.profile import Profile, TitleRule
from classify.profiles.plan import OTHER
from classify.sheet import Piece, Row, Same, Segment, Sheet, joined_box

_LONGEST = 42
_LONGEST_TITLE = 32
_LIKE_A_TITLE = 0.5
_TRAILER = re.compile(
    r"(?:[(\[《<][^()\[\]《》<>]{0,16}[)\]》>]|第?[一二三四五六七八九123456789白红黄蓝绿存根][联页](?:[^\s]{0,6})"
    r"|(?:(?<![A-Z])N[O0][.:#º°]{0,2}|№[.:]?)[A-Z0-9\-]*\d[A-Z0-9\-]*|[A-Z]{0,4}\d{5,}|(?:正|副)本|存根联?|复印件?样本|样本|[\s.,;:、。·*_=~>》)\]\-]+)$"
)
_BRACKETS_AT_END = re.compile(r"(?<=[\u4e00-\u9fff])\(([\u4e00-\u9fff]{2,6})\)$")
_ENDS_A_SENTENCE = "。;"
# 《单位经办人授权书》: a title within the signs that name a paper
_NAMED_IN_SIGNS = re.compile(r"[《〈「『\[\"](?P<title>[^《》〈〉「」『』\[\]\"]{2,30})[》〉」』\]\"]")
# how a program heads the print of a record: 信用额度申请单详情, 客户走访记录详细信息
_OF_A_SCREEN = re.compile(
    "(?<=[表单录告记请批])的?(?:详细信息|详细资料|详情页?|明细信息|信息查看|查看|打印预览)$"
)
_LEADER = re.compile(r"^[\s.,;、·*_=~<《(\[\-]+")
# a title said twice: 欠款登记表 / Register of Arrears, Customer Background Report 客户背景资料
_LATIN_TAIL = re.compile(r"(?<=[^\x00-\x7f])[ /|·\-]{0,3}[A-Z][A-Z &/.,'\-()]{3,}$")
_LATIN_HEAD = re.compile(r"^[A-Z][A-Z &/.,'\-()]{3,}?[ /|·\-]{0,3}(?=[\u4e00-\u9fff]{4})")
_BRACKETED_WORD = re.compile(
    r"\((审批|申请|审核|评审|确认)\)(?=[\u4e00-\u9fff])"
)  # 申请（审批）表; 入（出）库单 is of neither kind
# 客户（单位）情况卡: who or what it is about, said in another word
_BRACKETED_NOUN = re.compile(
    r"\((?:单位|公司|企业|厂家|商户|个人|客户|会员|门店|货物|产品|商品|物资|材料|设备|配件)\)(?=[\u4e00-\u9fff])"
)
# 装箱（捆）单, 信用（赊料）额度审批表; 入（出）库单, 领料（退料）单 are of neither kind
_BRACKETED_MORE = re.compile(
    r"\((?![^()]*[退还收付入出借进销买卖送发订购领补换暂草拟])[\u4e00-\u9fff]{1,4}\)(?=[\u4e00-\u9fff])"
)
# 提货（发货）单 is a slip of goods delivered either way; 领料（出库）单 is not
_EITHER = re.compile(r"(?P<one>[\u4e00-\u9fff]{2})\((?P<other>[\u4e00-\u9fff]{2})\)(?=[\u4e00-\u9fff])")
_UNSAID = (_BRACKETED_NOUN, _BRACKETED_MORE)
_SUFFIX = re.compile("(?:清单|明细表?|单据|凭证|单|表)$")
# Subject: Repayment plan for S/C 23-118; in English the head word comes first
_SUBJECT = re.compile(r"(?:SUBJECT|SUBJ|RE|REGARDING|CONCERNING|REF)\.?: ?(?:YOUR |OUR |THE )?")
_BEHIND_HEAD = re.compile(
    r" (?:FOR|OF|UNDER|TO|ON|REGARDING|CONCERNING|WITH|FROM|DATED|AS)(?= |$)| ?[-,(:]|$"
)
_SUBJECT_ROWS, _SUBJECT_LEAST = 12, 0.55
_SENTENCE = re.compile(
    r"[,。;:!?、]|(?:根据|按照|依据|提供|签订的|以下|上述|见|附件|附[:件表]|本人|我司|我公司|凡|(?<![供反对相])应(?![商收付方届])|须|(?<!申)请)"
)
_CLAUSE = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[条章节款]|[一二三四五六七八九十]{1,2}[、.]|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d))"
)


_FIRST_ROWS = 3
_HEADING = 0.12  # of the written part of a page: letters of a letterhead are not always larger
_LARGER = 1.2  # than the middle height of the page's lines
_ASIDE_LARGER, _MOST_ASIDE, _FEWEST_ASIDE = 1.6, 6, 4
"""Of a title in lines one below the other beside the text: its size, a line's and the whole's characters."""
_A_NUMBER = re.compile(r"[A-Z]{0,6}[-/]?\d[-/0-9A-Z]{4,24}")
# Sales Order: 30045518, Contract No.: JL-21-006 name another paper
_LABELLED = re.compile(r"[A-Z][A-Z &/'-]{3,}(?:(?:NO|NUMBER|REF|DATE)\.?)?:.*\d")
# 对应合同 | QZ-2024-SB-061 in a form does, too
_REFERS = re.compile("(?:对应|关联|相关|所属|依据|参照)[\u4e00-\u9fff]{0,4}(?:合同|协议|订单)")
_LABEL_ENDS = re.compile(r"[A-Z](?: NO|NO|NUMBER|REF)\.?:?$")
# what stands beside a title in its row: the paper's number or day, who gave it out
_ASIDE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}(?:编号|编码|单号|号码|卡号|表单号|流水号)|NO|N0|№)?[.:#°º]*[A-Z]{0,6}[-/]?[-/0-9A-Z]*\d[-/0-9A-Z]*"
)


@dataclass(frozen=True, slots=True)
class TitleFound:
    """A title standing on a page, with how much it looks like one (0…1)."""

    type: str
    rule: TitleRule
    text: str
    quality: float
    length: int
    page: int
    box: Box | None
    y: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    plain: str
    pieces: tuple[Piece, ...]
    row: Row
    height: float
    y: float
    standalone: bool


def _is_aside(segment: Segment, row: Row) -> bool:
    """Tell whether a stretch of one of the first rows is only the paper's number, its day or its maker."""
    if row.index >= _FIRST_ROWS:
        return False
    plain = segment.folded.plain
    if _ASIDE.fullmatch(plain) or is_complete_organisation(segment.folded.raw):
        return True
    return any(day.end - day.start == len(plain) for day in find_dates(plain))


def _whole(segment: Segment) -> Piece:
    return Piece(segment, 0, len(segment.folded.text))


def _stacked(sheet: Sheet) -> Iterator[_Candidate]:
    """Yield characters written one below the other, as on covers."""
    run: list[tuple[Row, Segment]] = []
    for row in sheet.rows:
        segment = row.segments[0]
        single = len(row.segments) == 1 and len(segment.folded.text) == 1
        if single and (not run or _beneath(run[-1][1], segment)):
            run.append((row, segment))
            continue
        yield from _as_one(run)
        run = [(row, segment)] if single else []
    yield from _as_one(run)


def _beneath(upper: Segment, lower: Segment) -> bool:
    return abs((upper.x0 + upper.x1) - (lower.x0 + lower.x1)) < 2 * lower.height


def _as_one(run: Sequence[tuple[Row, Segment]]) -> Iterator[_Candidate]:
    if len(run) >= 2:
        text = "".join(s.folded.text for _, s in run)
        plain = "".join(s.folded.plain for _, s in run)
        pieces = tuple(_whole(s) for _, s in run)
        yield _Candidate(text, plain, pieces, run[0][0], run[0][1].height, run[0][1].y, True)


def _may_be_a_title(text: str, plain: str) -> bool:
    """Tell whether a line is no longer than titles are; said in Chinese and English, it is twice as long."""
    if len(text) <= _LONGEST:
        return True
    return len(text) <= 2 * _LONGEST and any(said.search(plain) for said in (_LATIN_TAIL, _LATIN_HEAD))


def _candidates(sheet: Sheet) -> Iterator[_Candidate]:
    for row in sheet.rows:
        told = [len(row.segments) > 1 and not _is_aside(segment, row) for segment in row.segments]
        for segment, tells in zip(row.segments, told, strict=True):
            alone = sum(told) == tells
            if _may_be_a_title(segment.folded.text, segment.folded.plain):
                yield _Candidate(
                    segment.folded.text,
                    segment.folded.plain,
                    (_whole(segment),),
                    row,
                    segment.height,
                    segment.y,
                    alone,
                )
        if len(row.segments) > 1 and len(row.text) <= _LONGEST:
            heights = [s.height for s in row.segments]
            if max(heights) < 1.7 * min(heights):
                pieces = tuple(_whole(s) for s in row.segments)
                yield _Candidate(row.text, row.plain, pieces, row, min(heights), row.y, True)
    yield from _stacked(sheet)
    yield from _in_two_lines(sheet)
    yield from _beside_text(sheet)


def _in_two_lines(sheet: Sheet) -> Iterator[_Candidate]:
    """Yield what stands in two lines of one size, large or in the heading: STATEMENT OF above ACCOUNT."""
    for row, following in pairwise(sheet.rows):
        for upper in row.segments:
            large = upper.height > _LARGER * sheet.height or sheet.depth(upper.y) < _HEADING
            for lower in following.segments if large else ():
                size = max(upper.height, lower.height)
                alike = min(upper.height, lower.height) > size / _LARGER and lower.y - upper.y < 2 * size
                if alike and _aligned(upper, lower, size):
                    latin = upper.folded.text[-1].isascii() and lower.folded.text[0].isascii()
                    text, plain = (
                        (" " if latin else "").join((one, two))
                        for one, two in (
                            (upper.folded.text, lower.folded.text),
                            (upper.folded.plain, lower.folded.plain),
                        )
                    )
                    if len(text) <= _LONGEST:
                        pieces = (_whole(upper), _whole(lower))
                        yield _Candidate(text, plain, pieces, row, size, upper.y, True)


def _beside_text(sheet: Sheet) -> Iterator[_Candidate]:
    """Yield very large lines one below the other, beside which rows of the text stand: 税务 | 登记 | 证."""
    large = [
        (row, s)
        for row in sheet.rows
        for s in row.segments
        if s.height > _ASIDE_LARGER * sheet.height and len(s.folded.text) <= _MOST_ASIDE
    ]
    for start, (row, first) in enumerate(large):
        run = [(row, first)]
        for other, lower in large[start + 1 :]:
            upper = run[-1][1]
            size = max(upper.height, lower.height)
            alike = min(upper.height, lower.height) > size / _LARGER
            if alike and 0 < lower.y - upper.y < 2 * size and _aligned(upper, lower, size):
                run.append((other, lower))
                if sum(len(s.folded.text) for _, s in run) >= _FEWEST_ASIDE:
                    yield from _as_one(run)


def _aligned(upper: Segment, lower: Segment, size: float) -> bool:
    """Tell whether two lines begin or end at one place, or stand in the middle of each other."""
    left, right = lower.x0 - upper.x0, lower.x1 - upper.x1
    return min(abs(left), abs(right), abs(left + right)) < size


def _bare(text: str, plain: str) -> tuple[str, str]:
    """Drop what stands behind a title: brackets, numbers, 正本, 第一联."""
    for _ in range(4):
        match = _TRAILER.search(plain)
        if match is None or match.start() == 0:
            break
        text, plain = text[: match.start()], plain[: match.start()]
    lead = _LEADER.match(plain)
    cut = lead.end() if lead else 0
    return text[cut:], plain[cut:]


def _forms(text: str, plain: str) -> list[tuple[str, str]]:
    text, plain = _bare(text, plain)
    head = _LATIN_HEAD.match(plain)
    forms = [(text[head.end() :], plain[head.end() :])] if head else []
    forms.append((text, plain))
    if " " in plain and plain.isascii():  # readers lose one blank or all of them: POWEROF ATTORNEY
        forms.append((text.replace(" ", ""), plain.replace(" ", "")))
    latin = _LATIN_TAIL.search(plain)
    if latin:
        forms.append(_bare(text[: latin.start()], plain[: latin.start()]))
    if _BRACKETED_WORD.search(plain):
        forms.append((_BRACKETED_WORD.sub(r"\1", text), _BRACKETED_WORD.sub(r"\1", plain)))
    forms += [(said.sub("", text), said.sub("", plain)) for said in _UNSAID if said.search(plain)]
    screen = _OF_A_SCREEN.search(plain)
    if screen:
        forms.append((text[: screen.start()], plain[: screen.start()]))
    return forms


def is_titled(segment: Segment, titles: Sequence[TitleRule]) -> bool:
    """Tell whether a stretch of a row is no longer than titles are and ends in one of a type's."""
    plain = segment.folded.plain
    if len(plain) > _LONGEST_TITLE or _SENTENCE.search(plain):
        return False
    forms = _forms(segment.folded.text, plain)
    return any(title.ends(text, said) for text, said in forms for title in titles)


def _named_in_signs(candidate: _Candidate, sheet: Sheet) -> list[tuple[str, str]]:
    """Return the title that one of the first lines holds within signs, where no line of its size follows.

    《…合同》 above 终止通知书 is the contract that the notice ends.
    """
    found = _NAMED_IN_SIGNS.fullmatch(candidate.plain) if candidate.row.index < _FIRST_ROWS else None
    following = sheet.rows[candidate.row.index + 1 : candidate.row.index + 2]
    if found is None or any(below.height * _LARGER > candidate.height > sheet.height for below in following):
        return []
    return [(candidate.text[slice(*found.span("title"))], found["title"])]


def _centred(candidate: _Candidate, sheet: Sheet) -> bool:
    x0, x1 = candidate.pieces[0].segment.x0, candidate.pieces[-1].segment.x1
    return abs((x0 + x1) / 2 - sheet.width / 2) < 0.12 * sheet.width


def _position(candidate: _Candidate, sheet: Sheet) -> float:
    """Return how much the place and size of a line are a title's, 0…1."""
    size = min(1.0, max(0.0, (candidate.height / max(sheet.height, 1.0) - 0.95) / 0.4))
    depth = sheet.depth(candidate.y)
    top = 1.0 if depth < 0.25 or candidate.row.index < 3 else max(0.0, 1.0 - (depth - 0.25) / 0.35)
    middle = 1.0 if _centred(candidate, sheet) else 0.0
    alone = 1.0 if candidate.standalone else 0.4
    strongest = max(size, 0.75 * middle * alone, 0.6 * alone)
    if top >= 0.99:
        return max(0.55, strongest) if alone == 1.0 else max(0.45, strongest)
    return strongest * (0.35 + 0.65 * top) if size >= 0.8 or top > 0.3 else 0.3 * strongest


def _labels_a_number(candidate: _Candidate, sheet: Sheet) -> bool:
    """Tell whether a word in a row of a form is the label of the number behind it: 采购订单 | PO2025031."""
    segments, last = candidate.row.segments, candidate.pieces[-1].segment
    if candidate.height >= _LARGER * sheet.height or last not in segments:
        return False
    number = segments.index(last)
    if len(candidate.pieces) > 1:  # the whole row, with the number at its end
        number -= 1
    following = segments[number + 1 : number + 2]
    return number > 1 and any(_A_NUMBER.fullmatch(s.folded.plain) for s in following)


def _names_another(candidate: _Candidate, sheet: Sheet) -> bool:
    """Tell whether a line of the text's own size is a label, or gives another paper's number.

    So do 关联合同: and Sales Order: 30045518.
    """
    if candidate.height >= _LARGER * sheet.height:
        return False
    refers = any(_REFERS.match(piece.segment.folded.plain) for piece in candidate.pieces)
    if candidate.plain[-1] == ":" or (refers and len(candidate.row.segments) > 1):
        return True
    first = candidate.pieces[0].segment.folded.plain
    in_two = len(candidate.pieces) > 1 and _LABEL_ENDS.search(first) is not None
    return in_two or _LABELLED.fullmatch(candidate.plain) is not None


def _quality(candidate: _Candidate, before: str, sheet: Sheet) -> float:
    quality = _position(candidate, sheet)
    if _CLAUSE.match(candidate.plain) or candidate.plain[-1] in _ENDS_A_SENTENCE:
        quality *= 0.2
    if _SENTENCE.search(before):
        quality *= 0.2
    if len(before) > 24:
        quality *= 0.5
    if _labels_a_number(candidate, sheet) or _names_another(candidate, sheet):
        quality *= 0.3
    return quality


def _longest(text: str, plain: str, profile: Profile) -> tuple[tuple[str, TitleRule, int], ...]:
    """Return the longest title that ends a line; of each type where patterns of several are as long."""
    return _longest_of(text, plain, Same(profile))


@lru_cache(maxsize=4096)  # a line is looked at on its page and in each part of it that may be a paper
def _longest_of(text: str, plain: str, profile_key: Same[Profile]) -> tuple[tuple[str, TitleRule, int], ...]:
    phrases, patterns = profile_key.thing.endings
    ends = (n for n in range(min(len(text), _LONGEST_TITLE), 0, -1) if text[-n:] in phrases)
    phrase = next(ends, 0)
    best = [(*phrases[text[-phrase:]], phrase)] if phrase else []
    longest = phrase
    for kind, rule in patterns:
        length = rule.ends(text, plain)
        if length > longest:
            best, longest = [], length
        if length == longest > phrase and all(kind != other for other, _, _ in best):
            best.append((kind, rule, length))
    return tuple(best)


def _in_brackets(
    candidate: _Candidate, profile: Profile, *, unnamed: bool
) -> list[tuple[str, TitleRule, int, str]]:
    """Return the title that brackets at a line's end hold: alone, 采购计划单（订单）, or of a nameless list.

    货物清单（送货） is a 送货清单; 入库单（采购） stays what it calls itself before the brackets.
    """
    phrases, _ = profile.endings
    inner = _BRACKETS_AT_END.search(candidate.text)
    if inner is None:
        return []
    entry = phrases.get(inner[1])
    suffix = _SUFFIX.search(candidate.text, 0, inner.start()) if unnamed else None
    whole = inner[1] + suffix[0] if suffix else inner[1]
    entry = entry or phrases.get(whole)
    if entry is None or entry[0] == OTHER:
        return []
    return [(*entry, len(whole), candidate.plain[inner.start(1) : inner.end(1)] + whole[len(inner[1]) :])]


def _either_way(candidate: _Candidate, profile: Profile) -> list[tuple[str, TitleRule, int, str]]:
    """Return the title of a line that names one type with the word in its brackets and with that before."""
    text, plain = _bare(candidate.text, candidate.plain)
    found = _EITHER.search(plain)
    if found is None:
        return []
    (text_one, plain_one), (text_other, plain_other) = (
        [
            line[: found.start()] + line[slice(*found.span(word))] + line[found.end() :]
            for line in (text, plain)
        ]
        for word in ("one", "other")
    )
    first = _longest(text_one, plain_one, profile)
    second = _longest(text_other, plain_other, profile)
    types = {kind for kind, _, _ in second} - {OTHER}
    return [(*title, plain_one) for title in first if title[0] in types]


def _one_per_type(
    named: Sequence[tuple[str, TitleRule, int, str]], length: int
) -> Iterator[tuple[str, TitleRule, int, str]]:
    """Yield the titles of one length that a line bears in its forms: those of its first form alone."""
    first = next(one for one in named if one[2] == length)
    yield from (one for one in named if one[2] == length and one[3] == first[3])


def find_titles(sheet: Sheet, profile: Profile) -> tuple[TitleFound, ...]:
    """Find the titles on a page, best first; asked again soon after, the same ones."""
    return _find_titles(Same(sheet), Same(profile))


@lru_cache(maxsize=32)
def _find_titles(sheet_key: Same[Sheet], profile_key: Same[Profile]) -> tuple[TitleFound, ...]:
    sheet, profile = sheet_key.thing, profile_key.thing
    found: list[TitleFound] = []
    for candidate in _candidates(sheet):
        if not any(map(str.isalpha, candidate.plain)):
            continue  # days and sums of lists are many, and no titles
        named = [
            (*match, plain)
            for text, plain in (
                *_forms(candidate.text, candidate.plain),
                *_named_in_signs(candidate, sheet),
            )
            if len(text) >= 2
            for match in _longest(text, plain, profile)
        ]
        unnamed = all(kind == OTHER for kind, *_ in named)
        named += _in_brackets(candidate, profile, unnamed=unnamed)
        named += _either_way(candidate, profile)
        if not named:
            continue
        longest = max(length for _, _, length, _ in named)
        place = joined_box(candidate.pieces)
        for kind, rule, length, plain in _one_per_type(named, longest):
            quality = _quality(candidate, plain[: len(plain) - length], sheet)
            found.append(
                TitleFound(kind, rule, plain, quality, length, sheet.page.number, place, candidate.y)
            )
    for candidate, titles in _subjects(sheet, profile):
        place, quality = joined_box(candidate.pieces), max(_SUBJECT_LEAST, _quality(candidate, "", sheet))
        found += [
            TitleFound(kind, rule, candidate.plain, quality, length, sheet.page.number, place, candidate.y)
            for kind, rule, length in titles
        ]
    return tuple(sorted(found, key=lambda t: (-t.quality, -t.length)))


def _subjects(
    sheet: Sheet, profile: Profile
) -> Iterator[tuple[_Candidate, tuple[tuple[str, TitleRule, int], ...]]]:
    """Yield the titles that begin the subject lines of letters, with the stretch each is."""
    for row in sheet.rows:
        segment = row.segments[0]
        plain = segment.folded.plain
        found = _SUBJECT.match(plain)
        if found is None or row.index > _SUBJECT_ROWS:
            continue
        start = found.end()
        for end in (start + one.start() for one in _BEHIND_HEAD.finditer(plain[start:])):
            text = segment.folded.text[start:end]
            named = _longest(text, plain[start:end], profile) if len(text) > 1 else ()
            if named and named[0][2] == len(text):
                pieces = (Piece(segment, start, end),)
                yield _Candidate(text, plain[start:end], pieces, row, segment.height, row.y, True), named
                break


def title_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the lines that look like titles, in matching and in plain form, bare of what stands behind."""
    found = []
    for candidate in _candidates(sheet):
        text, plain = _bare(candidate.text, candidate.plain)
        if len(text) >= 2 and _quality(candidate, "", sheet) >= _LIKE_A_TITLE and not _SENTENCE.search(plain):
            found.append((text, plain))
    return found
