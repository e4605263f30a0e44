"""What is known of received files, gathered from the repositories for REST and the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.schemas.scans import ScanDocument, ScanRow, Scans
from dossier.cataloguing import title_of
from dossier.rejection import rejection_of, rejection_of_duplicate
from dossier.shaping import shape_error
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import ScanState
from storage.values import DocumentRow, Scan
from storage.viewer import Viewer
from storage.work import Work


def list_scans(
    service: Service,
    viewer: Viewer,
    language: str,
    *,
    state: ScanState | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Scans:
    """Return received files, newest first."""
    with service.database.reading() as work:
        found = work.scans.browse(viewer, states=(state,) if state else (), cursor=cursor, limit=limit)
        ids = [scan.id for scan in found.items]
        progress = work.pages.progress(viewer, ids)
        documents = work.documents.of_scans(viewer, [*ids, *_firsts(found.items)])
        rows = [_row(service, work, viewer, scan, progress, documents, language) for scan in found.items]
    return Scans(total=found.total, scans=rows, next=found.next)


def _row(
    service: Service,
    work: Work,
    viewer: Viewer,
    scan: Scan,
    progress: Mapping[int, tuple[int, int]],
    documents: Mapping[int, list[DocumentRow]],
    language: str,
) -> ScanRow:
    done, total = progress.get(scan.id, (0, scan.pages or 0))
    first = _first(work, viewer, scan)
    rejection = rejection_of_duplicate(first) if first else rejection_of(scan)
    return ScanRow(
        id=scan.id,
        file=scan.file_name,
        sha256=scan.sha256,
        received=scan.received_at,
        state=scan.state.value,
        pages_done=done,
        pages=total,
        documents=_named(service, documents.get(scan.id, ()), language),
        duplicate_of=first.file_name if first else None,
        duplicate_of_id=first.id if first else None,
        duplicate_of_documents=_named(service, documents.get(scan.duplicate_of or 0, ()), language),
        error=shape_error(rejection, language) if rejection else None,
    )


def _firsts(scans: Sequence[Scan]) -> list[int]:
    return [scan.duplicate_of for scan in scans if scan.duplicate_of is not None]


def _named(service: Service, rows: Sequence[DocumentRow], language: str) -> list[ScanDocument]:
    return [
        ScanDocument(
            id=row.id,
            title=title_of(service.profile, row.type, row.title, language),
            state=row.state.value,
        )
        for row in rows
    ]


def _first(work: Work, viewer: Viewer, scan: Scan) -> Scan | None:
    if scan.duplicate_of is None:
        return None
    try:
        return work.scans.get(viewer, scan.duplicate_of)
    except NotVisible:
        return None
