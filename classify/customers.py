"""Whose paper it is: our own company told apart, names compared, the known customer found or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from capture.pages import Message, Page
from classify.codes import find_credit_codes, is_credit_code
from classify.firms import alike, fold_name, is_own
from classify.names import is_complete_organisation
from classify.normalise import fold
from classify.values import Party

__all__ = ["CustomerMatch", "Index", "KnownCustomer", "fold_name", "is_own", "match_customer"]

NEAR = 82.0
_SURE = 93.0
_MARGIN = 5.0
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """A customer the office already has."""

    id: int
    name: str
    uscc: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerMatch:
    """Which customer a paper belongs to, how sure, and what to ask when unsure."""

    customer_id: int | None
    is_new: bool
    confidence: float
    doubt: Message | None = None
    candidates: tuple[tuple[int, float], ...] = ()
    reasons: tuple[Message, ...] = field(default_factory=tuple)


class Index:
    """The known customers with folded names, made once for many look-ups."""

    def __init__(self, known: Sequence[KnownCustomer]) -> None:
        self.by_id = {c.id: c for c in known}
        self.by_code: dict[str, list[int]] = {}
        self.by_name: dict[str, set[int]] = {}
        for customer in known:
            if customer.uscc:
                self.by_code.setdefault(customer.uscc.upper(), []).append(customer.id)
            for name in (customer.name, *customer.aliases):
                self.by_name.setdefault(fold_name(name), set()).add(customer.id)
        self.names = list(self.by_name)

    def exact(self, name: str) -> set[int]:
        """Return the customers whose name or alias this is."""
        return self.by_name.get(fold_name(name), set())

    def near(self, name: str) -> list[tuple[int, float]]:
        """Return customers with alike names, best first."""
        key = fold_name(name)
        if not key or not self.names:
            return []
        scores: dict[int, float] = {}
        rough = process.extract(key, self.names, scorer=fuzz.ratio, score_cutoff=60, limit=30)
        for other, _, _ in rough:
            score = alike(key, other)
            for customer in self.by_name[other]:
                scores[customer] = max(scores.get(customer, 0.0), score)
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(customer, round(score, 1)) for customer, score in best if score >= NEAR - 12][:_SHOWN]


def _ask(
    message: Message, found: Iterable[tuple[int, float]], reasons: Sequence[Message] = ()
) -> CustomerMatch:
    return CustomerMatch(None, False, 0.0, message, tuple(found), tuple(reasons))


def _is(customer: KnownCustomer, confidence: float, reason: Message) -> CustomerMatch:
    return CustomerMatch(customer.id, False, confidence, None, ((customer.id, 100.0),), (reason,))


def _contradicts(customer: KnownCustomer, party: Party) -> bool:
    """Tell whether the paper's valid credit code differs from the one known."""
    return bool(customer.uscc and party.uscc and is_credit_code(party.uscc) and customer.uscc != party.uscc)


def _code_doubt(customer: KnownCustomer, party: Party) -> CustomerMatch:
    message = Message(
        "The paper names {name} with credit code {read}, but the customer's credit code is {known}.",
        {"name": party.name, "read": party.uscc or "", "known": customer.uscc or ""},
    )
    return _ask(message, [(customer.id, 100.0)])


def _by_code(index: Index, party: Party) -> CustomerMatch | None:
    ids = index.by_code.get(party.uscc or "", []) if party.uscc else []
    if not ids:
        return None
    if len(ids) > 1:
        message = Message("Several customers have the credit code {code}.", {"code": party.uscc or ""})
        return _ask(message, [(i, 100.0) for i in ids])
    customer = index.by_id[ids[0]]
    names = [customer.name, *customer.aliases]
    likeness = max((alike(fold_name(party.name), fold_name(n)) for n in names), default=0.0)
    if party.name and likeness < 55:
        message = Message(
            "The credit code is that of {known}, but the paper names {name}.",
            {"known": customer.name, "name": party.name},
        )
        return _ask(message, [(customer.id, likeness)])
    reason = Message(
        "The credit code {code} is that of {name}.", {"code": party.uscc or "", "name": customer.name}
    )
    return _is(customer, 0.99, reason)


def _by_name(index: Index, party: Party) -> CustomerMatch | None:
    ids = sorted(index.exact(party.name)) if party.name else []
    if not ids:
        return None
    fitting = [i for i in ids if not _contradicts(index.by_id[i], party)]
    if not fitting:
        return _code_doubt(index.by_id[ids[0]], party)
    if len(fitting) > 1:
        return _ask(
            Message("Several customers are called {name}.", {"name": party.name}),
            [(i, 100.0) for i in fitting],
        )
    customer = index.by_id[fitting[0]]
    reason = Message("The paper names {name}.", {"name": customer.name})
    return _is(customer, min(0.97, max(0.85, party.confidence)), reason)


