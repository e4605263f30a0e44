"""REST: names of customers, merges, what they share, lists of customers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Language, SignedIn, TheService
from api.rest.archive import CustomerKey
from api.schemas.requests import AddAlias, MergeCustomer, NewCustomer, RenameCustomer
from api.uploads import FORM_SCHEMA, Uploads
from dossier import customer_card, customer_import, customer_list, customers, merging
from dossier.customers import customer_shape, find_customer
from dossier.shapes import CustomerCard, CustomerImport, CustomerShape
from dossier.wiring import Service
from storage.viewer import Viewer

router = APIRouter(tags=["customers"])

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Yes = Annotated[bool, Query()]


def _id(service: Service, viewer: Viewer, key: str) -> int:
    with service.database.reading() as work:
        return find_customer(work, viewer, key).id


@router.post("/customers", status_code=201)
def create(service: TheService, viewer: SignedIn, body: NewCustomer) -> CustomerShape:
    """Open a dossier."""
    return customer_shape(customers.create(service, viewer, name=body.name, uscc=body.uscc))


@router.get("/customer-list/template", response_class=Response)
def template(viewer: SignedIn) -> Response:
    """Send an empty Excel list with all columns."""
    return Response(customer_list.template(), media_type=EXCEL)


@router.post("/customer-list", openapi_extra=FORM_SCHEMA)
def import_list(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    files: Uploads,
    dry_run: Yes = False,
    drop_bad_codes: Yes = False,
) -> CustomerImport:
    """Take customers in from an Excel list, or only tell what would happen."""
    return customer_import.import_customers(
        service,
        viewer,
        files[0].file,
        dry_run=dry_run,
        drop_bad_codes=drop_bad_codes,
        language=language,
    )


@router.get("/customers/{customer}/card")
def card(service: TheService, viewer: SignedIn, customer: CustomerKey) -> CustomerCard:
    """Show names, contacts, related customers, merges and renamings."""
    return customer_card.card(service, viewer, customer)


@router.post("/customers/{customer}/rename")
def rename(
    service: TheService, viewer: SignedIn, customer: CustomerKey, body: RenameCustomer
) -> CustomerShape:
    """Give another name; the old one stays known."""
    found = _id(service, viewer, customer)
    return customer_shape(customers.rename(service, viewer, found, body.name, kind=body.old_name_is))


@router.post("/customers/{customer}/aliases")
def add_alias(service: TheService, viewer: SignedIn, customer: CustomerKey, body: AddAlias) -> CustomerCard:
    """Remember another name."""
    customers.add_alias(service, viewer, _id(service, viewer, customer), body.name, kind=body.kind)
    return customer_card.card(service, viewer, customer)


@router.delete("/customers/{customer}/aliases/{name}")
def remove_alias(service: TheService, viewer: SignedIn, customer: CustomerKey, name: str) -> CustomerCard:
    """Forget another name."""
    customer_id = _id(service, viewer, customer)
    customers.remove_alias(service, viewer, customer_id, name)
    return customer_card.card(service, viewer, str(customer_id))


@router.post("/customers/{customer}/merge")
def merge(service: TheService, viewer: SignedIn, customer: CustomerKey, body: MergeCustomer) -> CustomerShape:
    """Put everything of a customer into another's dossier; answers with the one that stays."""
    return customer_shape(merging.merge(service, viewer, customer, body.into))


@router.post("/customers/{customer}/undo")
def undo(service: TheService, viewer: SignedIn, customer: CustomerKey) -> CustomerShape:
    """Take back the last merge into a customer, or its last renaming."""
    return customer_shape(merging.undo_last(service, viewer, customer))
