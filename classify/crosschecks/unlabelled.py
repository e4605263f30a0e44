"""What labels alone don't give: values found anywhere, in headings and seals, and values that must agree."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from decimal import Decimal

from capture.pages import Message
from classify.candidates.currency import add_currency
from classify.candidates.loose_dates import loose_date
from classify.candidates.qr import agree_invoice, check_credit_code
from classify.crosschecks.agreement import (
    agree_area,
    agree_dates,
    agree_places,
    agree_seals,
    agree_words,
    words_money,
)
from classify.crosschecks.said_twice import agree_beside
from classify.crosschecks.second_readings import settle_names
from classify.crosschecks.ten_thousands import in_yuan
from classify.goods.goods_over_pages import goods_of_pages
from classify.goods.goods_rows import Goods, amounts_total, line_faults
from classify.goods.goods_sums import adds_up, mend_figures
from classify.kinds.kinds_of_numbers import code_checks
from classify.labels.finder import Finder
from classify.labels.label_hits import Hit
from classify.names.firms import alike_names, has_form, is_form_alone
from classify.names.name_edges import ROOM
from classify.names.organisations import organisation, strip_marks
from classify.names.people import is_persons_name
from classify.names.registrars import prints_forms, tidy_office
from classify.normalise import fold, folded, has_han, tidy_name
from classify.notation.codes import find_credit_codes
from classify.notation.dates import find_dates
from classify.profile import DocumentType, FieldKind, FieldRule
from classify.sheet import Row, Segment, Sheet, joined_box, joined_confidence
from classify.values import Check, FieldValue

Fields = dict[str, FieldValue]
_HEADING_ROWS = 5
_FOOT_ROWS, _SHORTEST_FOOT = 5, 6
_OF_A_LIST = 5  # cells of a row that heads or makes a list
_SIGNED_FROM, _NEXT_LINE = 0.4, 2.2
"""How far down the written part of a page, 0…1, a letter may be signed at the earliest."""
_ISSUER = re.compile("^ *(?:公司|单位)(?:名称|全称)?[:：] *")  # at the foot, of who made the paper
_BANK = re.compile("(?:银行|支行|分行)$")  # names itself on papers of others
_BRACKETED = re.compile(r"\([^()]{1,6}\)$")  # (盖章)
_BRACKET_BEFORE = re.compile(r"^\([^()]{0,4}[章盖][^()]{0,2}\)")  # (公司签章)…公司
_AFTER_HEAD = re.compile(r" ?[·•|│∙‧] ?| [-–—] ")
_WESTERN_FORM = re.compile(r", ?(?:LTD|INC|LLC|CORP|LIMITED)")
_MEASURED = re.compile("[\u4e00-\u9fffA-Z].*\\d|\\d[\\d,.]* ?[\u4e00-\u9fffA-Z]|\\d +\\d")  # 200件, 180 200
_COUNTED = re.compile(r"\d\.\d{3}(?!\d)|\d ?(?:[匹码米吨件箱只个套台包支条袋桶卷张根片]|KGS?|PCS|SETS?)")
_BEFORE_HAN = re.compile("^[0-9 ]+(?=[\u4e00-\u9fff])")  # pieces of a seal's number
_MORE_WORDS = re.compile("[\u4e00-\u9fff]{2}.*[\u4e00-\u9fff]{4}|[\u4e00-\u9fff]{7}")
_LONE_NUMBER = re.compile(
    r"(?!(?:GF|BF|GB|HG|YY|JB|QB|DB|ISO|IEC|EN|ASTM|DIN|CNAS|CMA|UKAS|ANAB|IATF|CCC)\b)"
    r"(?!(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|[48]00-\d{3,4}-\d{3,4})$)(?:"  # a telephone
    r"(?=(?:.*\d){6})[A-Z]{0,6}-?\d[-0-9]{4,20}"
    r"|(?=(?:.*\d){5})[A-Z][A-Z0-9]{0,7}(?:-[A-Z0-9]{1,8}){1,4}"
    r"|[A-Z]{2,4}(?:-[A-Z]{2,4}){1,3}-\d{3,6}"
    r"|[A-Z][A-Z0-9]{1,3}(?:-[A-Z0-9]{1,3})?-(?!(?:19|20)\d\d)\d{4}"
    r"|[A-Z\u4e00-\u9fff-]{2,12}字(?:[(\[]\d{4}[)\]])?第?\d{1,6}号|\(\d{4}-\d{1,4}\)号"
    r"|[A-Z\u4e00-\u9fff-]{2,12}[(\[]\d{4}[)\]]第?\d{1,6}号)"
)
"""Of letters and figures, but for a standard's; or as offices number letters: …字〔2023〕019号."""
_SINGLE_FIGURES = re.compile(r"\D? *(?:\d{1,2} +){2,}\d{1,2} *\D{0,2}")
_OF_WHO_SIGNS = re.compile("^(?:老板|[店场厂社行]长|店主|业主|经理|经营者|负责人|法人|经办人?)?[:： ]*")
_LONGEST_SIGNER = 3
_CURRENCY = re.compile("[¥元圆$€]|RMB|CNY|USD")


