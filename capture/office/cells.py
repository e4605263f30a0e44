"""Excel workbooks (XLSX): each visible sheet as one table, numbers and dates as they are shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.formats.parts import Package
from capture.ofd.notation import number
from capture.office.cellgrid import MOST_COLUMNS, MOST_WIDE, Content, Look, Shape, grown, sheets_of_grid
from capture.office.drawings import drawing_markup
from capture.office.formcodes import code_of
from capture.office.markup import Sheet, main_part, related, relations
from capture.office.numberforms import shown_number, shown_text
from capture.office.wishes import is_on, says_yes, value_of

_JOINED = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_USUAL = 11.0
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    looks: Sequence[Look]
    first_day: dt.datetime


def cells_of(package: Package) -> list[Sheet]:
    """Return what a workbook shows: its sheets one after another, hidden ones left out.

    Raises:
        CaptureError: It is locked or damaged.
    """
    main = main_part(package, "xl/workbook.xml")
    tree = package.tree(main)
    wishes = tree.find("workbookPr")
    old = wishes is not None and says_yes(wishes.get("date1904"))
    first_day = dt.datetime(1904, 1, 1) if old else dt.datetime(1899, 12, 30)
    book = Book(_strings(package, main), _looks(package, main), first_day)
    places = relations(package, main)
    sheets: list[Sheet] = []
    for entry in tree.findall("sheets/sheet"):
        place = places.get(entry.get("id", ""))
        if place is None or entry.get("state", "visible") != "visible" or "chartsheet" in place.lower():
            continue
        worksheet = package.tree(place, ("row", "c"))
        sheets += sheets_of_grid(_shape(worksheet), _contents(worksheet, book))
        drawing = related(package, place, "drawing")
        sheets[-1].markup.extend(drawing_markup(package, drawing, sheets[-1]))
    return sheets


def _shape(worksheet: Element) -> Shape:
    paper = worksheet.find("pageSetup")
    return Shape(
        hidden_rows=_hidden_rows(worksheet),
        widths=_widths(worksheet),
        joined=list(_joined(worksheet)),
        lying=paper is not None and paper.get("orientation") == "landscape",
    )


def _hidden_rows(worksheet: Element) -> set[int]:
    hidden: set[int] = set()
    line = 0
    for row in worksheet.findall("sheetData/row"):
        line = int(number(row.get("r"), line + 1))
        if says_yes(row.get("hidden")) or (row.get("ht") is not None and number(row.get("ht"), 1) <= 0):
            hidden.add(line)
    return hidden


def _widths(worksheet: Element) -> dict[int, float]:
    usual = worksheet.find("sheetFormatPr")
    wide = number(usual.get("defaultColWidth"), 9) if usual is not None else 9.0
    widths = {0: min(MOST_WIDE, max(1.0, wide))}
    for entry in worksheet.findall("cols/col"):
        first, final = int(number(entry.get("min"), 1)), int(number(entry.get("max"), 0))
        own = number(entry.get("width"), widths[0])
        seen = own > 0 and not says_yes(entry.get("hidden"))
        for column in range(max(1, first), min(MOST_COLUMNS, final) + 1):
            widths[column] = min(MOST_WIDE, max(1.0, own)) if seen else 0.0
    return widths


def _joined(worksheet: Element) -> Iterator[tuple[int, int, int, int]]:
    for entry in worksheet.findall("mergeCells/mergeCell"):
        ends = _JOINED.fullmatch(entry.get("ref", ""))
        if ends is not None:
            yield int(ends[2]), _column_of(ends[1]), int(ends[4]), _column_of(ends[3])


def _column_of(letters: str) -> int:
    """Return the number of a column from its letters."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


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


def _looks(package: Package, main: str) -> list[Look]:
    """Return how the cells of each style show their numbers, and how large and heavy their letters are."""
    place = related(package, main, "styles") or "xl/styles.xml"
    if not package.has(place):
        return []
    tree = package.tree(place)
    own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in tree.findall("numFmts/numFmt")}
    fonts = [
        (number(value_of(font, "sz"), _USUAL), is_on(font.find("b"))) for font in tree.findall("fonts/font")
    ]
    usual = fonts[0][0] if fonts and fonts[0][0] > 0 else _USUAL
    looks: list[Look] = []
    for style in tree.findall("cellXfs/xf"):
        name, font = style.get("numFmtId", "0"), int(number(style.get("fontId")))
        size, bold = fonts[font] if 0 <= font < len(fonts) else (usual, False)
        aligned = style.find("alignment")
        centred = aligned is not None and aligned.get("horizontal", "").startswith("center")
        looks.append(Look(code_of(int(number(name)), own.get(name)), grown(size, usual), bold, centred))
    return looks


def _contents(worksheet: Element, book: Book) -> dict[int, dict[int, Content]]:
    """Return what each cell shows by row and column, cells that show nothing left out."""
    found: dict[int, dict[int, Content]] = {}
    line = 0
    for row in worksheet.findall("sheetData/row"):
        line = int(number(row.get("r"), line + 1))
        column = 0
        for entry in row.findall("c"):
            place = _PLACE.fullmatch(entry.get("r", ""))
            column = _column_of(place[1]) if place else column + 1
            if 1 <= column <= MOST_COLUMNS:
                content = _shown(entry, book)
                if content.text.strip():
                    found.setdefault(line, {})[column] = content
    return found


def _shown(entry: Element, book: Book) -> Content:
    kind, value = entry.get("t", "n"), entry.findtext("v") or ""
    style = int(number(entry.get("s"), 0))
    look = book.looks[style] if 0 <= style < len(book.looks) else Look()
    shown, is_number = _value(entry, kind, value, look.code, book)
    return Content(shown, look, is_number=is_number)


def _value(entry: Element, kind: str, value: str, code: str, book: Book) -> tuple[str, bool]:
    """Return what is shown of a value, and whether it is a number."""
    if kind == "s":
        place = int(number(value, -1))
        return (shown_text(book.strings[place], code) if 0 <= place < len(book.strings) else ""), False
    if kind == "inlineStr":
        inline = entry.find("is")
        return (shown_text(_text(inline), code) if inline is not None else ""), False
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE", False
    if kind == "d":
        value = _serial(value, book.first_day)
    elif kind != "n":
        return (shown_text(_plain(value), code) if kind == "str" else value), False
    return (shown_number(value, code, book.first_day) if value else ""), True


def _serial(day: str, first_day: dt.datetime) -> str:
    """Return a day that stands there as it is written as the count of days it means elsewhere."""
    try:
        moment = dt.datetime.fromisoformat(day).replace(tzinfo=None)
    except ValueError:
        return day
    return repr((moment - first_day) / dt.timedelta(days=1))
