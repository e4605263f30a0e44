"""Commands of the handover: list, check, receive, send back, defer, approve, reopen, print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dossier import accounts, approvals, archive_prints, checking, collecting, handover_record, receiving
from dossier.commands.options import OUT, CustomerArgument, DataOption
from dossier.commands.service import command_line_viewer, opened
from dossier.commands.writing import write_new
from dossier.judgement import say
from dossier.wiring import Service
from storage.states import ApprovalKind
from storage.values_archive import Approval, Handover
from storage.viewer import Viewer

handover = typer.Typer(help="Handing dossiers over (移交).", no_args_is_help=True)

HandoverArgument = Annotated[int, typer.Argument(metavar="HANDOVER", help="A handover's number.")]
AsOption = Annotated[
    str | None, typer.Option("--as", help="The account that signs; each step needs another one.")
]
NoteOption = Annotated[str, typer.Option(help="A sentence beside the signature.")]
ReasonOption = Annotated[str, typer.Option(help="Why.")]
PagesOption = Annotated[
    list[str] | None, typer.Option("--pages", help="DOCUMENT=PAGES as counted on the paper; repeatable.")
]


def signer_of(service: Service, name: str | None) -> Viewer:
    """Return the account that signs; the command line's own where none is named."""
    return accounts.viewer_named(service, name) if name else command_line_viewer()


def _counts(pairs: list[str] | None) -> dict[int, int]:
    counts = {}
    for pair in pairs or ():
        document, _, pages = pair.partition("=")
        if not (document.strip().isdecimal() and pages.strip().isdecimal()):
            raise typer.BadParameter(f"{pair} is not DOCUMENT=PAGES")
        counts[int(document)] = int(pages)
    return counts


def _print(found: Handover, language: str) -> None:
    OUT.print(f"{found.id}  {found.state.value}  {found.documents} / {found.pages}")
    for line in found.lines:
        OUT.print(f"   {line.number}  #{line.document_id} {line.title}  {line.pages}", markup=False)
    for gap in found.gaps:
        OUT.print(f"   ✗ {say(gap, language)}", markup=False)
    for sign in found.signatures:
        OUT.print(
            f"   {sign.step.value:8} {sign.signed_by}  {sign.signed_at:%Y-%m-%d}  {sign.note}", markup=False
        )


def _print_approval(approval: Approval) -> None:
    state = {None: "…", True: "✓", False: "✗"}[approval.granted]
    OUT.print(f"{approval.id}  {state} {approval.kind.value}  {approval.reason}", markup=False)


@handover.command("collect")
def collect(
    customer: CustomerArgument,
    pages: PagesOption = None,
    note: NoteOption = "",
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Sign the list of what is handed over, with page counts."""
    with opened(data) as service:
        made = collecting.collect(service, signer_of(service, signer), customer, _counts(pages), note)
        _print(made, service.settings.language)


@handover.command("check")
def check(
    number: HandoverArgument,
    pages: PagesOption = None,
    note: NoteOption = "",
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Compare the papers with the list, inspect the dossier and sign the gap list."""
    with opened(data) as service:
        found = checking.check(service, signer_of(service, signer), number, _counts(pages), None, note)
        _print(found, service.settings.language)


@handover.command("receive")
def receive(
    number: HandoverArgument, note: NoteOption = "", signer: AsOption = None, data: DataOption = None
) -> None:
    """Take a dossier over into the archive; it is locked from now on."""
    with opened(data) as service:
        _print(
            receiving.receive(service, signer_of(service, signer), number, note), service.settings.language
        )


@handover.command("return")
def send_back(
    number: HandoverArgument, reason: ReasonOption, signer: AsOption = None, data: DataOption = None
) -> None:
    """Send a handover back to the collector, with a reason."""
    with opened(data) as service:
        found = checking.send_back(service, signer_of(service, signer), number, reason)
        _print(found, service.settings.language)


@handover.command("reopen")
def reopen(
    number: HandoverArgument, note: NoteOption = "", signer: AsOption = None, data: DataOption = None
) -> None:
    """Open a received handover again after that was approved."""
    with opened(data) as service:
        _print(receiving.reopen(service, signer_of(service, signer), number, note), service.settings.language)


@handover.command("ask")
def ask(
    number: HandoverArgument,
    reason: ReasonOption,
    kind: Annotated[ApprovalKind, typer.Option(help="gaps or reopening.")] = ApprovalKind.GAPS,
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Ask that a handover be received with gaps, or opened again."""
    with opened(data) as service:
        _print_approval(approvals.ask(service, signer_of(service, signer), number, kind, reason))


@handover.command("defer")
def defer(
    customer: CustomerArgument,
    until: Annotated[str, typer.Option(help="The day, like 2026-12-31.")],
    reason: ReasonOption,
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Ask that a dossier be handed over later."""
    day = approvals.day_of(until)
    with opened(data) as service:
        _print_approval(approvals.defer(service, signer_of(service, signer), customer, day, reason))


@handover.command("decide")
def decide(
    request: Annotated[int, typer.Argument(help="A request's number.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="Refuse instead of granting.")] = False,
    answer: Annotated[str, typer.Option(help="What to tell; needed for a refusal.")] = "",
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Grant or refuse what another account asked for."""
    with opened(data) as service:
        viewer = signer_of(service, signer)
        _print_approval(approvals.decide(service, viewer, request, granted=not refuse, answer=answer))


@handover.command("show")
def show(customer: CustomerArgument, data: DataOption = None) -> None:
    """Show the handovers and requests of a dossier."""
    with opened(data) as service:
        found, asked = handover_record.of_customer(service, command_line_viewer(), customer)
        for one in found:
            _print(one, service.settings.language)
        for approval in asked:
            _print_approval(approval)


@handover.command("print")
def print_papers(
    number: HandoverArgument,
    out: Annotated[Path, typer.Option(help="PDF to write; must not exist.")],
    register: Annotated[
        bool, typer.Option("--register", help="The 移交与接收登记表 instead of the list.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Write the signed list of a handover, or its register, as PDF."""
    with opened(data) as service:
        printing = archive_prints.handover_register if register else archive_prints.handover_list
        write_new(out, printing(service, command_line_viewer(), number))
