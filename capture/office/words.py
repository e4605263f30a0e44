"""Word documents (DOCX): sections with their heads and feet, paragraphs, tables, pictures, text boxes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from capture.characters.symbols import plain_sign
from capture.errors import UnreadableFile
from capture.formats.parts import Package
from capture.ofd.notation import number
from capture.office.markup import (
    BREAK,
    PAGE,
    PAGES,
    USUAL,
    Sheet,
    escaped,
    main_part,
    optional_part,
    optional_tree,
    points_of,
    related,
    relations,
)
from capture.office.numbering import Numbering
from capture.office.wishes import is_on, value_of
from capture.office.wordfields import UNSEEN, Fields, are_whole
from capture.office.wordstyles import WordStyles
from capture.office.wordtables import table_markup

_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify"}
_TWIPS = 20
_SIZES = (300.0, 3000.0)
_FONT_SIZES = (5.0, 60.0)


def words_of(package: Package) -> list[Sheet]:
    """Return what a Word document shows, a sheet for each section that begins a page.

    Raises:
        CaptureError: It is locked or damaged.
    """
    return _Document(package).sheets()


class _Document:
    """What the parts of a document share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = main_part(package, "word/document.xml")
        self.styles = WordStyles(self._tree("styles"))
        self.numbering = Numbering(self._tree("numbering"), self.styles)
        settings = self._tree("settings")
        self._evens = settings is not None and is_on(settings.find("evenAndOddHeaders"))

    def _tree(self, kind: str) -> Element | None:
        return optional_tree(self.package, related(self.package, self.main, kind))

    def sheets(self) -> list[Sheet]:
        """Write the sections one after another, what stands at the foot of pages after the last."""
        body = self.package.tree(self.main).find("body")
        if body is None:
            raise UnreadableFile
        sheets: list[Sheet] = []
        heads: dict[str, str] = {}
        writer: _Writer | None = None
        trusted = are_whole(body)
        for blocks, wishes in _sections(body):
            if writer is None or value_of(wishes, "type") != "continuous":
                sheets.append(_sheet_of(wishes))
                writer = _Writer(self, sheets[-1], self.main, Fields(trusted, counted=False))
                self._set_heads(sheets[-1], wishes, heads)
            for block in blocks:
                writer.add(block)
        for kind in ("footnotes", "endnotes"):
            place = related(self.package, self.main, kind)
            notes = optional_tree(self.package, place)
            if place is not None and notes is not None:
                _Writer(self, sheets[-1], place, Fields(are_whole(notes), counted=False)).add(notes)
        return sheets

    def _set_heads(self, sheet: Sheet, wishes: Element | None, heads: dict[str, str]) -> None:
        """Give a section its heads and feet; those it does not name are those of the section before it."""
        places = relations(self.package, self.main)
        for use in wishes if wishes is not None else ():
            if use.tag in ("headerReference", "footerReference"):
                heads[use.tag + use.get("type", "default")] = places.get(use.get("id", ""), "")
        first = wishes is not None and is_on(wishes.find("titlePg"))
        for kind, running in (("headerReference", sheet.head), ("footerReference", sheet.foot)):
            running.usual = self._running(sheet, heads.get(f"{kind}default"))
            running.first = self._running(sheet, heads.get(f"{kind}first")) if first else None
            running.even = self._running(sheet, heads.get(f"{kind}even")) if self._evens else None

    def _running(self, sheet: Sheet, place: str | None) -> str:
        tree = optional_tree(self.package, place)
        if place is None or tree is None:
            return ""
        body, sheet.markup = sheet.markup, []
        _Writer(self, sheet, place, Fields(are_whole(tree), counted=True)).add(tree)
        written, sheet.markup = "".join(sheet.markup), body
        return written


