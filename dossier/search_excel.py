"""The hits of a search as an Excel file."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from capture.pages import Message
from dossier import find, sheets
from dossier.find import Filters
from dossier.language import title_in, translate
from dossier.wiring import Service
from storage.search_hits import Hit
from storage.viewer import Viewer

MOST_ROWS = 5000
_PAGE = 500
_COLUMNS = (
    (Message("Customer"), 34),
    (Message("Credit code"), 22),
    (Message("Paper"), 26),
    (Message("Type"), 18),
    (Message("Date"), 12),
    (Message("State"), 12),
    (Message("File"), 28),
    (Message("Page"), 7),
    (Message("Text"), 80),
)
_STATES = {"filed": Message("Filed"), "review": Message("In review")}


def hits_excel(service: Service, viewer: Viewer, text: str, filters: Filters, language: str) -> bytes:
    """Write the first 5,000 hits of a search as an Excel file (.xlsx), one row a page."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(translate(Message("Search"), language))
    sheets.set_widths(sheet, [width for _, width in _COLUMNS])
    sheet.freeze_panes = "A2"
    sheets.add_row(sheet, [translate(title, language) for title, _ in _COLUMNS], bold=sheets.HEAD)
    for hit in _hits(service, viewer, text, filters):
        sheets.add_row(sheet, _row(service, hit, language))
    return sheets.to_bytes(book)


def _hits(service: Service, viewer: Viewer, text: str, filters: Filters) -> Iterator[Hit]:
    query, cursor = find.query_of(service, text, filters), None
    for _ in range(MOST_ROWS // _PAGE):
        with service.database.reading() as work:
            found = work.search.find(viewer, query, limit=_PAGE, cursor=cursor, count_to=1)
        yield from found.hits
        cursor = found.next
        if cursor is None:
            return


def _row(service: Service, hit: Hit, language: str) -> list[str | int | None]:
    kind = service.profile.types.get(hit.type)
    title = hit.type if kind is None else title_in(kind, language)
    state = _STATES.get(hit.state.value)
    return [
        hit.customer_name,
        hit.customer_uscc,
        hit.title,
        title,
        hit.date.isoformat() if hit.date else None,
        translate(state, language) if state else hit.state.value,
        hit.file_name,
        hit.page.number,
        hit.snippet,
    ]
