"""What stands right behind a value and is none of it: the next label, a share, a count, the next cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classify.labels.label_hits import Hit
from classify.sheet import Piece, joined_raw

# HT-0611版本:A/0 holds the next label whole, since a colon ends it
_NEXT_LABEL = re.compile("(?<=[0-9])[\u4e00-\u9fff]{2,6}$")
# 第三期30%: which instalment of the contract is paid
_INSTALMENT = re.compile("(?<=[0-9A-Z])第[0-9一二三四五六七八九十]{1,3}[期笔](?:款|[0-9]{1,3})?$")
_COUNTED = "[块个只件套台箱包袋桶卷张根片捆吨支辆组双瓶盒米]|公斤|千克|平方米|立方米"
_COUNT_IN_BRACKETS = re.compile(rf" ?[(（] ?[0-9][0-9.,]* ?(?:{_COUNTED})[)）]$")
_SIZE_AND_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff]) ?(?:[0-9]{2,5}[×xX*][0-9]{2,5}(?:[×xX*][0-9]{1,4})? ?)?"
    rf"[0-9]{{1,6}} ?(?:{_COUNTED})$"
)
_NUMBERED_LABEL = re.compile(r"[0-9]{1,2}[.、](?![元万])[\u4e00-\u9fff]")
_NUMBER_BEFORE = re.compile(r"(?<![0-9])[0-9]{1,2}[.、] ?$")


def number_alone(number: str, behind: str) -> str:
    """Return a number without the words read with it; ``behind`` is what of its stretch follows them."""
    if behind.lstrip().startswith((":", "：")):
        number = _NEXT_LABEL.sub("", number)
    return _INSTALMENT.sub("", number)


def goods_alone(name: str) -> str:
    """Return the name of goods without how many they are: 纸箱(40个), 钢管48×3500 300根."""
    return _SIZE_AND_COUNT.sub("", _COUNT_IN_BRACKETS.sub("", name))


def is_next_cell(hit: Hit, pieces: Sequence[Piece]) -> bool:
    """Tell whether beside a label of a form with numbered cells (3.收货人) the next one's stands."""
    if not pieces or not _NUMBER_BEFORE.search(hit.row.plain, 0, hit.start):
        return False
    first = pieces[0]
    return first.start == 0 and _NUMBERED_LABEL.match(joined_raw(pieces).replace(" ", "")) is not None
