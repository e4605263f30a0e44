"""Printouts of a handover: the signed list with its gap list, and the 移交与接收登记表.

The register has the fields of GB/T 18894 and DA/T 93-2022.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from capture.pages import Message
from dossier import inspection_report
from dossier.handover_record import SIGNED
from dossier.inspection_values import QUALITY_OF, VERDICTS, Quality
from dossier.judgement import say
from dossier.language import count, documents_and_pages, translate
from dossier.printouts import (
    A4,
    A4_LANDSCAPE,
    Align,
    Block,
    Column,
    Printout,
    Table,
    Text,
    heading,
    pairs,
)
from storage.states import ApprovalKind, HandoverState, HandoverStep
from storage.values_archive import Approval, Handover, Signature

STEPS = {
    HandoverStep.COLLECT: Message("Handed over by"),
    HandoverStep.CHECK: Message("Checked by"),
    HandoverStep.RECEIVE: Message("Received by"),
    HandoverStep.RETURN: Message("Sent back by"),
    HandoverStep.REOPEN: Message("Opened again by"),
}
GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Called:
    """What a dossier was called when its list was signed; ``now`` where it is called otherwise today."""

    name: str
    number: str
    now: str = ""


def handover_list(
    handover: Handover, called: Called, approvals: Sequence[Approval], language: str
) -> Printout:
    """Return the signed list of a handover (移交清单) with its gap list and signatures."""
    heads = (
        (Message("Place"), 0.5),
        (Message("Reference number"), 2.0),
        (Message("Own number"), 1.4),
        (Message("Title"), 2.4),
        (Message("Date (YYYYMMDD)"), 0.9),
        (Message("Page count"), 0.6),
        (Message("Counted"), 0.7),
        (Message("Original or copy"), 0.8),
        (Message("What is missing"), 1.8),
    )
    columns = [Column(translate(name, language), share) for name, share in heads]
    original, copy = translate(Message("original"), language), translate(Message("copy"), language)
    rows = [
        [
            *(str(place), line.number, line.reference or "", line.title),
            *(line.date.strftime("%Y%m%d") if line.date else "", str(line.pages)),
            "" if line.counted is None else str(line.counted),
            *(copy if line.copy else original, line.note),
        ]
        for place, line in enumerate(handover.lines, start=1)
    ]
    title = translate(Message("List of what is handed over"), language)
    head = f"{called.name}  {called.number}".rstrip()
    blocks: list[Block] = [heading(title), Text(head, 11, align=Align.CENTRE, after=4)]
    if called.now:
        today = Message("Now in the dossier of {name}.", {"name": called.now})
        blocks.append(Text(translate(today, language), align=Align.CENTRE, after=4))
    blocks.append(Table(columns, rows, size=8.5))
    blocks.append(Text(translate(documents_and_pages(handover.documents, handover.pages), language)))
    if elsewhere := handover.documents - len(rows):
        behind = count(
            elsewhere,
            "{n} more paper was on this list; it had left the dossier when the package was written.",
            "{n} more papers were on this list; they had left the dossier when the package was written.",
        )
        blocks.append(Text(translate(behind, language)))
    blocks += _gap_blocks(handover, approvals, language)
    blocks += [_signature_table(handover.signatures, language)]
    return Printout(f"{title} {called.name}", blocks, language, A4_LANDSCAPE)


def gigabytes(octets: int) -> str:
    """Return an amount of data in GB, to three places or to its first figure: what is there is never 0."""
    amount, places = octets / GIGABYTE, 3
    while octets and amount * 10**places < 1:
        places += 1
    return f"{amount:.{places}f}"


def _gap_blocks(handover: Handover, approvals: Sequence[Approval], language: str) -> list[Block]:
    if handover.state is HandoverState.LISTED:
        return []
    if not handover.gaps:
        return [Text(translate(Message("The checker found no gaps."), language))]
    blocks: list[Block] = [Text(translate(Message("Gap list"), language), 12, bold=True)]
    columns = [
        Column(translate(Message("Place"), language), 0.5),
        Column(translate(Message("Gap"), language), 9),
    ]
    rows = [[str(place), say(gap, language)] for place, gap in enumerate(handover.gaps, start=1)]
    blocks.append(Table(columns, rows, size=8.5))
    for approval in approvals:
        granted = approval.granted and approval.kind is ApprovalKind.GAPS
        if granted and approval.handover_id == handover.id:
            words: dict[str, str | int | float | Message] = {
                "reason": approval.reason,
                "by": approval.decided_by or "",
                "asked": approval.asked_by,
                "day": approval.decided_at.astimezone().strftime("%Y-%m-%d") if approval.decided_at else "",
            }
            said = Message("Asked by {asked}: {reason} Approved by {by} on {day}.", words)
            blocks.append(Text(translate(said, language)))
    return blocks


def _signature_table(signatures: Sequence[Signature], language: str) -> Table:
    given = {signature.step: signature for signature in signatures}
    rows = []
    ended = [step for step in (HandoverStep.RETURN, HandoverStep.REOPEN) if step in given]
    for step in (*SIGNED, *ended):
        signature = given.get(step)
        rows.append(
            [
                translate(STEPS[step], language),
                signature.signed_by if signature else "",
                signature.signed_at.astimezone().strftime("%Y-%m-%d %H:%M") if signature else "",
                signature.note if signature else "",
            ]
        )
    heads = (Message("Step"), Message("Account"), Message("Date"), Message("Note"))
    columns = [
        Column(translate(head, language), share) for head, share in zip(heads, (1, 1.4, 1.2, 3), strict=True)
    ]
    return Table(columns, rows, size=9.5, row_height=9, whole=True)


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of a handover names beside the handover itself."""

    unit: str
    called: Called
    volumes: int
    day: dt.date
    digest: str = ""


