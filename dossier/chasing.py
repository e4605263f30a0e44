"""Chasing missing papers: lists of one customer and of all, as pages, PDF and Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from capture.pages import Message
from classify.requirements.requirement import State
from dossier import checklists, requirements, sections, sheets
from dossier.customers import customer_shape, find_customer
from dossier.gap_shapes import Gap, Gaps, RequirementDetail
from dossier.judgement import say
from dossier.lacking import STATES
from dossier.language import gettext_for, title_in, translate, worded
from dossier.printouts import Align, Block, Column, Printout, Table, Text, heading, print_pdf
from dossier.shapes import CustomerShape
from dossier.statistics import requirement_counts
from dossier.wiring import Service
from storage.values import OpenRequirement
from storage.viewer import Viewer

OPEN = ("missing", "received", "contradicts", "expired", "expiring")
ASKED_FOR = ("missing", "expired", "expiring", "contradicts")
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which open lines of all customers are listed: in some states, of one requirement or of all."""

    states: Sequence[str] = OPEN
    requirement: str | None = None


ALL_OPEN = Wanted()


def state_word(state: str, language: str) -> str:
    """Say a line's state in a language."""
    return translate(STATES[State(state)], language)


def gaps(
    service: Service,
    viewer: Viewer,
    wanted: Wanted = ALL_OPEN,
    *,
    cursor: str | None = None,
    limit: int = 50,
    language: str | None = None,
) -> Gaps:
    """List what is open over all customers, page by page."""
    checklists.refresh_for_today(service)
    language = language or service.settings.language
    with service.database.reading() as work:
        found = work.requirements.browse(
            viewer, wanted.states, requirement=wanted.requirement, cursor=cursor, limit=limit
        )
    return Gaps(total=found.total, gaps=[_gap(row, language) for row in found.items], next=found.next)


def _gap(row: OpenRequirement, language: str) -> Gap:
    return Gap(
        customer=CustomerShape(id=row.customer_id, name=row.customer_name, uscc=None),
        requirement=row.requirement,
        title=worded(row.title, language),
        state=row.state,
        for_document=row.for_document,
        until=row.until,
        said=[say(sentence, language) for sentence in row.said],
    )


def every_gap(
    service: Service, viewer: Viewer, wanted: Wanted = ALL_OPEN, language: str | None = None
) -> Iterator[Gap]:
    """Give every open line that is wanted, of every customer."""
    cursor: str | None = None
    while True:
        page = gaps(service, viewer, wanted, cursor=cursor, limit=_PAGE, language=language)
        yield from page.gaps
        cursor = page.next
        if cursor is None:
            return


def gaps_of(
    service: Service, viewer: Viewer, key: str, language: str | None = None
) -> tuple[CustomerShape, list[RequirementDetail]]:
    """Return a customer and what is open in its checklist.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    lines = requirements.details(service, viewer, key, language)
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
    return customer_shape(customer), [line for line in lines if line.state in OPEN]


def papers_lacking(service: Service, viewer: Viewer, language: str) -> list[tuple[str, str, int]]:
    """Return the requirements that are open somewhere: id, title, and how many open lines there are."""
    with service.database.reading() as work:
        counted = requirement_counts(service, work, viewer, language)
    open_lines = [(one.id, one.title, sum(one.counts.get(state, 0) for state in OPEN)) for one in counted]
    return [row for row in open_lines if row[2]]


def gap_list_pdf(
    service: Service,
    viewer: Viewer,
    key: str | None = None,
    language: str | None = None,
    wanted: Wanted = ALL_OPEN,
) -> bytes:
    """Print the list of missing papers, of one customer, or what is ``wanted`` of all.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    language = language or service.settings.language
    _ = gettext_for(language)
    head, columns, rows = _gap_rows(service, viewer, key, language, wanted)
    title, day = _("List of missing papers"), day_words(service.today(), language)
    said = Message("As of {date}: {n} open lines.", {"date": day, "n": len(rows)})
    shares = (0.07, 0.26, 0.24, 0.1, 0.33) if key is None else (0.07, 0.36, 0.11, 0.46)
    aligns = [Align.CENTRE, *(Align.LEFT for _ in columns[1:])]
    table = Table([Column(*one) for one in zip(columns, shares, aligns, strict=True)], rows)
    blocks: list[Block] = [heading(title), Text(head, 12, bold=True), Text(translate(said, language)), table]
    return print_pdf(Printout(title, blocks, language, note=f"{title} · {head}"))


def gap_list_excel(
    service: Service,
    viewer: Viewer,
    key: str | None = None,
    language: str | None = None,
    wanted: Wanted = ALL_OPEN,
) -> bytes:
    """Write the list of missing papers as Excel (.xlsx), of one customer, or what is ``wanted`` of all.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    language = language or service.settings.language
    head, columns, rows = _gap_rows(service, viewer, key, language, wanted)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheets.sheet_name(head))
    sheets.set_widths(sheet, (8, 36, 36, 12, 60) if key is None else (8, 44, 12, 70))
    sheet.freeze_panes = "A2"
    sheets.add_row(sheet, columns, bold=sheets.HEAD)
    for place, row in enumerate(rows, start=1):
        sheets.add_row(sheet, [place, *row[1:]])
    return sheets.to_bytes(book)


def _gap_rows(
    service: Service, viewer: Viewer, key: str | None, language: str, wanted: Wanted
) -> tuple[str, list[str], list[list[str]]]:
    """Return whose list it is, its columns and its rows."""
    _ = gettext_for(language)
    last = [_("Paper"), _("State"), _("Explanation")]
    if key is not None:
        customer, lines = gaps_of(service, viewer, key, language)
        named = named_lines(service, viewer, lines)
        rows = [
            [str(place), title, state_word(line.state, language), " ".join(line.said)]
            for place, (line, title) in enumerate(zip(lines, named, strict=True), start=1)
        ]
        return customer.name, [_("No."), *last], rows
    found = list(every_gap(service, viewer, wanted, language))
    rows = [
        [str(place), gap.customer.name, title, state_word(gap.state, language), " ".join(gap.said)]
        for place, (gap, title) in enumerate(
            zip(found, named_lines(service, viewer, found), strict=True), start=1
        )
    ]
    return _scope(service, wanted, language), [_("No."), _("Customer"), *last], rows


def named_lines(service: Service, viewer: Viewer, lines: Sequence[RequirementDetail | Gap]) -> list[str]:
    """Return the titles of lines, with the own number of the paper each is for where it bears one."""
    ids = [line.for_document for line in lines]
    references = sections.references(service, viewer, {one for one in ids if one is not None})
    return [
        f"{line.title} {references[one]}" if one is not None and references.get(one) else line.title
        for line, one in zip(lines, ids, strict=True)
    ]


def _scope(service: Service, wanted: Wanted, language: str) -> str:
    """Say whose papers a list is about, and which where it is not all that is open."""
    paper = [title_in(one, language) for one in service.profile.requirements if one.id == wanted.requirement]
    states = [] if wanted.states == OPEN else [state_word(one, language) for one in wanted.states]
    return " · ".join([gettext_for(language)("All customers"), *paper, *states])


def day_words(day: dt.date, language: str) -> str:
    """Write a day as letters do."""
    if language == "zh_CN":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B %Y}"
