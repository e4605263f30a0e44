"""Values that a hand filled in: read less surely than print, so a person is told to compare them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from capture.pages import Box, MarkKind, Message, Page
from classify.crosschecks.agreement import WORDS_EQUAL_FIGURES
from classify.values import Check, FieldValue

FILLED_IN = "filled_in"
_WITNESSES = frozenset({WORDS_EQUAL_FIGURES, "lines_equal_total", "qr"})
_MOSTLY = 0.5
"""Such a share of the smaller of both lies in the other where a hand wrote the value."""


def tell_hands(fields: Mapping[str, FieldValue], pages: Sequence[Page]) -> dict[str, FieldValue]:
    """Return the fields; those that stand where a hand filled in its page fail a check that says so."""
    hands = [
        (page.number, mark.box) for page in pages for mark in page.marks if mark.kind is MarkKind.FILLED_IN
    ]
    return {
        name: _told(value)
        if any(number == value.page and _is_at(value.box, box) for number, box in hands)
        else value
        for name, value in fields.items()
    }


def is_filled_in(value: FieldValue | None) -> bool:
    """Return whether a hand filled in a value."""
    return value is not None and any(check.id == FILLED_IN for check in value.checks)


def is_unwitnessed(value: FieldValue) -> bool:
    """Return whether a hand filled in a sum that neither words nor the rows of a list nor a code confirm."""
    return is_filled_in(value) and not any(check.ok and check.id in _WITNESSES for check in value.checks)


def _told(value: FieldValue) -> FieldValue:
    message = Message("Filled in by hand: please compare it with the picture.")
    return replace(value, checks=(*value.checks, Check(FILLED_IN, False, message)))


def _is_at(value: Box | None, hand: Box) -> bool:
    if value is None:
        return False
    smaller = min(value.width * value.height, hand.width * hand.height)
    return value.shared(hand) > _MOSTLY * smaller
