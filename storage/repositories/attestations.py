"""What people said of papers that their pictures do not tell."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import delete, select

from storage.repositories.base import Repository, columns, sees_document
from storage.tables.documents import Attestations, Documents
from storage.values import Attestation
from storage.viewer import Viewer

_ATTESTATION = columns(Attestations, Attestation)


class AttestationRepository(Repository):
    """One value for each paper and attribute; the audit log keeps what was said before."""

    def say(self, document_id: int, attribute: str, value: Any, said_by: str, now: dt.datetime) -> None:
        """Say something of a paper; None takes back what was said."""
        same = Attestations.document_id == document_id, Attestations.attribute == attribute
        self._session.execute(delete(Attestations).where(*same))
        if value is not None:
            self._session.add(
                Attestations(
                    document_id=document_id, attribute=attribute, value=value, said_by=said_by, said_at=now
                )
            )
        self._session.flush()

    def of_document(self, viewer: Viewer, document_id: int) -> list[Attestation]:
        """Return what was said of a paper; nothing when the viewer may not see it."""
        statement = (
            select(*_ATTESTATION)
            .join(Documents, Documents.id == Attestations.document_id)
            .where(Attestations.document_id == document_id, sees_document(viewer))
            .order_by(Attestations.attribute)
        )
        return self._values(Attestation, statement)

    def of_customer(self, viewer: Viewer, customer_id: int) -> list[Attestation]:
        """Return what was said of all papers of a customer."""
        statement = (
            select(*_ATTESTATION)
            .join(Documents, Documents.id == Attestations.document_id)
            .where(Documents.customer_id == customer_id, sees_document(viewer))
            .order_by(Attestations.document_id, Attestations.attribute)
        )
        return self._values(Attestation, statement)
