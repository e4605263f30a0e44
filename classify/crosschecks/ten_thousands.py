"""Sums in ten thousands (万元), where a form says so once for all: above its table or in a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from capture.pages import Box
from classify.crosschecks.agreement import words_money
from classify.normalise import fold
from classify.profile import FieldKind, FieldRule
from classify.sheet import Sheet
from classify.values import FieldValue

_UNIT_OF_ALL = re.compile(r"(?<![\u4e00-\u9fff])(?:货币|金额|计量)?单位[:(]{0,2}(?:人民币)?/?万元")
_IN_LABEL = re.compile(r"[(/](?:人民币|单位:?|RMB)?万元?[)/]?|,万元")
_BARE_FIGURES = re.compile(r"[^¥$€£元圆万亿]*?\d[\d,]*(?:\.\d{1,6})?[^¥$€£元圆万亿\d]*")
_TEN_THOUSAND, _MOST = Decimal(10_000), Decimal(100_000)
_LONGEST_LABEL = 24


def in_yuan(
    fields: dict[str, FieldValue], rules: Mapping[str, FieldRule], sheets: Sequence[Sheet]
) -> dict[str, FieldValue]:
    """Return the fields with bare figures in ten thousands as yuan: 50 under 单位：万元 is 500000.00."""
    for name, value in fields.items():
        rule = rules.get(name)
        if rule is None or rule.kind != FieldKind.MONEY or not isinstance(value.value, str):
            continue
        if _BARE_FIGURES.fullmatch(fold(value.raw).plain) is None or Decimal(value.value) >= _MOST:
            continue
        words = fields.get(f"{name}_in_words")
        if words is not None and words_money(str(words.value)) == value.value:
            continue
        sheet = next((s for s in sheets if s.page.number == value.page), None)
        if sheet is not None and (
            _says_for_all(sheet) or any(map(_IN_LABEL.search, _labels(sheet, value.box)))
        ):
            yuan = Decimal(value.value) * _TEN_THOUSAND
            fields = {**fields, name: replace(value, value=f"{yuan:.2f}")}
    return fields


def _says_for_all(sheet: Sheet) -> bool:
    return any(_UNIT_OF_ALL.search(s.folded.plain) for row in sheet.rows for s in row.segments)


def _labels(sheet: Sheet, box: Box | None) -> Iterator[str]:
    """Yield what may be the label of a value: cells left of it and above, what its row begins with."""
    if box is None:
        return
    for table in sheet.page.ruled_tables:
        cells = [cell for row in table.rows for cell in row if cell.box and len(cell.text) <= _LONGEST_LABEL]
        for cell in cells:
            if cell.box is None:
                continue
            beside = cell.box.y0 < _middle(box)[1] < cell.box.y1 and cell.box.x1 <= box.x0 + box.height
            above = cell.box.x0 < _middle(box)[0] < cell.box.x1 and cell.box.y1 <= box.y0 + box.height
            if beside or above:
                yield fold(cell.text).plain
    for row in sheet.rows:
        for segment in row.segments:
            own, text = segment.box, segment.folded.plain
            if own is None:
                continue
            if own.overlaps(box):
                before = "".join(s.folded.plain for s in row.segments if s.x1 <= segment.x0)
                yield before[-_LONGEST_LABEL:] + text[:_LONGEST_LABEL]
            elif own.y1 <= box.y0 and own.x0 < _middle(box)[0] < own.x1 and len(text) <= _LONGEST_LABEL:
                yield text


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
