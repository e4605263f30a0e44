"""Our own company in the other role of a paper whose customer is known, where it stands there unlabelled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from classify.names.firms import fold_name, is_own, is_short_for
from classify.names.organisations import is_complete_organisation
from classify.profile import DocumentType
from classify.sheet import Segment, Sheet
from classify.values import FieldValue, Party

_OURS = ("supplier", "sender", "seller")
"""The roles in which we stand opposite a customer."""
_ADDRESS = re.compile("(?:地址|电话|联系|TE1|FAX)")  # folded: what letterheads and feet say behind a name
_SURENESS = 0.9


def with_us(
    kind: DocumentType,
    fields: Mapping[str, FieldValue],
    sheets: Sequence[Sheet],
    own: Sequence[str],
    customer: Party | None,
) -> dict[str, FieldValue]:
    """Return the fields with our own company as who supplies, where no label says so and it can't be else.

    The paper names the customer by its whole name, has a place for who supplies and nobody there, and our
    name stands on it by itself: above its address, in the other column, at the foot.
    """
    filled = dict(fields)
    missing = [name for name in kind.customer if name in _OURS and name not in fields]
    if customer is None or len(kind.customer) != len(missing) + 1 or not missing:
        return filled
    theirs = next((fields[name] for name in kind.customer if name in fields), None)
    if theirs is None or not is_complete_organisation(name := str(theirs.value)):
        return filled
    if name != customer.name or is_own(name, None, own) or is_short_for(name, own):
        return filled
    for sheet in sheets:
        for segment in (s for row in sheet.rows for s in row.segments):
            mine = _named(segment, own)
            if mine is not None:
                sure = round(_SURENESS * segment.confidence, 4)
                value = FieldValue(mine, segment.line.text, sure, sheet.page.number, segment.box)
                return {**filled, missing[0]: value}
    return filled


def _named(segment: Segment, own: Sequence[str]) -> str | None:
    """Return our name where a line is it, or begins with it and goes on with its address."""
    text = fold_name(segment.line.text)
    for mine in own:
        key = fold_name(mine)
        if key and text.startswith(key) and is_complete_organisation(mine):
            rest = text[len(key) :]
            if not rest or _ADDRESS.match(rest):
                return mine
    return None
