"""What the index knows of a page beyond its text: names of its customer, fields, properties as tokens."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from storage.search_needs import amount_tokens, date_tokens, equal, in_field, prop, whole_field
from storage.tokenizer import fold, ones

CUSTOMER = "customer"
_MONEY = re.compile(r"\d{1,11}\.\d\d")
_SUMS = re.compile(r"(.*_)?(amount|total|sum|balance)")
_LONGEST, _WHOLE = 200, 60
_SPELLED = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of the document a page belongs to; ``names`` are its customer's, codes included."""

    type: str
    state: str
    date: dt.date | None
    fields: Mapping[str, Any]
    customer_id: int | None = None
    team_id: int | None = None
    names: Sequence[str] = ()
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """What is indexed of a page beside its text. ``words`` are folded and do not stand on the page."""

    words: Sequence[str] = ()
    fields: Sequence[Sequence[str]] = ()
    tokens: Sequence[str] = ()

    def to_json(self) -> str:
        """Return it as it is kept, so that the same can be taken out of the index again."""
        kept = {"words": self.words, "fields": self.fields, "tokens": self.tokens}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def all_tokens(self) -> list[str]:
        """Return the tokens of properties and fields, those of one field in a row."""
        found = list(self.tokens)
        for field, value in self.fields:
            found += [*whole_field(field, value), *in_field(field, ones(value))]
        return found


def extra_from_json(text: str | None) -> Extra:
    """Return what ``Extra.to_json`` wrote."""
    return Extra() if text is None else Extra(**json.loads(text))


def extra_of(subject: Subject, folded: str) -> Extra:
    """Return what is to be indexed beside a page's folded text."""
    values = [*_values(subject.fields), *((CUSTOMER, fold(name)) for name in subject.names if name)]
    words = dict.fromkeys(value for _, value in values if value not in folded)
    short = [(field, value) for field, value in values if len(value) <= _WHOLE]
    tokens = [
        prop("t", subject.type),
        prop("s", subject.state),
        prop("c", subject.customer_id),
        prop("g", subject.team_id),
        *(date_tokens(subject.date) if subject.date else ()),
        *(prop("p", letters) for letters in _spelled(subject.initials)),
        *(token for cents in _sums(subject.fields) for token in amount_tokens(cents)),
        *(equal(value) for value in dict.fromkeys(value for _, value in short)),
    ]
    return Extra(list(words), [list(pair) for pair in short], list(dict.fromkeys(tokens)))


def _values(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in sorted(fields):
        value = fields[name].get("value") if isinstance(fields[name], Mapping) else None
        folded = fold(value) if isinstance(value, str) else ""
        if folded and len(folded) <= _LONGEST:
            yield name, folded


def _spelled(initials: str) -> Iterator[str]:
    """Return the beginnings of a name's initials, also those behind a place of two characters."""
    for rest in (initials, initials[2:]):
        yield from (rest[:length] for length in range(2, min(len(rest), _SPELLED) + 1))


def _sums(fields: Mapping[str, Any]) -> Iterator[int]:
    for name, value in _values(fields):
        if _SUMS.fullmatch(name) and _MONEY.fullmatch(value):
            yield int(Decimal(value) * 100)
