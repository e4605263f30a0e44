"""Facts about customers, their checklist as last computed, and what is not insisted on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, delete, func, insert, select, true, update
from sqlalchemy.orm import InstrumentedAttribute

from storage.errors import NotVisible
from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository, columns, sees_customer
from storage.repositories.places import place_rows
from storage.tables.base import dump_json
from storage.tables.customers import Customers, Facts, RequirementStates, Waivers
from storage.values import FactRow, OpenRequirement, RequirementRow, Waiver
from storage.viewer import SYSTEM, Viewer

_REQUIREMENT = columns(RequirementStates, RequirementRow)
_WAIVER = columns(Waivers, Waiver)


def open_rows(*more: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    """Select what an ``OpenRequirement`` holds, but for what is said; and ``more``."""
    return select(
        RequirementStates.customer_id,
        Customers.name,
        RequirementStates.requirement,
        RequirementStates.state,
        RequirementStates.title,
        RequirementStates.for_document,
        RequirementStates.until,
        *more,
    ).join(Customers, Customers.id == RequirementStates.customer_id)


def _state_row(customer_id: int, place: int, line: RequirementRow, today: dt.date) -> dict[str, Any]:
    return {
        "customer_id": customer_id,
        "place": place,
        "requirement": line.requirement,
        "for_document": line.for_document,
        "for_shipment": line.for_shipment,
        "state": line.state,
        "title": line.title,
        "kind": line.kind,
        "proof": list(line.proof),
        "until": line.until,
        "said": list(line.said),
        "period": line.period,
        "category": line.category,
        "computed_on": today,
    }


# compared as text: thousands of lines are not worth parsing to find that one has changed
_TEXTS = ("title", "proof", "said")
_AS_WRITTEN = [
    cast(column, Text) if column.key in _TEXTS else column
    for column in (getattr(RequirementStates, part.name) for part in fields(RequirementRow))
]


_PARTS = attrgetter(*(part.name for part in fields(RequirementRow)))
_KEY = itemgetter(
    *(
        place
        for place, part in enumerate(fields(RequirementRow))
        if part.name in ("requirement", "for_document", "for_shipment", "period")
    )
)
_TEXT_PLACES = tuple(place for place, part in enumerate(fields(RequirementRow)) if part.name in _TEXTS)


def _as_written(lines: Sequence[RequirementRow]) -> list[tuple[Any, ...]]:
    titles: dict[tuple[Any, ...], str] = {}  # those of one requirement are the same, line for line
    written = []
    for line in lines:
        parts = list(_PARTS(line))
        for place in _TEXT_PLACES:
            value = parts[place]
            if isinstance(value, dict):
                key = tuple(value.items())
                parts[place] = titles.get(key) or titles.setdefault(key, dump_json(value))
            else:
                parts[place] = "[]" if value == [] else dump_json(value)
        written.append(tuple(parts))
    return written


def _keys(written: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return what each line is: what is asked and for what; of lines that are the same, which of them."""
    seen: Counter[tuple[Any, ...]] = Counter()
    keys = []
    for parts in written:
        key = _KEY(parts)
        seen[key] += 1
        keys.append((*key, seen[key]))
    return keys


class _OfCustomer(Repository):
    def _need(self, viewer: Viewer, customer_id: int) -> None:
        seen = select(Customers.id).where(Customers.id == customer_id, sees_customer(viewer))
        if self._session.scalar(seen) is None:
            raise NotVisible(f"no customer {customer_id}")


class FactRepository(_OfCustomer):
    """What somebody said about a customer."""

    def of(self, viewer: Viewer, customer_id: int) -> dict[str, Any]:
        """Return the facts that were set.

        Raises:
            NotVisible: no such customer, or not for this viewer.
        """
        return {row.fact: row.value for row in self.rows(viewer, customer_id)}

    def rows(self, viewer: Viewer, customer_id: int) -> list[FactRow]:
        """Return the facts that were set, with who set them when."""
        self._need(viewer, customer_id)
        theirs = Facts.customer_id == customer_id
        return self._values(FactRow, select(*columns(Facts, FactRow)).where(theirs).order_by(Facts.fact))

    def set(self, customer_id: int, fact: str, value: Any, set_by: str, now: dt.datetime) -> None:
        """Say something about a customer."""
        self._need(SYSTEM, customer_id)
        same = Facts.customer_id == customer_id, Facts.fact == fact
        self._session.execute(delete(Facts).where(*same))
        self._session.add(Facts(customer_id=customer_id, fact=fact, value=value, set_by=set_by, set_at=now))
        self._session.flush()


