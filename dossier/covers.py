"""Cover sheets: a page with a code for each missing paper, to be scanned with the paper behind it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator, Sequence

from capture.cut import COVER
from capture.pages import Message
from classify.profiles.plan import RequirementRule
from classify.profiles.profile_file import RequirementKind
from classify.requirements.marks import MARKS
from dossier import chasing
from dossier.covered import find_rule
from dossier.customers import find_customer
from dossier.errors import Conflict
from dossier.gap_shapes import RequirementDetail
from dossier.language import gettext_for, title_in, translate
from dossier.printouts import Align, Block, Gap, NewPage, Printout, QrCode, Text, heading, pairs, print_pdf
from dossier.rights import may
from dossier.shapes import CustomerShape
from dossier.wiring import Service
from storage.values import CoverSheet
from storage.viewer import Viewer

_NO_SHEET = MARKS | {RequirementKind.MUST_AGREE}
_SIDE = 62.0


def make_covers(
    service: Service, actor: Viewer, key: str, only: Sequence[str] | None = None, language: str | None = None
) -> bytes:
    """Print a cover sheet for each paper a customer lacks, or for some requirements only; returns a PDF.

    A sheet that was made for a line before and never came back is printed again as it was.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
        Conflict: no paper is missing that a sheet could be for.
    """
    may(actor, "scans.add")
    language = language or service.settings.language
    customer, lines = chasing.gaps_of(service, actor, key, language)
    wanted = [
        (line, rule)
        for line in lines
        if line.state in chasing.ASKED_FOR
        and (only is None or line.id in only)
        and (rule := find_rule(service.profile, line.id)) is not None
        and rule.kind not in _NO_SHEET
    ]
    if not wanted:
        raise Conflict(
            Message("{name} lacks no paper that a cover sheet could be for.", {"name": customer.name}),
            Message("The checklist shows what is open."),
        )
    with service.database.unit_of_work() as work:
        customer_id = find_customer(work, actor, key).id
        sheets = [
            work.covers.make(
                new_token(),
                customer_id,
                line.id,
                actor,
                service.now(),
                for_document=line.for_document,
                for_shipment=line.shipment,
                period=line.period,
            )
            for line, _ in wanted
        ]
        payload = {"covers": [sheet.id for sheet in sheets]}
        work.audit.append(actor.name, "covers.made", "customer", customer_id, payload, service.now())
    blocks: list[Block] = []
    for (line, rule), sheet in zip(wanted, sheets, strict=True):
        blocks += [*([NewPage()] if blocks else []), *_sheet(service, customer, line, rule, sheet, language)]
    title = gettext_for(language)("Cover sheet")
    return print_pdf(Printout(title, blocks, language, note=f"{title} · {customer.name}"))


def new_token() -> str:
    """Return what only one sheet says: 16 capitals and digits that no reader confuses with each other."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii")


def _sheet(
    service: Service,
    customer: CustomerShape,
    line: RequirementDetail,
    rule: RequirementRule,
    sheet: CoverSheet,
    language: str,
) -> Iterator[Block]:
    _ = gettext_for(language)
    category = next((one for one in service.profile.categories if one.number == rule.category), None)
    named = [service.profile.types[name] for name in rule.types]
    titles = [title_in(one, language) for one in named]
    rows = [
        (_("Customer"), customer.name),
        (_("Credit code"), customer.uscc or "–"),
        (_("Paper"), line.title),
        (_("To be filed as"), "、".join(titles) if language == "zh_CN" else ", ".join(titles)),
    ]
    if category is not None:
        rows.append((_("Category"), category.name if language == "zh_CN" else category.name_en))
    if line.for_document is not None:
        rows.append((_("Belongs to"), translate(Message("paper {n}", {"n": line.for_document}), language)))
    elif line.shipment is not None:
        rows.append((_("Belongs to"), translate(Message("shipment {n}", {"n": line.shipment}), language)))
    yield heading(_("Cover sheet"), 24)
    yield QrCode(f"{COVER}{sheet.token}", _SIDE)
    yield Text(sheet.token, 9, align=Align.CENTRE, after=6)
    yield pairs(rows, size=12)
    yield Gap(4)
    yield Text(_("Lay this sheet on the paper and scan both in one go. The sheet itself is not filed."), 12)
    yield Text(_("Everything behind it, up to the next cover sheet, is filed as this one paper."), 12)
