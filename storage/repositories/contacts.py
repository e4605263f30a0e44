"""What customers share: telephones, addresses, numbers others gave them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, delete, false, or_, select

from storage.repositories.base import Repository, columns, sees_customer
from storage.tables.customers import CustomerContacts, Customers
from storage.values_customers import Contact, Sharing
from storage.viewer import Viewer

_CONTACT = columns(CustomerContacts, Contact)
_MANY = 50


class ContactRepository(Repository):
    """Contacts by customer: those read on papers follow the papers, those a person gave stay."""

    def of(self, viewer: Viewer, customer_id: int) -> list[Contact]:
        """Return the contacts of a customer; none when the viewer may not see it."""
        statement = (
            select(*_CONTACT)
            .join(Customers, Customers.id == CustomerContacts.customer_id)
            .where(CustomerContacts.customer_id == customer_id, sees_customer(viewer))
        )
        return self._values(Contact, statement.order_by(CustomerContacts.kind, CustomerContacts.id))

    def replace_read(self, customer_id: int, contacts: Sequence[Contact]) -> None:
        """Put what is read on papers now in the place of what was read before."""
        read = CustomerContacts.customer_id == customer_id, CustomerContacts.document_id.is_not(None)
        self._session.execute(delete(CustomerContacts).where(*read))
        self.add(customer_id, contacts)

    def add(self, customer_id: int, contacts: Sequence[Contact]) -> None:
        """Note contacts; those known already are left as they are."""
        theirs = CustomerContacts.customer_id == customer_id
        known = {
            (kind, folded)
            for kind, folded in self._session.execute(
                select(CustomerContacts.kind, CustomerContacts.folded).where(theirs)
            )
        }
        for contact in contacts:
            if contact.folded and (contact.kind, contact.folded) not in known:
                known.add((contact.kind, contact.folded))
                self._session.add(
                    CustomerContacts(
                        customer_id=customer_id,
                        kind=contact.kind,
                        value=contact.value,
                        folded=contact.folded,
                        document_id=contact.document_id,
                    )
                )
        self._session.flush()

    def remove(self, customer_id: int, contacts: Sequence[Contact]) -> None:
        """Forget contacts that a person gave."""
        for contact in contacts:
            self._session.execute(
                delete(CustomerContacts).where(
                    CustomerContacts.customer_id == customer_id,
                    CustomerContacts.kind == contact.kind,
                    CustomerContacts.folded == contact.folded,
                    CustomerContacts.document_id.is_(None),
                )
            )

    def sharing(self, viewer: Viewer, customer_id: int, kinds: Sequence[str]) -> list[Sharing]:
        """Return the other customers the viewer may see that have a telephone, address … in common."""
        mine = self._session.execute(
            select(CustomerContacts.kind, CustomerContacts.folded).where(
                CustomerContacts.customer_id == customer_id, CustomerContacts.kind.in_(kinds)
            )
        )
        # asked apart: joined to itself, SQLite walks over everybody's telephones
        same = [
            and_(CustomerContacts.kind == kind, CustomerContacts.folded == folded) for kind, folded in mine
        ]
        statement = (
            select(
                Customers.id, Customers.name, Customers.uscc, CustomerContacts.kind, CustomerContacts.value
            )
            .join(CustomerContacts, CustomerContacts.customer_id == Customers.id)
            .where(
                or_(false(), *same),
                CustomerContacts.customer_id != customer_id,
                Customers.merged_into.is_(None),
                sees_customer(viewer),
            )
            .order_by(Customers.id, CustomerContacts.kind, CustomerContacts.id)
            .limit(_MANY)
        )
        return self._values(Sharing, statement)
