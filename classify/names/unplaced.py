"""Names of firms that begin with no place and stand nowhere by themselves: what was cut out of a sentence.

Firms are registered under the name of their province, city or county, before their own name or in brackets
behind it (Provisions on the administration of enterprise names, State Council order 734, articles 6 and 10);
few may leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classify.names.organisations import organisation
from classify.names.places import place_names
from classify.normalise import folded
from classify.sheet import Sheet

_WIDE = ("中国", "中华", "国家", "全国")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BRACKETED = re.compile(r"\((?P<inside>[^()]{2,8})\)")
_BEFORE = re.compile(r"[:：\s]+")
_MARKS = " .,;:·*_-()[]<>《》\"'"
_NOTE = re.compile(r"\((?:[^()]{0,4}[章签]|[^()]{0,3}方|全称|以下[^()]*)\)?$")


def is_cut_out(name: str, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a firm's Chinese name has no place and is, on the whole paper, only part of something.

    It stands by itself as a line, behind a colon or a blank up to the line's end, or in a seal.
    """
    key = folded(name)
    if not _HAN.search(key) or _has_place(key):
        return False
    return all(alone != key for alone in _standing_alone(sheets))


def _has_place(key: str) -> bool:
    places = place_names()
    inside = [found["inside"] for found in _BRACKETED.finditer(key)]
    return key.startswith((*places, *_WIDE)) or any(one.startswith(places) for one in inside)


def _standing_alone(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield what stands by itself on a paper, folded, without marks and notes around."""
    for sheet in sheets:
        for row in sheet.rows:
            for segment in row.segments:
                text = segment.line.text
                yield _bare(text)
                yield _bare(_BEFORE.split(text.strip())[-1])
        yield from (folded(name) for seal in sheet.page.seals if (name := organisation(seal.text or "")))


def _bare(text: str) -> str:
    return _NOTE.sub("", folded(text).strip(_MARKS)).strip(_MARKS)
