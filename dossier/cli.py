"""The command line: every command is one function, thin over the verbs; errors become exit codes here."""

from __future__ import annotations

import typer

from dossier.commands import archive, dossiers, intake, people, read, serve
from dossier.commands.options import Exit

EXIT_CODES: dict[str, Exit] = {
    "ambiguous": Exit.WRONG_USE,
    "bad_request": Exit.WRONG_USE,
    "setting_invalid": Exit.FAILED,
    "profile_invalid": Exit.FAILED,
    "not_found": Exit.FAILED,
    "forbidden": Exit.FAILED,
    "conflict": Exit.FAILED,
    "not_signed_in": Exit.FAILED,
    "store_unavailable": Exit.FAILED,
    "audit_broken": Exit.NO,
}

app = typer.Typer(
    name="dossier",
    help="Dossier (卷宗): scans in, complete customer files out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    read.read,
    serve.run,
    serve.demo,
    intake.add,
    intake.status,
    intake.retry,
    dossiers.customers,
    dossiers.show,
    dossiers.check,
    dossiers.search,
    dossiers.explain,
    archive.export,
    archive.reindex,
):
    app.command()(command)
app.add_typer(archive.audit, name="audit")
app.add_typer(archive.profile, name="profile")
app.add_typer(people.user, name="user")
