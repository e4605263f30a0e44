"""Dossiers with known gaps: a whole one of a profile, and damages of chance with what each must change.

What is expected is said by whoever damages a dossier, line by line, and never asked of the checklist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from capture.pages import Box
from classify.checklist import FiledDocument, Line, Shipment, State, Waiver
from classify.requirements.joins import Attested, FoundSeal
from classify.requirements.periods import periods_due

TODAY = dt.date(2026, 11, 22)
OPENED = dt.date(2024, 2, 1)
NAME, OWN = "济南瑞通机械制造有限公司", "石家庄晟衡金属制品有限公司"
CODE = "9137011201J4161438"
PROFILES = ("manufacturing", "contract-credit", "lending")
_BOX = Box(10, 10, 200, 60)
_SEAL = FoundSeal(1, _BOX, "contract")

Expected = Mapping[Line, State | None]


@dataclass(frozen=True, slots=True)
class Damage:
    """One change of a dossier and what it must change: the state of lines, None for lines that go."""

    name: str
    apply: Callable[[dict[int, FiledDocument]], None]
    changes: Expected


@dataclass(slots=True)
class Dossier:
    """A whole dossier under construction, and the damages that may be done to it."""

    profile: str
    papers: dict[int, FiledDocument] = field(default_factory=dict)
    facts: dict[str, bool | str] = field(default_factory=dict)
    shipments: list[Shipment] = field(default_factory=list)
    lines: dict[Line, State] = field(default_factory=dict)
    damages: list[Damage] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)

    def put(self, type_id: str, **values: str) -> FiledDocument:
        """File one more paper."""
        day = values.pop("day", "2025-06-01")
        number = len(self.papers) + 1
        places = {name: (1, _BOX) for name in values}
        paper = FiledDocument(number, type_id, values, 1, day, places=places)
        self.papers[number] = paper
        return paper

    def set(self, paper: FiledDocument, **changes: object) -> FiledDocument:
        """Change a paper that is filed."""
        self.papers[paper.id] = replace(paper, **changes)
        return self.papers[paper.id]

    def met(self, requirement: str, owner: int | None = None, **which: int | str) -> Line:
        """Expect a line to be met."""
        line = Line(requirement, owner, which.get("shipment"), which.get("period"))
        self.lines[line] = State.USABLE
        return line

    def may(self, name: str, paper: FiledDocument, after: FiledDocument | None, changes: Expected) -> None:
        """Remember a damage: a paper becomes another, or goes."""

        def apply(papers: dict[int, FiledDocument]) -> None:
            if after is None:
                papers.pop(paper.id, None)
            else:
                papers[paper.id] = after

        self.damages.append(Damage(f"{name} {paper.type} {paper.id}", apply, changes))

    def needed(self, requirement: str, type_id: str, **values: str) -> FiledDocument:
        """File a paper that a requirement asks for; it may be dropped, or go back to review."""
        paper = self.put(type_id, **values)
        self.may_lack(paper, self.met(requirement))
        return paper

    def may_lack(self, paper: FiledDocument, *lines: Line, others: Expected | None = None) -> None:
        """Remember that a paper may be dropped, or still wait in review."""
        also = others or {}
        self.may("drop", paper, None, {**dict.fromkeys(lines, State.MISSING), **also})
        waiting = replace(self.papers[paper.id], state="review")
        self.may("review", paper, waiting, {**dict.fromkeys(lines, State.RECEIVED), **also})


def make_whole(profile: str, rng: Random) -> Dossier:
    """Return a complete dossier of one of `PROFILES`, of a size of chance."""
    dossier = Dossier(profile)
    {"manufacturing": _manufacturing, "contract-credit": _contracts, "lending": _lending}[profile](
        dossier, rng
    )
    return dossier


def _with(paper: FiledDocument, **values: str) -> FiledDocument:
    return replace(paper, fields={**paper.fields, **values})


def _licence(dossier: Dossier, requirement: str, also: tuple[Line, ...] = ()) -> FiledDocument:
    line = dossier.met(requirement)
    until = {"valid_from": "2015-01-01", "valid_until": "2041-08-09"}
    paper = dossier.put("business_licence", name=NAME, uscc=CODE, legal_representative="孙静", **until)
    dossier.may_lack(paper, line, *also)
    for day, state in (("2026-11-21", State.EXPIRED), ("2026-12-01", State.EXPIRING)):
        dossier.may("ends", paper, _with(paper, valid_until=day), {line: state})
    return paper


def _manufacturing(dossier: Dossier, rng: Random) -> None:
    _licence(dossier, "licence", (dossier.met("tax"),))
    dossier.needed("background", "customer_background")
    dossier.met("contract_or_order")
    for number in range(rng.randint(1, 4)):
        contract = dossier.put("contract", contract_no=f"HT-2025-{number:03d}", signed="2025-03-01")
        slip = dossier.put("delivery_slip", contract_no=f"HT-2025-{number:03d}", slip_no=f"S{number}")
        dossier.may_lack(slip, dossier.met("slip_per_contract", contract.id))
    for number in range(rng.randint(0, 2)):
        back = dossier.put("return_approval", number=f"TP-{number:03d}")
        paper = dossier.put("return_responsibility", approval_no=f"TP-{number:03d}")
        dossier.may_lack(paper, dossier.met("return_responsibility", back.id))
    for fact, requirement, type_id in (
        ("credit_sale", "credit_approval", "credit_approval"),
        ("arrears", "arrears_papers", "repayment_plan"),
        ("deferral", "deferral", "deferral_approval"),
    ):
        dossier.facts[fact] = rng.random() < 0.5
        if dossier.facts[fact]:
            dossier.needed(requirement, type_id)
    dossier.facts["direct_export"] = rng.random() < 0.5
    if dossier.facts["direct_export"]:
        _export(dossier, rng)


def _export(dossier: Dossier, rng: Random) -> None:
    dossier.needed("payment_terms", "payment_terms")
    dossier.needed("collateral", "collateral_registration")
    for number in range(1, rng.randint(2, 4)):
        dossier.shipments.append(Shipment(number, {"shipment_no": f"CK-{number:04d}"}))
        for type_id in ("packing_list", "customs_declaration", "inspection_report", "commodity_inspection"):
            paper = dossier.put(type_id, shipment_no=f"CK-{number:04d}")
            dossier.may_lack(paper, dossier.met(type_id, None, shipment=number))


def _contracts(dossier: Dossier, rng: Random) -> None:
    _licence(dossier, "standing")
    dossier.damages.clear()  # the contracts' own lines rest on the licence, too; what may end is said below
    dossier.needed("capability", "capability_proof")
    dossier.met("contract")
    for number in range(rng.randint(1, 3)):
        _one_contract(dossier, f"XY-2025-{number:03d}")
    licence = next(paper for paper in dossier.papers.values() if paper.type == "business_licence")
    for day, state in (("2026-11-21", State.EXPIRED), ("2026-12-01", State.EXPIRING)):
        dossier.may("ends", licence, _with(licence, valid_until=day), {Line("standing"): state})
    dossier.facts["guaranteed"] = rng.random() < 0.5
    if dossier.facts["guaranteed"]:
        dossier.needed("guarantor", "guarantor_standing")
    dossier.facts["credit_sale"] = rng.random() < 0.7
    if dossier.facts["credit_sale"]:
        _credit(dossier, rng)


def _one_contract(dossier: Dossier, number: str) -> None:
    contract = dossier.put(
        "contract", contract_no=number, party_a=OWN, party_b=NAME, amount="1000.00", signed="2025-03-01"
    )
    contract = dossier.set(contract, seals=(_SEAL,), attested=Attested(original=True))
    own = contract.id
    dossier.met("standing_at_signing", own)
    party, amounts = dossier.met("party_is_licensee", own), dossier.met("slips_make_the_amount", own)
    sealed, original = dossier.met("contract_sealed", own), dossier.met("contract_original", own)
    dossier.may(
        "party", contract, _with(contract, party_b="济南端通机械制造有限公司"), {party: State.CONTRADICTS}
    )
    dossier.may("amount", contract, _with(contract, amount="900.00"), {amounts: State.CONTRADICTS})
    dossier.may("no seal", contract, replace(contract, seals=()), {sealed: State.MISSING})
    other = replace(contract, seals=(FoundSeal(1, _BOX, "finance"),))
    dossier.may("other seal", contract, other, {sealed: State.RECEIVED})
    dossier.may(
        "copy", contract, replace(contract, attested=Attested(original=False)), {original: State.MISSING}
    )
    for part in ("400.00", "600.00"):
        slip = dossier.put("delivery_slip", contract_no=number, total=part)
        dossier.may("over", slip, _with(slip, total="700.00"), {amounts: State.CONTRADICTS})
    for requirement, type_id in (
        ("contract_approval", "contract_approval"),
        ("acceptance", "acceptance_record"),
    ):
        paper = dossier.put(type_id, contract_no=number)
        dossier.may_lack(paper, dossier.met(requirement, own))


def _credit(dossier: Dossier, rng: Random) -> None:
    dossier.needed("credit_application", "credit_application")
    approval = dossier.put("credit_approval", day="2023-06-01")
    approval = dossier.set(approval, attested=Attested(signed=True))
    dossier.met("credit_approval")
    signed = dossier.met("approval_signed", approval.id)
    dossier.may(
        "not signed", approval, replace(approval, attested=Attested(signed=False)), {signed: State.MISSING}
    )
    dossier.may("unsaid", approval, replace(approval, attested=Attested()), {signed: State.RECEIVED})
    if rng.random() < 0.5:
        dossier.facts["credit_line"] = "800000.00"
        dossier.needed("customer_survey", "customer_background")
    for period in periods_due(dt.date(2023, 6, 1), TODAY, "year", 10, 3):
        paper = dossier.put("annual_review", day=f"{period.id}-12-15")
        dossier.may_lack(paper, dossier.met("annual_review", None, period=period.id))


def _lending(dossier: Dossier, rng: Random) -> None:
    for requirement, type_id in (
        ("application", "loan_application"),
        ("investigation", "investigation_report"),
        ("guarantee_or_mortgage", "guarantee_contract"),
    ):
        dossier.needed(requirement, type_id)
    approval = dossier.put("loan_approval")
    approval = dossier.set(approval, attested=Attested(signed=True))
    dossier.met("approval")
    signed = dossier.met("approval_signed", approval.id)
    dossier.may(
        "not signed", approval, replace(approval, attested=Attested(signed=False)), {signed: State.MISSING}
    )
    card = dossier.put("id_card", valid_from="2016-01-01", valid_until="2036-01-01")
    identity = dossier.met("identity")
    dossier.may_lack(card, identity)
    dossier.may("ends", card, _with(card, valid_until="2026-01-01"), {identity: State.EXPIRED})
    firm = rng.random() < 0.5
    dossier.facts["borrower"] = "企业" if firm else "个人"
    if firm:
        _licence(dossier, "licence")
    dossier.met("loan_contract")
    for number in range(rng.randint(1, 2)):
        _loan(dossier, f"2025鸿借字第{number:03d}号", firm=firm)
    _after_the_loan(dossier, rng)


def _loan(dossier: Dossier, number: str, *, firm: bool) -> None:
    loan = dossier.put("loan_contract", contract_no=number, amount="800000.00", day="2025-02-10")
    loan = dossier.set(loan, seals=(_SEAL,))
    voucher = dossier.put("disbursement_voucher", contract_no=number, amount="800000.00")
    paid, agrees = dossier.met("voucher", loan.id), dossier.met("voucher_agrees", loan.id)
    dossier.may_lack(voucher, paid, others={agrees: None})
    dossier.may("other sum", voucher, _with(voucher, amount="80000.00"), {agrees: State.CONTRADICTS})
    unsure = replace(_with(voucher, amount="80000.00"), unsure=frozenset({"amount"}))
    dossier.may("unsure sum", voucher, unsure, {agrees: State.RECEIVED})
    if firm:
        sealed = dossier.met("loan_sealed", loan.id)
        dossier.may("no seal", loan, replace(loan, seals=()), {sealed: State.MISSING})


def _after_the_loan(dossier: Dossier, rng: Random) -> None:
    for period in periods_due(dt.date(2025, 2, 10), TODAY, "quarter", 15, 4):
        paper = dossier.put("post_loan_report", day=period.last.isoformat())
        dossier.may_lack(paper, dossier.met("post_loan", None, period=period.id))
    dossier.facts["mortgage"] = rng.random() < 0.6
    if dossier.facts["mortgage"]:
        dossier.needed("title", "title_certificate")
        held = dossier.put("encumbrance_certificate")
        held = dossier.set(held, attested=Attested(original=True, on_shelf=True))
        dossier.met("encumbrance")
        shelf, original = (
            dossier.met("encumbrance_held", held.id),
            dossier.met("encumbrance_original", held.id),
        )
        gone = replace(held, attested=Attested(original=True, on_shelf=False))
        dossier.may("taken out", held, gone, {shelf: State.MISSING})
        copy = replace(held, attested=Attested(original=False, on_shelf=True))
        dossier.may("copy", held, copy, {original: State.MISSING})
    dossier.facts["loan_amount"] = "800000.00" if rng.random() < 0.6 else "300000.00"
    if dossier.facts["loan_amount"] == "800000.00":
        papers = [dossier.put("account_statement", day=f"2026-0{month}-28") for month in (7, 8, 9)]
        line = dossier.met("statements")
        dossier.may("drop", papers[0], None, {line: State.MISSING})


def damage(dossier: Dossier, rng: Random) -> tuple[list[FiledDocument], Expected]:
    """Do some damages, of different papers and lines, waive some; return the papers and what to expect."""
    papers, expected = dict(dossier.papers), dict[Line, State | None](dossier.lines)
    touched: set[Line] = set()
    hit: set[str] = set()
    for one in rng.sample(dossier.damages, min(len(dossier.damages), rng.randint(0, 5))):
        paper = one.name.rsplit(" ", 1)[-1]
        if touched & set(one.changes) or paper in hit:
            continue
        one.apply(papers)
        touched |= set(one.changes)
        hit.add(paper)
        for line, state in one.changes.items():
            expected[line] = state
            if state not in (None, State.EXPIRING) and rng.random() < 0.2:
                over = rng.random() < 0.3
                until = TODAY - dt.timedelta(days=1) if over else None
                dossier.waivers.append(
                    Waiver(line.requirement, line.for_document, until, line.for_shipment, line.period)
                )
                expected[line] = state if over else State.WAIVED
    mixed = list(papers.values())
    rng.shuffle(mixed)
    return mixed, expected
