"""What all commands share: options, exit codes, printing."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Console

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)


class Exit(IntEnum):
    """What a command's exit tells its caller."""

    DONE = 0
    """Done."""
    FAILED = 1
    """Failed; for lists: some item failed, the list is still complete."""
    WRONG_USE = 2
    """Wrong use, or an ambiguous name (candidates are printed)."""
    NO = 3
    """The answer is no."""


DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder; DOSSIER_DATA or ./data when not given.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
CustomerArgument = Annotated[str, typer.Argument(help="A customer's id, credit code or name.")]
FilesArgument = Annotated[list[Path], typer.Argument(help="Files.")]


def print_json(shape: BaseModel) -> None:
    """Print a shape as one JSON document on stdout."""
    typer.echo(shape.model_dump_json(by_alias=True, indent=2))
