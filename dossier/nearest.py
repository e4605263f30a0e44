"""What was perhaps meant by a search that found nothing, or next to nothing: ``Did you mean …``.

An offer is something else than what was typed, and is never among the hits: customers whose name sounds the
same or differs by one sign, numbers that differ by one sign. Each says what to search for instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from capture.pages import Message
from classify.customers import fold_name
from classify.normalise import has_han
from dossier.find import NONE, Filters, query_of
from dossier.language import translate
from dossier.shapes import Nearest as NearestShape
from dossier.wiring import Service
from storage.likeness import Likeness
from storage.query import Clause, Dated, FieldIs, Query, Words
from storage.query_parser import pieces
from storage.viewer import Viewer
from storage.work import Work

LITTLE = 3
"""So few pages may be papers on which the name stands as it was mistyped."""
_OFFERS = 5
_COUNTED = 1000
_FEWEST_HAN = 2
_PARTS = 6
"""Of a text that was pasted no more parts are looked at: each asks the index several times."""
_CLAUSES = 12
"""Of so many it is asked whether any page has them."""
_LABEL = re.compile("[^:：=＝]+[:：=＝]")
_SIGNS = re.compile(r'[\s:=<>*"]|^-')
DID_YOU_MEAN = Message("Did you mean … (something else than you typed)")
WHY = {
    Likeness.PART: Message("the name has these signs"),
    Likeness.SOUND: Message("sounds the same"),
    Likeness.ORDER: Message("two signs are swapped"),
    Likeness.COUNT: Message("a sign is missing or too many"),
    Likeness.ACCENT: Message("sounds alike"),
    Likeness.SIGN: Message("one sign is another"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something near to what was typed; ``query`` asks for it instead and finds ``total`` pages."""

    typed: str
    meant: str
    likeness: Likeness
    query: str
    total: int
    total_exact: bool
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of a search: the pieces as they were typed, and as names and numbers are compared.

    ``at`` is the place of the first among the pieces of the search, ``label`` that of a field with its sign.
    """

    at: int
    typed: tuple[str, ...]
    text: str
    label: str = ""

    @property
    def places(self) -> range:
        """The places of its pieces among those of the search."""
        return range(self.at, self.at + len(self.typed))

    @property
    def is_name(self) -> bool:
        return has_han(self.text) and len(self.text) >= _FEWEST_HAN


@dataclass(frozen=True, slots=True)
class _Index:
    """The index as one viewer sees it; no question is asked twice."""

    service: Service
    work: Work
    viewer: Viewer
    known: dict[Query, int] = field(default_factory=dict)

    def has(self, query: Query) -> int:
        """Return how many pages a query finds, counted up to what is little."""
        if query not in self.known:
            self.known[query] = self.work.search.count(self.viewer, query, count_to=LITTLE)[0]
        return self.known[query]


def nearest(service: Service, viewer: Viewer, text: str, filters: Filters = NONE) -> list[Offer]:
    """Return what may be meant by a search that finds little, the nearest first; else nothing."""
    query = query_of(service, text, filters)
    if not query.words:
        return []
    offers: list[Offer] = []
    typed_pieces = pieces(text)
    with service.database.reading() as work:
        index = _Index(service, work, viewer)
        if index.has(query) >= LITTLE:
            return []
        parts = _promising(index, query, typed_pieces)
        for asked in parts[:_PARTS]:
            for meant, likeness, customer_id in _offers(index, asked):
                other = _instead(typed_pieces, asked, meant)
                counted = work.search.count(viewer, query_of(service, other, filters), count_to=_COUNTED)
                if counted[0]:
                    typed = " ".join(asked.typed)
                    offers.append(Offer(typed, meant, likeness, other, *counted, customer_id))
    once = {offer.meant: offer for offer in reversed(sorted(offers, key=lambda offer: offer.likeness))}
    return list(reversed(once.values()))[:_OFFERS]


def shape_offer(offer: Offer, language: str) -> NearestShape:
    """Return an offer as programs see it, with its reason in a language."""
    return NearestShape(
        typed=offer.typed,
        meant=offer.meant,
        likeness=offer.likeness.name.lower(),
        why=why(offer, language),
        query=offer.query,
        total=offer.total,
        total_exact=offer.total_exact,
        customer_id=offer.customer_id,
    )


def why(offer: Offer, language: str) -> str:
    """Tell in a sentence's part why something is offered."""
    return translate(WHY[offer.likeness], language)


