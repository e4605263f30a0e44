"""Queries for the search bench, drawn from what was filed, and what they must find.

The truth is a plain look: every page whose normalised text, customer's name or field values contain the
words, and whose document has what the filters say. It knows nothing of the index.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dossier.find import NONE, Filters
from storage.database import Database
from storage.states import DocumentState
from storage.tables.customers import Customers
from storage.tables.documents import DocumentPages, Documents
from storage.tables.scans import PageTexts
from storage.tokenizer import fold

COMMON = (
    "有限公司",
    "合同",
    "公司",
    "金额",
    "双方签字",
    "的",
    "一",
    "元",
    "日期",
    "2024",
    "编号",
    "公",
    "送货单",
)
NUMBERS = ("contract_no", "slip_no")


@dataclass(frozen=True, slots=True)
class Filed:
    """One page as the truth knows it; ``words`` is everything its words may stand in."""

    page_id: int
    text: str
    words: str
    customer_id: int
    customer: str
    type: str
    state: DocumentState
    date: dt.date
    cents: int
    number: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One query; every term stands on each page that counts, none of ``absent`` does."""

    kind: str
    text: str
    terms: tuple[str, ...]
    filters: Filters = NONE
    absent: tuple[str, ...] = ()
    begins: str | None = None

    def fits(self, page: Filed) -> bool:
        """Tell whether a page must be found."""
        limit = self.filters
        return (
            all(term in page.words for term in self.terms)
            and not any(term in page.words for term in self.absent)
            and (
                self.begins is None or (page.number.startswith(self.begins) and page.type != "delivery_slip")
            )
            and limit.customer_id in (None, page.customer_id)
            and (not limit.types or page.type in limit.types)
            and limit.state in (None, page.state.value)
            and (limit.first is None or limit.first <= page.date)
            and (limit.last is None or page.date <= limit.last)
            and (limit.low is None or limit.low <= page.cents)
            and (limit.high is None or page.cents <= limit.high)
        )


def _numbered(page: Filed, begins: str) -> bool:
    return page.number.startswith(begins) and page.type != "delivery_slip"


def filed(database: Database) -> list[Filed]:
    """Read back every page that was filed."""
    statement = (
        select(
            PageTexts.page_id, PageTexts.text, Documents.fields, Customers.id, Customers.name, Customers.uscc,
            Customers.number, Documents.type, Documents.state, Documents.date,
        )
        .join(DocumentPages, DocumentPages.page_id == PageTexts.page_id)
        .join(Documents, Documents.id == DocumentPages.document_id)
        .join(Customers, Customers.id == Documents.customer_id)
        .where(DocumentPages.live)
        .order_by(PageTexts.page_id)
    )  # fmt: skip
    with database.reading() as work:
        rows = work.marks._session.execute(statement).all()  # the truth looks past the repositories
    return [_filed(*row) for row in rows]


def queries(pages: Sequence[Filed], seed: int, count: int = 200) -> list[Asked]:
    """Draw queries of 1 to 20 characters: half plain, the rest names, numbers, common words and filters."""
    rng = random.Random(seed)
    makers = (
        _piece,
        _piece,
        _piece,
        _piece,
        _two,
        _name,
        _number,
        _common,
        _filtered,
        _filtered,
        _field,
        _left_out,
    )
    return [makers[at % len(makers)](rng, pages) for at in range(count)]


def _filed(
    page_id: int, text: str, fields: dict[str, dict[str, str]], customer_id: int, name: str, uscc: str,
    code: str, kind: str, state: DocumentState, date: dt.date,
) -> Filed:  # fmt: skip
    folded = fold(text)
    values = [fold(part) for part in (name, uscc, code, *(one["value"] for one in fields.values()))]
    number = next(fold(fields[key]["value"]) for key in NUMBERS if key in fields)
    cents = int(fields["amount"]["value"].replace(".", ""))
    words = "\n".join((folded, *values))
    return Filed(page_id, folded, words, customer_id, name, kind, state, date, cents, number)


def _piece(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    text = ""
    while not text:
        page = rng.choice(pages).text
        length = min(rng.choice((1, 2, 2, 2, 3, 4, 4, 5, 6, 8, 10, 12, 16, 20)), len(page))
        start = rng.randrange(len(page) - length + 1)
        piece = page[start : start + length]
        # a sign of the query language or a letter that spells initials is asked for in quotation marks
        text = piece if piece.strip() == piece and " " not in piece and '"' not in piece else ""
        if text and (text.isascii() or any(sign in text for sign in '-:=<>*"')):
            text = ""
    return Asked("piece", text, (text,))


def _two(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    page = rng.choice(pages).text
    places = [rng.randrange(len(page) - 3) for _ in range(2)]
    terms = tuple(page[at : at + rng.choice((2, 2, 3))] for at in places)
    if any(not term.isalpha() or term.isascii() for term in terms):
        return _two(rng, pages)
    return Asked("two words", " ".join(terms), terms)


def _name(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    name = fold(rng.choice(pages).customer)
    return (
        Asked("customer", name, (name,)) if rng.random() < 0.5 else Asked("customer", name[:4], (name[:4],))
    )


def _number(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    number = rng.choice(pages).number
    return Asked("number", number.upper(), (number,))


def _common(rng: random.Random, _pages: Sequence[Filed]) -> Asked:
    word = rng.choice(COMMON)
    return Asked("common", word, (word,))


def _filtered(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    page, word = rng.choice(pages), rng.choice(COMMON)
    filters = rng.choice(
        (
            Filters(customer_id=page.customer_id),
            Filters(types=(page.type,)),
            Filters(state=page.state.value),
            Filters(first=page.date.replace(day=1), last=page.date),
            Filters(first=dt.date(page.date.year, 1, 1), last=dt.date(page.date.year, 12, 31)),
            Filters(low=page.cents),
            Filters(low=page.cents // 2, high=page.cents),
            Filters(types=(page.type,), state="filed", first=dt.date(page.date.year, 1, 1)),
        )
    )
    return Asked("filter", word, (word,), filters)


def _field(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    page, word = rng.choice(pages), rng.choice(COMMON)
    if page.type == "delivery_slip":
        return _field(rng, pages)
    begins = page.number[: rng.choice((6, 8, 9))]
    asked = Asked("field", f"contract_no:{begins.upper()}* {word} -类型:送货单", (word,), begins=begins)
    return asked


def _left_out(rng: random.Random, pages: Sequence[Filed]) -> Asked:
    one, other = _common(rng, pages), _two(rng, pages)
    return Asked("exclusion", f"{one.text} -{other.terms[0]}", one.terms, absent=(other.terms[0],))
