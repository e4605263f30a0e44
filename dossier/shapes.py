"""The JSON shapes of contracts.md §3, as pydantic models. CLI and REST print these and nothing else.

``null`` where the contract says ``?``; absent where it says absent.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

BoxList = list[int]


class Shape(BaseModel):
    """Base of all shapes: nothing beyond the contract."""

    model_config = ConfigDict(extra="forbid")


class Error(Shape):
    """One error shape everywhere."""

    code: str
    message: str
    hint: str


class ErrorReply(Shape):
    """What REST answers when something is wrong."""

    error: Error


class LineShape(Shape):
    """One line of a page as read."""

    text: str
    box: BoxList | None
    confidence: float
    reader: Literal["rapidocr", "tesseract", "text_layer", "qr"]


class WarningShape(Shape):
    """Something a person should know about a page."""

    code: str
    message: str


class SealShape(Shape):
    """A seal or stamp found on a page: what could be read of it, and its kind, empty where nothing tells."""

    box: BoxList
    text: str
    kind: str


class MarkShape(Shape):
    """What a hand wrote, or may have, or the box of a choice; ``text`` was filled in, or is the choice."""

    kind: Literal["writing", "doubtful", "filled_in", "ticked", "unticked"]
    box: BoxList
    text: str


class PageShape(Shape):
    """One page as read."""

    number: int
    width: int
    height: int
    dpi: int | None
    rotation: Literal[0, 90, 180, 270]
    blank: bool
    text: str
    lines: list[LineShape]
    warnings: list[WarningShape]
    seals: list[SealShape] = []
    marks: list[MarkShape] = []


class ReasonShape(Shape):
    """One piece of evidence for a decision."""

    rule: str
    text: str
    weight: float
    page: int | None = None
    box: BoxList | None = None


class CheckShape(Shape):
    """One check of a field's value."""

    id: str
    ok: bool
    message: str


class FieldShape(Shape):
    """One field: a string, or for ``lines`` a list of rows."""

    value: Any
    raw: str
    confidence: float
    page: int | None
    box: BoxList | None
    checks: list[CheckShape]


class TableShape(Shape):
    """A table as rows of cell texts."""

    page: int
    rows: list[list[str]]


class CustomerShape(Shape):
    """A customer; ``id`` is null as long as the archive does not know it."""

    id: int | None = None
    name: str
    uscc: str | None = None


class Doc(Shape):
    """One document of a file that was read."""

    pages: list[int]
    type: str
    confidence: float
    review: bool
    reasons: list[ReasonShape]
    fields: dict[str, FieldShape]
    tables: list[TableShape]
    customer: CustomerShape | None


class ReadFile(Shape):
    """A file that could be read."""

    file: str
    sha256: str
    pages: list[PageShape]
    documents: list[Doc]


class FailedFile(Shape):
    """A file that could not be read."""

    file: str
    error: Error


class Read(RootModel[list[ReadFile | FailedFile]]):
    """What ``dossier read`` prints."""


class AddedDocument(Shape):
    """One document that an added file became."""

    id: int
    type: str
    customer: CustomerShape | None
    state: Literal["filed", "review"]
    pages: list[int]


class AddedFile(Shape):
    """The outcome of one added file."""

    file: str
    sha256: str | None
    outcome: Literal["filed", "review", "rejected", "duplicate"]
    documents: list[AddedDocument]
    duplicate_of: str | None = None
    error: Error | None = None


class Add(RootModel[list[AddedFile]]):
    """What ``dossier add`` prints."""


class Status(Shape):
    """The balance: ``seen`` is the sum of the other five."""

    seen: int
    filed: int
    review: int
    rejected: int
    duplicate: int
    working: int


class CustomerRow(CustomerShape):
    """One line of the list of customers."""

    documents: int
    missing: int
    complete: bool


class Customers(Shape):
    """What ``dossier customers`` prints."""

    total: int
    customers: list[CustomerRow]
    next: str | None = None


class Proof(Shape):
    """Where a requirement's state can be seen."""

    document_id: int
    page: int | None = None
    box: BoxList | None = None


class Req(Shape):
    """One line of the checklist."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: str
    title: str
    kind: str
    state: Literal["missing", "received", "usable", "expiring", "expired", "contradicts", "waived"]
    for_document: int | None = Field(default=None, alias="for")
    proof: list[Proof]


class DossierDocument(Shape):
    """One document in a dossier's list."""

    id: int
    type: str
    title: str
    date: str | None
    pages: int
    scan_sha256: str | None
    state: Literal["filed", "review"]


class DossierCategory(Shape):
    """One category of a dossier, documents in filing order."""

    number: int
    name: str
    documents: list[DossierDocument]


