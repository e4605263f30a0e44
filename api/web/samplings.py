"""Pages of the acceptance sampling: draws, a drawn paper page by page, the signature, the report."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from starlette.datastructures import FormData

from api.deps import Language, Render, SignedIn, TheForm, TheService
from api.errors import InvalidInput
from api.files import send_excel, send_pdf
from api.web.notices import go
from capture.pages import Message
from dossier import sampling, sampling_judging, sampling_report, sampling_words
from dossier.cataloguing import title_of
from dossier.errors import NotFound
from dossier.judgement import say
from dossier.rights import RIGHTS
from dossier.sampling_draw import LEAST_PERCENT
from dossier.sampling_judging import Judged
from dossier.sampling_rates import rates_of
from dossier.sampling_seen import digest_of
from storage.states import SampleVerdict
from storage.viewer import Viewer

router = APIRouter()

Reason = Annotated[str, Form(max_length=2000)]
Seed = Annotated[str, Form(max_length=100)]


def _rights(viewer: Viewer) -> dict[str, bool]:
    return {act: viewer.role in RIGHTS[f"sampling.{act}"] for act in ("draw", "judge", "sign")}


@router.get("/samplings")
def list_page(
    service: TheService,
    viewer: SignedIn,
    render: Render,
    customer: str = "",
    handover: str = "",
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """Show the samplings, the newest first, and the form that draws one."""
    found = sampling.browse(service, viewer, cursor)
    return render(
        "samplings.html",
        samplings=[(one, rates_of(one)) for one in found.items],
        next=found.next,
        states=sampling_words.STATES,
        rights=_rights(viewer),
        least=LEAST_PERCENT,
        customer=customer,
        handover=handover,
    )


@router.post("/samplings")
def draw(
    service: TheService,
    viewer: SignedIn,
    percent: Annotated[int, Form()] = sampling.USUAL_PERCENT,
    seed: Seed = "",
    customers: Annotated[str, Form(max_length=20_000)] = "",
    handover: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Draw a sample."""
    keys = [line.strip() for line in customers.splitlines() if line.strip()]
    if handover.strip() and not (handover.strip().isascii() and handover.strip().isdigit()):
        raise InvalidInput("handover", Message("a handover's number"))
    number = int(handover) if handover.strip() else None
    made = sampling.draw(service, viewer, keys, handover_id=number, percent=percent, seed=seed)
    return go(f"/samplings/{made.id}", "drawn")


@router.get("/samplings/{sampling_id}")
def one_page(
    service: TheService, viewer: SignedIn, language: Language, render: Render, sampling_id: int
) -> Response:
    """Show one sampling: conditions, checks, drawn papers."""
    report = sampling_report.read_report(service, viewer, sampling_id, language)
    one = report.sampling
    rates = rates_of(one)
    checks = [
        {
            **check,
            "called": sampling_words.check_code(check, language),
            "name": say(check["name"], language),
            "memos": [say(memo, language) for memo in check["memos"]],
        }
        for check in one.checks
    ]
    papers = [
        (document, sampling_words.outcome_of(document), sampling_words.faults_of(document, language))
        for document in one.documents
    ]
    return render(
        "sampling.html",
        report=report,
        sampling=one,
        rates=rates,
        conditions=sampling_words.conditions(rates),
        drawn=sampling_words.drawn_sentence(one),
        how=sampling_words.HOW,
        checks=checks,
        papers=papers,
        states=sampling_words.STATES,
        rights=_rights(viewer),
        todo=next((document.position for document in one.documents if not document.judged), None),
    )


