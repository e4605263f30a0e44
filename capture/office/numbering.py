"""Numbers that Word counts itself: 第一条, 二、, 1.1 stand in a list's definition, not in its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from capture.characters.symbols import plain_sign
from capture.ofd.notation import number
from capture.office.numerals import list_number
from capture.office.wishes import value_of
from capture.office.wordstyles import WordStyles

_DEEPEST = 9
_BULLET = "•"
_LONGEST = 60


@dataclass(slots=True)
class _List:
    """The levels of a list, how far it is counted, and the style whose list it takes them from."""

    levels: dict[int, Element]
    like: str | None = None
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document; paragraphs ask for their numbers in their order."""

    def __init__(self, tree: Element | None, styles: WordStyles) -> None:
        """Read the definitions."""
        self._styles = styles
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, _List] = {}
        self._levels: dict[str, dict[int, Element]] = {}
        self._linked: dict[str, str] = {}
        for entry in tree if tree is not None else ():
            if entry.tag == "num":
                self._numbers[entry.get("numId", "")] = entry
            elif entry.tag == "abstractNum":
                self._add_list(entry)

    def _add_list(self, entry: Element) -> None:
        name = entry.get("abstractNumId", "")
        levels = {int(number(level.get("ilvl"))): level for level in entry.findall("lvl")}
        self._lists[name] = _List(levels, value_of(entry, "numStyleLink"))
        style = value_of(entry, "styleLink")
        if style is not None:
            self._linked[style] = name

    def next(self, wishes: Element | None) -> str:
        """Return what stands before a paragraph of these wishes; nothing where it is in no list."""
        style = value_of(wishes, "pStyle") or self._styles.default
        own = wishes.find("numPr") if wishes is not None else None
        asked = own if own is not None else self._styles.find(style, "pPr", "numPr")
        name = value_of(asked, "numId") or value_of(self._styles.find(style, "pPr", "numPr"), "numId") or "0"
        found = self._list_of(name)
        if found is None:
            return ""
        level = value_of(asked, "ilvl")
        place = self._level_of_style(found, style) if own is None else None
        return self._count(found, name, int(number(level)) if place is None else place)

    def _list_of(self, name: str) -> _List | None:
        entry = self._numbers.get(name)
        if entry is None:
            return None
        abstract = value_of(entry, "abstractNumId") or ""
        found = self._lists.get(abstract)
        if found is not None and found.like in self._linked:
            return self._lists[self._linked[found.like]]
        return found

    def _level_of_style(self, found: _List, style: str | None) -> int | None:
        for place, level in found.levels.items():
            if style is not None and value_of(level, "pStyle") == style:
                return place
        return None

    def _count(self, found: _List, name: str, place: int) -> str:
        if name not in self._levels:
            self._levels[name] = self._begin(found, name)
        levels = self._levels[name]
        level = levels.get(place)
        if level is None or not 0 <= place < _DEEPEST:
            return ""
        found.counts[place] = found.counts.get(place, _start(level) - 1) + 1
        for at in [at for at in found.counts if at > place]:
            if value_of(levels.get(at), "lvlRestart") != "0":
                del found.counts[at]
        return _written(levels, found.counts, place)

    def _begin(self, found: _List, name: str) -> dict[int, Element]:
        """Return the levels of a list as one of its numbers has them, and set where that begins anew."""
        levels = dict(found.levels)
        for entry in self._numbers[name].findall("lvlOverride"):
            at, own, begin = (
                int(number(entry.get("ilvl"))),
                entry.find("lvl"),
                value_of(entry, "startOverride"),
            )
            if own is not None:
                levels[at] = own
            if begin is not None:
                found.counts[at] = int(number(begin)) - 1
        return levels


def _start(level: Element | None) -> int:
    return int(number(value_of(level, "start"), 1))


def _written(levels: dict[int, Element], counts: dict[int, int], place: int) -> str:
    level = levels[place]
    form = value_of(level, "numFmt") or "decimal"
    text = (value_of(level, "lvlText") or "")[:_LONGEST]
    if form == "bullet":
        return f"{_bullet(level, text)} " if text else ""
    legal = level.find("isLgl") is not None

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        own = levels.get(at)
        own_form = "decimal" if legal else value_of(own, "numFmt") or "decimal"
        return list_number(counts.get(at, _start(own)), own_form)

    written = re.sub("%([1-9])", shown, text)
    return written + ("" if not written or value_of(level, "suff") == "nothing" else " ")


def _bullet(level: Element, text: str) -> str:
    fonts = level.find("rPr/rFonts")
    sign = plain_sign((fonts.get("ascii") or "") if fonts is not None else "", text)
    return _BULLET if any(0xE000 <= ord(char) <= 0xF8FF for char in sign) else sign
