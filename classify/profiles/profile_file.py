"""The shape of a profile file: what a YAML profile may say, checked with the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from capture.pages import Message
from classify.notation.dates import IN_A_SENTENCE
from classify.notation.numbering import DEFAULT_NUMBERING, Template

#: libyaml's parser reads the profile in a tenth of the time; every command waits for it
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Node = yaml.nodes.Node
Path = tuple[str | int, ...]


class FieldKind(StrEnum):
    """How a field's value is read and written."""

    COMPANY = "company"  # the name of an organisation
    PERSON = "person"  # the name of a person
    TEXT = "text"  # words on one row
    BLOCK = "block"  # words that may run over several rows
    DATE = "date"  # YYYY-MM-DD
    PERIOD_FROM = "period_from"  # the first day of a term
    PERIOD_UNTIL = "period_until"  # the last day of a term, or 长期
    MONEY = "money"  # a sum in figures, or in words where no figures stand
    WORDS = "words"  # a sum in words, kept as printed
    NUMBER = "number"  # the number of a paper
    QUANTITY = "quantity"  # a plain figure
    CREDIT_CODE = "credit_code"  # 统一社会信用代码
    REGISTRATION_NO = "registration_no"  # 注册号 of 13 or 15 digits
    ID_NUMBER = "id_number"  # 公民身份号码
    CHOICE = "choice"  # one of the words listed under `choices`
    LINES = "lines"  # the goods of a slip, from its table


class RequirementKind(StrEnum):
    """What a line of the checklist asks for."""

    REQUIRED = "required"  # a paper of one of the types
    VALID_ON = "valid_on"  # the same, and it must be valid today
    ONE_OF = "one_of"  # one of several ways
    WHEN = "when"  # required when a fact or a paper says so
    AT_LEAST = "at_least"  # a number of papers
    FOR_EACH = "for_each"  # one for each paper or shipment of another kind
    PER_PERIOD = "per_period"  # one for each year, half-year, quarter or month that has ended
    MUST_AGREE = "must_agree"  # what a paper says agrees with what others say
    SEALED = "sealed"  # each paper of the types carries a seal
    SIGNED = "signed"  # each is signed
    ORIGINAL = "original"  # each is the original, no copy
    ON_SHELF = "on_shelf"  # each lies on the shelf as paper


class FactKind(StrEnum):
    """What a fact about a customer may be."""

    YES_NO = "yes_no"  # yes or no
    CHOICE = "choice"  # one of the words listed under `choices`
    AMOUNT = "amount"  # yuan
    DATE = "date"  # YYYY-MM-DD
    TEXT = "text"  # words


def _pattern(text: str) -> str:
    text = text.replace("{date}", IN_A_SENTENCE)
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"bad pattern: {error}") from error
    return text


def _title(text: str) -> str:
    if text.startswith("/"):
        if len(text) < 3 or not text.endswith("/"):
            raise ValueError("a title pattern stands between two slashes: /…/")
        _pattern(text[1:-1])
    elif not text.strip():
        raise ValueError("a title can't be empty")
    return text


def _number(text: str) -> str:
    Template(text)
    return text


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Pattern = Annotated[str, AfterValidator(_pattern)]
Title = Annotated[str, AfterValidator(_title)]
Words = Annotated[str, Field(min_length=1)]
Number = Annotated[str, AfterValidator(_number)]