def _promising(index: _Index, query: Query, typed: Sequence[str]) -> list[_Asked]:
    """Return the parts of a search but those beside which something is asked for that no page has at all.

    Whatever is put in their place finds nothing, which is known sooner than what that may be.
    """
    parts = _parts(index.service, typed)
    places = [at for at, piece in enumerate(typed) for _ in query_of(index.service, piece).clauses]
    filters = query.clauses[len(places) :]
    for at, clause in islice(zip(places, query.clauses, strict=False), _CLAUSES):
        if clause.excluded or all(at in part.places for part in parts):
            continue
        if not index.has(Query((clause, *filters))):
            parts = [part for part in parts if at in part.places]
    return parts


def _parts(service: Service, typed: Sequence[str]) -> list[_Asked]:
    """Return what is asked for, each once: Han words behind one another as one, then piece by piece."""
    known = [_piece(service, at, one) for at, one in enumerate(typed)]
    runs: list[_Asked] = []
    for is_name, run in groupby(known, lambda piece: piece is not None and all(map(has_han, piece.text))):
        some = [piece for piece in run if piece is not None]
        if is_name and len(some) > 1:
            words = tuple(word for piece in some for word in piece.typed)
            runs.append(_Asked(some[0].at, words, "".join(piece.text for piece in some), some[0].label))
    once = {(one.text, one.label): one for one in reversed([*runs, *(one for one in known if one)])}
    return list(reversed(once.values()))


def _piece(service: Service, at: int, typed: str) -> _Asked | None:
    """Return a piece of a search that may be mistyped: words that are no day, or the value of a field."""
    clauses = query_of(service, typed).clauses
    words = [one.condition.text for one in clauses if isinstance(one.condition, Words) and not one.excluded]
    match clauses:
        case (Clause(Words(means=Dated())),):
            return None
        case (Clause(FieldIs() as condition, excluded=False),):
            label = _LABEL.match(typed)
            return _Asked(at, (typed,), condition.text, label[0] if label else "")
        case _ if words and len(words) == len(clauses):  # several where quotation marks stand inside
            return _Asked(at, (typed,), "".join(words))
        case _:
            return None


def _offers(index: _Index, asked: _Asked) -> Iterator[tuple[str, Likeness, int | None]]:
    """Yield what may be meant by a piece that next to no page has."""
    search, viewer = index.work.search, index.viewer
    alone = index.has(query_of(index.service, _quoted(asked.text)))
    if alone >= LITTLE:
        return
    folded = fold_name(asked.text)
    if asked.is_name and not search.customers(viewer, asked.text, folded, limit=1):
        for customer_id, name, how in search.near_customers(viewer, folded, limit=_OFFERS):
            yield name, how, customer_id
    if not alone and len(asked.typed) == 1:
        plain = index.has(query_of(index.service, asked.text))
        for number, how in [] if plain else search.near_numbers(viewer, asked.text, limit=_OFFERS):
            yield number.upper(), how, None


def _instead(typed: Sequence[str], asked: _Asked, meant: str) -> str:
    """Return a search with what may be meant in the place of what was typed."""
    behind = typed[asked.places.stop :]
    return " ".join([*typed[: asked.at], asked.label + _quoted(meant), *behind])


def _quoted(words: str) -> str:
    return f'"{words}"' if _SIGNS.search(words) else words
