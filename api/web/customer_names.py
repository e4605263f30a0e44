"""Forms of a customer's names: rename, other names, merge, undo; the list of customers taken in."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.deps import Language, Render, SignedIn, TheService
from api.errors import InvalidInput
from api.files import send_excel
from api.uploads import Uploads
from api.web.notices import go
from capture.pages import Message
from dossier import customer_import, customer_list, customers, merging
from dossier.rights import may
from dossier.shapes import CustomerImportRow
from dossier.wiring import Service
from storage.values_customers import AliasKind

router = APIRouter(prefix="/customers")

Name = Annotated[str, Form(min_length=1, max_length=300)]
_DIGEST = re.compile(r"[0-9a-f]{64}")
SHOWN_ROWS = 500


@router.get("/import")
def import_page(viewer: SignedIn, render: Render) -> Response:
    """Show the form that takes a list of customers."""
    may(viewer, "customers.names")
    return render("customer_import.html", result=None, rows=[], kept=None)


@router.get("/import/template.xlsx")
def template(viewer: SignedIn) -> Response:
    """Send an empty list with all columns."""
    return send_excel(customer_list.template(), "customers.xlsx")


@router.post("/import")
def preview(
    service: TheService, viewer: SignedIn, language: Language, render: Render, files: Uploads
) -> Response:
    """Show what would happen; the list is kept until it is taken in."""
    data = files[0].file.read()
    result = customer_import.import_customers(
        service, viewer, io.BytesIO(data), dry_run=True, language=language
    )
    kept = hashlib.sha256(data).hexdigest()
    place = _place(service, kept)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return render("customer_import.html", result=result, rows=_told(result.rows), kept=kept)


@router.post("/import/take")
def take(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    kept: Annotated[str, Form(max_length=64)],
    drop_bad_codes: Annotated[bool, Form()] = False,
) -> Response:
    """Take the list in that was shown."""
    place = _place(service, kept)
    if not place.is_file():
        raise InvalidInput("kept", Message("the list is no longer here; choose it again"))
    with place.open("rb") as stream:
        result = customer_import.import_customers(
            service, viewer, stream, drop_bad_codes=drop_bad_codes, language=language
        )
    place.unlink(missing_ok=True)
    return render("customer_import.html", result=result, rows=_told(result.rows), kept=None)


def _told(rows: list[CustomerImportRow]) -> list[CustomerImportRow]:
    """Return the rows that a person should look at first, then the others, as many as a page takes."""
    return sorted(rows, key=lambda row: (row.outcome != "refused", not row.reasons, row.row))[:SHOWN_ROWS]


def _place(service: Service, digest: str) -> Path:
    if _DIGEST.fullmatch(digest) is None:
        raise InvalidInput("kept", Message("not the mark of a list"))
    return service.derived / "lists" / f"{digest}.xlsx"


@router.post("/{customer_id}/rename")
def rename(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    name: Name,
    misspelt: Annotated[bool, Form()] = False,
) -> Response:
    """Give the customer another name."""
    kind = AliasKind.ALIAS if misspelt else AliasKind.FORMER
    customers.rename(service, viewer, customer_id, name, kind=kind)
    return go(f"/customers/{customer_id}", "saved")


@router.post("/{customer_id}/aliases")
def add_alias(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    alias: Name,
    kind: Annotated[AliasKind, Form()] = AliasKind.ALIAS,
) -> Response:
    """Remember another name."""
    customers.add_alias(service, viewer, customer_id, alias, kind=kind)
    return go(f"/customers/{customer_id}", "saved")


@router.post("/{customer_id}/aliases/remove")
def remove_alias(service: TheService, viewer: SignedIn, customer_id: int, alias: Name) -> Response:
    """Forget another name."""
    customers.remove_alias(service, viewer, customer_id, alias)
    return go(f"/customers/{customer_id}", "saved")


@router.post("/{customer_id}/merge")
def merge(
    service: TheService,
    viewer: SignedIn,
    customer_id: int,
    customer: Annotated[int | None, Form()] = None,
) -> Response:
    """Put everything of this customer into the dossier of the one chosen."""
    if customer is None:
        raise InvalidInput("customer", Message("choose the customer that stays"))
    kept = merging.merge(service, viewer, str(customer_id), str(customer))
    return go(f"/customers/{kept.id}", "customers_merged")


@router.post("/changes/{change_id}/undo")
def undo(service: TheService, viewer: SignedIn, change_id: int) -> Response:
    """Take a merge or a renaming back."""
    customer = merging.undo(service, viewer, change_id)
    return go(f"/customers/{customer.id}", "undone")
