"""Handing a dossier over as a package that a third party can verify without this program."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bagit

from capture.errors import TextLost
from capture.pages import Message
from capture.pdfa import CLAIM, why_not_archival
from dossier import bag_verify, completeness, pictures
from dossier.customers import find_customer
from dossier.errors import BadRequest, DossierError
from dossier.rights import may
from dossier.shapes import Show
from dossier.wiring import Service
from storage.values import Document, Scan
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

CATALOGUE_COLUMNS = ("序号", "文号", "题名", "日期", "页数", "类别", "文件", "SHA-256")


class ExportFailed(DossierError):
    """The package could not be written."""

    code = "export_failed"


def export(service: Service, actor: Viewer, key: str, out: Path) -> Path:
    """Write a customer's dossier as a BagIt folder: originals, searchable PDFs, catalogue, metadata.

    Raises:
        NotFound: no such customer.
        BadRequest: the folder exists and is not empty.
        ExportFailed: it cannot be written.
    """
    may(actor, "dossiers.export")
    shown = completeness.show(service, actor, key)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadRequest(
            Message("The folder {path} exists and is not empty.", {"path": str(out)}),
            Message("Name a folder that does not exist yet."),
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        _fill(service, actor, shown, out)
        _make_bag(shown, out)
    except OSError as error:
        raise ExportFailed(
            Message("The folder {path} cannot be written: {why}.", {"path": str(out), "why": str(error)}),
            Message("Choose a folder with room that you may write to."),
        ) from error
    with service.database.unit_of_work() as work:
        customer = find_customer(work, actor, key)
        payload = {"folder": out.name}
        work.audit.append(actor.name, "dossier.exported", "customer", customer.id, payload, service.now())
    return out


def _fill(service: Service, actor: Viewer, shown: Show, out: Path) -> None:
    rows: list[dict[str, Any]] = []
    metadata: list[dict[str, Any]] = []
    for category in shown.categories:
        for entry in category.documents:
            number = len(rows) + 1
            with service.database.reading() as work:
                document = work.documents.get(actor, entry.id)
                scans = _scans(work, document)
            name = f"{number:04d}-{_plain(entry.title)}"
            originals = [_copy_original(service, scan, out) for scan in scans]
            (out / "documents").mkdir(exist_ok=True)
            pdf, standard = _copy_searchable(service, actor, entry.id, originals, out, name)
            rows.append(
                dict(
                    zip(
                        CATALOGUE_COLUMNS,
                        (
                            number,
                            _reference(document),
                            entry.title,
                            (entry.date or "").replace("-", ""),
                            entry.pages,
                            f"{category.number} {category.name}",
                            pdf,
                            " ".join(scan.sha256 for scan in scans),
                        ),
                        strict=True,
                    )
                )
            )
            metadata.append(_metadata(document, pdf, originals) | standard)
    with (out / "catalogue.csv").open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.DictWriter(target, CATALOGUE_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    whole = {"dossier": shown.model_dump(by_alias=True), "documents": metadata}
    text = json.dumps(whole, ensure_ascii=False, indent=2, default=str)
    (out / "metadata.json").write_text(text, encoding="utf-8")


def _scans(work: Work, document: Document) -> Sequence[Scan]:
    ids = dict.fromkeys(page.scan_id for page in document.pages)
    return [work.scans.get(SYSTEM, scan_id) for scan_id in ids]


def _copy_original(service: Service, scan: Scan, out: Path) -> str:
    ending = re.sub(r"[^.A-Za-z0-9]", "", Path(scan.file_name).suffix)[:10]
    name = f"originals/{scan.sha256}{ending}"
    if not (out / name).exists():
        (out / "originals").mkdir(exist_ok=True)
        shutil.copyfile(service.files.path(scan.sha256), out / name)
    return name


def _copy_searchable(
    service: Service, actor: Viewer, document_id: int, originals: Sequence[str], out: Path, name: str
) -> tuple[str, dict[str, Any]]:
    """Copy the searchable PDF and tell its standard; where it would lose text the original stands for it."""
    pdf = f"documents/{name}.pdf"
    try:
        shutil.copyfile(pictures.searchable_pdf(service, actor, document_id), out / pdf)
    except TextLost as error:
        return originals[0], {"pdf_standard": None, "pdf_faults": [str(error)]}
    faults = why_not_archival(out / pdf)
    return pdf, {"pdf_standard": None if faults else CLAIM, "pdf_faults": list(faults)}


def _reference(document: Document) -> str:
    """Return the paper's own number: its 文号, contract or slip number."""
    for name in ("number", "contract_no", "slip_no", "uscc"):
        value = document.fields.get(name, {}).get("value")
        if isinstance(value, str):
            return value
    return ""


def _metadata(document: Document, pdf: str, originals: Sequence[str]) -> dict[str, Any]:
    return {
        "id": document.id,
        "type": document.type,
        "title": document.title,
        "date": document.date,
        "state": document.state.value,
        "pdf": pdf,
        "originals": list(originals),
        "pages": [[page.scan_id, page.number] for page in document.pages],
        "fields": document.fields,
        "confirmed_by": document.confirmed_by,
    }


def _plain(title: str) -> str:
    return re.sub(r"[^\w-]", "", title)[:40] or "document"


def _make_bag(shown: Show, out: Path) -> None:
    info = {
        "Source-Organization": "Dossier (卷宗)",
        "External-Description": f"客户档案 {shown.customer.name}",
        "External-Identifier": shown.customer.uscc or str(shown.customer.id),
    }
    bag = bagit.make_bag(str(out), info, checksums=["sha256"])
    shutil.copyfile(Path(bag_verify.__file__), out / "verify.py")
    bag.save()
