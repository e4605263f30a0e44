"""The archivist's forms as printouts: catalogue, cover, 备考表, labels, inspection.

Columns are those of DA/T 22-2015 (目录, 备考表), GB/T 9705-2008 (案卷封面).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from capture.pages import Message
from dossier import inspection_report
from dossier.catalogue import CatalogueEntry
from dossier.departures import Departure
from dossier.inspection_values import Inspection
from dossier.language import count, documents_and_pages, translate
from dossier.printouts import (
    A4,
    A4_LANDSCAPE,
    Align,
    Block,
    Column,
    Gap,
    NewPage,
    Printout,
    QrCode,
    Table,
    Text,
    heading,
    pairs,
)

CATALOGUE_COLUMNS = (
    (Message("Place"), 0.5),
    (Message("Reference number"), 2.1),
    (Message("Own number"), 1.6),
    (Message("Responsible party"), 1.8),
    (Message("Title"), 2.6),
    (Message("Date (YYYYMMDD)"), 1.0),
    (Message("Secrecy"), 0.6),
    (Message("Page count"), 0.6),
    (Message("Remark"), 1.2),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a cover and labels name: a dossier, or a volume of it, and the papers that left it."""

    fonds: str
    category: str
    title: str
    number: str
    retention: str
    entries: Sequence[CatalogueEntry]
    year: int | None = None
    in_review: int = 0
    departed: Sequence[Departure] = ()

    @property
    def period(self) -> str:
        """From the first to the last date, YYYYMMDD."""
        dates = sorted(entry.date for entry in self.entries if entry.date)
        return f"{dates[0]:%Y%m%d}—{dates[-1]:%Y%m%d}" if dates else ""

    @property
    def years(self) -> str:
        """The year of a volume; else from the first to the last year of what it holds."""
        if self.year is not None:
            return str(self.year)
        years = sorted({entry.date.year for entry in self.entries if entry.date})
        return "—".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else ""

    @property
    def pages(self) -> int:
        """How many pages all documents have."""
        return sum(entry.pages for entry in self.entries)


def standard_cells(entry: CatalogueEntry) -> list[str]:
    """Return the nine cells of the standard's catalogue."""
    return [
        *(str(entry.place), entry.number, entry.reference, entry.responsible, entry.title),
        entry.date.strftime("%Y%m%d") if entry.date else "",
        *(entry.secrecy, str(entry.pages), entry.remark),
    ]


def catalogue(folder: Folder, language: str) -> Printout:
    """Return a catalogue (归档文件目录): one table for each category."""
    columns = [Column(translate(name, language), share) for name, share in CATALOGUE_COLUMNS]
    blocks: list[Block] = [heading(translate(Message("Catalogue of filed documents"), language))]
    blocks.append(Text(f"{folder.title}  {folder.number}".strip(), 11, align=Align.CENTRE, after=4))
    for number, name, entries in by_category(folder.entries, language):
        blocks.append(Text(f"{number or '–'}  {name}", 11, bold=True, after=1.5))
        blocks.append(Table(columns, [standard_cells(entry) for entry in entries], size=8.5))
    blocks.append(Text(f"{_counts(folder, language)}  {left_out(folder, language)}".rstrip()))
    return Printout(folder.title, blocks, language, A4_LANDSCAPE)


def left_out(folder: Folder, language: str) -> str:
    """Say how many papers of the dossier are not in the catalogue because they are still in review."""
    if not folder.in_review:
        return ""
    return translate(Message("In review and not listed: {n}.", {"n": folder.in_review}), language)