class RequirementRepository(_OfCustomer):
    """Checklists as last computed, with a summary on the customer's row."""

    def replace(
        self,
        customer_id: int,
        requirements: Sequence[RequirementRow],
        *,
        missing: int,
        complete: bool,
        today: dt.date,
    ) -> None:
        """Put a newly computed checklist in the place of the old one; only lines that differ are written."""
        theirs = RequirementStates.customer_id == customer_id
        statement = select(RequirementStates.place, *_AS_WRITTEN).where(theirs)
        before = self._session.execute(statement.order_by(RequirementStates.place)).all()
        known = {key: row[0] for key, row in zip(_keys([row[1:] for row in before]), before, strict=True)}
        stood = {row[0]: tuple(row[1:]) for row in before}
        written = _as_written(requirements)
        places = place_rows(_keys(written), known)
        changed = [
            (place, line)
            for place, line, text in zip(places, requirements, written, strict=True)
            if stood.get(place) != text
        ]
        kept = frozenset(places)
        gone = [place for place in stood if place not in kept]
        away: ColumnElement[bool] = RequirementStates.place.in_([*gone, *(place for place, _ in changed)])
        if len(changed) * 2 > len(before):
            changed, away = list(zip(places, requirements, strict=True)), true()
        if changed or gone:
            self._session.execute(delete(RequirementStates).where(theirs, away))
        if changed:
            rows = [_state_row(customer_id, place, line, today) for place, line in changed]
            self._session.execute(insert(RequirementStates), rows)
        self._session.execute(
            update(RequirementStates)
            .where(theirs, RequirementStates.computed_on != today)
            .values(computed_on=today)
        )
        self._session.execute(
            update(Customers)
            .where(Customers.id == customer_id)
            .values(missing=missing, complete=complete, checked_on=today)
        )
        self._session.flush()

    def of(self, viewer: Viewer, customer_id: int) -> list[RequirementRow]:
        """Return a customer's checklist in its order.

        Raises:
            NotVisible: no such customer, or not for this viewer.
        """
        self._need(viewer, customer_id)
        theirs = RequirementStates.customer_id == customer_id
        return self._values(
            RequirementRow, select(*_REQUIREMENT).where(theirs).order_by(RequirementStates.place)
        )

    def counts(self, viewer: Viewer) -> dict[str, int]:
        """Count checklist lines over all visible customers by state."""
        statement = (
            select(RequirementStates.state, func.count())
            .join(Customers, Customers.id == RequirementStates.customer_id)
            .where(sees_customer(viewer))
            .group_by(RequirementStates.state)
        )
        return {state: count for state, count in self._session.execute(statement)}

    def browse(
        self,
        viewer: Viewer,
        states: Collection[str],
        *,
        requirement: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Slice[OpenRequirement]:
        """List checklist lines over all customers in some states (missing …), of one requirement or all."""
        wanted = [RequirementStates.state.in_(states), sees_customer(viewer)]
        if requirement is not None:
            wanted.append(RequirementStates.requirement == requirement)
        joined = Customers.id == RequirementStates.customer_id
        counted = select(func.count()).select_from(RequirementStates).join(Customers, joined)
        total = self._session.scalar(counted.where(*wanted)) or 0
        if cursor is not None:
            customer_id, place = decode_cursor(cursor, int, int)
            after = (RequirementStates.customer_id > customer_id) | (
                (RequirementStates.customer_id == customer_id) & (RequirementStates.place > place)
            )
            wanted.append(after)
        statement = (
            open_rows(RequirementStates.said, RequirementStates.place)
            .where(*wanted)
            .order_by(RequirementStates.customer_id, RequirementStates.place)
            .limit(limit + 1)
        )
        found = self._session.execute(statement).all()
        more = encode_cursor(found[limit - 1][0], found[limit - 1][-1]) if len(found) > limit else None
        return Slice(tuple(OpenRequirement(*row[:-1]) for row in found[:limit]), more, total)

    def waive(
        self,
        customer_id: int,
        requirement: str,
        reason: str,
        waived_by: str,
        now: dt.datetime,
        *,
        for_document: int | None = None,
        for_shipment: int | None = None,
        period: str | None = None,
        until: dt.date | None = None,
    ) -> int:
        """Stop insisting on a requirement; returns the waiver's id."""
        self._need(SYSTEM, customer_id)
        row = Waivers(
            customer_id=customer_id,
            requirement=requirement,
            for_document=for_document,
            for_shipment=for_shipment,
            period=period,
            reason=reason,
            waived_by=waived_by,
            waived_at=now,
            until=until,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def end_waiver(self, customer_id: int, waiver_id: int, now: dt.datetime) -> None:
        """Insist again."""
        same = Waivers.id == waiver_id, Waivers.customer_id == customer_id, Waivers.ended_at.is_(None)
        self._session.execute(update(Waivers).where(*same).values(ended_at=now))

    def waivers(self, viewer: Viewer, customer_id: int, today: dt.date | None = None) -> list[Waiver]:
        """Return a customer's waivers; with ``today`` only those in force."""
        self._need(viewer, customer_id)
        wanted = [Waivers.customer_id == customer_id]
        if today is not None:
            wanted += [Waivers.ended_at.is_(None), Waivers.until.is_(None) | (Waivers.until >= today)]
        return self._values(Waiver, select(*_WAIVER).where(*wanted).order_by(Waivers.id))
