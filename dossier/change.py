"""One change of documents by a person: rights, snapshot for undo, completeness, balance, audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from capture.pages import Message
from dossier import checklists
from dossier.errors import Conflict, NotFound
from dossier.locks import refuse_locked
from dossier.rights import may
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.repositories.documents import scan_ids
from storage.states import LIVE, DocumentState
from storage.values import Document, PageRef
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)
KEEP = "keep_"
"""How the changes begin that say which of two alike papers is kept."""


@dataclass(slots=True)
class Change:
    """A change under way: its unit of work, the documents as they were, and those it made.

    ``turned`` holds of each page that was turned what a person had said before of how it stands (None:
    nothing, the machine found it out), and what is said now. ``carried`` holds the open choices between two
    papers that were carried over to another one (``rules_again``). ``parts`` are the files that a sheet
    was cut into (``sheet_cutting``).
    """

    work: Work
    documents: Sequence[Document]
    made: list[int] = field(default_factory=list)
    turned: list[tuple[PageRef, int | None, int]] = field(default_factory=list)
    carried: list[dict[str, Any]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    act_id: int | None = None

    @property
    def document(self) -> Document:
        """The first (mostly the only) document of the change, as it was."""
        return self.documents[0]


@contextmanager
def changing(
    service: Service, actor: Viewer, verb: str, document_ids: Sequence[int], *, seen: int | None = None
) -> Iterator[Change]:
    """Give the unit of work of a change; what the verb did is recorded when the block ends.

    ``seen`` is the newest change of the first document when the person saw it waiting, 0 for none.

    Raises:
        Forbidden: the role may not change documents.
        NotFound: a document does not exist, or not for this person.
        Conflict: a document was withdrawn (merged, split away, undone), or is not any more as it was seen.
        HandedOver: a document was handed over.
    """
    may(actor, "documents.change")
    with service.database.unit_of_work() as work:
        refuse_locked(work, document_ids)
        change = Change(work, [_live_document(work, actor, one) for one in document_ids])
        if seen is not None:
            _refuse_unseen(work, change.document, seen)
        yield change
        touched = [*document_ids, *change.made]
        after = [work.documents.get(SYSTEM, one) for one in touched]
        settle(service, work, change.documents, after)
        act = work.acts.record(
            verb,
            actor.name,
            service.now(),
            touched,
            {"documents": snapshot(change.documents), **_turns(change.turned, 1), **_carried(change)},
            {"documents": snapshot(after), **_turns(change.turned, 2), **_parts(change)},
        )
        change.act_id = act.id
        if not change.made:
            work.rules.remember(act.id, corrections(work, change.documents, after))
        payload = {
            "act": act.id,
            "documents": touched,
            "before": brief(change.documents),
            "after": brief(after),
        }
        work.audit.append(actor.name, f"document.{verb}", "document", document_ids[0], payload, service.now())


def _live_document(work: Work, actor: Viewer, document_id: int) -> Document:
    try:
        document = work.documents.get(actor, document_id)
    except NotVisible as error:
        raise NotFound("document", document_id) from error
    if document.state not in LIVE:
        raise Conflict(
            Message("The document {id} was withdrawn: merged, split or replaced.", {"id": document_id}),
            Message("Look for the document that took its place in the history."),
        )
    return document


def _refuse_unseen(work: Work, document: Document, seen: int) -> None:
    if document.state is not DocumentState.REVIEW:
        raise Conflict(
            Message("The paper {id} does not wait any more.", {"id": document.id}),
            Message("Somebody decided it meanwhile. Load the page again to see what was decided."),
        )
    refuse_changed(work, document, seen)


def newest_change(work: Work, document_id: int) -> int:
    """Return the newest change of a document that still stands, 0 for none: what a page says it has seen."""
    newest = work.acts.last_of(document_id)
    return newest.id if newest else 0


def refuse_changed(work: Work, document: Document, seen: int) -> None:
    """Let a change pass only while the document's newest change is the one that was seen.

    Raises:
        Conflict: it was changed since.
    """
    if newest_change(work, document.id) != seen:
        raise Conflict(
            Message("The paper {id} was changed after this page was opened.", {"id": document.id}),
            Message("Nothing was done. Load the page again to see the paper as it is now."),
        )


def settle(service: Service, work: Work, before: Sequence[Document], after: Sequence[Document]) -> None:
    """Bring balance and checklists in line with changed documents."""
    work.scans.settle(scan_ids((*before, *after)))
    touched = {one.customer_id for one in (*before, *after)} - {None}
    for customer_id in sorted(one for one in touched if one is not None):
        checklists.recompute(work, service.profile, customer_id, service.today())


def _turns(turned: Sequence[tuple[PageRef, int | None, int]], place: int) -> dict[str, Any]:
    rows = [[one[0].scan_id, one[0].number, one[place]] for one in turned]
    return {"turns": rows} if rows else {}


def _carried(change: Change) -> dict[str, Any]:
    return {"carried": change.carried} if change.carried else {}


def _parts(change: Change) -> dict[str, Any]:
    return {"parts": change.parts} if change.parts else {}


def read_turned(work: Work, turns: Iterable[tuple[PageRef, int | None]]) -> None:
    """Let pages be read once more, turned this far clockwise from how they were scanned.

    None leaves it to the machine to find out which way up they are.
    """
    for page, rotation in turns:
        work.pages.set_turn(page, rotation)
        work.pages.read_again(page)
        work.scans.resume(page.scan_id)


def snapshot(documents: Sequence[Document]) -> list[Any]:
    """Return documents as JSON that ``from_snapshot`` reads back."""
    return [_DOCUMENT.dump_python(document, mode="json") for document in documents]


def from_snapshot(row: Any) -> Document:
    """Return a document as it was when the snapshot was taken."""
    return _DOCUMENT.validate_python(row)


def corrections(work: Work, before: Sequence[Document], after: Sequence[Document]) -> list[dict[str, Any]]:
    """Return what a person set right, as evidence for rules: types, fields, customers."""
    found: list[dict[str, Any]] = []
    for old, new in zip(before, after, strict=True):
        about = {"document_id": new.id, "type": new.type, "field": None}
        if old.type != new.type and new.type_by_person:
            found.append({**about, "kind": "type", "before": old.type, "after": new.type})
        for name, value in new.fields.items():
            said, was = _value(value), _value(old.fields.get(name))
            if value.get("by") == "person" and said != was:
                found.append({**about, "kind": "field", "field": name, "before": was, "after": said})
        if old.customer_id != new.customer_id and new.customer_by_person and new.customer_id is not None:
            was = (old.party or {}).get("name")
            name = work.customers.get(SYSTEM, new.customer_id).name
            if was != name:
                found.append({**about, "kind": "customer", "before": was, "after": name})
    return found


def _value(row: Any) -> str | None:
    value = row.get("value") if row else None
    return value if isinstance(value, str) else None


def brief(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return what the audit log tells of documents: no texts, only what was decided."""
    return [
        {
            "id": document.id,
            "type": document.type,
            "customer": document.customer_id,
            "state": document.state.value,
            "pages": [[page.scan_id, page.number] for page in document.pages],
        }
        for document in documents
    ]
