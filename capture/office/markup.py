"""What a Word or Excel file shows, as simple HTML: words, tables and pictures, to be laid out anew."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field

from capture.errors import CaptureError
from capture.parts import Package

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")


@dataclass(slots=True)
class Sheet:
    """A paper to be printed: its markup, its pictures by name, and its size and margin in points."""

    markup: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    width: float = 595.0
    height: float = 842.0
    margin: float = 50.0


def escaped(text: str) -> str:
    """Return text that may stand in markup."""
    return html.escape(_UNSHOWN.sub("", text))


def relations(package: Package, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the name of the reference."""
    folder, name = posixpath.split(part)
    place = f"{folder}/_rels/{name}.rels"
    if not package.has(place):
        return {}
    found: dict[str, str] = {}
    for relation in package.tree(place).findall("Relationship"):
        target = package.find(relation.get("Target", ""), folder)
        if target is not None and relation.get("TargetMode") != "External":
            found[relation.get("Id", "")] = target
    return found


def optional_part(package: Package, name: str) -> bytes | None:
    """Return a part that a paper can do without; nothing when it is missing or damaged."""
    try:
        return package.part(name)
    except CaptureError:
        return None


def cell(content: str, *, span: int = 1, share: float = 0, style: str = "") -> str:
    """Return a cell of a table with rules around it."""
    spans = f' colspan="{span}"' if span > 1 else ""
    width = f"width:{share:.1f}%;" if share else ""
    return f'<td{spans} style="border:1px solid black;{width}{style}">{content}</td>'
