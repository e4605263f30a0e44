"""Whose paper it may be that names a person and no firm, such as an identity card."""

from __future__ import annotations

from classify.profile import FieldKind, Profile
from dossier.judgement import live_fields
from storage.query import Clause, FieldIs, Match, Query
from storage.tokenizer import fold
from storage.values import Document
from storage.viewer import Viewer
from storage.work import Work

_SPEAKS_FOR_A_FIRM = ("legal_representative", "agent")
_ENOUGH = 50


def customers_of_holder(work: Work, viewer: Viewer, profile: Profile, document: Document) -> list[int]:
    """Return the customers on whose papers a person named on this one represents them, newest papers first.

    People bear the same names: this is something to choose from, never a decision.
    """
    fields = live_fields(document.fields)
    persons = [
        id for id, rule in profile.types[document.type].fields.items() if rule.kind is FieldKind.PERSON
    ]
    named = {str(fields[id]["value"]) for id in persons if fields.get(id, {}).get("value")}
    found: dict[int, None] = {}
    for name in sorted(named):
        condition = FieldIs(_SPEAKS_FOR_A_FIRM, fold(name), Match.EQUALS)
        hits = work.search.find(viewer, Query((Clause(condition),)), limit=_ENOUGH, count_to=_ENOUGH).hits
        found |= {hit.customer_id: None for hit in hits if hit.customer_id is not None}
    return list(found)
