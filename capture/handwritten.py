"""Names of firms that a hand wrote: however surely they are read, they are less sure than print.

The network reads a name that was written plainly with the certainty of print, and has a sign of it wrong far
more often. Such a name must not found a customer by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from capture.engines.base import Image
from capture.likeness import is_like_print
from capture.pages import Line

_FIRM = re.compile(
    "[\u3400-\u9fff()（）]{4,40}?(?:公司|厂|集团|合作社|事务所|工作室|[营市务]部|中心|学校|医院|商行|[商饭酒]店|超市)"
)
_LOOKED_AT, _MOST = 7, 40
"""So many signs of a name are looked at; longer lines are running text, which is printed."""
_LIKE_PRINT = 0.64
"""Of names by three pens 31 of 36 were less like print, of neater hands a third; of 674 printed ones six, of
those in Kai one in ten."""
_SURE = 0.75
"""Of 60 names by three pens 49 were read rightly."""


def with_doubted_names(image: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return ``lines`` with those less sure in which the name of a firm is drawn unlike print.

    ``image`` is an upright grey page, dark on white; the boxes of ``lines`` lie in its pixels.
    """
    return tuple(_doubted(line) if _has_name_by_hand(image, line) else line for line in lines)


def _has_name_by_hand(image: Image, line: Line) -> bool:
    if line.box is None or not line.edges or line.seal or line.is_slanted:
        return False
    if line.confidence <= _SURE or len(line.text) > _MOST:
        return False
    for name in _FIRM.finditer(line.text):
        last = min(name.end(), name.start() + _LOOKED_AT)
        if is_like_print(image, line, name.start(), last, _LIKE_PRINT) is False:
            return True
    return False


def _doubted(line: Line) -> Line:
    sure = tuple(min(one, _SURE) for one in line.sure)
    return replace(line, confidence=min(line.confidence, _SURE), sure=sure)