def _sections(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    blocks: list[Element] = []
    for block in body:
        if block.tag != "sectPr":
            blocks.append(block)
        wishes = block.find("pPr/sectPr") if block.tag == "p" else None
        if wishes is not None:
            yield blocks, wishes
            blocks = []
    yield blocks, body.find("sectPr")


def _sheet_of(wishes: Element | None) -> Sheet:
    sheet = Sheet()
    size = wishes.find("pgSz") if wishes is not None else None
    if size is not None:
        least, most = _SIZES
        sheet.width = min(most, max(least, number(size.get("w"), 11906) / _TWIPS))
        sheet.height = min(most, max(least, number(size.get("h"), 16838) / _TWIPS))
    return sheet


class _Writer:
    """Writes the blocks of one part."""

    def __init__(self, document: _Document, sheet: Sheet, part: str, fields: Fields) -> None:
        self._document = document
        self._sheet = sheet
        self._fields = fields
        self._relations = relations(document.package, part)
        self._style: str | None = None
        self._font = ""
        self._wide = 0.0
        self._inside = 0
        self._room = sheet.width - 2 * sheet.margin
        self._page = sheet.height - 2 * sheet.margin

    def add(self, block: Element) -> None:
        self._sheet.markup.extend(self._block(block))

    def _block(self, block: Element) -> Iterator[str]:
        if block.tag == "p":
            yield from self._paragraph(block)
        elif block.tag == "tbl":
            self._inside += 1
            yield from table_markup(block, self._cell, self._room, self._page)
            self._inside -= 1
        elif block.tag not in UNSEEN and not _is_prompt(block):
            yield from self._blocks(block)

    def _cell(self, holder: Element, room: float) -> Iterator[str]:
        before, self._room = self._room, room
        yield from self._blocks(holder)
        self._room = before

    def _blocks(self, holder: Element) -> Iterator[str]:
        for child in holder:
            yield from self._block(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        wishes = paragraph.find("pPr")
        styles = self._document.styles
        self._style = value_of(wishes, "pStyle") or styles.default
        boxes: list[Element] = []
        begins = self._wish(wishes, "pPr", "pageBreakBefore")
        aligned = self._wish(wishes, "pPr", "jc")
        align = _ALIGNED.get(aligned.get("val", "") if aligned is not None else "")
        style = f"text-align:{align};" if align else ""
        written = "".join(self._inline(paragraph, boxes))
        if wishes is None or wishes.find("rPr/del") is None or written:
            written = escaped(self._document.numbering.next(wishes)) + written
        pages = written.split(BREAK) if not self._inside else [written.replace(BREAK, "<br>")]
        for place, page in enumerate(pages):
            breaks = "page-break-before:always;" if place or is_on(begins) else ""
            yield f'<p style="{style}{breaks}">{page}</p>'
        self._inside += 1
        for box in boxes:
            yield from self._blocks(box)
        self._inside -= 1

    def _wish(self, wishes: Element | None, kind: str, name: str) -> Element | None:
        """Return a wish of a paragraph or run, its own or one of its styles."""
        styles = self._document.styles
        own = wishes.find(name) if wishes is not None else None
        if own is None and kind == "rPr":
            own = styles.find(value_of(wishes, "rStyle"), kind, name)
        return own if own is not None else styles.find(self._style, kind, name)

    def _inline(self, holder: Element, boxes: list[Element]) -> Iterator[str]:
        for child in holder:
            if child.tag == "r":
                yield self._run(child, boxes)
            elif child.tag == "txbxContent":
                boxes.append(child)
            elif child.tag == "AlternateContent":
                yield self._branch(child, boxes)
            elif child.tag == "fldSimple":
                told = self._fields.told_anew(child.get("instr", ""))
                yield told or "".join(self._inline(child, boxes))
            elif child.tag in _SIGNS:
                yield self._sign(child)
            elif child.tag in ("blip", "imagedata"):
                yield self._picture(child.get("embed") or child.get("id") or "")
            elif child.tag not in UNSEEN and not _is_prompt(child):
                self._wide = _width_of(child) or self._wide
                yield from self._inline(child, boxes)

    def _branch(self, choices: Element, boxes: list[Element]) -> str:
        """Return the first of several ways to say the same that says anything here."""
        for choice in choices:
            found: list[Element] = []
            written = "".join(self._inline(choice, found))
            if written or found:
                boxes.extend(found)
                return written
        return ""

    def _run(self, run: Element, boxes: list[Element]) -> str:
        wishes = run.find("rPr")
        if is_on(self._wish(wishes, "rPr", "vanish")):
            for mark in run.findall("fldChar"):
                self._fields.meet(mark)
            return ""
        # what is struck through does not hold any more, as what was deleted
        struck = any(is_on(self._wish(wishes, "rPr", name)) for name in ("strike", "dstrike"))
        fonts = self._wish(wishes, "rPr", "rFonts")
        self._font = (fonts.get("ascii") or fonts.get("hAnsi") or "") if fonts is not None else ""
        written = "".join(self._inline(run, boxes))
        return "" if struck else BREAK.join(self._styled(part, wishes) for part in written.split(BREAK))

    def _sign(self, child: Element) -> str:
        if child.tag == "fldChar":
            shown = self._fields.meet(child)
            return shown if shown in (PAGE, PAGES) else escaped(shown)
        if child.tag == "instrText":
            self._fields.add_code(child.text or "")
            return ""
        if self._fields.hides():
            return ""
        if child.tag == "t":
            return escaped("".join(plain_sign(self._font, char) for char in child.text or ""))
        if child.tag in ("br", "cr"):
            return BREAK if child.get("type") == "page" else "<br>"
        if child.tag == "sym":
            return escaped(_symbol(child))
        return "-" if child.tag == "noBreakHyphen" else "    "

    def _picture(self, reference: str) -> str:
        place = self._relations.get(reference)
        name = f"picture of {place}"  # one on every page is there once
        data = self._sheet.pictures.get(name)
        if data is None and place is not None:
            data = optional_part(self._document.package, place)
        if data is None:
            return ""
        self._sheet.pictures[name] = data
        wide = min(self._room, self._wide or self._room)
        return f'<img src="{name}" style="width:{wide:.1f}pt">'

    def _styled(self, text: str, wishes: Element | None) -> str:
        if not text:
            return text
        size = self._wish(wishes, "rPr", "sz")
        if size is not None:
            least, most = _FONT_SIZES
            points = min(most, max(least, number(size.get("val"), 21) / 2))
            text = f'<span style="font-size:{points:.1f}pt">{text}</span>' if points != USUAL else text
        return f"<b>{text}</b>" if is_on(self._wish(wishes, "rPr", "b")) else text


_SIGNS = frozenset({"t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "fldChar", "instrText"})


def _is_prompt(block: Element) -> bool:
    """Return whether a field to fill in says only what is to be filled in."""
    return block.tag == "sdt" and is_on(block.find("sdtPr/showingPlcHdr"))


def _width_of(drawing: Element) -> float:
    """Return how wide a picture is drawn, in points, where a part of its drawing says so."""
    if drawing.tag == "shape":
        found = re.search(r"(?:^|;)\s*width:\s*([\d.]+)pt", drawing.get("style", ""))
        return number(found[1]) if found else 0.0
    extent = drawing.find("extent")
    return points_of(extent.get("cx")) if extent is not None else 0.0


def _symbol(symbol: Element) -> str:
    """Return a sign given by its font and place there; nothing for one that no other font has."""
    code = symbol.get("char", "")
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    shown = plain_sign(symbol.get("font", ""), sign)
    return "" if unicodedata.category(shown or "\0") in ("Co", "Cs", "Cc") else shown
