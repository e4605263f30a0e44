"""Customers whose name is near to one that was typed and that nobody has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.initials import initials
from storage.likeness import Likeness, likeness, syllables
from storage.repositories.base import sees_customer
from storage.tables.customers import CustomerAliases, CustomerInitials, Customers
from storage.viewer import Viewer

_ENDS = re.compile(r"(?<=..)(?:(?:集团)?(?:股份)?有?限?(?:责任)?公司|集团|总?厂|商行|经营部|店)$")
_FEWEST, _MOST = 2, 30
_LOOKED_AT = 300
_SPELLINGS = 8


def near_customers(
    session: Session, viewer: Viewer, folded: str, limit: int
) -> list[tuple[int, str, Likeness]]:
    """Return id, name and likeness of customers that may be meant by a name folded as theirs."""
    typed = _ENDS.sub("", folded)
    if not _FEWEST <= len(typed) <= _MOST:
        return []
    found: dict[int, tuple[Likeness, int, str]] = {}
    for customer_id, name, known in _candidates(session, viewer, typed):
        how = likeness(typed, known)
        if how is not None:
            now = (how, len(known), name)
            found[customer_id] = min(found.get(customer_id, now), now)
    ranked = sorted(found.items(), key=lambda one: (one[1], one[0]))
    return [(customer_id, name, how) for customer_id, (how, _, name) in ranked[:limit]]


def _candidates(session: Session, viewer: Viewer, typed: str) -> Iterator[tuple[int, str, str]]:
    """Yield id, name and folded name, or other name, of customers that have nearly all signs or sound so."""
    there = sees_customer(viewer), Customers.merged_into.is_(None)
    for column, sounds in ((Customers.folded_name, True), (CustomerAliases.folded_name, False)):
        signs = _signs_in(column, typed)
        statement = select(Customers.id, Customers.name, column)
        if sounds:
            statement = statement.join(CustomerInitials, CustomerInitials.customer_id == Customers.id)
            fits = or_(signs >= _needed(typed), *_spelled(typed))
        else:
            statement = statement.join(CustomerAliases, CustomerAliases.customer_id == Customers.id)
            fits = signs >= _needed(typed)
        ordered = statement.where(fits, *there).order_by(signs.desc(), Customers.id).limit(_LOOKED_AT)
        for row in session.execute(ordered):
            yield row[0], row[1], row[2]


def _needed(typed: str) -> int:
    """Return how many of the signs a name has that differs by one: all, where fewer would fit too many."""
    different = len(set(typed))
    return different - 1 if different > 3 else different


def _signs_in(column: InstrumentedAttribute[str], typed: str) -> ColumnElement[int]:
    each = [case((column.contains(sign, autoescape=True), 1), else_=0) for sign in dict.fromkeys(typed)]
    total: ColumnElement[int] = each[0]
    for one in each[1:]:
        total = total + one
    return total


def _spelled(typed: str) -> list[ColumnElement[bool]]:
    """Return what fits the first letters of names that sound like the typed one, however it may be read."""
    letters = [sorted({one[0] for one in syllables(sign) if one and one[0].isalnum()}) for sign in typed]
    read = product(*letters) if all(letters) else ()
    spellings = [
        initials(typed),
        *("".join(one).lower() for _, one in zip(range(_SPELLINGS), read, strict=False)),
    ]
    column = CustomerInitials.initials
    return [column.contains(one, autoescape=True) for one in dict.fromkeys(spellings) if len(one) > 1]
