"""Checklists in detail, facts, history and gap lists, as the command line, REST and the pages show them."""

from __future__ import annotations

import datetime as dt

from pydantic import RootModel

from dossier.shapes import CustomerShape, Proof, Req, Shape


class WaiverShape(Shape):
    """A line that is not insisted on: by whom, why, until when."""

    id: int
    reason: str
    by: str
    at: dt.datetime
    until: dt.date | None


class RequirementDetail(Req):
    """One line of a checklist, with what was looked for or is wrong, and who let it go."""

    category: int | None
    shipment: int | None
    period: str | None
    until: dt.date | None
    said: list[str]
    waiver: WaiverShape | None


class FactProposal(Shape):
    """What a paper says a fact is, and where."""

    value: bool | str
    reason: str
    proof: Proof


class FactShape(Shape):
    """A fact about a customer: its value, who said it, and what papers propose where nobody did."""

    id: str
    title: str
    kind: str
    choices: list[str]
    value: bool | str | None
    set_by: str | None
    set_at: dt.datetime | None
    proposed: FactProposal | None


class FactsShape(RootModel[list[FactShape]]):
    """The facts of a customer in the profile's order."""


class FactPreview(Shape):
    """What changing facts would change: lines that come, go or stand otherwise."""

    comes: list[Req]
    goes: list[Req]
    complete_before: bool
    complete_after: bool


class MilestoneChange(Shape):
    """One line that made a dossier complete, or made it fall back; null where it was not asked before."""

    requirement: str
    title: str
    for_document: int | None
    before: str | None
    after: str | None


class MilestoneShape(Shape):
    """The moment a dossier became complete, or fell back."""

    at: dt.datetime
    complete: bool
    missing: int
    changes: list[MilestoneChange]


class HistoryShape(RootModel[list[MilestoneShape]]):
    """A dossier's history, newest first."""


class RequirementDetails(RootModel[list[RequirementDetail]]):
    """A checklist in detail."""


class Gap(Shape):
    """One line of some customer's checklist that is not met, or not for long."""

    customer: CustomerShape
    requirement: str
    title: str
    state: str
    for_document: int | None
    until: dt.date | None
    said: list[str]


class Gaps(Shape):
    """Gaps over all customers; ``next`` leads to the following page."""

    total: int
    gaps: list[Gap]
    next: str | None = None
