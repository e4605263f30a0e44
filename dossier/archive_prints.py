"""Verbs that print what the archive needs of a dossier, as PDF and, where it is a table, as Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from capture.pages import Message
from dossier import archive_forms, archive_labels, handover_forms, inspection, sheets, voiding
from dossier.archive_forms import Folder
from dossier.catalogue import CatalogueEntry
from dossier.cataloguing import dossier_entries, entry_in, titles_in
from dossier.company import unit_name
from dossier.customers import find_customer
from dossier.departures import departures
from dossier.errors import NotFound
from dossier.handover_forms import Called, Register
from dossier.handover_record import circumstances, find, signed_circumstances, standing_customer
from dossier.language import title_in, translate
from dossier.printouts import Printout, print_pdf
from dossier.wiring import Service
from storage.values import Customer
from storage.values_archive import Handover
from storage.viewer import SYSTEM, Viewer
from storage.work import Work


class Form(StrEnum):
    """What can be printed of a dossier."""

    CATALOGUE = "catalogue"  # 归档文件目录
    COVER = "cover"  # 案卷封面
    CONTENTS = "contents"  # 卷内文件目录
    REMARKS = "remarks"  # 备考表
    SPINE = "spine"  # labels for the spines of boxes
    BOX = "box"  # labels for the faces of boxes
    INSPECTION = "inspection"  # 四性检测


def print_form(service: Service, viewer: Viewer, key: str, form: Form, language: str | None = None) -> bytes:
    """Return a form of a dossier as PDF; of a dossier with volumes, covers and labels are one for each.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    language = language or service.settings.language
    if form is Form.INSPECTION:
        inspected = inspection.inspect(service, viewer, key)
        return print_pdf(archive_forms.inspection_page(inspected, language))
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        whole = whole_folder(work, service, viewer, customer, language)
        folders = volume_folders(work, service, viewer, customer, language) or [whole]
    forms: dict[Form, Callable[[], Printout]] = {
        Form.CATALOGUE: lambda: archive_forms.catalogue(whole, language),
        Form.COVER: lambda: archive_forms.one_after_another(
            [archive_forms.cover(one, language) for one in folders]
        ),
        Form.REMARKS: lambda: archive_forms.one_after_another(
            [archive_forms.remarks_sheet(one, language) for one in folders]
        ),
        Form.CONTENTS: lambda: archive_forms.one_after_another(
            [archive_forms.contents(one, language) for one in folders]
        ),
        Form.SPINE: lambda: archive_labels.spine_labels(folders, language),
        Form.BOX: lambda: archive_labels.box_labels(folders, language),
    }
    return print_pdf(forms[form]())


def whole_folder(work: Work, service: Service, viewer: Viewer, customer: Customer, language: str) -> Folder:
    """Return what is filed of a dossier for covers and catalogues; papers in review are only counted."""
    live = _entries(work, service, viewer, customer, language)
    title = title_in(service.profile, language)
    folder = _folder(service, customer.name, customer.number or "", title, live)
    return replace(folder, departed=departures(work, viewer, customer.id))


def _entries(
    work: Work, service: Service, viewer: Viewer, customer: Customer, language: str
) -> list[CatalogueEntry]:
    profile = service.profile
    return [entry_in(profile, one, language) for one in dossier_entries(work, profile, viewer, customer.id)]


def volume_folders(
    work: Work, service: Service, viewer: Viewer, customer: Customer, language: str
) -> list[Folder]:
    """Return the closed volumes of a dossier, each with what is filed of it; see ``whole_folder``."""
    entries = {one.document_id: one for one in _entries(work, service, viewer, customer, language)}
    names = {
        one.number: one.name if language == "zh_CN" else one.name_en for one in service.profile.categories
    }
    folders = []
    departed = departures(work, viewer, customer.id)
    for volume in work.catalogues.volumes(viewer, customer.id):
        live = [entries[one] for one in volume.document_ids if one in entries]
        category = names.get(volume.category, "")
        folder = _folder(service, volume.title, volume.number, category, live, volume.year)
        left = [one for one in departed if one.volume == volume.number]
        folders.append(replace(folder, departed=left))
    return folders


def _folder(
    service: Service,
    title: str,
    number: str,
    category: str,
    live: Sequence[CatalogueEntry],
    year: int | None = None,
) -> Folder:
    fonds = unit_name(service) or service.profile.numbering.fonds
    filed = [replace(one, place=place) for place, one in enumerate((e for e in live if e.filed), start=1)]
    waiting = len(live) - len(filed)
    return Folder(fonds, category, title, number, service.profile.numbering.retention, filed, year, waiting)


