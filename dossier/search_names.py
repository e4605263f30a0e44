"""What may stand before the colon of a search: the labels of a profile's fields, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from classify.normalise import fold as plain_form
from classify.notation.dates import DateFound, find_dates
from classify.notation.money import Money, find_money
from classify.profile import Profile
from storage.query_parser import Names
from storage.search_marks import CUSTOMER
from storage.states import DocumentState
from storage.tokenizer import fold

DATE = ("date", "日期")
AMOUNT = ("amount", "金额")
CUSTOMERS = ("customer", "客户", "客户名称")
TYPE = ("type", "类型", "文种")
CATEGORY = ("category", "类别", "大类")
STATE = ("state", "状态")
_NO_SUM = re.compile(r"\d{1,4}(?:\.\d|\.\d{3,})?|\d{10,}")
_AROUND_SUMS = re.compile(r"(?:人民币|¥|￥)?(.+?)元?[整正]?")
_STATES = {
    DocumentState.FILED: ("filed", "已归档", "归档"),
    DocumentState.REVIEW: ("review", "inreview", "待核", "待审", "待审核", "审核"),
}


_made: dict[int, tuple[Profile, Names]] = {}


def search_names(profile: Profile) -> Names:
    """Return the names that searches in a profile's archive may use, made once for each profile in effect."""
    known = _made.get(id(profile))
    if known is None or known[0] is not profile:
        _made.clear()
        known = _made[id(profile)] = profile, _names(profile)
    return known[1]


def _names(profile: Profile) -> Names:
    meanings = (
        (TYPE, _types(profile), "type"),
        (CATEGORY, _categories(profile), "type"),
        (STATE, _states(), "state"),
    )
    kinds = {label: (kind, values) for labels, values, kind in meanings for label in labels}
    return Names(_fields(profile), frozenset(DATE), frozenset(AMOUNT), kinds, day_of, cents_of)


def day_of(word: str) -> dt.date | None:
    """Return the day that a whole typed word is, in figures or in Han."""
    plain = plain_form(word).plain
    return next((day.value for day in find_dates(plain) if _is_whole(day, plain) and not day.mended), None)


def cents_of(word: str) -> int | None:
    """Return the sum in cents that a whole typed word is; four figures alone are rather a year."""
    plain = plain_form(word).plain
    if _NO_SUM.fullmatch(plain):
        return None
    bare = _AROUND_SUMS.fullmatch(plain)
    sums = find_money(plain) if bare else ()
    whole = [one for one in sums if one.currency == "CNY" and bare and _is_whole(one, plain, *bare.span(1))]
    return int(whole[0].amount * 100) if whole else None


def _is_whole(found: DateFound | Money, plain: str, start: int = 0, end: int | None = None) -> bool:
    return (found.start <= start) and found.end >= (len(plain) if end is None else end)


def _states() -> dict[str, tuple[str, ...]]:
    return {_label(word): (state.value,) for state, words in _STATES.items() for word in words}


def types_of(profile: Profile, category: int) -> tuple[str, ...]:
    """Return the types of a category."""
    return tuple(kind.id for kind in profile.types.values() if kind.category == category)


def _fields(profile: Profile) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in profile.types.values():
        for rule in kind.fields.values():
            for label in _labels((rule.id, rule.title, rule.title_en, *rule.labels)):
                found[label][rule.id] = None
    found.update((label, {CUSTOMER: None}) for label in CUSTOMERS)
    return {label: tuple(ids) for label, ids in found.items()}


def _types(profile: Profile) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in profile.types.values():
        for label in _labels((kind.id, kind.title, kind.title_en)):
            found[label][kind.id] = None
    return {label: tuple(ids) for label, ids in found.items()}


def _categories(profile: Profile) -> dict[str, tuple[str, ...]]:
    return {
        label: types_of(profile, category.number)
        for category in profile.categories
        for label in _labels((str(category.number), category.name, category.name_en))
    }


def _labels(texts: Iterable[str]) -> Iterable[str]:
    return (label for label in map(_label, texts) if label)


def _label(text: str) -> str:
    """Return a label as the parser compares it: folded and without blanks."""
    return fold(text).replace(" ", "")
