"""Verbs that look after the archive: audit, search index, originals."""

from __future__ import annotations

from dossier.rights import may
from dossier.wiring import Service
from storage import reindex
from storage.values_people import AuditFault
from storage.viewer import Viewer


def verify_audit(service: Service, viewer: Viewer) -> AuditFault | None:
    """Walk over the audit log; return the first entry that is not what was written, None when all is well."""
    may(viewer, "audit.read")
    with service.database.reading() as work:
        return work.audit.verify()


def rebuild_index(service: Service, viewer: Viewer) -> int:
    """Build the search index anew; filing and searching go on meanwhile. Returns the pages tried."""
    may(viewer, "service.care")
    return reindex.rebuild(service.database, service.now())
