"""What a paper says of its own standing: cancelled, refused, a draft, a pattern to be filled in.

Such a paper looks like a true one in all else. Where it stands as a stamp, a remark of the heading or what
somebody decided, and not in a clause, a person says whether the paper is to be filed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from capture.pages import Message
from classify.normalise import fold
from classify.sheet import Row, Sheet

_IT = "(?:[此本该](?:单据?|件|票|联|合同|协议|订单|收据|发票|文件))"
_VOID = rf"{_IT}?(?:已经?|现|予以)?作废(?:章|联|单|件|处理)?|(?:{_IT}(?:已经?)?|已)(?:取消|撤销|注销)"
_DRAFT = "(?:合同|协议|订单)?(?:草稿|草案|初稿|讨论稿|征求意见稿|送审稿|样稿|样张|样单|样本|模板|范本)"
_LATIN = "VOID(?:ED)?|CANCELL?ED|SPECIMEN|DRAFT"
_STAMP = re.compile(rf"(?:{_VOID}|{_DRAFT}|{_LATIN}|{_IT}?仅供参考(?:[,，].{{0,14}})?)")
_BRACKETS = "()[]【】〔〕《》<>「」*-—–_ "
# a blank form's own note (合同示范文本) says nothing of the kind
_BEHIND_TITLE = re.compile(
    rf"[(\[【〔](?P<mark>{_VOID}|{_DRAFT}|{_LATIN})[)\]】〕]$"
    rf"|(?<=[单书同议据])(?P<bare>样本|样张|样单|草稿|草案|初稿|模板|范本)$"
)
_REFUSED = re.compile(
    r"(?:意见|审批|批示|批准|核准)[^\u4e00-\u9fff]{0,4}"
    "(?P<mark>不同意|不予(?:批准|同意|通过)|不(?:批准|通过)|未(?:批准|通过)|驳回)"
)
_HEADING_ROWS = 6
_FEW = 4  # stretches of a row that a stamp may stand in; rows of goods have more


def standing_doubts(sheets: Sequence[Sheet]) -> list[Message]:
    """Return the doubt about a paper that says it is void, refused or no true paper yet."""
    mark = next((mark for sheet in sheets for mark in _said(sheet)), None)
    if mark is None:
        return []
    return [Message("It is marked “{text}”. Is it to be filed?", {"text": mark})]


def _said(sheet: Sheet) -> Iterator[str]:
    for seal in sheet.page.seals:
        bare = _bare(fold(seal.text).plain)
        if _STAMP.fullmatch(bare):
            yield bare
    for row in sheet.rows:
        yield from _marks(row)


def _bare(plain: str) -> str:
    return plain.strip(_BRACKETS).replace(" ", "")


def _marks(row: Row) -> Iterator[str]:
    refused = _REFUSED.search(row.plain)
    if refused is not None:
        yield refused["mark"]
    for segment in row.segments:
        plain = segment.folded.plain
        bare = _bare(plain)
        if _STAMP.fullmatch(bare) and (len(row.segments) <= _FEW or bare != plain.strip()):
            yield bare
        found = _BEHIND_TITLE.search(plain.strip()) if row.index < _HEADING_ROWS else None
        if found is not None:
            yield found["mark"] or found["bare"]
