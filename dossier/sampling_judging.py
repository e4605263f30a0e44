"""Acceptance sampling of DA/T 31-2017, second and third step: people judge page by page, and one signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from capture.pages import Message
from dossier.errors import BadRequest, Conflict
from dossier.language import count
from dossier.rights import may
from dossier.sampling import find_sampling
from dossier.sampling_checks import check_all
from dossier.sampling_rates import Rates, rates_of
from dossier.sampling_seen import WITHDRAWN, changes_since, digest_of, seen_by
from dossier.wiring import Service
from storage.states import SampleVerdict, SamplingState
from storage.values_sampling import SampledDocument, SampledPage, Sampling
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person found on a document: verdicts and notes by page, and whether the catalogue agrees."""

    verdicts: Mapping[int, SampleVerdict]
    notes: Mapping[int, str] = field(default_factory=dict)
    agrees: bool | None = None
    note: str = ""
    shown: str | None = None
    """What ``digest_of`` gave for the paper that was looked at; None where nothing was shown."""
    before: str | None = None
    """What ``verdict_of`` gave for what was found before; None where nothing was shown."""


def verdict_of(drawn: SampledDocument) -> str:
    """Return what tells one verdict on a drawn document from another; a dash as long as there is none."""
    return f"{drawn.judged_at.isoformat()} {drawn.judged_by}" if drawn.judged_at else "-"


def judge(service: Service, actor: Viewer, sampling_id: int, position: int, found: Judged) -> Sampling:
    """Write what was found on a drawn document; pages not named have no verdict yet.

    Raises:
        NotFound: no such sampling or paper, or not for this person.
        Conflict: it is signed, or the paper was withdrawn, or changed or judged since it was shown.
        BadRequest: no such paper or page in it, or a fault of another kind that is not described.
    """
    may(actor, "sampling.judge")
    with service.database.unit_of_work() as work:
        sampling = _unsigned(work, actor, sampling_id)
        drawn = next((one for one in sampling.documents if one.position == position), None)
        if drawn is None:
            raise BadRequest(_no_such(position), Message("Its page lists what was drawn."))
        seen = seen_by(work, service.profile, actor, drawn.document_id)
        if seen is None:
            raise _withdrawn(drawn.document_id)
        if found.shown is not None and found.shown != digest_of(seen):
            raise _changed(drawn.document_id)
        if found.before is not None and found.before != verdict_of(drawn):
            raise _judged_by(drawn)
        pages = _pages(found, len(seen["pages"]))
        done = SampledDocument(
            *(drawn.position, drawn.document_id, seen, found.agrees, found.note.strip()),
            *(actor.name, service.now(), pages),
        )
        work.samplings.judge(sampling_id, done)
        payload = {"sampling": sampling_id, "agrees": found.agrees, "pages": [asdict(one) for one in pages]}
        work.audit.append(
            actor.name, "sampling.judged", "document", drawn.document_id, payload, service.now()
        )
        return work.samplings.get(SYSTEM, sampling_id)


def _pages(found: Judged, count: int) -> tuple[SampledPage, ...]:
    pages = []
    for number, verdict in sorted(found.verdicts.items()):
        note = found.notes.get(number, "").strip()
        if not 1 <= number <= count:
            raise BadRequest(
                Message("The paper has no page {page}.", {"page": number}),
                Message("It has {n} pages.", {"n": count}),
            )
        if verdict is SampleVerdict.OTHER and not note:
            raise BadRequest(
                Message("Page {page}: a fault of another kind needs a note.", {"page": number}),
                Message("Say in a few words what is wrong."),
            )
        pages.append(SampledPage(number, verdict, note))
    return tuple(pages)


