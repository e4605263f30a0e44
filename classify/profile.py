"""A profile: the trade's categories, document types, rules, fields and requirements, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

from capture.pages import Message
from classify.normalise import folded
from classify.notation.numbering import Numbering, Template
from classify.profiles.plan import (
    OTHER,
    Against,
    Category,
    Condition,
    DocumentType,
    Endings,
    Evidence,
    Fact,
    FieldRule,
    Profile,
    RequirementRule,
    Titled,
    TitleRule,
    Way,
)
from classify.profiles.profile_check import ProfileChecker
from classify.profiles.profile_file import (
    EvidenceEntry,
    FactEntry,
    FactKind,
    FieldEntry,
    FieldKind,
    Node,
    NumberingEntry,
    ProfileEntry,
    ProfileError,
    RequirementEntry,
    RequirementKind,
    TitledEntry,
    TypeEntry,
    line_of,
    read_profile_file,
)

__all__ = [
    "OTHER",
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
    "parse_profile",
    "profile_names",
]

PROFILES = Path(__file__).parent / "profiles"
_FIRMS, _NAMES = (
    ("单位", "公司", "企业", "商", "厂家", "客户", "用户", "方"),
    ("名称", "全称", "的名称", "名"),
)
_OPTIONAL = re.compile(r"\[([^\[\]]+)\]|\{([^{}]+)\}")


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


def phrases_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the matching forms of words, their short forms written out."""
    forms = [folded(form) for text in texts for form in expand(text)]
    return tuple(dict.fromkeys((*forms, *filter(None, map(_glued, forms)))))


def _glued(form: str) -> str:
    """Return Western words without their blanks, which readers lose: INVOICENUMBER; empty for others."""
    return form.replace(" ", "") if " " in form and form.isascii() else ""


def _title_rule(text: str) -> TitleRule:
    if text.startswith("/"):
        return TitleRule("", re.compile(f"(?:{text[1:-1]})$", re.IGNORECASE), text)
    return TitleRule(folded(text), None, text)


def titles_of(texts: Iterable[str]) -> tuple[TitleRule, ...]:
    """Return titles ready for use, their short forms written out."""
    rules = []
    for text in texts:
        forms = (text,) if text.startswith("/") else expand(text)
        glued = (_glued(form) for form in forms if not form.startswith("/"))
        rules += [_title_rule(form) for form in (*forms, *filter(None, glued))]
    return tuple(rules)


def _evidence(rule: str, entry: EvidenceEntry) -> Evidence:
    phrases = ([entry.phrase] if entry.phrase else []) + entry.any_of
    return Evidence(
        rule=rule,
        weight=entry.weight,
        phrases=phrases_of(phrases),
        pattern=re.compile(entry.pattern, re.IGNORECASE) if entry.pattern else None,
        title=_title_rule(entry.title) if entry.title else None,
        layout=entry.layout,
        columns=tuple(tuple(folded(w) for w in column.split("|")) for column in entry.columns),
        zone=entry.zone,
    )


def evidence_of(name: str, entries: Iterable[EvidenceEntry]) -> tuple[Evidence, ...]:
    """Return evidence ready for use; each piece is called ``name.number``."""
    return tuple(_evidence(f"{name}.{n}", entry) for n, entry in enumerate(entries, start=1))


