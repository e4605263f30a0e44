"""Excel workbooks (XLSX): each sheet as one table, numbers and dates as they are shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.ofd.notation import number
from capture.office.markup import Sheet, cell, escaped, relations
from capture.office.numberforms import form_of, shown_number
from capture.parts import Package

_MAIN = "xl/workbook.xml"
_MOST_COLUMNS = 100
_WIDE = 100.0
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    formats: Sequence[str]
    first_day: dt.datetime


def cells_of(package: Package) -> list[Sheet]:
    """Return what a workbook shows: its sheets one after another, hidden ones left out.

    Raises:
        CaptureError: It is locked or damaged.
    """
    tree = package.tree(_MAIN)
    wishes = tree.find("workbookPr")
    old = wishes is not None and wishes.get("date1904") in ("1", "true")
    first_day = dt.datetime(1904, 1, 1) if old else dt.datetime(1899, 12, 30)
    book = Book(_strings(package), _formats(package), first_day)
    places = relations(package, _MAIN)
    sheet = Sheet(width=595.0, height=842.0, margin=40.0)
    for entry in tree.findall("sheets/sheet"):
        place = places.get(entry.get("id", ""))
        if place is None or entry.get("state", "visible") != "visible" or "chartsheet" in place.lower():
            continue
        worksheet = package.tree(place)
        if sheet.markup:
            sheet.markup.append('<p style="page-break-before:always"></p>')
        sheet.markup.extend(_table(worksheet, book, sheet))
    return [sheet]


def _strings(package: Package) -> list[str]:
    if not package.has("xl/sharedStrings.xml"):
        return []
    return [_text(entry) for entry in package.tree("xl/sharedStrings.xml").findall("si")]


def _text(entry: Element) -> str:
    """Return the text of a string; how it is pronounced is left out."""
    own = entry.findtext("t") or ""
    return own + "".join(run.findtext("t") or "" for run in entry.findall("r"))


def _formats(package: Package) -> list[str]:
    """Return how the cells of each style show their numbers; "date" stands for any form of date."""
    if not package.has("xl/styles.xml"):
        return []
    tree = package.tree("xl/styles.xml")
    own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in tree.findall("numFmts/numFmt")}
    styles = (entry.get("numFmtId", "0") for entry in tree.findall("cellXfs/xf"))
    return [form_of(int(number(name)), own.get(name)) for name in styles]


def _table(worksheet: Element, book: Book, sheet: Sheet) -> Iterator[str]:
    rows = [_row(row, book) for row in worksheet.findall("sheetData/row")]
    last = max((column for row in rows for column, text in row.items() if text), default=0)
    if not last:
        return
    widths = _widths(worksheet, last)
    paper = worksheet.find("pageSetup")
    if sum(widths) > _WIDE or (paper is not None and paper.get("orientation") == "landscape"):
        sheet.width, sheet.height = 842.0, 595.0
    spans = _spans(worksheet)
    size = max(5.0, min(10.5, 10.5 * 140 / max(sum(widths), 140)))
    yield f'<table style="border-collapse:collapse;width:100%;font-size:{size:.1f}pt">'
    for line, row in zip(_lines(worksheet), rows, strict=True):
        if any(row.values()):
            yield f"<tr>{''.join(_cells(row, last, widths, spans.get(line, {})))}</tr>"
    yield "</table>"


def _lines(worksheet: Element) -> Iterator[int]:
    line = 0
    for row in worksheet.findall("sheetData/row"):
        line = int(number(row.get("r"), line + 1))
        yield line


def _cells(row: Mapping[int, str], last: int, widths: list[float], spans: Mapping[int, int]) -> Iterator[str]:
    column = 1
    whole = sum(widths)
    while column <= last:
        span = max(1, min(spans.get(column, 1), last - column + 1))
        share = 100 * sum(widths[column - 1 : column - 1 + span]) / whole
        yield cell(escaped(row.get(column, "")), span=span, share=share)
        column += span


def _widths(worksheet: Element, last: int) -> list[float]:
    widths = [9.0] * last
    for entry in worksheet.findall("cols/col"):
        first, final = int(number(entry.get("min"), 1)), int(number(entry.get("max"), 0))
        for column in range(max(1, first), min(last, final) + 1):
            widths[column - 1] = min(120.0, max(1.0, number(entry.get("width"), 9)))
    return widths


def _spans(worksheet: Element) -> dict[int, dict[int, int]]:
    """Return how many columns the cells that were joined take, by row and column."""
    spans: dict[int, dict[int, int]] = {}
    for entry in worksheet.findall("mergeCells/mergeCell"):
        ends = [_PLACE.fullmatch(end) for end in entry.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            first, final = _column(ends[0][1]), _column(ends[1][1])
            spans.setdefault(int(ends[0][2]), {})[first] = final - first + 1
    return spans


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def _row(row: Element, book: Book) -> dict[int, str]:
    shown: dict[int, str] = {}
    column = 0
    for entry in row.findall("c"):
        found = _PLACE.fullmatch(entry.get("r", ""))
        column = _column(found[1]) if found else column + 1
        if 1 <= column <= _MOST_COLUMNS:
            shown[column] = _shown(entry, book)
    return shown


def _shown(entry: Element, book: Book) -> str:
    kind, value = entry.get("t", "n"), entry.findtext("v") or ""
    if kind == "s":
        place = int(number(value, -1))
        return book.strings[place] if 0 <= place < len(book.strings) else ""
    if kind == "inlineStr":
        inline = entry.find("is")
        return _text(inline) if inline is not None else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n" or not value:
        return value
    style = int(number(entry.get("s"), 0))
    return shown_number(value, book.formats[style] if 0 <= style < len(book.formats) else "", book.first_day)
