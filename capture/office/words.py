"""Word documents (DOCX): paragraphs, tables, pictures, text boxes, heads and feet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from capture.errors import UnreadableFile
from capture.ofd.notation import number
from capture.office.markup import Sheet, cell, escaped, optional_part, relations
from capture.parts import Package
from capture.symbols import plain_sign

_MAIN = "word/document.xml"
_SKIPPED = frozenset(
    {"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "del", "moveFrom", "Fallback", "instrText"}
)
_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify"}
_TWIPS = 20
_EMU = 12_700
_SIZES = (300.0, 3000.0)
_FONT_SIZES = (5.0, 60.0)


def words_of(package: Package) -> Sheet:
    """Return what a Word document shows.

    Raises:
        CaptureError: It is locked or damaged.
    """
    tree = package.tree(_MAIN)
    body = tree.find("body")
    if body is None:
        raise UnreadableFile
    sheet = Sheet()
    _set_paper(sheet, body)
    names = sorted(package.names())
    for name in (name for name in names if name.startswith("word/header")):
        _Writer(sheet, package, name).blocks(package.tree(name))
    _Writer(sheet, package, _MAIN).blocks(body)
    for name in (name for name in names if name.startswith(("word/footnotes.", "word/footer"))):
        _Writer(sheet, package, name).blocks(package.tree(name))
    return sheet


def _set_paper(sheet: Sheet, body: Element) -> None:
    size = next(iter(body.iter("pgSz")), None)
    if size is not None:
        least, most = _SIZES
        sheet.width = min(most, max(least, number(size.get("w"), 11906) / _TWIPS))
        sheet.height = min(most, max(least, number(size.get("h"), 16838) / _TWIPS))


class _Writer:
    """Writes the blocks of one part."""

    def __init__(self, sheet: Sheet, package: Package, part: str) -> None:
        self._sheet = sheet
        self._package = package
        self._relations = relations(package, part)

    def blocks(self, holder: Element) -> None:
        self._sheet.markup.extend(self._blocks(holder))

    def _blocks(self, holder: Element) -> Iterator[str]:
        for child in holder:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag not in _SKIPPED:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        style = ""
        wishes = paragraph.find("pPr")
        if wishes is not None:
            aligned = wishes.find("jc")
            align = _ALIGNED.get(aligned.get("val", "") if aligned is not None else "")
            style += f"text-align:{align};" if align else ""
            style += "page-break-before:always;" if _is_on(wishes, "pageBreakBefore") else ""
        boxes: list[Element] = []
        yield f'<p style="{style}">{"".join(self._inline(paragraph, boxes))}</p>'
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, holder: Element, boxes: list[Element]) -> Iterator[str]:
        for child in holder:
            if child.tag == "r":
                yield self._run(child, boxes)
            elif child.tag == "txbxContent":
                boxes.append(child)
            elif child.tag not in _SKIPPED:
                yield from self._inline(child, boxes)

    def _run(self, run: Element, boxes: list[Element]) -> str:
        written: list[str] = []
        for child in run:
            if child.tag == "t":
                written.append(escaped(child.text or ""))
            elif child.tag in ("tab", "ptab"):
                written.append("    ")
            elif child.tag in ("br", "cr"):
                written.append("<br>")
            elif child.tag == "sym":
                written.append(escaped(_sign(child)))
            elif child.tag == "noBreakHyphen":
                written.append("-")
            elif child.tag not in _SKIPPED:
                written += self._pictures(child)
                written += self._inline(child, boxes)
        return _styled("".join(written), run.find("rPr"))

    def _pictures(self, drawing: Element) -> Iterator[str]:
        for found in drawing.iter():
            place = self._relations.get(found.get("embed" if found.tag == "blip" else "id", ""))
            if place is None or found.tag not in ("blip", "imagedata"):
                continue
            data = optional_part(self._package, place)
            if data is None:
                continue
            name = f"picture{len(self._sheet.pictures)}"
            self._sheet.pictures[name] = data
            extent = next(iter(drawing.iter("extent")), None)
            wide = number(extent.get("cx"), 0) / _EMU if extent is not None else 0.0
            most = self._sheet.width - 2 * self._sheet.margin
            yield f'<img src="{name}" style="width:{min(most, wide or most):.1f}pt">'

    def _table(self, table: Element) -> Iterator[str]:
        columns = [number(column.get("w"), 0) for column in table.findall("tblGrid/gridCol")]
        whole = sum(columns)
        yield '<table style="border-collapse:collapse;width:100%">'
        for row in table.iter("tr"):
            yield "<tr>"
            place = 0
            for part in row.findall("tc"):
                asked = part.find("tcPr/gridSpan")
                span = max(1, min(64, int(number(asked.get("val"), 1)))) if asked is not None else 1
                share = 100 * sum(columns[place : place + span]) / whole if whole > 0 else 0
                place += span
                yield cell("".join(self._blocks(part)), span=span, share=share)
            yield "</tr>"
        yield "</table>"


def _sign(symbol: Element) -> str:
    """Return a sign given by its font and place there; nothing for one that no other font has."""
    code = symbol.get("char", "")
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    shown = plain_sign(symbol.get("font", ""), sign)
    return "" if unicodedata.category(shown or "\0") in ("Co", "Cs", "Cc") else shown


def _styled(text: str, wishes: Element | None) -> str:
    if wishes is None or not text:
        return text
    size = wishes.find("sz")
    if size is not None:
        least, most = _FONT_SIZES
        points = min(most, max(least, number(size.get("val"), 21) / 2))
        text = f'<span style="font-size:{points:.1f}pt">{text}</span>'
    return f"<b>{text}</b>" if _is_on(wishes, "b") else text


def _is_on(wishes: Element, name: str) -> bool:
    found = wishes.find(name)
    return found is not None and found.get("val", "true") not in ("0", "false", "off")