M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    """Base of all entries: no key beyond those named, no value bent into shape."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CategoryEntry(Strict):
    """One section of the dossier."""

    number: int
    name: Words
    name_en: Words


class FactEntry(Strict):
    """Something about a customer that people set; papers of some types may propose it."""

    id: Identifier
    title: Words
    title_en: Words
    kind: str = "yes_no"
    choices: list[Words] = []
    proposed_by: list[Identifier] = []
    field: Identifier | None = None


class EvidenceEntry(Strict):
    """One thing that speaks for a type (weight above 0) or against it (below 0)."""

    phrase: Words | None = None
    any_of: list[Words] = []
    pattern: Pattern | None = None
    title: Title | None = None
    layout: Literal["landscape", "portrait", "table", "seal", "qr", "few_words", "many_words"] | None = None
    columns: list[Words] = []
    zone: Literal["top", "middle", "bottom"] | None = None
    weight: float


class FieldEntry(Strict):
    """One field of a type."""

    id: Identifier
    kind: str
    title: Words
    title_en: Words
    labels: list[Words] = []
    patterns: list[Pattern] = []
    choices: dict[str, list[Words]] = {}
    take: Literal["best", "first", "last", "label", "latest"] = "best"
    critical: bool = False
    needed: bool = False
    anywhere: bool = False
    heading: bool = False
    seal: bool = False
    loose: Literal["top", "bottom", "any"] | None = None
    beside_customer: bool = False
    under: list[Words] = []
    any_sum: bool = False
    person: bool = False
    months: bool = False
    unlike: Identifier | None = None
    said_of: Pattern | None = None


class TitledEntry(Strict):
    """What labels mean where the paper's title holds a word: fields and their labels, the heading's field.

    With ``says`` the paper must say it, too, in its rows read as one text. ``exchange``: two words that then
    stand for each other.
    """

    title: Pattern
    says: Pattern | None = None
    labels: dict[Identifier, list[Words]] = {}
    heading: Identifier | None = None
    customer_alone: list[Identifier] | None = None
    exchange: Annotated[list[Words], Field(min_length=2, max_length=2)] | None = None


class TypeEntry(Strict):
    """One document type."""

    id: Identifier
    category: int | None = None
    title: Words
    title_en: Words
    titles: list[Title] = []
    title_weight: float = 7.0
    evidence: list[EvidenceEntry] = []
    fields: list[FieldEntry] = []
    customer: list[Identifier] = []
    customer_alone: list[Identifier] | None = None
    customer_code: list[Identifier] = []
    date: Identifier | None = None
    needs_customer: bool = True
    titled: list[TitledEntry] = []


class AdditionEntry(Strict):
    """What a rule adds to a type that exists: titles, evidence, labels of fields."""

    type: Identifier
    titles: list[Title] = []
    evidence: list[EvidenceEntry] = []
    labels: dict[Identifier, list[Words]] = {}


class OverlayEntry(Strict):
    """Types and rules laid over a profile."""

    types: list[TypeEntry] = []
    additions: list[AdditionEntry] = []


class WayEntry(Strict):
    """One way to meet a requirement: a paper of these types, with these fields."""

    types: list[Identifier]
    has: Identifier | None = None


class ConditionEntry(Strict):
    """Something that must be so for a requirement to apply: a fact, or a paper in the dossier."""

    fact: Identifier | None = None
    paper: Identifier | None = None
    field: Identifier | None = None
    equals: list[Words] = []
    over: float | None = None
    under: float | None = None


class AgainstEntry(Strict):
    """What a paper is compared with."""

    types: list[Identifier]
    fields: list[Identifier]
    joined: bool = False
    sum: bool = False


class RequirementEntry(Strict):
    """One line of the checklist."""

    id: Identifier
    kind: str
    title: Words
    title_en: Words
    category: int | None = None
    types: list[Identifier] = []
    ways: list[WayEntry] = []
    fact: Identifier | None = None
    signed_by_another: Identifier | None = None
    each: Identifier | None = None
    at_least: int = 1
    valid_from: Identifier = "valid_from"
    valid_until: Identifier = "valid_until"
    expiring_days: int = 30
    when: list[ConditionEntry] = []
    on_each: Identifier | None = None
    on_field: Identifier | None = None
    every: Literal["year", "half_year", "quarter", "month"] = "year"
    since: Identifier | None = None
    dated_by: Identifier | None = None
    due_days: int = 31
    last: int = 3
    fields: list[Identifier] = []
    against: AgainstEntry | None = None
    compare: Literal["name", "number", "amount", "date"] = "name"
    tolerance: float = 0.0
    at_most: bool = False
    seals: list[Words] = []
    asked_of: Literal["customer", "office"] = "customer"


class BorrowEntry(Strict):
    """Types taken over from another profile as they stand there, each with its category here."""

    profile: Identifier
    types: dict[Identifier, int | None]


class Thresholds(Strict):
    """How sure the service must be to act by itself."""

    file: float = 0.9
    customer: float = 0.8
    field: float = 0.6


class NumberingEntry(Strict):
    """How dossiers, documents and volumes are numbered (档号)."""

    fonds: Annotated[str, Field(pattern=r"^[A-Z0-9]+$")] = "Z001"
    retention: Annotated[str, Field(pattern=r"^(Y|D[1-9]\d{0,2})$")] = "D10"
    dossier: Number = DEFAULT_NUMBERING.dossier.text
    document: Number = DEFAULT_NUMBERING.document.text
    volume: Number = DEFAULT_NUMBERING.volume.text


SIGNING_LABELS = (
    *("签字", "签名", "签章", "签收", "签署", "法定代表人", "负责人", "委托代理人", "授权代表", "经办人"),
    *("收货人", "审批人", "审核人"),
)
"""Words beside which people sign, where a profile names none; 盖章签字 and 客户签名 hold them."""


class ProfileEntry(Strict):
    """A whole profile file."""

    profile: Identifier
    title: Words
    title_en: Words
    version: int
    thresholds: Thresholds = Thresholds()
    categories: list[CategoryEntry]
    facts: list[FactEntry] = []
    numbering: NumberingEntry = NumberingEntry()
    stop_labels: list[Words] = []
    signing_labels: list[Words] = list(SIGNING_LABELS)
    borrow: list[BorrowEntry] = []
    types: list[TypeEntry]
    requirements: list[RequirementEntry] = []


class ProfileError(Exception):
    """A profile that can't be used: where and why, and what is allowed."""

    code = "wrong_profile"

    def __init__(self, file: str, line: int, problem: Message, allowed: str = "") -> None:
        self.file, self.line, self.problem, self.allowed = file, line, str(problem), allowed
        self.message = Message(
            "{file}, line {line}: {problem}.", {"file": file, "line": line, "problem": problem}
        )
        self.hint = (
            Message("Allowed: {allowed}.", {"allowed": allowed})
            if allowed
            else Message("Mend the line; docs/profiles.md explains every key.")
        )
        super().__init__(f"{self.message} {self.hint}")