def _named(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels of firms, and behind them the same with the word for a name: 供货商 is 供货商名, too."""
    firms = [label for label in labels if label.endswith(_FIRMS)]
    return tuple(dict.fromkeys((*labels, *(firm + name for name in _NAMES for firm in firms))))


def _field(entry: FieldEntry) -> FieldRule:
    labels = phrases_of(entry.labels)
    return FieldRule(
        id=entry.id,
        kind=FieldKind(entry.kind),
        title=entry.title,
        title_en=entry.title_en,
        labels=_named(labels) if entry.kind == FieldKind.COMPANY else labels,
        patterns=tuple(re.compile(p, re.IGNORECASE) for p in entry.patterns),
        choices={value: phrases_of(words) for value, words in entry.choices.items()},
        take=entry.take,
        critical=entry.critical,
        needed=entry.needed,
        anywhere=entry.anywhere,
        heading=entry.heading,
        seal=entry.seal,
        loose=entry.loose,
        beside_customer=entry.beside_customer,
        under=phrases_of(entry.under),
        any_sum=entry.any_sum,
        person=entry.person,
        months=entry.months,
        unlike=entry.unlike,
        said_of=re.compile(entry.said_of) if entry.said_of is not None else None,
    )


def type_of(entry: TypeEntry) -> DocumentType:
    """Return a type ready for use."""
    return DocumentType(
        id=entry.id,
        category=entry.category,
        title=entry.title,
        title_en=entry.title_en,
        titles=titles_of(entry.titles),
        title_weight=entry.title_weight,
        evidence=evidence_of(entry.id, entry.evidence),
        fields={f.id: _field(f) for f in entry.fields},
        customer=tuple(entry.customer),
        customer_alone=tuple(entry.customer if entry.customer_alone is None else entry.customer_alone),
        customer_code=tuple(entry.customer_code),
        date=entry.date,
        needs_customer=entry.needs_customer,
        titled=tuple(_titled(e) for e in entry.titled),
    )


def _titled(entry: TitledEntry) -> Titled:
    labels = {name: phrases_of(words) for name, words in entry.labels.items()}
    says = re.compile(entry.says) if entry.says is not None else None
    alone = None if entry.customer_alone is None else tuple(entry.customer_alone)
    exchange = tuple(map(folded, entry.exchange or ()))
    return Titled(re.compile(entry.title, re.IGNORECASE), labels, entry.heading, says, alone, exchange)


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
        when=tuple(Condition(c.fact, c.paper, c.field, tuple(c.equals), c.over, c.under) for c in entry.when),
        on_each=entry.on_each,
        on_field=entry.on_field,
        every=entry.every,
        since=entry.since,
        dated_by=entry.dated_by,
        due_days=entry.due_days,
        last=entry.last,
        fields=tuple(entry.fields),
        against=_against(entry),
        compare=entry.compare,
        tolerance=entry.tolerance,
        at_most=entry.at_most,
        seals=tuple(entry.seals),
        asked_of=entry.asked_of,
    )


def _against(entry: RequirementEntry) -> Against | None:
    other = entry.against
    if other is None:
        return None
    return Against(tuple(other.types), tuple(other.fields), other.joined, other.sum)


def _fact(entry: FactEntry) -> Fact:
    return Fact(
        id=entry.id,
        title=entry.title,
        title_en=entry.title_en,
        kind=FactKind(entry.kind),
        choices=tuple(entry.choices),
        proposed_by=tuple(entry.proposed_by),
        field=entry.field,
    )


def parse_profile(text: str, file: str) -> Profile:
    """Build a profile from its text.

    Raises:
        ProfileError: with file, line and what is allowed.
    """
    entry, root = read_profile_file(text, file)
    entry = _with_borrowed(entry, root, file)
    ProfileChecker(file, root, entry).check()
    types = {t.id: type_of(t) for t in entry.types}
    return Profile(
        id=entry.profile,
        title=entry.title,
        title_en=entry.title_en,
        version=entry.version,
        thresholds=entry.thresholds,
        categories=tuple(Category(c.number, c.name, c.name_en) for c in entry.categories),
        facts=tuple(_fact(f) for f in entry.facts),
        types=types,
        requirements=tuple(_requirement(r) for r in entry.requirements),
        stop_labels=frozenset(phrases_of(entry.stop_labels)),
        endings=title_endings(types.values()),
        numbering=_numbering(entry.numbering),
        signing_labels=phrases_of(entry.signing_labels),
    )


def _numbering(entry: NumberingEntry) -> Numbering:
    return Numbering(
        fonds=entry.fonds,
        retention=entry.retention,
        dossier=Template(entry.dossier),
        document=Template(entry.document),
        volume=Template(entry.volume),
    )


def _with_borrowed(entry: ProfileEntry, root: Node, file: str) -> ProfileEntry:
    """Return a profile file with the types it takes over from the profiles that come with the product.

    Raises:
        ProfileError: it names a profile or a type that there is not.
    """
    types, labels = list(entry.types), list(entry.stop_labels)
    for number, borrowed in enumerate(entry.borrow):
        path = PROFILES / f"{borrowed.profile}.yaml"
        where = ("borrow", number)
        if not path.is_file():
            line = line_of(root, (*where, "profile"))
            problem = Message("there is no profile '{name}'", {"name": borrowed.profile})
            raise ProfileError(file, line, problem, ", ".join(profile_names()))
        lender, _ = read_profile_file(path.read_text(encoding="utf-8"), path.name)
        there = {one.id: one for one in lender.types}
        for name, category in borrowed.types.items():
            if name not in there:
                line = line_of(root, (*where, "types", name))
                told = {"profile": borrowed.profile, "name": name}
                problem = Message("'{profile}' has no type '{name}'", told)
                raise ProfileError(file, line, problem, ", ".join(there))
            types.append(there[name].model_copy(update={"category": category}))
        labels += [label for label in lender.stop_labels if label not in labels]
    return entry.model_copy(update={"types": types, "stop_labels": labels})


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
        problem = Message("there is no readable profile '{name}'", {"name": str(name_or_path)})
        raise ProfileError(str(name_or_path), 1, problem, known) from error
