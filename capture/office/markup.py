"""What a Word or Excel file shows, as simple HTML: words, tables and pictures, to be laid out anew."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from capture.errors import CaptureError
from capture.formats.parts import Package

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
PAGE, PAGES, BREAK = "\x02", "\x03", "\x0c"
"""Stand in markup for a page's number, for the count of pages, and for the end of a page."""
USUAL = 10.5
"""How large letters are in points where nothing else is said."""
LOOKS = (
    f"body{{font-family:sans-serif;font-size:{USUAL}pt;margin:0}} p{{margin:2pt 0;white-space:pre-wrap}}"
    " td{padding:2pt 4pt}"
)
_EMU = 12_700
_LONGEST_LENGTH = 9
AROUND = 9.0
"""What rule and padding take of a cell's width."""


@dataclass(slots=True)
class Running:
    """What stands above or below every page: of a first or an even page something else where that is set."""

    usual: str = ""
    first: str | None = None
    even: str | None = None

    def of(self, page: int, *, is_first: bool) -> str:
        """Return the markup for a page, counted from 1."""
        found = self.first if is_first and self.first is not None else self.usual
        if not is_first and self.even is not None and page % 2 == 0:
            found = self.even
        return found if shows_anything(found) else ""

    def counts(self) -> bool:
        """Return whether it tells how many pages there are."""
        return any(PAGES in (markup or "") for markup in (self.usual, self.first, self.even))


@dataclass(slots=True)
class Sheet:
    """A paper to be printed: its markup, its pictures by name, and its size and margin in points."""

    markup: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    width: float = 595.0
    height: float = 842.0
    margin: float = 50.0
    head: Running = field(default_factory=Running)
    foot: Running = field(default_factory=Running)


def shows_anything(markup: str) -> bool:
    """Return whether there is a word or a picture in markup."""
    return "<img" in markup or bool(re.sub("<[^>]*>", "", markup).strip())


def escaped(text: str) -> str:
    """Return text that may stand in markup."""
    return html.escape(_UNSHOWN.sub("", text))


def length_of(text: str) -> float:
    """Return how long a text is, in heights of its letters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def main_part(package: Package, usual: str) -> str:
    """Return the part that a package says is its document; the usual one where it says none."""
    if package.has(usual):
        return usual
    return related(package, "", "officeDocument") or usual


def relations(package: Package, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the name of the reference."""
    return {name: target for name, _, target in _relations(package, part)}


def related(package: Package, part: str, kind: str) -> str | None:
    """Return the part of a kind (``styles``, ``drawing``) that a part refers to."""
    return next((target for _, found, target in _relations(package, part) if found == kind), None)


def _relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    folder, name = posixpath.split(part)
    place = f"{folder}/_rels/{name}.rels"
    if not package.has(place):
        return []
    found: list[tuple[str, str, str]] = []
    for relation in package.tree(place).findall("Relationship"):
        target = package.find(relation.get("Target", ""), folder)
        if target is not None and relation.get("TargetMode") != "External":
            kind = posixpath.basename(relation.get("Type", ""))
            found.append((relation.get("Id", ""), kind, target))
    return found


def optional_part(package: Package, name: str) -> bytes | None:
    """Return a part that a paper can do without; nothing when it is missing or damaged."""
    try:
        return package.part(name)
    except CaptureError:
        return None


def optional_tree(package: Package, name: str | None) -> Element | None:
    """Return the elements of a part that a paper can do without; nothing when it is missing or damaged."""
    try:
        return package.tree(name) if name else None
    except CaptureError:
        return None


def points_of(length: str | None) -> float:
    """Return a length of a drawing in points; 0 where it is none that a page can hold."""
    if length is None or not length.isascii() or not length.isdigit() or len(length) > _LONGEST_LENGTH:
        return 0.0
    return int(length) / _EMU


def cell(content: str, *, span: int = 1, rows: int = 1, wide: float = 0) -> str:
    """Return a cell of a table with rules around it, so many points wide with all that belongs to it."""
    spans = (f' colspan="{span}"' if span > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    width = f";width:{max(1.0, wide - AROUND):.1f}pt" if wide and span == 1 else ""
    return f'<td{spans} style="border:1px solid black{width}">{content}</td>'
