"""The report of an acceptance sampling (DA/T 31-2017) as PDF and Excel, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from capture.pages import Message
from dossier import sampling_words, sheets
from dossier.cataloguing import title_of
from dossier.judgement import say
from dossier.language import translate
from dossier.printouts import A4_LANDSCAPE, Block, Column, Printout, Table, Text, heading, pairs, print_pdf
from dossier.sampling import find_sampling
from dossier.sampling_rates import rates_of
from dossier.sampling_seen import changes_since
from dossier.wiring import Service
from storage.values_sampling import Sampling
from storage.viewer import Viewer

TITLE = Message("Report of an acceptance sampling (DA/T 31-2017)")
CHECK_COLUMNS = (
    (Message("Check"), 0.8),
    (Message("Item"), 3.0),
    (Message("Looked at"), 0.8),
    (Message("Verdict"), 0.8),
    (Message("Reasons"), 4.0),
)
PAPER_COLUMNS = (
    (Message("Place"), 0.5),
    (Message("Paper"), 0.7),
    (Message("Reference number"), 2.0),
    (Message("Title"), 2.4),
    (Message("Page count"), 0.6),
    (Message("Verdict"), 0.8),
    (Message("What was found"), 2.8),
    (Message("Judged by"), 1.2),
)
CONDITION_COLUMNS = ((Message("Condition"), 4.0), (Message("Figure"), 1.5), (Message("Verdict"), 1.0))
_MEMOS = 12


@dataclass(frozen=True, slots=True)
class Report:
    """A sampling with all that its report says: whose papers, and what was changed since they were judged."""

    sampling: Sampling
    scope: str
    changed: Mapping[int, Sequence[Message]]


def read_report(service: Service, viewer: Viewer, sampling_id: int, language: str) -> Report:
    """Read a sampling for its report or page.

    Raises:
        NotFound: no such sampling, or not for this viewer.
    """
    with service.database.reading() as work:
        sampling = find_sampling(work, viewer, sampling_id)
        names = [work.customers.get(viewer, one).name for one in sampling.customers]
        changed = changes_since(work, service.profile, sampling)
    scope = "、".join(names) if language == "zh_CN" else ", ".join(names)
    if sampling.handover_id is not None:
        handed = translate(Message("Handover {n}", {"n": sampling.handover_id}), language)
        scope = f"{scope} · {handed}"
    documents = tuple(
        replace(
            one,
            seen={
                **one.seen,
                "title": title_of(service.profile, one.seen["type"], one.seen["title"], language),
            },
        )
        for one in sampling.documents
    )
    return Report(replace(sampling, documents=documents), scope, changed)


def as_pdf(report: Report, language: str) -> bytes:
    """Return the report as PDF."""
    title = translate(TITLE, language)
    blocks: list[Block] = [heading(title, 16), pairs(_head(report, language), size=9.5)]
    blocks.append(_table(CONDITION_COLUMNS, _conditions(report, language), language))
    blocks.append(_title(Message("Checked by the computer"), language))
    blocks.append(_table(CHECK_COLUMNS, _checks(report, language), language))
    blocks.append(_title(Message("Looked at by people"), language))
    blocks.append(_table(PAPER_COLUMNS, _papers(report, language), language))
    blocks.append(pairs(_signature(report, language), size=9.5))
    return print_pdf(Printout(f"{title} {report.sampling.id}", blocks, language, A4_LANDSCAPE))


def as_excel(report: Report, language: str) -> bytes:
    """Return the report as Excel: the outcome, the checks, the drawn documents."""
    book = Workbook()
    first = book.active
    first.title = translate(Message("Outcome"), language)
    sheets.add_row(first, [translate(TITLE, language)], wrap=True, bold=14)
    _put(first, _head(report, language))
    _put(first, [[translate(name, language) for name, _ in CONDITION_COLUMNS]])
    _put(first, [*_conditions(report, language), *_signature(report, language)])
    _widths(first, (48, 60, 14))
    for name, columns, rows in (
        (Message("Checked by the computer"), CHECK_COLUMNS, _checks(report, language)),
        (Message("Looked at by people"), PAPER_COLUMNS, _papers(report, language)),
    ):
        sheet = book.create_sheet(sheets.sheet_name(translate(name, language)))
        sheets.add_row(sheet, [translate(head, language) for head, _ in columns], wrap=True, bold=sheets.HEAD)
        _put(sheet, rows)
        _widths(sheet, [12 * share for _, share in columns])
        sheet.print_title_rows = "1:1"
    return sheets.to_bytes(book)


def _put(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        sheets.add_row(sheet, row, wrap=True)


def _widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    sheets.set_widths(sheet, widths)
    sheets.fit_page(sheet)


def _title(text: Message, language: str) -> Text:
    return Text(translate(text, language), 12, bold=True)


def _table(columns: Sequence[tuple[Message, float]], rows: Sequence[Sequence[str]], language: str) -> Table:
    return Table([Column(translate(name, language), share) for name, share in columns], rows, size=8.5)


def _head(report: Report, language: str) -> list[tuple[str, str]]:
    one = report.sampling
    rows = [
        (Message("Number of the sampling"), str(one.id)),
        (Message("Drawn from"), report.scope),
        (Message("Sample"), translate(sampling_words.drawn_sentence(one), language)),
        (Message("Seed"), one.seed),
        (Message("How it was drawn"), translate(sampling_words.HOW, language)),
        (Message("Drawn by"), f"{one.drawn_by}  {one.drawn_at.astimezone():%Y-%m-%d %H:%M}"),
        (Message("Outcome"), translate(sampling_words.STATES[one.state], language)),
    ]
    return [(translate(name, language), value) for name, value in rows]


def _conditions(report: Report, language: str) -> list[list[str]]:
    return [
        [translate(name, language), figure, translate(sampling_words.met(is_met), language)]
        for name, figure, is_met in sampling_words.conditions(rates_of(report.sampling))
    ]


def _checks(report: Report, language: str) -> list[list[str]]:
    rows = []
    for check in report.sampling.checks:
        memos = [say(memo, language) for memo in check["memos"][:_MEMOS]]
        if len(check["memos"]) > _MEMOS:
            memos.append(translate(Message("and {n} more", {"n": len(check["memos"]) - _MEMOS}), language))
        looked = str(check["checked"]) if check["checked"] else ""
        rows.append(
            [
                *(sampling_words.check_code(check, language), say(check["name"], language), looked),
                *(sampling_words.check_verdict(check, language), "\n".join(memos)),
            ]
        )
    return rows


def _papers(report: Report, language: str) -> list[list[str]]:
    rows = []
    for one in report.sampling.documents:
        found = [sampling_words.faults_of(one, language)]
        changed = report.changed.get(one.document_id)
        if changed:
            names = ", ".join(translate(name, language) for name in changed)
            found.append(translate(Message("Changed after it was judged: {what}", {"what": names}), language))
        by = f"{one.judged_by}\n{one.judged_at.astimezone():%Y-%m-%d %H:%M}" if one.judged_at else ""
        rows.append(
            [
                *(str(one.position), f"#{one.document_id}", one.seen["number"], one.seen["title"]),
                *(str(len(one.seen["pages"])), translate(sampling_words.outcome_of(one), language)),
                *("\n".join(part for part in found if part), by),
            ]
        )
    return rows


def _signature(report: Report, language: str) -> list[tuple[str, str]]:
    one = report.sampling
    when = f"{one.signed_at.astimezone():%Y-%m-%d %H:%M}" if one.signed_at else ""
    rows = ((Message("Signed by"), one.signed_by or ""), (Message("Date"), when), (Message("Note"), one.note))
    return [(translate(name, language), value) for name, value in rows]
