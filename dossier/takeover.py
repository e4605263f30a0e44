"""Taking in a package that was handed over: it becomes the same dossier again, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import bagit

from capture.pages import Message
from classify.names.firms import fold_name
from dossier import bag_verify, checklists, portable
from dossier.customers import customer_shape
from dossier.errors import BadRequest, Conflict, DossierError, NotFound
from dossier.portable import PortableDossier, PortablePage
from dossier.portable_archive import put_archive
from dossier.rights import may
from dossier.shapes import ImportedPackage
from dossier.takeover_completeness import put_completeness
from dossier.takeover_papers import OWNER, put_document, put_scan
from dossier.wiring import Service
from storage.errors import Conflict as StoredConflict
from storage.repositories.documents import scan_ids
from storage.states import ScanState
from storage.values_customers import AliasKind
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

_DOSSIER = "data/dossier.json"
_OF_PACKAGES = ("manifest-sha256.txt", "tagmanifest-sha256.txt", "verify.py", _DOSSIER)
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


class _Tried(Exception):
    """Ends the unit of work of a trial."""


def take_over(service: Service, actor: Viewer, folder: Path, team: str | None = None) -> ImportedPackage:
    """Verify a package and take its dossier in: originals, pages, documents and all that was said.

    The dossier is given to the ``team``; without one every team sees it.

    Raises:
        NotFound: no such team.
        PackageDamaged: a file was changed, removed, added or renamed.
        BadRequest: it is no package of a dossier, or of another profile.
        Conflict: the customer, a cover sheet or a number of it exists here already, or a page of it lies in
            another dossier.
    """
    may(actor, "dossiers.export")
    opened = _open(service, folder)
    for scan in opened[0].scans:
        stored = service.files.put(_original(folder, scan.sha256))
        if stored.sha256 != scan.sha256:
            raise PackageDamaged(folder, [f"missing: originals/{scan.sha256}"])
    with service.database.unit_of_work() as work:
        return _take(work, service, actor, folder, opened, team)


def try_over(service: Service, actor: Viewer, folder: Path, team: str | None = None) -> ImportedPackage:
    """Verify a package and return what ``take_over`` would make of it; nothing of it stays.

    Raises:
        NotFound, PackageDamaged, BadRequest, Conflict: as ``take_over``.
    """
    may(actor, "dossiers.export")
    opened = _open(service, folder)
    for scan in opened[0].scans:
        _original(folder, scan.sha256)
    with suppress(_Tried), service.database.unit_of_work() as work:
        made = _take(work, service, actor, folder, opened, team)
        raise _Tried
    return made.model_copy(update={"customer": made.customer.model_copy(update={"id": None})})


def _take(
    work: Work,
    service: Service,
    actor: Viewer,
    folder: Path,
    opened: tuple[PortableDossier, dict[str, list[PortablePage]]],
    team: str | None,
) -> ImportedPackage:
    dossier, pages = opened
    _refuse_known(work, dossier)
    customer = work.customers.create(
        dossier.name,
        fold_name(dossier.name),
        dossier.profile,
        dossier.created_at,
        uscc=dossier.uscc,
        number=dossier.number,
        team_id=_team(work, team),
    )
    scans = {one.sha256: put_scan(work, one, pages.get(one.sha256, [])) for one in dossier.scans}
    documents = [put_document(work, one, customer.id, scans) for one in dossier.documents]
    _put_circumstances(work, customer.id, dossier)
    _put_records(work, service, actor, customer.id, dossier, [one.id for one in documents])
    for scan_id in scans.values():
        if work.scans.get(SYSTEM, scan_id).state is ScanState.WORKING:
            work.scans.finish(scan_id, OWNER, ScanState.FILED, service.now())
    work.scans.settle(scan_ids(documents))
    checklists.recompute(work, service.profile, customer.id, service.today())
    payload = {
        "folder": folder.name,
        "documents": len(documents),
        "scans": sorted(scans),
        "manifest": bag_verify.digest_file(folder / "manifest-sha256.txt", "sha256"),
        "team": team,
    }
    work.audit.append(actor.name, "dossier.imported", "customer", customer.id, payload, service.now())
    return ImportedPackage(customer=customer_shape(customer), documents=len(documents), scans=len(scans))


def _team(work: Work, name: str | None) -> int | None:
    if name is None:
        return None
    found = work.teams.by_name(name)
    if found is None:
        raise NotFound("team", name, [one.name for one in work.teams.all()])
    return found.id


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
