"""Taking in a package that was handed over: it becomes the same dossier again, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import bagit

from capture.beside import writing_rows
from capture.pages import Message
from capture.saved import page_from_json, seal_rows, warning_codes
from classify.firms import fold_name
from dossier import bag_verify, checklists, portable
from dossier.customers import customer_shape
from dossier.errors import BadRequest, Conflict, DossierError
from dossier.portable import PortableDocument, PortableDossier, PortablePage, PortableScan
from dossier.portable_archive import put_archive
from dossier.rights import may
from dossier.shapes import ImportedPackage
from dossier.takeover_completeness import put_completeness
from dossier.wiring import Service
from storage.errors import Conflict as StoredConflict
from storage.repositories.documents import scan_ids
from storage.states import DocumentState, PageState, ScanState, Source
from storage.values import Document, Judgement, PageRef, Received
from storage.values_customers import AliasKind
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

_DOSSIER = "data/dossier.json"
_OF_PACKAGES = ("manifest-sha256.txt", "tagmanifest-sha256.txt", "verify.py", _DOSSIER)
_OWNER = "takeover"
_TOLD = 5


FAULTS = {
    "changed": Message("changed: {name}"),
    "missing": Message("missing: {name}"),
    "added": Message("added: {name}"),
    "renamed": Message("renamed: {name}"),
}
"""What ``verify.py`` says of a file, as people read it here."""


def _sentence(faults: Sequence[str]) -> Message:
    """Return lines of the verifier as one sentence that can be said in each language."""
    kind, _, name = faults[0].partition(": ")
    known = FAULTS.get(kind)
    first = Message(known.template, {"name": name}) if known else Message("{name}", {"name": faults[0]})
    if not faults[1:]:
        return first
    return Message("{first}; {rest}", {"first": first, "rest": _sentence(faults[1:])})


class PackageDamaged(DossierError):
    """A package is not as it was handed over; nothing of it was taken in."""

    code = "package_damaged"

    def __init__(self, folder: Path, faults: Sequence[str]) -> None:
        super().__init__(
            Message(
                "The package {folder} is not as it was handed over: {faults}.",
                {"folder": folder.name, "faults": _sentence(faults[:_TOLD])},
            ),
            Message("Nothing was taken in. Copy the package again; its verify.py names every fault."),
        )
        self.faults = tuple(faults)


def is_package(folder: Path) -> bool:
    """Tell whether a folder is a package, whole or damaged: it has a file that only packages have."""
    return any((folder / name).is_file() for name in (bag_verify.DECLARATION, *_OF_PACKAGES))


def take_over(service: Service, actor: Viewer, folder: Path) -> ImportedPackage:
    """Verify a package and take its dossier in: originals, pages, documents and all that was said.

    Raises:
        PackageDamaged: a file was changed, removed, added or renamed.
        BadRequest: it is no package of a dossier, or of another profile.
        Conflict: the customer, a cover sheet or a number of it exists here already, or a page of it lies in
            another dossier.
    """
    may(actor, "dossiers.export")
    dossier, pages = _open(service, folder)
    for scan in dossier.scans:
        stored = service.files.put(_original(folder, scan.sha256))
        if stored.sha256 != scan.sha256:
            raise PackageDamaged(folder, [f"missing: originals/{scan.sha256}"])
    with service.database.unit_of_work() as work:
        _refuse_known(work, dossier)
        customer = work.customers.create(
            dossier.name,
            fold_name(dossier.name),
            dossier.profile,
            dossier.created_at,
            uscc=dossier.uscc,
            number=dossier.number,
        )
        scans = {one.sha256: _put_scan(work, one, pages.get(one.sha256, [])) for one in dossier.scans}
        documents = [_put_document(work, one, customer.id, scans) for one in dossier.documents]
        _put_circumstances(work, customer.id, dossier)
        _put_records(work, service, actor, customer.id, dossier, [one.id for one in documents])
        for scan_id in scans.values():
            if work.scans.get(SYSTEM, scan_id).state is ScanState.WORKING:
                work.scans.finish(scan_id, _OWNER, ScanState.FILED, service.now())
        work.scans.settle(scan_ids(documents))
        checklists.recompute(work, service.profile, customer.id, service.today())
        payload = {
            "folder": folder.name,
            "documents": len(documents),
            "scans": sorted(scans),
            "manifest": bag_verify.digest_file(folder / "manifest-sha256.txt", "sha256"),
        }
        work.audit.append(actor.name, "dossier.imported", "customer", customer.id, payload, service.now())
    return ImportedPackage(customer=customer_shape(customer), documents=len(documents), scans=len(scans))


def _open(service: Service, folder: Path) -> tuple[PortableDossier, dict[str, list[PortablePage]]]:
    faults = bag_verify.find_faults(folder) if is_package(folder) else []
    if faults:
        raise PackageDamaged(folder, faults)
    if not (folder / _DOSSIER).is_file():
        raise BadRequest(
            Message("{folder} is no package of a dossier.", {"folder": folder.name}),
            Message("Name the folder in which bagit.txt lies."),
        )
    try:
        bagit.Bag(str(folder)).validate(fast=True)
    except bagit.BagError as error:
        raise PackageDamaged(folder, [str(error)]) from error
    dossier = portable.load_dossier(folder / _DOSSIER)
    if dossier.profile != service.profile.id:
        raise BadRequest(
            Message("The package is of the profile {profile}.", {"profile": dossier.profile}),
            Message("Take it into an installation that runs this profile."),
        )
    reading = folder / "data" / "reading"
    pages = {one.sha256: portable.load_pages(reading / f"{one.sha256}.json") for one in dossier.scans}
    return dossier, pages


def _original(folder: Path, sha256: str) -> Path:
    found = [path for path in (folder / "data" / "originals").iterdir() if path.name.startswith(sha256)]
    if not found:
        raise PackageDamaged(folder, [f"missing: originals/{sha256}"])
    return found[0]


def _refuse_known(work: Work, dossier: PortableDossier) -> None:
    keys = [key for key in (dossier.uscc, dossier.number, dossier.name) if key]
    for key in keys:
        known = work.customers.find(SYSTEM, key, fold_name(dossier.name))
        if known:
            raise Conflict(
                Message("The customer {name} exists already.", {"name": known[0].name}),
                Message("A package is taken in as a dossier of its own; rename or merge afterwards."),
            )


def _put_scan(work: Work, scan: PortableScan, pages: Sequence[PortablePage]) -> int:
    """Enter an original, or find it where another dossier brought it, and save what was read on its pages."""
    known = work.scans.first_with(scan.sha256)
    if known is None:
        received = Received(
            scan.sha256,
            scan.size,
            scan.file_name,
            Source(scan.source),
            kind=scan.kind,
            received_by=scan.received_by,
        )
        known = work.scans.receive(received, scan.received_at).scan
        work.scans.claim_one(known.id, _OWNER, scan.received_at, dt.timedelta(minutes=1))
        work.scans.set_probe(known.id, scan.kind, scan.pages)
        work.pages.create(known.id, scan.pages)
        others = set(range(1, scan.pages + 1)) - {page.number for page in pages}
        for number in sorted(others):  # pages of other dossiers: nothing of them came along
            work.pages.set_unread(PageRef(known.id, number), "not_in_package", warned=False)
    for page in pages:
        ref = PageRef(known.id, page.number)
        if page.text is not None and page.state == PageState.READ:
            read = page_from_json(page.text)
            apart = seal_rows(read), writing_rows(read), warning_codes(read)
            work.pages.replace_result(ref, page.text, *apart)
            work.search.put(ref, [line.text for line in read.lines])
        else:
            work.pages.set_unread(ref, page.error_code or "unreadable", page.text)
        if page.turn is not None:
            work.pages.set_turn(ref, page.turn)
    return known.id


def _put_document(
    work: Work, portable_document: PortableDocument, customer_id: int, scans: Mapping[str, int]
) -> Document:
    one = portable_document
    refs = [PageRef(scans[sha256], number) for sha256, number in one.pages]
    taken = [ref for ref in refs if work.documents.at_page(ref) is not None]
    if taken:
        raise Conflict(
            Message(
                "Page {page} of an original of the package lies in another dossier.",
                {"page": taken[0].number},
            ),
            Message("Move the paper out of the way, or keep the dossier that is here."),
        )
    judgement = Judgement(
        type=one.type,
        title=one.title,
        confidence=one.confidence,
        date=one.date,
        review_reasons=one.review_reasons,
        reasons=one.reasons,
        fields=one.fields,
        tables=one.tables,
        party=one.party,
    )
    state = DocumentState(one.state)
    if refs:
        made = work.documents.create(
            judgement, refs, customer_id=customer_id, state=state, now=one.created_at
        )
    else:
        made = work.documents.create_on_shelf(one.type, one.title, customer_id, one.date, one.created_at)
    whole = replace(
        made,
        type_by_person=one.type_by_person,
        customer_by_person=one.customer_by_person,
        confirmed_by=one.confirmed_by,
    )
    return work.documents.restore(whole, one.created_at)


def _put_records(
    work: Work,
    service: Service,
    actor: Viewer,
    customer_id: int,
    dossier: PortableDossier,
    documents: Sequence[int],
) -> None:
    lines = dossier.waivers, dossier.shipments, dossier.completeness
    try:
        put_completeness(work, customer_id, documents, *lines, service.today())
    except StoredConflict as error:
        raise Conflict(
            Message("A cover sheet of the package was printed here before."),
            Message("Look for the customer under another name; its dossier may be here already."),
        ) from error
    try:
        put_archive(work, customer_id, dossier.archive, documents, actor.name, service.now())
    except StoredConflict as error:
        raise Conflict(
            Message("A reference number of the package was given here before."),
            Message("Void it where it was given in error; two documents never share a number."),
        ) from error


def _put_circumstances(work: Work, customer_id: int, dossier: PortableDossier) -> None:
    for name in dossier.aliases:
        folded = fold_name(name.name)
        work.customers.add_alias(customer_id, name.name, folded, name.created_by, kind=AliasKind(name.kind))
    work.contacts.add(customer_id, dossier.contacts)
    for fact in dossier.facts:
        work.facts.set(customer_id, fact.fact, fact.value, fact.set_by, fact.set_at)