def find_anywhere(rule: FieldRule, sheets: Sequence[Sheet]) -> FieldValue | None:
    """Find a credit code or one of the words of a choice anywhere on the pages."""
    for sheet in sheets:
        for row in sheet.rows:
            if rule.kind == FieldKind.CREDIT_CODE:
                for segment in row.segments:
                    found = [c for c in find_credit_codes(segment.folded) if c.ok]
                    if found:
                        code = found[0]
                        first, last = segment.folded.span(code.start, code.end)
                        box = segment.line.span_box(first, last)
                        checks = code_checks(code.ok, code.corrected)
                        sure = segment.line.confidence * 0.9
                        raw = segment.folded.cut(code.start, code.end)
                        return FieldValue(code.value, raw, round(sure, 4), sheet.page.number, box, checks)
    return _choice_anywhere(rule, sheets) if rule.kind == FieldKind.CHOICE else None


def _choice_anywhere(rule: FieldRule, sheets: Sequence[Sheet]) -> FieldValue | None:
    """Find one of the words of a choice: first where it stands by itself, then within other text."""
    words = [(word, value) for value, listed in rule.choices.items() for word in listed]
    within: FieldValue | None = None
    for sheet in sheets:
        for row in sheet.rows:
            for word, value in words:
                at = row.text.find(word)
                if at < 0:
                    continue
                pieces = row.pieces(at, at + len(word))
                raw, sure = "".join(p.raw for p in pieces), round(joined_confidence(pieces), 4)
                found = FieldValue(value, raw, sure, sheet.page.number, joined_box(pieces))
                around = pieces[0].segment.folded.text.replace(word, "", 1)
                if not _MORE_WORDS.search(around):
                    return found
                within = within or found
    return within


def heading_name(finder: Finder, taken: Sequence[str]) -> FieldValue | None:
    """Return the company a paper's heading names: at the top, no label before it."""
    for row in finder.sheet.rows[:_HEADING_ROWS]:
        hits = [hit for hit in finder.rows[row.index] if not hit.inside] if row.index else []
        beside = any(hit.fields for hit in hits)  # a letterhead may stand left of the paper's number
        # a letterhead's telephone and address may stand behind the name
        for segment in row.segments[: min((row.places[hit.start][0] for hit in hits), default=None)]:
            head = _before_address(segment.folded.raw)
            name = organisation(head or _with_its_form(finder.sheet, row, segment))
            if (
                name is None
                or is_form_alone(name)
                or "," in _WESTERN_FORM.sub("", fold(head or segment.folded.raw).plain)
                or ":" in (segment.folded.text[:8] + segment.folded.text[-1:])
            ):
                continue
            if beside and (not row.index or folded(name) != segment.folded.text):
                continue
            name = _without_title(name, segment.folded.raw)
            if name and not _BANK.search(name) and folded(name) not in taken:
                sure = 0.9 * segment.confidence
                return FieldValue(
                    name, segment.line.text, round(sure, 4), finder.sheet.page.number, segment.box
                )
    return None


def _before_address(text: str) -> str | None:
    """Return the name before a dot or stroke of a letterhead in one line: …LLC · 22 Quay Road · Tel …."""
    head, dot, _ = _AFTER_HEAD.sub("\n", text, count=1).partition("\n")
    return head if dot and not has_han(head) and organisation(head) == tidy_name(head) else None


