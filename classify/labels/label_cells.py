"""Values in the cells of ruled tables: right of their label, below it, or where row and column cross."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from capture.pages import Cell, Table
from classify.labels.group_cells import is_generic, values_in_groups
from classify.labels.list_headings import heads_list_of_cells
from classify.labels.translations import without_translation
from classify.labels.vocabulary import UNDER, Vocabulary
from classify.normalise import folded
from classify.sheet import Sheet

_CELL_END = re.compile(r"(?:\([^()]*\))?[:;]?$")
_LABEL_AND_VALUE = re.compile(r"(?P<label>[^:：]{2,20})[:：] ?(?P<value>[^:：]{2,})", re.DOTALL)
_LONGEST_CELL = 40
_COUNT, _FIGURE = re.compile(r"\d[\d,]*"), re.compile(r"[¥￥$]?-?[\d,]+(?:\.\d+)?")
_SUM = re.compile(r"[¥￥$]?-?[\d,]+\.\d{2}")
_OF_COUNTS = re.compile(
    "|".join(map(folded, ("数量", "实发数量", "数 量", "QTY", "QUANTITY", "件数", "重量")))
)
_AFTER_LABEL = ("", ":", ";", "(")
_FEWEST_COLUMNS = 2


def labelled_cells(
    sheet: Sheet, vocabulary: Vocabulary
) -> Iterator[tuple[tuple[tuple[str, int], ...], Cell, bool]]:
    """Yield the fields and the cell right of each cell that holds one of their labels alone.

    With it goes whether the cell begins with a word that may be a label: only free text does.
    """
    for table in sheet.page.ruled_tables:
        for row, lower in zip(table.rows, (*table.rows[1:], ()), strict=False):
            yield from _only_figure(row, vocabulary)
            if heads_list_of_cells(row, lower):
                continue
            for number, (cell, value) in enumerate(pairwise(row)):
                if not value.text.strip() or len(cell.text) > _LONGEST_CELL:
                    continue
                if (
                    _counts(value, row[number + 2 :])
                    or _is_counted(value, table)
                    or (row[number + 2 :] and is_generic(value.text))
                ):
                    continue
                fields = _label_of(cell, vocabulary)
                if fields and not _heads(value, vocabulary):
                    yield fields, value, next(vocabulary.starts(folded(value.text)), None) is not None
        for fields, value in (
            *_labels_within_cells(table, vocabulary),
            *_labels_over_values(table, vocabulary),
            *_cells_under_parties(table, vocabulary),
            *values_in_groups(table, vocabulary),
        ):
            yield fields, value, False


def _only_figure(
    row: Sequence[Cell], vocabulary: Vocabulary
) -> Iterator[tuple[tuple[tuple[str, int], ...], Cell, bool]]:
    """Yield the one figure of a row that begins with a label and is blank between: 合计 | | 220,000.00 |."""
    filled = [cell for cell in row if cell.text.strip()]
    if len(row) > len(filled) == 2 and filled[0] is row[0] and filled[1] is not row[1]:
        fields = _label_of(filled[0], vocabulary)
        if fields and _SUM.fullmatch(filled[1].text.strip()):
            yield fields, filled[1], False


def _counts(value: Cell, following: Sequence[Cell]) -> bool:
    """Tell whether a figure beside a label counts pieces: of 合计 | 40,000 | 19,800.00 the sum follows."""
    if _COUNT.fullmatch(value.text.strip()) is None:
        return False
    figures = takewhile(lambda text: not text or _FIGURE.fullmatch(text), (c.text.strip() for c in following))
    return any(_SUM.fullmatch(text) for text in figures)


def _is_counted(value: Cell, table: Table) -> bool:
    """Tell whether a figure stands in a column of quantities: 980.00 of 合计 | 980.00 | 45,870.00."""
    if value.box is None or _FIGURE.fullmatch(value.text.strip()) is None:
        return False
    middle = (value.box.x0 + value.box.x1) / 2
    above = (c for row in table.rows for c in row if c.box and c.box.x0 < middle < c.box.x1)
    return any(c.box and c.box.y1 <= value.box.y0 and _OF_COUNTS.match(folded(c.text)) for c in above)


def _heads(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell is a label itself, or begins with one and its colon or bracket."""
    text = folded(cell.text)
    rests = (text[len(word) : len(word) + 1] for word in vocabulary.starts(text))
    return any(rest in _AFTER_LABEL for rest in rests)


