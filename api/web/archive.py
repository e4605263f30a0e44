"""Pages of the archive: catalogue, numbers, handover, inspection, package, old catalogues."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import FormData

from api.archive import KINDS, STEPS, archive_rights, archive_side, waiting
from api.deps import Language, Render, SignedIn, TheForm, TheService
from api.errors import InvalidInput
from api.uploads import Uploads
from api.web.customer_names import EXCEL
from api.web.notices import go
from dossier import (
    approvals,
    archive_prints,
    cataloguing,
    handing_over,
    handover,
    inspection,
    inspection_report,
    numbering,
    old_catalogue,
    shelf,
    volumes,
)
from dossier.archive_prints import Form as PrintedForm
from storage.states import ApprovalKind
from storage.values_archive import CatalogueWords

router = APIRouter()

PDF = "application/pdf"
_CHUNK = 1 << 20
Text300 = Annotated[str, Form(max_length=300)]
Reason = Annotated[str, Form(max_length=2000)]


@router.get("/handovers")
def list_page(service: TheService, viewer: SignedIn, language: Language, render: Render) -> Response:
    """Show what waits for a signature or a decision."""
    return render(
        "handovers.html", waiting=waiting(service, viewer), kinds=KINDS, rights=archive_rights(viewer)
    )


@router.get("/customers/{customer_id}/archive")
def archive_page(
    service: TheService, viewer: SignedIn, language: Language, render: Render, customer_id: int
) -> Response:
    """Show the archive's side of a dossier."""
    side = archive_side(service, viewer, str(customer_id), language)
    kinds = [
        (kind.id, kind.title if language == "zh_CN" else kind.title_en)
        for kind in service.profile.types.values()
    ]
    return render(
        "archive.html",
        side=side,
        steps=STEPS,
        kinds=KINDS,
        rights=archive_rights(viewer),
        types=kinds,
        secrecy=cataloguing.SECRECY,
        last_year=service.today().year - 1,
    )


@router.post("/customers/{customer_id}/archive/number")
def number(service: TheService, viewer: SignedIn, customer_id: int) -> Response:
    """Give numbers."""
    numbering.number_dossier(service, viewer, str(customer_id))
    return go(f"/customers/{customer_id}/archive", "numbered")


@router.post("/customers/{customer_id}/archive/void")
def void(
    service: TheService, viewer: SignedIn, customer_id: int, number: Text300, reason: Reason = ""
) -> Response:
    """Strike a number out."""
    numbering.void_number(service, viewer, number, reason)
    return go(f"/customers/{customer_id}/archive", "saved")


@router.post("/customers/{customer_id}/archive/describe")
def describe(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    document: Annotated[int, Form()],
    title: Text300 = "",
    reference: Text300 = "",
    responsible: Text300 = "",
    secrecy: Text300 = "",
    remark: Reason = "",
    is_copy: Annotated[bool, Form()] = False,
) -> Response:
    """Say what the catalogue shall say of a document; an empty line is what the paper itself says."""
    words = CatalogueWords(title, reference, responsible, secrecy, remark, is_copy)
    cataloguing.describe(service, viewer, document, words)
    return go(f"/customers/{customer_id}/archive", "saved")


@router.post("/customers/{customer_id}/archive/shelf")
def add_shelf(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    type: Text300,
    pages: Annotated[int, Form(ge=1, le=99_999)],
    title: Text300 = "",
    date: Text300 = "",
    number: Text300 = "",
    place: Text300 = "",
) -> Response:
    """Enter a paper that lies on the shelf only."""
    day = approvals.day_of(date) if date.strip() else None
    paper = shelf.ShelfPaper(
        type=type, pages=pages, title=title.strip(), date=day, number=number.strip(), place=place.strip()
    )
    shelf.add(service, viewer, str(customer_id), paper)
    return go(f"/customers/{customer_id}/archive", "saved")


@router.post("/customers/{customer_id}/archive/close")
def close(
    service: TheService, viewer: SignedIn, customer_id: int, year: Annotated[int, Form(ge=1900, le=2999)]
) -> Response:
    """Bind a year into volumes."""
    made = volumes.close_year(service, viewer, str(customer_id), year)
    return go(f"/customers/{customer_id}/archive", "year_closed" if made else "unchanged")


