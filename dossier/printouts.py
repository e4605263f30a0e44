"""Printouts: blocks of text, tables and codes set on A4 pages, as a PDF with its Chinese font embedded.

A printout is a value: a title and blocks, top to bottom. ``print_pdf`` sets it: long lines are wrapped as
Chinese texts are (no 。 begins a row, no （ ends one), a table's head is repeated on every page it runs
over, and every page says which of how many it is. Each row of text is written in one piece, so that it is
extracted without spaces between Han characters. Lengths are millimetres, sizes of letters points.

The font is Droid Sans Fallback, which PyMuPDF carries, see docs/decisions/0013; only the characters used
are embedded. A character it lacks is printed as 〓, the mark printers use for one they have no type for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

import pymupdf

from capture.codes.codewriter import code_picture
from capture.pages import Message
from dossier.language import translate

MM = 72 / 25.4
LACKING = "〓"
_FONT = "han"
_LEADING = 1.45
_PADDING = 1.2 * MM
_RULE = 0.6
_BOLD = 0.035
_HEAD_GREY = 0.93
_TOGETHER = re.compile("(.)(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|\u200d.)+")
"""One picture letter of several characters (skin colour, families): told by its first."""
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〕〉”’·,.;:!?)]}%…—")
_NEVER_LAST = frozenset("（《「『【〔〈“‘([{¥￥#")
_UNITS = frozenset("年月日时分件页份元卷个")
"""What stands behind a number in one row with it."""
_JOINTS = frozenset("-–/·_")
_FOOT = 9.0


class Align(StrEnum):
    """Where a row of text stands between its edges."""

    LEFT = "left"  # at the left edge
    CENTRE = "centre"  # in the middle
    RIGHT = "right"  # at the right edge


@dataclass(frozen=True, slots=True)
class Format:
    """The size of a page and its margins, millimetres."""

    width: float = 210.0
    height: float = 297.0
    margin: float = 20.0
    numbered: bool = True

    @property
    def inner_width(self) -> float:
        """The width between the margins, points."""
        return (self.width - 2 * self.margin) * MM


A4 = Format()
A4_LANDSCAPE = Format(297.0, 210.0)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``indent`` is the first row's, in characters. Rows break at line feeds, too."""

    text: str
    size: float = 10.5
    bold: bool = False
    align: Align = Align.LEFT
    indent: int = 0
    after: float = 2.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``share`` is its part of the width beside the other columns'."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head is repeated on every page, and left out where no column has a title.

    ``whole`` begins it on a new page rather than dividing it, where a page holds it.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    size: float = 9.0
    row_height: float = 0.0
    after: float = 4.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code of so many millimetres, with the strongest correction of errors."""

    text: str
    side: float = 40.0
    align: Align = Align.CENTRE
    after: float = 4.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room, millimetres."""

    height: float


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page; ``afresh`` begins a paper of its own, its pages counted from 1."""

    afresh: bool = False


Block = Text | Table | QrCode | Gap | NewPage


@dataclass(frozen=True, slots=True)
class Printout:
    """Something to be printed; ``note`` stands at the foot of every page."""

    title: str
    blocks: Sequence[Block]
    language: str = "zh_CN"
    format: Format = A4
    note: str = ""


def heading(text: str, size: float = 18.0) -> Text:
    """Return a printout's heading."""
    return Text(text, size, bold=True, align=Align.CENTRE, after=6.0)


def pairs(rows: Sequence[tuple[str, str]], share: float = 0.28, size: float = 10.5) -> Table:
    """Return a table without a head: what, and its value beside it."""
    return Table([Column("", share), Column("", 1 - share)], rows, size, row_height=8.0)