@router.get("/samplings/{sampling_id}/papers/{position}")
def paper_page(
    service: TheService, viewer: SignedIn, language: Language, render: Render, sampling_id: int, position: int
) -> Response:
    """Show a drawn paper, its catalogue line beside its pages."""
    one = sampling.find(service, viewer, sampling_id)
    paper = next((document for document in one.documents if document.position == position), None)
    if paper is None:
        raise NotFound("page", position)
    now = sampling.paper_now(service, viewer, paper.document_id)
    seen = now or paper.seen
    given = {page.page: page for page in paper.pages} if now == paper.seen else {}
    return render(
        "sampling_paper.html",
        sampling=one,
        paper=paper,
        now=now,
        shown=digest_of(seen),
        before=sampling_judging.verdict_of(paper),
        title=title_of(service.profile, seen["type"], seen["title"], language),
        given=given,
        changed=now != paper.seen and paper.judged_at is not None,
        verdicts=sampling_words.FOUND,
        may_judge=one.state.value == "drawn" and _rights(viewer)["judge"],
    )


@router.post("/samplings/{sampling_id}/papers/{position}")
def judge(
    service: TheService,
    viewer: SignedIn,
    form: TheForm,
    sampling_id: int,
    position: int,
    shown: Annotated[str, Form(max_length=64)],
    before: Annotated[str | None, Form(max_length=300)] = None,
    agrees: Annotated[str, Form()] = "",
    note: Reason = "",
    rest: Annotated[str, Form()] = "",
) -> Response:
    """Write what was found; with ``rest`` the pages without a verdict pass."""
    verdicts, notes = _verdicts(form, others_pass=rest == "pass")
    said = {"yes": True, "no": False}.get(agrees)
    found = Judged(verdicts, notes, said, note, shown, before)
    done = sampling_judging.judge(service, viewer, sampling_id, position, found)
    todo = next((document.position for document in done.documents if not document.judged), None)
    here = next(document for document in done.documents if document.position == position)
    if not here.judged:
        return go(f"/samplings/{sampling_id}/papers/{position}", "judged_in_part")
    return go(f"/samplings/{sampling_id}/papers/{todo}" if todo else f"/samplings/{sampling_id}", "saved")


def _verdicts(form: FormData, *, others_pass: bool) -> tuple[dict[int, SampleVerdict], dict[int, str]]:
    verdicts, notes = {}, {}
    for key, value in form.items():
        kind, _, page = key.partition(".")
        if kind not in ("verdict", "note") or not isinstance(value, str) or not _is_page(page):
            continue
        if kind == "note":
            notes[int(page)] = value[:2000]
        elif value in set(SampleVerdict):
            verdicts[int(page)] = SampleVerdict(value)
        elif not value and others_pass:
            verdicts[int(page)] = SampleVerdict.PASS
        elif value:
            raise InvalidInput("verdict", Message("one of the verdicts of the list"))
    return verdicts, notes


def _is_page(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6


@router.post("/samplings/{sampling_id}/check")
def check_again(service: TheService, viewer: SignedIn, sampling_id: int) -> Response:
    """Check every document anew."""
    sampling_judging.check_again(service, viewer, sampling_id)
    return go(f"/samplings/{sampling_id}", "checked_again")


@router.post("/samplings/{sampling_id}/sign")
def sign(service: TheService, viewer: SignedIn, sampling_id: int, note: Reason = "") -> Response:
    """Sign it."""
    sampling_judging.sign(service, viewer, sampling_id, note)
    return go(f"/samplings/{sampling_id}", "signed")


@router.get("/samplings/{sampling_id}/report.{kind}")
def report_file(
    service: TheService, viewer: SignedIn, language: Language, sampling_id: int, kind: str
) -> Response:
    """Send the report as PDF or Excel."""
    found = sampling_report.read_report(service, viewer, sampling_id, language)
    if kind == "pdf":
        return send_pdf(sampling_report.as_pdf(found, language), f"sampling-{sampling_id}.pdf")
    if kind == "xlsx":
        return send_excel(sampling_report.as_excel(found, language), f"sampling-{sampling_id}.xlsx")
    raise InvalidInput("kind", Message("pdf or xlsx"))