def _near(index: Index, party: Party) -> CustomerMatch | None:
    near = index.near(party.name) if party.name else []
    near = [(i, s) for i, s in near if s >= NEAR]
    if not near:
        return None
    best, score = near[0]
    customer = index.by_id[best]
    if _contradicts(customer, party):
        # a valid code of its own: another firm with an alike name
        return None if score < 97 and _one_code_sure(party) else _code_doubt(customer, party)
    second = near[1][1] if len(near) > 1 else 0.0
    length = len(fold_name(party.name))
    one_off = fuzz.ratio(fold_name(party.name), fold_name(customer.name)) >= 100 * (1 - 1.2 / max(length, 1))
    if (
        score >= _SURE
        and one_off
        and length >= 8
        and score - second >= _MARGIN
        and _only_read_wrong(party, customer)
    ):
        reason = Message("The name reads almost like {name}.", {"name": customer.name})
        return CustomerMatch(best, False, 0.88, None, tuple(near), (reason,))
    message = Message(
        "The paper names {name}; a customer is called {known}. Is it the same?",
        {"name": party.name, "known": customer.name},
    )
    return _ask(message, near)


def _only_read_wrong(party: Party, customer: KnownCustomer) -> bool:
    """Tell whether a one-character difference is likelier a misreading than another firm.

    Numbers and directions tell firms apart (第一/第二, 东/西), and a name read with full confidence was
    probably printed so.
    """
    a, b = fold_name(party.name), fold_name(customer.name)
    different = {c for c in a if c not in b} | {c for c in b if c not in a}
    return (
        not different & set("0123456789一二三四五六七八九十东南西北中上下新老大小甲乙丙丁")
        and party.confidence < 0.97
    )


def _one_code_sure(party: Party) -> bool:
    return bool(party.uscc and is_credit_code(party.uscc))


def _hint_agrees(party: Party, hint: KnownCustomer, pages: Sequence[Page]) -> bool:
    names = [n for n in (hint.name, *hint.aliases) if n]
    if any(alike(fold_name(party.name), fold_name(n)) >= NEAR - 6 for n in names):
        return True
    keys = [fold_name(n) for n in names if len(fold_name(n)) >= 4]
    texts = [fold_name(page.text) for page in pages]
    return any(key in text for key in keys for text in texts) and not is_complete_organisation(party.name)


def _with_hint(
    party: Party | None, index: Index, hint: KnownCustomer, pages: Sequence[Page]
) -> CustomerMatch:
    reason = Message("The folder it came in is named after {name}.", {"name": hint.name})
    if party is None:
        codes = {
            c.value
            for page in pages
            for line in page.lines
            for c in find_credit_codes(fold(line.text))
            if c.ok
        }
        others = [
            i for code in codes if code != hint.uscc for i in index.by_code.get(code, ()) if i != hint.id
        ]
        if others:
            other = index.by_id[others[0]]
            message = Message(
                "The folder is named after {name}, but the paper shows the credit code of {other}.",
                {"name": hint.name, "other": other.name},
            )
            return _ask(message, [(hint.id, 100.0), (other.id, 100.0)])
        return _is(hint, 0.9, reason)
    if hint.uscc and party.uscc and is_credit_code(party.uscc):
        if hint.uscc == party.uscc:
            return _is(hint, 0.99, reason)
    elif fold_name(party.name) in {fold_name(n) for n in (hint.name, *hint.aliases)} or _hint_agrees(
        party, hint, pages
    ):
        return _is(hint, 0.95, reason)
    if not _contradicts(hint, party) and _hint_agrees(party, hint, pages):
        return _is(hint, 0.95, reason)
    message = Message(
        "The folder is named after {name}, but the paper names {other}.",
        {"name": hint.name, "other": party.name or (party.uscc or "")},
    )
    return _ask(message, [(hint.id, 100.0), *index.near(party.name)])


def match_customer(
    party: Party | None,
    known: Sequence[KnownCustomer] | Index,
    *,
    hint: KnownCustomer | None = None,
    pages: Sequence[Page] = (),
) -> CustomerMatch:
    """Find the customer a party is: by credit code, by name or alias, by an alike name; or say it is new.

    A ``hint`` (the folder's customer) decides where the paper does not contradict it. A doubt means a
    person must look; ``is_new`` means nothing near is known and the paper is sure enough by itself.
    """
    index = known if isinstance(known, Index) else Index(known)
    if hint is not None:
        return _with_hint(party, index, hint, pages)
    if party is None:
        return _ask(Message("The paper does not say whose it is.", {}), [])
    found = _by_code(index, party) or _by_name(index, party) or _near(index, party)
    if found is not None:
        return found
    near = index.near(party.name)
    sure_name = is_complete_organisation(party.name) and party.confidence >= 0.8
    if (sure_name or (_one_code_sure(party) and is_complete_organisation(party.name))) and not (
        near and near[0][1] >= NEAR
    ):
        reason = Message("Nobody known is called {name}.", {"name": party.name})
        return CustomerMatch(None, True, round(party.confidence, 3), None, tuple(near), (reason,))
    return _ask(Message("“{name}” is not surely a whole customer name.", {"name": party.name}), near)