def print_pdf(printout: Printout) -> bytes:
    """Set a printout and return it as a PDF."""
    sheets = _Setter(printout.format).set(printout.blocks)
    if printout.format.numbered:
        _number(sheets, printout)
    with pymupdf.Document() as document:  # type: ignore[no-untyped-call]  # PyMuPDF has no types
        font = 0
        for sheet in sheets:
            font = sheet.draw(document, font)
        document.set_metadata({"title": printout.title, "creator": "Dossier", "producer": "Dossier"})
        document.set_language("zh-CN" if printout.language == "zh_CN" else printout.language)
        document.subset_fonts()
        data: bytes = document.tobytes(garbage=3, deflate=True)
        return data


def _number(sheets: Sequence[_Sheet], printout: Printout) -> None:
    below = (printout.format.height - 0.55 * printout.format.margin) * MM
    left, width = printout.format.margin * MM, printout.format.inner_width
    totals = Counter(sheet.paper for sheet in sheets)
    counted: Counter[int] = Counter()
    for sheet in sheets:
        counted[sheet.paper] += 1
        words = {"n": counted[sheet.paper], "total": totals[sheet.paper]}
        said = translate(Message("Page {n} of {total}", words), printout.language)
        sheet.write(printout.note, left, below, width, _FOOT)
        sheet.write(said, left, below, width, _FOOT, align=Align.RIGHT)


@lru_cache(maxsize=1)
def _font() -> Any:
    return pymupdf.Font("cjk")  # type: ignore[no-untyped-call]  # PyMuPDF has no types


def _printable(text: str) -> str:
    """Return a text as the font can show it."""
    text = _TOGETHER.sub(r"\1", unicodedata.normalize("NFC", text)).replace("\t", " ")
    font = _font()
    return "".join(
        letter if font.has_glyph(ord(letter)) else LACKING for letter in text if letter.isprintable()
    )


@lru_cache(maxsize=20_000)
def _length(text: str, size: float) -> float:
    return float(_font().text_length(text, size))


def wrap(text: str, size: float, width: float, first: float = 0.0) -> list[str]:
    """Break a text into rows no wider than ``width`` points; the first row has ``first`` points less."""
    rows: list[str] = []
    for paragraph in text.split("\n"):
        row, room = "", width - (first if not rows else 0.0)
        for piece in _pieces(_printable(paragraph), size, width):
            if row and _length(row + piece, size) > room:
                row, kept = _mend_break(row.rstrip(), piece)
                rows.append(row)
                row, room = kept + piece if kept else piece.lstrip(), width
            else:
                row += piece
        rows.append(row.rstrip())
    return rows


def _pieces(text: str, size: float, width: float) -> Iterator[str]:
    """Give what a break may stand between: Han characters one by one, other words and 2023年 whole."""
    word = ""
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF" or letter == " ":
            if word and letter in _UNITS and word[-1].isdigit():
                yield word + letter
            else:
                if word:
                    yield word
                yield letter
            word = ""
        elif word and _length(word + letter, size) > width:
            cut = _joint(word + letter)
            yield word[:cut]
            word = word[cut:] + letter
        else:
            word += letter
    if word:
        yield word


