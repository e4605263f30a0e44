"""The letter O in order numbers, which monospaced type makes look like the figure 0."""

from __future__ import annotations

import re

from capture.pages import Message
from classify.profile import FieldRule
from classify.values import Check

# PO, SO, WO, DO before a date: in monospaced type the letter O is read as the figure
_ORDER_PREFIX = re.compile(r"^((?:[A-Z]{1,6}-)?[PSDW]|[A-Z]{1,4}P)0(-?)(?=(\d{4,}))")  # YDPO, YD-PO
# OQ-EG-2311: no number begins with 0 and letters
_LETTERS_BEGIN = re.compile(r"^0(?=[A-Z]{1,6}(?:-|\d))(?!X)")
_PAPER_NUMBERS = frozenset({"contract_no", "order_no", "slip_no"})
_LETTERED = _PAPER_NUMBERS | {"number", "approval_no"}
_NUMBER_DATES = (
    re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"),
    re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])"),
    re.compile(r"[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"),
    re.compile(r"[12]\d(?:0[1-9]|1[0-2])\d{4,6}$"),  # 2405000731, the 731st of May 2024
    re.compile(r"[1-3]\d(?:0[1-9]|1[0-2])$"),  # 2405-0031, of May 2024
)


def with_order_letters(rule: FieldRule, value: str) -> tuple[str, tuple[Check, ...]]:
    """Read a 0 before letters as O in a paper's number (0Q-EG-2311), and P0 before a date as PO.

    The latter in the number of a contract, order or slip: P026062607 is PO26062607.
    Not where the figures are a date with the 0, too: then both readings are possible. A hyphen parts
    them: S0-20230817 is no date of 0.
    """
    if rule.id in _LETTERED and _LETTERS_BEGIN.match(value):
        mended = Message("A misread character was mended: the number begins with a letter.", {})
        return f"O{value[1:]}", (Check("corrected", True, mended),)
    found = _ORDER_PREFIX.match(value) if rule.id in _PAPER_NUMBERS else None
    if found is None or not _begins_with_date(found[3]):
        return value, ()
    if not found[2] and _begins_with_date(f"0{found[3]}"):
        return value, ()
    mended = Message("A misread character was mended: a letter stands before the date in the number.", {})
    return f"{found[1]}O{value[len(found[1]) + 1 :]}", (Check("corrected", True, mended),)


def _begins_with_date(figures: str) -> bool:
    return any(pattern.match(figures) for pattern in _NUMBER_DATES)
