"""Writing what a command made into a file that must not exist."""

from __future__ import annotations

from pathlib import Path

from capture.pages import Message
from dossier.commands.options import OUT
from dossier.errors import BadRequest


def write_new(path: Path, data: bytes) -> None:
    """Write a new file and say where.

    Raises:
        BadRequest: it exists, or cannot be written.
    """
    try:
        with path.open("xb") as target:
            target.write(data)
    except FileExistsError as error:
        raise BadRequest(
            Message("The file {path} exists already.", {"path": str(path)}), Message("Name another file.")
        ) from error
    except OSError as error:
        raise BadRequest(
            Message("The file {path} cannot be written: {why}.", {"path": str(path), "why": str(error)}),
            Message("Choose a folder with room that you may write to."),
        ) from error
    OUT.print(str(path), soft_wrap=True)
