"""Facts of a customer: what people said, what papers propose, and what changing one would require."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from capture.pages import Message
from classify.checklist import FiledDocument, Requirement, is_complete
from classify.profiles.plan import Fact, Profile, named
from classify.profiles.profile_file import FactKind
from classify.requirements.requirement import Line
from dossier import checklists
from dossier.completeness import shape_requirement
from dossier.customers import find_customer
from dossier.errors import BadRequest
from dossier.fact_values import FactValue, checked_value, find_fact
from dossier.gap_shapes import FactPreview, FactProposal, FactShape, FactsShape
from dossier.language import title_in, translate
from dossier.shapes import Proof, Req
from dossier.wiring import Service
from storage.viewer import SYSTEM, Viewer


def facts_of(service: Service, viewer: Viewer, key: str, language: str | None = None) -> FactsShape:
    """Return a customer's facts in the profile's order; for those nobody set, what papers propose.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    language = language or service.settings.language
    profile = service.profile
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        rows = {row.fact: row for row in work.facts.rows(viewer, customer.id)}
        telling = {kind for fact in profile.facts if fact.id not in rows for kind in fact.proposed_by}
        told = work.documents.for_checklist(customer.id, telling) if telling else ()
        papers = checklists.filed_documents(work, profile, customer.id, told, marks=False) if told else ()
    shapes = []
    for fact in profile.facts:
        row = rows.get(fact.id)
        shapes.append(
            FactShape(
                id=fact.id,
                title=title_in(fact, language),
                kind=fact.kind.value,
                choices=list(fact.choices),
                value=row.value if row else None,
                set_by=row.set_by if row else None,
                set_at=row.set_at if row else None,
                proposed=None if row else propose(profile, fact, papers, language),
            )
        )
    return FactsShape(shapes)


def propose(
    profile: Profile, fact: Fact, papers: Iterable[FiledDocument], language: str
) -> FactProposal | None:
    """Return what the newest confirmed paper of the fact's types says it is; None where none says it."""
    found = [
        (paper, value)
        for paper in papers
        if paper.confirmed and paper.type in fact.proposed_by and (value := _value_of(fact, paper))
    ]
    if not found:
        return None
    paper, value = max(found, key=lambda one: (one[0].date or "", one[0].id))
    page, box = paper.places.get(fact.field or "", (1 if paper.pages else None, None))
    kind = named(profile.types[paper.type])
    reason = Message("The paper “{type}” says so.", {"type": kind})
    if paper.date:
        reason = Message("The paper “{type}” of {date} says so.", {"type": kind, "date": paper.date})
    proof = Proof(document_id=paper.id, page=page, box=box.as_list() if box else None)
    return FactProposal(value=value, reason=translate(reason, language), proof=proof)


def _value_of(fact: Fact, paper: FiledDocument) -> FactValue | None:
    if fact.field is None:
        return True if fact.kind is FactKind.YES_NO else None
    text = paper.text(fact.field)
    if not text or fact.field in paper.unsure:
        return None
    try:
        return True if fact.kind is FactKind.YES_NO else checked_value(fact, text)
    except BadRequest:
        return None  # what the paper says is no value of this fact


def preview(
    service: Service, viewer: Viewer, key: str, changes: Mapping[str, FactValue], language: str | None = None
) -> FactPreview:
    """Tell what setting facts would require, and what not any more; changes nothing.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
        BadRequest: the profile knows no such fact, or the value is none of its kind.
    """
    language = language or service.settings.language
    profile = service.profile
    wanted = {name: checked_value(find_fact(profile, name), value) for name, value in changes.items()}
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        known = work.facts.of(SYSTEM, customer.id)
        before = checklists.compute(work, profile, customer.id, service.today(), facts=known)
        after = checklists.compute(work, profile, customer.id, service.today(), facts={**known, **wanted})
    return FactPreview(
        comes=_only_in(after, before, language),
        goes=_only_in(before, after, language),
        complete_before=is_complete(before),
        complete_after=is_complete(after),
    )


def _only_in(these: Sequence[Requirement], those: Sequence[Requirement], language: str) -> list[Req]:
    there: set[Line] = {one.line for one in those}
    rows = [checklists.requirement_row(one) for one in these if one.line not in there]
    return [shape_requirement(row, language) for row in rows]
