"""Commands for care: export, reindex, audit, profile."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.profile import load_profile
from dossier import care, handover
from dossier.commands.options import OUT, CustomerArgument, DataOption, Exit
from dossier.commands.rules import try_profile
from dossier.commands.service import command_line_viewer, opened

audit = typer.Typer(help="The log of all changes.", no_args_is_help=True)
profile = typer.Typer(help="Profiles: what a dossier must hold.", no_args_is_help=True)


def export(
    customer: CustomerArgument,
    out: Annotated[Path, typer.Option(help="Folder to make; must not exist or be empty.")],
    data: DataOption = None,
) -> None:
    """Write a customer's dossier as a BagIt folder that verifies without this program."""
    with opened(data) as service:
        handover.export(service, command_line_viewer(), customer, out)
    OUT.print(str(out), soft_wrap=True)


def reindex(data: DataOption = None) -> None:
    """Build the search index anew from what was read."""
    with opened(data) as service:
        OUT.print(str(care.rebuild_index(service, command_line_viewer())))


@audit.command("verify")
def verify(data: DataOption = None) -> None:
    """Check that no entry of the log was changed or removed; exits 3 when one was."""
    with opened(data) as service:
        fault = care.verify_audit(service, command_line_viewer())
    if fault is not None:
        OUT.print(f"{fault.seq}: {fault.reason}")
        raise typer.Exit(Exit.NO)
    OUT.print("✓")


@profile.command("check")
def check_profile(
    name: Annotated[str, typer.Argument(help="A built-in profile's name, or a file.")] = "manufacturing",
) -> None:
    """Check a profile; a fault is told with its file and line."""
    loaded = load_profile(name)
    OUT.print(
        f"✓ {loaded.id} {loaded.title}: {len(loaded.types)} types, {len(loaded.requirements)} requirements"
    )


profile.command("try")(try_profile)
