"""A dossier's papers by category in filing order: a first slice of each, the rest when asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from classify.profiles.plan import Profile
from dossier.catalogue import reference_of, responsible_of
from dossier.cataloguing import OTHER, declared_of
from dossier.customers import find_customer
from dossier.digitise import pages_with_two
from dossier.errors import NotFound
from dossier.judgement import live_fields, row_message
from dossier.wiring import Service
from storage.paging import Slice
from storage.values import Customer, DocumentRow
from storage.values_archive import FiledPaper
from storage.viewer import Viewer
from storage.work import Work

FIRST, MORE = 12, 60


@dataclass(frozen=True, slots=True)
class Section:
    """One category with a slice of its papers, and their own numbers; ``before`` so many stand before it."""

    number: int
    name: str
    papers: Slice[FiledPaper]
    before: int = 0
    references: Mapping[int, str] = field(default_factory=dict)
    bear_two: Collection[int] = ()
    """Papers on whose sheet a second one lies, not cut from it yet."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One paper as a row of its category's register (登记表), from its fields."""

    paper: FiledPaper
    reference: str
    party: str
    amount: str
    until: str


def sections(service: Service, viewer: Viewer, customer: Customer, language: str) -> list[Section]:
    """Return every category of the profile, and one for papers of no category where there are any."""
    with service.database.reading() as work:
        counts = work.filing.counts(viewer, customer.id)
        shown = []
        for number, name in _categories(service.profile, language):
            types = _types(service.profile, number, counts)
            papers = work.filing.papers(viewer, customer.id, types, None, FIRST)
            if types or number:
                own = _references(service, work, viewer, papers.items)
                shown.append(Section(number, name, papers, 0, own, _bear_two(work, viewer, papers)))
    return shown


def section(
    service: Service,
    viewer: Viewer,
    key: str,
    number: int,
    language: str,
    cursor: str | None = None,
    before: int = 0,
) -> Section:
    """Return a slice of one category.

    Raises:
        NotFound: no such customer or category.
    """
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        name, papers = _slice(service, work, viewer, customer.id, number, language, cursor)
        own = _references(service, work, viewer, papers.items)
        two = _bear_two(work, viewer, papers)
    return Section(number, name, papers, before, own, two)


def _bear_two(work: Work, viewer: Viewer, papers: Slice[FiledPaper]) -> frozenset[int]:
    doubts = work.documents.doubts_of(viewer, [paper.id for paper in papers.items])
    return frozenset(one for one, rows in doubts.items() if pages_with_two(map(row_message, rows)))


def register(
    service: Service, viewer: Viewer, key: str, number: int, language: str, cursor: str | None = None
) -> tuple[Section, list[RegisterRow]]:
    """Return a slice of one category as rows of its register.

    Raises:
        NotFound: no such customer or category.
    """
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        name, papers = _slice(service, work, viewer, customer.id, number, language, cursor)
        fields = work.documents.fields_of(viewer, [paper.id for paper in papers.items])
    rows = []
    for paper in papers.items:
        live = live_fields(fields.get(paper.id, {}))
        said = {name: str(one.get("value") or "") for name, one in live.items()}
        amount = said.get("amount") or said.get("total") or ""
        declared = declared_of(service.profile, paper.type, live)
        reference, party = reference_of(live, declared), responsible_of(live, declared)
        rows.append(RegisterRow(paper, reference, party, amount, said.get("valid_until", "")))
    return Section(number, name, papers), rows


def categories(profile: Profile, language: str) -> list[tuple[int, str]]:
    """Return the profile's categories, number and name."""
    return [one for one in _categories(profile, language) if one[0]]


def references(service: Service, viewer: Viewer, document_ids: Collection[int]) -> Mapping[int, str]:
    """Return the own numbers of papers; "" for one without."""
    if not document_ids:
        return {}
    with service.database.reading() as work:
        return _references(service, work, viewer, work.documents.rows(viewer, document_ids))


def _references(
    service: Service, work: Work, viewer: Viewer, papers: Sequence[FiledPaper | DocumentRow]
) -> Mapping[int, str]:
    """Return the own numbers of papers: twenty slips of a month are told apart by nothing else."""
    fields = work.documents.fields_of(viewer, [paper.id for paper in papers])
    profile = service.profile
    return {
        paper.id: reference_of(own, declared_of(profile, paper.type, own))
        for paper in papers
        for own in (fields.get(paper.id, {}),)
    }


def _slice(
    service: Service,
    work: Work,
    viewer: Viewer,
    customer_id: int,
    number: int,
    language: str,
    cursor: str | None,
) -> tuple[str, Slice[FiledPaper]]:
    names = dict(_categories(service.profile, language))
    if number not in names:
        raise NotFound("category", number)
    types = _types(service.profile, number, work.filing.counts(viewer, customer_id))
    return names[number], work.filing.papers(viewer, customer_id, types, cursor, MORE)


def _categories(profile: Profile, language: str) -> list[tuple[int, str]]:
    chinese = language == "zh_CN"
    listed = [(one.number, one.name if chinese else one.name_en) for one in profile.categories]
    return [*listed, (0, OTHER[not chinese])]


def _types(profile: Profile, number: int, counts: dict[str, int]) -> dict[str, int]:
    """Return the types of a category that the dossier has, in filing order, with counts; 0 is no category."""
    places = {name: place for place, name in enumerate(profile.types)}
    kinds = {name: kind.category or 0 for name, kind in profile.types.items()}
    held = [name for name in counts if kinds.get(name, 0) == number]
    ordered = sorted(held, key=lambda name: (places.get(name, len(places)), name))
    return {name: counts[name] for name in ordered}
