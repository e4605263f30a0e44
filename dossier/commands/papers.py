"""Commands that change documents: confirm, file, move, retype, mend, split, merge, turn, replace, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from capture.pages import Message
from dossier import explaining, filing, pagework
from dossier.commands.options import OUT, DataOption, JsonOption, print_json
from dossier.commands.service import command_line_viewer, opened
from dossier.customers import find_customer
from dossier.errors import BadRequest
from dossier.wiring import Service
from storage.viewer import Viewer

DocumentArgument = Annotated[int, typer.Argument(help="A document's id.")]
CustomerOption = Annotated[str | None, typer.Option(help="A customer's id, credit code or name.")]


def _change(data: Path | None, json: bool, change: Callable[[Service, Viewer], list[int]]) -> None:
    """Do a change and show the documents as they are now."""
    viewer = command_line_viewer()
    with opened(data) as service:
        shown = [explaining.explain(service, viewer, one) for one in change(service, viewer)]
    if json:
        print_json(explaining.Explanations(shown))
        return
    for one in shown:
        customer = one.customer.name if one.customer else "–"
        OUT.print(f"#{one.id}  {one.type}  {customer}  {one.state}")


def _customer_id(service: Service, viewer: Viewer, key: str) -> int:
    with service.database.reading() as work:
        return find_customer(work, viewer, key).id


def _fields(given: list[str] | None) -> dict[str, str | None]:
    """Return ``name=value`` pairs; an empty value removes the field."""
    fields: dict[str, str | None] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadRequest(
                Message("“{text}” is not NAME=VALUE.", {"text": pair}),
                Message("Write --field name=value; nothing behind = removes the field."),
            )
        fields[name.strip()] = value.strip() or None
    return fields


def confirm(document: DocumentArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Say that everything about a document is right; it is filed."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return [filing.confirm(service, viewer, document).id]

    _change(data, json, change)


def file(
    document: DocumentArgument,
    customer: CustomerOption = None,
    new: Annotated[str | None, typer.Option(help="Name of a customer to open.")] = None,
    uscc: Annotated[str | None, typer.Option(help="Credit code of the new customer.")] = None,
    type: Annotated[str | None, typer.Option(help="A type of the profile.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="NAME=VALUE; may be repeated.")] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Put a document into a customer's dossier, mending what is named."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        filed = filing.file(
            service,
            viewer,
            document,
            customer_id=_customer_id(service, viewer, customer) if customer else None,
            new_customer=filing.NewCustomer(new, uscc) if new else None,
            type=type,
            fields=_fields(field),
        )
        return [filed.id]

    _change(data, json, change)


def move(
    document: DocumentArgument,
    customer: Annotated[str, typer.Argument(help="A customer's id, credit code or name.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Put a document into another customer's dossier."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return [filing.move(service, viewer, document, _customer_id(service, viewer, customer)).id]

    _change(data, json, change)


def retype(
    document: DocumentArgument,
    type: Annotated[str, typer.Argument(help="A type of the profile.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Say what a document is; its fields are read anew."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return [filing.retype(service, viewer, document, type).id]

    _change(data, json, change)


def mend(
    document: DocumentArgument,
    field: Annotated[list[str], typer.Argument(help="NAME=VALUE …; nothing behind = removes it.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Correct fields of a document."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return [filing.mend(service, viewer, document, _fields(field)).id]

    _change(data, json, change)


def split(
    document: DocumentArgument,
    after: Annotated[list[int], typer.Argument(help="Pages behind which to cut.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Cut a document into several."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return pagework.split(service, viewer, document, after)

    _change(data, json, change)


def merge(
    documents: Annotated[list[int], typer.Argument(help="Documents, in the order of their pages.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Make one document of several."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return [pagework.merge(service, viewer, documents)]

    _change(data, json, change)


def turn(
    document: DocumentArgument,
    page: Annotated[int, typer.Argument(help="Page of the document, from 1.")],
    degrees: Annotated[int, typer.Argument(help="Clockwise: 90, 180 or 270.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Turn a page; a running service, or the next one, reads it again that way up."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        return [pagework.turn(service, viewer, document, page, degrees).id]

    _change(data, json, change)


def replace(
    document: DocumentArgument,
    page: Annotated[int, typer.Argument(help="Page of the document, from 1.")],
    scan: Annotated[int, typer.Option(help="Number of the received file with the better page.")],
    scan_page: Annotated[int, typer.Option(help="Page in that file.")] = 1,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Put a better scan in the place of a page; both are kept."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        done = pagework.replace(service, viewer, document, page, scan_id=scan, scan_page=scan_page)
        return [done.id]

    _change(data, json, change)


def undo(
    document: DocumentArgument,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take back the last change of a document."""

    def change(service: Service, viewer: Viewer) -> list[int]:
        filing.undo_last(service, viewer, document)
        return [document]

    _change(data, json, change)
