"""``add`` and ``retry``: take files in, work them to the end, tell each one's outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from capture.errors import CaptureError
from capture.inbox import display_name
from dossier import intake
from dossier.errors import DossierError
from dossier.rejection import rejection_of, rejection_of_duplicate
from dossier.running import conducting
from dossier.shapes import AddedDocument, AddedFile, CustomerShape, Error
from dossier.shaping import missing_file, shape_error
from dossier.wiring import Service
from storage.states import ScanState, Source
from storage.values import Document, Scan
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

#: told how many pages are done, of how many; a file not looked into yet counts as one page
PageProgress = Callable[[int, int], None]


def add_files(
    service: Service, actor: Viewer, files: Sequence[Path], progress: PageProgress
) -> list[AddedFile]:
    """Take files in and work them to the end; the answers stand in the order given.

    ``progress`` is told how many pages are done, of how many.
    """
    taken = [_take(service, actor, path) for path in files]
    ids = frozenset(one.id for one in taken if isinstance(one, Scan) and one.state is ScanState.WORKING)
    work_off(service, ids, progress)
    return [
        AddedFile(file=str(path), sha256=None, outcome="rejected", documents=[], error=one)
        if isinstance(one, Error)
        else outcome(service, actor, one.id, str(path))
        for path, one in zip(files, taken, strict=True)
    ]


def _take(service: Service, actor: Viewer, path: Path) -> Scan | Error:
    arrival = intake.Arrival(Source.CLI, display_name(path.name), received_by=actor.name)
    try:
        return intake.take_in(service, path, arrival)
    except (CaptureError, DossierError) as error:
        return shape_error(error, service.settings.language)
    except OSError as error:
        return missing_file(path, error, service.settings.language)


def work_off(service: Service, ids: frozenset[int], progress: PageProgress) -> None:
    """Work until these files are finished, here or by the service that runs on the same data."""
    if not ids:
        return

    def count() -> None:
        with service.database.reading() as work:
            pages = work.pages.progress(SYSTEM, sorted(ids))
        unseen = len(ids) - len(pages)
        progress(sum(done for done, _ in pages.values()), unseen + sum(total for _, total in pages.values()))

    with conducting(service, only=ids, page_done=count) as conductor:
        conductor.run_until_done()


def retry(service: Service, actor: Viewer, scan_id: int, password: str | None = None) -> AddedFile:
    """Work once more on a rejected or reviewed file and tell the outcome.

    Raises:
        NotFound: no such file, or not for this viewer.
    """
    scan = intake.retry(service, actor, scan_id, password)
    if scan.state is ScanState.WORKING:
        work_off(service, frozenset({scan_id}), lambda _done, _total: None)
    return outcome(service, actor, scan_id, scan.file_name)


def outcome(service: Service, viewer: Viewer, scan_id: int, name: str) -> AddedFile:
    """Tell what became of a received file."""
    language = service.settings.language
    with service.database.reading() as work:
        scan = work.scans.get(viewer, scan_id)
        first = work.scans.get(SYSTEM, scan.duplicate_of) if scan.duplicate_of else None
        documents = [_document(work, document) for document in work.documents.of_scan(viewer, scan_id)]
    rejection = rejection_of_duplicate(first) if first else rejection_of(scan)
    return AddedFile(
        file=name,
        sha256=scan.sha256,
        outcome=scan.state.value,  # type: ignore[arg-type]  # working files were worked off
        documents=documents,
        duplicate_of=first.file_name if first else None,
        error=shape_error(rejection, language) if rejection else None,
    )


def _document(work: Work, document: Document) -> AddedDocument:
    customer = None
    if document.customer_id is not None:
        found = work.customers.get(SYSTEM, document.customer_id)
        customer = CustomerShape(id=found.id, name=found.name, uscc=found.uscc)
    return AddedDocument(
        id=document.id,
        type=document.type,
        customer=customer,
        state=document.state.value,  # type: ignore[arg-type]  # only live documents belong to a scan
        pages=[page.number for page in document.pages],
    )
