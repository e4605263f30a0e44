"""Reference numbers (档号) after a template: written, read back, and looked through for gaps.

A template is text with ``{fonds} {year} {retention} {category} {dossier}`` and one ``{serial:N}``, N digits
wide. DA/T 13-2022 joins units with ``-`` and parts of a class with ``·``, DA/T 22-2015 does not: hence a
template, and no rule. Numbers that differ in their serial alone are one series.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PARTS = ("fonds", "year", "retention", "category", "dossier")
_SLOT = re.compile(r"\{(\w+)(?::(\d+))?\}")
_PATTERNS = {
    "fonds": r"[A-Z0-9]+",
    "year": r"\d{4}",
    "retention": r"(?:Y|D\d{1,3})",
    "category": r"\w+",
    "dossier": r".+",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number taken apart: its series, and its place in it."""

    series: str
    serial: int


@dataclass(frozen=True, slots=True)
class Template:
    """The form of one kind of number.

    Raises:
        ValueError: an unknown part, or not exactly one ``{serial:N}``.
    """

    text: str

    def __post_init__(self) -> None:
        slots = _SLOT.findall(self.text)
        unknown = [name for name, _ in slots if name not in (*PARTS, "serial")]
        if unknown:
            raise ValueError(f"unknown part {{{unknown[0]}}}")
        if [name for name, _ in slots].count("serial") != 1:
            raise ValueError("a number needs exactly one {serial:N}")
        if "{" in _SLOT.sub("", self.text) or "}" in _SLOT.sub("", self.text):
            raise ValueError("a brace that belongs to no part")

    @property
    def width(self) -> int:
        """How many digits the serial has at least."""
        return next(int(width or 1) for name, width in _SLOT.findall(self.text) if name == "serial")

    def series(self, parts: Mapping[str, str]) -> str:
        """Return the series of numbers with these parts: the number with ``#`` for its serial."""
        return _SLOT.sub(lambda slot: "#" if slot[1] == "serial" else parts[slot[1]], self.text)

    def write(self, parts: Mapping[str, str], serial: int) -> str:
        """Return a number."""
        digits = f"{serial:0{self.width}d}"
        return _SLOT.sub(lambda slot: digits if slot[1] == "serial" else parts[slot[1]], self.text)

    def parse(self, number: str) -> Numbered | None:
        """Take a number apart; None when it is not of this form, padding included."""
        found = re.fullmatch(self._pattern(), number)
        if found is None:
            return None
        serial = found["serial"]
        if int(serial) == 0 or f"{int(serial):0{self.width}d}" != serial:
            return None
        start, end = found.span("serial")
        return Numbered(f"{number[:start]}#{number[end:]}", int(serial))

    def _pattern(self) -> str:
        pieces, last, seen = [], 0, set()
        for slot in _SLOT.finditer(self.text):
            pieces.append(re.escape(self.text[last : slot.start()]))
            name = slot[1]
            if name == "serial":
                pieces.append(rf"(?P<serial>\d{{{self.width},}})")
            elif name in seen:
                pieces.append(f"(?P={name})")
            else:
                pieces.append(f"(?P<{name}>{_PATTERNS[name]})")
            seen.add(name)
            last = slot.end()
        return "".join((*pieces, re.escape(self.text[last:])))


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a profile numbers dossiers, documents and volumes, and how long it keeps them by default."""

    fonds: str = "Z001"
    retention: str = "D10"
    dossier: Template = Template("{fonds}-ZY·KH·{year}·{retention}-{serial:4}")
    document: Template = Template("{dossier}-{serial:3}")
    volume: Template = Template("{dossier}·{category}·{year}-{serial:2}")


DEFAULT_NUMBERING = Numbering()


def find_gaps(template: Template, numbers: Iterable[str]) -> list[str]:
    """Return the numbers that are missing between 1 and the highest of each series, in order."""
    series: dict[str, set[int]] = {}
    for number in numbers:
        taken = template.parse(number)
        if taken is not None:
            series.setdefault(taken.series, set()).add(taken.serial)
    return [
        name.replace("#", f"{serial:0{template.width}d}")
        for name, taken_serials in sorted(series.items())
        for serial in range(1, max(taken_serials))
        if serial not in taken_serials
    ]


def find_repeats(numbers: Iterable[str]) -> list[str]:
    """Return the numbers that stand more than once."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for number in numbers:
        if number in seen:
            twice[number] = None
        seen.add(number)
    return list(twice)
