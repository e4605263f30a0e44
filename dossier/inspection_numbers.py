"""Items of a 四性检测 about reference numbers: 1-7 their form, 2-6 no gaps."""

from __future__ import annotations

from capture.pages import Message
from classify.notation.numbering import find_gaps
from dossier.inspection_values import Finding, ItemRow, Seen, found, name_of, not_run

NO_NUMBERS = Message("No document has a reference number (档号) yet.")


def _number_form(seen: Seen) -> Finding:
    if not any(entry.number for entry in seen.entries):
        return not_run(NO_NUMBERS)
    memos = [
        Message("{document}: it has no reference number (档号).", {"document": name_of(entry)})
        for entry in seen.entries
        if not entry.number
    ]
    memos += [
        Message(
            "{document}: the number {number} is not of the form {form}.",
            {"document": name_of(entry), "number": entry.number, "form": seen.numbering.document.text},
        )
        for entry in seen.entries
        if entry.number and seen.numbering.document.parse(entry.number) is None
    ]
    return found(len(seen.entries), memos)


def _number_series(seen: Seen) -> Finding:
    numbers = [entry.number for entry in seen.entries if entry.number]
    if not numbers:
        return not_run(NO_NUMBERS)
    gaps = find_gaps(seen.numbering.document, [*numbers, *seen.accounted])
    return found(
        len(numbers),
        [Message("The number {number} is missing in its series.", {"number": one}) for one in gaps],
    )


ITEMS: tuple[ItemRow, ...] = (
    ("1-7", Message("Reference numbers have the form of the plan"), _number_form),
    ("2-6", Message("Reference numbers have no gaps"), _number_series),
)
