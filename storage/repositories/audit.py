"""The audit log: append-only, each entry holding the hash of the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, String, and_, cast, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from storage.paging import Slice, decode_cursor, encode_cursor
from storage.repositories.base import Repository
from storage.repositories.marks import MarkRepository
from storage.tables.documents import ActDocuments, Documents
from storage.tables.record import Audit
from storage.values_people import AuditEntry, AuditFault

GENESIS = "0" * 64
_APPEND_LOCK = 0x0A0D17
_HEAD = "audit.head"
_BATCH = 500


class AuditRepository(Repository):
    """Entries are appended inside the caller's unit of work, so they stand or fall with the change."""

    def append(
        self,
        actor: str,
        verb: str,
        subject_kind: str,
        subject_id: int | str,
        payload: Mapping[str, Any],
        now: dt.datetime,
    ) -> AuditEntry:
        """Write one entry. Other writers wait from here until this unit of work ends."""
        if not self._on_sqlite:
            self._session.execute(select(func.pg_advisory_xact_lock(_APPEND_LOCK)))
        last = self._session.execute(
            select(Audit.seq, Audit.hash).order_by(Audit.seq.desc()).limit(1)
        ).first()
        seq, prev_hash = (1, GENESIS) if last is None else (last.seq + 1, last.hash)
        row = Audit(
            seq=seq,
            at=now.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            actor=actor,
            verb=verb,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            payload=canonical(payload),
            prev_hash=prev_hash,
        )
        row.hash = _hash(row)
        self._session.add(row)
        self._session.flush()
        MarkRepository(self._session).set(_HEAD, {"seq": seq, "hash": row.hash}, now)
        return _entry(row)

    def verify(self) -> AuditFault | None:
        """Walk over the whole log and return the first entry that is not what was written."""
        expected, prev_hash = 1, GENESIS
        for row in self._walk():
            if row.seq != expected:
                return AuditFault(expected, "an entry is missing")
            if row.prev_hash != prev_hash:
                return AuditFault(row.seq, "the entry does not follow the one before it")
            if row.hash != _hash(row):
                return AuditFault(row.seq, "the entry was changed")
            expected, prev_hash = row.seq + 1, row.hash
        head = MarkRepository(self._session).get(_HEAD)
        if head is not None and (head["seq"], head["hash"]) != (expected - 1, prev_hash):
            return AuditFault(expected, "the last entries are missing")
        return None

    def _walk(self) -> Iterator[Audit]:
        last = 0
        while True:
            batch = select(Audit).where(Audit.seq > last).order_by(Audit.seq).limit(_BATCH)
            rows = self._session.scalars(batch.execution_options(populate_existing=True)).all()
            yield from rows
            if len(rows) < _BATCH:
                return
            last = rows[-1].seq

    def head(self) -> tuple[int, str]:
        """Return number and hash of the last entry, for keeping elsewhere."""
        last = self._session.execute(
            select(Audit.seq, Audit.hash).order_by(Audit.seq.desc()).limit(1)
        ).first()
        return (0, GENESIS) if last is None else (last.seq, last.hash)

    def of_subjects(self, subjects: Mapping[str, Collection[int | str]]) -> list[AuditEntry]:
        """Return every entry about some subjects (kind to ids), oldest first, for the machine.

        Changes of several papers are among them under whichever paper they stand; of customers also those
        that took papers out of their dossiers.
        """
        found: dict[int, AuditEntry] = {}
        for kind, ids in subjects.items():
            wanted = sorted({str(one) for one in ids})
            for start in range(0, len(wanted), _BATCH):
                some = wanted[start : start + _BATCH]
                about = and_(Audit.subject_kind == kind, Audit.subject_id.in_(some))
                if kind == "customer":
                    about = or_(about, *(self._took_out(int(one)) for one in some))
                if kind == "document":
                    about = self._about_papers(select(Documents.id).where(Documents.id.in_(map(int, some))))
                found |= {row.seq: _entry(row) for row in self._session.scalars(select(Audit).where(about))}
        return [found[seq] for seq in sorted(found)]

    def of_dossier(
        self, customer_id: int, *, before: int | None = None, limit: int = 50
    ) -> tuple[list[AuditEntry], int]:
        """Return entries about a customer and its papers, newest first, and how many there are in all.

        Changes that took a paper out are among them: a dossier that lost one says where it went.
        The caller has checked that the person may see the customer.
        """
        theirs = select(Documents.id).where(Documents.customer_id == customer_id)
        itself = and_(Audit.subject_kind == "customer", Audit.subject_id == str(customer_id))
        about = or_(itself, self._about_papers(theirs), self._took_out(customer_id))
        total = self._session.scalar(select(func.count()).select_from(Audit).where(about)) or 0
        statement = select(Audit).where(about)
        if before is not None:
            statement = statement.where(Audit.seq < before)
        found = self._session.scalars(statement.order_by(Audit.seq.desc()).limit(limit))
        return [_entry(row) for row in found], total

    def of_document(self, document_id: int, *, limit: int) -> list[AuditEntry]:
        """Return the newest entries about a document, newest first.

        The caller has checked that the person may see the document.
        """
        about = self._about_papers(select(Documents.id).where(Documents.id == document_id))
        newest = select(Audit).where(about).order_by(Audit.seq.desc()).limit(limit)
        return [_entry(row) for row in self._session.scalars(newest)]

    def _about_papers(self, theirs: Select[int]) -> ColumnElement[bool]:
        """Limit to entries about some papers, changes included that are told of under another paper."""
        own = theirs.with_only_columns(cast(Documents.id, String))
        return or_(
            and_(Audit.subject_kind == "document", Audit.subject_id.in_(own)),
            Audit.seq.in_(self._told_elsewhere(theirs)),
        )

    def _took_out(self, customer_id: int) -> ColumnElement[bool]:
        """Limit to changes of papers that lay in a dossier before or after the change.

        Only papers that a person changed are looked at, by the index of subjects; the text sought is the
        canonical form in which a change keeps what was before and after.
        """
        changed = select(cast(ActDocuments.document_id, String))
        was_here = Audit.payload.contains(f'"customer":{customer_id},"id":', autoescape=True)
        return and_(Audit.subject_kind == "document", Audit.subject_id.in_(changed), was_here)

    def _told_elsewhere(self, theirs: Select[int]) -> list[int]:
        """Return the entries of changes that touched some papers, but stand under one that is none of them.

        A change of several papers has one entry, under the first of them; the journal knows them all.
        """
        mine, other = aliased(ActDocuments), aliased(ActDocuments)
        shared = (
            select(mine.act_id)
            .join(other, other.act_id == mine.act_id)
            .where(mine.document_id.in_(theirs), other.document_id.not_in(theirs))
        )
        others = shared.with_only_columns(cast(other.document_id, String))
        read = type_coerce(Audit.payload, JSON) if self._on_sqlite else cast(Audit.payload, JSON)
        told = select(Audit.seq).where(
            Audit.subject_kind == "document",
            Audit.subject_id.in_(others),
            read["act"].as_integer().in_(shared),
        )
        return list(self._session.scalars(told))

    def browse(
        self,
        *,
        subject_kind: str | None = None,
        subject_id: int | str | None = None,
        actor: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Slice[AuditEntry]:
        """List entries, newest first; the caller has checked that the person may see the log."""
        condition = []
        if subject_kind is not None:
            condition.append(Audit.subject_kind == subject_kind)
        if subject_id is not None:
            condition.append(Audit.subject_id == str(subject_id))
        if actor is not None:
            condition.append(Audit.actor == actor)
        total = self._session.scalar(select(func.count()).select_from(Audit).where(*condition)) or 0
        if cursor is not None:
            condition.append(Audit.seq < decode_cursor(cursor, int)[0])
        found = self._session.scalars(
            select(Audit).where(*condition).order_by(Audit.seq.desc()).limit(limit + 1)
        ).all()
        more = encode_cursor(found[limit - 1].seq) if len(found) > limit else None
        return Slice(tuple(_entry(row) for row in found[:limit]), more, total)


def canonical(value: Mapping[str, Any]) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no floats that differ by machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _hash(row: Audit) -> str:
    parts = {
        "seq": row.seq,
        "at": row.at,
        "actor": row.actor,
        "verb": row.verb,
        "subject_kind": row.subject_kind,
        "subject_id": row.subject_id,
        "payload": row.payload,
        "prev_hash": row.prev_hash,
    }
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def _entry(row: Audit) -> AuditEntry:
    return AuditEntry(
        seq=row.seq,
        at=dt.datetime.fromisoformat(row.at),
        actor=row.actor,
        verb=row.verb,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        payload=json.loads(row.payload),
        prev_hash=row.prev_hash,
        hash=row.hash,
    )
