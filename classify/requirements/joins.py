"""Which papers belong together: to a contract, a shipment, a return, by the numbers they carry."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from capture.pages import Box
from classify.names.firms import fold_name

JOIN_FIELDS = ("shipment_no", "declaration_no", "order_no", "contract_no")
PAIR_FIELDS = (("approval_no", "number"), ("slip_no",), ("contract_no",), ("order_no",))


@dataclass(frozen=True, slots=True)
class FoundSeal:
    """A seal on a page of a document; ``kind`` as in `capture.seals.sealkinds`, empty where nothing tells."""

    page: int
    box: Box | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FoundWriting:
    """What a hand wrote on a page of a document, and the printed words it stands right of or below.

    Where it is ``unsure``, it may as well be printed.
    """

    page: int
    box: Box | None
    beside: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Attested:
    """What a person said of a paper that its picture does not tell; None where nobody said it.

    ``belongs_to`` names what the paper is for: ``("document", id)``, ``("shipment", id)`` or
    ``("period", id)``.
    """

    sealed: bool | None = None
    signed: bool | None = None
    original: bool | None = None
    on_shelf: bool | None = None
    belongs_to: tuple[str, int | str] | None = None


NOTHING_ATTESTED = Attested()


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document of the dossier: its type, its fields' values, and where those stand.

    ``unsure`` are the fields that were read unsurely or fail a check and that no person confirmed.
    A paper that is ``shelf_only`` was never scanned: its ``pages`` were counted by a person.
    """

    id: int
    type: str
    fields: Mapping[str, object] = field(default_factory=dict)
    pages: int = 1
    date: str | None = None
    state: str = "filed"
    places: Mapping[str, tuple[int | None, Box | None]] = field(default_factory=dict)
    seals: tuple[FoundSeal, ...] = ()
    attested: Attested = NOTHING_ATTESTED
    unsure: Container[str] = frozenset()
    shelf_only: bool = False
    writing: tuple[FoundWriting, ...] = ()

    @property
    def first_page(self) -> int | None:
        """The page to show where nothing tells a better one; None where none was scanned."""
        return 1 if self.pages and not self.shelf_only else None

    @property
    def confirmed(self) -> bool:
        """Whether it counts in full: filed, not waiting in review."""
        return self.state == "filed"

    def text(self, name: str) -> str | None:
        """Return a field's value where it is a text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None

    def is_for(self, what: str, identity: int | str) -> bool | None:
        """Tell whether a person said it is for this; None where nobody said what of that kind it is for."""
        said = self.attested.belongs_to
        return None if said is None or said[0] != what else said[1] == identity


@dataclass(frozen=True, slots=True)
class Shipment:
    """One row of the 进出货登记表 marked export, with its numbers by field (``shipment_no`` …)."""

    id: int
    numbers: Mapping[str, str] = field(default_factory=dict)
    document_id: int | None = None


@lru_cache(maxsize=65536)
def number_key(text: str | None) -> str:
    """Return a number for joining: look-alikes one, letters and digits only."""
    return fold_name(text) if text else ""


def authorises(paper: FiledDocument, agent: str, signed: FiledDocument) -> bool:
    """Tell whether a letter is this agent's: a person said it, by name, by its contract, or neither."""
    said = paper.is_for("document", signed.id)
    if said is not None:
        return said
    name = number_key(paper.text("agent"))
    if name:
        return name == agent
    number = number_key(paper.text("contract_no"))
    return not number or number == number_key(signed.text("contract_no"))


@dataclass(frozen=True, slots=True)
class Joined:
    """What a paper belongs to: one or several ids, and whether that is open between them."""

    ids: tuple[int, ...] = ()
    ambiguous: bool = False


NOWHERE = Joined()


class Owners:
    """The documents of one type that papers of another are for, by the numbers they carry."""

    def __init__(self, owners: Sequence[FiledDocument]) -> None:
        self._ids = {owner.id for owner in owners}
        self._numbers = {owner.id: _own_number(owner) for owner in owners}
        self._by: tuple[dict[str, list[int]], ...] = tuple({} for _ in PAIR_FIELDS)
        for owner in owners:
            for found, names in zip(self._by, PAIR_FIELDS, strict=True):
                for key in {number_key(owner.text(name)) for name in names} - {""}:
                    found.setdefault(key, []).append(owner.id)

    def of(self, paper: FiledDocument) -> Joined:
        """Return which of them a paper belongs to, by a number both carry, or as a person said.

        The owner's own number counts before numbers that several may share; where the best number that
        fits leads to documents with different own numbers, it is ambiguous.
        """
        said = paper.attested.belongs_to
        if said is not None and said[0] == "document":
            return Joined((int(said[1]),)) if said[1] in self._ids else NOWHERE
        for by_number, names in zip(self._by, PAIR_FIELDS, strict=True):
            if not by_number:
                continue
            keys = {number_key(paper.text(name)) for name in names} - {""}
            hits = [by_number[key] for key in sorted(keys) if key in by_number]
            if hits:
                found = dict.fromkeys(one for ids in hits for one in ids)
                return Joined(tuple(found), len({self._numbers[one] for one in found}) > 1)
        return NOWHERE


def _own_number(document: FiledDocument) -> str:
    names = ("contract_no",) if document.type == "contract" else ("number", "approval_no")
    return next((key for name in names if (key := number_key(document.text(name)))), f"#{document.id}")


class Shipments:
    """The shipments of a customer, by the numbers papers may carry."""

    def __init__(self, shipments: Iterable[Shipment]) -> None:
        self._keys = {
            shipment.id: {name: number_key(shipment.numbers.get(name)) for name in JOIN_FIELDS}
            for shipment in shipments
        }
        self._by: dict[tuple[str, str], list[int]] = {}
        for identity, keys in self._keys.items():
            for name, key in keys.items():
                if key:
                    self._by.setdefault((name, key), []).append(identity)

    def of(self, paper: FiledDocument) -> Joined:
        """Return the shipment a paper belongs to; several where its numbers leave it open."""
        said = paper.attested.belongs_to
        if said is not None and said[0] == "shipment":
            return Joined((int(said[1]),)) if said[1] in self._keys else NOWHERE
        numbers = {name: number_key(paper.text(name)) for name in JOIN_FIELDS}
        if paper.type == "customs_declaration":
            numbers["declaration_no"] = number_key(paper.text("number"))
        fitting = self._fitting({name: number for name, number in numbers.items() if number})
        return Joined(tuple(fitting), len(fitting) > 1) if fitting else NOWHERE

    def _fitting(self, numbers: Mapping[str, str]) -> list[int]:
        """Narrow the shipments down number by number, the most particular first."""
        fitting: list[int] | None = None
        for name in JOIN_FIELDS:
            number = numbers.get(name)
            if number is None:
                continue
            same = set(self._by.get((name, number), ()))
            if fitting is None:
                fitting = sorted(same) if same else self._silent(name, None)
                joined = bool(same)
                continue
            narrowed = [one for one in fitting if one in same]
            fitting = narrowed or self._silent(name, fitting)
            joined = joined or bool(narrowed)
        return fitting if fitting is not None and joined else []

    def _silent(self, name: str, among: Sequence[int] | None) -> list[int]:
        """Return the shipments that carry no such number, so that it does not speak against them."""
        return [one for one in (self._keys if among is None else among) if not self._keys[one][name]]


def join_shipment(paper: FiledDocument, shipments: Sequence[Shipment]) -> int | None:
    """Return the shipment a paper belongs to; None where no number, or no single shipment, fits."""
    found = Shipments(shipments).of(paper)
    return found.ids[0] if len(found.ids) == 1 else None
