"""Commands about what is missing: facts, waivers, history, lists, reminder letters, cover sheets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from capture.pages import Message
from classify.requirements.requirement import Line
from dossier import attesting, chasing, covers, customers, facts, letters, requirements
from dossier.commands.dossiers import MARKS, print_requirements
from dossier.commands.options import OUT, CustomerArgument, DataOption, JsonOption, print_json
from dossier.commands.service import command_line_viewer, opened
from dossier.customers import find_customer
from dossier.errors import BadRequest
from dossier.gap_shapes import Gaps, RequirementDetails
from dossier.wiring import Service

gaps = typer.Typer(help="What is missing: lists, letters, cover sheets, waivers.", no_args_is_help=True)

NewFile = Annotated[Path, typer.Option("--out", help="File to write; must not exist.")]


def facts_of(
    customer: CustomerArgument,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="FACT=VALUE; repeatable. Nothing behind the = takes it back."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what the facts set would require.")
    ] = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Show a customer's facts and what papers propose; set some, or tell what setting them would require."""
    viewer, said = command_line_viewer(), _pairs(set_)
    with opened(data) as service:
        if said and dry_run:
            preview = facts.preview(service, viewer, customer, said)
            if json:
                print_json(preview)
                return
            OUT.print("+")
            print_requirements(preview.comes, service.settings.language)
            OUT.print("-")
            print_requirements(preview.goes, service.settings.language)
            return
        if said:
            with service.database.reading() as work:
                customer_id = find_customer(work, viewer, customer).id
            customers.set_facts(service, viewer, customer_id, said)
        shape = facts.facts_of(service, viewer, customer)
    if json:
        print_json(shape)
        return
    for fact in shape.root:
        proposed = f"  ? {fact.proposed.value}: {fact.proposed.reason}" if fact.proposed else ""
        value = "–" if fact.value is None else fact.value
        OUT.print(f"{fact.id:18} {value}  {fact.title}  {fact.set_by or ''}{proposed}".rstrip(), markup=False)


def _pairs(given: list[str] | None) -> dict[str, bool | str]:
    said: dict[str, bool | str] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadRequest(
                Message("“{text}” is not FACT=VALUE.", {"text": pair}),
                Message("Write the fact's id, =, and its value."),
            )
        said[name.strip()] = value.strip() or False
    return said