def check_again(service: Service, actor: Viewer, sampling_id: int) -> Sampling:
    """Let the computer check every document of a sampling anew.

    Raises:
        NotFound: no such sampling, or not for this person.
        Conflict: it is signed.
    """
    may(actor, "sampling.judge")
    with service.database.reading() as work:
        sampling = _unsigned(work, actor, sampling_id)
        checks = check_all(service, work, SYSTEM, sampling.population)
    with service.database.unit_of_work() as work:
        _unsigned(work, actor, sampling_id)
        work.samplings.set_checks(sampling_id, checks, service.now())
        failed = [one["code"] for one in checks if one["verdict"] == "fail"]
        work.audit.append(
            actor.name, "sampling.checked", "sampling", sampling_id, {"failed": failed}, service.now()
        )
        return work.samplings.get(SYSTEM, sampling_id)


def sign(service: Service, actor: Viewer, sampling_id: int, note: str = "") -> Sampling:
    """Sign a sampling: everything is checked once more, and the standard's rule says accepted or not.

    Raises:
        NotFound: no such sampling, or not for this person.
        Conflict: it is signed, not every paper is judged, or one was changed after it was judged.
    """
    may(actor, "sampling.sign")
    with service.database.reading() as work:
        sampling = _ready(work, service, _unsigned(work, actor, sampling_id))
        checks = check_all(service, work, SYSTEM, sampling.population)
    with service.database.unit_of_work() as work:
        work.samplings.set_checks(sampling_id, checks, service.now())
        rates = rates_of(_ready(work, service, _unsigned(work, actor, sampling_id)))
        state = SamplingState.ACCEPTED if rates.accepted else SamplingState.REFUSED
        work.samplings.sign(sampling_id, state, actor.name, service.now(), note.strip())
        payload = {"state": state.value, "note": note.strip(), **_figures(rates)}
        work.audit.append(actor.name, "sampling.signed", "sampling", sampling_id, payload, service.now())
        return work.samplings.get(SYSTEM, sampling_id)


def _figures(rates: Rates) -> dict[str, int]:
    names = ("drawn", "passed", "agreeing", "checks", "failed_checks")
    return {name: getattr(rates, name) for name in names}


def _unsigned(work: Work, actor: Viewer, sampling_id: int) -> Sampling:
    sampling = find_sampling(work, actor, sampling_id)
    if sampling.state is not SamplingState.DRAWN:
        raise Conflict(
            Message("The sampling {id} is signed.", {"id": sampling_id}),
            Message("Draw another one; this one is kept as it was signed."),
        )
    return sampling


def _ready(work: Work, service: Service, sampling: Sampling) -> Sampling:
    """Let a sampling pass whose documents are all judged and still as they were."""
    open_ones = [one.document_id for one in sampling.documents if not one.judged]
    if open_ones:
        raise Conflict(
            count(len(open_ones), "{n} paper is not judged yet.", "{n} papers are not judged yet."),
            Message("Give every page a verdict, and say whether the catalogue agrees."),
        )
    for document_id, names in changes_since(work, service.profile, sampling).items():
        if WITHDRAWN in names:
            raise _withdrawn(document_id)
        raise Conflict(
            Message("The paper {id} was changed after it was judged.", {"id": document_id}),
            Message("Look at it again, then sign."),
        )
    return sampling


def _no_such(position: int) -> Message:
    return Message("The sample has no paper {place}.", {"place": position})


def _changed(document_id: int) -> Conflict:
    return Conflict(
        Message("The paper {id} was changed while you looked at it.", {"id": document_id}),
        Message("Load the page again and look at the paper as it is now; nothing was written yet."),
    )


def _judged_by(drawn: SampledDocument) -> Conflict:
    return Conflict(
        Message(
            "{name} judged the paper {id} while you looked at it.",
            {"name": drawn.judged_by or "", "id": drawn.document_id},
        ),
        Message("Load the page again to see what was found; nothing was written yet."),
    )


def _withdrawn(document_id: int) -> Conflict:
    return Conflict(
        Message("The paper {id} was withdrawn after it was drawn.", {"id": document_id}),
        Message("Draw another sample; this one is kept as it is."),
    )