def _with_its_form(sheet: Sheet, row: Row, segment: Segment) -> str:
    """Return a line with the firm's form that stands alone below it: …INSTRUMENTS above CO., LTD."""
    for below in sheet.rows[row.index + 1 : row.index + 2]:
        for other in below.segments:
            near = other.y - segment.y < _NEXT_LINE * max(other.height, segment.height)
            aligned = abs(other.x0 - segment.x0) < segment.height
            if near and aligned and is_form_alone(other.folded.raw):
                return f"{segment.line.text} {other.line.text}"
    return segment.line.text


def foot_name(finder: Finder, taken: Sequence[str]) -> FieldValue | None:
    """Return the company that stands alone below everything, without a label: who issued the paper."""
    rows = finder.sheet.rows
    signed = [row for row in rows[:-_FOOT_ROWS] if _is_signed(finder.sheet, row)]
    for row in (*reversed(rows[-_FOOT_ROWS:]), *reversed(signed)):
        # (财务专用章) behind a name is no label
        hits = [h for h in finder.rows[row.index] if not h.inside and row.text[h.start - 1 : h.start] != "("]
        for segment in row.segments:
            text = _ISSUER.sub("", _with_its_form(finder.sheet, row, segment))
            labelled = (h for h in hits if _labels(h, row, segment) and not finder.signs_opposite(h, segment))
            free = text != segment.line.text or next(labelled, None) is None
            name = organisation(text) if free else None
            said = ROOM.sub("", strip_marks(_BRACKETED.sub("", _BRACKET_BEFORE.sub("", fold(text).plain))))
            whole = folded(name) == folded(_without_signer(said, name)) if name else False
            if (
                name
                and whole
                and len(name) >= _SHORTEST_FOOT
                and (has_form(name) or not has_han(name))
                and folded(name) not in taken
            ):
                sure = 0.85 * segment.confidence
                page = finder.sheet.page.number
                return FieldValue(name, segment.line.text, round(sure, 4), page, segment.box)
    return None


def _without_signer(said: str, name: str) -> str:
    """Return what stands at the foot without the person who signs behind a firm's name: …商行高山流."""
    rest = _OF_WHO_SIGNS.sub("", said.partition(name)[2])
    signs = has_han(rest) and len(rest) <= _LONGEST_SIGNER and is_persons_name(rest)
    return name if signs and said.startswith(name) else said


def _is_signed(sheet: Sheet, row: Row) -> bool:
    """Tell whether a row of the lower part stands alone right of the middle with a day alone below it.

    So letters are signed, whatever follows: a slip to be sent back, or the other's seal.
    """
    if len(row.segments) > 1 or sheet.depth(row.y) < _SIGNED_FROM or row.segments[0].x1 < sheet.width / 2:
        return False
    following = (s for below in sheet.rows[row.index + 1 : row.index + 3] for s in below.segments)
    return any(
        (days := find_dates(s.folded.plain)) and days[0].end - days[0].start >= len(s.folded.plain) - 2
        for s in following
    )


def _labels(hit: Hit, row: Row, segment: Segment) -> bool:
    """Tell whether a label stands in a segment, or alone just before it."""
    number, last = row.segments.index(segment), row.places[hit.end - 1][0]
    return row.places[hit.start][0] == number or (hit.alone and last == number - 1)


def _without_title(name: str, raw: str) -> str | None:
    return name if len(name) >= 4 else None


def seal_name(sheets: Sequence[Sheet]) -> FieldValue | None:
    """Return the organisation whose seal stands on the paper, where the seal could be read."""
    for sheet in sheets:
        for seal in sheet.page.seals:
            name = organisation(_BEFORE_HAN.sub("", seal.text)) if seal.text else None
            if name:
                return FieldValue(name, seal.text, 0.7, sheet.page.number, seal.box)
    return None


def other_seal(sheets: Sequence[Sheet], taken: Sequence[str]) -> FieldValue | None:
    """Return the one firm whose seal stands on a paper beside that of the firm it names."""
    found: dict[str, FieldValue] = {}
    for sheet in sheets:
        for seal in sheet.page.seals:
            name = organisation(_BEFORE_HAN.sub("", seal.text)) if seal.text else None
            if name and not any(alike_names(name, other) or _in_short(other, name) for other in taken):
                found[folded(name)] = FieldValue(name, seal.text, 0.7, sheet.page.number, seal.box)
    return next(iter(found.values())) if len(found) == 1 else None


def _in_short(short: str, name: str) -> bool:
    """Tell whether a folded short name that a paper gives (远景) is a part of a whole one."""
    return len(short) > 1 and has_han(short) and short in folded(name)


