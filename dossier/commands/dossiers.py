"""Commands that look: customers, show, check, search, explain."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dossier import completeness, explaining, find, nearest
from dossier import customers as customer_verbs
from dossier.chasing import state_word
from dossier.commands.options import OUT, CustomerArgument, DataOption, Exit, JsonOption, print_json
from dossier.commands.service import command_line_viewer, opened
from dossier.language import translate
from dossier.search_excel import hits_excel
from dossier.shapes import Req, SearchAndNearest

MARKS = {
    "missing": "[red]✗[/red]",
    "received": "[yellow]…[/yellow]",
    "usable": "[green]✓[/green]",
    "expiring": "[yellow]![/yellow]",
    "expired": "[red]✗[/red]",
    "contradicts": "[red]≠[/red]",
    "waived": "–",
}


def customers(
    data: DataOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000)] = 10_000,
    json: JsonOption = False,
) -> None:
    """List the customers and how much is missing of each."""
    with opened(data) as service:
        listed = customer_verbs.list_customers(service, command_line_viewer(), limit=limit)
    if json:
        print_json(listed)
        return
    table = Table("id", "name", "uscc", "documents", "missing")
    for row in listed.customers:
        table.add_row(str(row.id), row.name, row.uscc or "", str(row.documents), str(row.missing or ""))
    OUT.print(table)


def show(customer: CustomerArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Show one dossier: documents by category, checklist."""
    with opened(data) as service:
        shape = completeness.show(service, command_line_viewer(), customer)
        language = service.settings.language
    if json:
        print_json(shape)
        return
    OUT.print(f"[bold]{shape.customer.name}[/bold]  {shape.customer.uscc or ''}")
    for category in shape.categories:
        OUT.print(f"{category.number}. {category.name}")
        for document in category.documents:
            OUT.print(
                f"   #{document.id}  {document.date or '–':10}  {document.title}  ({document.pages})"
                + ("  ?" if document.state == "review" else "")
            )
    print_requirements(shape.requirements, language)


def print_requirements(requirements: list[Req], language: str) -> None:
    """Print a checklist in a language, one line each."""
    for requirement in requirements:
        which = f" #{requirement.for_document}" if requirement.for_document else ""
        proof = ", ".join(f"#{proof.document_id}" for proof in requirement.proof)
        state = state_word(requirement.state, language)
        OUT.print(f"   {MARKS[requirement.state]} {requirement.title}{which}  {state}  {proof}".rstrip())


def check(
    customer: Annotated[str | None, typer.Argument(help="A customer; all when not given.")] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Tell what is missing; exits 3 when something required is."""
    with opened(data) as service:
        shape = completeness.check(service, command_line_viewer(), customer)
        language = service.settings.language
    if json:
        print_json(shape)
    else:
        for checked in shape.customers:
            OUT.print(f"{'✓' if checked.complete else '✗'} [bold]{checked.customer.name}[/bold]")
            print_requirements(checked.requirements, language)
    if not shape.complete:
        raise typer.Exit(Exit.NO)


def search(
    query: Annotated[str, typer.Argument(help="What to find.")],
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    alike: Annotated[bool, typer.Option("--alike", help="Where signs stand that look alike.")] = False,
    excel: Annotated[Path | None, typer.Option(help="Write the hits as an Excel file.")] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Find pages by words, names, numbers, fields and filters (docs/search.md)."""
    with opened(data) as service:
        viewer = command_line_viewer()
        found = find.search(service, viewer, query, limit=limit, alike=alike)
        offers = [] if alike else nearest.nearest(service, viewer, query)
        language = service.settings.language
        near = [nearest.shape_offer(offer, language) for offer in offers]
        shape = SearchAndNearest(**dict(found), nearest=near)
        if excel is not None:
            excel.write_bytes(hits_excel(service, viewer, query, find.NONE, language))
    if json:
        print_json(shape)
        return
    OUT.print(f"{shape.total}{'' if shape.total_exact else '+'}")
    for hit in shape.hits:
        name = hit.customer.name if hit.customer else "–"
        OUT.print(f"#{hit.document_id} p{hit.page}  {name}  {hit.type}  {hit.file}\n    {hit.snippet}")
    if shape.nearest:
        OUT.print(translate(nearest.DID_YOU_MEAN, language))
    for one in shape.nearest:
        OUT.print(f"    {one.meant}  ({one.typed}: {one.why})  {one.total}", markup=False)


def explain(
    document: Annotated[int, typer.Argument(help="A document's id.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Tell why a document is what the machine says: signals for and against."""
    with opened(data) as service:
        explanation = explaining.explain(service, command_line_viewer(), document)
    if json:
        print_json(explanation)
        return
    OUT.print(f"#{explanation.id}  {explanation.type}  {explanation.confidence:.2f}  {explanation.state}")
    for reason in explanation.reasons:
        OUT.print(f"   {reason.weight:+.1f}  {reason.text}")
    for doubt in explanation.review_reasons:
        OUT.print(f"   ?  {doubt}")
    if explanation.why is None:
        return
    why = explanation.why
    OUT.print(f"   {why.lead:+.2f} ({why.needed:.2f})  {why.next.type}  {why.next.points:.1f}")
    for reason in why.next.reasons:
        OUT.print(f"      {reason.weight:+.1f}  {reason.text}", markup=False)
    for change in why.changes:
        OUT.print(f"   ↻  {change}", markup=False)
