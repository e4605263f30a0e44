"""Numbers that differ by one sign from one that was typed and that no paper has: CG-117 for CG-171."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

from sqlalchemy.orm import Session

from storage.codes import Code, code_of, pattern_of, ways_of_code
from storage.likeness import Likeness, differ_by_one
from storage.search_codes import Nearby
from storage.search_needs import Need, Row, Sees, equal
from storage.tokenizer import fold

_FIGURES, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_LOOKED_AT = 60
_FORMS = 3


def near_numbers(
    session: Session, engine: ModuleType, sees: Sees, nearby: Nearby, typed: str, limit: int
) -> list[tuple[str, Likeness]]:
    """Return numbers, folded as they are printed, that differ by one sign from a folded one, nearest first.

    Numbers that are fields of documents are sought in the whole archive, others on the newest pages that have
    the beginning or the end of the typed one.
    """
    code = code_of(typed)
    if code is None:
        return []
    close = nearby.pages([code], _LOOKED_AT)
    read = nearby.texts(close)
    forms = [typed, code.signs, *ways_of_code(code, typed, read)][: 2 + _FORMS]
    called = dict.fromkeys(equal(other) for form in forms for other in _edits(form))
    fields = Need(tuple(Row((token,)) for token in called))
    named = set(engine.newest(session, [fields], sees, 0, _LOOKED_AT))
    read += nearby.texts(named - close)
    found = Counter(one for page in read for one in set(_on_page(code, page)))
    printed: dict[str, str] = {}
    for signs, text in sorted(found, key=lambda one: (-found[one], one)):
        printed.setdefault(signs, text)
    close_ones = [(how, signs) for signs in printed if (how := differ_by_one(signs, code.signs)) is not None]
    return [(printed[signs], how) for how, signs in sorted(close_ones)[:limit]]


def _edits(form: str) -> Iterator[str]:
    """Yield the texts that differ from one by a sign: another, one less, one more, two swapped."""
    for at, sign in enumerate(form):
        if not sign.isascii() or not sign.isalnum():
            continue
        kind = _FIGURES if sign.isdigit() else _LETTERS
        yield form[:at] + form[at + 1 :]
        for other in kind:
            yield form[:at] + other + form[at + 1 :]
            yield form[:at] + other + form[at:]
            yield form[: at + 1] + other + form[at + 1 :]
        behind = next((i for i in range(at + 1, len(form)) if form[i].isalnum()), at)
        yield form[:at] + form[behind] + form[at + 1 : behind] + sign + form[behind + 1 :]


def _on_page(code: Code, page: str) -> Iterator[tuple[str, str]]:
    """Yield the signs of numbers of the kind on a page, one sign longer or shorter ones, too, as printed."""
    for kind in _kinds(code):
        for found in pattern_of(kind, alone=True).finditer(page):
            yield "".join(found.groups()), fold(found[0])


def _kinds(code: Code) -> Iterator[Code]:
    yield code
    for run in re.finditer("[0-9]+|[a-z]+", code.signs):
        start, end = run.span()
        longer = frozenset(cut if cut < end else cut + 1 for cut in code.cuts)
        yield Code(code.signs[:end] + run[0][-1] + code.signs[end:], longer)
        if end - start > 1:
            shorter = frozenset(cut if cut < end else cut - 1 for cut in code.cuts)
            yield Code(code.signs[:start] + code.signs[start + 1 :], shorter)
