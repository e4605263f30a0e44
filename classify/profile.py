"""A profile: the trade's categories, document types, rules, fields and requirements, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path

from classify.normalise import folded
from classify.profile_file import (
    EvidenceEntry,
    FieldEntry,
    FieldKind,
    Node,
    ProfileEntry,
    ProfileError,
    RequirementEntry,
    RequirementKind,
    Thresholds,
    TypeEntry,
    line_of,
    read_profile_file,
)

__all__ = [
    "Category",
    "DocumentType",
    "Evidence",
    "Fact",
    "FieldKind",
    "FieldRule",
    "Profile",
    "ProfileError",
    "RequirementKind",
    "RequirementRule",
    "TitleRule",
    "Way",
    "load_profile",
    "profile_names",
]

PROFILES = Path(__file__).parent / "profiles"
OTHER = "other"
_OPTIONAL = re.compile(r"\[([^\[\]]+)\]|\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Category:
    """One section of the dossier, in filing order."""

    number: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a customer that people set."""

    id: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class TitleRule:
    """A title of a type: a phrase, or a pattern, that must end the title line."""

    phrase: str
    pattern: re.Pattern[str] | None
    rule: str

    def ends(self, folded_text: str, plain: str) -> int:
        """Return how many characters of the line's end are this title; 0 for none."""
        if self.pattern is not None:
            match = self.pattern.search(plain)
            return match.end() - match.start() if match else 0
        return len(self.phrase) if folded_text.endswith(self.phrase) else 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for or against a type."""

    rule: str
    weight: float
    phrases: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    title: TitleRule | None = None
    layout: str | None = None
    columns: tuple[tuple[str, ...], ...] = ()
    zone: str | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field: where its value stands (labels, patterns) and what it is (kind)."""

    id: str
    kind: FieldKind
    title: str
    title_en: str
    labels: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    take: str = "best"
    critical: bool = False
    needed: bool = False
    anywhere: bool = False
    heading: bool = False
    seal: bool = False
    loose: str | None = None
    beside_customer: bool = False


@dataclass(frozen=True, slots=True)
class DocumentType:
    """What a document may be."""

    id: str
    category: int | None
    title: str
    title_en: str
    titles: tuple[TitleRule, ...] = ()
    title_weight: float = 8.0
    evidence: tuple[Evidence, ...] = ()
    fields: Mapping[str, FieldRule] = field(default_factory=dict)
    customer: tuple[str, ...] = ()
    customer_alone: tuple[str, ...] = ()
    customer_code: tuple[str, ...] = ()
    date: str | None = None
    needs_customer: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a requirement: a paper of one of these types, having this field."""

    types: tuple[str, ...]
    has: str | None = None


@dataclass(frozen=True, slots=True)
class RequirementRule:
    """One line of the checklist, before it is looked at for a customer."""

    id: str
    kind: RequirementKind
    title: str
    title_en: str
    category: int | None
    ways: tuple[Way, ...]
    fact: str | None = None
    signed_by_another: str | None = None
    each: str | None = None
    at_least: int = 1
    valid_from: str = "valid_from"
    valid_until: str = "valid_until"
    expiring_days: int = 30


Endings = tuple[Mapping[str, tuple[str, TitleRule]], tuple[tuple[str, TitleRule], ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """The plan of a trade's dossiers."""

    id: str
    title: str
    title_en: str
    version: int
    thresholds: Thresholds
    categories: tuple[Category, ...]
    facts: tuple[Fact, ...]
    types: Mapping[str, DocumentType]
    requirements: tuple[RequirementRule, ...]
    stop_labels: frozenset[str]
    endings: Endings


def title_endings(types: Iterable[DocumentType]) -> Endings:
    """Return all titles ready for looking up: phrases by their text, and patterns."""
    phrases: dict[str, tuple[str, TitleRule]] = {}
    patterns: list[tuple[str, TitleRule]] = []
    for kind in types:
        for rule in kind.titles:
            if rule.pattern is None:
                phrases.setdefault(rule.phrase, (kind.id, rule))
            else:
                patterns.append((kind.id, rule))
    return phrases, tuple(patterns)