def registering_office(read: FieldValue | None, sealed: FieldValue | None) -> FieldValue | None:
    """Return the office that gave a paper out: as printed without what lies across, or out of its seal."""
    if read is None or prints_forms(str(read.value)):
        return sealed or read
    name = tidy_office(str(read.value))
    if sealed is not None and name.endswith(str(sealed.value)):
        name = str(sealed.value)
    return read if name == read.value else replace(read, value=name)


def loose_number(kind: DocumentType, finders: Sequence[Finder]) -> FieldValue | None:
    """Return a number that stands alone, without a label, at the top of the first page: beside the title."""
    titles = {title.phrase for title in kind.titles}  # TERMS OF PAYMENT may be a label, and is the title here
    finder = finders[0]
    for row in finder.sheet.rows[:_HEADING_ROWS]:
        if len(row.segments) >= _OF_A_LIST:
            return None  # what follows are others' numbers
        # what stands behind a label is its value; a title may begin with the word of a label
        hits = [hit for hit in finder.rows[row.index] if not hit.inside and _has_value(hit, titles)]
        for segment in row.segments[: min((row.places[hit.start][0] for hit in hits), default=None)]:
            if _LONE_NUMBER.fullmatch(segment.folded.plain) and not find_dates(segment.folded.plain):
                sure = 0.75 * segment.confidence
                page = finder.sheet.page.number
                return FieldValue(segment.folded.raw, segment.line.text, round(sure, 4), page, segment.box)
    return None


def _has_value(hit: Hit, titles: Set[str]) -> bool:
    return hit.has_colon or (hit.alone and hit.label not in titles)


def add_goods(rule: FieldRule, sheets: Sequence[Sheet], fields: Fields) -> None:
    """Read the goods of all pages and compare their sum with the total."""
    found = goods_of_pages(sheets, rule)
    if not found:
        _without_measure(fields)
        return
    sums = [figure for goods in found for figure in goods.totals] + _printed_sums(fields)
    lines, mended = mend_figures([line for goods in found for line in goods.lines], sums)
    wrong = [n for n, line in enumerate(lines, start=1) if line_faults(line)]
    checks = [*_mended_check(mended), *_products_check(wrong)]
    first = found[0]
    sure = min(g.confidence for g in found) * (0.8 if wrong else 1.0)
    raw = "\n".join(" ".join(v for v in line.values() if v) for goods in found for line in goods.lines)
    value: list[dict[str, str | None]] = [dict(line) for line in lines]
    fields[rule.id] = FieldValue(value, raw, round(sure, 4), first.page, first.box, tuple(checks))
    _without_count(found, fields)
    _add_total(found, lines, fields, sheets)


def _printed_sums(fields: Fields) -> list[Decimal]:
    """Return what the paper gives as its total beside the list: in figures, in words."""
    figures, words = fields.get("total"), fields.get("total_in_words")
    said = words_money(str(words.value)) if words else None
    return [Decimal(text) for text in (str(figures.value) if figures else None, said) if text]


def _mended_check(rows: Sequence[int]) -> tuple[Check, ...]:
    if not rows:
        return ()
    numbers = ", ".join(map(str, rows))
    message = Message("A misread figure was mended by the sums in row {rows}.", {"rows": numbers})
    return (Check("corrected", True, message),)


def _products_check(rows: Sequence[int]) -> tuple[Check, ...]:
    if not rows:
        return ()
    numbers = ", ".join(map(str, rows))
    message = Message("Quantity times price is not the amount in row {rows}.", {"rows": numbers})
    return (Check("line_products", False, message),)


def _without_count(found: Sequence[Goods], fields: Fields) -> None:
    """Drop a total that is the sum of the quantities, in a list without amounts."""
    printed = fields.get("total")
    if printed is None or any(goods.has_amounts for goods in found) or "total_in_words" in fields:
        return
    counts = {f"{figure:.2f}" for goods in found for figure in goods.totals}
    plain = fold(printed.raw).plain
    if (printed.value in counts or _MEASURED.search(plain)) and not _CURRENCY.search(plain):
        del fields["total"]


def _without_measure(fields: Fields) -> None:
    """Drop a total that counts pieces or metres, where no list of goods was made out."""
    printed = fields.get("total")
    plain = fold(printed.raw).plain if printed else ""
    if _COUNTED.search(plain) and not _CURRENCY.search(plain) and "total_in_words" not in fields:
        del fields["total"]


