"""``dossier read``: recognise and decide files; stores nothing, opens no data folder."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Annotated

import typer

from capture.pool import PagePool
from capture.seals.sealkinds import SEAL_KINDS
from classify.profile import load_profile
from dossier.commands.options import ERR, OUT, DataOption, Exit, FilesArgument, JsonOption, print_json
from dossier.commands.progress import page_bar
from dossier.reading import ReadingJob, count_pages, look_at, read_files
from dossier.settings import ReaderChoice, Settings, read_settings
from dossier.shapes import FailedFile, Read, ReadFile
from dossier.shaping import DIVISION, MISSING_PAGES, TWO_PAPERS
from dossier.wiring import limits_of


def read(
    files: FilesArgument,
    reader: Annotated[ReaderChoice | None, typer.Option(help="Which reader reads.")] = None,
    own: Annotated[
        list[str] | None, typer.Option(help="Name or credit code of our own company; may be repeated.")
    ] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Recognise and decide files. Stores nothing; of the data folder only its settings file is read."""
    settings = read_settings(data)
    job = ReadingJob(
        profile=load_profile(settings.profile),
        limits=limits_of(settings),
        own=tuple(own) if own else settings.own_company,
        today=dt.date.today(),  # the office's own day, as the paper's dates are
        language=settings.language,
    )
    answers = _read_with_progress(files, job, reader or settings.reader, settings)
    if json:
        print_json(Read(answers))
    else:
        for answer in answers:
            _print_answer(answer)
    if any(isinstance(answer, FailedFile) for answer in answers):
        raise typer.Exit(Exit.FAILED)


def _read_with_progress(
    files: list[Path], job: ReadingJob, reader: ReaderChoice, settings: Settings
) -> list[ReadFile | FailedFile]:
    seen = look_at(files, job)
    pages = count_pages(seen)
    done = itertools.count(1)
    with (
        PagePool(min(settings.workers, max(1, pages)), job.limits, reader.value) as pool,
        page_bar("read") as progress,
    ):
        return read_files(seen, job, pool, lambda: progress(next(done), pages))


def _print_answer(answer: ReadFile | FailedFile) -> None:
    if isinstance(answer, FailedFile):
        ERR.print(
            f"[red]{answer.file}[/red]  {answer.error.code}: {answer.error.message} {answer.error.hint}"
        )
        return
    OUT.print(f"[bold]{answer.file}[/bold]")
    for page in answer.pages:
        for warning in page.warnings:
            OUT.print(f"  [{page.number}]  [yellow]{warning.code}[/yellow]: {warning.message}")
        for seal in page.seals:
            kind, text = SEAL_KINDS.get(seal.kind, "?"), " ".join(seal.text.split())
            OUT.print(f"  [{page.number}]  [red]{kind}[/red]  {text}")
    for document in answer.documents:
        customer = document.customer.name if document.customer else "–"
        mark = "  ?" if document.review else ""
        OUT.print(f"  {document.pages}  {document.type}  {document.confidence:.2f}  {customer}{mark}")
        for reason in document.reasons:
            if reason.rule in (DIVISION, MISSING_PAGES, TWO_PAPERS):
                OUT.print(f"      [yellow]{reason.rule}[/yellow]: {reason.text}")
        for name, field in document.fields.items():
            OUT.print(f"      {name}: {field.value}")
