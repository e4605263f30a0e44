"""Names of firms for comparing, and our own company told apart from customers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from classify.codes import is_credit_code
from classify.normalise import fold, folded, tidy_name

_NO_NAME = re.compile(r"[^0-9A-Z\u3400-\u9fff\U00020000-\U0003ffff]")
_FORMS = re.compile("股份有限公司|有限责任公司|有限公司|责任公司|公司|集团")


@lru_cache(maxsize=200_000)
def fold_name(name: str) -> str:
    """Return a name for comparing: simplified, look-alikes one, no brackets, spaces or marks."""
    return _NO_NAME.sub("", folded(name))


def core_name(name: str) -> str:
    """Return a folded name without its company form."""
    return _FORMS.sub("", fold_name(name))


def alike(first: str, second: str) -> float:
    """Return how alike two folded names are, 0…100; forms of company count little."""
    whole = fuzz.ratio(first, second)
    core = fuzz.ratio(_FORMS.sub("", first), _FORMS.sub("", second))
    return min(100.0, 0.35 * whole + 0.65 * core)


def is_own(name: str | None, uscc: str | None, own: Sequence[str]) -> bool:
    """Tell whether a name or code is our own company's, as read by a reader that errs now and then."""
    for mine in own:
        code = fold(mine).plain.replace(" ", "")
        if is_credit_code(code):
            if uscc == code:
                return True
            continue
        if not name:
            continue
        a, b = fold_name(name), fold_name(mine)
        if a and b and (a == b or (min(len(a), len(b)) >= 6 and _own_alike(a, b))):
            return True
    return False


def _own_alike(name: str, own: str) -> bool:
    if len(name) > len(own) and name.startswith(own):
        return True  # a branch or department of ours
    if own.startswith(name) and len(name) >= len(own) - 3:
        return True  # cut off by a seal or the edge
    return fuzz.ratio(name, own) >= 100 * (1 - 1.6 / max(len(name), len(own)))


def alike_names(first: str, second: str) -> bool:
    """Tell whether two readings are likely of the same name."""
    return fuzz.ratio(fold_name(first), fold_name(second)) >= 80


def has_form(name: str) -> bool:
    """Tell whether a name ends in a company form, rightly written."""
    return re.search("(?:有限公司|有限责任公司|股份公司|分公司|厂|店|部|中心|商行)$", name) is not None


def misread_own(name: str, own: Sequence[str]) -> str | None:
    """Return our own name where ``name`` is it with one or two characters misread."""
    key = fold_name(name)
    for mine in own:
        right = fold_name(mine)
        wrong = sum(a != b for a, b in zip(key, right, strict=False))
        if len(key) == len(right) >= 8 and 0 < wrong <= 2 and is_own(name, None, [mine]):
            return tidy_name(mine)
    return None
