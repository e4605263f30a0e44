"""Checks of a profile that its form alone can't give: ids that must exist, and exist once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from classify.checklist_words import SEALS
from classify.plan import OTHER
from classify.profile_file import (
    ConditionEntry,
    EvidenceEntry,
    FactKind,
    FieldKind,
    Node,
    ProfileEntry,
    ProfileError,
    RequirementEntry,
    RequirementKind,
    TypeEntry,
    line_of,
)


class ProfileChecker:
    """Checks what the form alone can't: ids that must exist, and exist once."""

    def __init__(self, file: str, root: Node, entry: ProfileEntry) -> None:
        self.file, self.root, self.entry = file, root, entry
        self.types = {t.id: {f.id for f in t.fields} for t in entry.types}
        self.categories = {c.number for c in entry.categories}
        self.facts = {f.id for f in entry.facts}

    def fail(self, path: tuple[str | int, ...], problem: str, allowed: Iterable[object] = ()) -> ProfileError:
        """Return the error for a value, with its line."""
        words = ", ".join(str(a) for a in allowed)
        return ProfileError(self.file, line_of(self.root, path), problem, words)

    def once(self, key: str, ids: Sequence[object], path: tuple[str | int, ...] = ()) -> None:
        """Refuse an id that stands twice."""
        for number, name in enumerate(ids):
            if name in ids[:number]:
                raise self.fail((*path, key, number), f"'{name}' stands twice in {key}")

    def known(self, path: tuple[str | int, ...], name: object, allowed: Iterable[object], what: str) -> None:
        """Refuse an id that does not exist."""
        allowed = list(allowed)
        if name not in allowed:
            raise self.fail(path, f"unknown {what} '{name}'", allowed)

    def check(self) -> None:
        """Check the whole profile.

        Raises:
            ProfileError: with file, line and what is allowed.
        """
        entry = self.entry
        self.once("categories", [c.number for c in entry.categories])
        self.once("facts", [f.id for f in entry.facts])
        self.once("types", [t.id for t in entry.types])
        self.once("requirements", [r.id for r in entry.requirements])
        self.known(("types",), OTHER, self.types, "or missing type")
        for number, type_entry in enumerate(entry.types):
            self.check_type(("types", number), type_entry)
        for number, fact in enumerate(entry.facts):
            self.known(("facts", number, "kind"), fact.kind, list(FactKind), "kind")
            if (fact.kind == FactKind.CHOICE) != bool(fact.choices):
                raise self.fail(
                    ("facts", number), "'choices' belong to facts of kind choice, which need them"
                )
            self.known_types(("facts", number, "proposed_by"), fact.proposed_by)
        for number, requirement in enumerate(entry.requirements):
            self.check_requirement(("requirements", number), requirement)

    def check_type(self, path: tuple[str | int, ...], entry: TypeEntry) -> None:
        """Check one document type."""
        if entry.category is not None:
            self.known((*path, "category"), entry.category, self.categories, "category")
        self.once("fields", [f.id for f in entry.fields], path)
        fields = self.types[entry.id]
        roles = {"customer": entry.customer, "customer_code": entry.customer_code}
        roles["customer_alone"] = entry.customer_alone or []
        for key, names in roles.items():
            for number, name in enumerate(names):
                self.known((*path, key, number), name, sorted(fields), "field")
        if entry.date is not None:
            self.known((*path, "date"), entry.date, sorted(fields), "field")
        for number, item in enumerate(entry.fields):
            self.known((*path, "fields", number, "kind"), item.kind, list(FieldKind), "kind")
            if (item.kind in (FieldKind.CHOICE, FieldKind.LINES)) != bool(item.choices):
                problem = "'choices' belong to fields of kind choice and lines, and those need them"
                raise self.fail((*path, "fields", number), problem)
        for number, titled in enumerate(entry.titled):
            for name in [*titled.labels, *([titled.heading] if titled.heading else [])]:
                self.known((*path, "titled", number), name, sorted(fields), "field")
        self.check_evidence(path, entry.evidence)

    def check_evidence(self, path: tuple[str | int, ...], entries: Sequence[EvidenceEntry]) -> None:
        """Check that each piece of evidence says exactly one thing."""
        for number, evidence in enumerate(entries):
            said = evidence.model_fields_set - {"weight", "zone"}
            if len(said) != 1:
                problem = "evidence says exactly one thing"
                raise self.fail(
                    (*path, "evidence", number),
                    problem,
                    ("phrase", "any_of", "pattern", "title", "layout", "columns"),
                )

    def check_requirement(self, path: tuple[str | int, ...], entry: RequirementEntry) -> None:
        """Check one line of the checklist."""
        self.known((*path, "kind"), entry.kind, list(RequirementKind), "kind")
        self.known_types((*path, "types"), entry.types)
        for number, way in enumerate(entry.ways):
            self.known_types((*path, "ways", number, "types"), way.types)
        for number, condition in enumerate(entry.when):
            self.check_condition((*path, "when", number), condition)
        if entry.fact is not None:
            self.known((*path, "fact"), entry.fact, sorted(self.facts), "fact")
        if entry.signed_by_another is not None:
            self.known((*path, "signed_by_another"), entry.signed_by_another, self.types, "type")
        if entry.kind == RequirementKind.FOR_EACH:
            self.known((*path, "each"), entry.each, [*self.types, "shipment"], "type")
        self.check_particulars(path, entry)
        if entry.category is not None:
            self.known((*path, "category"), entry.category, self.categories, "category")
        if not entry.types and not entry.ways:
            raise self.fail(path, "a requirement names the types that meet it", ("types", "ways"))

    def check_particulars(self, path: tuple[str | int, ...], entry: RequirementEntry) -> None:
        """Check what only some kinds of requirements say."""
        for key, name in (("on_each", entry.on_each), ("since", entry.since)):
            if name is not None:
                self.known((*path, key), name, self.types, "type")
        if (entry.on_each is None) != (entry.on_field is None):
            raise self.fail(path, "'on_each' and 'on_field' belong together")
        if (entry.kind == RequirementKind.MUST_AGREE) != (entry.against is not None and bool(entry.fields)):
            raise self.fail(path, "'fields' and 'against' belong to the kind must_agree, which needs them")
        for number, name in enumerate(entry.seals):
            self.known((*path, "seals", number), name, SEALS, "kind of seal")
        if entry.against is not None:
            self.known_types((*path, "against", "types"), entry.against.types)

    def check_condition(self, path: tuple[str | int, ...], entry: ConditionEntry) -> None:
        """Check one condition: a fact or a paper; a comparison needs something to compare."""
        if (entry.fact is None) == (entry.paper is None):
            raise self.fail(path, "a condition names a fact or a paper", ("fact", "paper"))
        if entry.fact is not None:
            self.known((*path, "fact"), entry.fact, sorted(self.facts), "fact")
        if entry.paper is not None:
            self.known((*path, "paper"), entry.paper, self.types, "type")
        compares = bool(entry.equals) or entry.over is not None or entry.under is not None
        if entry.paper is not None and compares and entry.field is None:
            raise self.fail(path, "a comparison with a paper names its field", ("field",))

    def known_types(self, path: tuple[str | int, ...], names: Sequence[str]) -> None:
        """Refuse a type that does not exist."""
        for number, name in enumerate(names):
            self.known((*path, number), name, self.types, "type")