def register(handover: Handover, known: Register, language: str) -> Printout:
    """Return the 电子档案移交与接收登记表, in the fields of GB/T 18894 and DA/T 93-2022."""
    rows: list[tuple[Message, str]] = [
        (Message("Name of the handover"), f"{known.unit}  {known.called.name}  {known.day:%Y}"),
        (Message("Description of the contents"), translate(_described(known), language)),
        (Message("Documents / volumes"), f"{handover.documents} / {known.volumes}"),
        (Message("Amount of data (GB)"), gigabytes(handover.octets)),
        (Message("Carrier"), translate(Message("online"), language)),
        (Message("Digest and its algorithm"), f"SHA-256  {known.digest}" if known.digest else "—"),
    ]
    title = translate(Message("Register of electronic records handed over and received"), language)
    blocks: list[Block] = [heading(title, 16)]
    blocks.append(pairs([(translate(name, language), value) for name, value in rows]))
    blocks.append(_checks_table(handover, language))
    blocks.append(_signature_table(handover.signatures, language))
    blocks.append(
        pairs(
            [
                (translate(Message("Filled in by"), language), _signed(handover, HandoverStep.COLLECT)),
                (translate(Message("Reviewed by"), language), _signed(handover, HandoverStep.CHECK)),
                (translate(Message("Seal of the unit handing over"), language), "\n\n"),
                (translate(Message("Seal of the unit receiving"), language), "\n\n"),
            ]
        )
    )
    return Printout(f"{title} {known.called.name}", blocks, language, A4)


def _described(known: Register) -> Message:
    return Message(
        "Customer dossier {number}: originals as received, searchable PDFs, catalogue, metadata, events",
        {"number": known.called.number},
    )


def _signed(handover: Handover, step: HandoverStep) -> str:
    return next((one.signed_by for one in handover.signatures if one.step is step), "")


def _checks_table(handover: Handover, language: str) -> Table:
    """What both sides inspected before they signed, by property."""
    heads = (Message("Inspected"), Message("Side handing over"), Message("Side receiving"))
    columns = [Column(translate(head, language), share) for head, share in zip(heads, (1, 2, 2), strict=True)]
    sides = [_verdicts(handover, step) for step in (HandoverStep.CHECK, HandoverStep.RECEIVE)]
    rows = [
        [translate(name, language), *(_count_words(side, quality, language) for side in sides)]
        for quality, name in inspection_report.QUALITIES.items()
    ]
    rows.append([translate(Message("Look of the carrier"), language), "—", "—"])
    return Table(columns, rows, size=9.5, row_height=8)


def _verdicts(handover: Handover, step: HandoverStep) -> dict[str, str]:
    """Return verdicts by code as the one who signed a step inspected them; nothing before that."""
    told = next((one.told for one in handover.signatures if one.step is step), {})
    return dict(told.get("inspection", {}).get("items", {}))


def _count_words(verdicts: dict[str, str], quality: Quality, language: str) -> str:
    own = [verdict for code, verdict in verdicts.items() if QUALITY_OF[code[0]] is quality]
    counts = [(name, own.count(verdict.value)) for verdict, name in VERDICTS.items()]
    return "，".join(f"{translate(name, language)} {count}" for name, count in counts if count)
