"""Commands that take in: add, status, retry."""

from __future__ import annotations

from typing import Annotated

import typer

from dossier import adding, overview
from dossier.commands.options import OUT, DataOption, Exit, FilesArgument, JsonOption, print_json
from dossier.commands.progress import page_bar
from dossier.commands.service import command_line_viewer, opened
from dossier.shapes import Add, AddedFile


def add(files: FilesArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Take files in, process them to the end, report each one's outcome."""
    with opened(data) as service, page_bar("add") as progress:
        answers = adding.add_files(service, command_line_viewer(), files, progress)
    if json:
        print_json(Add(answers))
    else:
        for answer in answers:
            _print_answer(answer)
    if any(answer.outcome == "rejected" for answer in answers):
        raise typer.Exit(Exit.FAILED)


def _print_answer(answer: AddedFile) -> None:
    OUT.print(f"[bold]{answer.file}[/bold]  {answer.outcome}")
    if answer.error:
        OUT.print(f"   {answer.error.code}: {answer.error.message} {answer.error.hint}")
    if answer.duplicate_of:
        OUT.print(f"   = {answer.duplicate_of}")
    for document in answer.documents:
        name = document.customer.name if document.customer else "–"
        OUT.print(f"   #{document.id}  {document.type}  {name}  {document.state}")


def status(data: DataOption = None, json: JsonOption = False) -> None:
    """Show the balance of everything received."""
    with opened(data) as service:
        shape = overview.status(service)
    if json:
        print_json(shape)
        return
    for name, count in shape.model_dump().items():
        OUT.print(f"{name:10} {count}")


def retry(
    scan: Annotated[int, typer.Argument(help="The received file's number.")],
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Process a rejected file again, keeping its row."""
    with opened(data) as service:
        answer = adding.retry(service, command_line_viewer(), scan, password)
    if json:
        print_json(answer)
    else:
        _print_answer(answer)
    if answer.outcome == "rejected":
        raise typer.Exit(Exit.FAILED)
