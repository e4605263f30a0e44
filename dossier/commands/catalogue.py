"""Commands of numbers and catalogues: number, void, describe, shelf, volumes, prints, old catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dossier import (
    approvals,
    archive_prints,
    describing,
    number_check,
    numbering,
    old_catalogue,
    shelf,
    voiding,
    volumes,
)
from dossier.archive_prints import Form
from dossier.commands.options import OUT, CustomerArgument, DataOption, Exit, JsonOption, print_json
from dossier.commands.service import command_line_viewer, opened
from dossier.commands.writing import write_new
from storage.values_archive import CatalogueWords

catalogue = typer.Typer(help="Reference numbers (档号), catalogues, volumes.", no_args_is_help=True)

Words = Annotated[str | None, typer.Option(help="An empty text takes it back.")]


@catalogue.command("number")
def number(customer: CustomerArgument, data: DataOption = None) -> None:
    """Give a dossier its number, and its filed documents theirs."""
    with opened(data) as service:
        given = numbering.number_dossier(service, command_line_viewer(), customer)
    OUT.print(given.number, markup=False)
    for document_id, one in given.documents:
        OUT.print(f"   #{document_id}  {one}", markup=False)


@catalogue.command("void")
def void(
    number: Annotated[str, typer.Argument(help="A reference number.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    data: DataOption = None,
) -> None:
    """Strike a number out; it is never given again."""
    with opened(data) as service:
        voiding.void_number(service, command_line_viewer(), number, reason)


@catalogue.command("check")
def check(
    customer: Annotated[
        str | None, typer.Argument(help="A customer; dossiers' own numbers when not given.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Look through numbers for gaps and repeats; exits 3 when there are some."""
    with opened(data) as service:
        found = number_check.check_numbers(service, command_line_viewer(), customer)
    for sign, numbers in (("–", found.gaps), ("=", found.repeats), ("?", found.malformed)):
        for one in numbers:
            OUT.print(f"{sign} {one}", markup=False)
    if not found.ok:
        raise typer.Exit(Exit.NO)


@catalogue.command("describe")
def describe(
    document: Annotated[int, typer.Argument(help="A document's id.")],
    title: Words = None,
    reference: Words = None,
    responsible: Words = None,
    secrecy: Words = None,
    remark: Words = None,
    place: Words = None,
    copy: Annotated[bool | None, typer.Option("--copy/--original", help="Whether it is a copy.")] = None,
    data: DataOption = None,
) -> None:
    """Say what the catalogue shall say of a document."""
    words = CatalogueWords(title, reference, responsible, secrecy, remark, copy, place)
    with opened(data) as service:
        describing.describe(service, command_line_viewer(), document, words)


@catalogue.command("shelf")
def add_shelf(
    customer: CustomerArgument,
    type: Annotated[str, typer.Option(help="A type's id.")],
    pages: Annotated[int, typer.Option(help="Pages of the paper.")],
    title: Annotated[str, typer.Option()] = "",
    date: Annotated[str, typer.Option(help="Like 2024-03-05.")] = "",
    number: Annotated[str, typer.Option(help="The number it has already.")] = "",
    place: Annotated[str, typer.Option(help="Where it lies.")] = "",
    data: DataOption = None,
) -> None:
    """Enter a paper that lies on the shelf only."""
    day = approvals.day_of(date) if date else None
    paper = shelf.ShelfPaper(type=type, pages=pages, title=title, date=day, number=number, place=place)
    with opened(data) as service:
        made = shelf.add(service, command_line_viewer(), customer, paper)
    OUT.print(str(made.id))


@catalogue.command("import")
def import_old(
    file: Annotated[Path, typer.Argument(help="An Excel catalogue (.xlsx).", exists=True, dir_okay=False)],
    customer: Annotated[
        str | None, typer.Option(help="Whose catalogue it is, where no column says it.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell; change nothing.")] = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take an old catalogue in, row by row; exits 1 when some row is refused."""
    with opened(data) as service, file.open("rb") as stream:
        shape = old_catalogue.import_catalogue(
            service, command_line_viewer(), stream, customer=customer, dry_run=dry_run
        )
    if json:
        print_json(shape)
    else:
        for row in shape.rows:
            if row.reason:
                OUT.print(f"{row.row:6}  {row.title}  {row.reason}", markup=False)
        OUT.print(f"taken {shape.taken}  refused {shape.refused}")
    if shape.refused:
        raise typer.Exit(Exit.FAILED)


@catalogue.command("template")
def template(file: Annotated[Path, typer.Argument(help="File to write (.xlsx); must not exist.")]) -> None:
    """Write an empty Excel catalogue with all columns."""
    write_new(file, old_catalogue.template())


@catalogue.command("close")
def close(
    customer: CustomerArgument,
    year: Annotated[int, typer.Argument(help="A year that is over.")],
    data: DataOption = None,
) -> None:
    """Bind what is filed of a year into volumes, by category."""
    with opened(data) as service:
        made = volumes.close_year(service, command_line_viewer(), customer, year)
    for volume in made:
        OUT.print(f"{volume.number}  {volume.title}  {len(volume.document_ids)}", markup=False)


@catalogue.command("print")
def print_form(
    customer: CustomerArgument,
    out: Annotated[Path, typer.Option(help="File to write; must not exist. A catalogue may end in .xlsx.")],
    form: Annotated[Form, typer.Option(help="What to print.")] = Form.CATALOGUE,
    data: DataOption = None,
) -> None:
    """Write a catalogue, cover, 备考表, labels or the inspection as PDF; a catalogue also as Excel."""
    with opened(data) as service:
        viewer = command_line_viewer()
        if out.suffix.lower() == ".xlsx" and form is Form.CATALOGUE:
            made = archive_prints.catalogue_excel(service, viewer, customer)
        else:
            made = archive_prints.print_form(service, viewer, customer, form)
    write_new(out, made)


@catalogue.command("numbers")
def numbers(
    out: Annotated[Path, typer.Option(help="Excel file to write; must not exist.")],
    customer: Annotated[
        str | None, typer.Option(help="A customer; the void numbers of all when not given.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Write a dossier's numbers, or the list of void ones, as Excel."""
    with opened(data) as service:
        write_new(out, archive_prints.number_excel(service, command_line_viewer(), customer))