def catalogue_excel(service: Service, viewer: Viewer, key: str, language: str | None = None) -> bytes:
    """Return a dossier's catalogue as Excel: a sheet for each category, in the standard's columns.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    language = language or service.settings.language
    with service.database.reading() as work:
        customer = find_customer(work, viewer, key)
        folder = whole_folder(work, service, viewer, customer, language)
    groups = archive_forms.by_category(folder.entries, language)
    book = Workbook()
    book.remove(book.active)
    for number, name, entries in groups:
        _add_sheet(book, folder, f"{number or ''} {name}".strip(), entries, language)
    if not groups:
        _add_sheet(book, folder, folder.category, [], language)
    return sheets.to_bytes(book)


def _add_sheet(
    book: Workbook, folder: Folder, name: str, entries: Sequence[CatalogueEntry], language: str
) -> None:
    sheet = book.create_sheet(sheets.sheet_name(name))
    sheets.add_row(sheet, [translate(Message("Catalogue of filed documents"), language)], bold=16)
    waiting = archive_forms.left_out(folder, language)
    sheets.add_row(sheet, [f"{folder.title}  {folder.number}  {name}  {waiting}".rstrip()])
    heads = [translate(title, language) for title, _ in archive_forms.CATALOGUE_COLUMNS]
    sheets.add_row(sheet, heads, bold=sheets.HEAD)
    for entry in entries:
        sheets.add_row(sheet, archive_forms.standard_cells(entry))
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=3, max_col=len(archive_forms.CATALOGUE_COLUMNS)):
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheets.set_widths(sheet, [11 * share for _, share in archive_forms.CATALOGUE_COLUMNS])
    sheet.print_title_rows = "3:3"
    sheets.fit_page(sheet)


def handover_list(service: Service, viewer: Viewer, handover_id: int, language: str | None = None) -> bytes:
    """Return the list of a handover with gaps and signatures as PDF.

    Raises:
        NotFound: no such handover, or not for this viewer.
    """
    language = language or service.settings.language
    handover = find(service, viewer, handover_id)
    with service.database.reading() as work:
        approvals = work.handovers.approvals(SYSTEM, handover.customer_id)
        shown = titles_in(work, service.profile, viewer, handover, language)
        called = _called(work, handover)
    return print_pdf(handover_forms.handover_list(shown, called, approvals, language))


def _called(work: Work, handover: Handover) -> Called:
    """Return what a handed over dossier was called when its list was signed, and what it is called now.

    A list that was taken in from a package of an earlier version bears today's name only.
    """
    signed = work.customers.get(SYSTEM, handover.customer_id)
    now = standing_customer(work, handover.customer_id).name
    name = handover.customer_name or signed.name
    number = (signed.number if handover.customer_name is None else handover.customer_number) or ""
    return Called(name, number, now if now != name else "")


def handover_register(
    service: Service, viewer: Viewer, handover_id: int, language: str | None = None
) -> bytes:
    """Return the 电子档案移交与接收登记表 of a handover as PDF.

    Raises:
        NotFound: no such handover, or not for this viewer.
    """
    language = language or service.settings.language
    handover = find(service, viewer, handover_id)
    with service.database.reading() as work:
        called = _called(work, handover)
        # of a list that was signed before this was written down, the digest of that day is not known
        around = signed_circumstances(handover) or {**circumstances(work, service, handover), "digest": ""}
    ended = (handover.ended_at or handover.started_at).astimezone().date()
    known = Register(around["unit"], called, around["volumes"], ended, around["digest"])
    return print_pdf(handover_forms.register(handover, known, language))


def number_excel(service: Service, viewer: Viewer, key: str | None, language: str | None = None) -> bytes:
    """Return a dossier's numbers, or the void numbers of all, as Excel.

    Raises:
        NotFound: no such customer.
    """
    language = language or service.settings.language
    if key is None:
        rows = voiding.void_list(service, viewer)
    else:
        with service.database.reading() as work:
            rows = work.catalogues.numbers(viewer, find_customer(work, viewer, key).id)
        if not rows:
            raise NotFound("number", key)
    book = Workbook()
    sheet = book.active
    heads = (
        *(Message("Reference number"), Message("Paper"), Message("Given by"), Message("Date")),
        *(Message("Void since"), Message("Voided by"), Message("Reason")),
    )
    sheets.add_row(sheet, [translate(head, language) for head in heads])
    for row in rows:
        voided = row.voided_at.date().isoformat() if row.voided_at else ""
        document = "" if row.document_id is None else str(row.document_id)
        given = row.given_at.date().isoformat()
        cells = (
            row.number,
            document,
            row.given_by,
            given,
            voided,
            row.voided_by or "",
            row.void_reason or "",
        )
        sheets.add_row(sheet, cells)
    return sheets.to_bytes(book)
