"""The customer that no known label names: the one firm beside us that stands by itself on a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from classify.names.firms import fold_name, is_own
from classify.names.organisations import is_complete_organisation, organisation
from classify.normalise import folded
from classify.profile import DocumentType, FieldKind
from classify.sheet import Row, Segment, Sheet
from classify.values import FieldValue

_PROPOSED = 0.7
"""How sure such a name is: a person sees it proposed, it never makes a dossier by itself."""
_HELPERS = re.compile(
    "开户|银行|支行|信用社|担保|保证|抵押|承运|运输|物流|快递|货代|报关|海关|船|港|检[测验定]|质检|认证|厂家|生产|"
    "制造|品牌|产地|监制|见证|评估|会计|审计|律师|法院|仲裁|税务|局|保险|BANK|CARRIER|FORWARD|INSUR"
)
"""What offices that only help with a paper are called, or the labels before them."""
_PARTED = re.compile("[:：]")
_MARKS = " :：,，。、_-()（）"


def with_only_firm(
    kind: DocumentType, fields: Mapping[str, FieldValue], sheets: Sequence[Sheet], own: Sequence[str]
) -> dict[str, FieldValue]:
    """Return the fields; where none names another firm, the first of the customer's proposes the only one.

    Forms call the customer by labels nobody foresees (对方, 申请公司, 商场名称). Where our own name is known
    and one other firm stands by itself on the paper, not as one that only helps with it, that is whom it is
    about. Nothing is proposed where there are two.
    """
    name = next((name for name in kind.customer if kind.fields[name].kind == FieldKind.COMPANY), None)
    said = [fields[field] for field in kind.customer if field in fields]
    if (
        name is None
        or name in fields
        or not own
        or any(not is_own(str(value.value), None, own) for value in said)
    ):
        return dict(fields)
    found = {fold_name(firm): (firm, segment, page) for firm, segment, page in _standing(sheets)}
    others = [one for one in found.values() if not is_own(one[0], None, own)]
    if len(others) != 1:
        return dict(fields)
    firm, segment, page = others[0]
    return {**fields, name: FieldValue(firm, segment.line.text, _PROPOSED, page, segment.line.box)}


def _standing(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Segment, int]]:
    """Yield the firms that are a whole stretch of a row, or all that stands behind its colon."""
    for sheet in sheets:
        for row in sheet.rows:
            for number, segment in enumerate(row.segments):
                label, text = _label_and_value(row, number)
                name = organisation(text)
                if name is None or folded(text).strip(_MARKS) != folded(name).strip(_MARKS):
                    continue
                if is_complete_organisation(name) and not _HELPERS.search(f"{label}\n{name}"):
                    yield name, segment, sheet.page.number


def _label_and_value(row: Row, number: int) -> tuple[str, str]:
    """Return what stands before a value, behind whose colon or in the stretch before, and the value."""
    parts = _PARTED.split(row.segments[number].line.text)
    before = row.segments[number - 1].line.text if number else ""
    return (parts[-2] if len(parts) > 1 else before), parts[-1]