@router.get("/customers/{customer_id}/archive/{form}.pdf")
def printed(
    service: TheService, viewer: SignedIn, language: Language, customer_id: int, form: PrintedForm
) -> Response:
    """Send a form of the dossier as PDF."""
    data = archive_prints.print_form(service, viewer, str(customer_id), form, language)
    return Response(data, media_type=PDF)


@router.get("/customers/{customer_id}/archive/catalogue.xlsx")
def catalogue_excel(service: TheService, viewer: SignedIn, language: Language, customer_id: int) -> Response:
    """Send the catalogue as Excel."""
    data = archive_prints.catalogue_excel(service, viewer, str(customer_id), language)
    return Response(data, media_type=EXCEL, headers=_named("catalogue.xlsx"))


@router.get("/customers/{customer_id}/inspection")
def inspection_page(
    service: TheService, viewer: SignedIn, language: Language, render: Render, customer_id: int
) -> Response:
    """Inspect the dossier and show every item."""
    found = inspection.inspect(service, viewer, str(customer_id))
    return render(
        "inspection.html",
        customer_id=customer_id,
        shape=inspection_report.shape(found, language),
        qualities=inspection_report.QUALITIES,
        at=found.at,
    )


@router.get("/customers/{customer_id}/inspection.{kind}")
def inspection_file(
    service: TheService, viewer: SignedIn, language: Language, customer_id: int, kind: str
) -> Response:
    """Inspect the dossier and send the report as XML or Excel."""
    found = inspection.inspect(service, viewer, str(customer_id))
    if kind == "xlsx":
        excel = inspection_report.as_excel(found, language)
        return Response(excel, media_type=EXCEL, headers=_named("inspection.xlsx"))
    if kind == "xml":
        xml = inspection_report.as_xml(found, language)
        return Response(xml, media_type="application/xml", headers=_named("inspection.xml"))
    raise InvalidInput("kind", "xml or xlsx")


@router.get("/customers/{customer_id}/package.zip")
def package(service: TheService, viewer: SignedIn, customer_id: int) -> StreamingResponse:
    """Send the dossier's package, zipped."""
    folder = tempfile.TemporaryDirectory(prefix="dossier-package-")
    try:
        root = handover.export(
            service, viewer, str(customer_id), Path(folder.name) / f"dossier-{customer_id}"
        )
        zipped = Path(folder.name) / "package.zip"
        _zip(root, zipped)
    except BaseException:
        folder.cleanup()
        raise
    headers = _named(f"dossier-{customer_id}.zip")
    return StreamingResponse(_sent(folder, zipped), media_type="application/zip", headers=headers)


def _zip(root: Path, out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, (Path(root.name) / path.relative_to(root)).as_posix())


def _sent(folder: tempfile.TemporaryDirectory[str], path: Path) -> Iterator[bytes]:
    with folder, path.open("rb") as source:
        while block := source.read(_CHUNK):
            yield block


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


@router.post("/customers/{customer_id}/handover")
def collect(
    service: TheService, viewer: SignedIn, customer_id: int, form: TheForm, note: Reason = ""
) -> Response:
    """Sign the list."""
    handing_over.collect(service, viewer, str(customer_id), _numbers(form, "pages."), note)
    return go(f"/customers/{customer_id}/archive", "signed")


@router.post("/customers/{customer_id}/handover/defer")
def defer(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    until: Annotated[dt.date, Form()],
    reason: Reason = "",
) -> Response:
    """Ask to hand over later."""
    approvals.defer(service, viewer, str(customer_id), until, reason)
    return go(f"/customers/{customer_id}/archive", "asked")


@router.post("/handovers/{handover_id}/check")
def check(
    service: TheService, viewer: SignedIn, handover_id: int, form: TheForm, note: Reason = ""
) -> Response:
    """Sign what was compared."""
    counts, notes = _numbers(form, "pages."), _texts(form, "note.")
    done = handing_over.check(service, viewer, handover_id, counts, notes, note)
    return go(f"/customers/{done.customer_id}/archive", "signed")


