"""Commands that change customers: merge, rename, alias, undo, card, import, template; and the backlog."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from capture.pages import Message
from dossier import backlog, customer_card, customer_import, customer_list, merging, takeover
from dossier import customers as customer_verbs
from dossier.commands.options import OUT, CustomerArgument, DataOption, Exit, JsonOption, print_json
from dossier.commands.progress import page_bar
from dossier.commands.service import command_line_viewer, opened
from dossier.customers import customer_shape, find_customer
from dossier.errors import BadRequest
from dossier.wiring import Service
from storage.values import Customer
from storage.values_customers import AliasKind
from storage.viewer import Viewer

customer = typer.Typer(help="Names, merges and lists of customers.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="A name.")]


def _id(service: Service, viewer: Viewer, key: str) -> int:
    with service.database.reading() as work:
        return find_customer(work, viewer, key).id


def _print(found: Customer, json: bool) -> None:
    if json:
        print_json(customer_shape(found))
    else:
        OUT.print(f"{found.id}  {found.name}  {found.uscc or ''}".rstrip())


@customer.command("merge")
def merge(
    gone: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Whose papers move.")],
    into: Annotated[str, typer.Argument(help="The customer that stays.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Put everything of one customer into another's dossier; its names and number lead there from now on."""
    with opened(data) as service:
        kept = merging.merge(service, command_line_viewer(), gone, into)
    _print(kept, json)


