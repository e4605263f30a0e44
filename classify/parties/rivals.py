"""Other firms that a paper may be meant for: beside the customer, in its name, or under the same labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from capture.pages import Box, Message
from classify.candidates.field_candidates import candidates
from classify.labels.finder import Finder
from classify.names.firms import alike_names, fold_name, is_own, is_short_for
from classify.names.organisations import is_complete_organisation, organisation
from classify.names.people import is_persons_name
from classify.normalise import tidy
from classify.parties.counterparty import Chosen
from classify.profiles.plan import DocumentType, FieldRule
from classify.sheet import Sheet
from classify.values import FieldValue

_FIRM = "(?P<name>[\u4e00-\u9fff()]{4,30}?(?:公司|厂|店|部|中心|院|校|社|[大中小]学|局|委员会))"
# who pays, takes in or buys for another; whose goods they are; the second of two who are one party
_FOR_ANOTHER = (
    re.compile(
        rf"(?<![时年现当])(?:代|代替|替)(?![理表收付缴]){_FIRM}代?(?:[收付缴交]|签收|验收|提[货取]|支付|垫付|偿还|结算|采购|购买|订购|订货|下单)"
    ),
    re.compile(rf"(?<![时年现当])(?:代|替)(?:为)?(?:[付缴]|支付|垫付|偿还){_FIRM}"),
    re.compile(rf"受{_FIRM}(?:之|的)?委托"),
    re.compile(rf"货主(?:单位|名称)?:{_FIRM}"),
    re.compile(rf"[甲乙买卖供需]方(?:[二三四2-4]|\([二三四2-4]\)):{_FIRM}"),
)
_AND = re.compile(r"\s*[、,，/／;；和与及&+]\s*")
_TWO_IN_ONE = re.compile("(?P<first>.{4,}?(?:公司|厂))[和与及](?P<second>.+)")
# who is owed, in the words of who owes: 今欠到…公司货款…, 兹欠王老板人民币…
_WHAT_IS_OWED = "[\u4e00-\u9fff]{0,4}款|人民币|现金|[(¥0-9壹贰叁肆伍陆柒捌玖拾]"
_OWED = re.compile(
    f"[今兹现尚仍结共]欠(?:到|付|下)?{_FIRM}(?={_WHAT_IS_OWED})"
    f"|[今兹现]欠(?:到|付|下)?(?P<person>[\u4e00-\u9fff]{{2,3}}?)(?=(?:先生|女士|老板|同志)?(?:货款|人民币|现金|[¥0-9]))"
)
_SURE = 0.9  # below it stands what a part of a longer word names: 承运单位
_OF_A_LIST = 3  # stretches of a row
_SAME_COLUMN = 2.0  # heights of a row
_PLAIN = ("label.beside", "cell")
_ADDRESS_ROWS = 8
_ADDRESSED = (re.compile("^(?:致|呈|送)[:](?P<to>.{6,40}?):?$"), re.compile("^(?P<to>[^:]{6,40}):$"))


def with_rivals(
    chosen: Chosen,
    kind: DocumentType,
    fields: Mapping[str, FieldValue],
    finders: Sequence[Finder],
    own: Sequence[str],
) -> Chosen:
    """Return the party with the doubt between it and another firm that the paper may be meant for."""
    if chosen.party is None or chosen.field is None or chosen.between or not own:
        return chosen
    named = [str(fields[i].value) for i in kind.customer if i in fields]
    known = [chosen.party.name, *named]
    pair = _TWO_IN_ONE.fullmatch(chosen.party.name)
    if pair is not None and is_complete_organisation(pair["second"]):
        return _between(chosen, pair["first"], pair["second"])
    addressed = _addressed_to(finders[0].sheet) if len(kind.customer) == 1 else None
    if addressed and _is_another(addressed, known, own) and not _names_us(finders, own):
        doubt = Message("It is addressed to {name}, not to our own company.", {"name": addressed})
        return replace(chosen, doubt=doubt, between=True)
    owed = _owed_to(finders[0].sheet) if len(kind.customer) == 1 else None
    if owed and _is_another(owed, known, own):
        doubt = Message("It says what is owed to {name}, not to our own company.", {"name": owed})
        return replace(chosen, doubt=doubt, between=True)
    others = _others(kind, chosen.field, fields[chosen.field], finders)
    other = next((name for name in others if _is_another(name, known, own)), None)
    return chosen if other is None else _between(chosen, chosen.party.name, other)


def _between(chosen: Chosen, first: str, second: str) -> Chosen:
    both = {"first": first, "second": second}
    doubt = Message("The paper names {first}, but it may be for {second}.", both)
    return replace(chosen, doubt=doubt, between=True)


def _others(kind: DocumentType, field: str, value: FieldValue, finders: Sequence[Finder]) -> Iterator[str]:
    for finder in finders:
        yield from _meant_besides(finder.sheet)
        yield from _in_its_column(value, finder)
    yield from _named_with(value)
    for finder in finders if len(kind.customer) > 1 else ():
        yield from _under_its_labels(kind.fields[field], kind, finder)


def _addressed_to(sheet: Sheet) -> str | None:
    """Return the firm that a letter is addressed to, above its text."""
    for row in sheet.rows[:_ADDRESS_ROWS]:
        found = next((match for form in _ADDRESSED if (match := form.match(row.plain))), None)
        name = organisation(found["to"]) if found else None
        if name is not None and is_complete_organisation(name):
            return name
    return None


def _owed_to(sheet: Sheet) -> str | None:
    """Return the firm or the person that a note of what is owed says it is owed to."""
    for row, below in zip_longest(sheet.rows, sheet.rows[1:]):
        if "欠" not in row.plain:
            continue
        text = row.plain + (below.plain if below else "")
        found = _OWED.search(text)
        name = organisation(found["name"] or "") if found else None
        if name is not None and is_complete_organisation(name):
            return name
        if found is not None and found["person"] and is_persons_name(found["person"]):
            return found["person"]
    return None


def _names_us(finders: Sequence[Finder], own: Sequence[str]) -> bool:
    """Tell whether our own company stands anywhere on a paper."""
    text = fold_name("".join(row.text for finder in finders for row in finder.sheet.rows))
    return any(fold_name(mine) in text for mine in own)


def _is_another(name: str, known: Sequence[str], own: Sequence[str]) -> bool:
    """Tell whether a name is neither ours nor a reading, a part or a branch of one that is known."""
    key = fold_name(name)
    if is_own(name, None, own) or is_short_for(name, own):
        return False
    keys = [fold_name(other) for other in known]
    return not any(k in key or key in k or alike_names(k, key) for k in keys if k)


def _meant_besides(sheet: Sheet) -> Iterator[str]:
    """Yield the firms that somebody pays, takes in or buys for, or whose goods they are."""
    for row in sheet.rows:
        for pattern in _FOR_ANOTHER:
            found = pattern.search(row.plain)
            name = organisation(found["name"]) if found else None
            if name is not None:
                yield name


def _named_with(value: FieldValue) -> Iterator[str]:
    """Yield the firm that is named behind the customer as its like: 甲方：…公司、…厂."""
    rest = tidy(value.raw).replace(" ", "").partition(str(value.value))[2]
    also = _AND.match(rest)
    name = organisation(rest[also.end() :]) if also else None
    if name is not None and is_complete_organisation(name):
        yield name


def _lies_in(line: Box, value: Box) -> bool:
    """Tell whether a line's middle lies in a value's box: that of the line itself, or of its cell."""
    middle = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return value.x0 <= middle[0] <= value.x1 and value.y0 <= middle[1] <= value.y1


def _in_its_column(value: FieldValue, finder: Finder) -> Iterator[str]:
    """Yield the firms below a name that stands in a column of names, as in lists of what many owe."""
    box, rows = value.box, finder.sheet.rows
    if box is None or value.page != finder.sheet.page.number:
        return
    row = next((row for row in rows if any(s.box and _lies_in(s.box, box) for s in row.segments)), None)
    if row is None or len(row.segments) < _OF_A_LIST or any(hit.fields for hit in finder.rows[row.index]):
        return
    for below in rows[row.index + 1 : row.index + 2]:
        for segment in below.segments if len(below.segments) >= _OF_A_LIST else ():
            name = organisation(segment.folded.raw) if segment.box else None
            beneath = segment.box and (
                abs(segment.box.x0 - box.x0) < _SAME_COLUMN * segment.height
                or min(segment.box.x1, box.x1) - max(segment.box.x0, box.x0) > 0.5 * segment.box.width
            )
            if name is not None and beneath and is_complete_organisation(name):
                yield name


def _under_its_labels(rule: FieldRule, kind: DocumentType, finder: Finder) -> Iterator[str]:
    """Yield whole names of firms that stand as plainly behind a label of the customer's."""
    for found in candidates(rule, kind, finder):
        name = found.read.value
        if found.how in _PLAIN and found.sure >= _SURE and is_complete_organisation(name):
            yield name