class Show(Shape):
    """One dossier."""

    customer: CustomerShape
    profile: str
    facts: dict[str, Any]
    categories: list[DossierCategory]
    requirements: list[Req]


class CheckedCustomer(Shape):
    """The completeness of one customer."""

    customer: CustomerShape
    complete: bool
    requirements: list[Req]


class Check(Shape):
    """What ``dossier check`` prints."""

    complete: bool
    customers: list[CheckedCustomer]


class Hit(Shape):
    """One page on which all words of the query stand."""

    document_id: int
    customer: CustomerShape | None
    type: str
    state: str
    file: str
    page: int
    width: int
    height: int
    snippet: str
    boxes: list[BoxList]


class Search(Shape):
    """What a search found; ``total`` counts pages."""

    total: int
    total_exact: bool
    hits: list[Hit]


class Nearest(Shape):
    """What may be meant instead of what was typed; it is something else, and ``query`` asks for it.

    ``likeness`` is ``part``, ``sound``, ``order``, ``count``, ``accent`` or ``sign``; ``total`` counts pages.
    """

    typed: str
    meant: str
    likeness: str
    why: str
    query: str
    total: int
    total_exact: bool
    customer_id: int | None


class SearchAndNearest(Search):
    """What ``dossier search`` prints; ``nearest`` is empty where more than a few pages were found."""

    nearest: list[Nearest] = []


class CustomerImportRow(Shape):
    """What became, or would become, of one row of a list of customers."""

    row: int
    name: str
    uscc: str | None
    outcome: Literal["create", "update", "same", "refused"]
    customer_id: int | None
    reasons: list[str]


class CustomerImport(Shape):
    """What ``dossier customer import`` prints; the four counts add up to the rows."""

    dry_run: bool
    create: int
    update: int
    same: int
    refused: int
    rows: list[CustomerImportRow]


class BacklogFolder(Shape):
    """Whose papers a folder holds: one customer, a new one, one of several, or none that is clear."""

    folder: str
    files: int
    outcome: Literal["customer", "new", "ambiguous", "none"]
    customers: list[CustomerShape]
    reason: str | None


class Backlog(Shape):
    """What ``dossier import`` prints; ``files`` is empty in a dry run."""

    folders: list[BacklogFolder]
    files: list[AddedFile]


class CustomerName(Shape):
    """Another name of a customer."""

    name: str
    kind: Literal["alias", "former", "short"]


class RelatedCustomer(CustomerShape):
    """Another customer and what both have in common: a branch, a telephone, an address."""

    how: Literal["branch", "telephone", "address"]
    value: str | None


class CustomerChangeShape(Shape):
    """A merge or renaming; ``undone`` tells that it was taken back."""

    id: int
    verb: Literal["merge", "rename"]
    customer_id: int
    other_id: int | None
    who: str
    at: str
    before: str
    after: str
    undone: bool


class CustomerCard(Shape):
    """What ``dossier customer card`` prints: names, contacts, related customers, history."""

    customer: CustomerShape
    names: list[CustomerName]
    contacts: list[dict[str, str]]
    related: list[RelatedCustomer]
    changes: list[CustomerChangeShape]


class InspectionItem(Shape):
    """One item of a 四性检测 (DA/T 70-2018)."""

    code: str
    property: Literal["authenticity", "integrity", "usability", "security"]
    name: str
    verdict: Literal["pass", "fail", "not_run"]
    checked: int
    memos: list[str]


class InspectionShape(Shape):
    """What ``dossier inspect`` prints; the three counts add up to the items."""

    subject: str
    stage: Literal["GD", "YJ"]
    at: str
    by: str
    verdict: Literal["pass", "fail"]
    passed: int
    failed: int
    not_run: int
    items: list[InspectionItem]


class ImportedPackage(Shape):
    """What ``dossier import`` prints of a package that was handed over."""

    customer: CustomerShape
    documents: int
    scans: int


class CatalogueImportRow(Shape):
    """What became, or would become, of one row of an old catalogue."""

    row: int
    title: str
    outcome: Literal["taken", "refused"]
    document_id: int | None
    reason: str | None


class CatalogueImport(Shape):
    """What ``dossier catalogue import`` prints; the two counts add up to the rows."""

    dry_run: bool
    taken: int
    refused: int
    rows: list[CatalogueImportRow]


SHAPES: dict[str, type[BaseModel]] = {
    "read": Read,
    "add": Add,
    "status": Status,
    "customers": Customers,
    "show": Show,
    "check": Check,
    "search": SearchAndNearest,
    "customer_card": CustomerCard,
    "customer_import": CustomerImport,
    "backlog": Backlog,
    "inspection": InspectionShape,
    "imported_package": ImportedPackage,
    "catalogue_import": CatalogueImport,
    "error": ErrorReply,
}
