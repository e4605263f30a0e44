"""Which papers belong together: to a contract, a shipment, a return, by the numbers they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from capture.pages import Box
from classify.firms import fold_name

JOIN_FIELDS = ("shipment_no", "declaration_no", "order_no", "contract_no")
PAIR_FIELDS = (("approval_no", "number"), ("slip_no",), ("contract_no",), ("order_no",))


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document of the dossier: its type, its fields' values, and where those stand."""

    id: int
    type: str
    fields: Mapping[str, object] = field(default_factory=dict)
    pages: int = 1
    date: str | None = None
    state: str = "filed"
    places: Mapping[str, tuple[int | None, Box | None]] = field(default_factory=dict)

    @property
    def confirmed(self) -> bool:
        """Whether it counts in full: filed, not waiting in review."""
        return self.state == "filed"

    def text(self, name: str) -> str | None:
        """Return a field's value where it is a text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None


@dataclass(frozen=True, slots=True)
class Shipment:
    """One row of the 进出货登记表 marked export, with its numbers by field (``shipment_no`` …)."""

    id: int
    numbers: Mapping[str, str] = field(default_factory=dict)
    document_id: int | None = None


def number_key(text: str | None) -> str:
    """Return a number for joining: look-alikes one, letters and digits only."""
    return fold_name(text) if text else ""


def authorises(paper: FiledDocument, agent: str, signed: FiledDocument) -> bool:
    """Tell whether a letter is this agent's: by name, else by its contract; or it says neither."""
    name = number_key(paper.text("agent"))
    if name:
        return name == agent
    number = number_key(paper.text("contract_no"))
    return not number or number == number_key(signed.text("contract_no"))


def belongs(paper: FiledDocument, owner: FiledDocument, owners: Sequence[FiledDocument]) -> bool:
    """Tell whether a paper belongs to a document of another type by a number both carry.

    The owner's own number counts before numbers that several may share; where the best number that
    fits leads to documents with different own numbers, the paper belongs to none.
    """
    for names in PAIR_FIELDS:
        numbers = {number_key(paper.text(name)) for name in names} - {""}
        found = [o for o in owners if numbers & {number_key(o.text(name)) for name in names}]
        if found:
            return owner in found and len({_own_number(o) for o in found}) == 1
    return False


def _own_number(document: FiledDocument) -> str:
    names = ("contract_no",) if document.type == "contract" else ("number", "approval_no")
    return next((key for name in names if (key := number_key(document.text(name)))), f"#{document.id}")


def join_shipment(paper: FiledDocument, shipments: Sequence[Shipment]) -> int | None:
    """Return the shipment a paper belongs to; None where no number, or no single shipment, fits."""
    numbers = {name: number_key(paper.text(name)) for name in JOIN_FIELDS}
    if paper.type == "customs_declaration":
        numbers["declaration_no"] = number_key(paper.text("number"))
    fitting = list(shipments)
    joined = False
    for name in JOIN_FIELDS:
        number = numbers[name]
        if not number:
            continue
        same = [s for s in fitting if number_key(s.numbers.get(name)) == number]
        other = [s for s in fitting if number_key(s.numbers.get(name)) not in ("", number)]
        fitting = same or [s for s in fitting if s not in other]
        joined = joined or bool(same)
    return fitting[0].id if joined and len(fitting) == 1 else None
