"""Numbers, dates and texts the way the cells of a workbook show them."""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from capture.office.dateforms import LAST_DAY, shown_date
from capture.office.formcodes import Kind, Piece, Section, sections_of
from capture.office.numerals import CAPITAL, PLAIN, han_digits, han_number

_RULES = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_MOST_PLACES = 12
_MOST_EXACT = 1e15
"""A workbook keeps fifteen digits: a longer number does not say which one was meant."""


def shown_number(text: str, code: str, first_day: dt.datetime) -> str:
    """Return a number the way a cell of a format shows it."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    section, value = _choose(sections_of(code), value)
    if section.has(Kind.DATE, Kind.ELAPSED):
        return shown_date(value, section, first_day) if 0 <= value <= LAST_DAY else text
    if not section.has(Kind.DIGIT, Kind.GENERAL) and section.has(Kind.SIGN):
        return _with_text(section, _general(value, 0))  # a text's format
    return _shown(section, value).strip()


def shown_text(text: str, code: str) -> str:
    """Return a text the way a cell of a format shows it."""
    sections = sections_of(code)
    if len(sections) == 4:
        return _with_text(sections[3], text)
    own = sections[-1]
    wished = any(piece.kind is Kind.SIGN and piece.text == "@" for piece in own.pieces)
    return _with_text(own, text) if wished else text


def _with_text(section: Section, text: str) -> str:
    return "".join(
        text if piece.text == "@" and piece.kind is Kind.SIGN else piece.text for piece in section.pieces
    ).strip()


def _choose(sections: Sequence[Section], value: float) -> tuple[Section, float]:
    """Return the section for a number, and the number without the sign that the section says itself."""
    if any(section.rule for section in sections):
        for section in sections[:3]:
            if section.rule is None or _RULES[section.rule[0]](value, section.rule[1]):
                return section, value
        return sections[0], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _general(value: float, han: int) -> str:
    if value == int(value) and abs(value) < _MOST_EXACT:
        if han in (1, 2) and value >= 0:
            return han_number(int(value), PLAIN if han == 1 else CAPITAL)
        return str(int(value))
    shown = f"{value:.10g}" if abs(value) < _MOST_EXACT else f"{value:.6G}"
    whole, _, rest = shown.partition(".")
    if han in (1, 2) and whole.isdigit() and rest.isdigit():
        digits = PLAIN.digits if han == 1 else CAPITAL.digits
        return f"{_general(float(whole), han)}.{han_digits(rest, digits)}"
    return shown.upper()


def _shown(section: Section, value: float) -> str:
    """Return a number as a section of digits shows it."""
    signs = [piece.text for piece in section.pieces if piece.kind is Kind.SIGN]
    if section.has(Kind.GENERAL):
        number = _general(value, section.han)
        return "".join(number if one.kind is Kind.GENERAL else one.text for one in section.pieces)
    if not section.has(Kind.DIGIT):
        return ("-" if value < 0 else "") + "".join(piece.text for piece in section.pieces)
    if "/" in signs:
        return _fraction(section.pieces, value)
    if section.has(Kind.EXPONENT):
        return _power(section.pieces, value)
    before, point, behind = _around_point(section.pieces)
    scale = signs.count("%") * 2 - 3 * _thousands(section.pieces)
    exact = Decimal(f"{abs(value):.15g}").scaleb(scale)
    places = sum(piece.kind is Kind.DIGIT for piece in behind)
    finest = Decimal(1).scaleb(-min(places, _MOST_PLACES))
    rounded = exact.quantize(finest, ROUND_HALF_UP) if exact < _MOST_EXACT else exact
    whole, _, rest = f"{rounded:f}".partition(".")
    written = _whole(before, whole.lstrip("0"))
    written += ("." if point else "") + _rest(behind, rest.ljust(places, "0"))
    written = ("-" if value < 0 and rounded else "") + written
    if section.han in (1, 2):
        return han_digits(written, PLAIN.digits if section.han == 1 else CAPITAL.digits)
    return written


def _around_point(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], bool, Sequence[Piece]]:
    for place, piece in enumerate(pieces):
        if piece.kind is Kind.SIGN and piece.text == ".":
            return pieces[:place], True, pieces[place + 1 :]
    return pieces, False, ()


def _thousands(pieces: Sequence[Piece]) -> int:
    """Return by how many thousands a number is divided: commas right behind its last digit."""
    last = max((at for at, piece in enumerate(pieces) if piece.kind is Kind.DIGIT), default=-1)
    count = 0
    while last + 1 + count < len(pieces) and pieces[last + 1 + count] == Piece(Kind.SIGN, ","):
        count += 1
    return count


def _whole(pieces: Sequence[Piece], digits: str) -> str:
    """Write the digits before the point from the last one back, each in its place."""
    places = [at for at, piece in enumerate(pieces) if piece.kind is Kind.DIGIT]
    first, last = (places[0], places[-1]) if places else (-1, -1)
    grouped = Piece(Kind.SIGN, ",") in pieces[max(first, 0) : last + 1]
    written, count = "", 0
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.kind is not Kind.DIGIT:
            written = ("" if piece == Piece(Kind.SIGN, ",") else piece.text) + written
            continue
        take = len(digits) if at == first else min(1, len(digits))
        part = digits[len(digits) - take :] or {"0": "0"}.get(piece.text, "")
        digits = digits[: len(digits) - take]
        for char in reversed(part):
            written = char + ("," if grouped and count and count % 3 == 0 else "") + written
            count += 1
    return written


def _rest(pieces: Sequence[Piece], digits: str) -> str:
    written, left = "", digits
    for piece in pieces:
        if piece.kind is Kind.DIGIT:
            wanted = piece.text == "0" or left.strip("0")
            written += left[:1] if wanted else ""
            left = left[1:]
        elif piece != Piece(Kind.SIGN, ","):
            written += piece.text
    return written


def _power(pieces: Sequence[Piece], value: float) -> str:
    _, _, behind = _around_point(pieces)
    places = 0
    for piece in behind:
        if piece.kind is Kind.EXPONENT:
            break
        places += piece.kind is Kind.DIGIT
    return f"{value:.{places}E}"


def _fraction(pieces: Sequence[Piece], value: float) -> str:
    slash = pieces.index(Piece(Kind.SIGN, "/"))
    digits = sum(piece.kind is Kind.DIGIT for piece in pieces[slash:])
    whole, part = divmod(abs(value), 1)
    near = Fraction(part).limit_denominator(10 ** min(4, max(1, digits)) - 1)
    if near == 1:
        whole, near = whole + 1, Fraction(0)
    shown = [f"{whole:.0f}"] if whole or not near else []
    shown += [f"{near.numerator}/{near.denominator}"] if near else []
    return ("-" if value < 0 else "") + " ".join(shown)
