"""Completeness: which papers a customer's dossier must hold, which are there, and the page that proves it.

Pure: documents, facts and today in, one line per requirement out. The same papers in any order give the
same lines. A further paper never makes a line worse but where papers must agree (it may add lines: a
contract asks for its slips). What is not met says in a sentence what was looked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from capture.pages import Message
from classify.notation.codes import is_credit_code
from classify.profiles.plan import Profile, RequirementRule, Way
from classify.profiles.profile_file import RequirementKind
from classify.requirements import checklist_words as words
from classify.requirements.comparison import Verdict, compare
from classify.requirements.conditions import FactValue, applies
from classify.requirements.joins import (
    JOIN_FIELDS,
    NOWHERE,
    FiledDocument,
    Joined,
    Owners,
    Shipment,
    Shipments,
    authorises,
    join_shipment,
    number_key,
)
from classify.requirements.marks import MARKS, marked
from classify.requirements.periods import Period, periods_due
from classify.requirements.requirement import (
    MET,
    MOST_PROOFS,
    ORDER,
    Line,
    Proof,
    Requirement,
    State,
    Waiver,
    is_complete,
)

__all__ = [
    "MET",
    "FiledDocument",
    "Line",
    "Proof",
    "Requirement",
    "Shipment",
    "State",
    "Waiver",
    "check",
    "is_complete",
    "join_shipment",
]

SHIPMENT = "shipment"
_OWNER_PROOF = ("contract_no", "approval_no", "order_no")

Lines = list[Requirement]


def proof_of(document: FiledDocument, names: Iterable[str]) -> Proof:
    """Return where a document proves something: the first field that stands somewhere, else page 1."""
    for name in names:
        if name in document.places:
            return Proof(document.id, *document.places[name])
    return Proof(document.id, document.first_page, None)


def _meets_way(document: FiledDocument, ways: Sequence[Way]) -> bool:
    return any(document.type in way.types and _has(document, way.has) for way in ways)


def _has(document: FiledDocument, name: str | None) -> bool:
    if name is None:
        return True
    value = document.text(name)
    return value is not None and (name != "uscc" or is_credit_code(value) or len(value) == 18)


class _Checklist:
    """One look at a dossier."""

    def __init__(
        self,
        profile: Profile,
        facts: Mapping[str, FactValue],
        documents: Sequence[FiledDocument],
        shipments: Sequence[Shipment],
        today: dt.date,
        waivers: Sequence[Waiver],
        opened: dt.date | None,
    ) -> None:
        self.profile, self.facts, self.today, self.opened = profile, facts, today, opened
        self.by_type: dict[str, list[FiledDocument]] = {}
        for document in sorted(documents, key=lambda one: one.id):
            self.by_type.setdefault(document.type, []).append(document)
        self.shipments = sorted(shipments, key=lambda s: s.id)
        self.register = Shipments(self.shipments)
        self._owners: dict[str, Owners] = {}
        self.waivers = {w.line for w in waivers if w.until is None or w.until >= today}

    def lines(self, rule: RequirementRule) -> Lines:
        """Return the lines of one requirement; none where it does not apply."""
        if not applies(rule, self.facts, self.by_type):
            return []
        if rule.signed_by_another is not None:
            return self.for_signatories(rule, rule.signed_by_another)
        if rule.kind == RequirementKind.FOR_EACH:
            return self.for_shipments(rule) if rule.each == SHIPMENT else self.for_documents(rule)
        if rule.kind == RequirementKind.VALID_ON:
            return self.valid(rule)
        if rule.kind == RequirementKind.PER_PERIOD:
            return self.for_periods(rule)
        if rule.kind == RequirementKind.MUST_AGREE:
            return self.agreements(rule)
        if rule.kind in MARKS:
            return [self.marked(rule, paper) for paper in self.papers(rule) if paper.confirmed]
        return [self.line(rule, self.papers(rule), looked_for=lambda: self.looked_for(rule))]

    def looked_for(self, rule: RequirementRule) -> Message:
        """Say what is missing: the papers, or a field of papers that are there and would do with it."""
        lacking = [
            words.without_field(self.profile, name, way.has)
            for way in rule.ways
            for name in way.types
            if way.has and self.confirmed(name)
        ]
        return lacking[0] if lacking else words.looked_for(self.profile, rule)

    def confirmed(self, type_id: str) -> list[FiledDocument]:
        """Return the confirmed papers of a type."""
        return [one for one in self.by_type.get(type_id, ()) if one.confirmed]

    def owners(self, type_id: str) -> Owners:
        """Return the confirmed papers of a type, by the numbers that others join them by; made once."""
        if type_id not in self._owners:
            self._owners[type_id] = Owners(self.confirmed(type_id))
        return self._owners[type_id]

    def papers(self, rule: RequirementRule) -> list[FiledDocument]:
        """Return the papers that may meet a requirement, oldest id first."""
        types, ways = rule.types, rule.ways
        found = [one for name in types for one in self.by_type.get(name, ())]
        if any(way.has for way in ways):
            found = [one for one in found if _meets_way(one, ways)]
        return found if len(types) == 1 else sorted(found, key=lambda one: one.id)

    def line(
        self,
        rule: RequirementRule,
        fitting: Sequence[FiledDocument],
        line: Line | None = None,
        *,
        proof: Sequence[str] = (),
        open_ones: Sequence[FiledDocument] = (),
        looked_for: Callable[[], Message] | None = None,
        period: Period | None = None,
    ) -> Requirement:
        """Return a line met by enough confirmed papers; ``open_ones`` may be for another line."""
        confirmed = [paper for paper in fitting if paper.confirmed]
        scanned = [paper for paper in confirmed if not paper.shelf_only]
        names = [*proof, *(way.has for way in rule.ways if way.has)]
        said: tuple[Message, ...] = ()
        if len(scanned) >= rule.at_least:
            state, shown = State.USABLE, scanned
        elif fitting or open_ones:
            state, shown = State.RECEIVED, list(fitting) or list(open_ones)
            if len(fitting) > len(confirmed):
                said = (words.in_review(len(fitting) - len(confirmed)),)
            elif len(confirmed) >= rule.at_least:
                said = (words.shelf_only(len(confirmed) - len(scanned)),)
            elif confirmed:
                said = (words.too_few(len(confirmed), rule.at_least),)
            else:
                said = (words.ambiguous(len(open_ones)),)
        else:
            state, shown = State.MISSING, []
            said = (looked_for() if looked_for else words.looked_for(self.profile, rule),)
        waits = len(confirmed) < len(fitting) or len(confirmed) >= rule.at_least
        if state is State.RECEIVED and not waits and not open_ones:
            state = State.MISSING  # nobody is to look at anything: papers lack
        where = [proof_of(paper, names) for paper in shown]
        return self.requirement(rule, state, line, where, said, period=period)

    def requirement(
        self,
        rule: RequirementRule,
        state: State,
        line: Line | None,
        proof: Sequence[Proof],
        said: tuple[Message, ...] = (),
        *,
        until: dt.date | None = None,
        period: Period | None = None,
    ) -> Requirement:
        """Return a line, let go where a person waived it."""
        line = line or Line(rule.id)
        if state not in MET and line in self.waivers:
            state = State.WAIVED
        return Requirement(
            rule.id,
            f"{rule.title}（{period.title}）" if period else rule.title,
            str(rule.kind),
            state,
            line.for_document,
            tuple(proof[:MOST_PROOFS]),
            f"{rule.title_en} ({period.title_en})" if period else rule.title_en,
            rule.category,
            line.for_shipment,
            line.period,
            said,
            until,
        )

    def validity(
        self, rule: RequirementRule, document: FiledDocument, day: dt.date
    ) -> tuple[State, tuple[Message, ...], dt.date | None]:
        """Tell whether a paper is valid on a day, in words, and until when."""
        if not document.confirmed:
            return State.RECEIVED, (words.in_review(1),), None
        if document.shelf_only:
            return State.RECEIVED, (words.shelf_only(1),), None
        start, end = (_day(document.text(name)) for name in (rule.valid_from, rule.valid_until))
        if rule.valid_until in document.unsure:
            return State.RECEIVED, (words.term_unsure(),), end
        if start is not None and start > day:
            return State.RECEIVED, (words.begins(start),), end
        if end is not None and end < day:
            return State.EXPIRED, (words.ended(end),), end
        soon = rule.on_each is None and end is not None and end < day + dt.timedelta(days=rule.expiring_days)
        if soon and end is not None:
            return State.EXPIRING, (words.ends(end),), end
        return State.USABLE, (), end

    def valid(self, rule: RequirementRule) -> Lines:
        """Ask for a paper that is valid today, or on the day each paper of another type names."""
        if rule.on_each is None or rule.on_field is None:
            return [self.valid_on(rule, self.today, None)]
        lines = []
        for owner in self.by_type.get(rule.on_each, ()):
            if not owner.confirmed:
                continue
            line, day = Line(rule.id, owner.id), _day(owner.text(rule.on_field))
            if day is None or rule.on_field in owner.unsure:
                where = [proof_of(owner, (rule.on_field,))]
                lines.append(self.requirement(rule, State.RECEIVED, line, where, (words.no_date(),)))
            else:
                lines.append(self.valid_on(rule, day, line))
        return lines

    def valid_on(self, rule: RequirementRule, day: dt.date, line: Line | None) -> Requirement:
        """Return the line of the paper that is valid longest on a day."""
        found = [(*self.validity(rule, paper, day), paper) for paper in self.papers(rule)]
        if not found:
            said = (words.looked_for(self.profile, rule),)
            return self.requirement(rule, State.MISSING, line, [], said)
        best = max((one[0] for one in found), key=ORDER.index)
        of_best = [one for one in found if one[0] is best]
        longest = max(of_best, key=lambda one: (one[2] or dt.date.max, one[3].id))
        proof = [proof_of(one[3], (rule.valid_until, "name")) for one in of_best]
        return self.requirement(rule, best, line, proof, longest[1], until=longest[2])

    def for_signatories(self, rule: RequirementRule, signed: str) -> Lines:
        """Ask for a paper for each document signed by someone other than the legal representative."""
        heads = {
            number_key(name)
            for paper in self.by_type.get("business_licence", ())
            if paper.confirmed and (name := paper.text("legal_representative"))
        }
        lines = []
        for owner in self.by_type.get(signed, ()):
            agent = number_key(owner.text("agent"))
            if not owner.confirmed or not agent or not heads or agent in heads:
                continue
            fitting = [paper for paper in self.papers(rule) if authorises(paper, agent, owner)]
            asked = partial(words.looked_for_agent, self.profile, rule, owner.text("agent") or "")
            line = Line(rule.id, owner.id)
            lines.append(self.line(rule, fitting, line, proof=("agent",), looked_for=asked))
        return lines

    def for_documents(self, rule: RequirementRule) -> Lines:
        """Ask for papers for each confirmed document of a type, joined by a number."""
        owners = self.confirmed(rule.each or "")
        fitting, open_ones = _by_owner(self.papers(rule), self.owners(rule.each or "").of)
        return [
            self.line(
                rule,
                fitting.get(owner.id, ()),
                Line(rule.id, owner.id),
                proof=_OWNER_PROOF,
                open_ones=open_ones.get(owner.id, ()),
                looked_for=partial(words.looked_for_number, self.profile, rule, owner),
            )
            for owner in owners
        ]

    def for_shipments(self, rule: RequirementRule) -> Lines:
        """Ask for papers for each shipment; while none is registered, for the first one to come."""
        if not self.shipments:
            return [self.line(rule, self.papers(rule))]
        fitting, open_ones = _by_owner(self.papers(rule), self.register.of)
        return [
            self.line(
                rule,
                fitting.get(shipment.id, ()),
                Line(rule.id, shipment.document_id, shipment.id),
                proof=JOIN_FIELDS,
                open_ones=open_ones.get(shipment.id, ()),
                looked_for=partial(words.looked_for_shipment, self.profile, rule, shipment),
            )
            for shipment in self.shipments
        ]

    def for_periods(self, rule: RequirementRule) -> Lines:
        """Ask for papers of each of the last periods that are due since the dossier began."""
        since = self.since(rule)
        if since is None:
            return []
        papers = self.papers(rule)
        lines = []
        for period in periods_due(since, self.today, rule.every, rule.due_days, rule.last):
            fitting = [one for one in papers if _is_of(one, period, rule.dated_by)]
            undated = [one for one in papers if _date_of(one, rule.dated_by) is None and not _said(one)]
            line = Line(rule.id, period=period.id)
            asked = partial(words.looked_for_period, self.profile, rule, period)
            lines.append(self.line(rule, fitting, line, open_ones=undated, looked_for=asked, period=period))
        return lines

    def since(self, rule: RequirementRule) -> dt.date | None:
        """Return since when papers come: the first paper of a type, else the day the dossier was opened."""
        if rule.since is None:
            return self.opened
        days = [_date_of(one, None) for one in self.by_type.get(rule.since, ()) if one.confirmed]
        return min((day for day in days if day is not None), default=None)

    def agreements(self, rule: RequirementRule) -> Lines:
        """Compare each paper with what it must agree with; where there is nothing, nothing is asked."""
        if rule.against is None:
            return []
        others = [one for name in rule.against.types for one in self.by_type.get(name, ()) if one.confirmed]
        papers = [paper for paper in self.papers(rule) if paper.confirmed]
        joined: Mapping[int, Sequence[FiledDocument]] = {}
        if rule.against.joined:
            owners = self.owners(rule.types[0]) if len(rule.types) == 1 else Owners(papers)
            joined, _ = _by_owner(others, owners.of)
        lines = []
        for paper in papers:
            theirs = joined.get(paper.id, ()) if rule.against.joined else others
            if theirs:
                lines.append(self.agreement(rule, paper, theirs))
        return lines

    def agreement(
        self, rule: RequirementRule, paper: FiledDocument, others: Sequence[FiledDocument]
    ) -> Requirement:
        """Return the line that tells whether a paper agrees with others."""
        found = compare(rule, paper, others)
        proof = [proof_of(paper, (found.own_field,)), *(proof_of(one, (name,)) for one, name in found.others)]
        line = Line(rule.id, paper.id)
        if found.verdict is Verdict.AGREES:
            return self.requirement(rule, State.USABLE, line, proof)
        if found.verdict is Verdict.DIFFERS:
            said = (words.differs(found.own, found.other),)
            return self.requirement(rule, State.CONTRADICTS, line, proof, said)
        return self.requirement(rule, State.RECEIVED, line, proof, (words.unread(),))

    def marked(self, rule: RequirementRule, paper: FiledDocument) -> Requirement:
        """Return the line that tells whether one paper is sealed, signed, the original or on the shelf."""
        state, proof, said = marked(rule, paper, self.profile.signing_labels)
        return self.requirement(rule, state, Line(rule.id, paper.id), [proof], said)


def _by_owner(
    papers: Iterable[FiledDocument], join: Callable[[FiledDocument], Joined]
) -> tuple[Mapping[int, list[FiledDocument]], Mapping[int, list[FiledDocument]]]:
    """Return the papers of each owner, and the papers that may be each owner's."""
    sure: dict[int, list[FiledDocument]] = {}
    open_ones: dict[int, list[FiledDocument]] = {}
    for paper in papers:
        joined = join(paper)
        if joined is not NOWHERE:
            for identity in joined.ids:
                (open_ones if joined.ambiguous else sure).setdefault(identity, []).append(paper)
    return sure, open_ones


def _said(paper: FiledDocument) -> bool:
    return paper.attested.belongs_to is not None and paper.attested.belongs_to[0] == "period"


def _is_of(paper: FiledDocument, period: Period, dated_by: str | None) -> bool:
    said = paper.is_for("period", period.id)
    if said is not None:
        return said
    day = _date_of(paper, dated_by)
    return day is not None and period.holds(day)


def _date_of(paper: FiledDocument, dated_by: str | None) -> dt.date | None:
    return _day(paper.text(dated_by) if dated_by else paper.date)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def check(
    profile: Profile,
    facts: Mapping[str, FactValue],
    documents: Sequence[FiledDocument],
    shipments: Sequence[Shipment],
    today: dt.date,
    waivers: Sequence[Waiver] = (),
    opened: dt.date | None = None,
) -> tuple[Requirement, ...]:
    """Return every line of the checklist that applies, in the profile's order.

    ``opened`` is the day the dossier was opened, from which papers of periods are asked for.
    """
    look = _Checklist(profile, facts, documents, shipments, today, waivers, opened)
    return tuple(line for rule in profile.requirements for line in look.lines(rule))
