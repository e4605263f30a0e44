"""What lies over the cells of a sheet: pictures and text boxes, told after its table in their order."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from capture.formats.parts import Package
from capture.ofd.notation import number
from capture.office.markup import Sheet, escaped, optional_part, optional_tree, points_of, relations

_DEEPEST = 20


def drawing_markup(package: Package, place: str | None, sheet: Sheet) -> Iterator[str]:
    """Return the pictures and texts of a drawing, the uppermost first; a damaged one is left out."""
    tree = optional_tree(package, place)
    if tree is None or place is None:
        return
    references = relations(package, place)
    for anchor in sorted(tree, key=_corner):
        for thing in _things(anchor, _DEEPEST):
            if thing.tag == "txBody":
                for paragraph in thing.findall("p"):
                    yield f"<p>{escaped(''.join(_words(paragraph)))}</p>"
            else:
                yield from _picture(package, references.get(thing.get("embed", "")), anchor, sheet)


def _corner(anchor: Element) -> tuple[float, float]:
    begin = anchor.find("from")
    if begin is None:
        return 0.0, 0.0
    return number(begin.findtext("row")), number(begin.findtext("col"))


def _things(holder: Element, deepest: int) -> Iterator[Element]:
    """Return pictures and texts of shapes that are seen, also of groups."""
    for child in holder:
        if child.tag in ("txBody", "blip"):
            yield child
        elif child.tag != "Fallback" and deepest and not _is_hidden(child):
            yield from _things(child, deepest - 1)


def _is_hidden(shape: Element) -> bool:
    names = (entry for part in shape for entry in part if entry.tag == "cNvPr")
    return any(entry.get("hidden") in ("1", "true") for entry in names)


def _words(paragraph: Element) -> Iterator[str]:
    for piece in paragraph:
        if piece.tag in ("r", "fld"):
            yield piece.findtext("t") or ""
        elif piece.tag == "br":
            yield "\n"


def _picture(package: Package, place: str | None, anchor: Element, sheet: Sheet) -> Iterator[str]:
    data = optional_part(package, place) if place is not None else None
    if data is None:
        return
    name = f"picture{len(sheet.pictures)}"
    sheet.pictures[name] = data
    extent = anchor.find("ext")
    wide = points_of(extent.get("cx")) if extent is not None else 0.0
    most = sheet.width - 2 * sheet.margin
    style = f' style="width:{min(most, wide):.1f}pt"' if wide else ""
    yield f'<p><img src="{name}"{style}></p>'