def _add_total(
    found: Sequence[Goods], lines: Sequence[dict[str, str | None]], fields: Fields, sheets: Sequence[Sheet]
) -> None:
    total = amounts_total(lines)
    figures = [f for goods in found for f in goods.totals]
    said = _printed_sums(fields)
    printed = fields.get("total")
    if printed is not None and _SINGLE_FIGURES.fullmatch(fold(printed.raw).plain):
        printed = None  # of cells for one figure each, whose places the table tells
        del fields["total"]
    beside = [row.plain for sheet in sheets for row in sheet.rows]
    # words before figures: those may be the sum of the goods alone
    whole = next((s for s in reversed(said) if total is not None and adds_up(s, total, beside)), total)
    if printed is not None and whole is not None and whole != total:
        fields["total"] = printed = replace(printed, value=f"{whole:.2f}")
    elif total is not None and total in (*figures, *said):
        place = found[-1]
        if printed is None or Decimal(str(printed.value)) != total:
            fields["total"] = FieldValue(f"{total:.2f}", f"{total:.2f}", 0.95, place.page, place.box)
        printed = fields["total"]
    elif printed is None and figures and found[-1].has_amounts:
        fields["total"] = printed = FieldValue(
            f"{figures[-1]:.2f}", str(figures[-1]), 0.7, found[-1].page, found[-1].box
        )
    if printed is None or total is None:
        return
    ok = adds_up(Decimal(str(printed.value)), total, beside)
    params = {"sum": f"{total:.2f}", "total": str(printed.value)}
    message = (
        Message("The lines add up to the total.", {})
        if ok
        else Message("The lines add up to {sum}, the total says {total}.", params)
    )
    check = Check("lines_equal_total", ok, message)
    sure = min(0.99, printed.confidence + 0.1) if ok else min(printed.confidence, 0.6)
    fields["total"] = replace(printed, checks=(*printed.checks, check), confidence=round(sure, 4))


def finish_fields(
    kind: DocumentType, sheets: Sequence[Sheet], finders: Sequence[Finder], fields: Fields
) -> Fields:
    """Add what labels did not give, and check what must agree."""
    for rule in kind.fields.values():
        if rule.anywhere and rule.id not in fields:
            _put(fields, rule.id, find_anywhere(rule, sheets))
        if rule.kind == FieldKind.CREDIT_CODE and rule.anywhere:
            _put(fields, rule.id, check_credit_code(fields.get(rule.id), sheets))
        named = fields.get(rule.id)
        weak = named is None or organisation(str(named.value)) is None
        if rule.heading and weak and finders:
            taken = [folded(str(v.value)) for v in fields.values() if isinstance(v.value, str)]
            at_ends = heading_name(finders[0], taken) or _foot(kind, rule, finders, taken)
            _put(fields, rule.id, at_ends or (other_seal(sheets, taken) if rule.unlike else None))
        if rule.seal:
            _put(fields, rule.id, registering_office(fields.get(rule.id), seal_name(sheets)))
    for rule in kind.fields.values():
        if rule.loose and rule.id not in fields:
            loose = rule.kind == FieldKind.NUMBER
            found = loose_number(kind, finders) if loose else loose_date(rule, sheets, fields)
            _put(fields, rule.id, found)
        if rule.kind == FieldKind.LINES:
            add_goods(rule, sheets, fields)
    fields = in_yuan(fields, kind.fields, sheets)
    for name in ("amount", "total"):
        if name in kind.fields:
            add_currency(fields, name, sheets)
            agree_words(fields, name)
    fields = agree_beside(fields, kind.fields, sheets)
    if "invoice_code" in kind.fields:
        agree_invoice(fields, sheets)
    agree_dates(fields)
    agree_area(fields)
    settle_names(kind, fields, sheets)
    agree_places(fields)
    agree_seals(fields, kind.customer, sheets)
    return fields


def _foot(
    kind: DocumentType, rule: FieldRule, finders: Sequence[Finder], taken: Sequence[str]
) -> FieldValue | None:
    """Return the company at the foot: for the first field of a heading, where the other firm is known."""
    first = next(other.id for other in kind.fields.values() if other.heading)
    known = any(organisation(value) is not None for value in taken)
    return foot_name(finders[-1], taken) if known and first == rule.id else None


def _put(fields: Fields, name: str, value: FieldValue | None) -> None:
    if value is not None:
        fields[name] = value
