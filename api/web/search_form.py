"""What the search page's form says: words and filters, read from an address and written into one again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from dossier.find import Filters
from storage.query_parser import cents_of

Short = Annotated[str, Query(max_length=60)]
CATEGORY = "@"
STATES = ("filed", "review")


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The form as it was sent. ``kind`` is a type, or ``@`` and the number of a category."""

    q: str = ""
    customer: int | None = None
    kind: str = ""
    state: str = ""
    first: str = ""
    last: str = ""
    low: str = ""
    high: str = ""

    @property
    def asks(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.q.strip()) or self.filters != Filters()

    @property
    def filtered(self) -> bool:
        """Tell whether a filter is set that the folded part of the form holds."""
        return bool(self.kind or self.state or self.first or self.last or self.low or self.high)

    @property
    def filters(self) -> Filters:
        """The filters; what cannot be read limits nothing."""
        category = self.kind.removeprefix(CATEGORY)
        of_category = self.kind.startswith(CATEGORY) and category.isascii() and category.isdigit()
        return Filters(
            customer_id=self.customer,
            types=(self.kind,) if self.kind and not self.kind.startswith(CATEGORY) else (),
            category=int(category) if of_category else None,
            state=self.state if self.state in STATES else None,
            first=_day(self.first),
            last=_day(self.last),
            low=cents_of(self.low) if self.low else None,
            high=cents_of(self.high) if self.high else None,
        )

    def address(self, **others: object) -> str:
        """Return the address's part behind the question mark, other values in place of the form's."""
        values: Mapping[str, object] = {
            "q": self.q.strip(), "customer": self.customer, "kind": self.kind, "state": self.state,
            "first": self.first, "last": self.last, "low": self.low, "high": self.high, **others,
        }  # fmt: skip
        return urlencode({name: value for name, value in values.items() if value not in ("", None)})


def read_form(
    q: Annotated[str, Query(max_length=500)] = "",
    customer: Annotated[str, Query(max_length=20)] = "",
    kind: Short = "",
    state: Short = "",
    first: Short = "",
    last: Short = "",
    low: Short = "",
    high: Short = "",
) -> SearchForm:
    """Read the form from an address."""
    number = int(customer) if customer.isascii() and customer.isdigit() else None
    return SearchForm(q, number, kind, state, first.strip(), last.strip(), low.strip(), high.strip())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
