"""Taking in an old catalogue from Excel: each row becomes a paper on the shelf, or says why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from capture.pages import Message
from classify.names.firms import fold_name
from dossier import checklists, sheets
from dossier.customer_list import excel_rows
from dossier.customers import find_customer
from dossier.errors import BadRequest, DossierError
from dossier.language import translate
from dossier.rights import may
from dossier.shapes import CatalogueImport, CatalogueImportRow
from dossier.shelf import ShelfPaper, enter
from dossier.wiring import Service
from storage.values import Customer
from storage.values_archive import CatalogueWords
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

HEADERS: dict[str, tuple[str, ...]] = {
    "customer": ("客户", "客户名称", "名称", "单位名称", "信用代码", "customer"),
    "type": ("文种", "类型", "文件类型", "type"),
    "title": ("题名", "文件题名", "标题", "title"),
    "number": ("档号", "件号", "number"),
    "reference": ("文号", "文件编号", "编号", "reference"),
    "responsible": ("责任者", "responsible"),
    "date": ("日期", "文件日期", "date"),
    "secrecy": ("密级", "secrecy"),
    "pages": ("页数", "页", "pages"),
    "place": ("存放位置", "柜号", "盒号", "place"),
    "copy": ("原件/复印件", "原件复印件", "copy"),
    "remark": ("备注", "remark"),
}
"""What the columns may be called; the first name is the template's."""

MOST_ROWS = 100_000
_LOOKED_THROUGH = 20
_DATE = re.compile(r"(\d{4})(?:(\d\d)(\d\d)|\D+(\d{1,2})\D+(\d{1,2})\D*)")
"""Eight figures, or parts set apart: of 2019111 nobody knows the day."""
_CODE_LENGTH = 18
_COPIES = {"复印件": True, "copy": True, "原件": False, "original": False, "": False}


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]


def template() -> bytes:
    """Return an empty catalogue (.xlsx) with the columns' names, its first rows kept as text."""
    heads = [names[0] for names in HEADERS.values()]
    return sheets.template("旧目录 Catalogue", heads, (30, 16, 36, 24, 18, 24, 12, 8, 8, 16, 14, 24))


class BadRow(DossierError):
    """A row of an old catalogue that cannot be taken in."""

    code = "bad_row"


def import_catalogue(
    service: Service,
    actor: Viewer,
    stream: BinaryIO,
    *,
    customer: str | None = None,
    dry_run: bool = False,
    language: str | None = None,
) -> CatalogueImport:
    """Take an Excel catalogue in, row by row; a bad row says why and does not stop the others.

    ``customer`` names whose catalogue it is where there is no column of customers.

    Raises:
        BadRequest: it is no Excel list, lacks a column that is needed, or has too many rows.
        Forbidden: the role may not.
    """
    may(actor, "customers.names")
    language = language or service.settings.language
    rows = list(_rows(stream, needs_customer=customer is None))
    told: list[CatalogueImportRow] = []
    before = _Before(service)
    touched: set[int] = set()
    numbers: set[str] = set()
    for row in rows:
        try:
            # each row is a verb of its own: what is wrong with one takes nothing back of the others
            with service.database.unit_of_work() as work:
                whose, paper = _read(work, service, actor, row, customer)
                before.refuse_known(work, whose, paper)
                document = enter(work, service, actor, whose, paper)
                _refuse_twice(paper, numbers)
                if dry_run:
                    raise _DryRun
            touched.add(whose.id)
            told.append(_told(row, "taken", document.id))
        except _DryRun:
            told.append(_told(row, "taken", None))
        except DossierError as error:
            why = f"{translate(error.message, language)} {translate(error.hint, language)}"
            told.append(_told(row, "refused", None, why))
    with service.database.unit_of_work() as work:
        for customer_id in sorted(touched):
            checklists.recompute(work, service.profile, customer_id, service.today())
    refused = sum(row.outcome == "refused" for row in told)
    return CatalogueImport(dry_run=dry_run, taken=len(told) - refused, refused=refused, rows=told)


class _Before:
    """The papers without a number that lay on the shelf of each dossier before the list was taken in."""

    def __init__(self, service: Service) -> None:
        self._titles = {kind.id: kind.title for kind in service.profile.types.values()}
        self._known: dict[int, dict[tuple[object, ...], int]] = {}

    def refuse_known(self, work: Work, customer: Customer, paper: ShelfPaper) -> None:
        """Let a paper pass that was not taken in from the same list before."""
        if customer.id not in self._known:
            self._known[customer.id] = _on_shelf(work, customer)
        title = paper.title or self._titles[paper.type]
        key = (paper.type, title, paper.date, paper.reference, paper.pages, paper.place)
        known = self._known[customer.id].get(key)
        if known is not None and not paper.number:
            raise BadRow(
                Message("The same paper is on the shelf already: paper {id}.", {"id": known}),
                Message(
                    "Was the list taken in before? Two papers that are alike need a number or a title each."
                ),
            )