@gaps.command("list")
def list_gaps(
    customer: Annotated[str | None, typer.Argument(help="A customer; all when not given.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Print into a PDF; must not exist.")] = None,
    excel: Annotated[Path | None, typer.Option(help="Write an Excel file; must not exist.")] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """List what is open and what was looked for, of one customer or of all."""
    viewer = command_line_viewer()
    with opened(data) as service:
        if pdf is not None:
            _write(pdf, chasing.gap_list_pdf(service, viewer, customer))
        if excel is not None:
            _write(excel, chasing.gap_list_excel(service, viewer, customer))
        if pdf is not None or excel is not None:
            return
        if customer is not None:
            _, lines = chasing.gaps_of(service, viewer, customer)
            if json:
                print_json(RequirementDetails(lines))
                return
            for line in lines:
                _print_gap(service, line.state, line.title, line.said)
            return
        found = list(chasing.every_gap(service, viewer))
    if json:
        print_json(Gaps(total=len(found), gaps=found))
        return
    for gap in found:
        _print_gap(service, gap.state, f"{gap.customer.name}  {gap.title}", gap.said)


def _print_gap(service: Service, state: str, title: str, said: list[str]) -> None:
    word = chasing.state_word(state, service.settings.language)
    OUT.print(f"{MARKS[state]} {escape(title)}  {word}  {escape(' '.join(said))}".rstrip())


@gaps.command("letter")
def letter(
    customer: CustomerArgument,
    out: Annotated[Path | None, typer.Option(help="PDF to write; must not exist. Without it, text.")] = None,
    days: Annotated[
        int, typer.Option(min=1, max=365, help="Days the customer is given.")
    ] = letters.DAYS_GIVEN,
    data: DataOption = None,
) -> None:
    """Write the reminder letter to a customer, as PDF or as text."""
    with opened(data) as service:
        language = service.settings.language.value
        written = letters.write_letter(service, command_line_viewer(), customer, language, days)
    if out is None:
        OUT.print(letters.letter_text(written), markup=False, soft_wrap=True)
    else:
        _write(out, letters.letter_pdf(written, language))


@gaps.command("covers")
def make_covers(
    customer: CustomerArgument,
    out: NewFile,
    requirement: Annotated[
        list[str] | None, typer.Option(help="A requirement's id; repeatable. All that are open without it.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Print cover sheets with codes for a customer's missing papers."""
    with opened(data) as service:
        _write(out, covers.make_covers(service, command_line_viewer(), customer, requirement))


@gaps.command("waive")
def waive(
    customer: CustomerArgument,
    requirement: Annotated[str, typer.Argument(help="A requirement's id.")],
    reason: Annotated[str, typer.Option(help="Why it is not insisted on.")],
    until: Annotated[str | None, typer.Option(help="Last day, like 2026-12-31; for good without it.")] = None,
    document: Annotated[int | None, typer.Option(help="The document the line is for.")] = None,
    shipment: Annotated[int | None, typer.Option(help="The shipment the line is for.")] = None,
    period: Annotated[str | None, typer.Option(help="The period the line is for, like 2025.")] = None,
    data: DataOption = None,
) -> None:
    """Let a line of a checklist go, with a reason."""
    try:
        day = dt.date.fromisoformat(until) if until else None
    except ValueError as error:
        raise BadRequest(
            Message("“{text}” is no day.", {"text": until or ""}), Message("Write it like 2026-12-31.")
        ) from error
    line = Line(requirement, document, shipment, period)
    with opened(data) as service:
        OUT.print(str(requirements.waive(service, command_line_viewer(), customer, line, reason, day)))


@gaps.command("insist")
def insist(
    customer: CustomerArgument,
    waiver: Annotated[int, typer.Argument(help="A waiver's number.")],
    data: DataOption = None,
) -> None:
    """Insist again on a line that was let go."""
    with opened(data) as service:
        requirements.insist(service, command_line_viewer(), customer, waiver)


@gaps.command("history")
def history(customer: CustomerArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Tell when a dossier became complete, when it fell back, and why."""
    with opened(data) as service:
        shape = requirements.history(service, command_line_viewer(), customer)
    if json:
        print_json(shape)
        return
    for moment in shape.root:
        OUT.print(f"{moment.at:%Y-%m-%d %H:%M}  {'✓' if moment.complete else '✗'}  {moment.missing}")
        for change in moment.changes:
            OUT.print(f"   {change.title}  {change.before or '–'} → {change.after or '–'}", markup=False)


@gaps.command("attest")
def attest(
    document: Annotated[int, typer.Argument(help="A document's id.")],
    sealed: Annotated[bool | None, typer.Option("--sealed/--not-sealed", help="It is sealed.")] = None,
    signed: Annotated[bool | None, typer.Option("--signed/--not-signed", help="It is signed.")] = None,
    original: Annotated[bool | None, typer.Option("--original/--copy", help="It is the original.")] = None,
    on_shelf: Annotated[bool | None, typer.Option("--on-shelf/--not-on-shelf", help="It lies there.")] = None,
    is_for: Annotated[int | None, typer.Option(help="The document it is for.")] = None,
    data: DataOption = None,
) -> None:
    """Say what a person sees of a paper: sealed, signed, the original, on the shelf; and what it is for."""
    seen = {"sealed": sealed, "signed": signed, "original": original, "on_shelf": on_shelf}
    said = {name: value for name, value in seen.items() if value is not None}
    viewer = command_line_viewer()
    with opened(data) as service:
        if said:
            attesting.attest(service, viewer, document, said)
        if is_for is not None:
            attesting.say_what_for(service, viewer, document, document=is_for)


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as target:
            target.write(content)
    except FileExistsError as error:
        raise BadRequest(
            Message("The file {path} exists already.", {"path": str(path)}), Message("Name another file.")
        ) from error
    OUT.print(str(path), soft_wrap=True)