def expand(text: str) -> tuple[str, ...]:
    """Write out the short form of labels: ``[x]`` may be there or not, ``{a,b}`` is one of them."""
    parts: list[list[str]] = []
    at = 0
    for match in _OPTIONAL.finditer(text):
        parts.append([text[at : match.start()]])
        parts.append(["", match[1]] if match[1] is not None else match[2].split(","))
        at = match.end()
    parts.append([text[at:]])
    return tuple("".join(choice) for choice in product(*parts))


def _phrases(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(form) for text in texts for form in expand(text)))


def _title_rule(text: str) -> TitleRule:
    if text.startswith("/"):
        return TitleRule("", re.compile(f"(?:{text[1:-1]})$", re.IGNORECASE), text)
    return TitleRule(folded(text), None, text)


def _titles(texts: Iterable[str]) -> tuple[TitleRule, ...]:
    rules = []
    for text in texts:
        rules += [_title_rule(form) for form in ((text,) if text.startswith("/") else expand(text))]
    return tuple(rules)


def _evidence(type_id: str, number: int, entry: EvidenceEntry) -> Evidence:
    phrases = ([entry.phrase] if entry.phrase else []) + entry.any_of
    shown = (
        entry.phrase
        or entry.pattern
        or entry.title
        or entry.layout
        or ", ".join(entry.any_of + entry.columns)
    )
    return Evidence(
        rule=f"{type_id}.{number}",
        weight=entry.weight,
        phrases=_phrases(phrases),
        pattern=re.compile(entry.pattern, re.IGNORECASE) if entry.pattern else None,
        title=_title_rule(entry.title) if entry.title else None,
        layout=entry.layout,
        columns=tuple(tuple(folded(w) for w in column.split("|")) for column in entry.columns),
        zone=entry.zone,
        shown=shown or ", ".join(entry.any_of + entry.columns),
    )


def _field(entry: FieldEntry) -> FieldRule:
    return FieldRule(
        id=entry.id,
        kind=FieldKind(entry.kind),
        title=entry.title,
        title_en=entry.title_en,
        labels=_phrases(entry.labels),
        patterns=tuple(re.compile(p, re.IGNORECASE) for p in entry.patterns),
        choices={value: _phrases(words) for value, words in entry.choices.items()},
        take=entry.take,
        critical=entry.critical,
        needed=entry.needed,
        anywhere=entry.anywhere,
        heading=entry.heading,
        seal=entry.seal,
        loose=entry.loose,
        beside_customer=entry.beside_customer,
    )


def _type(entry: TypeEntry) -> DocumentType:
    return DocumentType(
        id=entry.id,
        category=entry.category,
        title=entry.title,
        title_en=entry.title_en,
        titles=_titles(entry.titles),
        title_weight=entry.title_weight,
        evidence=tuple(_evidence(entry.id, n, e) for n, e in enumerate(entry.evidence, start=1)),
        fields={f.id: _field(f) for f in entry.fields},
        customer=tuple(entry.customer),
        customer_alone=tuple(entry.customer if entry.customer_alone is None else entry.customer_alone),
        customer_code=tuple(entry.customer_code),
        date=entry.date,
        needs_customer=entry.needs_customer,
    )


def _requirement(entry: RequirementEntry) -> RequirementRule:
    ways = tuple(Way(tuple(w.types), w.has) for w in entry.ways)
    if entry.types:
        ways = (Way(tuple(entry.types)), *ways)
    return RequirementRule(
        id=entry.id,
        kind=RequirementKind(entry.kind),
        title=entry.title,
        title_en=entry.title_en,
        category=entry.category,
        ways=ways,
        fact=entry.fact,
        signed_by_another=entry.signed_by_another,
        each=entry.each,
        at_least=entry.at_least,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        expiring_days=entry.expiring_days,
    )


