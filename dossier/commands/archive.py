"""Commands for care: export, inspect, reindex, audit, profile."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.profile import load_profile
from dossier import care, handover, inspection, inspection_report
from dossier.commands.options import OUT, CustomerArgument, DataOption, Exit, JsonOption, print_json
from dossier.commands.rules import try_profile
from dossier.commands.service import command_line_viewer, opened
from dossier.inspection_values import Inspection, Verdict
from dossier.language import translate

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


def inspect(
    customer: CustomerArgument,
    out: Annotated[
        Path | None, typer.Option(help="Also write the report here: .xml or .xlsx, by the name's ending.")
    ] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Run the 四性检测 (DA/T 70) on a dossier; exits 3 when an item fails."""
    with opened(data) as service:
        found = inspection.inspect(service, command_line_viewer(), customer)
        language = service.settings.language
    if out is not None:
        inspection_report.write(found, out, language)
    if json:
        print_json(inspection_report.shape(found, language))
    else:
        _print_inspection(found, language)
    if found.verdict is Verdict.FAIL:
        raise typer.Exit(Exit.NO)


def _print_inspection(found: Inspection, language: str) -> None:
    for line in inspection_report.head_lines(found, language):
        OUT.print(line, markup=False)
    for item in found.items:
        code, _, name, verdict, checked, _ = inspection_report.cells(item, language)
        OUT.print(f"{code:5} {verdict:8} {name} {checked}".rstrip(), markup=False)
        for memo in item.memos:
            OUT.print(f"      {translate(memo, language)}", markup=False)


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