def _label_of(cell: Cell, vocabulary: Vocabulary) -> tuple[tuple[str, int], ...]:
    """Return the fields of the label that is all a cell holds."""
    return vocabulary.fields.get(_label_text(cell, vocabulary), ())


def _label_text(cell: Cell, vocabulary: Vocabulary) -> str:
    """Return what a cell holds as a label: the whole of it where that is one, else without its English."""
    whole = _CELL_END.sub("", folded(cell.text))
    return whole if whole in vocabulary.fields else _CELL_END.sub("", without_translation(folded(cell.text)))


def _labels_within_cells(
    table: Table, vocabulary: Vocabulary
) -> Iterator[tuple[tuple[tuple[str, int], ...], Cell]]:
    """Yield fields and what follows the one label of a cell: its rows are one value, whatever stands beside.

    A cell that holds a second label is a block of a form, read row by row.
    """
    for cell in (cell for row in table.rows for cell in row):
        found = _LABEL_AND_VALUE.fullmatch(cell.text)
        if found is None or len(cell.text) > _LONGEST_CELL:
            continue
        fields = vocabulary.fields.get(_CELL_END.sub("", folded(found["label"])), ())
        if fields and next(vocabulary.starts(folded(found["value"])), None) is None:
            yield fields, replace(cell, text=found["value"])


def _labels_over_values(
    table: Table, vocabulary: Vocabulary
) -> Iterator[tuple[tuple[tuple[str, int], ...], Cell]]:
    """Yield fields and cells of a form whose labels stand in a row of cells above their values.

    A list has such a row, too: it goes on below the first values in the same columns.
    """
    for labels, values, following in zip(table.rows, table.rows[1:], (*table.rows[2:], ()), strict=False):
        if not _same_columns(labels, values) or any(map(str.isdigit, "".join(c.text for c in labels))):
            continue
        goes_on = any(cell.text.strip() and not _is_label(cell, vocabulary) for cell in following)
        if _same_columns(values, following) and goes_on:
            continue
        for cell, value in zip(labels, values, strict=True):
            fields = _label_of(cell, vocabulary)
            if fields and value.text.strip() and next(vocabulary.starts(folded(value.text)), None) is None:
                yield fields, value


def _cells_under_parties(
    table: Table, vocabulary: Vocabulary
) -> Iterator[tuple[tuple[tuple[str, int], ...], Cell]]:
    """Yield fields and cells of a table with a column for each party: 单位名称 beside, 甲方 above."""
    for number, heads in enumerate(table.rows):
        named = [_label_of(cell, vocabulary) for cell in heads]
        if sum(map(bool, named)) < _FEWEST_COLUMNS:
            continue
        for row in table.rows[number + 1 :]:
            if not _same_columns(heads, row):
                break
            beside = {name for name, _ in _label_of(row[0], vocabulary)}
            for fields, cell in zip(named[1:], row[1:], strict=True):
                crossed = tuple((name, rank) for name, rank in fields if f"{name}{UNDER}" in beside)
                if crossed and cell.text.strip():
                    yield crossed, cell


def _is_label(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell holds nothing but a label, or a word that ends values."""
    return _label_text(cell, vocabulary) in vocabulary.fields


def _same_columns(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Tell whether two rows of a table have their cells in the same columns, two at least."""
    if len(upper) != len(lower) or len(upper) < _FEWEST_COLUMNS:
        return False
    pairs = [(a.box, b.box) for a, b in zip(upper, lower, strict=True)]
    return all(a and b and abs(a.x0 - b.x0) + abs(a.x1 - b.x1) < 0.2 * a.width for a, b in pairs)
