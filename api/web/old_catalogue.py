"""Pages that take an old catalogue in from Excel."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.deps import Language, Render, SignedIn, TheService
from api.files import send_excel
from api.uploads import Uploads
from dossier import old_catalogue
from dossier.rights import may

router = APIRouter()

Text300 = Annotated[str, Form(max_length=300)]


@router.get("/archive/import")
def import_page(viewer: SignedIn, render: Render) -> Response:
    """Show the form that takes an old catalogue in, to those who may."""
    may(viewer, "customers.names")
    return render("old_catalogue.html", result=None)


@router.get("/archive/import/template.xlsx")
def import_template(viewer: SignedIn) -> Response:
    """Send an empty catalogue with all columns."""
    return send_excel(old_catalogue.template(), "catalogue.xlsx")


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
