"""What a profile holds once it is loaded: categories, types, rules, fields and requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from capture.pages import Message
from classify.notation.numbering import DEFAULT_NUMBERING, Numbering
from classify.profiles.learned import Witness
from classify.profiles.profile_file import FactKind, FieldKind, RequirementKind, Thresholds

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Category:
    """One section of the dossier, in filing order."""

    number: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a customer that people set; papers of the types in ``proposed_by`` propose it."""

    id: str
    title: str
    title_en: str
    kind: FactKind = FactKind.YES_NO
    choices: tuple[str, ...] = ()
    proposed_by: tuple[str, ...] = ()
    field: str | None = None


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
    under: tuple[str, ...] = ()
    any_sum: bool = False
    person: bool = False
    months: bool = False
    unlike: str | None = None
    said_of: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Titled:
    """What labels mean under some titles of a type, where it ``says`` so, and whom its heading then names.

    ``customer_alone``: the fields that name the customer where our own name is not known, if others.
    ``exchange``: two words that stand for each other in all labels and patterns of the type.
    """

    title: re.Pattern[str]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heading: str | None = None
    says: re.Pattern[str] | None = None
    customer_alone: tuple[str, ...] | None = None
    exchange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """What a document may be."""

    id: str
    category: int | None
    title: str
    title_en: str
    titles: tuple[TitleRule, ...] = ()
    title_weight: float = 7.0
    evidence: tuple[Evidence, ...] = ()
    fields: Mapping[str, FieldRule] = field(default_factory=dict)
    customer: tuple[str, ...] = ()
    customer_alone: tuple[str, ...] = ()
    customer_code: tuple[str, ...] = ()
    date: str | None = None
    needs_customer: bool = True
    titled: tuple[Titled, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a requirement: a paper of one of these types, having this field."""

    types: tuple[str, ...]
    has: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be so: a fact, or a paper in the dossier, perhaps with a field that says so."""

    fact: str | None = None
    paper: str | None = None
    field: str | None = None
    equals: tuple[str, ...] = ()
    over: float | None = None
    under: float | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """What a paper is compared with: fields of papers, those joined by number only, or their sum."""

    types: tuple[str, ...]
    fields: tuple[str, ...]
    joined: bool = False
    sum: bool = False


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
    when: tuple[Condition, ...] = ()
    on_each: str | None = None
    on_field: str | None = None
    every: str = "year"
    since: str | None = None
    dated_by: str | None = None
    due_days: int = 31
    last: int = 3
    fields: tuple[str, ...] = ()
    against: Against | None = None
    compare: str = "name"
    tolerance: float = 0.0
    at_most: bool = False
    seals: tuple[str, ...] = ()
    asked_of: str = "customer"

    @property
    def types(self) -> tuple[str, ...]:
        """The types that may meet it, in the profile's order."""
        return tuple(dict.fromkeys(name for way in self.ways for name in way.types))


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
    witness: Witness | None = None
    numbering: Numbering = DEFAULT_NUMBERING
    signing_labels: tuple[str, ...] = ()


def named(titled: DocumentType | FieldRule | Fact) -> Message:
    """Return the title of a type or field as a sentence that each reader sees in the own language."""
    return Message("{en}", {"en": titled.title_en, "zh": titled.title})