_LISTS_OF: Mapping[str, type[BaseModel]] = {
    **{"categories": CategoryEntry, "facts": FactEntry, "types": TypeEntry, "thresholds": Thresholds},
    **{"numbering": NumberingEntry},
    **{
        "additions": AdditionEntry,
        "requirements": RequirementEntry,
        "evidence": EvidenceEntry,
        "fields": FieldEntry,
        "titled": TitledEntry,
        "ways": WayEntry,
        "when": ConditionEntry,
        "borrow": BorrowEntry,
        "against": AgainstEntry,
    },
}


def line_of(root: Node, path: Path) -> int:
    """Return the line of the value at ``path``, or of the nearest thing around it."""
    node = root
    line = node.start_mark.line + 1
    for step in path:
        child: Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    line, child = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
            line = child.start_mark.line + 1
        if child is None:
            break
        node = child
    return line


def _allowed_keys(path: Path, whole: type[BaseModel]) -> str:
    names = [step for step in path[:-1] if isinstance(step, str)]
    model = _LISTS_OF.get(names[-1], whole) if names else whole
    return ", ".join(model.model_fields)


def _repeated_key(node: Any) -> Any:
    """Return the node of a key that stands twice in one table, or None."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                return key
            seen.add(key.value)
            inner = _repeated_key(value)
            if inner is not None:
                return inner
    elif isinstance(node, yaml.SequenceNode):
        return next((key for child in node.value if (key := _repeated_key(child)) is not None), None)
    return None


def _first_problem(file: str, root: Node, error: ValidationError, whole: type[BaseModel]) -> ProfileError:
    problem = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    path: Path = tuple(problem["loc"])
    line = line_of(root, path)
    name = str(path[-1]) if path else "profile"
    if problem["type"] == "extra_forbidden":
        return ProfileError(
            file, line, Message("unknown key '{name}'", {"name": name}), _allowed_keys(path, whole)
        )
    if problem["type"] == "missing":
        return ProfileError(
            file, line, Message("the key '{name}' is missing", {"name": name}), _allowed_keys(path, whole)
        )
    context: Mapping[str, Any] = problem.get("ctx", {})
    allowed = str(context.get("expected") or context.get("pattern") or "")
    given = problem.get("input")
    told = {"name": name, "given": repr(given), "why": problem["msg"]}
    return ProfileError(file, line, Message("'{name}' can't be {given}: {why}", told), allowed)


def read_profile_file(text: str, file: str) -> tuple[ProfileEntry, Node]:
    """Parse and check the form of a profile.

    Raises:
        ProfileError: when the YAML or its form is wrong; names file and line.
    """
    return read_yaml(text, file, ProfileEntry)


def read_yaml(text: str, file: str, whole: type[M]) -> tuple[M, Node]:
    """Parse YAML and check that it has the form of ``whole``.

    Raises:
        ProfileError: when the YAML or its form is wrong; names file and line.
    """
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        data = None if root is None else loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = str(getattr(error, "problem", None) or error)
        raise ProfileError(file, line, Message("not YAML: {why}", {"why": why})) from error
    if root is None or not isinstance(data, dict):
        raise ProfileError(file, 1, Message("a profile is a table of keys"), ", ".join(whole.model_fields))
    repeated = _repeated_key(root)
    if repeated is not None:
        problem = Message("the key '{name}' stands twice", {"name": repeated.value})
        raise ProfileError(file, repeated.start_mark.line + 1, problem)
    try:
        return whole.model_validate(data), root
    except ValidationError as error:
        raise _first_problem(file, root, error, whole) from error
