"""Handing a dossier over as a package that a third party can verify without this program."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from capture.errors import TextLost
from capture.files.digitised import digitised
from capture.files.saved import page_from_json
from capture.pages import Message
from capture.pdfwriting.pdfa import CLAIM, why_not_archival
from capture.probe import FileKind
from dossier import (
    archive_forms,
    catalogue,
    completeness,
    inspection,
    inspection_report,
    pictures,
    portable,
    premis,
)
from dossier.archive_metadata import CREATOR, Described, PageSource, write_metadata
from dossier.bag import make_bag
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries
from dossier.company import unit_name
from dossier.customers import find_customer
from dossier.errors import BadRequest, DossierError
from dossier.inspection_values import Inspection
from dossier.portable import PortableDossier, PortablePage
from dossier.printouts import print_pdf
from dossier.rights import may
from dossier.shapes import Check
from dossier.wiring import Service
from storage.values import Customer, Document, Scan
from storage.values_people import AuditEntry
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

NO_UNIT = "—"


class ExportFailed(DossierError):
    """The package could not be written."""

    code = "export_failed"


@dataclass(frozen=True, slots=True)
class _Contents:
    """A dossier as it was at one moment, read in one transaction."""

    customer: Customer
    dossier: PortableDossier
    entries: Sequence[CatalogueEntry]
    documents: Mapping[int, Document]
    scans: Mapping[int, Scan]
    pages: Mapping[str, list[PortablePage]]
    events: Sequence[AuditEntry]


def export(service: Service, actor: Viewer, key: str, out: Path) -> Path:
    """Write a customer's dossier as a BagIt folder: originals, PDFs, catalogue, metadata, events, reports.

    It is written beside ``out`` and gets its name when it is whole.

    Raises:
        NotFound: no such customer.
        BadRequest: the folder exists and is not empty.
        ExportFailed: it cannot be written.
    """
    may(actor, "dossiers.export")
    checked = completeness.check(service, actor, key)
    inspected = inspection.inspect(service, actor, key)
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise BadRequest(
            Message("The folder {path} exists and is not empty.", {"path": str(out)}),
            Message("Name a folder that does not exist yet."),
        )
    with service.database.reading() as work:
        contents = _read(service, work, find_customer(work, actor, key))
    unfinished = out.absolute().with_name(f".{out.absolute().name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        (unfinished / "data").mkdir(parents=True)
        _fill(service, actor, contents, unfinished / "data")
        _report(service, checked, inspected, unfinished / "data")
        make_bag(unfinished, _information(service, contents), service.today())
        unfinished.replace(out)
    except OSError as error:
        raise ExportFailed(
            Message("The folder {path} cannot be written: {why}.", {"path": str(out), "why": str(error)}),
            Message("Choose a folder with room that you may write to."),
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    with service.database.unit_of_work() as work:
        payload = {"folder": out.name, "documents": len(contents.entries)}
        work.audit.append(
            actor.name, "dossier.exported", "customer", contents.customer.id, payload, service.now()
        )
    return out


def _read(service: Service, work: Work, customer: Customer) -> _Contents:
    entries = dossier_entries(work, service.profile, SYSTEM, customer.id)
    order = [entry.document_id for entry in entries]
    documents = work.documents.get_many(SYSTEM, order)
    wanted: dict[int, list[int]] = {}
    for document in documents.values():
        for page in document.pages:
            wanted.setdefault(page.scan_id, []).append(page.number)
    scans = {one: work.scans.get(SYSTEM, one) for one in wanted}
    return _Contents(
        customer=customer,
        dossier=portable.read_dossier(work, customer.id, order),
        entries=entries,
        documents=documents,
        scans=scans,
        pages={scans[one].sha256: portable.portable_pages(work, one, pages) for one, pages in wanted.items()},
        events=work.audit.of_subjects({"customer": [customer.id], "document": order, "scan": list(wanted)}),
    )


def _fill(service: Service, actor: Viewer, contents: _Contents, data: Path) -> None:
    for name in ("originals", "documents", "metadata", "reading", "reports"):
        (data / name).mkdir()
    originals = {one.id: _copy_original(service, one, data) for one in contents.scans.values()}
    listed = []
    for entry in contents.entries:
        document = contents.documents[entry.document_id]
        own = list(dict.fromkeys(originals[page.scan_id] for page in document.pages))
        pdf, standard = _copy_searchable(service, actor, entry, own, data)
        digests = dict.fromkeys(contents.scans[page.scan_id].sha256 for page in document.pages)
        listed.append(replace(entry, file=pdf, digests=tuple(digests)))
        described = _describe(service, contents, listed[-1], [*own, pdf] if pdf else own, standard)
        write_metadata(described, data / "metadata" / f"{entry.place:04d}.xml")
    catalogue.write_csv(listed, data / "catalogue.csv")
    catalogue.write_xml(listed, data / "catalogue.xml")
    (data / "dossier.json").write_text(portable.dossier_text(contents.dossier), "utf-8")
    for sha256, pages in contents.pages.items():
        (data / "reading" / f"{sha256}.json").write_text(portable.pages_text(pages), "utf-8")
    files = dict.fromkeys([*originals.values(), *(entry.file for entry in listed if entry.file)])
    premis.write_events(data, files, contents.events, data / "events.xml")


def _report(service: Service, checked: Check, inspected: Inspection, data: Path) -> None:
    reports = data / "reports"
    (reports / "completeness.json").write_text(checked.model_dump_json(by_alias=True, indent=1), "utf-8")
    (reports / "inspection.xml").write_bytes(inspection_report.as_xml(inspected))
    (reports / "inspection.xlsx").write_bytes(inspection_report.as_excel(inspected))
    page = archive_forms.inspection_page(inspected, service.settings.language)
    (reports / "inspection.pdf").write_bytes(print_pdf(page))


def _copy_original(service: Service, scan: Scan, data: Path) -> str:
    ending = re.sub(r"[^.A-Za-z0-9]", "", Path(scan.file_name).suffix)[:10]
    name = f"originals/{scan.sha256}{ending}"
    shutil.copyfile(service.files.path(scan.sha256), data / name)
    return name


def _copy_searchable(
    service: Service, actor: Viewer, entry: CatalogueEntry, originals: Sequence[str], data: Path
) -> tuple[str, str]:
    """Copy the searchable PDF and tell its standard; where it would lose text the original stands for it."""
    if not originals:
        return "", ""
    pdf = f"documents/{entry.place:04d}-{_plain(entry.title)}.pdf"
    try:
        shutil.copyfile(pictures.searchable_pdf(service, actor, entry.document_id), data / pdf)
    except TextLost:
        return originals[0], ""
    return pdf, "PDF" if why_not_archival(data / pdf) else CLAIM


def _describe(
    service: Service, contents: _Contents, entry: CatalogueEntry, files: Sequence[str], standard: str
) -> Described:
    document = contents.documents[entry.document_id]
    unit = unit_name(service) or NO_UNIT
    pages = []
    for ref in document.pages:
        scan = contents.scans[ref.scan_id]
        text = next((page.text for page in contents.pages[scan.sha256] if page.number == ref.number), None)
        how = digitised(service.files.path(scan.sha256), FileKind(scan.kind or ""), ref.number)
        pages.append(PageSource(scan, ref.number, page_from_json(text) if text else None, how))
    numbering, type_ = service.profile.numbering, service.profile.types.get(entry.type)
    filing = {
        "全宗号": numbering.fonds,
        "年度": str(entry.date.year) if entry.date else "",
        "保管期限": archive_forms.retention_words(numbering.retention, "zh_CN"),
        "类别号": str(entry.category_number),
    }
    kind = type_.title if type_ else entry.type
    return Described(entry, document, unit, unit, pages, files, standard, filing, kind)


def _plain(title: str) -> str:
    return re.sub(r"[^\w-]", "", title)[:40] or "document"


def _information(service: Service, contents: _Contents) -> dict[str, str]:
    """Return what bag-info.txt says (RFC 8493, 2.2.2): whose records these are, and what wrote them."""
    customer = contents.customer
    return {
        "Source-Organization": unit_name(service) or service.profile.numbering.fonds,
        "Bag-Software-Agent": CREATOR,
        "External-Description": f"客户档案 {customer.name}",
        "External-Identifier": customer.number or customer.uscc or str(customer.id),
        "Internal-Sender-Identifier": str(customer.id),
    }
