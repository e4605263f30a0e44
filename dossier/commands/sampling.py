"""Commands of the acceptance sampling (DA/T 31): draw, judge, check again, sign, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dossier import sampling, sampling_judging, sampling_report, sampling_words
from dossier.commands.handover import AsOption, NoteOption, signer_of
from dossier.commands.options import OUT, DataOption, Exit
from dossier.commands.service import command_line_viewer, opened
from dossier.commands.writing import write_new
from dossier.judgement import say
from dossier.language import translate
from dossier.sampling_judging import Judged
from dossier.sampling_rates import rates_of
from storage.states import SampleVerdict, SamplingState
from storage.values_sampling import Sampling

sample = typer.Typer(help="Acceptance sampling (DA/T 31-2017, 验收抽检).", no_args_is_help=True)

SamplingArgument = Annotated[int, typer.Argument(metavar="SAMPLING", help="A sampling's number.")]


def _print(found: Sampling, language: str) -> None:
    state = translate(sampling_words.STATES[found.state], language)
    OUT.print(
        f"{found.id}  {state}  {translate(sampling_words.drawn_sentence(found), language)}", markup=False
    )
    OUT.print(f"   {found.seed}  {found.drawn_by}  {found.drawn_at:%Y-%m-%d}", markup=False)
    for name, figure, is_met in sampling_words.conditions(rates_of(found)):
        verdict = translate(sampling_words.met(is_met), language)
        OUT.print(f"   {translate(name, language)}  {figure}  {verdict}", markup=False)
    for check in found.checks:
        code, verdict = (
            sampling_words.check_code(check, language),
            sampling_words.check_verdict(check, language),
        )
        OUT.print(f"   {code:7} {verdict}  {say(check['name'], language)}", markup=False)
        for memo in check["memos"]:
            OUT.print(f"           {say(memo, language)}", markup=False)
    for one in found.documents:
        verdict = translate(sampling_words.outcome_of(one), language)
        pages = len(one.seen["pages"])
        OUT.print(
            f"   {one.position}  #{one.document_id} {one.seen['title']} / {pages}  {verdict}", markup=False
        )


@sample.command("draw")
def draw(
    customers: Annotated[list[str] | None, typer.Argument(help="Customers, or --handover.")] = None,
    handover: Annotated[int | None, typer.Option(help="Draw from the papers of a handover.")] = None,
    percent: Annotated[int, typer.Option(help="Share of the documents, 5 or more.")] = sampling.USUAL_PERCENT,
    seed: Annotated[str, typer.Option(help="Repeat a draw; made when not given.")] = "",
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Check every document by machine and draw those that a person looks at."""
    with opened(data) as service:
        made = sampling.draw(
            service,
            signer_of(service, signer),
            customers or (),
            handover_id=handover,
            percent=percent,
            seed=seed,
        )
        _print(made, service.settings.language)


@sample.command("list")
def list_all(data: DataOption = None) -> None:
    """List all samplings, the newest first."""
    with opened(data) as service:
        found = sampling.browse(service, command_line_viewer())
        while found.items:
            for one in found.items:
                state = translate(sampling_words.STATES[one.state], service.settings.language)
                OUT.print(f"{one.id}  {state}  {len(one.documents)} / {len(one.population)}", markup=False)
            if found.next is None:
                break
            found = sampling.browse(service, command_line_viewer(), found.next)


@sample.command("show")
def show(number: SamplingArgument, data: DataOption = None) -> None:
    """Show a sampling: conditions, checks, drawn papers."""
    with opened(data) as service:
        _print(sampling.find(service, command_line_viewer(), number), service.settings.language)


@sample.command("judge")
def judge(
    number: SamplingArgument,
    place: Annotated[int, typer.Argument(help="The paper's place in the sample.")],
    fault: Annotated[
        list[str] | None, typer.Option("--fault", help="PAGE=FAULT, or PAGE=FAULT:NOTE; repeatable.")
    ] = None,
    agrees: Annotated[
        bool, typer.Option("--agrees/--differs", help="Whether the catalogue says what the pictures show.")
    ] = True,
    note: NoteOption = "",
    signer: AsOption = None,
    data: DataOption = None,
) -> None:
    """Say what was found on a paper; pages without a fault pass."""
    with opened(data) as service:
        drawn = sampling.find(service, command_line_viewer(), number)
        count = next((len(one.seen["pages"]) for one in drawn.documents if one.position == place), 0)
        faults = dict(_fault(text) for text in fault or ())
        verdicts = {page: SampleVerdict.PASS for page in range(1, count + 1)}
        verdicts |= {page: verdict for page, (verdict, _) in faults.items()}
        found = Judged(verdicts, {page: said for page, (_, said) in faults.items()}, agrees, note)
        _print(
            sampling_judging.judge(service, signer_of(service, signer), number, place, found),
            service.settings.language,
        )


def _fault(text: str) -> tuple[int, tuple[SampleVerdict, str]]:
    page, _, said = text.partition("=")
    kind, _, note = said.partition(":")
    if not page.strip().isdecimal() or kind.strip() not in set(SampleVerdict):
        kinds = ", ".join(one.value for one in SampleVerdict)
        raise typer.BadParameter(f"{text} is not PAGE=FAULT; faults: {kinds}")
    return int(page), (SampleVerdict(kind.strip()), note)


@sample.command("check")
def check(number: SamplingArgument, signer: AsOption = None, data: DataOption = None) -> None:
    """Let the computer check every document anew; exits 3 when a check fails."""
    with opened(data) as service:
        done = sampling_judging.check_again(service, signer_of(service, signer), number)
        _print(done, service.settings.language)
    if rates_of(done).failed_checks:
        raise typer.Exit(Exit.NO)


@sample.command("sign")
def sign(
    number: SamplingArgument, note: NoteOption = "", signer: AsOption = None, data: DataOption = None
) -> None:
    """Sign a sampling whose papers are all judged; exits 3 when it is not accepted."""
    with opened(data) as service:
        done = sampling_judging.sign(service, signer_of(service, signer), number, note)
        _print(done, service.settings.language)
    if done.state is not SamplingState.ACCEPTED:
        raise typer.Exit(Exit.NO)


@sample.command("report")
def report(
    number: SamplingArgument,
    out: Annotated[Path, typer.Option(help="File to write, .pdf or .xlsx; must not exist.")],
    data: DataOption = None,
) -> None:
    """Write the report of a sampling as PDF or Excel."""
    with opened(data) as service:
        language = service.settings.language
        found = sampling_report.read_report(service, command_line_viewer(), number, language)
        writer = sampling_report.as_excel if out.suffix.lower() == ".xlsx" else sampling_report.as_pdf
        write_new(out, writer(found, language))