def _on_shelf(work: Work, customer: Customer) -> dict[tuple[object, ...], int]:
    rows = [row for row in work.documents.of_customer(SYSTEM, customer.id) if row.scan_id is None]
    words = work.catalogues.words_of([row.id for row in rows])
    known: dict[tuple[object, ...], int] = {}
    for row in rows:
        said = words.get(row.id, CatalogueWords())
        title, reference, place = said.title or row.title, said.reference or "", said.place or ""
        known.setdefault((row.type, title, row.date, reference, said.shelf_pages, place), row.id)
    return known


def _refuse_twice(paper: ShelfPaper, numbers: set[str]) -> None:
    if paper.number and paper.number in numbers:
        raise BadRow(
            Message("The number {number} stands twice in the list.", {"number": paper.number}),
            Message("A number names one document."),
        )
    numbers.add(paper.number)


class _DryRun(Exception):
    pass


def _told(row: _Row, outcome: str, document_id: int | None, reason: str | None = None) -> CatalogueImportRow:
    return CatalogueImportRow(
        row=row.number,
        title=row.cells.get("title") or row.cells.get("type", ""),
        outcome="taken" if outcome == "taken" else "refused",
        document_id=document_id,
        reason=reason,
    )


def _rows(stream: BinaryIO, *, needs_customer: bool) -> Iterator[_Row]:
    columns: dict[str, int] = {}
    for number, cells in enumerate(excel_rows(stream.read()), start=1):
        if not columns:
            columns = _columns(cells, needs_customer)
            if not columns and number > _LOOKED_THROUGH:
                break
            continue
        if number > MOST_ROWS:
            raise BadRequest(
                Message("The list has more than {n} rows.", {"n": MOST_ROWS}),
                Message("Cut it into several files."),
            )
        found = {part: cells[place] for part, place in columns.items() if place < len(cells)}
        if any(found.values()):
            yield _Row(number, found)
    if not columns:
        raise BadRequest(
            Message("The list lacks a column that is needed: {columns}.", {"columns": "客户、文种、页数"}),
            Message("Take the template's header: it names all columns."),
        )


def _columns(cells: list[str], needs_customer: bool) -> dict[str, int]:
    names = {fold_name(name): part for part, known in reversed(HEADERS.items()) for name in known}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        part = names.get(fold_name(cell))
        if part is not None:
            found.setdefault(part, place)
    needed = {"type", "pages"} | ({"customer"} if needs_customer else set())
    return found if needed <= found.keys() else {}


def _read(
    work: Work, service: Service, actor: Viewer, row: _Row, customer: str | None
) -> tuple[Customer, ShelfPaper]:
    cells = row.cells
    key = cells.get("customer", "").strip()
    if key.isdecimal() and len(key) != _CODE_LENGTH:
        raise BadRow(
            Message("“{text}” names no customer.", {"text": key}),
            Message("Write the customer's name or credit code: a number may mean another one here."),
        )
    whose = find_customer(work, actor, key or customer or "")
    return whose, ShelfPaper(
        type=_type(service, cells["type"]),
        pages=_pages(cells["pages"]),
        title=cells.get("title", ""),
        date=_date(cells.get("date", "")),
        number=cells.get("number", ""),
        reference=cells.get("reference", ""),
        responsible=cells.get("responsible", ""),
        secrecy=cells.get("secrecy", ""),
        remark=cells.get("remark", ""),
        place=cells.get("place", ""),
        copy=_copy(cells.get("copy", "")),
    )


def _type(service: Service, text: str) -> str:
    wanted = fold_name(text)
    for kind in service.profile.types.values():
        titles = (kind.title, kind.title_en, *(rule.phrase for rule in kind.titles if rule.phrase))
        if wanted and (text == kind.id or wanted in {fold_name(title) for title in titles}):
            return kind.id
    raise BadRow(
        Message("“{text}” is no type of the profile.", {"text": text}),
        Message("Write a title the profile knows, like 营业执照 or 合同."),
    )


def _pages(text: str) -> int:
    digits = text.removesuffix(".0").removesuffix("页").strip()
    if not (digits.isascii() and digits.isdigit()):
        raise BadRow(
            Message("“{text}” is no page count.", {"text": text}), Message("Count the pages of the paper.")
        )
    return int(digits[:9])


def _date(text: str) -> dt.date | None:
    if not text.strip():
        return None
    found = _DATE.fullmatch(text.split(" ")[0].strip())
    try:
        return dt.date(*(int(part) for part in found.groups() if part)) if found else dt.date(0, 1, 1)
    except ValueError as error:
        raise BadRow(
            Message("“{text}” is no date.", {"text": text}), Message("Write dates like 2024-03-05.")
        ) from error


def _copy(text: str) -> bool:
    known = _COPIES.get(fold_name(text))
    if known is None:
        raise BadRow(
            Message("“{text}” is neither original nor copy.", {"text": text}),
            Message("Write 原件 or 复印件."),
        )
    return known
