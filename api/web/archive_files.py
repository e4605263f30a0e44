"""What the archive sends of a dossier: printed forms, Excel, the inspection, the package."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.deps import Language, Render, SignedIn, TheService
from api.errors import InvalidInput
from api.files import named, send_excel, send_pdf
from capture.pages import Message
from dossier import archive_prints, handover, inspection, inspection_report
from dossier.archive_prints import Form as PrintedForm

router = APIRouter()

_CHUNK = 1 << 20


@router.get("/customers/{customer_id}/archive/{form}.pdf")
def printed(
    service: TheService, viewer: SignedIn, language: Language, customer_id: int, form: PrintedForm
) -> Response:
    """Send a form of the dossier as PDF."""
    data = archive_prints.print_form(service, viewer, str(customer_id), form, language)
    return send_pdf(data, f"{form.value}.pdf")


@router.get("/customers/{customer_id}/archive/catalogue.xlsx")
def catalogue_excel(service: TheService, viewer: SignedIn, language: Language, customer_id: int) -> Response:
    """Send the catalogue as Excel."""
    data = archive_prints.catalogue_excel(service, viewer, str(customer_id), language)
    return send_excel(data, "catalogue.xlsx")


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
        return send_excel(inspection_report.as_excel(found, language), "inspection.xlsx")
    if kind == "xml":
        xml = inspection_report.as_xml(found, language)
        return Response(xml, media_type="application/xml", headers=named("inspection.xml"))
    raise InvalidInput("kind", Message("xml or xlsx"))


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
    headers = named(f"dossier-{customer_id}.zip")
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


@router.get("/archive/void.xlsx")
def void_numbers(service: TheService, viewer: SignedIn, language: Language) -> Response:
    """Send the void numbers of all dossiers as Excel."""
    data = archive_prints.number_excel(service, viewer, None, language)
    return send_excel(data, "void-numbers.xlsx")
