"""Checks of a profile that its form alone can't give: ids that must exist, and exist once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capture.pages import Message
from classify.profiles.plan import OTHER
from classify.profiles.profile_file import (
    ConditionEntry,
    EvidenceEntry,
    FactKind,
    FieldKind,
    Node,
    Path,
    ProfileEntry,
    ProfileError,
    RequirementEntry,
    RequirementKind,
    TypeEntry,
    line_of,
)
from classify.requirements.checklist_words import SEALS

TYPE, FIELD, _KIND = Message("type"), Message("field"), Message("kind")
_FACT, _CATEGORY, _SEAL = Message("fact"), Message("category"), Message("kind of seal")
_OTHER_TYPE = Message("or missing type")


class ProfileChecker:
    """Checks what the form alone can't: ids that must exist, and exist once."""

    def __init__(self, file: str, root: Node, entry: ProfileEntry) -> None:
        self.file, self.root, self.entry = file, root, entry
        self.types = {t.id: {f.id for f in t.fields} for t in entry.types}
        self.categories = {c.number for c in entry.categories}
        self.facts = {f.id for f in entry.facts}

    def fail(self, path: Path, problem: Message, allowed: Iterable[object] = ()) -> ProfileError:
        """Return the error for a value, with its line."""
        words = ", ".join(str(a) for a in allowed)
        return ProfileError(self.file, line_of(self.root, path), problem, words)

    def once(self, key: str, ids: Sequence[object], path: Path = ()) -> None:
        """Refuse an id that stands twice."""
        for number, name in enumerate(ids):
            if name in ids[:number]:
                told = {"name": str(name), "key": key}
                raise self.fail((*path, key, number), Message("'{name}' stands twice in {key}", told))

    def known(self, path: Path, name: object, allowed: Iterable[object], what: Message) -> None:
        """Refuse an id that does not exist."""
        allowed = list(allowed)
        if name not in allowed:
            problem = Message("unknown {what} '{name}'", {"what": what, "name": str(name)})
            raise self.fail(path, problem, allowed)

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
        self.known(("types",), OTHER, self.types, _OTHER_TYPE)
        for number, type_entry in enumerate(entry.types):
            self.check_type(("types", number), type_entry)
        for number, fact in enumerate(entry.facts):
            self.known(("facts", number, "kind"), fact.kind, list(FactKind), _KIND)
            if (fact.kind == FactKind.CHOICE) != bool(fact.choices):
                raise self.fail(
                    ("facts", number), Message("'choices' belong to facts of kind choice, which need them")
                )
            self.known_types(("facts", number, "proposed_by"), fact.proposed_by)
        for number, requirement in enumerate(entry.requirements):
            self.check_requirement(("requirements", number), requirement)

    def check_type(self, path: Path, entry: TypeEntry) -> None:
        """Check one document type."""
        if entry.category is not None:
            self.known((*path, "category"), entry.category, self.categories, _CATEGORY)
        self.once("fields", [f.id for f in entry.fields], path)
        fields = self.types[entry.id]
        roles = {"customer": entry.customer, "customer_code": entry.customer_code}
        roles["customer_alone"] = entry.customer_alone or []
        for key, names in roles.items():
            for number, name in enumerate(names):
                self.known((*path, key, number), name, sorted(fields), FIELD)
        if entry.date is not None:
            self.known((*path, "date"), entry.date, sorted(fields), FIELD)
        for number, item in enumerate(entry.fields):
            self.known((*path, "fields", number, "kind"), item.kind, list(FieldKind), _KIND)
            if (item.kind in (FieldKind.CHOICE, FieldKind.LINES)) != bool(item.choices):
                problem = Message("'choices' belong to fields of kind choice and lines, and those need them")
                raise self.fail((*path, "fields", number), problem)
            if item.unlike is not None:
                self.known(
                    (*path, "fields", number, "unlike"), item.unlike, sorted(fields - {item.id}), FIELD
                )
        for number, titled in enumerate(entry.titled):
            for name in [
                *titled.labels,
                *([titled.heading] if titled.heading else []),
                *(titled.customer_alone or []),
            ]:
                self.known((*path, "titled", number), name, sorted(fields), FIELD)
        self.check_evidence(path, entry.evidence)

    def check_evidence(self, path: Path, entries: Sequence[EvidenceEntry]) -> None:
        """Check that each piece of evidence says exactly one thing."""
        for number, evidence in enumerate(entries):
            said = evidence.model_fields_set - {"weight", "zone"}
            if len(said) != 1:
                problem = Message("evidence says exactly one thing")
                raise self.fail(
                    (*path, "evidence", number),
                    problem,
                    ("phrase", "any_of", "pattern", "title", "layout", "columns"),
                )

    def check_requirement(self, path: Path, entry: RequirementEntry) -> None:
        """Check one line of the checklist."""
        self.known((*path, "kind"), entry.kind, list(RequirementKind), _KIND)
        self.known_types((*path, "types"), entry.types)
        for number, way in enumerate(entry.ways):
            self.known_types((*path, "ways", number, "types"), way.types)
        for number, condition in enumerate(entry.when):
            self.check_condition((*path, "when", number), condition)
        if entry.fact is not None:
            self.known((*path, "fact"), entry.fact, sorted(self.facts), _FACT)
        if entry.signed_by_another is not None:
            self.known((*path, "signed_by_another"), entry.signed_by_another, self.types, TYPE)
        if entry.kind == RequirementKind.FOR_EACH:
            self.known((*path, "each"), entry.each, [*self.types, "shipment"], TYPE)
        self.check_particulars(path, entry)
        if entry.category is not None:
            self.known((*path, "category"), entry.category, self.categories, _CATEGORY)
        if not entry.types and not entry.ways:
            raise self.fail(path, Message("a requirement names the types that meet it"), ("types", "ways"))

    def check_particulars(self, path: Path, entry: RequirementEntry) -> None:
        """Check what only some kinds of requirements say."""
        for key, name in (("on_each", entry.on_each), ("since", entry.since)):
            if name is not None:
                self.known((*path, key), name, self.types, TYPE)
        if (entry.on_each is None) != (entry.on_field is None):
            raise self.fail(path, Message("'on_each' and 'on_field' belong together"))
        if (entry.kind == RequirementKind.MUST_AGREE) != (entry.against is not None and bool(entry.fields)):
            raise self.fail(
                path, Message("'fields' and 'against' belong to the kind must_agree, which needs them")
            )
        for number, name in enumerate(entry.seals):
            self.known((*path, "seals", number), name, SEALS, _SEAL)
        if entry.against is not None:
            self.known_types((*path, "against", "types"), entry.against.types)

    def check_condition(self, path: Path, entry: ConditionEntry) -> None:
        """Check one condition: a fact or a paper; a comparison needs something to compare."""
        if (entry.fact is None) == (entry.paper is None):
            raise self.fail(path, Message("a condition names a fact or a paper"), ("fact", "paper"))
        if entry.fact is not None:
            self.known((*path, "fact"), entry.fact, sorted(self.facts), _FACT)
        if entry.paper is not None:
            self.known((*path, "paper"), entry.paper, self.types, TYPE)
        compares = bool(entry.equals) or entry.over is not None or entry.under is not None
        if entry.paper is not None and compares and entry.field is None:
            raise self.fail(path, Message("a comparison with a paper names its field"), ("field",))

    def known_types(self, path: Path, names: Sequence[str]) -> None:
        """Refuse a type that does not exist."""
        for number, name in enumerate(names):
            self.known((*path, number), name, self.types, TYPE)
