"""Decisions as rows, and rows as shapes.

In a stored document ``page`` counts the document's own pages from 1, whatever scan they come from.
Sentences are kept as template and values, so that each reader sees them in the own language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from capture.pages import Box, Message
from classify.customers import CustomerMatch
from classify.profile import Profile
from classify.values import Decision, FieldValue, Reason
from dossier.language import translate
from dossier.shapes import CheckShape, FieldShape, ReasonShape
from storage.values import Judgement


def message_row(message: Message) -> dict[str, Any]:
    """Return a sentence as JSON."""
    params = {
        name: message_row(value) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return {"template": message.template, "params": params}


def row_message(row: Mapping[str, Any]) -> Message:
    """Return a sentence from JSON."""
    params = {
        name: row_message(value) if isinstance(value, Mapping) else value
        for name, value in row["params"].items()
    }
    return Message(row["template"], params)


def say(row: Mapping[str, Any], language: str) -> str:
    """Say a sentence kept as JSON."""
    return translate(row_message(row), language)


def _box_row(box: Box | None) -> list[int] | None:
    return box.as_list() if box else None


def _reason_row(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "text": message_row(reason.text),
        "weight": reason.weight,
        "page": reason.page,
        "box": _box_row(reason.box),
    }


def field_row(field: FieldValue) -> dict[str, Any]:
    """Return a field as JSON."""
    return {
        "value": field.value,
        "raw": field.raw,
        "confidence": field.confidence,
        "page": field.page,
        "box": _box_row(field.box),
        "checks": [
            {"id": check.id, "ok": check.ok, "message": message_row(check.message)} for check in field.checks
        ],
    }


def document_date(fields: Mapping[str, Mapping[str, Any]], date_field: str | None) -> dt.date | None:
    """Return the date a document is ordered by: that of the field its type names."""
    value = fields.get(date_field or "", {}).get("value")
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def make_judgement(
    decision: Decision, profile: Profile, match: CustomerMatch | None, doubts: Iterable[Message]
) -> Judgement:
    """Return what the machine thinks of a document, as a row."""
    fields = {name: field_row(field) for name, field in decision.fields.items()}
    party = decision.party
    why = [Reason("customer", text, match.confidence) for text in match.reasons] if match else []
    reasons: Sequence[Reason] = (*decision.reasons, *why)
    return Judgement(
        type=decision.type,
        title=profile.types[decision.type].title,
        confidence=decision.confidence,
        date=document_date(fields, profile.types[decision.type].date),
        review_reasons=[message_row(doubt) for doubt in doubts],
        reasons=[_reason_row(reason) for reason in reasons],
        fields=fields,
        tables=[{"page": table.page, "rows": [list(row) for row in table.rows]} for table in decision.tables],
        party=None
        if party is None
        else {
            "name": party.name,
            "uscc": party.uscc,
            "confidence": party.confidence,
            "page": party.page,
            "box": _box_row(party.box),
        },
        candidates=[{"customer_id": one, "score": score} for one, score in match.candidates] if match else [],
    )


def shape_stored_reason(row: Mapping[str, Any], language: str) -> ReasonShape:
    """Show a stored reason."""
    return ReasonShape(
        rule=row["rule"],
        text=say(row["text"], language),
        weight=row["weight"],
        page=row.get("page"),
        box=row.get("box"),
    )


def shape_stored_field(row: Mapping[str, Any], language: str) -> FieldShape:
    """Show a stored field."""
    return FieldShape(
        value=row.get("value"),
        raw=row.get("raw", ""),
        confidence=row.get("confidence", 1.0),
        page=row.get("page"),
        box=row.get("box"),
        checks=[
            CheckShape(id=check["id"], ok=check["ok"], message=say(check["message"], language))
            for check in row.get("checks", ())
        ],
    )


def live_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that have a value; those a person removed are kept only as a mark."""
    return {name: row for name, row in fields.items() if not row.get("removed")}