def _joint(word: str) -> int:
    """Return where a word too long for a row is broken: behind a sign that joins numbers, else at its end."""
    whole = len(word) - 1
    joints = [at for at in range(whole // 2, whole + 1) if at and word[at - 1] in _JOINTS]
    return joints[-1] if joints else whole


def _mend_break(row: str, piece: str) -> tuple[str, str]:
    """Return a row and what of its end must go down with the piece that begins the next row."""
    at = len(row)
    if piece[0] in _NEVER_FIRST:
        at -= 1
    while at > 1 and (
        row[at - 1] in _NEVER_LAST or (at < len(row) and _belong_together(*row[at - 1 : at + 1]))
    ):
        at -= 1
    return (row[:at], row[at:]) if at > len(row) // 2 else (row, "")


def _belong_together(letter: str, following: str) -> bool:
    """Tell whether no row may end between two letters: in a word, before a sign or a number's unit."""
    if following in _NEVER_FIRST or (following in _UNITS and letter.isdigit()):
        return True
    return letter.isascii() and letter.isalnum() and following.isascii() and following.isalnum()


class _Sheet:
    """One page as steps of drawing, its origin at the top left; ``paper`` tells papers of their own apart."""

    def __init__(self, format: Format, paper: int) -> None:
        self.paper = paper
        self._width, self._height = format.width * MM, format.height * MM
        self._steps = ["0 G 0 g"]
        self._pictures: list[tuple[tuple[float, float, float, float], bytes]] = []

    def write(
        self,
        text: str,
        left: float,
        base: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        align: Align = Align.LEFT,
    ) -> None:
        """Write one row between two edges, on a base line."""
        text = _printable(text)
        left += _aside(width - _length(text, size), align)
        glyphs = "".join(f"{_font().has_glyph(ord(letter)):04x}" for letter in text)
        weight = f"2 Tr {_BOLD * size:.3f} w" if bold else "0 Tr"
        place = f"{left:.2f} {self._height - base:.2f} Td"
        self._steps.append(f"BT /{_FONT} {size} Tf {weight} {place} <{glyphs}> Tj ET")

    def rule(self, left: float, top: float, width: float, height: float, *, filled: bool) -> None:
        """Draw the rules around a cell."""
        box = f"{left:.2f} {self._height - top - height:.2f} {width:.2f} {height:.2f} re"
        self._steps.append(f"{_RULE} w " + (f"{_HEAD_GREY} g {box} B 0 g" if filled else f"{box} S"))

    def picture(self, place: tuple[float, float, float, float], data: bytes) -> None:
        """Put a picture into a box."""
        self._pictures.append((place, data))

    def draw(self, document: Any, font: int) -> int:
        """Add the page to a PDF that has the font already, or brings it in; returns the font's number."""
        page = document.new_page(width=self._width, height=self._height)
        if font:
            document.xref_set_key(page.xref, "Resources", f"<</Font<</{_FONT} {font} 0 R>>>>")
        else:
            font = page.insert_font(fontname=_FONT, fontbuffer=_font().buffer)
        contents = document.get_new_xref()
        document.update_object(contents, "<<>>")
        document.update_stream(contents, "\n".join(self._steps).encode("ascii"))
        page.set_contents(contents)
        for place, data in self._pictures:
            page.insert_image(place, stream=data)
        return font


def _aside(room: float, align: Align) -> float:
    """Return how far something stands from its left edge that leaves so much room."""
    return {Align.LEFT: 0.0, Align.CENTRE: room / 2, Align.RIGHT: room}[align]


class _Setter:
    """Puts blocks below one another, on new pages where there is no room."""

    def __init__(self, format: Format) -> None:
        self._format = format
        self._left, self._width = format.margin * MM, format.inner_width
        self._foot = (format.height - format.margin) * MM
        self._sheets: list[_Sheet] = []
        self._paper = 0
        self._new_page()

    def set(self, blocks: Sequence[Block]) -> Sequence[_Sheet]:
        """Put all blocks and return the pages."""
        for block in blocks:
            self.put(block)
        return self._sheets

    def _new_page(self) -> None:
        self._sheets.append(_Sheet(self._format, self._paper))
        self._at = self._format.margin * MM

    def put(self, block: Block) -> None:
        """Put one block."""
        if isinstance(block, NewPage):
            self._paper += block.afresh
            self._new_page()
        elif isinstance(block, Gap):
            self._at += block.height * MM
        elif isinstance(block, Text):
            self._put_text(block)
        elif isinstance(block, QrCode):
            self._put_code(block)
        else:
            _TableSetter(self, block).put()
            self._at += block.after * MM

    def need(self, height: float) -> bool:
        """Begin a new page where there is less room than a height in points; tell whether it did."""
        full = self._at + height > self._foot and self._at > self._format.margin * MM + 1
        if full:
            self._new_page()
        return full

    def _put_text(self, block: Text) -> None:
        indent = block.indent * block.size
        for place, row in enumerate(wrap(block.text, block.size, self._width, indent)):
            self.need(block.size * _LEADING)
            base = self._at + block.size * 1.1
            left = self._left + (indent if place == 0 else 0.0)
            width = self._width - (indent if place == 0 else 0.0)
            self._sheets[-1].write(row, left, base, width, block.size, bold=block.bold, align=block.align)
            self._at += block.size * _LEADING
        self._at += block.after * MM

    def _put_code(self, block: QrCode) -> None:
        side = block.side * MM
        self.need(side)
        left = self._left + _aside(self._width - side, block.align)
        self._sheets[-1].picture((left, self._at, left + side, self._at + side), code_picture(block.text))
        self._at += side + block.after * MM

    def put_row(self, cells: Sequence[_Cell], height: float, *, head: bool) -> None:
        """Put one row of a table where the last block ended."""
        sheet, left = self._sheets[-1], self._left
        for cell in cells:
            sheet.rule(left, self._at, cell.width, height, filled=head)
            left += cell.width
        left = self._left
        for cell in cells:
            base = self._at + _PADDING + cell.size * 1.05
            for row in cell.rows:
                room = cell.width - 2 * _PADDING
                self._sheets[-1].write(
                    row, left + _PADDING, base, room, cell.size, bold=head, align=cell.align
                )
                base += cell.size * 1.3
            left += cell.width
        self._at += height

    @property
    def room(self) -> float:
        """What is left of the page, points."""
        return self._foot - self._at

    @property
    def width(self) -> float:
        """The width between the margins, points."""
        return self._width


@dataclass(frozen=True, slots=True)
class _Cell:
    rows: tuple[str, ...]
    width: float
    size: float
    align: Align


class _TableSetter:
    """Puts a table row by row; a row higher than what is left of a page goes on to the next."""

    def __init__(self, setter: _Setter, table: Table) -> None:
        self._setter, self._table = setter, table
        whole = sum(column.share for column in table.columns)
        self._widths = [setter.width * column.share / whole for column in table.columns]
        titles = [column.title for column in table.columns]
        self._head = self._cells(titles, centred=True) if any(titles) else None

    def put(self) -> None:
        """Put the head and all rows."""
        shown = self._table.rows if self._table.whole else self._table.rows[:1]
        height = self._height(self._head or []) + sum(self._height(self._cells(row)) for row in shown)
        self._setter.need(height)
        self._put_head()
        for row in self._table.rows:
            self._put(self._cells(row))

    def _put(self, cells: list[_Cell]) -> None:
        while cells:
            height = self._height(cells)
            if self._setter.need(min(height, self._lowest())):
                self._put_head()
            fitting = max(1, int((self._setter.room - 2 * _PADDING) / (self._table.size * 1.3)))
            now = [replace(cell, rows=cell.rows[:fitting]) for cell in cells]
            rest = [replace(cell, rows=cell.rows[fitting:]) for cell in cells]
            if height > self._setter.room and any(cell.rows for cell in rest):
                self._setter.put_row(now, self._height(now), head=False)
                cells = rest
            else:
                self._setter.put_row(cells, height, head=False)
                cells = []

    def _lowest(self) -> float:
        """The height from which on a row is rather divided than moved to the next page."""
        return 12 * self._table.size * 1.3

    def _put_head(self) -> None:
        if self._head is not None:
            self._setter.put_row(self._head, self._height(self._head), head=True)

    def _cells(self, texts: Sequence[str], *, centred: bool = False) -> list[_Cell]:
        size = self._table.size
        return [
            _Cell(
                tuple(wrap(text, size, width - 2 * _PADDING)),
                width,
                size,
                Align.CENTRE if centred else column.align,
            )
            for text, width, column in zip(texts, self._widths, self._table.columns, strict=True)
        ]

    def _height(self, cells: Sequence[_Cell]) -> float:
        rows = max((len(cell.rows) for cell in cells), default=0)
        return max(self._table.row_height * MM, rows * self._table.size * 1.3 + 2 * _PADDING)