class _Checker:
    """Checks what the form alone can't: ids that must exist, and exist once."""

    def __init__(self, file: str, root: Node, entry: ProfileEntry) -> None:
        self.file, self.root, self.entry = file, root, entry
        self.types = {t.id: {f.id for f in t.fields} for t in entry.types}
        self.categories = {c.number for c in entry.categories}
        self.facts = {f.id for f in entry.facts}

    def fail(self, path: tuple[str | int, ...], problem: str, allowed: Iterable[object] = ()) -> ProfileError:
        words = ", ".join(str(a) for a in allowed)
        return ProfileError(self.file, line_of(self.root, path), problem, words)

    def once(self, key: str, ids: Sequence[object], path: tuple[str | int, ...] = ()) -> None:
        for number, name in enumerate(ids):
            if name in ids[:number]:
                raise self.fail((*path, key, number), f"'{name}' stands twice in {key}")

    def known(self, path: tuple[str | int, ...], name: object, allowed: Iterable[object], what: str) -> None:
        allowed = list(allowed)
        if name not in allowed:
            raise self.fail(path, f"unknown {what} '{name}'", allowed)

    def check(self) -> None:
        entry = self.entry
        self.once("categories", [c.number for c in entry.categories])
        self.once("facts", [f.id for f in entry.facts])
        self.once("types", [t.id for t in entry.types])
        self.once("requirements", [r.id for r in entry.requirements])
        self.known(("types",), OTHER, self.types, "or missing type")
        for number, type_entry in enumerate(entry.types):
            self.check_type(("types", number), type_entry)
        for number, requirement in enumerate(entry.requirements):
            self.check_requirement(("requirements", number), requirement)

    def check_type(self, path: tuple[str | int, ...], entry: TypeEntry) -> None:
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
        for number, evidence in enumerate(entry.evidence):
            said = evidence.model_fields_set - {"weight", "zone"}
            if len(said) != 1:
                problem = "evidence says exactly one thing"
                raise self.fail(
                    (*path, "evidence", number),
                    problem,
                    ("phrase", "any_of", "pattern", "title", "layout", "columns"),
                )

    def check_requirement(self, path: tuple[str | int, ...], entry: RequirementEntry) -> None:
        self.known((*path, "kind"), entry.kind, list(RequirementKind), "kind")
        for number, name in enumerate(entry.types):
            self.known((*path, "types", number), name, self.types, "type")
        for number, way in enumerate(entry.ways):
            for place, name in enumerate(way.types):
                self.known((*path, "ways", number, "types", place), name, self.types, "type")
        if entry.fact is not None:
            self.known((*path, "fact"), entry.fact, sorted(self.facts), "fact")
        if entry.signed_by_another is not None:
            self.known((*path, "signed_by_another"), entry.signed_by_another, self.types, "type")
        if entry.kind == RequirementKind.FOR_EACH:
            self.known((*path, "each"), entry.each, [*self.types, "shipment"], "type")
        if entry.category is not None:
            self.known((*path, "category"), entry.category, self.categories, "category")
        if not entry.types and not entry.ways:
            raise self.fail(path, "a requirement names the types that meet it", ("types", "ways"))


def parse_profile(text: str, file: str) -> Profile:
    """Build a profile from its text.

    Raises:
        ProfileError: with file, line and what is allowed.
    """
    entry, root = read_profile_file(text, file)
    _Checker(file, root, entry).check()
    types = {t.id: _type(t) for t in entry.types}
    return Profile(
        id=entry.profile,
        title=entry.title,
        title_en=entry.title_en,
        version=entry.version,
        thresholds=entry.thresholds,
        categories=tuple(Category(c.number, c.name, c.name_en) for c in entry.categories),
        facts=tuple(Fact(f.id, f.title, f.title_en) for f in entry.facts),
        types=types,
        requirements=tuple(_requirement(r) for r in entry.requirements),
        stop_labels=frozenset(_phrases(entry.stop_labels)),
        endings=title_endings(types.values()),
    )


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that come with the product."""
    return tuple(sorted(path.stem for path in PROFILES.glob("*.yaml")))


@lru_cache(maxsize=32)
def _load(path: Path, stamp: int) -> Profile:
    return parse_profile(
        path.read_text(encoding="utf-8"), path.name if path.parent == PROFILES else str(path)
    )


def load_profile(name_or_path: str | Path) -> Profile:
    """Load a profile by the name of a built-in one, or from a file.

    Raises:
        ProfileError: when there is none, or it is wrong; with file, line and what is allowed.
    """
    path = Path(name_or_path)
    if path.suffix not in (".yaml", ".yml"):
        path = PROFILES / f"{name_or_path}.yaml"
    try:
        stamp = path.stat().st_mtime_ns
        return _load(path, stamp)
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join((*profile_names(), "the path of a .yaml file"))
        raise ProfileError(
            str(name_or_path), 1, f"there is no readable profile '{name_or_path}'", known
        ) from error
