"""What the verbs take over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from storage.values_customers import AliasKind

Name = Annotated[str, Field(min_length=1, max_length=300)]
Change = Annotated[int, Field(ge=0, le=2**53)]
"""The ``change`` of a document as it was fetched, 0 for none: nothing is done if it was changed since."""
Fields = Annotated[dict[str, str | None], Field(max_length=200)]


class Request(BaseModel):
    """Base of all requests: nothing unknown, no white space around text."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class NewCustomer(Request):
    """A customer that does not exist yet."""

    name: Name
    uscc: Annotated[str, Field(max_length=40)] | None = None


class RuleText(Request):
    """A rule's YAML; without it, the rule as it is known."""

    text: Annotated[str, Field(max_length=20_000)] | None = None


class KeepPaper(Request):
    """Which of two papers that look alike is kept; ``seen`` and ``other_seen`` are their changes as known."""

    other: Annotated[int, Field(ge=1)]
    keep: Literal["this", "other", "both"]
    seen: Change | None = None
    other_seen: Change | None = None

    @model_validator(mode="after")
    def both_or_neither(self) -> Self:
        """Refuse a check of one paper only: whoever asks for it means both."""
        if (self.seen is None) is not (self.other_seen is None):
            raise ValueError("seen and other_seen go together")
        return self

    @property
    def shown(self) -> tuple[int, int] | None:
        """The newest change of each paper as the caller knows them."""
        return None if self.seen is None or self.other_seen is None else (self.seen, self.other_seen)


class RenameCustomer(Request):
    """A customer's new name, and what the old one is from now on."""

    name: Name
    old_name_is: AliasKind = AliasKind.FORMER


class AddAlias(Request):
    """Another name of a customer."""

    name: Name
    kind: AliasKind = AliasKind.ALIAS


class MergeCustomer(Request):
    """The customer that stays: an id, a credit code or a name."""

    into: Name


class SetFacts(Request):
    """Values of facts; an empty text or false takes a value back."""

    facts: Annotated[dict[str, bool | str], Field(min_length=1, max_length=100)]


class WaiveRequirement(Request):
    """The line of the checklist that is let go, why, and until when."""

    requirement: Name
    document: int | None = None
    shipment: int | None = None
    period: Annotated[str, Field(max_length=20)] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    until: dt.date | None = None


class AttestDocument(Request):
    """What a person sees of a paper; null takes back what was said."""

    sealed: bool | None = None
    signed: bool | None = None
    original: bool | None = None
    on_shelf: bool | None = None


class DocumentIsFor(Request):
    """What a paper is for: one of the three, or none to take back what was said."""

    document: int | None = None
    shipment: int | None = None
    period: Annotated[str, Field(max_length=20)] | None = None


class MakeCovers(Request):
    """The requirements that cover sheets are made for; all that are open where none is named."""

    requirements: Annotated[list[Name], Field(max_length=500)] | None = None


class FileDocument(Request):
    """Where a document in review belongs; what is left out stays as it is."""

    customer_id: int | None = None
    new_customer: NewCustomer | None = None
    type: str | None = None
    fields: Fields | None = None
    seen: Change | None = None


class MoveDocument(Request):
    """The customer whose dossier the document belongs to."""

    customer_id: int


class RetypeDocument(Request):
    """The document's right type."""

    type: Name


class MendFields(Request):
    """Right values; null takes a value away."""

    fields: Fields


class SplitDocument(Request):
    """Page numbers of the document after which a new document begins."""

    after: Annotated[list[int], Field(min_length=1, max_length=2000)]


class CutSheet(Request):
    """A page and where to cut it: ``at`` from above, or ``beside`` from the left; null where it was found."""

    page: Annotated[int, Field(ge=1)] = 1
    beside: bool = False
    at: float | None = None
    seen: Annotated[int | None, Field(ge=0)] = None


class ArrangePages(Request):
    """The document's pages that stay, in this order; those left out are dropped."""

    pages: Annotated[list[int], Field(min_length=1, max_length=2000)]


class FileTogether(Request):
    """Papers that wait, filed alike as one change."""

    documents: Annotated[list[int], Field(min_length=1, max_length=500)]
    customer_id: int
    type: Name


class MergeDocuments(Request):
    """The documents whose pages follow this one's, in order."""

    with_documents: Annotated[list[int], Field(min_length=1, max_length=500)]


class TurnPage(Request):
    """A page and by how much it is turned clockwise."""

    page: Annotated[int, Field(ge=1)]
    degrees: Annotated[int, Field(multiple_of=90, ge=-270, le=270)]


class ReplacePage(Request):
    """A page and the better scan of it."""

    page: Annotated[int, Field(ge=1)]
    scan_id: int
    scan_page: Annotated[int, Field(ge=1)] = 1


class UndoAct(Request):
    """The act to undo; the document's last one when none is named."""

    act_id: int | None = None


class RetryScan(Request):
    """A password for an encrypted file."""

    password: Annotated[str, Field(max_length=1000)] | None = None


class CreateToken(Request):
    """A name by which its owner recognises the token."""

    name: Name