@customer.command("rename")
def rename(
    key: CustomerArgument,
    name: NameArgument,
    misspelt: Annotated[bool, typer.Option(help="The old name was never the registered one.")] = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Give a customer another name; the old one stays known as its former name."""
    viewer = command_line_viewer()
    kind = AliasKind.ALIAS if misspelt else AliasKind.FORMER
    with opened(data) as service:
        found = customer_verbs.rename(service, viewer, _id(service, viewer, key), name, kind=kind)
    _print(found, json)


@customer.command("alias")
def alias(
    key: CustomerArgument,
    name: NameArgument,
    kind: Annotated[AliasKind, typer.Option(help="What the name is.")] = AliasKind.ALIAS,
    remove: Annotated[bool, typer.Option(help="Forget the name instead.")] = False,
    data: DataOption = None,
) -> None:
    """Remember another name a customer's papers carry, or forget it."""
    viewer = command_line_viewer()
    with opened(data) as service:
        customer_id = _id(service, viewer, key)
        if remove:
            customer_verbs.remove_alias(service, viewer, customer_id, name)
        else:
            customer_verbs.add_alias(service, viewer, customer_id, name, kind=kind)


@customer.command("undo")
def undo(key: CustomerArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Take back the last merge into a customer, or its last renaming."""
    with opened(data) as service:
        found = merging.undo_last(service, command_line_viewer(), key)
    _print(found, json)


@customer.command("card")
def card(key: CustomerArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Show a customer's names, contacts, related customers and changes."""
    with opened(data) as service:
        shape = customer_card.card(service, command_line_viewer(), key)
    if json:
        print_json(shape)
        return
    OUT.print(f"[bold]{shape.customer.name}[/bold]  {shape.customer.uscc or ''}")
    for name in shape.names:
        OUT.print(f"   {name.kind:8} {name.name}")
    for contact in shape.contacts:
        OUT.print(f"   {contact['kind']:10} {contact['value']}")
    for other in shape.related:
        OUT.print(f"   ~ {other.id} {other.name}  {other.how} {other.value or ''}")
    for change in shape.changes:
        undone = " ×" if change.undone else ""
        OUT.print(f"   {change.at[:16]} {change.verb} {change.before} → {change.after}{undone}")


@customer.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="An Excel list (.xlsx).", exists=True, dir_okay=False)],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would happen; change nothing.")
    ] = False,
    drop_bad_codes: Annotated[
        bool, typer.Option("--drop-bad-codes", help="Take rows with a wrong credit code in without the code.")
    ] = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take customers in from an Excel list; exits 1 when some row is refused."""
    with opened(data) as service, file.open("rb") as stream:
        shape = customer_import.import_customers(
            service, command_line_viewer(), stream, dry_run=dry_run, drop_bad_codes=drop_bad_codes
        )
    if json:
        print_json(shape)
    else:
        for row in shape.rows:
            if row.reasons or row.outcome == "refused":
                OUT.print(f"{row.row:6}  {row.outcome:8} {row.name}  {' '.join(row.reasons)}")
        OUT.print(f"create {shape.create}  update {shape.update}  same {shape.same}  refused {shape.refused}")
    if shape.refused:
        raise typer.Exit(Exit.FAILED)


@customer.command("template")
def template(file: Annotated[Path, typer.Argument(help="File to write (.xlsx); must not exist.")]) -> None:
    """Write an empty Excel list with all columns."""
    try:
        with file.open("xb") as target:
            target.write(customer_list.template())
    except FileExistsError as error:
        raise BadRequest(
            Message("The file {path} exists already.", {"path": str(file)}), Message("Name another file.")
        ) from error
    OUT.print(str(file), soft_wrap=True)


def import_backlog(
    folder: Annotated[
        Path,
        typer.Argument(help="A folder of folders named after customers, or a package of a dossier."),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show whose each folder is; take nothing in.")
    ] = False,
    given: Annotated[
        list[str] | None,
        typer.Option("--is", help="FOLDER=CUSTOMER where the name does not say it; repeatable."),
    ] = None,
    team: Annotated[
        str | None,
        typer.Option("--team", help="Team that gets the dossier of a package; without it all teams see it."),
    ] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take in a backlog of customers' folders, or a package that was handed over.

    Exits 1 when a folder is left, a file is rejected or the package is damaged.
    """
    viewer = command_line_viewer()
    if folder.is_file():
        raise BadRequest(
            Message("{path} is a file.", {"path": str(folder)}),
            Message("Unpack a package that is zipped, and name the folder in which bagit.txt lies."),
        )
    if takeover.is_package(folder):
        _import_package(viewer, folder, team, dry_run=dry_run, data=data, json=json)
        return
    with opened(data) as service:
        folders = backlog.plan(service, viewer, folder, _given(given))
        answers = []
        if not dry_run:
            with page_bar("import") as progress:
                answers = backlog.take_in(service, viewer, folder, folders, progress)
        shape = backlog.shape_plan(service, folders, answers)
    if json:
        print_json(shape)
    else:
        table = Table("folder", "files", "", "customer")
        for one in shape.folders:
            names = ", ".join(f"{who.id or '+'} {who.name}" for who in one.customers)
            table.add_row(one.folder or ".", str(one.files), one.outcome, names or one.reason or "")
        OUT.print(table)
        for answer in shape.files:
            if answer.outcome != "filed":
                error = f"{answer.error.code}: {answer.error.message}" if answer.error else ""
                OUT.print(f"{answer.file}  {answer.outcome}  {error}".rstrip())
    left = any(one.outcome in ("ambiguous", "none") for one in shape.folders)
    if left or any(answer.outcome == "rejected" for answer in shape.files):
        raise typer.Exit(Exit.FAILED)


def _import_package(
    viewer: Viewer, folder: Path, team: str | None, *, dry_run: bool, data: Path | None, json: bool
) -> None:
    take = takeover.try_over if dry_run else takeover.take_over
    with opened(data) as service:
        taken = take(service, viewer, folder, team)
    if json:
        print_json(taken)
    else:
        OUT.print(f"{taken.customer.id or '+'}  {taken.customer.name}  {taken.documents}")


def _given(pairs: list[str] | None) -> dict[str, str]:
    given = {}
    for pair in pairs or ():
        name, equals, key = pair.rpartition("=")
        if not equals or not key.strip():
            raise BadRequest(
                Message("“{text}” is not FOLDER=CUSTOMER.", {"text": pair}),
                Message("Write the folder's name, =, and a customer's id, credit code or name."),
            )
        given[name] = key.strip()
    return given
