"""Excel workbooks (XLSX): each visible sheet as one table, numbers and dates as they are shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.ofd.notation import number
from capture.office.cellgrid import MOST_COLUMNS, Content, column_of, grid_markup
from capture.office.drawings import drawing_markup
from capture.office.formcodes import code_of
from capture.office.markup import Sheet, main_part, related, relations
from capture.office.numberforms import shown_number, shown_text
from capture.parts import Package

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


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
    main = main_part(package, "xl/workbook.xml")
    tree = package.tree(main)
    wishes = tree.find("workbookPr")
    old = wishes is not None and wishes.get("date1904") in ("1", "true")
    first_day = dt.datetime(1904, 1, 1) if old else dt.datetime(1899, 12, 30)
    book = Book(_strings(package, main), _formats(package, main), first_day)
    places = relations(package, main)
    sheets: list[Sheet] = []
    for entry in tree.findall("sheets/sheet"):
        place = places.get(entry.get("id", ""))
        if place is None or entry.get("state", "visible") != "visible" or "chartsheet" in place.lower():
            continue
        sheet = Sheet(margin=40.0)
        worksheet = package.tree(place)
        sheet.markup.extend(grid_markup(worksheet, _contents(worksheet, book), sheet))
        sheet.markup.extend(drawing_markup(package, related(package, place, "drawing"), sheet))
        sheets.append(sheet)
    return sheets


def _strings(package: Package, main: str) -> list[str]:
    place = related(package, main, "sharedStrings") or "xl/sharedStrings.xml"
    if not package.has(place):
        return []
    return [_text(entry) for entry in package.tree(place).findall("si")]


def _text(entry: Element) -> str:
    """Return the text of a string; how it is pronounced is left out."""
    own = entry.findtext("t") or ""
    return _plain(own + "".join(run.findtext("t") or "" for run in entry.findall("r")))


def _plain(text: str) -> str:
    """Return a text with signs that XML cannot hold, written by their number, as they are."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _formats(package: Package, main: str) -> list[str]:
    """Return how the cells of each style show their numbers."""
    place = related(package, main, "styles") or "xl/styles.xml"
    if not package.has(place):
        return []
    tree = package.tree(place)
    own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in tree.findall("numFmts/numFmt")}
    styles = (entry.get("numFmtId", "0") for entry in tree.findall("cellXfs/xf"))
    return [code_of(int(number(name)), own.get(name)) for name in styles]


def _contents(worksheet: Element, book: Book) -> dict[int, dict[int, Content]]:
    """Return what each cell shows by row and column, cells that show nothing left out."""
    found: dict[int, dict[int, Content]] = {}
    line = 0
    for row in worksheet.findall("sheetData/row"):
        line = int(number(row.get("r"), line + 1))
        column = 0
        for entry in row.findall("c"):
            place = _PLACE.fullmatch(entry.get("r", ""))
            column = column_of(place[1]) if place else column + 1
            if 1 <= column <= MOST_COLUMNS:
                content = _shown(entry, book)
                if content.text.strip():
                    found.setdefault(line, {})[column] = content
    return found


def _shown(entry: Element, book: Book) -> Content:
    kind, value = entry.get("t", "n"), entry.findtext("v") or ""
    style = int(number(entry.get("s"), 0))
    code = book.formats[style] if 0 <= style < len(book.formats) else "General"
    if kind == "s":
        place = int(number(value, -1))
        return Content(shown_text(book.strings[place], code) if 0 <= place < len(book.strings) else "")
    if kind == "inlineStr":
        inline = entry.find("is")
        return Content(shown_text(_text(inline), code) if inline is not None else "")
    if kind == "b":
        return Content("TRUE" if value == "1" else "FALSE")
    if kind == "d":
        value = _serial(value, book.first_day)
    elif kind != "n":
        return Content(shown_text(_plain(value), code) if kind == "str" else value)
    return Content(shown_number(value, code, book.first_day) if value else "", is_number=True)


def _serial(day: str, first_day: dt.datetime) -> str:
    """Return a day that stands there as it is written as the count of days it means elsewhere."""
    try:
        moment = dt.datetime.fromisoformat(day).replace(tzinfo=None)
    except ValueError:
        return day
    return repr((moment - first_day) / dt.timedelta(days=1))