@router.post("/handovers/{handover_id}/receive")
def receive(service: TheService, viewer: SignedIn, handover_id: int, note: Reason = "") -> Response:
    """Take it over into the archive."""
    done = handing_over.receive(service, viewer, handover_id, note)
    return go(f"/customers/{done.customer_id}/archive", "handed_over")


@router.post("/handovers/{handover_id}/return")
def send_back(service: TheService, viewer: SignedIn, handover_id: int, reason: Reason = "") -> Response:
    """Send it back."""
    done = handing_over.send_back(service, viewer, handover_id, reason)
    return go(f"/customers/{done.customer_id}/archive", "sent_back")


@router.post("/handovers/{handover_id}/reopen")
def reopen(service: TheService, viewer: SignedIn, handover_id: int, note: Reason = "") -> Response:
    """Open it again."""
    done = handing_over.reopen(service, viewer, handover_id, note)
    return go(f"/customers/{done.customer_id}/archive", "saved")


@router.post("/handovers/{handover_id}/ask")
def ask(
    service: TheService,
    viewer: SignedIn,
    handover_id: int,
    kind: Annotated[ApprovalKind, Form()],
    reason: Reason = "",
) -> Response:
    """Ask for approval."""
    asked = approvals.ask(service, viewer, handover_id, kind, reason)
    return go(f"/customers/{asked.customer_id}/archive", "asked")


@router.post("/approvals/{approval_id}")
def decide(
    service: TheService,
    viewer: SignedIn,
    approval_id: int,
    granted: Annotated[bool, Form()],
    answer: Reason = "",
) -> Response:
    """Grant or refuse."""
    decided = approvals.decide(service, viewer, approval_id, granted=granted, answer=answer)
    return go(f"/customers/{decided.customer_id}/archive", "decided")


@router.get("/handovers/{handover_id}/{paper}.pdf")
def handover_paper(
    service: TheService, viewer: SignedIn, language: Language, handover_id: int, paper: str
) -> Response:
    """Send the signed list, or the register, as PDF."""
    printing = {"list": archive_prints.handover_list, "register": archive_prints.handover_register}.get(paper)
    if printing is None:
        raise InvalidInput("paper", "list or register")
    return Response(printing(service, viewer, handover_id, language), media_type=PDF)


@router.get("/archive/import")
def import_page(viewer: SignedIn, render: Render) -> Response:
    """Show the form that takes an old catalogue in."""
    return render("old_catalogue.html", result=None)


@router.get("/archive/import/template.xlsx")
def import_template(viewer: SignedIn) -> Response:
    """Send an empty catalogue with all columns."""
    return Response(old_catalogue.template(), media_type=EXCEL, headers=_named("catalogue.xlsx"))


@router.post("/archive/import")
def take_catalogue(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    files: Uploads,
    customer: Text300 = "",
    take: Annotated[bool, Form()] = False,
) -> Response:
    """Show row by row what would happen, or take the catalogue in."""
    result = old_catalogue.import_catalogue(
        service,
        viewer,
        files[0].file,
        customer=customer.strip() or None,
        dry_run=not take,
        language=language,
    )
    return render("old_catalogue.html", result=result)


@router.get("/archive/void.xlsx")
def void_numbers(service: TheService, viewer: SignedIn, language: Language) -> Response:
    """Send the void numbers of all dossiers as Excel."""
    data = archive_prints.number_excel(service, viewer, None, language)
    return Response(data, media_type=EXCEL, headers=_named("void-numbers.xlsx"))


def _numbers(form: FormData, prefix: str) -> Mapping[int, int]:
    found = {}
    for document_id, text in _texts(form, prefix).items():
        if not (text.isascii() and text.isdigit()) or len(text) > 6:
            raise InvalidInput(prefix, "a page count")
        found[document_id] = int(text)
    return found


def _texts(form: FormData, prefix: str) -> Mapping[int, str]:
    return {
        int(key.removeprefix(prefix)): value.strip()
        for key, value in form.items()
        if key.startswith(prefix)
        and key.removeprefix(prefix).isdecimal()
        and isinstance(value, str)
        and value.strip()
    }
