"""The command line: every command is one function, thin over the verbs; errors become exit codes here."""

from __future__ import annotations

import os
import sys

import typer

from capture.errors import CaptureError
from capture.inbox import InboxError
from capture.pages import Message
from classify.profile import ProfileError
from dossier.commands import (
    archive,
    catalogue,
    customers,
    dossiers,
    gaps,
    handover,
    intake,
    keeping,
    papers,
    people,
    read,
    rules,
    sampling,
    serve,
)
from dossier.commands.options import ERR, Exit
from dossier.errors import DossierError
from dossier.language import translate
from dossier.logs import set_up_logs
from dossier.settings import LogFormat
from storage.errors import StorageError

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
    "export_failed": Exit.FAILED,
    "package_damaged": Exit.FAILED,
    "handed_over": Exit.FAILED,
    "same_signer": Exit.FAILED,
    "gaps_not_approved": Exit.FAILED,
    "bad_row": Exit.WRONG_USE,
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
    papers.confirm,
    papers.file,
    papers.move,
    papers.retype,
    papers.mend,
    papers.split,
    papers.merge,
    papers.turn,
    papers.replace,
    papers.undo,
    archive.export,
    archive.inspect,
    archive.reindex,
    keeping.backup,
    keeping.restore,
):
    app.command()(command)
app.command("facts")(gaps.facts_of)
app.command("import")(customers.import_backlog)
app.add_typer(customers.customer, name="customer")
app.add_typer(gaps.gaps, name="gaps")
app.add_typer(catalogue.catalogue, name="catalogue")
app.add_typer(handover.handover, name="handover")
app.add_typer(sampling.sample, name="sample")
app.add_typer(archive.audit, name="audit")
app.add_typer(archive.profile, name="profile")
app.add_typer(rules.rules, name="rules")
app.add_typer(people.user, name="user")


def main() -> None:
    """Run a command; whatever goes wrong ends with a sentence, a remedy and an exit code."""
    set_up_logs(LogFormat.TEXT)
    try:
        app()  # wrong use and a command's own exit end here, with click's codes
    except (DossierError, CaptureError, ProfileError, InboxError) as error:
        _say(error.message, error.hint)
        sys.exit(EXIT_CODES.get(error.code, Exit.FAILED))
    except StorageError as error:
        _say(Message("{error}", {"error": str(error)}), Message("Look at the data folder and the settings."))
        sys.exit(EXIT_CODES.get(error.code, Exit.FAILED))


def _say(message: Message, hint: Message) -> None:
    language = os.environ.get("DOSSIER_LANGUAGE", "zh_CN")
    ERR.print(f"{translate(message, language)}\n{translate(hint, language)}", markup=False, soft_wrap=True)