def by_category(
    entries: Sequence[CatalogueEntry], language: str
) -> list[tuple[int, str, list[CatalogueEntry]]]:
    """Return entries by category in filing order, with its number and its name in a language."""
    groups: dict[int, list[CatalogueEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.category_number, []).append(entry)
    return [
        (number, own[0].category if language == "zh_CN" else own[0].category_en, own)
        for number, own in sorted(groups.items(), key=lambda group: (group[0] == 0, group[0]))
    ]


def _counts(folder: Folder, language: str) -> str:
    return translate(documents_and_pages(len(folder.entries), folder.pages), language)


def cover(folder: Folder, language: str) -> Printout:
    """Return a cover (案卷封面)."""
    rows = [
        (Message("Fonds"), folder.fonds),
        (Message("Class"), folder.category),
        (Message("Title of the volume"), folder.title),
        (Message("From – to"), folder.period),
        (Message("Retention"), retention_words(folder.retention, language)),
        (Message("Documents / pages"), f"{len(folder.entries)} / {folder.pages}"),
        (Message("Reference number"), folder.number),
    ]
    blocks: list[Block] = [Gap(30), heading(folder.title, 22), Gap(20)]
    blocks.append(pairs([(translate(name, language), value) for name, value in rows], size=12))
    if folder.number:
        blocks += [Gap(10), QrCode(folder.number, 30)]
    return Printout(folder.title, blocks, language, replace(A4, numbered=False))


def contents(folder: Folder, language: str) -> Printout:
    """Return the list that lies in a volume (卷内文件目录, GB/T 9705): the page each paper begins on.

    Pages are counted through the volume from 1; of the last paper the last page stands there too.
    """
    columns = [Column(translate(name, language), share) for name, share in _CONTENTS_COLUMNS]
    rows, page = [], 1
    for place, entry in enumerate(folder.entries, start=1):
        first, page = page, page + entry.pages
        ends = place == len(folder.entries) and entry.pages > 1
        cells = standard_cells(entry)
        pages = f"{first}—{page - 1}" if ends else str(first)
        rows.append([str(place), *cells[2:6], pages, cells[8]])
    blocks: list[Block] = [heading(translate(Message("Contents of the volume"), language))]
    blocks.append(Text(f"{folder.title}  {folder.number}".strip(), 11, align=Align.CENTRE, after=4))
    blocks.append(Table(columns, rows, size=9, row_height=8))
    blocks.append(Text(f"{_counts(folder, language)}  {left_out(folder, language)}".rstrip()))
    return Printout(folder.title, blocks, language, A4)


_CONTENTS_COLUMNS = (
    (Message("Serial number"), 0.85),
    (Message("Own number"), 2.0),
    (Message("Responsible party"), 1.9),
    (Message("Title"), 2.1),
    (Message("Date (YYYYMMDD)"), 1.45),
    (Message("Page number"), 0.85),
    (Message("Remark"), 0.95),
)


def retention_words(code: str, language: str) -> str:
    """Say a retention code: Y is for ever, D30 thirty years."""
    if code == "Y":
        return translate(Message("for ever"), language)
    return translate(count(int(code[1:]), "{n} year", "{n} years"), language) if code[1:].isdigit() else code


def remarks_sheet(folder: Folder, language: str) -> Printout:
    """Return a 备考表: counts, and papers that were moved out; the rest is written in by hand."""
    on_shelf = [entry for entry in folder.entries if entry.on_shelf_only]
    said = [_counts(folder, language), *(translate(one.said, language) for one in folder.departed)]
    if folder.in_review:
        said.append(left_out(folder, language))
    if on_shelf:
        text = count(
            len(on_shelf), "{n} of them lies on the shelf only.", "{n} of them lie on the shelf only."
        )
        said.insert(1, translate(text, language))
    rows = [
        (translate(Message("State of the volume"), language), "\n".join(said) + "\n" * 12),
        *((translate(name, language), "\n") for name in _HANDS),
    ]
    blocks: list[Block] = [heading(translate(Message("Sheet of remarks"), language))]
    blocks.append(Text(f"{folder.title}  {folder.number}".strip(), 11, align=Align.CENTRE, after=4))
    blocks.append(pairs(rows))
    return Printout(folder.title, blocks, language, A4)


_HANDS = (
    Message("Arranged by"),
    Message("Date of arranging"),
    Message("Examined by"),
    Message("Date of examining"),
)


def one_after_another(printouts: Sequence[Printout]) -> Printout:
    """Return several printouts of one format as one, each on a new page with pages of its own."""
    blocks: list[Block] = []
    for place, printout in enumerate(printouts):
        if place:
            blocks.append(NewPage(afresh=True))
        blocks += printout.blocks
    return replace(printouts[0], blocks=blocks)


def inspection_page(inspection: Inspection, language: str) -> Printout:
    """Return a 四性检测 as a page: what was inspected, every item, its reasons."""
    shares = (0.5, 0.8, 2.6, 0.7, 0.7, 3.6)
    columns = [
        Column(translate(name, language), share)
        for name, share in zip(inspection_report.COLUMNS, shares, strict=True)
    ]
    title, *lines = inspection_report.head_lines(inspection, language)
    blocks: list[Block] = [heading(title, 16), *(Text(line) for line in lines)]
    blocks.append(Table(columns, [inspection_report.cells(one, language) for one in inspection.items], 8))
    return Printout(title, blocks, language, A4_LANDSCAPE)
