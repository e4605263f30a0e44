"""Commands for the second copy: backup, restore."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from capture.pages import Message
from dossier.backup import back_up, settings_to_back_up
from dossier.backup import restore as restore_from
from dossier.commands.options import ERR, OUT, DataOption, Exit
from dossier.commands.progress import page_bar
from dossier.commands.service import command_line_viewer
from dossier.language import translate
from dossier.settings import read_settings
from dossier.wiring import open_service


def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder, or that of an earlier backup.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Also read again what the folder holds already.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Copy database and originals into a folder, while the service goes on; only what is new is copied."""
    with open_service(settings_to_back_up(data)) as service, page_bar("backup") as progress:
        copied = back_up(service, command_line_viewer(), folder, progress, verify=verify)
        language = service.settings.language
    told = Message(
        "Backup in {path}: the database, originals: {n}, new: {new}.",
        {"path": str(folder), "n": copied.originals, "new": copied.new},
    )
    OUT.print(translate(told, language), soft_wrap=True, markup=False)
    _end(copied.bad, language)


def restore(
    folder: Annotated[Path, typer.Argument(help="The folder that dossier backup wrote.")],
    data: DataOption = None,
) -> None:
    """Make a data folder from a backup; nothing that is there is written over."""
    with page_bar("restore") as progress:
        restored = restore_from(folder, data, command_line_viewer(), progress)
    language, originals = read_settings(data).language, restored.originals
    told = Message("Restored: the database, originals: {n}.", {"n": originals.originals})
    OUT.print(translate(told, language), soft_wrap=True, markup=False)
    for note in restored.left_out:
        ERR.print(translate(note, language), soft_wrap=True, markup=False)
    if restored.paused:
        roots = ", ".join(map(str, restored.paused))
        told = Message(
            "Paused inboxes: {roots}. Resume them on their page once no other service watches them.",
            {"roots": roots},
        )
        ERR.print(translate(told, language), soft_wrap=True, markup=False)
    broken = Message("The chain of the audit log is broken: dossier audit verify says where.")
    _end([*originals.bad, *restored.unknown, *([] if restored.log_is_whole else [broken])], language)


def _end(faults: Sequence[Message], language: str) -> None:
    for fault in faults:
        ERR.print(translate(fault, language), soft_wrap=True, markup=False)
    if faults:
        raise typer.Exit(Exit.FAILED)
