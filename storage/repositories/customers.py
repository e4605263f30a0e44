"""Customers and the names they are known by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from storage.errors import NotVisible
from storage.repositories.base import columns, sees_customer
from storage.repositories.customer_lists import CustomerLists
from storage.tables.customers import CustomerAliases, Customers
from storage.touched import touch_customers
from storage.values import Customer
from storage.values_customers import Alias, AliasKind
from storage.viewer import Viewer

_CUSTOMER = columns(Customers, Customer)
_ALIAS = columns(CustomerAliases, Alias)
_MATCHING_LOCK = 0x0C057


class CustomerRepository(CustomerLists):
    """One row per customer; names are folded by the caller (``classify.customers.fold_name``)."""

    def create(
        self,
        name: str,
        folded_name: str,
        profile: str,
        now: dt.datetime,
        *,
        uscc: str | None = None,
        team_id: int | None = None,
        number: str | None = None,
    ) -> Customer:
        """Open a dossier."""
        row = Customers(
            name=name,
            folded_name=folded_name,
            uscc=uscc,
            profile=profile,
            team_id=team_id,
            number=number,
            created_at=now,
            missing=0,
            complete=False,
            revision=self._next_revision(),
        )
        self._session.add(row)
        self._session.flush()
        touch_customers(self._session, [row.id])
        return self._get(row.id)

    def lock_matching(self) -> None:
        """Let no other unit of work open customers until this one ends.

        To be called before ``known`` when a customer may be created from what was not found.
        """
        if not self._on_sqlite:  # SQLite's writing units are alone anyway
            self._session.execute(select(func.pg_advisory_xact_lock(_MATCHING_LOCK)))

    def get(self, viewer: Viewer, customer_id: int) -> Customer:
        """Return one customer.

        Raises:
            NotVisible: there is none, or not for this viewer.
        """
        return self._get(customer_id, sees_customer(viewer))

    def get_many(self, viewer: Viewer, customer_ids: Collection[int]) -> dict[int, Customer]:
        """Return customers by the id asked for, in that order; those not visible are absent.

        Where one was merged into another, the other is meant.
        """
        meant = {one: one for one in customer_ids}
        while into := self._merged(meant.values()):
            meant = {asked: into.get(one, one) for asked, one in meant.items()}
        visible = Customers.id.in_(set(meant.values())), sees_customer(viewer)
        found = {one.id: one for one in self._values(Customer, select(*_CUSTOMER).where(*visible))}
        return {asked: found[one] for asked, one in meant.items() if one in found}

    def _merged(self, customer_ids: Collection[int]) -> dict[int, int]:
        """Return which of some customers were merged away, and into whom."""
        gone = Customers.id.in_(set(customer_ids)), Customers.merged_into.is_not(None)
        found = self._session.execute(select(Customers.id, Customers.merged_into).where(*gone))
        return {one: into for one, into in found if into is not None}

    def find(self, viewer: Viewer, text: str, folded: str) -> list[Customer]:
        """Return whom an id, a credit code, a name or an alias means; several when it is ambiguous.

        An exact id or code wins over names, an exact name over an alias. Where one was merged into another,
        the other is meant.
        """
        wanted = text.strip()
        for condition in self._meanings(wanted, folded):
            ids = self._session.scalars(
                select(Customers.id).where(condition).order_by(Customers.id).limit(50)
            )
            meant = {self.standing(customer_id) for customer_id in ids}
            found = self._values(
                Customer,
                select(*_CUSTOMER)
                .where(Customers.id.in_(meant), sees_customer(viewer))
                .order_by(Customers.id),
            )
            if found:
                return found
        return []

    def standing(self, customer_id: int) -> int:
        """Return the customer itself, or whom it was merged into."""
        while True:
            into = self._session.scalar(select(Customers.merged_into).where(Customers.id == customer_id))
            if into is None:
                return customer_id
            customer_id = into

    def rename(self, customer_id: int, name: str, folded_name: str) -> Customer:
        """Change the name."""
        return self._update(customer_id, name=name, folded_name=folded_name, revision=self._next_revision())

    def set_uscc(self, customer_id: int, uscc: str | None) -> Customer:
        """Set the credit code."""
        return self._update(customer_id, uscc=uscc, revision=self._next_revision())

    def set_merged(self, customer_id: int, into: int | None) -> Customer:
        """Let another dossier stand in this one's place; None lets it stand for itself again."""
        return self._update(customer_id, merged_into=into, revision=self._next_revision())

    def set_team(self, customer_id: int, team_id: int | None) -> Customer:
        """Give the customer to a team."""
        return self._update(customer_id, team_id=team_id)

    def set_number(self, customer_id: int, number: str | None) -> Customer:
        """Set the dossier's reference number (档号)."""
        return self._update(customer_id, number=number)

    def set_profile(self, customer_id: int, profile: str) -> Customer:
        """Set which profile's checklist counts."""
        return self._update(customer_id, profile=profile)

    def aliases(self, viewer: Viewer, customer_id: int) -> Sequence[str]:
        """Return the other names of a customer."""
        self.get(viewer, customer_id)
        theirs = CustomerAliases.customer_id == customer_id
        return tuple(
            self._session.scalars(select(CustomerAliases.name).where(theirs).order_by(CustomerAliases.id))
        )

    def names(self, viewer: Viewer, customer_id: int) -> list[Alias]:
        """Return the other names of a customer with their kinds and where they come from."""
        self.get(viewer, customer_id)
        theirs = CustomerAliases.customer_id == customer_id
        return self._values(Alias, select(*_ALIAS).where(theirs).order_by(CustomerAliases.id))

    def add_alias(
        self,
        customer_id: int,
        name: str,
        folded_name: str,
        created_by: str,
        *,
        kind: AliasKind = AliasKind.ALIAS,
        from_customer: int | None = None,
    ) -> bool:
        """Remember another name; one that is known already changes nothing. Tells whether it is new."""
        same = CustomerAliases.customer_id == customer_id, CustomerAliases.folded_name == folded_name
        if self._session.scalar(select(CustomerAliases.id).where(*same)) is not None:
            return False
        self._session.add(
            CustomerAliases(
                customer_id=customer_id,
                name=name,
                folded_name=folded_name,
                created_by=created_by,
                kind=kind.value,
                from_customer=from_customer,
            )
        )
        self._session.flush()
        self._update(customer_id, revision=self._next_revision())
        return True

    def remove_alias(self, customer_id: int, folded_name: str) -> None:
        """Forget another name."""
        same = CustomerAliases.customer_id == customer_id, CustomerAliases.folded_name == folded_name
        self._session.execute(delete(CustomerAliases).where(*same))
        self._update(customer_id, revision=self._next_revision())

    def _next_revision(self) -> int:
        """Return the next revision. Revisions are committed in their order: the lock is held until then."""
        self.lock_matching()
        return self.revision() + 1

    def _meanings(self, text: str, folded: str) -> Sequence[ColumnElement[bool]]:
        by_alias = select(CustomerAliases.customer_id).where(CustomerAliases.folded_name == folded)
        meanings = [
            Customers.uscc == text.upper(),
            Customers.name == text,
            Customers.folded_name == folded,
            Customers.id.in_(by_alias),
            Customers.number == text,
        ]
        if text.isascii() and text.isdigit() and len(text) < 10:
            meanings.insert(0, Customers.id == int(text))
        return meanings

    def _update(self, customer_id: int, **values: Any) -> Customer:
        self._session.execute(update(Customers).where(Customers.id == customer_id).values(**values))
        touch_customers(self._session, [customer_id])
        return self._get(customer_id)

    def _get(self, customer_id: int, *conditions: ColumnElement[bool]) -> Customer:
        found = self._value(Customer, select(*_CUSTOMER).where(Customers.id == customer_id, *conditions))
        if found is None:
            raise NotVisible(f"no customer {customer_id}")
        return found
