"""Cells of forms in groups: 名称 and 住所 stand beside 抵押人 or below 甲方信息, once for each group.

The name of a group is a cell beside or above the group's labels: as tall or as wide as several of them.
With it a label says what it is the label of: 被担保债权 | 数额 is 被担保债权数额.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from capture.pages import Box, Cell, Table
from classify.labels.vocabulary import Vocabulary
from classify.normalise import folded

Fields = tuple[tuple[str, int], ...]
Group = tuple[Box, bool, tuple[str, ...]]
"""Where a group's name stands, whether its row begins with it, and what it may be."""

_NUMBERED = re.compile(r"^[(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.:]+")
_ABOUT = re.compile("(?:的?(?:基本|主要|登记|单位|企业|客户)?(?:信息|情况|资料|概况|一栏|栏))$")
_CALLED = re.compile(r"[(](?P<also>[^()]{2,8})[)]")
_LABEL_AND_VALUE = re.compile(r"(?P<label>[^:：]{2,8})[:：] ?(?P<value>[^:：]{2,60})", re.DOTALL)
_ENDS = re.compile(r"(?:\([^()]*\))?[:;]?$")
_FIRST_WORD = re.compile("[、,/及和与或]")
_NAMES = frozenset(
    map(
        folded,
        (
            *("名称", "全称", "姓名", "户名", "单位", "公司"),
            *("单位名称", "公司名称", "企业名称", "单位全称", "公司全称", "企业全称"),
        ),
    )
)
_LARGER, _EDGE = 1.4, 0.35
_LONGEST_GROUP, _LONGEST_LABEL = 20, 14


def values_in_groups(table: Table, vocabulary: Vocabulary) -> Iterator[tuple[Fields, Cell]]:
    """Yield the fields and the cell right of each label that its group gives a meaning."""
    groups = [
        (cell.box, number == 0, names)
        for row in table.rows
        for number, cell in enumerate(row)
        if cell.box and (names := _group_names(cell.text))
    ]
    cells = [cell.box for row in table.rows for cell in row if cell.box]
    for row in table.rows:
        for cell in row:
            said = _LABEL_AND_VALUE.fullmatch(cell.text)
            if said and cell.box:
                label_box = Box(cell.box.x0, cell.box.y0, cell.box.x0, cell.box.y1)
                inside = _groups_of(label_box, cell.box, groups, cells)
                if fields := _meant(said["label"], inside, vocabulary):
                    yield fields, replace(cell, text=said["value"])
        for label, value in pairwise(row):
            if not (label.box and value.box and value.text.strip()) or len(label.text) > _LONGEST_LABEL:
                continue
            if is_generic(value.text) or _label(value.text) in vocabulary.fields:
                continue
            fields = _meant(label.text, _groups_of(label.box, value.box, groups, cells), vocabulary)
            if fields:
                yield fields, value


def is_generic(text: str) -> bool:
    """Tell whether a cell says no more than that the next one holds a name: 名称, 姓名, 名称、数量."""
    return _FIRST_WORD.split(_label(text))[0] in _NAMES


def _label(text: str) -> str:
    return _ENDS.sub("", folded(text))


def _group_names(text: str) -> tuple[str, ...]:
    """Return what a cell may call the group beside or below it: 一、甲方(需方)信息 is 甲方 or 需方."""
    plain = _NUMBERED.sub("", folded(text))
    if not plain or len(plain) > _LONGEST_GROUP or plain in _NAMES:
        return ()
    said = (plain, _CALLED.sub("", plain), *_CALLED.findall(plain))
    return tuple(dict.fromkeys(name for one in said if (name := _ABOUT.sub("", one.rstrip(":;")))))


def _groups_of(
    label: Box, value: Box, groups: Sequence[Group], cells: Sequence[Box]
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the names of the groups a label may stand in, the nearest first, and whether it is its own.

    Beside it, else above it and its value; a label at the beginning of its row may only say of what it is.
    """
    middle, edge = (label.y0 + label.y1) / 2, _EDGE * label.height
    before = [
        (box, first, names)
        for box, first, names in groups
        if box.y0 - edge < middle < box.y1 + edge and box.x1 <= label.x0 + edge
    ]
    beside = [
        (box.x1, names)
        for box, first, names in before
        if box.height > _LARGER * label.height or (first and label.x0 - box.x1 < edge)
    ]
    if beside:
        yield max(beside)[1], True
    over = [box for box in cells if _covers(box, label, value, edge)]
    nearest = max(over, key=lambda box: box.y1, default=None)
    if not beside:
        yield from ((names, True) for box, _, names in groups if box is nearest)
    yield from ((names, False) for _, first, names in before if first)


def _covers(box: Box, label: Box, value: Box, edge: float) -> bool:
    """Tell whether a cell above a label and its value reaches over both."""
    return box.y1 <= label.y0 + edge and box.x0 <= label.x0 + edge and box.x1 >= value.x1 - edge


def _meant(text: str, groups: Iterable[tuple[tuple[str, ...], bool]], vocabulary: Vocabulary) -> Fields:
    """Return the fields a label means in its group: as one word with it, or as the group's own name."""
    label = _label(text)
    word = _FIRST_WORD.split(label)[0]
    for group, whose in ((name, whose) for names, whose in groups for name in names) if word else ():
        own = vocabulary.fields.get(group, ())
        if not whose and own and vocabulary.fields.get(label):
            continue  # 客户 | …公司 | 单号 | …: both are labels, each of its own value
        as_one = vocabulary.fields.get(group + label) or vocabulary.fields.get(group + word) or ()
        named = own if whose and word in _NAMES else ()
        ranks = {name: 0 for name, _ in as_one} | {name: rank for name, rank in own}
        if as_one or named:
            return tuple((name, ranks[name]) for name in dict.fromkeys(n for n, _ in (*as_one, *named)))
    return ()
